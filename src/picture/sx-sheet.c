/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture/sx-sheet.h"

#include <string.h>

#define LARGEST_SCALE 4
#define LEAST_COVERAGE (1 / 1024.0f)

void
sx_sheet_init (SxSheet *self)
{
  *self = (SxSheet){ 0 };
}

void
sx_sheet_clear (SxSheet *self)
{
  g_clear_pointer (&self->ink, g_free);
  sx_line_mask_clear (&self->line);
  sx_line_mask_clear (&self->casing);
  sx_line_mask_clear (&self->band);
}

void
sx_sheet_resize (SxSheet *self, int width, int height)
{
  sx_line_mask_resize (&self->line, width, height);
  sx_line_mask_resize (&self->casing, width, height);
  sx_line_mask_resize (&self->band, width, height);
  if (width == self->width && height == self->height)
    return;
  g_free (self->ink);
  self->width = width;
  self->height = height;
  self->ink = g_malloc0 ((gsize)width * (gsize)height * sizeof (SxFloat4));
  self->y0 = height;
  self->y1 = 0;
}

void
sx_sheet_drop (SxSheet *self)
{
  if (self->y1 > self->y0)
    memset (self->ink + (gsize)self->y0 * (gsize)self->width, 0,
            (gsize)(self->y1 - self->y0) * (gsize)self->width * sizeof (SxFloat4));
  self->y0 = self->height;
  self->y1 = 0;
  sx_line_mask_drop (&self->line);
  sx_line_mask_drop (&self->casing);
  sx_line_mask_drop (&self->band);
}

void
sx_sheet_fill (SxSheet *self, SxCoverage *coverage, SxInk ink)
{
  SxFloat4 colour = { ink.r, ink.g, ink.b, 1 };

  for (int y = coverage->y0; y < coverage->y1; y++)
    {
      const float *share = sx_coverage_row (coverage, y);
      SxFloat4 *row = self->ink + (gsize)y * (gsize)self->width;

      for (int x = coverage->x0; x < coverage->x1; x++)
        if (share[x] > LEAST_COVERAGE)
          row[x] += colour * share[x];
    }
  if (coverage->y1 > coverage->y0)
    {
      self->y0 = MIN (self->y0, coverage->y0);
      self->y1 = MAX (self->y1, coverage->y1);
    }
  sx_coverage_drop (coverage);
}

void
sx_sheet_fill_box (SxSheet *self, float x0, float y0, float x1, float y1, SxInk ink)
{
  SxFloat4 colour = { ink.r, ink.g, ink.b, 1 };
  int left = (int)MAX (floorf (x0), 0), right = (int)MIN (ceilf (x1), (float)self->width);
  int top = (int)MAX (floorf (y0), 0), bottom = (int)MIN (ceilf (y1), (float)self->height);

  if (left >= right || top >= bottom)
    return;
  self->y0 = MIN (self->y0, top);
  self->y1 = MAX (self->y1, bottom);
  for (int y = top; y < bottom; y++)
    {
      float dy = MIN ((float)(y + 1), y1) - MAX ((float)y, y0);
      SxFloat4 *row = self->ink + (gsize)y * (gsize)self->width;

      for (int x = left; x < right; x++)
        row[x] += colour * ((MIN ((float)(x + 1), x1) - MAX ((float)x, x0)) * dy);
    }
}

static void
cut_mask (SxLineMask *mask, const float *share, int y, int x0, int x1)
{
  guint8 *row = mask->bytes + (gsize)y * (gsize)mask->width;

  if (y >= mask->y0 && y < mask->y1)
    for (int x = x0; x < x1; x++)
      row[x] = (guint8)((float)row[x] * (1 - share[x]));
}

void
sx_sheet_cut (SxSheet *self, SxCoverage *coverage)
{
  for (int y = coverage->y0; y < coverage->y1; y++)
    {
      const float *share = sx_coverage_row (coverage, y);
      SxFloat4 *row = self->ink + (gsize)y * (gsize)self->width;

      for (int x = coverage->x0; x < coverage->x1; x++)
        row[x] *= 1 - share[x];
      cut_mask (&self->line, share, y, coverage->x0, coverage->x1);
      cut_mask (&self->casing, share, y, coverage->x0, coverage->x1);
      cut_mask (&self->band, share, y, coverage->x0, coverage->x1);
    }
  sx_coverage_drop (coverage);
}

/* How dark the hatch is at the middle of pixel (x, y) of its period. */
static float
hatch_at (SxHatch hatch, float x, float y, float period, float half)
{
  float rising = fabsf (fmodf (x + y, period) - period / 2) * (float)G_SQRT2 / 2;
  float falling = fabsf (fmodf (x - y + period, period) - period / 2) * (float)G_SQRT2 / 2;
  float level = fabsf (y - period / 2), upright = fabsf (x - period / 2), d;

  switch (hatch)
    {
    case SX_HATCH_RISING:
      d = rising;
      break;
    case SX_HATCH_FALLING:
      d = falling;
      break;
    case SX_HATCH_CROSS:
      d = MIN (rising, falling);
      break;
    case SX_HATCH_LEVEL:
      d = level;
      break;
    case SX_HATCH_UPRIGHT:
      d = upright;
      break;
    case SX_HATCH_DOTS:
      d = hypotf (level, upright) - half;
      break;
    case SX_HATCH_NONE:
    default:
      return 0;
    }
  return CLAMP (half + 0.5f - d, 0, 1);
}

typedef struct
{
  int period;
  float share[SX_HATCH_PERIOD * LARGEST_SCALE * SX_HATCH_PERIOD * LARGEST_SCALE];
} Hatch;

static void
hatch_make (Hatch *self, SxHatch kind, int scale)
{
  self->period = SX_HATCH_PERIOD * scale;
  for (int y = 0; y < self->period; y++)
    for (int x = 0; x < self->period; x++)
      self->share[y * self->period + x]
          = hatch_at (kind, (float)x + 0.5f, (float)y + 0.5f, (float)self->period, 0.5f * (float)scale);
}

static inline SxFloat4
over (SxFloat4 below, SxInk ink, float alpha)
{
  SxFloat4 above = { ink.r * alpha, ink.g * alpha, ink.b * alpha, alpha };

  return above + below * (1 - alpha);
}

/* Fill, hatch and band of one row. */
static void
lay_fill_row (const SxSheet *self, const SxSheetLook *look, const Hatch *hatch, int y, SxFloat4 *below)
{
  const SxSymbol *symbol = look->symbol;
  const SxFloat4 *ink = self->ink + (gsize)y * (gsize)self->width;
  const guint8 *band = self->band.bytes + (gsize)y * (gsize)self->width;
  const float *hatch_row = hatch->share + (y + look->phase_y) % hatch->period * hatch->period;
  float fill_alpha = (float)(look->fill_opacity * look->opacity);
  float hatch_alpha = (float)look->opacity * symbol->hatch_ink.a;
  float band_alpha = (float)look->opacity * symbol->band.a / 255;

  for (int x = 0; x < self->width; x++)
    {
      float sum = ink[x][3], share;

      if (sum < LEAST_COVERAGE)
        continue;
      share = MIN (sum, 1);
      if (fill_alpha > 0)
        {
          SxInk colour = { ink[x][0] / sum, ink[x][1] / sum, ink[x][2] / sum, 1 };

          below[x] = over (below[x], colour, share * fill_alpha);
        }
      if (symbol->hatch != SX_HATCH_NONE)
        below[x] = over (below[x], symbol->hatch_ink,
                         share * hatch_row[(x + look->phase_x) % hatch->period] * hatch_alpha);
      if (band[x])
        below[x] = over (below[x], symbol->band, share * (float)band[x] * band_alpha);
    }
}

static void
lay_mask (const SxLineMask *mask, SxInk ink, double opacity, SxFloat4 *below)
{
  float alpha = ink.a * (float)opacity / 255;

  for (int y = mask->y0; y < mask->y1; y++)
    {
      const guint8 *row = mask->bytes + (gsize)y * (gsize)mask->width;
      SxFloat4 *to = below + (gsize)y * (gsize)mask->width;

      for (int x = 0; x < mask->width; x++)
        if (row[x])
          to[x] = over (to[x], ink, (float)row[x] * alpha);
    }
}

void
sx_sheet_lay (const SxSheet *self, const SxSheetLook *look, SxFloat4 *below)
{
  Hatch hatch;

  hatch_make (&hatch, look->symbol->hatch, CLAMP (look->scale, 1, LARGEST_SCALE));
  for (int y = self->y0; y < self->y1; y++)
    lay_fill_row (self, look, &hatch, y, below + (gsize)y * (gsize)self->width);
  lay_mask (&self->casing, look->symbol->casing, look->opacity * look->line_opacity, below);
  lay_mask (&self->line, look->symbol->line, look->opacity * look->line_opacity, below);
}
