/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geometry/sx-components-private.h"

#include <stdlib.h>

/* Whatever a removal cuts apart, each side holds a neighbour of a removed node. So a search starts at each of
 * these. The searches take turns, a node at a time. Two that meet become one. One that finds no more nodes
 * has found a whole component. Once a single search is left, it need not go on: all that no other one found
 * is its component, and keeps the number. So the cost follows the smaller sides, not the largest. */

typedef struct
{
  guint32 first, last; /* nodes, by search_next; NONE when there are none */
} NodeList;

typedef struct
{
  guint32 joined; /* the search that this one became part of, or itself */
  NodeList pending, done;
} Search;

typedef struct
{
  SxComponents *graph;
  GArray *searches; /* Search */
  GArray *running;  /* guint32, searches */
  guint n_running;  /* not counting those in `running` that were joined to others */
  GArray *complete; /* guint32, searches that found a whole component */
} Repair;

static void
list_append (Node *nodes, NodeList *list, guint32 node)
{
  nodes[node].search_next = NONE;
  if (list->first == NONE)
    list->first = node;
  else
    nodes[list->last].search_next = node;
  list->last = node;
}

static guint32
list_pop (Node *nodes, NodeList *list)
{
  guint32 node = list->first;

  list->first = nodes[node].search_next;
  return node;
}

static void
list_join (Node *nodes, NodeList *list, NodeList *other)
{
  if (other->first == NONE)
    return;
  if (list->first == NONE)
    list->first = other->first;
  else
    nodes[list->last].search_next = other->first;
  list->last = other->last;
  other->first = NONE;
}

static inline Search *
search_at (const Repair *self, guint32 search)
{
  return &g_array_index (self->searches, Search, search);
}

static guint32
find_search (const Repair *self, guint32 search)
{
  while (search_at (self, search)->joined != search)
    {
      Search *s = search_at (self, search);

      search = s->joined = search_at (self, s->joined)->joined;
    }
  return search;
}

static void
start_search (Repair *self, guint32 node)
{
  Search search = { self->searches->len, { NONE, NONE }, { NONE, NONE } };

  list_append (self->graph->nodes, &search.pending, node);
  g_array_append_val (self->running, search.joined);
  g_array_append_val (self->searches, search);
  self->graph->nodes[node].search = self->searches->len;
  self->n_running++;
}

/* Looks at the neighbours of one pending node. */
static void
step (Repair *self, guint32 search)
{
  const SxComponents *graph = self->graph;
  Search *s = search_at (self, search);
  guint32 node = list_pop (graph->nodes, &s->pending);
  const guint32 *neighbours = sx_slice_pool_get (&graph->pool, &graph->nodes[node].neighbours);

  list_append (graph->nodes, &s->done, node);
  for (guint i = 0; i < graph->nodes[node].neighbours.length; i++)
    {
      Node *neighbour = &graph->nodes[neighbours[i]];
      guint32 met;

      if (neighbour->search == 0)
        {
          neighbour->search = search + 1;
          list_append (graph->nodes, &s->pending, neighbours[i]);
          continue;
        }
      met = find_search (self, neighbour->search - 1);
      if (met != search)
        {
          list_join (graph->nodes, &s->pending, &search_at (self, met)->pending);
          list_join (graph->nodes, &s->done, &search_at (self, met)->done);
          search_at (self, met)->joined = search;
          self->n_running--;
        }
    }
}

/* Lets each running search take a step; drops those joined to others or complete. */
static void
take_turns (Repair *self)
{
  guint n_kept = 0;

  for (guint i = 0; i < self->running->len; i++)
    {
      guint32 search = g_array_index (self->running, guint32, i);

      if (search_at (self, search)->joined != search)
        continue;
      if (self->n_running > 1 && search_at (self, search)->pending.first == NONE)
        {
          g_array_append_val (self->complete, search);
          self->n_running--;
          continue;
        }
      if (self->n_running > 1)
        step (self, search);
      g_array_index (self->running, guint32, n_kept++) = search;
    }
  g_array_set_size (self->running, n_kept);
}

static void
give_own_component (Repair *self, guint32 search)
{
  SxComponents *graph = self->graph;
  guint32 component = sx_components_make (graph), node = search_at (self, search)->done.first;

  for (; node != NONE; node = graph->nodes[node].search_next)
    {
      sx_components_detach (graph, node);
      sx_components_attach (graph, node, component);
    }
}

static void
forget_nodes (Node *nodes, const NodeList *list)
{
  for (guint32 node = list->first; node != NONE; node = nodes[node].search_next)
    nodes[node].search = 0;
}

/* The seeds of one component. */
static void
repair_component (Repair *self, const guint32 *seeds, guint n_seeds)
{
  Node *nodes = self->graph->nodes;

  g_array_set_size (self->searches, 0);
  g_array_set_size (self->running, 0);
  g_array_set_size (self->complete, 0);
  self->n_running = 0;
  for (guint i = 0; i < n_seeds; i++)
    if (nodes[seeds[i]].search == 0)
      start_search (self, seeds[i]);
  while (self->n_running > 1)
    take_turns (self);
  for (guint i = 0; i < self->complete->len; i++)
    give_own_component (self, g_array_index (self->complete, guint32, i));
  /* a search that was joined has no nodes left of its own */
  for (guint32 i = 0; i < self->searches->len; i++)
    {
      forget_nodes (nodes, &search_at (self, i)->pending);
      forget_nodes (nodes, &search_at (self, i)->done);
    }
}

typedef struct
{
  guint32 component, node;
} Seed;

static int
compare_seeds (gconstpointer a, gconstpointer b)
{
  const Seed *x = a, *y = b;

  if (x->component != y->component)
    return x->component < y->component ? -1 : 1;
  return (x->node > y->node) - (x->node < y->node);
}

void
sx_components_repair (SxComponents *self)
{
  g_autofree Seed *seeds = g_new (Seed, self->seeds->len);
  g_autofree guint32 *nodes = g_new (guint32, self->seeds->len);
  g_autoptr (GArray) searches = g_array_new (FALSE, FALSE, sizeof (Search));
  g_autoptr (GArray) running = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) complete = g_array_new (FALSE, FALSE, sizeof (guint32));
  Repair repair = { self, searches, running, 0, complete };
  guint n = 0, end;

  for (guint i = 0; i < self->seeds->len; i++)
    {
      guint32 node = g_array_index (self->seeds, guint32, i), component = sx_components_of (self, node);

      if (component != NONE)
        seeds[n++] = (Seed){ component, node };
    }
  if (n > 1)
    qsort (seeds, n, sizeof (Seed), compare_seeds);
  for (guint i = 0; i < n; i++)
    nodes[i] = seeds[i].node;
  for (guint i = 0; i < n; i = end)
    {
      for (end = i + 1; end < n && seeds[end].component == seeds[i].component; end++)
        continue;
      repair_component (&repair, nodes + i, end - i);
    }
}
