/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture/sx-line-mask.h"

#include <string.h>

void
sx_line_mask_init (SxLineMask *self)
{
  *self = (SxLineMask){ 0 };
}

void
sx_line_mask_clear (SxLineMask *self)
{
  g_clear_pointer (&self->bytes, g_free);
}

void
sx_line_mask_resize (SxLineMask *self, int width, int height)
{
  if (width == self->width && height == self->height)
    return;
  g_free (self->bytes);
  self->width = width;
  self->height = height;
  self->bytes = g_new0 (guint8, (gsize)width * (gsize)height);
  self->y0 = height;
  self->y1 = 0;
}

void
sx_line_mask_drop (SxLineMask *self)
{
  if (self->y1 > self->y0)
    memset (self->bytes + (gsize)self->y0 * (gsize)self->width, 0,
            (gsize)(self->y1 - self->y0) * (gsize)self->width);
  self->y0 = self->height;
  self->y1 = 0;
}

void
sx_line_mask_add (SxLineMask *self, SxPixel a, SxPixel b, float width)
{
  /* thinner than a pixel: as wide as one, but paler */
  float half = MAX (width, 1) / 2, strength = MIN (width, 1) * 255, reach = half + 0.5f;
  float dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy, per_square = square > 0 ? 1 / square : 0;
  float w = (float)self->width, h = (float)self->height;
  float left = MIN (a.x, b.x) - reach, right = MAX (a.x, b.x) + reach;
  int y0 = (int)CLAMP (floorf (MIN (a.y, b.y) - reach), 0, h);
  int y1 = (int)CLAMP (ceilf (MAX (a.y, b.y) + reach), 0, h);
  float side = fabsf (dy) > 0.01f ? reach * sqrtf (square) / fabsf (dy) : INFINITY;

  if (right <= 0 || left >= w || y0 >= y1)
    return;
  self->y0 = MIN (self->y0, y0);
  self->y1 = MAX (self->y1, y1);
  for (int y = y0; y < y1; y++)
    {
      float py = (float)y + 0.5f - a.y, from = left, to = right;
      guint8 *row = self->bytes + (gsize)y * (gsize)self->width;
      int x0, x1;

      if (side < INFINITY)
        { /* the endless line crosses this row at x; the ends' discs are within reach of it too */
          float x = a.x + py * dx / dy;

          from = MAX (from, x - side);
          to = MIN (to, x + side);
        }
      x0 = (int)CLAMP (floorf (from), 0, w);
      x1 = (int)CLAMP (ceilf (to), 0, w);
      for (int x = x0; x < x1; x++)
        {
          float px = (float)x + 0.5f - a.x, t = (px * dx + py * dy) * per_square;
          float ex, ey, cover;

          t = t < 0 ? 0 : t > 1 ? 1 : t;
          ex = px - t * dx;
          ey = py - t * dy;
          cover = reach - sqrtf (ex * ex + ey * ey);
          cover = cover < 0 ? 0 : cover > 1 ? 1 : cover;
          row[x] = MAX (row[x], (guint8)(cover * strength + 0.5f));
        }
    }
}
