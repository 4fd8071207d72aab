/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two ways to the same answer: a small single ring, as most parcels are, by comparing each edge with each;
 * all else by a sweep (sx-validity-sweep.c). */
#include "geometry/sx-validity.h"
#include "geometry/sx-orientation.h"
#include "geometry/sx-validity-sweep.h"

/* Where the pairs cost about as much as the sweep. */
#define SMALL_RING 160

typedef struct
{
  SxPoint points[SMALL_RING + 1]; /* without repetitions; the last is the first */
  SxBox boxes[SMALL_RING];        /* of edge i: points i and i + 1 */
  guint n;                        /* edges */
} SmallRing;

static gboolean
small_ring_init (SmallRing *self, const SxPoint *points, guint n)
{
  self->n = 0;
  self->points[0] = points[0];
  for (guint i = 1; i < n; i++)
    {
      SxPoint a = self->points[self->n], b = points[i];

      if (a.x == b.x && a.y == b.y)
        continue;
      if (!isfinite (b.x) || !isfinite (b.y))
        return FALSE;
      self->boxes[self->n] = (SxBox){ MIN (a.x, b.x), MIN (a.y, b.y), MAX (a.x, b.x), MAX (a.y, b.y) };
      self->points[++self->n] = b;
    }
  return self->n >= 3;
}

/* Certainly without a common point: both ends of one lie on one side of the other. */
static gboolean
edges_apart (const SxPoint *p, const SxPoint *q)
{
  int p0 = sx_orientation (q[0], q[1], p[0]), p1 = sx_orientation (q[0], q[1], p[1]);
  int q0, q1;

  if (p0 * p1 > 0)
    return TRUE;
  q0 = sx_orientation (p[0], p[1], q[0]);
  q1 = sx_orientation (p[0], p[1], q[1]);
  return q0 * q1 > 0;
}

static gboolean
small_ring_is_simple (const SmallRing *self)
{
  const SxPoint *p = self->points;
  guint n = self->n;

  if (!sx_orientation_no_spike (p[n - 1], p[0], p[1]))
    return FALSE;
  for (guint i = 0; i + 1 < n; i++)
    {
      SxBox box = self->boxes[i];
      guint end = i == 0 ? n - 1 : n; /* the last edge is a neighbour of the first */

      if (!sx_orientation_no_spike (p[i], p[i + 1], p[i + 2]))
        return FALSE;
      for (guint j = i + 2; j < end; j++)
        if (sx_box_overlaps (box, self->boxes[j]) && !edges_apart (p + i, p + j))
          return FALSE;
    }
  return TRUE;
}

gboolean
sx_validity_is_certain (const SxShapeView *view)
{
  if (view->n_rings == 1 && view->ring_is_shell[0])
    {
      const SxPoint *points = view->points + view->ring_start[0];
      guint n = view->ring_start[1] - view->ring_start[0];
      SmallRing ring;

      if (n < 4 || points[0].x != points[n - 1].x || points[0].y != points[n - 1].y)
        return FALSE;
      if (n <= SMALL_RING + 1)
        return small_ring_init (&ring, points, n) && small_ring_is_simple (&ring);
    }
  return sx_validity_sweep (view);
}
