/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geometry/sx-near.h"

/* Only edges that reach the other polygon's surroundings are looked at; of both lots, runs of consecutive
 * edges get boxes, runs of runs as well, and the two trees are descended together where their boxes are near.
 * When no two edges are near, a part of one polygon lies wholly inside or wholly outside the other, so one
 * point of it tells. All coordinates are relative to a corner shared by both, so that differences are exact.
 */

#define RUN 8
#define MAX_LEVELS 11  /* 8^11 = 2^33 */
#define FIRST_POINT 16 /* beside the four sides: no edge ends here */
#define INLINE_EDGES 128
#define INLINE_BOXES (INLINE_EDGES / RUN + INLINE_EDGES / RUN / RUN + 1)

typedef struct
{
  SxPoint p, q;
} Edge;

typedef struct
{
  Edge *edges;
  guint n, allocated;
  SxBox *boxes; /* level 0: of runs of edges; above: of runs of boxes */
  guint n_levels;
  guint level_start[MAX_LEVELS], level_count[MAX_LEVELS];
  Edge inline_edges[INLINE_EDGES];
  SxBox inline_boxes[INLINE_BOXES];
} EdgeTree;

typedef struct
{
  SxPoint origin;
  double reach;  /* d with some slack, for all that only sorts out */
  double reach2; /* reach² */
  double d2;     /* d² with the slack for rounding errors */
  EdgeTree a, b;
} Near;

static void
edge_tree_init (EdgeTree *self)
{
  self->edges = self->inline_edges;
  self->boxes = self->inline_boxes;
  self->n = 0;
  self->allocated = INLINE_EDGES;
  self->n_levels = 0;
}

static void
edge_tree_clear (EdgeTree *self)
{
  if (self->edges != self->inline_edges)
    g_free (self->edges);
  if (self->boxes != self->inline_boxes)
    g_free (self->boxes);
}

static void
edge_tree_grow (EdgeTree *self)
{
  self->allocated *= 2;
  if (self->edges != self->inline_edges)
    {
      self->edges = g_renew (Edge, self->edges, self->allocated);
      return;
    }
  self->edges = g_new (Edge, self->allocated);
  for (guint i = 0; i < self->n; i++)
    self->edges[i] = self->inline_edges[i];
}

/* On which sides of the window a point lies outside. An edge whose ends are outside on a common side misses
 * it. */
static inline guint
sides_outside (SxPoint p, SxBox window)
{
  return (guint)(p.x < window.x0) | (guint)(p.x > window.x1) << 1 | (guint)(p.y < window.y0) << 2
         | (guint)(p.y > window.y1) << 3;
}

static inline SxPoint
relative (SxPoint p, SxPoint origin)
{
  return (SxPoint){ p.x - origin.x, p.y - origin.y };
}

/* window is relative to origin, as the edges are. */
static void
collect_edges (EdgeTree *self, const SxShapeView *view, SxBox window, SxPoint origin)
{
  for (guint ring = 0; ring < view->n_rings; ring++)
    {
      SxPoint last = { 0, 0 };
      guint last_sides = FIRST_POINT;

      for (guint i = view->ring_start[ring]; i < view->ring_start[ring + 1]; i++)
        {
          SxPoint p = relative (view->points[i], origin);
          guint sides = sides_outside (p, window);

          if (!(last_sides & (sides | FIRST_POINT)))
            {
              if (self->n == self->allocated)
                edge_tree_grow (self);
              self->edges[self->n++] = (Edge){ last, p };
            }
          last = p;
          last_sides = sides;
        }
    }
}

static SxBox
edge_box (const Edge *e)
{
  return (SxBox){ MIN (e->p.x, e->q.x), MIN (e->p.y, e->q.y), MAX (e->p.x, e->q.x), MAX (e->p.y, e->q.y) };
}

/* Boxes over runs of RUN things each, on as many levels as it takes to come to one box. Needs an edge. */
static void
edge_tree_build (EdgeTree *self)
{
  guint start = 0, count = self->n;

  do
    {
      count = (count - 1) / RUN + 1;
      self->level_start[self->n_levels] = start;
      self->level_count[self->n_levels++] = count;
      start += count;
    }
  while (count > 1);
  if (start > INLINE_BOXES)
    self->boxes = g_new (SxBox, start);
  for (guint i = 0; i < self->level_count[0]; i++)
    {
      SxBox box = SX_BOX_EMPTY;

      for (guint k = i * RUN; k < MIN ((i + 1) * RUN, self->n); k++)
        box = sx_box_union (box, edge_box (&self->edges[k]));
      self->boxes[i] = box;
    }
  for (guint level = 1; level < self->n_levels; level++)
    {
      const SxBox *below = self->boxes + self->level_start[level - 1];

      for (guint i = 0; i < self->level_count[level]; i++)
        {
          SxBox box = SX_BOX_EMPTY;

          for (guint k = i * RUN; k < MIN ((i + 1) * RUN, self->level_count[level - 1]); k++)
            box = sx_box_union (box, below[k]);
          self->boxes[self->level_start[level] + i] = box;
        }
    }
}

static inline SxBox
edge_tree_root (const EdgeTree *self)
{
  return self->boxes[self->level_start[self->n_levels - 1]];
}

static inline double
box_gap2 (SxBox a, SxBox b)
{
  double dx = MAX (MAX (a.x0 - b.x1, b.x0 - a.x1), 0.0), dy = MAX (MAX (a.y0 - b.y1, b.y0 - a.y1), 0.0);

  return dx * dx + dy * dy;
}

static gboolean
point_near_edge (SxPoint v, const Edge *e, double d2)
{
  double ex = e->q.x - e->p.x, ey = e->q.y - e->p.y, vx = v.x - e->p.x, vy = v.y - e->p.y;
  double along = vx * ex + vy * ey, length2 = ex * ex + ey * ey, across;

  if (along > 0 && along < length2)
    {
      across = ex * vy - ey * vx;
      return across * across <= d2 * length2;
    }
  if (along > 0)
    {
      vx = v.x - e->q.x;
      vy = v.y - e->q.y;
    }
  return vx * vx + vy * vy <= d2;
}

static inline double
turn (SxPoint a, SxPoint b, SxPoint c)
{
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

static gboolean
edges_near (const Edge *e, const Edge *f, double d2)
{
  if (point_near_edge (f->p, e, d2) || point_near_edge (f->q, e, d2) || point_near_edge (e->p, f, d2)
      || point_near_edge (e->q, f, d2))
    return TRUE;
  /* no end near the other edge: then they are apart, or cross so plainly that these signs are certain */
  return (turn (e->p, e->q, f->p) > 0) != (turn (e->p, e->q, f->q) > 0)
         && (turn (f->p, f->q, e->p) > 0) != (turn (f->p, f->q, e->q) > 0);
}

static gboolean
runs_near (const Near *self, guint run_a, guint run_b)
{
  const Edge *b = self->b.edges;
  guint end_a = MIN ((run_a + 1) * RUN, self->a.n), end_b = MIN ((run_b + 1) * RUN, self->b.n);
  SxBox box_b = self->b.boxes[run_b];

  for (guint i = run_a * RUN; i < end_a; i++)
    {
      SxBox box = edge_box (&self->a.edges[i]);

      if (box_gap2 (box, box_b) > self->reach2)
        continue;
      for (guint k = run_b * RUN; k < end_b; k++)
        if (box_gap2 (box, edge_box (&b[k])) <= self->reach2
            && edges_near (&self->a.edges[i], &b[k], self->d2))
          return TRUE;
    }
  return FALSE;
}

static gboolean
nodes_near (const Near *self, guint level_a, guint node_a, guint level_b, guint node_b)
{
  const EdgeTree *a = &self->a, *b = &self->b;

  if (box_gap2 (a->boxes[a->level_start[level_a] + node_a], b->boxes[b->level_start[level_b] + node_b])
      > self->reach2)
    return FALSE;
  if (level_a == 0 && level_b == 0)
    return runs_near (self, node_a, node_b);
  if (level_a >= level_b)
    {
      guint end = MIN ((node_a + 1) * RUN, a->level_count[level_a - 1]);

      for (guint i = node_a * RUN; i < end; i++)
        if (nodes_near (self, level_a - 1, i, level_b, node_b))
          return TRUE;
    }
  else
    {
      guint end = MIN ((node_b + 1) * RUN, b->level_count[level_b - 1]);

      for (guint i = node_b * RUN; i < end; i++)
        if (nodes_near (self, level_a, node_a, level_b - 1, i))
          return TRUE;
    }
  return FALSE;
}

static inline SxBox
relative_box (SxBox b, SxPoint origin)
{
  return (SxBox){ b.x0 - origin.x, b.y0 - origin.y, b.x1 - origin.x, b.y1 - origin.y };
}

static gboolean
any_edges_near (Near *self, const SxShapeView *a, const SxShapeView *b)
{
  SxBox window = sx_box_grown (relative_box (b->box, self->origin), self->reach);

  collect_edges (&self->a, a, window, self->origin);
  if (self->a.n == 0)
    return FALSE;
  edge_tree_build (&self->a);
  /* what of a can be near b is in the window and on the edges found: b counts around that only */
  window = sx_box_grown (sx_box_intersection (window, edge_tree_root (&self->a)), self->reach);
  collect_edges (&self->b, b, window, self->origin);
  if (self->b.n == 0)
    return FALSE;
  edge_tree_build (&self->b);
  return nodes_near (self, self->a.n_levels - 1, 0, self->b.n_levels - 1, 0);
}

/* Whether an odd number of the ring's edges cross the ray from p to the right. */
static gboolean
ring_surrounds (const SxPoint *points, guint n, SxPoint p)
{
  gboolean odd = FALSE;

  for (guint i = 1; i < n; i++)
    {
      SxPoint a = points[i - 1], b = points[i];

      if ((a.y > p.y) == (b.y > p.y))
        continue;
      if (a.x > p.x && b.x > p.x)
        odd = !odd;
      else if (a.x > p.x || b.x > p.x)
        odd ^= a.y > b.y ? turn (a, b, p) < 0 : turn (a, b, p) > 0;
    }
  return odd;
}

/* p must not lie on a ring. */
static gboolean
contains_point (const SxShapeView *view, SxPoint p)
{
  gboolean inside = FALSE;

  if (p.x < view->box.x0 || p.x > view->box.x1 || p.y < view->box.y0 || p.y > view->box.y1)
    return FALSE;
  for (guint ring = 0; ring < view->n_rings; ring++)
    {
      guint start = view->ring_start[ring];

      if (view->ring_is_shell[ring] && inside)
        return TRUE;
      inside ^= ring_surrounds (view->points + start, view->ring_start[ring + 1] - start, p);
    }
  return inside;
}

/* Whether a part of `parts` lies in `whole`, no two rings of which touch. */
static gboolean
contains_any_part (const SxShapeView *whole, const SxShapeView *parts)
{
  for (guint ring = 0; ring < parts->n_rings; ring++)
    if (parts->ring_is_shell[ring] && parts->ring_start[ring] < parts->ring_start[ring + 1]
        && contains_point (whole, parts->points[parts->ring_start[ring]]))
      return TRUE;
  return FALSE;
}

gboolean
sx_near_within (const SxShapeView *a, const SxShapeView *b, double d)
{
  Near near;
  gboolean result;

  if (a->n_rings == 0 || b->n_rings == 0)
    return FALSE;
  near.reach = d * (1 + 1e-9);
  near.reach2 = near.reach * near.reach;
  near.d2 = d * d * (1 + 2e-12);
  if (!(box_gap2 (a->box, b->box) <= near.reach2))
    return FALSE;
  near.origin = (SxPoint){ MAX (a->box.x0, b->box.x0), MAX (a->box.y0, b->box.y0) };
  edge_tree_init (&near.a);
  edge_tree_init (&near.b);
  result = any_edges_near (&near, a, b);
  edge_tree_clear (&near.a);
  edge_tree_clear (&near.b);
  return result || contains_any_part (a, b) || contains_any_part (b, a);
}
