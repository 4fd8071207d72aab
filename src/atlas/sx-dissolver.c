/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas/sx-dissolver.h"

#include <string.h>

#define GRID_PER_M 100.0
#define EDGES_BETWEEN_LOOKS 65536
#define AHEAD 16 /* edges: what is looked up in a large table is asked for before */
/* cancelled at once: what is near in a layer is mostly near on the ground, and so few are quick to look up */
#define ROUND_EDGES (1 << 13)

/* In centimetres from the first point. */
typedef struct
{
  gint32 x, y;
} Node;

typedef struct
{
  Node from, to;
} Edge;

/* An edge whichever way it runs, and how often more it runs from a to b than back. */
typedef struct
{
  Node a, b;
  gint32 surplus;
  gboolean is_used;
} Slot;

struct _SxDissolver
{
  SxPoint origin;
  gboolean has_origin;
  GArray *fresh;   /* Edge, not yet cancelled */
  GArray *left;    /* Edge, left by rounds since the last finish */
  GArray *outline; /* Edge, left by all that was before it: none of them takes another one back */
  GArray *slots;   /* Slot, of a round: memory that the next one takes again */
};

SxDissolver *
sx_dissolver_new (void)
{
  SxDissolver *self = g_new0 (SxDissolver, 1);

  self->fresh = g_array_new (FALSE, FALSE, sizeof (Edge));
  self->left = g_array_new (FALSE, FALSE, sizeof (Edge));
  self->outline = g_array_new (FALSE, FALSE, sizeof (Edge));
  self->slots = g_array_new (FALSE, FALSE, sizeof (Slot));
  return self;
}

SxDissolver *
sx_dissolver_copy (const SxDissolver *self)
{
  SxDissolver *copy = sx_dissolver_new ();

  copy->origin = self->origin;
  copy->has_origin = self->has_origin;
  g_array_append_vals (copy->fresh, self->fresh->data, self->fresh->len);
  g_array_append_vals (copy->left, self->left->data, self->left->len);
  g_array_append_vals (copy->outline, self->outline->data, self->outline->len);
  return copy;
}

void
sx_dissolver_free (SxDissolver *self)
{
  g_array_unref (self->fresh);
  g_array_unref (self->left);
  g_array_unref (self->outline);
  g_array_unref (self->slots);
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

static gboolean
is_forward (const Edge *edge)
{
  return node_before (edge->from, edge->to);
}

typedef struct
{
  Slot *slots;
  guint32 mask;
} Table;

static guint32
home_of (const Edge *edge, guint32 mask)
{
  gboolean forward = is_forward (edge);

  return (node_hash (forward ? edge->from : edge->to) * 31 + node_hash (forward ? edge->to : edge->from))
         & mask;
}

/* The edge's slot, from its home on; an unused one where there is none. */
static guint32
find_slot (const Table *table, const Edge *edge, guint32 home)
{
  gboolean forward = is_forward (edge);
  Node a = forward ? edge->from : edge->to, b = forward ? edge->to : edge->from;

  while (table->slots[home].is_used
         && !(node_equal (table->slots[home].a, a) && node_equal (table->slots[home].b, b)))
    home = (home + 1) & table->mask;
  return home;
}

static void
count_edge (Slot *slot, const Edge *edge)
{
  gboolean forward = is_forward (edge);

  if (!slot->is_used)
    *slot = (Slot){ forward ? edge->from : edge->to, forward ? edge->to : edge->from, 0, TRUE };
  slot->surplus += forward ? 1 : -1;
}

/* Appends the edge if it is one that is not taken back. */
static void
keep_edge (Slot *slot, const Edge *edge, GArray *left)
{
  gint32 one = is_forward (edge) ? 1 : -1;

  if (slot->is_used && slot->surplus * one <= 0)
    return;
  slot->surplus -= slot->is_used ? one : 0;
  g_array_append_vals (left, edge, 1);
}

/* Appends to `left` what of an outline and of more edges is not taken back by another one, in their order: so
 * what hangs together in a ring mostly stays together. Where polygons overlap an edge is left more than once:
 * then, too, as many edges end at a node as start there. Only the edges are put into a table; those of the
 * outline, which may be many more, are looked up there. Not all of it when cancelled. */
static void
cancel_edges (SxDissolver *self, const GArray *outline, const GArray *edges, GArray *left,
              GCancellable *cancellable)
{
  const Edge *edge = (const Edge *)edges->data, *old = (const Edge *)outline->data;
  guint32 size = 16, n = edges->len, *slot_of = g_new (guint32, n + AHEAD);
  Table table;

  while (size < n / 2 * 3)
    size *= 2;
  g_array_set_size (self->slots, size);
  table = (Table){ (Slot *)(gpointer)self->slots->data, size - 1 };
  memset (table.slots, 0, size * sizeof *table.slots);
  for (guint i = 0; i < n + AHEAD; i++)
    slot_of[i] = i < n ? home_of (&edge[i], table.mask) : 0;
  for (guint i = 0; i < n; i++)
    {
      if (i % EDGES_BETWEEN_LOOKS == 0 && g_cancellable_is_cancelled (cancellable))
        n = i;
      __builtin_prefetch (&table.slots[slot_of[i + AHEAD]]);
      slot_of[i] = find_slot (&table, &edge[i], slot_of[i]);
      count_edge (&table.slots[slot_of[i]], &edge[i]);
    }
  for (guint i = 0; i < outline->len; i++)
    {
      Slot *slot = &table.slots[find_slot (&table, &old[i], home_of (&old[i], table.mask))];

      if (slot->is_used)
        count_edge (slot, &old[i]);
    }
  for (guint i = 0; i < outline->len; i++)
    keep_edge (&table.slots[find_slot (&table, &old[i], home_of (&old[i], table.mask))], &old[i], left);
  for (guint i = 0; i < n; i++)
    {
      __builtin_prefetch (&table.slots[slot_of[i + AHEAD]]);
      keep_edge (&table.slots[slot_of[i]], &edge[i], left);
    }
  g_free (slot_of);
}

static void
end_round (SxDissolver *self)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (Edge));

  cancel_edges (self, none, self->fresh, self->left, NULL);
  g_array_set_size (self->fresh, 0);
}

static Node
node_at (const SxDissolver *self, SxPoint p)
{
  double x = (p.x - self->origin.x) * GRID_PER_M, y = (p.y - self->origin.y) * GRID_PER_M;

  /* not lround(), which takes most of the time */
  return (Node){ (gint32)(x + (x < 0 ? -0.5 : 0.5)), (gint32)(y + (y < 0 ? -0.5 : 0.5)) };
}

static void
add_rings (SxDissolver *self, const SxShapeView *view, gboolean is_taken_back)
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
            *edge++ = is_taken_back ? (Edge){ to, from } : (Edge){ from, to };
          from = to;
        }
      g_array_set_size (self->fresh, (guint)(edge - (Edge *)self->fresh->data));
    }
  if (self->fresh->len >= ROUND_EDGES)
    end_round (self);
}

void
sx_dissolver_add (SxDissolver *self, const SxShapeView *view)
{
  add_rings (self, view, FALSE);
}

void
sx_dissolver_take_back (SxDissolver *self, const SxShapeView *view)
{
  add_rings (self, view, TRUE);
}

/* ---- rings of what is left */

/* Edges of which each starts where the one before ends are a run. As many edges end at a node as start there,
 * so where a run ends another one starts, or it is a ring by itself: only the starts of runs have to be
 * found. */
typedef struct
{
  const Edge *edges;
  guint n;
  guint32 *next; /* per edge that starts a run: another one that starts at the same node and waits; n: none */
  guint32 *head; /* by hash of a node: the first one; n: none */
  guint32 mask;
} Chains;

static gboolean
starts_run (const Chains *self, guint32 e)
{
  return e == 0 || !node_equal (self->edges[e - 1].to, self->edges[e].from);
}

static gboolean
ends_run (const Chains *self, guint32 e)
{
  return e + 1 == self->n || starts_run (self, e + 1);
}

static void
chains_init (Chains *self, const GArray *edges)
{
  guint32 size = 16, n_runs = 0;

  *self = (Chains){ (const Edge *)edges->data, edges->len, g_new (guint32, edges->len + 1), NULL, 0 };
  for (guint32 e = 0; e < self->n; e++)
    n_runs += starts_run (self, e);
  while (size < n_runs * 2)
    size *= 2;
  self->mask = size - 1;
  self->head = g_new (guint32, size);
  for (guint32 i = 0; i < size; i++)
    self->head[i] = self->n;
  /* from the last on, so that lists are in order */
  for (guint32 e = self->n; e-- > 0;)
    if (starts_run (self, e))
      {
        guint32 *head = &self->head[node_hash (self->edges[e].from) & self->mask];

        self->next[e] = *head;
        *head = e;
      }
}

/* Takes out a run that starts at the node; n: there is none. */
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

/* From the run on, run after run, until the walk is back where it began: as many edges end at a node as start
 * there, so it can end nowhere else. It is cut into rings wherever it passes its start. */
static void
add_walk (const SxDissolver *self, Chains *chains, guint32 run, SxShapeBuffer *out)
{
  Node start = chains->edges[run].from;

  add_node (self, out, start);
  for (guint32 e = run; e < chains->n;
       e = ends_run (chains, e) ? chains_take (chains, chains->edges[e].to) : e + 1)
    {
      add_node (self, out, chains->edges[e].to);
      if (!node_equal (chains->edges[e].to, start))
        continue;
      if (ends_run (chains, e))
        break;
      sx_shape_buffer_end_ring (out, TRUE);
      add_node (self, out, start);
    }
  sx_shape_buffer_end_ring (out, TRUE);
}

/* Its memory, too, is given back: a dissolver may stay for long. */
static void
empty (GArray **array, guint element_size)
{
  g_array_unref (*array);
  *array = g_array_new (FALSE, FALSE, element_size);
}

gboolean
sx_dissolver_finish (SxDissolver *self, SxShapeBuffer *out, GCancellable *cancellable)
{
  GArray *outline = g_array_new (FALSE, FALSE, sizeof (Edge));
  gboolean is_cancelled = FALSE;
  guint n_walks = 0;
  Chains chains;

  end_round (self);
  cancel_edges (self, self->outline, self->left, outline, cancellable);
  g_array_unref (self->outline);
  self->outline = outline;
  empty (&self->fresh, sizeof (Edge));
  empty (&self->left, sizeof (Edge));
  empty (&self->slots, sizeof (Slot));
  chains_init (&chains, outline);
  for (guint32 i = 0; i < chains.n && !is_cancelled; i++)
    {
      guint32 run = starts_run (&chains, i) ? chains_take (&chains, chains.edges[i].from) : chains.n;

      if (run == chains.n)
        continue;
      add_walk (self, &chains, run, out);
      if (++n_walks % 1024 == 0)
        is_cancelled = g_cancellable_is_cancelled (cancellable);
    }
  g_free (chains.next);
  g_free (chains.head);
  return !is_cancelled && !g_cancellable_is_cancelled (cancellable);
}
