/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-sketch.h"

#include "map/sx-sketch-private.h"

#define KEPT_SHAPES 64
#define MAX_VERTICES 1000 /* of one outline in one frame */
#define MARGIN 24         /* pixels around the view in which lines are still drawn as they are */

typedef struct
{
  SxShape *shape;
  SxPoint *mercator;
  guint last_frame;
} Kept;

struct _SxSketch
{
  SxMapView *view;
  SxSketchFrame frame;
  GHashTable *kept; /* SxShape * → Kept */
  guint n_frames;
  GArray *path;   /* SxPoint, pixels */
  GArray *starts; /* guint, of the rings in path */
};

static void
kept_free (gpointer data)
{
  Kept *self = data;

  sx_shape_unref (self->shape);
  g_free (self->mercator);
  g_free (self);
}

SxSketch *
sx_sketch_new (SxMapView *view)
{
  SxSketch *self = g_new0 (SxSketch, 1);

  self->view = view;
  self->kept = g_hash_table_new_full (NULL, NULL, NULL, kept_free);
  self->path = g_array_new (FALSE, FALSE, sizeof (SxPoint));
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

void
sx_sketch_free (SxSketch *self)
{
  g_hash_table_unref (self->kept);
  g_array_unref (self->path);
  g_array_unref (self->starts);
  g_free (self);
}

void
sx_sketch_begin (SxSketch *self, GtkSnapshot *snapshot)
{
  self->frame.snapshot = snapshot;
  self->frame.widget = GTK_WIDGET (self->view);
  self->frame.is_dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  sx_screen_init (&self->frame.screen, self->view);
  self->frame.sight = sx_box_grown (sx_map_view_get_visible_box (self->view),
                                    MARGIN * sx_map_view_get_metres_per_pixel (self->view));
  self->frame.made = SX_BOX_EMPTY;
  self->n_frames++;
}

static gboolean
is_old (gpointer key, gpointer value, gpointer data)
{
  return ((Kept *)value)->last_frame != GPOINTER_TO_UINT (data);
}

void
sx_sketch_end (SxSketch *self)
{
  self->frame.snapshot = NULL;
  if (g_hash_table_size (self->kept) > KEPT_SHAPES)
    g_hash_table_foreach_remove (self->kept, is_old, GUINT_TO_POINTER (self->n_frames));
}

const SxSketchFrame *
_sx_sketch_get_frame (SxSketch *self)
{
  return &self->frame;
}

/* ---- outlines */

/* 1, 2: left or right of the view; 4, 8: above or below */
static guint
side (const SxScreen *screen, SxPoint p)
{
  return (p.x < -MARGIN                  ? 1u
          : p.x > screen->width + MARGIN ? 2u
                                         : 0)
         | (p.y < -MARGIN                   ? 4u
            : p.y > screen->height + MARGIN ? 8u
                                            : 0);
}

static SxPoint
clamped (const SxScreen *screen, SxPoint p)
{
  return (SxPoint){ CLAMP (p.x, -2 * MARGIN, screen->width + 2 * MARGIN),
                    CLAMP (p.y, -2 * MARGIN, screen->height + 2 * MARGIN) };
}

static SxPoint
crisp (const SxSketchFrame *frame, SxPoint p)
{
  int scale = gtk_widget_get_scale_factor (frame->widget);

  return (SxPoint){ (floor (p.x * scale) + 0.5) / scale, (floor (p.y * scale) + 0.5) / scale };
}

/* One ring into path: points nearer than `least` to the one before are left out, and edges beyond one side of
 * the view are drawn out of sight, near it. */
static void
trace_ring (SxSketch *self, const SxPoint *mercator, guint n, double least)
{
  const SxScreen *screen = &self->frame.screen;
  guint start = self->path->len, side_before = 0;
  gboolean was_clamped = FALSE;
  SxPoint before = { 0, 0 };

  g_array_append_val (self->starts, start);
  for (guint i = 0; i < n; i++)
    {
      SxPoint p = sx_screen_from_mercator (screen, mercator[i]), shown;
      guint side_now = side (screen, p);
      gboolean is_beyond = i > 0 && (side_now & side_before) != 0;

      if (i > 0 && i + 1 < n && fabs (p.x - before.x) < least && fabs (p.y - before.y) < least)
        continue;
      if (i > 0 && side_before
          && !is_beyond) /* comes back into view: where the edge starts counts as it is */
        g_array_append_val (self->path, before);
      shown = is_beyond ? clamped (screen, p) : side_now || n > 64 ? p : crisp (&self->frame, p);
      if (is_beyond && was_clamped && side_now == side_before)
        g_array_index (self->path, SxPoint, self->path->len - 1) = shown;
      else
        g_array_append_val (self->path, shown);
      was_clamped = is_beyond;
      before = p;
      side_before = side_now;
    }
}

static void
trace (SxSketch *self, const SxPoint *mercator, const SxShapeView *view)
{
  guint32 first = view->ring_start[0];
  double least = 0.5;

  do
    {
      g_array_set_size (self->path, 0);
      g_array_set_size (self->starts, 0);
      for (guint r = 0; r < view->n_rings; r++)
        trace_ring (self, mercator + (view->ring_start[r] - first),
                    view->ring_start[r + 1] - view->ring_start[r], least);
      least *= 2;
    }
  while (self->path->len > MAX_VERTICES && least < 64);
  g_array_append_val (self->starts, self->path->len);
}

static void
draw_path (SxSketch *self, gboolean is_line, SxPen pen)
{
  SxBox box = SX_BOX_EMPTY;

  for (guint i = 0; i < self->path->len; i++)
    sx_box_add (&box, g_array_index (self->path, SxPoint, i));
  if (pen != SX_PEN_SELECTED && pen != SX_PEN_HOVER)
    self->frame.made = sx_box_union (self->frame.made, box);
  _sx_sketch_stroke_path (&self->frame, (const SxPoint *)self->path->data, (const guint *)self->starts->data,
                          self->starts->len - 1, box, is_line, pen);
}

static const SxPoint *
mercator_of (SxSketch *self, SxShape *shape)
{
  Kept *kept = g_hash_table_lookup (self->kept, shape);

  if (!kept)
    {
      kept = g_new0 (Kept, 1);
      kept->shape = sx_shape_ref (shape);
      kept->mercator = g_new (SxPoint, shape->n_points);
      for (guint i = 0; i < shape->n_points; i++)
        kept->mercator[i] = sx_screen_to_mercator (&self->frame.screen, shape->points[i]);
      g_hash_table_insert (self->kept, shape, kept);
    }
  kept->last_frame = self->n_frames;
  return kept->mercator;
}

void
sx_sketch_shape (SxSketch *self, SxShape *shape, gboolean is_line, SxPen pen)
{
  SxShapeView view = sx_shape_view (shape);

  if (shape->n_rings == 0)
    return;
  trace (self, mercator_of (self, shape), &view);
  draw_path (self, is_line, pen);
}

void
sx_sketch_view (SxSketch *self, const SxShapeView *view, gboolean is_line, SxPen pen)
{
  guint n = sx_shape_view_n_points (view);
  g_autofree SxPoint *mercator = g_new (SxPoint, n + 1);

  if (n == 0)
    return;
  for (guint i = 0; i < n; i++)
    mercator[i] = sx_screen_to_mercator (&self->frame.screen, view->points[view->ring_start[0] + i]);
  trace (self, mercator, view);
  draw_path (self, is_line, pen);
}
