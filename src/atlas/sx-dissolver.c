/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas/sx-dissolver.h"

#include <string.h>

#define GRID_PER_M 100.0
#define EDGES_BETWEEN_LOOKS 65536
#define ROUND_EDGES (1 << 18) /* cancelled at once: what is near in a layer is mostly near on the ground */

/* In centimetres from the first point. */
typedef struct
{
  gint32 x, y;
} Node;

typedef struct
{
  Node from, to;
} Edge;

struct _SxDissolver
{
  SxPoint origin;
  gboolean has_origin;
  GArray *fresh; /* Edge, not yet cancelled */
  GArray *left;  /* Edge, left by earlier rounds */
};

/* An edge whichever way it runs, and how often more it runs from a to b than back. */
typedef struct
{
  Node a, b;
  gint32 surplus;
  gboolean is_used;
} Slot;

SxDissolver *
sx_dissolver_new (void)
{
  SxDissolver *self = g_new0 (SxDissolver, 1);

  self->fresh = g_array_new (FALSE, FALSE, sizeof (Edge));
  self->left = g_array_new (FALSE, FALSE, sizeof (Edge));
  return self;
}

void
sx_dissolver_free (SxDissolver *self)
{
  g_array_unref (self->fresh);
  g_array_unref (self->left);
  g_free (self);
}

/* ---- cancelling */

static guint32
node_hash (Node n)
{
  guint64 h = ((guint64)(guint32)n.x << 32 | (guint32)n.y) * 0x9E3779B97F4A7C15u;

  return (guint32)((h ^ h >> 29) * 0xBF58476D1CE4E5B9u >> 32);
}

static gboolean
node_equal (Node a, Node b)
{
  return a.x == b.x && a.y == b.y;
}

static gboolean
node_before (Node a, Node b)
{
  return a.x != b.x ? a.x < b.x : a.y < b.y;
}

static void
slot_add (Slot *slots, guint32 mask, const Edge *edge)
{
  gboolean is_forward = node_before (edge->from, edge->to);
  Node a = is_forward ? edge->from : edge->to, b = is_forward ? edge->to : edge->from;
  guint32 i = (node_hash (a) * 31 + node_hash (b)) & mask;

  while (slots[i].is_used && !(node_equal (slots[i].a, a) && node_equal (slots[i].b, b)))
    i = (i + 1) & mask;
  if (!slots[i].is_used)
    slots[i] = (Slot){ a, b, 0, TRUE };
  slots[i].surplus += is_forward ? 1 : -1;
}

/* Appends to `left` what of the edges is not taken back by another one; not all of it when cancelled. */
static void
cancel_edges (const GArray *edges, GArray *left, GCancellable *cancellable)
{
  guint32 size = 16, mask;
  Slot *slots;

  while (size < edges->len * 2)
    size *= 2;
  mask = size - 1;
  slots = g_new0 (Slot, size);
  for (guint i = 0; i < edges->len; i++)
    {
      if (i % EDGES_BETWEEN_LOOKS == 0 && g_cancellable_is_cancelled (cancellable))
        break;
      slot_add (slots, mask, &g_array_index (edges, Edge, i));
    }
  for (guint32 i = 0; i < size; i++)
    {
      gboolean is_forward = slots[i].surplus > 0;
      Edge edge = { is_forward ? slots[i].a : slots[i].b, is_forward ? slots[i].b : slots[i].a };

      /* more than once where polygons overlap: then, too, as many edges end at a node as start there */
      for (gint32 n = ABS (slots[i].surplus); n > 0; n--)
        g_array_append_val (left, edge);
    }
  g_free (slots);
}

static void
end_round (SxDissolver *self)
{
  cancel_edges (self->fresh, self->left, NULL);
  g_array_set_size (self->fresh, 0);
}

static Node
node_at (const SxDissolver *self, SxPoint p)
{
  double x = (p.x - self->origin.x) * GRID_PER_M, y = (p.y - self->origin.y) * GRID_PER_M;

  /* not lround(), which takes most of the time */
  return (Node){ (gint32)(x + (x < 0 ? -0.5 : 0.5)), (gint32)(y + (y < 0 ? -0.5 : 0.5)) };
}

void
sx_dissolver_add (SxDissolver *self, const SxShapeView *view)
{
  if (!self->has_origin && view->n_rings)
    {
      self->origin = view->points[view->ring_start[0]];
      self->has_origin = TRUE;
    }
  for (guint r = 0; r < view->n_rings; r++)
    {
      guint32 first = view->ring_start[r], n = view->ring_start[r + 1] - first, old = self->fresh->len;
      Edge *edge;
      Node from;

      if (n < 2)
        continue;
      g_array_set_size (self->fresh, old + n);
      edge = &g_array_index (self->fresh, Edge, old);
      from = node_at (self, view->points[first]);
      for (guint32 i = 1; i < n; i++)
        {
          Node to = node_at (self, view->points[first + i]);

          if (!node_equal (from, to))
            *edge++ = (Edge){ from, to };
          from = to;
        }
      g_array_set_size (self->fresh, (guint)(edge - (Edge *)self->fresh->data));
    }
  if (self->fresh->len >= ROUND_EDGES)
    end_round (self);
}

/* ---- rings of what is left */

typedef struct
{
  const Edge *edges;
  guint n;
  guint32 *next; /* per edge: another one that starts at the same node and waits; n: none */
  guint32 *head; /* by hash of a node: the first one; n: none */
  guint32 mask;
} Chains;

static void
chains_init (Chains *self, const GArray *edges)
{
  guint32 size = 16;

  while (size < edges->len * 2)
    size *= 2;
  *self = (Chains){ (const Edge *)edges->data, edges->len, g_new (guint32, edges->len + 1),
                    g_new (guint32, size), size - 1 };
  for (guint32 i = 0; i < size; i++)
    self->head[i] = self->n;
  /* from the last on, so that lists are in order */
  for (guint32 e = self->n; e-- > 0;)
    {
      guint32 *head = &self->head[node_hash (self->edges[e].from) & self->mask];

      self->next[e] = *head;
      *head = e;
    }
}

/* Takes out an edge that starts at the node; n: there is none. */
static guint32
chains_take (Chains *self, Node from)
{
  guint32 *at = &self->head[node_hash (from) & self->mask], e;

  while (*at < self->n && !node_equal (self->edges[*at].from, from))
    at = &self->next[*at];
  e = *at;
  if (e < self->n)
    *at = self->next[e];
  return e;
}

static void
add_node (const SxDissolver *self, SxShapeBuffer *out, Node n)
{
  sx_shape_buffer_add_point (out, (SxPoint){ self->origin.x + n.x / GRID_PER_M,
                                             self->origin.y + n.y / GRID_PER_M });
}

gboolean
sx_dissolver_finish (SxDissolver *self, SxShapeBuffer *out, GCancellable *cancellable)
{
  g_autoptr (GArray) left = g_array_new (FALSE, FALSE, sizeof (Edge));
  gboolean is_cancelled = FALSE;
  guint n_steps = 0;
  Chains chains;

  end_round (self);
  cancel_edges (self->left, left, cancellable);
  g_array_set_size (self->left, 0);
  chains_init (&chains, left);
  for (guint32 i = 0; i < chains.n && !is_cancelled; i++)
    {
      Node start = chains.edges[i].from;
      guint32 e = chains_take (&chains, start);

      if (e == chains.n)
        continue;
      add_node (self, out, start);
      /* as many edges end at a node as start there: a walk can only end where it began */
      for (; e < chains.n; e = chains_take (&chains, chains.edges[e].to))
        {
          add_node (self, out, chains.edges[e].to);
          if (node_equal (chains.edges[e].to, start))
            break;
        }
      sx_shape_buffer_end_ring (out, TRUE);
      if (++n_steps % 1024 == 0)
        is_cancelled = g_cancellable_is_cancelled (cancellable);
    }
  g_free (chains.next);
  g_free (chains.head);
  self->has_origin = FALSE;
  return !is_cancelled && !g_cancellable_is_cancelled (cancellable);
}
