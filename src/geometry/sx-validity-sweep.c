/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line sweeps over the vertices, ordered by x, then y. What it crosses are strands: chains of edges that
 * lead on to the right, ordered from bottom to top. A vertex leads its strand on, starts two strands or ends
 * two.
 *
 * Each vertex must lie certainly above the strand below it and below the strand above it. While two edges are
 * neighbours, they are straight lines whose order was so checked at both ends of that while: so no two
 * neighbours meet, and then no two edges meet but at their common vertex: the rings are closed curves apart
 * from each other. Which of them lies directly in which is read off at the first vertex of each from the
 * strand below. */
#include "geometry/sx-validity-sweep.h"
#include "geometry/sx-orientation.h"
#include <stdlib.h>

#define NO_RING G_MAXUINT32

typedef struct
{
  guint32 first, n; /* vertices */
  guint32 shell;    /* the ring itself, or of a hole the shell it belongs to */
  guint32 parent;   /* the ring directly around it, or NO_RING; known once seen */
  gboolean is_seen;
  gboolean is_ccw;
} Ring;

typedef struct
{
  SxPoint p;
  guint32 index, ring;
} Vertex;

typedef struct
{
  SxPoint left, right;
  guint32 ring;
  gboolean leads_right; /* the ring runs from left to right here */
} Strand;

typedef struct
{
  Ring *rings;
  guint32 n_rings, n_points;
  SxPoint *points;         /* rings one after another, not closed, no point twice in a row */
  Vertex *order;           /* all of them from left to right */
  GSequence *strands;      /* Strand *, from bottom to top */
  GSequenceIter **crossed; /* by edge (numbered as the vertex it starts at), while the line crosses it */
} Sweep;

static inline int
compare_points (SxPoint a, SxPoint b)
{
  if (a.x != b.x)
    return a.x < b.x ? -1 : 1;
  return (a.y > b.y) - (a.y < b.y);
}

static int
compare_vertices (const void *a, const void *b)
{
  return compare_points (((const Vertex *)a)->p, ((const Vertex *)b)->p);
}

static void
strand_follow (Strand *self, const Sweep *sweep, guint32 edge, guint32 ring)
{
  const Ring *r = &sweep->rings[ring];
  SxPoint a = sweep->points[edge], b = sweep->points[edge + 1 == r->first + r->n ? r->first : edge + 1];
  gboolean leads_right = compare_points (a, b) < 0;

  *self = (Strand){ leads_right ? a : b, leads_right ? b : a, ring, leads_right };
}

static void
strand_free (gpointer strand)
{
  g_slice_free (Strand, strand);
}

static inline int
side_of_strand (GSequenceIter *at, SxPoint p)
{
  const Strand *strand = g_sequence_get (at);

  return sx_orientation (strand->left, strand->right, p);
}

/* Whether p lies certainly above the strand before `from` and below the one at `to`, where there are such. */
static gboolean
is_between (GSequenceIter *from, GSequenceIter *to, SxPoint p)
{
  return (g_sequence_iter_is_begin (from) || side_of_strand (g_sequence_iter_prev (from), p) > 0)
         && (g_sequence_iter_is_end (to) || side_of_strand (to, p) < 0);
}

static gboolean
sweep_continue (Sweep *self, const Vertex *v, guint32 from, guint32 to)
{
  GSequenceIter *at = self->crossed[from];

  if (!is_between (at, g_sequence_iter_next (at), v->p))
    return FALSE;
  strand_follow (g_sequence_get (at), self, to, v->ring);
  self->crossed[to] = at;
  return TRUE;
}

static gboolean
sweep_end (Sweep *self, const Vertex *v, guint32 one, guint32 other)
{
  GSequenceIter *lower = self->crossed[one], *upper = self->crossed[other];

  if (g_sequence_iter_next (lower) != upper)
    {
      GSequenceIter *swap = lower;

      lower = upper;
      upper = swap;
      if (g_sequence_iter_next (lower) != upper)
        return FALSE;
    }
  if (!is_between (lower, g_sequence_iter_next (upper), v->p))
    return FALSE;
  g_sequence_remove (lower);
  g_sequence_remove (upper);
  return TRUE;
}

typedef struct
{
  SxPoint p;
  gboolean is_doubtful;
} Place;

/* For g_sequence_search, which asks on which side of the place a strand is; the sought item itself is NULL.
 */
static int
compare_strand_to_place (gconstpointer a, gconstpointer b, gpointer data)
{
  Place *place = data;
  const Strand *strand = a ? a : b;
  int side = sx_orientation (strand->left, strand->right, place->p);

  place->is_doubtful |= side == 0;
  return a ? -side : side;
}

/* The ring's leftmost vertex tells which way it runs, and the strand below in which ring it lies. */
static void
sweep_see_ring (Sweep *self, Ring *ring, GSequenceIter *at, gboolean lower_leads_right)
{
  ring->is_seen = TRUE;
  ring->is_ccw = lower_leads_right;
  ring->parent = NO_RING;
  if (!g_sequence_iter_is_begin (at))
    {
      const Strand *below = g_sequence_get (g_sequence_iter_prev (at));
      const Ring *neighbour = &self->rings[below->ring];

      ring->parent = below->leads_right == neighbour->is_ccw ? below->ring : neighbour->parent;
    }
}

static gboolean
sweep_start (Sweep *self, const Vertex *v, guint32 one, guint32 other)
{
  Place place = { v->p, FALSE };
  GSequenceIter *at = g_sequence_search (self->strands, NULL, compare_strand_to_place, &place);
  Strand *lower, *upper;
  int side;

  if (place.is_doubtful)
    return FALSE;
  lower = g_slice_new (Strand);
  upper = g_slice_new (Strand);
  strand_follow (lower, self, one, v->ring);
  strand_follow (upper, self, other, v->ring);
  side = sx_orientation (v->p, lower->right, upper->right);
  if (side < 0)
    {
      Strand *swap = lower;
      guint32 edge = one;

      lower = upper;
      upper = swap;
      one = other;
      other = edge;
    }
  if (!self->rings[v->ring].is_seen)
    sweep_see_ring (self, &self->rings[v->ring], at, lower->leads_right);
  self->crossed[one] = g_sequence_insert_before (at, lower);
  self->crossed[other] = g_sequence_insert_before (at, upper);
  return side != 0;
}

static gboolean
sweep_vertex (Sweep *self, const Vertex *v)
{
  const Ring *ring = &self->rings[v->ring];
  guint32 last = ring->first + ring->n - 1;
  guint32 before = v->index == ring->first ? last : v->index - 1;
  guint32 after = v->index == last ? ring->first : v->index + 1;
  gboolean comes_from_left = compare_points (self->points[before], v->p) < 0;
  gboolean goes_left = compare_points (self->points[after], v->p) < 0;

  if (comes_from_left && goes_left)
    return sweep_end (self, v, before, v->index);
  if (comes_from_left)
    return sweep_continue (self, v, before, v->index);
  if (goes_left)
    return sweep_continue (self, v, v->index, before);
  return sweep_start (self, v, before, v->index);
}

static gboolean
sweep_add_ring (Sweep *self, const SxPoint *points, guint n, guint32 shell)
{
  Ring *ring = &self->rings[self->n_rings];
  guint32 first = self->n_points;

  if (n < 4 || points[0].x != points[n - 1].x || points[0].y != points[n - 1].y)
    return FALSE;
  for (guint i = 0; i + 1 < n; i++)
    {
      if (!isfinite (points[i].x) || !isfinite (points[i].y))
        return FALSE;
      if (compare_points (points[i], points[i + 1]) == 0)
        continue;
      self->order[self->n_points] = (Vertex){ points[i], self->n_points, self->n_rings };
      self->points[self->n_points++] = points[i];
    }
  *ring = (Ring){ .first = first, .n = self->n_points - first, .shell = shell, .parent = NO_RING };
  self->n_rings++;
  return ring->n >= 3;
}

static gboolean
sweep_add_rings (Sweep *self, const SxShapeView *view)
{
  guint32 shell = NO_RING;

  for (guint i = 0; i < view->n_rings; i++)
    {
      guint32 start = view->ring_start[i];

      if (view->ring_is_shell[i])
        shell = i;
      if (shell == NO_RING
          || !sweep_add_ring (self, view->points + start, view->ring_start[i + 1] - start, shell))
        return FALSE;
    }
  return TRUE;
}

static gboolean
sweep_run (Sweep *self)
{
  qsort (self->order, self->n_points, sizeof (Vertex), compare_vertices);
  for (guint32 i = 0; i < self->n_points; i++)
    {
      /* two vertices in one place: rings touch there */
      if (i > 0 && compare_points (self->order[i - 1].p, self->order[i].p) == 0)
        return FALSE;
      if (!sweep_vertex (self, &self->order[i]))
        return FALSE;
    }
  return TRUE;
}

/* A shell lies in nothing or in a hole, a hole directly in its own shell. */
static gboolean
sweep_nests (const Sweep *self)
{
  for (guint32 i = 0; i < self->n_rings; i++)
    {
      const Ring *ring = &self->rings[i];
      gboolean is_hole = ring->shell != i;

      if (is_hole ? ring->parent != ring->shell
                  : ring->parent != NO_RING && self->rings[ring->parent].shell == ring->parent)
        return FALSE;
    }
  return TRUE;
}

gboolean
sx_validity_sweep (const SxShapeView *view)
{
  guint n = sx_shape_view_n_points (view);
  Sweep sweep = { 0 };
  gboolean is_certain;

  if (view->n_rings == 0)
    return TRUE;
  sweep.rings = g_new (Ring, view->n_rings);
  sweep.points = g_new (SxPoint, n);
  sweep.order = g_new (Vertex, n);
  sweep.crossed = g_new (GSequenceIter *, n);
  sweep.strands = g_sequence_new (strand_free);
  is_certain = sweep_add_rings (&sweep, view) && sweep_run (&sweep) && sweep_nests (&sweep);
  g_sequence_free (sweep.strands);
  g_free (sweep.crossed);
  g_free (sweep.order);
  g_free (sweep.points);
  g_free (sweep.rings);
  return is_certain;
}
