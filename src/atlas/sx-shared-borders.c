/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas/sx-shared-borders.h"

#include <math.h>

/* An edge whichever way it runs, in centimetres. */
typedef struct
{
  gint64 ax, ay, bx, by;
  guint n; /* how often it is there; 0: drawn */
} Edge;

static guint
edge_hash (gconstpointer data)
{
  const Edge *e = data;
  guint64 h = (guint64)e->ax * 0x9E3779B97F4A7C15u;

  h = (h ^ (h >> 29) ^ (guint64)e->ay) * 0xBF58476D1CE4E5B9u;
  h = (h ^ (h >> 32) ^ (guint64)e->bx) * 0x94D049BB133111EBu;
  h = (h ^ (h >> 31) ^ (guint64)e->by) * 0x9E3779B97F4A7C15u;
  return (guint)(h >> 32);
}

static gboolean
edge_equal (gconstpointer a, gconstpointer b)
{
  const Edge *p = a, *q = b;

  return p->ax == q->ax && p->ay == q->ay && p->bx == q->bx && p->by == q->by;
}

static Edge
edge_between (SxPoint a, SxPoint b)
{
  Edge e = { llround (a.x * 100), llround (a.y * 100), llround (b.x * 100), llround (b.y * 100), 1 };

  if (e.ax > e.bx || (e.ax == e.bx && e.ay > e.by))
    return (Edge){ e.bx, e.by, e.ax, e.ay, 1 };
  return e;
}

static void
count_edge (GHashTable *edges, SxPoint a, SxPoint b)
{
  Edge edge = edge_between (a, b), *found = g_hash_table_lookup (edges, &edge);

  if (found)
    found->n++;
  else
    g_hash_table_add (edges, g_memdup2 (&edge, sizeof edge));
}

/* Whether the edge is shared and not yet drawn; it counts as drawn from now on. */
static gboolean
take_edge (GHashTable *edges, SxPoint a, SxPoint b)
{
  Edge edge = edge_between (a, b), *found = g_hash_table_lookup (edges, &edge);
  gboolean is_shared = found && found->n > 1;

  if (is_shared)
    found->n = 0;
  return is_shared;
}

static void
add_ring (GHashTable *edges, const SxPoint *points, guint n, SxShapeBuffer *out)
{
  gboolean is_open = FALSE;

  for (guint i = 0; i + 1 < n; i++)
    {
      gboolean is_taken = take_edge (edges, points[i], points[i + 1]);

      if (is_taken && !is_open)
        sx_shape_buffer_add_point (out, points[i]);
      if (is_taken)
        sx_shape_buffer_add_point (out, points[i + 1]);
      else if (is_open)
        sx_shape_buffer_end_ring (out, TRUE);
      is_open = is_taken;
    }
  if (is_open)
    sx_shape_buffer_end_ring (out, TRUE);
}

void
sx_shared_borders (const SxLayer *layer, SxShapeBuffer *out)
{
  g_autoptr (GHashTable) edges = g_hash_table_new_full (edge_hash, edge_equal, g_free, NULL);

  for (guint pass = 0; pass < 2; pass++)
    for (guint f = 0; f < layer->n_features; f++)
      {
        SxShapeView view = sx_layer_shape (layer, f);

        for (guint r = 0; r < view.n_rings; r++)
          {
            const SxPoint *points = view.points + view.ring_start[r];
            guint n = view.ring_start[r + 1] - view.ring_start[r];

            if (pass == 1)
              add_ring (edges, points, n, out);
            for (guint i = 0; pass == 0 && i + 1 < n; i++)
              count_edge (edges, points[i], points[i + 1]);
          }
      }
}
