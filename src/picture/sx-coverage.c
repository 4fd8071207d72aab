/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture/sx-coverage.h"

#include <string.h>

static void
forget_box (SxCoverage *self)
{
  self->x0 = self->width;
  self->y0 = self->height;
  self->x1 = self->y1 = 0;
}

void
sx_coverage_init (SxCoverage *self)
{
  *self = (SxCoverage){ 0 };
}

void
sx_coverage_clear (SxCoverage *self)
{
  g_clear_pointer (&self->cells, g_free);
}

void
sx_coverage_resize (SxCoverage *self, int width, int height)
{
  if (width == self->width && height == self->height)
    return;
  g_free (self->cells);
  self->width = width;
  self->height = height;
  self->stride = width + 2; /* an edge writes to the pixel after its last one */
  self->cells = g_new0 (float, (gsize)self->stride *(gsize)height);
  forget_box (self);
}

/* What one edge adds to row a, with the part of it in that row from xa to xb (xa <= xb), d high. */
static inline void
add_to_row (float *a, float xa, float xb, float d)
{
  int first = (int)xa, last = (int)ceilf (xb);
  float left = xa - (float)first;

  if (last <= first + 1)
    {
      float middle = 0.5f * (xa + xb) - (float)first;

      a[first] += d - d * middle;
      a[first + 1] += d * middle;
    }
  else
    {
      float s = 1 / (xb - xa), right = xb - (float)last + 1, a0 = 0.5f * s * (1 - left) * (1 - left);
      float am = 0.5f * s * right * right;

      a[first] += d * a0;
      if (last == first + 2)
        a[first + 1] += d * (1 - a0 - am);
      else
        {
          float a1 = s * (1.5f - left);

          a[first + 1] += d * (a1 - a0);
          for (int x = first + 2; x < last - 1; x++)
            a[x] += d * s;
          a[last - 1] += d * (1 - (a1 + (float)(last - first - 3) * s) - am);
        }
      a[last] += d * am;
    }
}

/* An edge with 0 <= x <= width; y as it comes. */
static void
add_edge (SxCoverage *self, float x0, float y0, float x1, float y1)
{
  float direction = 1, slope, x, bottom, limit = (float)self->width;
  int row, end;

  if (y0 == y1)
    return;
  if (y0 > y1)
    {
      float sx = x0, sy = y0;

      x0 = x1;
      y0 = y1;
      x1 = sx;
      y1 = sy;
      direction = -1;
    }
  if (y1 <= 0 || y0 >= (float)self->height)
    return;
  row = (int)y0;
  if (y0 >= 0 && y1 <= (float)(row + 1))
    { /* most edges of small parcels: no division */
      add_to_row (self->cells + (gsize)row * (gsize)self->stride, MIN (x0, x1), MAX (x0, x1),
                  (y1 - y0) * direction);
      return;
    }
  slope = (x1 - x0) / (y1 - y0);
  x = x0;
  if (y0 < 0)
    {
      x = CLAMP (x0 - y0 * slope, 0, limit);
      y0 = 0;
    }
  bottom = MIN (y1, (float)self->height);
  row = (int)y0;
  end = (int)ceilf (bottom);
  for (; row < end; row++)
    {
      float dy = MIN ((float)(row + 1), bottom) - MAX ((float)row, y0),
            next = CLAMP (x + slope * dy, 0, limit);

      add_to_row (self->cells + (gsize)row * (gsize)self->stride, MIN (x, next), MAX (x, next),
                  dy * direction);
      x = next;
    }
}

/* Splits an edge where it leaves the picture to the left, where it counts as if it ran along the margin, and
 * to the right, where it counts for nothing. */
static void
add_any_edge (SxCoverage *self, SxPixel a, SxPixel b)
{
  float limit = (float)self->width, slope;

  if (a.x >= limit && b.x >= limit)
    return;
  if (a.x <= 0 && b.x <= 0)
    {
      add_edge (self, 0, a.y, 0, b.y);
      return;
    }
  if (a.x >= 0 && a.x <= limit && b.x >= 0 && b.x <= limit)
    {
      add_edge (self, a.x, a.y, b.x, b.y);
      return;
    }
  slope = (b.y - a.y) / (b.x - a.x);
  if (a.x < 0 || b.x < 0)
    {
      float y = a.y - a.x * slope;

      if (a.x < 0)
        {
          add_edge (self, 0, a.y, 0, y);
          a = (SxPixel){ 0, y };
        }
      else
        {
          add_edge (self, 0, y, 0, b.y);
          b = (SxPixel){ 0, y };
        }
    }
  if (a.x > limit)
    a = (SxPixel){ limit, a.y + (limit - a.x) * slope };
  else if (b.x > limit)
    b = (SxPixel){ limit, a.y + (limit - a.x) * slope };
  add_edge (self, a.x, a.y, b.x, b.y);
}

static void
grow_box (SxCoverage *self, const SxPixel *ring, guint n)
{
  float x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;
  float w = (float)self->width, h = (float)self->height;

  for (guint i = 0; i < n; i++)
    {
      x0 = MIN (x0, ring[i].x);
      x1 = MAX (x1, ring[i].x);
      y0 = MIN (y0, ring[i].y);
      y1 = MAX (y1, ring[i].y);
    }
  self->x0 = MIN (self->x0, (int)CLAMP (x0, 0, w));
  self->y0 = MIN (self->y0, (int)CLAMP (y0, 0, h));
  self->x1 = MAX (self->x1, (int)CLAMP (ceilf (x1), 0, w));
  self->y1 = MAX (self->y1, (int)CLAMP (ceilf (y1), 0, h));
}

void
sx_coverage_add_ring (SxCoverage *self, const SxPixel *ring, guint n)
{
  grow_box (self, ring, n);
  for (guint i = 1; i < n; i++)
    add_any_edge (self, ring[i - 1], ring[i]);
}

float *
sx_coverage_row (SxCoverage *self, int y)
{
  float *cells = self->cells + (gsize)y * (gsize)self->stride, sum = 0;

  for (int x = self->x0; x < self->x1; x++)
    {
      sum += cells[x];
      cells[x] = MIN (fabsf (sum), 1.0f);
    }
  return cells;
}

void
sx_coverage_drop (SxCoverage *self)
{
  int end = MIN (self->x1 + 2, self->stride);

  if (self->x1 >= self->x0)
    for (int y = self->y0; y < self->y1; y++)
      memset (self->cells + (gsize)y * (gsize)self->stride + self->x0, 0,
              (gsize)(end - self->x0) * sizeof (float));
  forget_box (self);
}
