/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geometry/sx-vertex-edit.h"

static guint
ring_of (const SxShapeView *view, guint32 point)
{
  guint low = 0, high = view->n_rings;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (view->ring_start[middle] <= point)
        low = middle;
      else
        high = middle;
    }
  return low;
}

guint32
sx_vertex_edit_vertex (const SxShapeView *view, guint32 point)
{
  guint r = ring_of (view, point);

  return point + 1 == view->ring_start[r + 1] ? view->ring_start[r] : point;
}

void
sx_vertex_edit_neighbours (const SxShapeView *view, guint32 vertex, guint32 *before, guint32 *after)
{
  guint r = ring_of (view, vertex);
  guint32 start = view->ring_start[r], n = view->ring_start[r + 1] - start - 1, at = vertex - start;

  *before = start + (at + n - 1) % n;
  *after = start + (at + 1) % n;
}

SxShape *
sx_vertex_edit_move (const SxShapeView *view, const guint32 *vertices, guint n, double dx, double dy)
{
  SxShape *shape = sx_shape_new (view);

  for (guint i = 0; i < n; i++)
    {
      guint r = ring_of (view, vertices[i]);
      SxPoint *p = &shape->points[vertices[i]];

      p->x += dx;
      p->y += dy;
      if (vertices[i] == view->ring_start[r])
        shape->points[view->ring_start[r + 1] - 1] = *p;
    }
  {
    SxShapeView moved = sx_shape_view (shape);

    shape->box = sx_shape_view_compute_box (&moved);
  }
  return shape;
}

SxShape *
sx_vertex_edit_insert (const SxShapeView *view, guint32 after, SxPoint at)
{
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  SxShapeView whole;
  SxShape *shape;

  for (guint r = 0; r < view->n_rings; r++)
    {
      for (guint32 i = view->ring_start[r]; i < view->ring_start[r + 1]; i++)
        {
          sx_shape_buffer_add_point (&buffer, view->points[i]);
          if (i == after)
            sx_shape_buffer_add_point (&buffer, at);
        }
      sx_shape_buffer_end_ring (&buffer, view->ring_is_shell[r]);
    }
  whole = sx_shape_buffer_view (&buffer, 0, buffer.n_rings);
  shape = sx_shape_new (&whole);
  sx_shape_buffer_clear (&buffer);
  return shape;
}

SxShape *
sx_vertex_edit_remove (const SxShapeView *view, const guint32 *vertices, guint n)
{
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  gboolean shell_is_gone = FALSE;
  SxShape *shape = NULL;
  guint next = 0;

  for (guint r = 0; r < view->n_rings; r++)
    {
      gsize start = buffer.n_points;

      for (guint32 i = view->ring_start[r]; i + 1 < view->ring_start[r + 1]; i++)
        if (next < n && vertices[next] == i)
          next++;
        else
          sx_shape_buffer_add_point (&buffer, view->points[i]);
      if (view->ring_is_shell[r])
        shell_is_gone = buffer.n_points - start < 3;
      if (shell_is_gone || buffer.n_points - start < 3)
        {
          buffer.n_points = start;
          continue;
        }
      sx_shape_buffer_add_point (&buffer, buffer.points[start]);
      sx_shape_buffer_end_ring (&buffer, view->ring_is_shell[r]);
    }
  if (buffer.n_rings > 0)
    {
      SxShapeView whole = sx_shape_buffer_view (&buffer, 0, buffer.n_rings);

      shape = sx_shape_new (&whole);
    }
  sx_shape_buffer_clear (&buffer);
  return shape;
}

/* ---- the change of area */

/* Of the closed ring, positive for clockwise. */
static double
signed_area (const SxMetric *metric, GArray *ring)
{
  const guint32 start[] = { 0, ring->len };
  const guint8 is_shell[] = { TRUE };
  const SxShapeView view = { (const SxPoint *)ring->data, start, is_shell, 1, SX_BOX_EMPTY };
  double area = sx_metric_area (metric, &view);

  return sx_ring_signed_area (view.points, ring->len) < 0 ? -fabs (area) : fabs (area);
}

/* A run of moved vertices first … first + length - 1 of a ring of n, with the neighbours at its ends: the
 * ground between it as it was and as it is. */
static double
run_change (const SxMetric *metric, const SxPoint *ring, guint n, guint first, guint length, double dx,
            double dy)
{
  g_autoptr (GArray) path = g_array_sized_new (FALSE, FALSE, sizeof (SxPoint), length + 3);
  double change = 0;

  for (guint moved = 0; moved < 2; moved++)
    {
      g_array_set_size (path, 0);
      if (length < n) /* not the whole ring */
        g_array_append_val (path, ring[(first + n - 1) % n]);
      for (guint i = 0; i < length; i++)
        {
          SxPoint p = ring[(first + i) % n];

          p.x += moved * dx;
          p.y += moved * dy;
          g_array_append_val (path, p);
        }
      if (length < n - 1)
        g_array_append_val (path, ring[(first + length) % n]);
      g_array_append_val (path, g_array_index (path, SxPoint, 0));
      change += moved ? signed_area (metric, path) : -signed_area (metric, path);
    }
  return change;
}

double
sx_vertex_edit_area_change (const SxMetric *metric, const SxShapeView *view, const guint32 *vertices, guint n,
                            double dx, double dy)
{
  double change = 0;

  for (guint from = 0, to; from < n; from = to)
    {
      guint r = ring_of (view, vertices[from]);
      guint32 start = view->ring_start[r], size = view->ring_start[r + 1] - start - 1;
      guint wrapped = 0, last;

      for (to = from; to < n && vertices[to] < view->ring_start[r + 1]; to++)
        ;
      last = to;
      /* a run over the ring's end goes on at its start */
      if (vertices[from] == start && vertices[to - 1] == start + size - 1 && to - from < size)
        {
          for (wrapped = 1; vertices[from + wrapped] == start + wrapped; wrapped++)
            ;
        }
      for (guint i = from + wrapped; i < last;)
        {
          guint length = 1;

          while (i + length < last && vertices[i + length] == vertices[i] + length)
            length++;
          change += run_change (metric, view->points + start, size, vertices[i] - start,
                                i + length == last ? length + wrapped : length, dx, dy);
          i += length;
        }
    }
  return change;
}
