/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geometry/sx-components-private.h"

/* Each node carries the number of its component, and the nodes of a component form a ring, so two are joined
 * by relabelling the smaller. A removal leaves the labels as they are and remembers the removed node's
 * neighbours; when the batch ends, searches from there find out what was cut apart (sx-components-repair.c).
 * By then the batch's additions are in place and may well hold together what the removals cut. */

static GArray *
new_id_array (void)
{
  return g_array_new (FALSE, FALSE, sizeof (guint32));
}

SxComponents *
sx_components_new (void)
{
  SxComponents *self = g_new0 (SxComponents, 1);

  sx_slice_pool_init (&self->pool, NULL, 0);
  self->components = g_array_new (FALSE, FALSE, sizeof (Component));
  self->free_components = new_id_array ();
  self->touched = new_id_array ();
  self->seeds = new_id_array ();
  self->created = new_id_array ();
  self->changed = new_id_array ();
  self->destroyed = new_id_array ();
  return self;
}

void
sx_components_free (SxComponents *self)
{
  if (self == NULL)
    return;
  g_free (self->nodes);
  sx_slice_pool_clear (&self->pool);
  g_array_unref (self->components);
  g_array_unref (self->free_components);
  g_array_unref (self->touched);
  g_array_unref (self->seeds);
  g_array_unref (self->created);
  g_array_unref (self->changed);
  g_array_unref (self->destroyed);
  g_free (self);
}

static void
touch (SxComponents *self, guint32 component)
{
  Component *c = component_at (self, component);

  if (c->is_touched)
    return;
  c->is_touched = TRUE;
  c->was_there = c->n_nodes > 0;
  g_array_append_val (self->touched, component);
}

guint32
sx_components_make (SxComponents *self)
{
  Component empty = { .first = NONE };
  guint32 component = self->components->len;

  if (self->free_components->len > 0)
    {
      component = g_array_index (self->free_components, guint32, self->free_components->len - 1);
      g_array_set_size (self->free_components, self->free_components->len - 1);
    }
  else
    g_array_append_val (self->components, empty);
  touch (self, component);
  return component;
}

void
sx_components_detach (SxComponents *self, guint32 node)
{
  Node *n = &self->nodes[node];
  Component *c = component_at (self, n->component);

  touch (self, n->component);
  c->n_nodes--;
  c->weight -= n->weight;
  c->first = c->n_nodes > 0 ? n->next : NONE;
  self->n_components -= c->n_nodes == 0;
  self->nodes[n->previous].next = n->next;
  self->nodes[n->next].previous = n->previous;
  n->component = NONE;
}

/* The bare labelling, for a batch and for a whole graph. */
static void
put_into (SxComponents *self, guint32 node, guint32 component)
{
  Node *n = &self->nodes[node];
  Component *c = component_at (self, component);

  if (c->n_nodes++ == 0)
    {
      self->n_components++;
      c->first = n->next = n->previous = node;
    }
  else
    {
      n->next = c->first;
      n->previous = self->nodes[c->first].previous;
      self->nodes[n->previous].next = node;
      self->nodes[n->next].previous = node;
    }
  c->weight += n->weight;
  n->component = component;
}

void
sx_components_attach (SxComponents *self, guint32 node, guint32 component)
{
  touch (self, component);
  put_into (self, node, component);
}

/* Joins two components; returns the number that stays, the larger one's (the lesser number of equals). */
static guint32
join (SxComponents *self, guint32 a, guint32 b)
{
  Component *kept = component_at (self, a), *lost = component_at (self, b);
  guint32 node, last;

  if (a == b)
    return a;
  if (kept->n_nodes < lost->n_nodes || (kept->n_nodes == lost->n_nodes && b < a))
    return join (self, b, a);
  touch (self, a);
  touch (self, b);
  node = lost->first;
  do
    {
      self->nodes[node].component = a;
      node = self->nodes[node].next;
    }
  while (node != lost->first);
  /* two rings become one by crossing over at their first nodes */
  last = self->nodes[lost->first].previous;
  self->nodes[self->nodes[kept->first].previous].next = lost->first;
  self->nodes[lost->first].previous = self->nodes[kept->first].previous;
  self->nodes[last].next = kept->first;
  self->nodes[kept->first].previous = last;
  kept->n_nodes += lost->n_nodes;
  kept->weight += lost->weight;
  lost->n_nodes = 0;
  lost->weight = 0;
  lost->first = NONE;
  self->n_components--;
  return a;
}

void
sx_components_begin (SxComponents *self)
{
  g_return_if_fail (!self->in_batch);

  /* only now, so that no number of the last batch's report was used twice in it */
  for (guint i = 0; i < self->touched->len; i++)
    {
      guint32 component = g_array_index (self->touched, guint32, i);
      Component *c = component_at (self, component);

      c->is_touched = FALSE;
      if (c->n_nodes == 0)
        g_array_append_val (self->free_components, component);
    }
  g_array_set_size (self->touched, 0);
  g_array_set_size (self->created, 0);
  g_array_set_size (self->changed, 0);
  g_array_set_size (self->destroyed, 0);
  self->in_batch = TRUE;
}

static void
make_room_for_node (SxComponents *self, guint32 node)
{
  if (node >= self->nodes_allocated)
    {
      self->nodes_allocated = MAX (MAX (64, node + 1), self->nodes_allocated + self->nodes_allocated / 2);
      self->nodes = g_renew (Node, self->nodes, self->nodes_allocated);
    }
  for (; self->n_nodes <= node; self->n_nodes++)
    self->nodes[self->n_nodes] = (Node){ .component = NONE };
}

void
sx_components_add (SxComponents *self, guint32 node, gint64 weight, const guint32 *neighbours,
                   guint n_neighbours)
{
  guint32 component = NONE;

  g_return_if_fail (self->in_batch && node != NONE);
  g_return_if_fail (sx_components_of (self, node) == NONE);

  make_room_for_node (self, node);
  self->nodes[node].weight = weight;
  for (guint i = 0; i < n_neighbours; i++)
    {
      guint32 other = sx_components_of (self, neighbours[i]);

      if (neighbours[i] == node)
        continue;
      g_return_if_fail (other != NONE);
      sx_slice_pool_append (&self->pool, &self->nodes[node].neighbours, neighbours[i]);
      sx_slice_pool_append (&self->pool, &self->nodes[neighbours[i]].neighbours, node);
      component = component == NONE ? other : join (self, component, other);
    }
  sx_components_attach (self, node, component == NONE ? sx_components_make (self) : component);
}

void
sx_components_remove (SxComponents *self, guint32 node)
{
  SxSlice *neighbours;

  g_return_if_fail (self->in_batch);
  g_return_if_fail (sx_components_of (self, node) != NONE);

  neighbours = &self->nodes[node].neighbours;
  for (guint i = 0; i < neighbours->length; i++)
    {
      guint32 neighbour = sx_slice_pool_get (&self->pool, neighbours)[i];

      sx_slice_pool_remove (&self->pool, &self->nodes[neighbour].neighbours, node);
      g_array_append_val (self->seeds, neighbour);
    }
  sx_slice_pool_release (&self->pool, neighbours);
  sx_components_detach (self, node);
}

void
sx_components_end (SxComponents *self)
{
  g_return_if_fail (self->in_batch);

  sx_components_repair (self);
  g_array_set_size (self->seeds, 0);
  for (guint i = 0; i < self->touched->len; i++)
    {
      guint32 component = g_array_index (self->touched, guint32, i);
      const Component *c = component_at (self, component);

      if (c->n_nodes > 0)
        g_array_append_val (c->was_there ? self->changed : self->created, component);
      else if (c->was_there)
        g_array_append_val (self->destroyed, component);
    }
  self->in_batch = FALSE;
}

const GArray *
sx_components_created (const SxComponents *self)
{
  return self->created;
}

const GArray *
sx_components_changed (const SxComponents *self)
{
  return self->changed;
}

const GArray *
sx_components_destroyed (const SxComponents *self)
{
  return self->destroyed;
}

guint
sx_components_count (const SxComponents *self)
{
  return self->n_components;
}

guint32
sx_components_limit (const SxComponents *self)
{
  return self->components->len;
}

guint32
sx_components_of (const SxComponents *self, guint32 node)
{
  return node < self->n_nodes ? self->nodes[node].component : NONE;
}

guint
sx_components_size (const SxComponents *self, guint32 component)
{
  return component < self->components->len ? component_at (self, component)->n_nodes : 0;
}

gint64
sx_components_weight (const SxComponents *self, guint32 component)
{
  return component < self->components->len ? component_at (self, component)->weight : 0;
}

guint32
sx_components_first (const SxComponents *self, guint32 component)
{
  return component < self->components->len ? component_at (self, component)->first : NONE;
}

guint32
sx_components_next (const SxComponents *self, guint32 node)
{
  const Node *n = &self->nodes[node];

  return n->next != component_at (self, n->component)->first ? n->next : NONE;
}

const guint32 *
sx_components_neighbours (const SxComponents *self, guint32 node, guint *n)
{
  g_return_val_if_fail (sx_components_of (self, node) != NONE, NULL);

  *n = self->nodes[node].neighbours.length;
  return sx_slice_pool_get (&self->pool, &self->nodes[node].neighbours);
}

/* The least node known to hang together with this one; search_next leads there while a whole graph is read.
 */
static guint32
find_least (Node *nodes, guint32 node)
{
  while (nodes[node].search_next != node)
    {
      nodes[node].search_next = nodes[nodes[node].search_next].search_next;
      node = nodes[node].search_next;
    }
  return node;
}

static void
read_edges (SxComponents *self, const SxNodePair *edges, gsize n_edges)
{
  Node *nodes = self->nodes;
  guint32 n_ends = 0, *ends;

  for (gsize i = 0; i < n_edges; i++)
    if (edges[i].a != edges[i].b)
      {
        guint32 a = find_least (nodes, edges[i].a), b = find_least (nodes, edges[i].b);

        nodes[MAX (a, b)].search_next = MIN (a, b);
        nodes[edges[i].a].neighbours.capacity++;
        nodes[edges[i].b].neighbours.capacity++;
      }
  for (guint32 node = 0; node < self->n_nodes; node++)
    {
      nodes[node].neighbours.start = n_ends;
      n_ends += nodes[node].neighbours.capacity;
    }
  ends = g_new (guint32, n_ends);
  for (gsize i = 0; i < n_edges; i++)
    if (edges[i].a != edges[i].b)
      {
        SxSlice *a = &nodes[edges[i].a].neighbours, *b = &nodes[edges[i].b].neighbours;

        ends[a->start + a->length++] = edges[i].b;
        ends[b->start + b->length++] = edges[i].a;
      }
  sx_slice_pool_init (&self->pool, ends, n_ends);
}

SxComponents *
sx_components_new_from_graph (const gint64 *weights, guint n_nodes, const SxNodePair *edges, gsize n_edges)
{
  SxComponents *self;

  g_return_val_if_fail (n_nodes < NONE && n_edges < G_MAXUINT32 / 2, NULL);
  for (gsize i = 0; i < n_edges; i++)
    g_return_val_if_fail (edges[i].a < n_nodes && edges[i].b < n_nodes, NULL);

  self = sx_components_new ();
  self->nodes = g_new (Node, n_nodes);
  self->n_nodes = self->nodes_allocated = n_nodes;
  for (guint32 node = 0; node < n_nodes; node++)
    self->nodes[node] = (Node){ .component = NONE, .search_next = node, .weight = weights[node] };
  read_edges (self, edges, n_edges);
  for (guint32 node = 0; node < n_nodes; node++)
    {
      guint32 least = find_least (self->nodes, node), component = self->nodes[least].component;
      Component empty = { .first = NONE };

      if (least == node)
        {
          component = self->components->len;
          g_array_append_val (self->components, empty);
        }
      put_into (self, node, component);
    }
  return self;
}
