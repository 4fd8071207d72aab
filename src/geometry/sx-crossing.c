/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geometry/sx-crossing.h"

#include "geometry/sx-orientation.h"

#include <stdlib.h>

gboolean
sx_crossing_of (SxPoint a, SxPoint b, SxPoint c, SxPoint d, SxPoint *at)
{
  double t, below;

  if (sx_orientation (a, b, c) * sx_orientation (a, b, d) >= 0
      || sx_orientation (c, d, a) * sx_orientation (c, d, b) >= 0)
    return FALSE;
  /* relative to a: the coordinates are of millions of metres */
  below = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x);
  t = ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) / below;
  *at = (SxPoint){ a.x + t * (b.x - a.x), a.y + t * (b.y - a.y) };
  return TRUE;
}

static int
compare_edges (const void *a, const void *b)
{
  guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;

  return (x > y) - (x < y);
}

static SxBox
edge_box (const SxPoint *p)
{
  return (SxBox){ MIN (p[0].x, p[1].x), MIN (p[0].y, p[1].y), MAX (p[0].x, p[1].x), MAX (p[0].y, p[1].y) };
}

void
sx_crossing_find (const SxShapeView *view, const guint32 *edges, guint n_edges, GArray *out)
{
  const SxPoint *p = view->points;

  for (guint k = 0; k < n_edges; k++)
    {
      guint32 e = edges[k];
      SxBox box = edge_box (p + e);

      for (guint r = 0; r < view->n_rings; r++)
        for (guint32 f = view->ring_start[r]; f + 1 < view->ring_start[r + 1]; f++)
          {
            SxCrossing crossing = { MIN (e, f), MAX (e, f), { 0, 0 } };

            if (f == e || !sx_box_overlaps (box, edge_box (p + f))
                || !sx_crossing_of (p[e], p[e + 1], p[f], p[f + 1], &crossing.at))
              continue;
            if (f < e && bsearch (&f, edges, n_edges, sizeof f, compare_edges))
              continue; /* was told at f's turn */
            g_array_append_val (out, crossing);
          }
    }
}
