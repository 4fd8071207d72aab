/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geometry/sx-cut-corners.h"

#include "geometry/sx-corners.h"

#define LEAST_SINE 1e-3 /* edges that cross at a flatter angle do not tell where */
#define MAX_EDGES 8     /* at one corner */

typedef struct
{
  SxPoint p, q;
} Edge;

typedef struct
{
  GHashTable *corners; /* SxPoint * */
  GArray *edges;       /* Edge */
} Sources;

static SxBox
edge_box (SxPoint p, SxPoint q)
{
  return (SxBox){ MIN (p.x, q.x), MIN (p.y, q.y), MAX (p.x, q.x), MAX (p.y, q.y) };
}

/* Those that meet the box. */
static void
sources_init (Sources *self, const SxShapeView *sources, guint n, SxBox within)
{
  *self = (Sources){ g_hash_table_new (sx_corner_hash, sx_corner_equal),
                     g_array_new (FALSE, FALSE, sizeof (Edge)) };
  for (guint s = 0; s < n; s++)
    for (guint r = 0; sx_box_overlaps (sources[s].box, within) && r < sources[s].n_rings; r++)
      for (guint32 i = sources[s].ring_start[r] + 1; i < sources[s].ring_start[r + 1]; i++)
        {
          Edge edge = { sources[s].points[i - 1], sources[s].points[i] };

          if (!sx_box_overlaps (edge_box (edge.p, edge.q), within))
            continue;
          g_array_append_val (self->edges, edge);
          g_hash_table_add (self->corners, (gpointer)&sources[s].points[i - 1]);
          g_hash_table_add (self->corners, (gpointer)&sources[s].points[i]);
        }
}

static void
sources_clear (Sources *self)
{
  g_hash_table_unref (self->corners);
  g_array_unref (self->edges);
}

/* ---- one corner */

static double
sine_of (const Edge *e, const Edge *f)
{
  double ex = e->q.x - e->p.x, ey = e->q.y - e->p.y, fx = f->q.x - f->p.x, fy = f->q.y - f->p.y;

  return fabs (ex * fy - ey * fx) / (hypot (ex, ey) * hypot (fx, fy));
}

/* Where the lines through the edges cross, computed about the middle of what their boxes share, as GEOS does:
 * the same in whatever order and direction the edges come. */
static SxPoint
crossing_of (const Edge *e, const Edge *f)
{
  SxBox shared = sx_box_intersection (edge_box (e->p, e->q), edge_box (f->p, f->q));
  double mx = (shared.x0 + shared.x1) / 2, my = (shared.y0 + shared.y1) / 2;
  SxPoint a = { e->p.x - mx, e->p.y - my }, b = { e->q.x - mx, e->q.y - my };
  SxPoint c = { f->p.x - mx, f->p.y - my }, d = { f->q.x - mx, f->q.y - my };
  double ex = a.y - b.y, ey = b.x - a.x, ew = a.x * b.y - b.x * a.y;
  double fx = c.y - d.y, fy = d.x - c.x, fw = c.x * d.y - d.x * c.y;
  double w = ex * fy - fx * ey;

  return (SxPoint){ (ey * fw - fy * ew) / w + mx, (fx * ew - ex * fw) / w + my };
}

/* whether the edge passes within a micrometre of p */
static gboolean
passes (const Edge *e, SxPoint p)
{
  double dx = e->q.x - e->p.x, dy = e->q.y - e->p.y, length;

  if (!sx_box_overlaps (sx_box_grown (edge_box (e->p, e->q), SX_SAME_CORNER_M),
                        (SxBox){ p.x, p.y, p.x, p.y }))
    return FALSE; /* most of them: no root for these */
  length = hypot (dx, dy);
  return length > 0 && fabs ((p.x - e->p.x) * dy - (p.y - e->p.y) * dx) <= SX_SAME_CORNER_M * length;
}

/* The corner where it belongs; as it is where no two edges tell. */
static SxPoint
settled (const Sources *self, SxPoint corner)
{
  const Edge *near[MAX_EDGES];
  double best = LEAST_SINE;
  SxPoint found = corner, at;
  guint n = 0;

  for (guint i = 0; i < self->edges->len && n < MAX_EDGES; i++)
    {
      const Edge *e = &g_array_index (self->edges, Edge, i);

      if (!passes (e, corner))
        continue;
      for (guint k = 0; k < n; k++)
        if (sine_of (e, near[k]) > best)
          {
            at = crossing_of (e, near[k]);
            if (fabs (at.x - corner.x) > SX_SAME_CORNER_M || fabs (at.y - corner.y) > SX_SAME_CORNER_M)
              continue;
            best = sine_of (e, near[k]);
            found = at;
          }
      near[n++] = e;
    }
  return found;
}

void
sx_cut_corners_settle (SxShapeBuffer *pieces, gsize first_ring, const SxShapeView *sources, guint n_sources)
{
  SxShapeView all = sx_shape_buffer_view (pieces, first_ring, pieces->n_rings - first_ring);
  SxBox within = sx_box_grown (all.box, SX_SAME_CORNER_M);
  Sources self;

  if (all.n_rings == 0)
    return;
  sources_init (&self, sources, n_sources, within);
  for (guint32 i = pieces->ring_start[first_ring]; i < pieces->n_points; i++)
    {
      SxPoint *p = &pieces->points[i];

      if (!g_hash_table_contains (self.corners, p))
        *p = settled (&self, *p);
    }
  sources_clear (&self);
}
