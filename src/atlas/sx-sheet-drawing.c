/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas/sx-sheet-drawing.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"

static void
plot_free (gpointer data)
{
  SxSheetPlot *self = data;

  g_free (self->label);
  g_free (self->number);
  g_free (self->words);
  g_free (self->remark);
  g_free (self);
}

static void
entry_clear (gpointer data)
{
  g_free (((SxLegendEntry *)data)->text);
}

gboolean
sx_sheet_goes_on (SxSheetDrawing *self)
{
  return !g_cancellable_set_error_if_cancelled (self->cancellable, self->error);
}

/* What cairo itself could not do: memory, a file that cannot be written. */
static gboolean
check_cairo (SxSheetDrawing *self)
{
  cairo_status_t status = cairo_status (self->cr);

  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (self->error, SX_ERROR,
               status == CAIRO_STATUS_WRITE_ERROR ? SX_ERROR_UNWRITABLE : SX_ERROR_INTERNAL,
               _ ("The map sheet “%s” cannot be drawn: %s."), self->content->title,
               cairo_status_to_string (status));
  return FALSE;
}

static gboolean
draw_page (SxSheetDrawing *self)
{
  SxBox frame = self->layout->frame;
  cairo_t *cr = self->cr;
  gboolean is_drawn;

  sx_page_set_ink (cr, self->theme->paper);
  cairo_rectangle (cr, 0, 0, self->layout->width, self->layout->height);
  cairo_fill (cr);
  cairo_save (cr);
  cairo_rectangle (cr, frame.x0, frame.y0, frame.x1 - frame.x0, frame.y1 - frame.y0);
  cairo_clip (cr);
  is_drawn = sx_sheet_draw_map (self);
  cairo_restore (cr);
  if (!is_drawn)
    return FALSE;
  sx_sheet_draw_frame (self);
  sx_sheet_draw_panel (self);
  return sx_sheet_goes_on (self) && check_cairo (self);
}

gboolean
sx_sheet_draw (SxAtlas *atlas, guint sheet, cairo_t *cr, SxPdfInsert *insert, GCancellable *cancellable,
               GError **error)
{
  GError *local = NULL;
  SxSheetDrawing self = {
    .atlas = atlas,
    .delivery = atlas->delivery,
    .theme = atlas->theme,
    .content = &sx_sheet_contents[sheet],
    .layout = &atlas->layouts[sheet],
    .cr = cr,
    .insert = insert,
    .legend = g_array_new (FALSE, FALSE, sizeof (SxLegendEntry)),
    .plots = g_ptr_array_new_with_free_func (plot_free),
    .unplaced = g_ptr_array_new_with_free_func (plot_free),
    .cancellable = cancellable,
    .error = &local,
  };
  gboolean is_drawn;

  g_array_set_clear_func (self.legend, entry_clear);
  sx_page_pen_init (&self.pen, cr, &self.layout->map);
  sx_page_text_init (&self.text, cr, atlas->theme);
  cairo_save (cr);
  is_drawn = draw_page (&self);
  cairo_restore (cr);
  sx_page_text_clear (&self.text);
  sx_page_pen_clear (&self.pen);
  g_array_unref (self.legend);
  g_ptr_array_unref (self.plots);
  g_ptr_array_unref (self.unplaced);
  if (local)
    g_propagate_error (error, local);
  return is_drawn;
}
