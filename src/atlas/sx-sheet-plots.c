/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a sheet marks: plots that come in and go out, zones and uses that change, projects. Each has a number
 * on the map, by which it is found in the list beside it and in the database (the end of its WHBH). */
#include <math.h>
#include <string.h>

#include "atlas/sx-sheet-drawing.h"
#include "base/sx-text.h"
#include "base/sx-units.h"
#include "export/sx-plot-figures.h"

#define SMALL_MM 2.4  /* what is smaller has a triangle as well */
#define LARGE_MM 14.0 /* beyond that a label need not keep off */

static const char *const line_words[SX_N_LINES]
    = { "农", "红", "城", "史", "洪", "矿", "绿", "蓝", "黄", "紫" };

/* ---- which */

static SxSheetPlot *
add_plot (SxSheetDrawing *self, const SxShape *shape, SxAtlasMark mark, double area)
{
  SxSheetPlot *plot = g_new0 (SxSheetPlot, 1);

  plot->shape = shape;
  plot->mark = mark;
  plot->area = area;
  plot->is_filled = TRUE;
  g_ptr_array_add (self->plots, plot);
  return plot;
}

static SxSheetPlot *
add_unplaced (SxSheetDrawing *self, SxAtlasMark mark)
{
  SxSheetPlot *plot = g_new0 (SxSheetPlot, 1);

  plot->mark = mark;
  plot->area = NAN;
  g_ptr_array_add (self->unplaced, plot);
  return plot;
}

static char *
situation_words (const SxSheetDrawing *self, const SxAfterChange *change)
{
  const SxAdjustment *a = change->adjustment;
  const SxSituation *situation
      = a && a->situation
            ? sx_rule_profile_situation (self->delivery->result->rules, a->line, a->direction, a->situation)
            : NULL;
  g_autofree char *name = a && a->name ? sx_text_clean (a->name) : g_strdup ("");

  if (situation)
    return g_strdup_printf ("情形%s　%s", situation->code, name);
  return g_steal_pointer (&name);
}

static void
find_line_plots (SxSheetDrawing *self, SxLine line)
{
  const SxAfterLayer *layer = sx_after_state_layer (self->delivery->after, sx_line_table (line));
  g_autofree double *figures = sx_plot_figures (self->delivery, line);
  gboolean is_one_of_several = self->content->plots != SX_BIT (line) || self->content->has_changes;

  for (guint i = 0; layer && i < layer->changes->len; i++)
    {
      const SxAfterChange *change = layer->changes->pdata[i];
      gboolean is_in = change->kind == SX_MAINTAIN_IN;
      SxSheetPlot *plot;

      if (!(self->content->kinds & SX_BIT (change->kind)))
        continue;
      plot = add_plot (self, change->shape, is_in ? SX_MARK_IN : SX_MARK_OUT, figures[i] * SX_HA_M2);
      plot->is_filled = !self->content->has_changes;
      plot->label
          = g_strdup_printf ("%s%s%u", is_one_of_several ? line_words[line] : "", is_in ? "入" : "出", i + 1);
      plot->number = g_strdup (plot->label);
      plot->words = situation_words (self, change);
    }
}

static const char *
class_title (const SxSheetDrawing *self, SxAtlasTable table, const char *code, const char *name)
{
  guint number = sx_atlas_theme_class (self->theme, table, code, name);

  if (number)
    return sx_atlas_theme_get_class (self->theme, table, number)->title;
  return name && *name ? name : code;
}

#define LABEL_CHARACTERS 28

/* What stands on the map; longer words are whole in the list only. Takes the text. */
static char *
short_label (char *text)
{
  g_autofree char *whole = text, *start = NULL;

  if (g_utf8_strlen (whole, -1) <= LABEL_CHARACTERS)
    return g_steal_pointer (&whole);
  start = g_utf8_substring (whole, 0, LABEL_CHARACTERS - 1);
  return g_strconcat (start, "…", NULL);
}

static void
find_changes (SxSheetDrawing *self)
{
  gboolean is_zones = self->content->subject == SX_SHEET_ZONES;
  SxAtlasTable table = is_zones ? SX_ATLAS_ZONES : SX_ATLAS_USES;
  const SxAfterLayer *layer
      = sx_after_state_layer (self->delivery->after, sx_sheet_table_name (self->content->subject));

  for (guint i = 0; layer && i < layer->changes->len; i++)
    {
      const SxAfterChange *change = layer->changes->pdata[i];
      const SxAdjustment *a = change->adjustment;
      SxSheetPlot *plot = add_plot (self, change->shape,
                                    !a                                ? SX_MARK_CHANGED
                                    : a->direction == SX_DIRECTION_IN ? SX_MARK_IN
                                                                      : SX_MARK_OUT,
                                    change->area);
      const char *before = "", *name = "";

      plot->is_filled = FALSE;
      if (change->parent >= 0)
        {
          before = sx_column_text (sx_layer_column (layer->base, is_zones ? "GHFQDM" : "YDYHFLDM"),
                                   (guint)change->parent);
          name = sx_column_text (sx_layer_column (layer->base, is_zones ? "GHFQMC" : "YDYHFLMC"),
                                 (guint)change->parent);
        }
      plot->number = g_strdup_printf ("%s%u",
                                      !a                                ? "变"
                                      : a->direction == SX_DIRECTION_IN ? "入"
                                                                        : "出",
                                      i + 1);
      plot->words
          = g_strdup_printf ("%s→%s", change->parent >= 0 ? class_title (self, table, before, name) : "未定",
                             change->code ? class_title (self, table, change->code, NULL) : "未定");
      plot->label = is_zones ? g_strdup (plot->number)
                             : short_label (g_strdup_printf ("%s %s", plot->number, plot->words));
    }
}

static void
find_projects (SxSheetDrawing *self)
{
  static const SxAtlasMark marks[] = {
    [SX_PROJECT_NEW] = SX_MARK_PROJECT_NEW,
    [SX_PROJECT_UPDATED] = SX_MARK_PROJECT_UPDATED,
    [SX_PROJECT_KEPT] = SX_MARK_PROJECT_KEPT,
    [SX_PROJECT_DROPPED] = SX_MARK_PROJECT_DROPPED,
  };

  for (guint i = 0; i < self->atlas->projects->len; i++)
    {
      const SxAtlasProject *project = self->atlas->projects->pdata[i];
      g_autofree char *name = sx_text_clean (project->name);
      SxSheetPlot *plot;

      if (!project->shape && project->state != SX_PROJECT_NEW)
        continue;
      plot = project->shape ? add_plot (self, project->shape, marks[project->state], NAN)
                            : add_unplaced (self, marks[project->state]);
      plot->is_line = project->kind != SX_PROJECT_AREA;
      plot->number = g_strdup_printf ("%u", i + 1);
      plot->words = g_strdup (*name ? name : project->type);
      plot->label = short_label (g_strdup_printf ("%u %s", i + 1, plot->words));
      plot->remark = g_strdup (project->shape ? project->placement : "未上图");
    }
}

/* A point inside, near the middle: half way across the widest part of a middle row. */
static SxPoint
point_inside (const SxShapeView *view)
{
  SxPoint p = sx_shape_view_centroid (view);
  double best = -1, span = view->box.x1 - view->box.x0;

  if (sx_shape_view_contains (view, p))
    return p;
  for (guint row = 1; row < 8; row++)
    {
      double y = view->box.y0 + (view->box.y1 - view->box.y0) * row / 8, start = NAN;

      for (guint i = 0; i <= 32; i++)
        {
          SxPoint at = { view->box.x0 + span * i / 32, y };
          gboolean is_in = sx_shape_view_contains (view, at);

          if (is_in && isnan (start))
            start = at.x;
          if (!is_in && !isnan (start))
            {
              if (at.x - start > best)
                {
                  best = at.x - start;
                  p = (SxPoint){ (start + at.x - span / 32) / 2, y };
                }
              start = NAN;
            }
        }
    }
  return p;
}

static void
find_anchor (SxSheetDrawing *self, SxSheetPlot *plot)
{
  SxShapeView view = sx_shape_view (plot->shape);
  SxBox frame = self->layout->frame;
  SxPoint at = plot->is_line && view.n_rings ? view.points[(view.ring_start[0] + view.ring_start[1]) / 2]
                                             : point_inside (&view);
  double k = self->layout->map.pt_per_m, least = sx_sheet_mm (self, SMALL_MM) / 2,
         most = sx_sheet_mm (self, LARGE_MM);

  plot->anchor = sx_page_map_forward (&self->layout->map, at);
  plot->half = (SxPoint){ (view.box.x1 - view.box.x0) * k / 2, (view.box.y1 - view.box.y0) * k / 2 };
  plot->is_small = MAX (plot->half.x, plot->half.y) <= least;
  plot->half = (SxPoint){ CLAMP (plot->half.x, least, most), CLAMP (plot->half.y, least, most) };
  plot->is_seen = plot->anchor.x > frame.x0 && plot->anchor.x < frame.x1 && plot->anchor.y > frame.y0
                  && plot->anchor.y < frame.y1;
}

/* A sheet lists what is on it. */
static void
drop_unseen (SxSheetDrawing *self)
{
  SxBox ground = sx_page_map_ground (&self->layout->map);

  for (guint i = self->plots->len; i-- > 0;)
    if (!sx_box_overlaps (((SxSheetPlot *)self->plots->pdata[i])->shape->box, ground))
      g_ptr_array_remove_index (self->plots, i);
}

void
sx_sheet_find_plots (SxSheetDrawing *self)
{
  if (self->content->has_changes)
    find_changes (self);
  for (guint line = 0; line < SX_N_LINES; line++)
    if (self->content->plots & SX_BIT (line))
      find_line_plots (self, (SxLine)line);
  if (self->content->subject == SX_SHEET_PROJECTS)
    find_projects (self);
  drop_unseen (self);
  for (guint i = 0; i < self->plots->len; i++)
    find_anchor (self, self->plots->pdata[i]);
}

/* ---- drawing */

/* The title of a mark, for plots with how many there are and how large they are together. */
static char *
legend_text (const SxSheetDrawing *self, SxAtlasMark mark)
{
  const char *title = self->theme->marks[mark].title;
  double area = 0;
  guint n = 0, n_unplaced = 0;
  g_autofree char *hectares = NULL;

  for (guint i = 0; i < self->plots->len; i++)
    {
      const SxSheetPlot *plot = self->plots->pdata[i];

      if (plot->mark == mark)
        {
          n++;
          area += plot->area;
        }
    }
  for (guint i = 0; i < self->unplaced->len; i++)
    n_unplaced += ((SxSheetPlot *)self->unplaced->pdata[i])->mark == mark;
  if (n_unplaced)
    return g_strdup_printf ("%s（%u个，另有%u个未上图）", title ? title : "", n, n_unplaced);
  if (isnan (area))
    return g_strdup_printf ("%s（%u个）", title ? title : "", n);
  hectares = sx_text_number (area / 1e4, 4);
  return g_strdup_printf ("%s（%u个，%s公顷）", title ? title : "", n, hectares);
}

/* ▲ for what comes in or is new, ▼ for the rest. */
static void
draw_triangle (SxSheetDrawing *self, const SxSheetPlot *plot)
{
  const SxAtlasSymbol *symbol = &self->theme->marks[plot->mark];
  double r = sx_sheet_mm (self, SMALL_MM) / 2,
         up = plot->mark == SX_MARK_IN || plot->mark == SX_MARK_PROJECT_NEW ? -1 : 1;

  cairo_move_to (self->cr, plot->anchor.x, plot->anchor.y + up * r);
  cairo_line_to (self->cr, plot->anchor.x + r, plot->anchor.y - up * r * 0.75);
  cairo_line_to (self->cr, plot->anchor.x - r, plot->anchor.y - up * r * 0.75);
  cairo_close_path (self->cr);
  sx_page_set_ink (self->cr, self->theme->paper);
  cairo_set_line_width (self->cr, sx_sheet_mm (self, 0.5));
  cairo_stroke_preserve (self->cr);
  sx_page_set_ink (self->cr, symbol->line);
  cairo_fill (self->cr);
}

static void
draw_areas (SxSheetDrawing *self, SxAtlasMark mark, gboolean is_filled, gboolean *is_seen)
{
  SxBox extents = SX_BOX_EMPTY;

  self->pen.is_outline = FALSE;
  sx_page_pen_begin (&self->pen);
  for (guint i = 0; i < self->plots->len; i++)
    {
      const SxSheetPlot *plot = self->plots->pdata[i];
      SxShapeView view = sx_shape_view (plot->shape);

      if (plot->mark != mark || plot->is_line || plot->is_filled != is_filled
          || !sx_page_pen_view (&self->pen, &view, FALSE))
        continue;
      *is_seen = TRUE;
      sx_box_add (&extents, sx_page_map_forward (&self->layout->map, (SxPoint){ view.box.x0, view.box.y0 }));
      sx_box_add (&extents, sx_page_map_forward (&self->layout->map, (SxPoint){ view.box.x1, view.box.y1 }));
    }
  if (self->pen.n_points)
    sx_sheet_paint_area (self, &self->theme->marks[mark], is_filled,
                         sx_box_intersection (sx_box_grown (extents, 1), self->pen.clip));
}

static void
draw_open (SxSheetDrawing *self, SxAtlasMark mark, gboolean *is_seen)
{
  sx_page_pen_begin (&self->pen);
  for (guint i = 0; i < self->plots->len; i++)
    {
      const SxSheetPlot *plot = self->plots->pdata[i];
      SxShapeView view = sx_shape_view (plot->shape);

      if (plot->mark == mark && plot->is_line)
        *is_seen |= sx_page_pen_view (&self->pen, &view, TRUE) || plot->is_seen;
    }
  if (self->pen.n_points)
    sx_sheet_paint_line (self, &self->theme->marks[mark]);
}

static void
add_plot_legend (SxSheetDrawing *self, SxAtlasMark mark)
{
  g_autofree char *text = legend_text (self, mark);

  sx_sheet_add_legend (self, SX_LEGEND_PLOT, &self->theme->marks[mark], text);
}

gboolean
sx_sheet_draw_plots (SxSheetDrawing *self)
{
  gboolean is_seen[SX_N_MARKS] = { FALSE };

  /* what matters most is drawn last, and listed first */
  for (guint mark = SX_MARK_PROJECT_DROPPED; mark >= SX_MARK_IN; mark--)
    {
      if (!sx_sheet_goes_on (self))
        return FALSE;
      draw_areas (self, (SxAtlasMark)mark, FALSE, &is_seen[mark]);
      draw_areas (self, (SxAtlasMark)mark, TRUE, &is_seen[mark]);
      draw_open (self, (SxAtlasMark)mark, &is_seen[mark]);
    }
  for (guint mark = SX_MARK_IN; mark <= SX_MARK_PROJECT_DROPPED; mark++)
    if (is_seen[mark])
      add_plot_legend (self, (SxAtlasMark)mark);
  for (guint i = 0; i < self->plots->len; i++)
    {
      const SxSheetPlot *plot = self->plots->pdata[i];

      if (plot->is_seen && plot->is_small)
        draw_triangle (self, plot);
    }
  return TRUE;
}
