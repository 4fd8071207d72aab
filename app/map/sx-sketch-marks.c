/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The looks of a sketch: colours, widths and marks. Every line has a casing, so that it reads on any ground.
 */
#include "map/sx-sketch-private.h"

#define HANDLE 7 /* pixels */
#define CELL 11  /* at most one handle each */
#define MAX_HANDLES 1000
#define MAX_PLACED 4000 /* points in sight that are looked at */
#define MARK 7.5

typedef struct
{
  guint32 line[2]; /* 0xrrggbb, light and dark style */
  double fill;     /* how much of the line's colour */
  double width;
  gboolean is_dashed;
} Pen;

static const Pen pens[SX_N_PENS] = {
  [SX_PEN_IN] = { { 0x0b6b34, 0x6ff0a4 }, 0.22, 2, FALSE },
  [SX_PEN_OUT] = { { 0x12459a, 0x9cc6ff }, 0.22, 2, TRUE },
  [SX_PEN_OTHER] = { { 0x63309a, 0xdc8add }, 0.22, 2, FALSE },
  [SX_PEN_SELECTED] = { { 0xe66100, 0xffa348 }, 0.0, 3, FALSE },
  [SX_PEN_HOVER] = { { 0xe66100, 0xffa348 }, 0.08, 1.5, FALSE },
  [SX_PEN_PICKED] = { { 0x0b6b34, 0x6ff0a4 }, 0.3, 1.5, FALSE },
  [SX_PEN_FAULT] = { { 0xc01c28, 0xff7b85 }, 0.14, 2.5, FALSE },
};

static const guint32 snap_colour[2] = { 0xc0177e, 0xff8ad0 };

static void
set_colour (cairo_t *cr, guint32 rgb, double alpha)
{
  cairo_set_source_rgba (cr, ((rgb >> 16) & 0xff) / 255.0, ((rgb >> 8) & 0xff) / 255.0, (rgb & 0xff) / 255.0,
                         alpha);
}

static void
set_casing (const SxSketchFrame *frame, cairo_t *cr)
{
  cairo_set_source_rgba (cr, frame->is_dark ? 0 : 1, frame->is_dark ? 0 : 1, frame->is_dark ? 0 : 1, 0.75);
}

/* A node over the box, grown, within the widget, on whole pixels: fractions shift it under some renderers.
 * NULL: out of sight. */
static cairo_t *
begin_node (const SxSketchFrame *frame, SxBox box, double grow)
{
  SxBox all = { 0, 0, ceil (frame->screen.width), ceil (frame->screen.height) };
  SxBox b = sx_box_intersection (sx_box_grown (box, grow), all);

  b = (SxBox){ floor (b.x0), floor (b.y0), ceil (b.x1), ceil (b.y1) };
  if (sx_box_is_empty (b) || b.x0 == b.x1 || b.y0 == b.y1)
    return NULL;
  return gtk_snapshot_append_cairo (frame->snapshot,
                                    &GRAPHENE_RECT_INIT ((float)b.x0, (float)b.y0, (float)(b.x1 - b.x0),
                                                         (float)(b.y1 - b.y0)));
}

static void
add_rings (cairo_t *cr, const SxPoint *path, const guint *starts, guint n_rings, gboolean is_line)
{
  for (guint r = 0; r < n_rings; r++)
    {
      for (guint i = starts[r]; i < starts[r + 1]; i++)
        cairo_line_to (cr, path[i].x, path[i].y);
      if (!is_line)
        cairo_close_path (cr);
      cairo_new_sub_path (cr);
    }
}

void
_sx_sketch_stroke_path (const SxSketchFrame *frame, const SxPoint *path, const guint *starts, guint n_rings,
                        SxBox box, gboolean is_line, SxPen kind)
{
  const Pen *pen = &pens[kind];
  guint32 colour = pen->line[frame->is_dark];
  double width = is_line ? pen->width + 1.5 : pen->width;
  cairo_t *cr = begin_node (frame, box, width + 3);

  if (!cr)
    return;
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  add_rings (cr, path, starts, n_rings, is_line);
  if (!is_line && pen->fill > 0)
    {
      set_colour (cr, colour, pen->fill);
      cairo_fill_preserve (cr);
    }
  set_casing (frame, cr);
  cairo_set_line_width (cr, width + 2.5);
  cairo_stroke_preserve (cr);
  set_colour (cr, colour, 1);
  cairo_set_line_width (cr, width);
  if (pen->is_dashed)
    cairo_set_dash (cr, (const double[]){ 7, 5 }, 2, 0);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/* ---- handles */

static gboolean
is_in_sight (const SxSketchFrame *frame, SxPoint p)
{
  return p.x >= frame->sight.x0 && p.x <= frame->sight.x1 && p.y >= frame->sight.y0 && p.y <= frame->sight.y1;
}

/* The handles that are in sight and do not cover one another. */
static GArray *
handles_in_sight (const SxSketchFrame *frame, const SxPoint *points, guint n, SxBox *box)
{
  const SxScreen *screen = &frame->screen;
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (SxPoint));
  g_autoptr (GHashTable) cells = g_hash_table_new (NULL, NULL);
  guint n_in_sight = 0, every, at = 0;

  for (guint i = 0; i < n; i++)
    n_in_sight += is_in_sight (frame, points[i]);
  every = n_in_sight / MAX_PLACED + 1;
  for (guint i = 0; i < n && kept->len < MAX_HANDLES; i++)
    {
      SxPoint p;

      if (!is_in_sight (frame, points[i]) || at++ % every != 0)
        continue;
      p = sx_screen_from_plan (screen, points[i]);
      if (p.x < -HANDLE || p.y < -HANDLE || p.x > screen->width + HANDLE || p.y > screen->height + HANDLE)
        continue;
      if (!g_hash_table_add (cells, GUINT_TO_POINTER (((guint)(p.y + HANDLE) / CELL << 16)
                                                      | (guint)(p.x + HANDLE) / CELL)))
        continue;
      p = (SxPoint){ floor (p.x), floor (p.y) };
      g_array_append_val (kept, p);
      sx_box_add (box, p);
    }
  return kept;
}

void
sx_sketch_handles (SxSketch *self, const SxPoint *points, guint n, SxHandle kind)
{
  const SxSketchFrame *frame = _sx_sketch_get_frame (self);
  SxBox box = SX_BOX_EMPTY;
  g_autoptr (GArray) kept = handles_in_sight (frame, points, n, &box);
  guint32 colour = pens[SX_PEN_SELECTED].line[frame->is_dark];
  cairo_t *cr = begin_node (frame, box, HANDLE + 2);
  double size = kind == SX_HANDLE_PLAIN ? HANDLE : HANDLE + 2;

  if (!cr)
    return;
  for (guint i = 0; i < kept->len; i++)
    {
      SxPoint p = g_array_index (kept, SxPoint, i);

      if (kind == SX_HANDLE_FIRST)
        {
          cairo_new_sub_path (cr);
          cairo_arc (cr, p.x + 0.5, p.y + 0.5, size / 2 + 1, 0, 2 * G_PI);
        }
      else
        cairo_rectangle (cr, p.x + 0.5 - size / 2, p.y + 0.5 - size / 2, size, size);
    }
  if (kind == SX_HANDLE_SELECTED)
    set_colour (cr, colour, 1);
  else
    cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_fill_preserve (cr);
  if (kind == SX_HANDLE_SELECTED)
    cairo_set_source_rgb (cr, 1, 1, 1);
  else
    set_colour (cr, 0x3d3846, 1);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/* ---- marks */

static void
stroke_mark (const SxSketchFrame *frame, cairo_t *cr, guint32 colour)
{
  set_casing (frame, cr);
  cairo_set_line_width (cr, 4.5);
  cairo_stroke_preserve (cr);
  set_colour (cr, colour, 1);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static cairo_t *
begin_mark (const SxSketchFrame *frame, SxPoint *p, double size)
{
  *p = (SxPoint){ floor (p->x) + 0.5, floor (p->y) + 0.5 };
  return begin_node (frame, (SxBox){ p->x, p->y, p->x, p->y }, size + 4);
}

static void
add_cross (cairo_t *cr, SxPoint p, double d)
{
  cairo_move_to (cr, p.x - d, p.y - d);
  cairo_line_to (cr, p.x + d, p.y + d);
  cairo_move_to (cr, p.x - d, p.y + d);
  cairo_line_to (cr, p.x + d, p.y - d);
}

void
sx_sketch_crossing (SxSketch *self, SxPoint at)
{
  const SxSketchFrame *frame = _sx_sketch_get_frame (self);
  SxPoint p = sx_screen_from_plan (&frame->screen, at);
  cairo_t *cr = begin_mark (frame, &p, 10);

  if (!cr)
    return;
  cairo_arc (cr, p.x, p.y, 9, 0, 2 * G_PI);
  cairo_new_sub_path (cr);
  add_cross (cr, p, 4);
  stroke_mark (frame, cr, pens[SX_PEN_FAULT].line[frame->is_dark]);
}

void
sx_sketch_snap (SxSketch *self, SxSnapKind kind, SxPoint at)
{
  const SxSketchFrame *frame = _sx_sketch_get_frame (self);
  SxPoint p = sx_screen_from_plan (&frame->screen, at);
  cairo_t *cr = kind == SX_SNAP_NONE ? NULL : begin_mark (frame, &p, MARK);

  if (!cr)
    return;
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  if (kind == SX_SNAP_VERTEX)
    cairo_rectangle (cr, p.x - MARK, p.y - MARK, 2 * MARK, 2 * MARK);
  else if (kind == SX_SNAP_CROSSING)
    add_cross (cr, p, MARK);
  else
    {
      cairo_move_to (cr, p.x - MARK, p.y - MARK);
      cairo_line_to (cr, p.x + MARK, p.y - MARK);
      cairo_line_to (cr, p.x - MARK, p.y + MARK);
      cairo_line_to (cr, p.x + MARK, p.y + MARK);
      cairo_close_path (cr);
    }
  stroke_mark (frame, cr, snap_colour[frame->is_dark]);
}

void
sx_sketch_frame (SxSketch *self, double x0, double y0, double x1, double y1)
{
  const SxSketchFrame *frame = _sx_sketch_get_frame (self);
  GdkRGBA fill = { 0.2f, 0.5f, 0.9f, 0.12f }, line = { 0.1f, 0.37f, 0.71f, 1 };
  graphene_rect_t rect = GRAPHENE_RECT_INIT ((float)floor (MIN (x0, x1)), (float)floor (MIN (y0, y1)),
                                             (float)ceil (fabs (x1 - x0)), (float)ceil (fabs (y1 - y0)));
  GskRoundedRect outline;

  gtk_snapshot_append_color (frame->snapshot, &fill, &rect);
  gsk_rounded_rect_init_from_rect (&outline, &rect, 0);
  gtk_snapshot_append_border (frame->snapshot, &outline, (const float[4]){ 1, 1, 1, 1 },
                              (const GdkRGBA[4]){ line, line, line, line });
}

void
sx_sketch_crosshair (SxSketch *self, double x, double y)
{
  const SxSketchFrame *frame = _sx_sketch_get_frame (self);
  SxPoint p = { x, y };
  cairo_t *cr = begin_mark (frame, &p, 18);

  if (!cr)
    return;
  for (int k = 0; k < 4; k++)
    {
      double dx = k == 0 ? 1 : k == 1 ? -1 : 0, dy = k == 2 ? 1 : k == 3 ? -1 : 0;

      cairo_move_to (cr, p.x + 3 * dx, p.y + 3 * dy);
      cairo_line_to (cr, p.x + 16 * dx, p.y + 16 * dy);
    }
  stroke_mark (frame, cr, frame->is_dark ? 0xffffff : 0x000000);
}
