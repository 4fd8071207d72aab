/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "atlas/sx-sheet-drawing.h"

double
sx_sheet_mm (const SxSheetDrawing *self, double mm)
{
  return mm * self->layout->mm;
}

double
sx_sheet_pt (const SxSheetDrawing *self, double pt)
{
  return pt * self->layout->mm / SX_PT_PER_MM;
}

/* Straight lines `step` apart over the box, in one of four directions. They stand where they would if they
 * covered the whole page, so that those of neighbours go on in each other. */
static void
add_hatch (cairo_t *cr, SxHatch hatch, SxBox box, double step)
{
  double h = box.y1 - box.y0;
  gboolean is_rising = hatch == SX_HATCH_RISING || hatch == SX_HATCH_CROSS,
           is_falling = hatch == SX_HATCH_FALLING || hatch == SX_HATCH_CROSS;
  double slant = step * G_SQRT2;

  for (double c = ceil ((box.x0 + box.y0) / slant) * slant; is_rising && c < box.x1 + box.y1; c += slant)
    {
      /* x + y = c */
      double y0 = MIN (box.y1, c - box.x0), y1 = MAX (box.y0, c - box.x1);

      cairo_move_to (cr, c - y0, y0);
      cairo_line_to (cr, c - y1, y1);
    }
  for (double c = ceil ((box.x0 - box.y1) / slant) * slant; is_falling && c < box.x1 - box.y0; c += slant)
    {
      /* x - y = c */
      double y0 = MAX (box.y0, box.x0 - c), y1 = MIN (box.y1, box.x1 - c);

      cairo_move_to (cr, c + y0, y0);
      cairo_line_to (cr, c + y1, y1);
    }
  for (double x = ceil (box.x0 / step) * step; hatch == SX_HATCH_UPRIGHT && x < box.x1; x += step)
    {
      cairo_move_to (cr, x, box.y0);
      cairo_rel_line_to (cr, 0, h);
    }
  for (double y = ceil (box.y0 / step) * step; hatch == SX_HATCH_LEVEL && y < box.y1; y += step)
    {
      cairo_move_to (cr, box.x0, y);
      cairo_line_to (cr, box.x1, y);
    }
}

static void
paint_hatch (SxSheetDrawing *self, const SxAtlasSymbol *symbol, SxBox extents)
{
  cairo_t *cr = self->cr;
  cairo_path_t *path = cairo_copy_path (cr);

  cairo_save (cr);
  cairo_clip (cr);
  add_hatch (cr, symbol->hatch, extents, sx_sheet_mm (self, symbol->hatch_step));
  sx_page_set_ink (cr, symbol->hatch_ink);
  cairo_set_line_width (cr, sx_sheet_mm (self, symbol->hatch_width));
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_stroke (cr);
  cairo_restore (cr);
  cairo_append_path (cr, path);
  cairo_path_destroy (path);
}

void
sx_sheet_paint_line (SxSheetDrawing *self, const SxAtlasSymbol *symbol)
{
  cairo_t *cr = self->cr;

  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  if (symbol->casing.a > 0 && symbol->casing_width > 0)
    {
      cairo_set_dash (cr, NULL, 0, 0);
      cairo_set_line_width (cr, sx_sheet_mm (self, symbol->casing_width));
      sx_page_set_ink (cr, symbol->casing);
      cairo_stroke_preserve (cr);
    }
  if (symbol->line.a > 0 && symbol->width > 0)
    {
      double dash[2] = { sx_sheet_mm (self, symbol->dash[0]), sx_sheet_mm (self, symbol->dash[1]) };

      if (dash[0] > 0)
        cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
      cairo_set_dash (cr, dash, dash[0] > 0 ? 2 : 0, 0);
      cairo_set_line_width (cr, sx_sheet_mm (self, symbol->width));
      sx_page_set_ink (cr, symbol->line);
      cairo_stroke_preserve (cr);
      cairo_set_dash (cr, NULL, 0, 0);
    }
  cairo_new_path (cr);
}

void
sx_sheet_paint_area (SxSheetDrawing *self, const SxAtlasSymbol *symbol, gboolean is_filled, SxBox extents)
{
  if (is_filled && symbol->fill.a > 0)
    {
      sx_page_set_ink (self->cr, symbol->fill);
      cairo_fill_preserve (self->cr);
    }
  if (symbol->hatch != SX_HATCH_NONE && symbol->hatch_ink.a > 0)
    paint_hatch (self, symbol, extents);
  sx_sheet_paint_line (self, symbol);
}

void
sx_sheet_add_legend (SxSheetDrawing *self, SxLegendKind kind, const SxAtlasSymbol *symbol, const char *text)
{
  SxLegendEntry entry = { kind, *symbol, g_strdup (text ? text : "") };

  entry.symbol.title = NULL;
  for (guint i = 0; i < self->legend->len; i++)
    if (g_str_equal (g_array_index (self->legend, SxLegendEntry, i).text, entry.text))
      {
        g_free (entry.text);
        return;
      }
  g_array_append_val (self->legend, entry);
}
