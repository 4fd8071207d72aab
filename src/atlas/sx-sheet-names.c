/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names on the map: townships wide and pale, plots small and exact. None lies on another. */
#include <math.h>

#include "atlas/sx-label-points.h"
#include "atlas/sx-sheet-drawing.h"
#include "base/sx-text.h"

#define TOWNSHIP_PT 10.0
#define PLOT_PT 6.2
#define PLOT_PAD_PT 1.6
#define REACH_MM 28.0 /* how far a leader may go */
#define CROWD 200     /* of more plots leaders are short, or they would hide the map */
#define SHORT_MM 8.0
#define HALO_PT 1.1

/* ---- townships */

/* Points of the page within the part of the township that is in the frame, the most central first. */
static GArray *
township_points (SxSheetDrawing *self, const SxShapeView *view)
{
  SxBox ground = sx_box_intersection (view->box, sx_page_map_ground (&self->layout->map));
  g_autoptr (GArray) found = sx_label_points (view, ground);
  GArray *out = g_array_new (FALSE, FALSE, sizeof (SxPoint));

  for (guint i = 0; i < found->len; i++)
    {
      SxPoint p = sx_page_map_forward (&self->layout->map, g_array_index (found, SxPoint, i));

      g_array_append_val (out, p);
    }
  return out;
}

static void
name_township (SxSheetDrawing *self, SxLabelPlacer *placer, const SxShapeView *view, const char *name)
{
  g_autofree char *clean = sx_text_clean (name);
  g_autoptr (PangoLayout) layout = NULL;
  g_autoptr (GArray) points = NULL;
  double w, h;
  SxBox box;

  if (!*clean)
    return;
  layout = sx_page_text_layout (&self->text, SX_FACE_TITLE, sx_sheet_pt (self, TOWNSHIP_PT), clean, 0, 0);
  points = township_points (self, view);
  sx_page_text_size (layout, &w, &h);
  if (sx_label_placer_put (placer, (const SxPoint *)points->data, points->len, w, h, &box))
    sx_page_text_show (&self->text, layout, box.x0, box.y0, self->theme->ink, self->theme->paper,
                       sx_sheet_pt (self, HALO_PT));
}

static void
name_townships (SxSheetDrawing *self, SxLabelPlacer *placer)
{
  const SxLayer *layer = sx_plan_layer (self->delivery->plan, "XZQ");
  const SxColumn *names = layer ? sx_layer_column (layer, "XZQMC") : NULL;

  for (guint f = 0; names && f < layer->n_features; f++)
    {
      SxShapeView view = sx_layer_shape (layer, f);

      if (view.n_rings)
        name_township (self, placer, &view, sx_column_text (names, f));
    }
}

/* ---- plots */

/* What comes in on white, what goes out reversed: so that a grey print tells them apart by the label too. */
static void
draw_label (SxSheetDrawing *self, const SxSheetPlot *plot, PangoLayout *layout, SxBox box)
{
  SxInk line = self->theme->marks[plot->mark].line;
  gboolean is_reversed = plot->mark == SX_MARK_OUT;
  double pad = sx_sheet_pt (self, PLOT_PAD_PT);

  cairo_rectangle (self->cr, box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0);
  sx_page_set_ink (self->cr, is_reversed ? line : self->theme->paper);
  cairo_fill_preserve (self->cr);
  sx_page_set_ink (self->cr, line);
  cairo_set_line_width (self->cr, sx_sheet_mm (self, 0.14));
  cairo_stroke (self->cr);
  sx_page_text_show (&self->text, layout, box.x0 + pad, box.y0 + pad / 2,
                     is_reversed ? self->theme->paper : line, (SxInk){ 0 }, 0);
}

/* is_inside: in the middle of the plot; FALSE: there is no room. */
static gboolean
label_plot (SxSheetDrawing *self, SxLabelPlacer *placer, const SxSheetPlot *plot, gboolean is_inside)
{
  g_autoptr (PangoLayout) layout
      = sx_page_text_layout (&self->text, SX_FACE_TEXT_BOLD, sx_sheet_pt (self, PLOT_PT), plot->label, 0, 0);
  double w, h, pad = sx_sheet_pt (self, PLOT_PAD_PT);
  gboolean has_leader = FALSE;
  SxPoint end;
  SxBox box;

  sx_page_text_size (layout, &w, &h);
  if (is_inside
          ? !sx_label_placer_put (placer, &plot->anchor, 1, w + 2 * pad, h + pad, &box)
          : !sx_label_placer_put_beside (placer, plot->anchor, plot->half,
                                         sx_sheet_mm (self, self->plots->len > CROWD ? SHORT_MM : REACH_MM),
                                         w + 2 * pad, h + pad, &box, &has_leader, &end))
    return FALSE;
  if (has_leader)
    {
      cairo_move_to (self->cr, plot->anchor.x, plot->anchor.y);
      cairo_line_to (self->cr, end.x, end.y);
      sx_page_set_ink (self->cr, self->theme->marks[plot->mark].line);
      cairo_set_line_width (self->cr, sx_sheet_mm (self, 0.18));
      cairo_stroke (self->cr);
      cairo_arc (self->cr, plot->anchor.x, plot->anchor.y, sx_sheet_mm (self, 0.4), 0, 2 * G_PI);
      cairo_fill (self->cr);
    }
  draw_label (self, plot, layout, box);
  return TRUE;
}

static int
compare_plots (gconstpointer a, gconstpointer b)
{
  const SxSheetPlot *pa = *(SxSheetPlot *const *)a, *pb = *(SxSheetPlot *const *)b;

  if (pa->mark != pb->mark && (pa->mark >= SX_MARK_PROJECT_NEW || pb->mark >= SX_MARK_PROJECT_NEW))
    return (pa->mark > pb->mark) - (pa->mark < pb->mark);
  return (pa->shape->box.y0 < pb->shape->box.y0) - (pa->shape->box.y0 > pb->shape->box.y0);
}

#define ROOMY 1.6 /* times as wide and high as its label is a plot that has it inside */

static gboolean
is_roomy (SxSheetDrawing *self, const SxSheetPlot *plot)
{
  g_autoptr (PangoLayout) layout = NULL;
  double w, h;

  if (plot->is_line)
    return FALSE;
  layout
      = sx_page_text_layout (&self->text, SX_FACE_TEXT_BOLD, sx_sheet_pt (self, PLOT_PT), plot->label, 0, 0);
  sx_page_text_size (layout, &w, &h);
  return 2 * plot->half.x > ROOMY * w && 2 * plot->half.y > ROOMY * h;
}

/* Plots that have their label inside get it; the others, in the order in which they are to be labelled, are
 * what labels keep off. */
static GPtrArray *
label_inside (SxSheetDrawing *self, SxLabelPlacer *placer)
{
  GPtrArray *order = g_ptr_array_new ();

  for (guint i = 0; i < self->plots->len; i++)
    {
      SxSheetPlot *plot = self->plots->pdata[i];
      double rx = plot->half.x * 0.8, ry = plot->half.y * 0.8;

      if (!plot->is_seen || is_roomy (self, plot))
        continue;
      g_ptr_array_add (order, plot);
      sx_label_placer_block (placer, (SxBox){ plot->anchor.x - rx, plot->anchor.y - ry, plot->anchor.x + rx,
                                              plot->anchor.y + ry });
    }
  g_ptr_array_sort (order, compare_plots);
  for (guint i = 0; i < self->plots->len; i++)
    {
      SxSheetPlot *plot = self->plots->pdata[i];

      if (plot->is_seen && is_roomy (self, plot) && !label_plot (self, placer, plot, TRUE))
        g_ptr_array_add (order, plot);
    }
  return order;
}

gboolean
sx_sheet_draw_names (SxSheetDrawing *self)
{
  g_autoptr (SxLabelPlacer) placer = sx_label_placer_new (self->layout->frame, sx_sheet_mm (self, 0.3));
  g_autoptr (GPtrArray) order = label_inside (self, placer);

  name_townships (self, placer);
  for (guint i = 0; i < order->len; i++)
    {
      if (!sx_sheet_goes_on (self))
        return FALSE;
      self->n_unlabelled += !label_plot (self, placer, order->pdata[i], FALSE);
    }
  return TRUE;
}
