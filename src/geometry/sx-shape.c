/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geometry/sx-shape.h"

#include <string.h>

#define CHUNKS_FROM (8 * SX_SHAPE_CHUNK)

void
sx_shape_buffer_clear (SxShapeBuffer *self)
{
  g_free (self->points);
  g_free (self->ring_start);
  g_free (self->ring_is_shell);
  memset (self, 0, sizeof *self);
}

void
sx_shape_buffer_reset (SxShapeBuffer *self)
{
  self->n_points = 0;
  self->n_rings = 0;
}

static void
set_room_for_points (SxShapeBuffer *self, gsize n)
{
  self->points_allocated = n;
  self->points = g_renew (SxPoint, self->points, n);
}

static void
set_room_for_rings (SxShapeBuffer *self, gsize n)
{
  self->rings_allocated = n;
  self->ring_start = g_renew (guint32, self->ring_start, n + 1);
  self->ring_is_shell = g_renew (guint8, self->ring_is_shell, n);
}

void
sx_shape_buffer_reserve (SxShapeBuffer *self, gsize n_points, gsize n_rings)
{
  if (n_points > self->points_allocated)
    set_room_for_points (self, n_points);
  if (n_rings > self->rings_allocated)
    set_room_for_rings (self, n_rings);
}

SxPoint *
sx_shape_buffer_add_points (SxShapeBuffer *self, gsize n)
{
  SxPoint *room;

  if (self->n_points + n > self->points_allocated)
    set_room_for_points (self,
                         MAX (self->n_points + n, self->points_allocated + self->points_allocated / 2 + 32));
  room = self->points + self->n_points;
  self->n_points += n;
  return room;
}

void
sx_shape_buffer_add_point (SxShapeBuffer *self, SxPoint p)
{
  *sx_shape_buffer_add_points (self, 1) = p;
}

void
sx_shape_buffer_end_ring (SxShapeBuffer *self, gboolean is_shell)
{
  if (self->n_rings + 1 >= self->rings_allocated)
    set_room_for_rings (self, self->rings_allocated + self->rings_allocated / 2 + 8);
  self->ring_start[0] = 0;
  self->ring_is_shell[self->n_rings] = is_shell != FALSE;
  self->n_rings++;
  self->ring_start[self->n_rings] = (guint32)self->n_points;
}

void
sx_shape_buffer_append (SxShapeBuffer *self, const SxShapeView *view)
{
  for (guint r = 0; r < view->n_rings; r++)
    {
      guint n = view->ring_start[r + 1] - view->ring_start[r];

      memcpy (sx_shape_buffer_add_points (self, n), view->points + view->ring_start[r], n * sizeof (SxPoint));
      sx_shape_buffer_end_ring (self, view->ring_is_shell[r]);
    }
}

SxShapeView
sx_shape_buffer_view (const SxShapeBuffer *self, gsize first_ring, gsize n_rings)
{
  SxShapeView v = { self->points, NULL, NULL, (guint)n_rings, SX_BOX_EMPTY };

  if (n_rings == 0)
    return v;
  v.ring_start = self->ring_start + first_ring;
  v.ring_is_shell = self->ring_is_shell + first_ring;
  v.box = sx_shape_view_compute_box (&v);
  return v;
}

void
sx_shape_buffer_orient (SxShapeBuffer *self, gsize first_ring)
{
  for (gsize r = first_ring; r < self->n_rings; r++)
    {
      SxPoint *points = self->points + self->ring_start[r];
      guint n = self->ring_start[r + 1] - self->ring_start[r];
      double area = sx_ring_signed_area (points, n);

      if (self->ring_is_shell[r] ? area < 0 : area > 0)
        for (guint i = 0, j = n - 1; i < j; i++, j--)
          {
            SxPoint p = points[i];

            points[i] = points[j];
            points[j] = p;
          }
    }
}

static SxBox *
make_chunks (const SxPoint *points, guint n)
{
  guint n_chunks = (n + SX_SHAPE_CHUNK - 1) / SX_SHAPE_CHUNK;
  SxBox *chunks = g_new (SxBox, n_chunks);

  for (guint c = 0; c < n_chunks; c++)
    {
      chunks[c] = SX_BOX_EMPTY;
      for (guint i = c * SX_SHAPE_CHUNK; i < MIN (n, (c + 1) * SX_SHAPE_CHUNK + 1); i++)
        sx_box_add (&chunks[c], points[i]);
    }
  return chunks;
}

SxShape *
sx_shape_new (const SxShapeView *view)
{
  SxShape *self = g_new0 (SxShape, 1);
  guint first = view->n_rings ? view->ring_start[0] : 0;

  self->ref_count = 1;
  self->n_rings = view->n_rings;
  self->n_points = sx_shape_view_n_points (view);
  self->box = view->box;
  self->points = g_new (SxPoint, MAX (self->n_points, 1));
  self->ring_start = g_new0 (guint32, view->n_rings + 1);
  self->ring_is_shell = g_new0 (guint8, MAX (view->n_rings, 1));
  if (self->n_points)
    memcpy (self->points, view->points + first, self->n_points * sizeof (SxPoint));
  for (guint r = 0; r < view->n_rings; r++)
    {
      self->ring_start[r + 1] = view->ring_start[r + 1] - first;
      self->ring_is_shell[r] = view->ring_is_shell[r];
    }
  if (self->n_points >= CHUNKS_FROM)
    self->chunks = make_chunks (self->points, self->n_points);
  return self;
}

SxShape *
sx_shape_ref (SxShape *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
sx_shape_unref (SxShape *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->points);
  g_free (self->ring_start);
  g_free (self->ring_is_shell);
  g_free (self->chunks);
  g_free (self);
}

guint
sx_shape_view_n_points (const SxShapeView *v)
{
  return v->n_rings ? v->ring_start[v->n_rings] - v->ring_start[0] : 0;
}

SxBox
sx_shape_view_compute_box (const SxShapeView *v)
{
  SxBox box = SX_BOX_EMPTY;

  if (v->n_rings)
    for (guint32 i = v->ring_start[0]; i < v->ring_start[v->n_rings]; i++)
      sx_box_add (&box, v->points[i]);
  return box;
}

guint
sx_shape_view_n_parts (const SxShapeView *v)
{
  guint n = 0;

  for (guint r = 0; r < v->n_rings; r++)
    n += v->ring_is_shell[r];
  return n;
}

SxShapeView
sx_shape_view_part (const SxShapeView *v, guint ring, guint *next)
{
  SxShapeView part = { v->points, v->ring_start + ring, v->ring_is_shell + ring, 0, SX_BOX_EMPTY, v->chunks };
  guint end = ring + 1;

  while (end < v->n_rings && !v->ring_is_shell[end])
    end++;
  part.n_rings = end - ring;
  part.box = sx_shape_view_compute_box (&part);
  *next = end;
  return part;
}

GArray *
sx_shape_buffer_parts (const SxShapeBuffer *self)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  SxShapeView all = sx_shape_buffer_view (self, 0, self->n_rings);

  for (guint ring = 0, next; ring < all.n_rings; ring = next)
    {
      SxShapeView part = sx_shape_view_part (&all, ring, &next);

      g_array_append_val (parts, part);
    }
  return parts;
}

double
sx_ring_signed_area (const SxPoint *points, guint n)
{
  double sum = 0;

  for (guint i = 1; i < n; i++)
    sum += (points[i].x - points[i - 1].x) * ((points[i].y - points[0].y) + (points[i - 1].y - points[0].y));
  return sum / 2;
}

double
sx_shape_view_planar_area (const SxShapeView *v)
{
  double sum = 0;

  for (guint r = 0; r < v->n_rings; r++)
    {
      double area = fabs (
          sx_ring_signed_area (v->points + v->ring_start[r], v->ring_start[r + 1] - v->ring_start[r]));

      sum += v->ring_is_shell[r] ? area : -area;
    }
  return sum;
}

SxPoint
sx_shape_view_centroid (const SxShapeView *v)
{
  SxPoint o = { (v->box.x0 + v->box.x1) / 2, (v->box.y0 + v->box.y1) / 2 };
  double area = 0, mx = 0, my = 0;

  for (guint r = 0; r < v->n_rings; r++)
    for (guint32 i = v->ring_start[r] + 1; i < v->ring_start[r + 1]; i++)
      {
        double x0 = v->points[i - 1].x - o.x, y0 = v->points[i - 1].y - o.y;
        double x1 = v->points[i].x - o.x, y1 = v->points[i].y - o.y, cross = x1 * y0 - x0 * y1;

        area += cross / 2;
        mx += (x0 + x1) * cross / 6;
        my += (y0 + y1) * cross / 6;
      }
  return area > 0 ? (SxPoint){ o.x + mx / area, o.y + my / area } : o;
}

gboolean
sx_shape_view_contains (const SxShapeView *v, SxPoint p)
{
  gboolean inside = FALSE;

  if (!(p.x >= v->box.x0 && p.x <= v->box.x1 && p.y >= v->box.y0 && p.y <= v->box.y1))
    return FALSE;
  for (guint r = 0; r < v->n_rings; r++)
    for (guint32 i = v->ring_start[r] + 1; i < v->ring_start[r + 1]; i++)
      {
        SxPoint a = v->points[i - 1], b = v->points[i];

        if ((a.y > p.y) != (b.y > p.y) && p.x - a.x < (b.x - a.x) * ((p.y - a.y) / (b.y - a.y)))
          inside = !inside;
      }
  return inside;
}

gboolean
sx_shape_view_equal (const SxShapeView *a, const SxShapeView *b)
{
  guint n = sx_shape_view_n_points (a);

  if (a->n_rings != b->n_rings || n != sx_shape_view_n_points (b))
    return FALSE;
  for (guint r = 0; r < a->n_rings; r++)
    if (a->ring_start[r + 1] - a->ring_start[0] != b->ring_start[r + 1] - b->ring_start[0]
        || a->ring_is_shell[r] != b->ring_is_shell[r])
      return FALSE;
  return n == 0
         || memcmp (a->points + a->ring_start[0], b->points + b->ring_start[0], n * sizeof (SxPoint)) == 0;
}
