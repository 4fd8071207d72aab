/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A legend's sample of a table: the same symbols as on the map, as paths, so that it is sharp at any size. */
#include "picture/sx-map-style.h"

static void
set_ink (cairo_t *cr, SxInk ink, double opacity)
{
  cairo_set_source_rgba (cr, (double)ink.r, (double)ink.g, (double)ink.b, (double)ink.a * opacity);
}

static void
hatch_lines (cairo_t *cr, SxHatch hatch, double w, double h)
{
  const double step = 5;

  for (double at = -h; at < w + h; at += step)
    {
      if (hatch == SX_HATCH_RISING || hatch == SX_HATCH_CROSS)
        {
          cairo_move_to (cr, at, h);
          cairo_line_to (cr, at + h, 0);
        }
      if (hatch == SX_HATCH_FALLING || hatch == SX_HATCH_CROSS)
        {
          cairo_move_to (cr, at, 0);
          cairo_line_to (cr, at + h, h);
        }
      if (hatch == SX_HATCH_UPRIGHT)
        {
          cairo_move_to (cr, at + step / 2, 0);
          cairo_line_to (cr, at + step / 2, h);
        }
      if (hatch == SX_HATCH_LEVEL)
        {
          cairo_move_to (cr, 0, at + step / 2);
          cairo_line_to (cr, w, at + step / 2);
        }
      for (double y = step / 2; hatch == SX_HATCH_DOTS && y < h; y += step)
        {
          cairo_move_to (cr, at + step / 2 - 0.5, y);
          cairo_line_to (cr, at + step / 2 + 0.5, y);
        }
    }
}

static void
paint_area (const SxSymbol *symbol, SxInk fill, double opacity, cairo_t *cr, double w, double h)
{
  double half = symbol->width / 2;

  cairo_rectangle (cr, half, half, w - symbol->width, h - symbol->width);
  cairo_clip_preserve (cr);
  set_ink (cr, fill, opacity);
  cairo_fill (cr);
  if (symbol->hatch != SX_HATCH_NONE)
    {
      hatch_lines (cr, symbol->hatch, w, h);
      set_ink (cr, symbol->hatch_ink, 1);
      cairo_set_line_width (cr, 1);
      cairo_stroke (cr);
    }
  if (symbol->band.a > 0)
    {
      cairo_rectangle (cr, half, half, w - symbol->width, h - symbol->width);
      set_ink (cr, symbol->band, 1);
      cairo_set_line_width (cr, symbol->band_width * 0.7);
      cairo_stroke (cr);
    }
  cairo_reset_clip (cr);
  cairo_rectangle (cr, half, half, w - symbol->width, h - symbol->width);
}

void
sx_table_style_swatch (const SxTableStyle *self, SxTheme theme, guint map_class, cairo_t *cr, double w,
                       double h)
{
  const SxSymbol *symbol = &self->symbol[theme];
  gboolean is_road = symbol->casing.a > 0;

  g_return_if_fail (map_class < self->n_classes);
  cairo_save (cr);
  cairo_set_line_cap (cr, is_road ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_SQUARE);
  if (is_road)
    {
      cairo_move_to (cr, 0, h / 2);
      cairo_line_to (cr, w, h / 2);
      set_ink (cr, symbol->casing, 1);
      cairo_set_line_width (cr, symbol->width * 1.6 + 2 * symbol->casing_width);
      cairo_stroke_preserve (cr);
    }
  else
    paint_area (symbol, self->classes[map_class].fill[theme], self->opacity, cr, w, h);
  if (symbol->dash[0] > 0)
    cairo_set_dash (cr, (const double[]){ symbol->dash[0] / 2, symbol->dash[1] }, 2, 0);
  set_ink (cr, symbol->line, 1);
  cairo_set_line_width (cr, is_road ? symbol->width * 1.6 : symbol->width);
  cairo_stroke (cr);
  cairo_restore (cr);
}
