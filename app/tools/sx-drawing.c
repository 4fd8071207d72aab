/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/sx-drawing.h"

#include "geometry/sx-crossing.h"

#define MAX_DRAWN_CROSSINGS 32

SxDrawing *
sx_drawing_new (gboolean is_line)
{
  SxDrawing *self = g_new0 (SxDrawing, 1);

  self->is_line = is_line;
  self->points = g_array_new (FALSE, FALSE, sizeof (SxPoint));
  self->corners = g_array_new (FALSE, FALSE, sizeof (SxPoint));
  self->crossings = g_array_new (FALSE, FALSE, sizeof (SxCrossing));
  return self;
}

void
sx_drawing_free (SxDrawing *self)
{
  g_array_unref (self->points);
  g_array_unref (self->corners);
  g_array_unref (self->crossings);
  g_free (self);
}

void
sx_drawing_reset (SxDrawing *self)
{
  g_array_set_size (self->points, 0);
  g_array_set_size (self->corners, 0);
  g_array_set_size (self->crossings, 0);
  self->n_fixed = 0;
}

guint
sx_drawing_least (const SxDrawing *self)
{
  return self->is_line ? 2 : 3;
}

/* The corners as one ring, or as an open line, in arrays of the caller. */
static SxShapeView
view_of (const GArray *corners, guint32 start[2])
{
  static const guint8 is_shell[] = { TRUE };

  start[0] = 0;
  start[1] = corners->len;
  return (SxShapeView){ (const SxPoint *)corners->data, start, is_shell, 1, SX_BOX_EMPTY };
}

static GArray *
ring_of (const GArray *corners)
{
  GArray *ring = g_array_copy ((GArray *)corners);

  g_array_append_val (ring, g_array_index (corners, SxPoint, 0));
  return ring;
}

/* ---- what is wrong with it */

void
sx_drawing_find_crossings (SxDrawing *self, gboolean points_changed)
{
  guint n = self->corners->len;
  g_autoptr (GArray) ring = NULL, edges = NULL;
  guint32 start[2];
  SxShapeView view;

  if (points_changed)
    self->n_fixed = 0;
  g_array_set_size (self->crossings, self->n_fixed);
  if (self->is_line || n < 4)
    return;
  ring = ring_of (self->corners);
  edges = g_array_new (FALSE, FALSE, sizeof (guint32));
  view = view_of (ring, start);
  if (points_changed)
    {
      for (guint32 i = 0; i + 1 < self->points->len; i++)
        g_array_append_val (edges, i);
      start[1] = self->points->len; /* the open line of what is set */
      sx_crossing_find (&view, (const guint32 *)edges->data, edges->len, self->crossings);
      self->n_fixed = self->crossings->len;
      g_array_set_size (edges, 0);
    }
  for (guint32 i = self->points->len - 1; i < n; i++)
    g_array_append_val (edges, i);
  start[1] = n + 1;
  sx_crossing_find (&view, (const guint32 *)edges->data, edges->len, self->crossings);
}

/* ---- what it makes */

static SxShape *
make_line (const GArray *corners)
{
  guint32 start[2];
  SxShapeView view = view_of (corners, start);

  view.box = sx_shape_view_compute_box (&view);
  return sx_shape_new (&view);
}

SxShape *
sx_drawing_make_shape (const SxDrawing *self, SxOutlineVerdict *verdict)
{
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  SxShape *shape = NULL;

  *verdict = SX_OUTLINE_EMPTY;
  if (self->corners->len < sx_drawing_least (self))
    return NULL;
  if (self->is_line)
    {
      *verdict = SX_OUTLINE_GOOD;
      return make_line (self->corners);
    }
  if (sx_outline_append_ring ((const SxPoint *)self->corners->data, self->corners->len, TRUE, &buffer))
    {
      SxShapeView view = sx_shape_buffer_view (&buffer, 0, 1);

      *verdict = sx_outline_check (&view, &shape);
    }
  sx_shape_buffer_clear (&buffer);
  return shape;
}

/* ---- how it looks */

static void
draw_outline (const SxDrawing *self, SxSketch *sketch, SxPen pen)
{
  gboolean is_line = self->is_line || self->corners->len < 3;
  g_autoptr (GArray) ring = is_line ? g_array_copy (self->corners) : ring_of (self->corners);
  guint32 start[2];
  SxShapeView view = view_of (ring, start);

  sx_sketch_view (sketch, &view, is_line, self->crossings->len > 0 ? SX_PEN_FAULT : pen);
}

static void
draw_edge (const SxDrawing *self, SxSketch *sketch, guint32 edge)
{
  const SxPoint ends[] = { g_array_index (self->corners, SxPoint, edge),
                           g_array_index (self->corners, SxPoint, (edge + 1) % self->corners->len) };
  const guint32 start[] = { 0, 2 };
  const guint8 is_shell[] = { TRUE };
  const SxShapeView view = { ends, start, is_shell, 1, SX_BOX_EMPTY };

  sx_sketch_view (sketch, &view, TRUE, SX_PEN_FAULT);
}

void
sx_drawing_draw (const SxDrawing *self, SxSketch *sketch, SxPen pen)
{
  guint n = MIN (self->crossings->len, MAX_DRAWN_CROSSINGS);

  if (self->corners->len > 1)
    draw_outline (self, sketch, pen);
  for (guint i = 0; i < n; i++)
    {
      const SxCrossing *crossing = &g_array_index (self->crossings, SxCrossing, i);

      draw_edge (self, sketch, crossing->a);
      draw_edge (self, sketch, crossing->b);
    }
  for (guint i = 0; i < n; i++)
    sx_sketch_crossing (sketch, g_array_index (self->crossings, SxCrossing, i).at);
}
