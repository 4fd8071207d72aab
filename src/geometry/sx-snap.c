/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geometry/sx-snap.h"

#include "geometry/sx-crossing.h"

#define RUN_EDGES 64

struct _SxSnapRuns
{
  guint n;
  struct
  {
    SxBox box;
    guint32 first, last; /* points, both in it */
  } run[];
};

void
sx_snap_search_init (SxSnapSearch *self, SxPoint at, double radius)
{
  self->at = at;
  self->radius = radius;
  self->vertex = self->edge = (SxSnapHit){ SX_SNAP_NONE, at, radius, 0, 0, 0 };
  self->n_edges = 0;
}

/* A hit at the very radius counts where there is none yet. */
static gboolean
is_better (const SxSnapHit *best, double distance)
{
  return best->kind == SX_SNAP_NONE ? distance <= best->distance : distance < best->distance;
}

static void
look_at_vertex (SxSnapSearch *self, SxPoint p, guint owner, guint32 point)
{
  double distance = hypot (p.x - self->at.x, p.y - self->at.y);

  if (is_better (&self->vertex, distance))
    self->vertex = (SxSnapHit){ SX_SNAP_VERTEX, p, distance, owner, point, owner };
}

/* The point of the edge a–b that is nearest to p. */
static SxPoint
foot_of (SxPoint p, SxPoint a, SxPoint b)
{
  double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
  double t = square > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / square : 0;

  t = CLAMP (t, 0, 1);
  return (SxPoint){ a.x + t * dx, a.y + t * dy };
}

static void
look_at_edge (SxSnapSearch *self, SxPoint a, SxPoint b, guint owner, guint32 point)
{
  SxPoint foot = foot_of (self->at, a, b);
  double distance = hypot (foot.x - self->at.x, foot.y - self->at.y);

  if (distance > self->radius)
    return;
  if (is_better (&self->edge, distance))
    self->edge = (SxSnapHit){ SX_SNAP_EDGE, foot, distance, owner, point, owner };
  if (self->n_edges < SX_SNAP_MAX_EDGES)
    self->edges[self->n_edges++] = (SxSnapEdge){ a, b, owner, point };
}

/* The points first … last of one ring and the edges between them. */
static void
add_run (SxSnapSearch *self, const SxPoint *points, guint32 first, guint32 last, guint owner)
{
  double x0 = self->at.x - self->radius, x1 = self->at.x + self->radius;
  double y0 = self->at.y - self->radius, y1 = self->at.y + self->radius;

  for (guint32 i = first; i <= last; i++)
    {
      SxPoint p = points[i], q;

      if (p.x >= x0 && p.x <= x1 && p.y >= y0 && p.y <= y1)
        look_at_vertex (self, p, owner, i);
      if (i == last)
        break;
      q = points[i + 1];
      if (MAX (p.x, q.x) >= x0 && MIN (p.x, q.x) <= x1 && MAX (p.y, q.y) >= y0 && MIN (p.y, q.y) <= y1)
        look_at_edge (self, p, q, owner, i);
    }
}

static gboolean
is_in_reach (const SxSnapSearch *self, SxBox box)
{
  return sx_box_overlaps (box, sx_box_grown ((SxBox){ self->at.x, self->at.y, self->at.x, self->at.y },
                                             self->radius));
}

void
sx_snap_search_add (SxSnapSearch *self, const SxShapeView *view, guint owner)
{
  if (!is_in_reach (self, view->box))
    return;
  for (guint r = 0; r < view->n_rings; r++)
    if (view->ring_start[r + 1] > view->ring_start[r])
      add_run (self, view->points, view->ring_start[r], view->ring_start[r + 1] - 1, owner);
}

gboolean
sx_snap_search_finish (const SxSnapSearch *self, SxSnapHit *hit)
{
  SxSnapHit crossing = { SX_SNAP_NONE, self->at, self->radius, 0, 0, 0 };
  SxPoint at;

  if (self->vertex.kind != SX_SNAP_NONE)
    {
      *hit = self->vertex;
      return TRUE;
    }
  for (guint i = 0; i < self->n_edges; i++)
    for (guint j = i + 1; j < self->n_edges; j++)
      {
        const SxSnapEdge *e = &self->edges[i], *f = &self->edges[j];
        double distance;

        if (!sx_crossing_of (e->a, e->b, f->a, f->b, &at))
          continue;
        distance = hypot (at.x - self->at.x, at.y - self->at.y);
        if (is_better (&crossing, distance))
          crossing = (SxSnapHit){ SX_SNAP_CROSSING, at, distance, e->owner, e->point, f->owner };
      }
  *hit = crossing.kind != SX_SNAP_NONE ? crossing : self->edge;
  return hit->kind != SX_SNAP_NONE;
}

/* ---- runs */

SxSnapRuns *
sx_snap_runs_new (const SxShapeView *view)
{
  SxSnapRuns *self;
  guint n = 0;

  for (guint r = 0; r < view->n_rings; r++)
    n += (view->ring_start[r + 1] - view->ring_start[r]) / RUN_EDGES + 1;
  self = g_malloc (sizeof *self + n * sizeof self->run[0]);
  self->n = 0;
  for (guint r = 0; r < view->n_rings; r++)
    for (guint32 first = view->ring_start[r], end = view->ring_start[r + 1]; first < end; first += RUN_EDGES)
      {
        guint32 last = MIN (first + RUN_EDGES, end - 1);
        SxBox box = SX_BOX_EMPTY;

        if (last == first && first > view->ring_start[r])
          break; /* the run before ends with this point */
        for (guint32 i = first; i <= last; i++)
          sx_box_add (&box, view->points[i]);
        self->run[self->n].box = box;
        self->run[self->n].first = first;
        self->run[self->n++].last = last;
      }
  return self;
}

void
sx_snap_runs_free (SxSnapRuns *self)
{
  g_free (self);
}

void
sx_snap_search_add_runs (SxSnapSearch *self, const SxShapeView *view, const SxSnapRuns *runs, guint owner)
{
  for (guint i = 0; i < runs->n; i++)
    if (is_in_reach (self, runs->run[i].box))
      add_run (self, view->points, runs->run[i].first, runs->run[i].last, owner);
}
