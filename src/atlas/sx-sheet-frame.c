/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Title, neat line with the kilometre grid, and the notes at the foot. */
#include <math.h>
#include <string.h>

#include "atlas/sx-sheet-drawing.h"
#include "base/sx-text.h"

#define TITLE_PT 19.0
#define PLAN_PT 10.5
#define NUMBER_PT 9.0
#define GRID_PT 6.0
#define NOTE_PT 6.2
#define GRID_APART_MM 38.0
#define CROSS_MM 1.6

/* ---- the grid */

/* Kilometres between lines of the grid: a round number that leaves them far enough apart. */
static double
grid_step (const SxSheetDrawing *self)
{
  static const double steps[] = { 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100 };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i] * 1000 * self->layout->map.pt_per_m >= sx_sheet_mm (self, GRID_APART_MM))
      return steps[i] * 1000;
  return steps[G_N_ELEMENTS (steps) - 1] * 1000;
}

static char *
grid_text (double at, double step)
{
  return step < 1000 ? g_strdup_printf ("%.1f", at / 1000) : g_strdup_printf ("%.0f", at / 1000);
}

static void
tick (cairo_t *cr, double x, double y, double dx, double dy)
{
  cairo_move_to (cr, x, y);
  cairo_rel_line_to (cr, dx, dy);
}

/* A number upright in the edge on the left or right. */
static void
side_number (SxSheetDrawing *self, const char *text, double x, double y)
{
  cairo_save (self->cr);
  cairo_translate (self->cr, x, y);
  cairo_rotate (self->cr, -G_PI / 2);
  sx_page_text_line (&self->text, SX_FACE_TEXT, sx_sheet_pt (self, GRID_PT), text, 0, 0, SX_ALIGN_START,
                     self->theme->ink);
  cairo_restore (self->cr);
}

/* Where the grid's lines are: from the first one in the ground. */
#define FOR_GRID(at, low, high, step)                                                                        \
  for (double at = ceil ((low) / (step)) * (step); at < (high); at += (step))

static void
draw_ticks (SxSheetDrawing *self, double step)
{
  const SxPageMap *map = &self->layout->map;
  SxBox ground = sx_page_map_ground (map), frame = self->layout->frame;
  double edge = sx_sheet_mm (self, SX_OUTER_MM), cross = sx_sheet_mm (self, CROSS_MM);
  cairo_t *cr = self->cr;

  cairo_new_path (cr);
  FOR_GRID (x, ground.x0, ground.x1, step)
  {
    double px = sx_page_map_forward (map, (SxPoint){ x, ground.y0 }).x;

    tick (cr, px, frame.y0, 0, -edge);
    tick (cr, px, frame.y1, 0, edge);
    FOR_GRID (y, ground.y0, ground.y1, step)
    {
      SxPoint p = sx_page_map_forward (map, (SxPoint){ x, y });

      tick (cr, p.x - cross, p.y, 2 * cross, 0);
      tick (cr, p.x, p.y - cross, 0, 2 * cross);
    }
  }
  FOR_GRID (y, ground.y0, ground.y1, step)
  {
    double py = sx_page_map_forward (map, (SxPoint){ ground.x0, y }).y;

    tick (cr, frame.x0, py, -edge, 0);
    tick (cr, frame.x1, py, edge, 0);
  }
  sx_page_set_ink (cr, self->theme->faint);
  cairo_set_line_width (cr, sx_sheet_mm (self, 0.1));
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  cairo_stroke (cr);
}

/* A line's number stands beside its tick; none where the corner's degrees are. */
static void
draw_numbers (SxSheetDrawing *self, double step)
{
  const SxPageMap *map = &self->layout->map;
  SxBox ground = sx_page_map_ground (map), frame = self->layout->frame;
  double half = sx_sheet_mm (self, SX_OUTER_MM) / 2, corner = sx_sheet_mm (self, 14),
         off = sx_sheet_mm (self, 0.8), size = sx_sheet_pt (self, GRID_PT);

  FOR_GRID (x, ground.x0, ground.x1, step)
  {
    double px = sx_page_map_forward (map, (SxPoint){ x, ground.y0 }).x;
    g_autofree char *text = grid_text (x, step);

    if (px < frame.x0 + corner || px > frame.x1 - 2 * corner)
      continue;
    sx_page_text_line (&self->text, SX_FACE_TEXT, size, text, px + off, frame.y0 - half, SX_ALIGN_START,
                       self->theme->ink);
    sx_page_text_line (&self->text, SX_FACE_TEXT, size, text, px + off, frame.y1 + half, SX_ALIGN_START,
                       self->theme->ink);
  }
  FOR_GRID (y, ground.y0, ground.y1, step)
  {
    double py = sx_page_map_forward (map, (SxPoint){ ground.x0, y }).y;
    g_autofree char *text = grid_text (y, step);

    if (py < frame.y0 + 2 * corner || py > frame.y1 - corner)
      continue;
    side_number (self, text, frame.x0 - half, py - off);
    side_number (self, text, frame.x1 + half, py - off);
  }
}

/* 117°03′21″ */
static char *
degrees (double radians)
{
  double seconds = round (radians * 180 / G_PI * 3600);

  return g_strdup_printf ("%d°%02d′%02d″", (int)(seconds / 3600), (int)fmod (seconds / 60, 60),
                          (int)fmod (seconds, 60));
}

/* Longitude and latitude at the frame's corners. */
static void
draw_corners (SxSheetDrawing *self)
{
  SxBox ground = sx_page_map_ground (&self->layout->map), frame = self->layout->frame;
  double edge = sx_sheet_mm (self, SX_OUTER_MM);

  for (guint i = 0; i < 4; i++)
    {
      gboolean is_right = i % 2, is_low = i / 2;
      double lat, lon, y = is_low ? frame.y1 + edge / 2 : frame.y0 - edge / 2;
      g_autofree char *east = NULL, *north = NULL;

      sx_plane_inverse (&self->delivery->plan->plane,
                        (SxPoint){ is_right ? ground.x1 : ground.x0, is_low ? ground.y0 : ground.y1 }, &lat,
                        &lon);
      if (!isfinite (lat) || !isfinite (lon))
        continue;
      east = degrees (lon);
      north = degrees (lat);
      sx_page_text_line (&self->text, SX_FACE_TEXT, sx_sheet_pt (self, GRID_PT * 0.85), east,
                         is_right ? frame.x1 : frame.x0, y, is_right ? SX_ALIGN_END : SX_ALIGN_START,
                         self->theme->faint);
      cairo_save (self->cr);
      cairo_translate (self->cr, is_right ? frame.x1 + edge / 2 : frame.x0 - edge / 2,
                       is_low ? frame.y1 : frame.y0);
      cairo_rotate (self->cr, -G_PI / 2);
      sx_page_text_line (&self->text, SX_FACE_TEXT, sx_sheet_pt (self, GRID_PT * 0.85), north, 0, 0,
                         is_low ? SX_ALIGN_START : SX_ALIGN_END, self->theme->faint);
      cairo_restore (self->cr);
    }
}

static void
draw_box (SxSheetDrawing *self, SxBox box, double width_mm)
{
  cairo_rectangle (self->cr, box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0);
  sx_page_set_ink (self->cr, self->theme->ink);
  cairo_set_line_width (self->cr, sx_sheet_mm (self, width_mm));
  cairo_set_line_join (self->cr, CAIRO_LINE_JOIN_MITER);
  cairo_set_dash (self->cr, NULL, 0, 0);
  cairo_stroke (self->cr);
}

/* ---- words */

/* One line, smaller where it would be wider than `most`. */
static void
draw_fitted (SxSheetDrawing *self, SxFace face, double size, const char *text, double x, double y,
             SxAlign align, double most)
{
  g_autoptr (PangoLayout) layout = sx_page_text_layout (&self->text, face, size, text, 0, 0);
  double w, h;

  sx_page_text_size (layout, &w, &h);
  sx_page_text_line (&self->text, face, w > most ? size * most / w : size, text, x, y, align,
                     self->theme->ink);
}

static void
draw_title (SxSheetDrawing *self)
{
  const SxSheetLayout *layout = self->layout;
  double top = layout->panel.y0, left = layout->frame.x0 - sx_sheet_mm (self, SX_OUTER_MM),
         right = layout->width - left, middle = layout->width / 2,
         width = right - left - sx_sheet_mm (self, 40);
  g_autofree char *name = sx_text_clean (self->delivery->name);
  g_autofree char *plan
      = g_strdup_printf ("%s国土空间总体规划%u年度动态维护方案", name, self->delivery->year);
  g_autofree char *number = g_strdup_printf ("图 %u", self->content->number);

  if (layout->is_portrait)
    top = layout->frame.y0 - sx_sheet_mm (self, SX_OUTER_MM);
  draw_fitted (self, SX_FACE_TITLE, sx_sheet_pt (self, PLAN_PT), plan, middle, top - sx_sheet_mm (self, 16.2),
               SX_ALIGN_MIDDLE, width);
  draw_fitted (self, SX_FACE_TITLE, sx_sheet_pt (self, TITLE_PT), self->content->title, middle,
               top - sx_sheet_mm (self, 7.2), SX_ALIGN_MIDDLE, width);
  sx_page_text_line (&self->text, SX_FACE_TITLE, sx_sheet_pt (self, NUMBER_PT), number, right,
                     top - sx_sheet_mm (self, 4), SX_ALIGN_END, self->theme->ink);
}

static char *
coordinate_note (const SxPlan *plan)
{
  double meridian = plan->plane.central_meridian * 180 / G_PI;
  gboolean has_zone = plan->plane.false_easting > 1e6;

  if (has_zone)
    return g_strdup_printf ("2000国家大地坐标系（CGCS2000），高斯-克吕格投影3°分带第%.0f带，中央经线%.0f°；"
                            "图廓注记为公里网坐标。",
                            floor (plan->plane.false_easting / 1e6), meridian);
  return g_strdup_printf ("2000国家大地坐标系（CGCS2000），高斯-克吕格投影3°分带，中央经线%."
                          "0f°；图廓注记为公里网坐标。",
                          meridian);
}

/* What the delivery says of what its maker knows to be open; NULL: nothing. */
static char *
accepted_note (const SxDelivery *delivery)
{
  if (delivery->accepted->len == 0)
    return NULL;
  return g_strdup_printf ("提交时仍有%u项问题由提交方承担，见说明。", delivery->accepted->len);
}

static void
draw_foot (SxSheetDrawing *self)
{
  const SxSheetLayout *layout = self->layout;
  double left = layout->frame.x0 - sx_sheet_mm (self, SX_OUTER_MM), right = layout->width - left,
         size = sx_sheet_pt (self, NOTE_PT), y = layout->panel.y1 + sx_sheet_mm (self, 3.2),
         step = sx_sheet_mm (self, 3.4), used;
  g_autofree char *note = coordinate_note (self->delivery->plan), *open = accepted_note (self->delivery),
                  *print = g_strdup_printf ("成果指纹 %s", self->delivery->fingerprint),
                  *name = sx_text_clean (self->delivery->scheme->name),
                  *scheme = g_strdup_printf ("方案：%s", name);

  used = sx_page_text_line (&self->text, SX_FACE_TEXT, size, note, left, y, SX_ALIGN_START, self->theme->ink);
  draw_fitted (self, SX_FACE_TEXT, size, scheme, right, y, SX_ALIGN_END, right - left - used - step);
  used = sx_page_text_line (&self->text, SX_FACE_TEXT, size, print, left, y + step, SX_ALIGN_START,
                            self->theme->faint);
  if (open)
    sx_page_text_line (&self->text, SX_FACE_TEXT, size, open, left + used + 2 * step, y + step,
                       SX_ALIGN_START, self->theme->ink);
  sx_page_text_line (&self->text, SX_FACE_TEXT, size, "三线 " SX_VERSION, right, y + step, SX_ALIGN_END,
                     self->theme->faint);
}

void
sx_sheet_draw_frame (SxSheetDrawing *self)
{
  double step = grid_step (self);

  draw_ticks (self, step);
  draw_numbers (self, step);
  draw_corners (self);
  draw_box (self, self->layout->frame, 0.18);
  draw_box (self, sx_box_grown (self->layout->frame, sx_sheet_mm (self, SX_OUTER_MM)), 0.7);
  draw_title (self);
  draw_foot (self);
}
