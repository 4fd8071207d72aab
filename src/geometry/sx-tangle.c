/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sweep over the edges by their left end; those that reach on to the right are kept in a prefix. It ends
 * with the first crossing too many, or when it has cost enough. */
#include "geometry/sx-tangle.h"

#include "geometry/sx-crossing.h"

#include <stdlib.h>

#define MOST_CROSSINGS 10000
#define MOST_CROSSINGS_A_POINT 16
#define MOST_TESTS 20000000
#define MOST_TESTS_A_POINT 64

typedef struct
{
  SxPoint a, b; /* a.x <= b.x */
  double y0, y1;
} Edge;

static int
compare_edges (const void *p, const void *q)
{
  double a = ((const Edge *)p)->a.x, b = ((const Edge *)q)->a.x;

  return (a > b) - (a < b);
}

static guint
collect_edges (const SxShapeView *view, Edge *edges)
{
  guint n = 0;

  for (guint r = 0; r < view->n_rings; r++)
    for (guint32 i = view->ring_start[r] + 1; i < view->ring_start[r + 1]; i++)
      {
        SxPoint p = view->points[i - 1], q = view->points[i];
        gboolean turned = p.x > q.x;

        edges[n++] = (Edge){ turned ? q : p, turned ? p : q, MIN (p.y, q.y), MAX (p.y, q.y) };
      }
  qsort (edges, n, sizeof *edges, compare_edges);
  return n;
}

gboolean
sx_tangle_is_one (const SxShapeView *view)
{
  gsize n_points = sx_shape_view_n_points (view),
        left = MAX (MOST_CROSSINGS, MOST_CROSSINGS_A_POINT * n_points);
  gint64 tests = MAX (MOST_TESTS, MOST_TESTS_A_POINT * (gint64)n_points);
  g_autofree Edge *edges = NULL;
  g_autofree guint *alive = NULL;
  guint n, n_alive = 0;

  if (n_points * n_points / 2 <= left) /* so few edges cannot */
    return FALSE;
  edges = g_new (Edge, n_points);
  alive = g_new (guint, n_points);
  n = collect_edges (view, edges);
  for (guint i = 0; i < n && tests > 0; i++)
    {
      const Edge *e = &edges[i];
      guint kept = 0;

      tests -= n_alive;
      for (guint k = 0; k < n_alive; k++)
        {
          const Edge *f = &edges[alive[k]];
          SxPoint at;

          if (f->b.x < e->a.x)
            continue; /* and left of every later edge */
          alive[kept++] = alive[k];
          if (f->y0 <= e->y1 && e->y0 <= f->y1 && sx_crossing_of (e->a, e->b, f->a, f->b, &at) && left-- == 0)
            return TRUE;
        }
      alive[kept] = i;
      n_alive = kept + 1;
    }
  return FALSE;
}
