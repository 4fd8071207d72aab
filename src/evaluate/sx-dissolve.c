/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-dissolve.h"

#include "base/sx-parallel.h"
#include "evaluate/sx-dissolve-private.h"
#include "geometry/sx-box-tree.h"
#include "geometry/sx-corners.h"

#define WEIGHT_M2 (1.0 / 1048576) /* unit of a component's weight, exact in doubles */
#define MAX_ATOM_M2 1e12
#define NOISE_M2 1e-5 /* of an area that is summed up from a polygon's atoms */

static gboolean
with_holes (const SxDissolve *self)
{
  return self->limits.hole_ground_m2 >= 0;
}

/* ---- the graph */

static gint64
weight_of (const SxAtom *atom)
{
  return (gint64)nearbyint (MIN (atom->area, MAX_ATOM_M2) / WEIGHT_M2);
}

/* nodes of atoms in other leaves that share a piece of border with the atom; below: of leaves before */
static void
find_neighbours (const SxDissolve *self, guint32 number, SxAtomKind kind, const SxAtom *atom, gboolean below,
                 GArray *out)
{
  const SxLeaf *leaf = self->leaves->pdata[number];

  for (guint n = 0; n < leaf->neighbours->len; n++)
    {
      guint32 m = g_array_index (leaf->neighbours, guint32, n);
      const SxLeaf *other = self->leaves->pdata[m];

      if (m == number || (below && m > number))
        continue;
      for (guint b = 0; b < other->atoms[kind]->len; b++)
        {
          const SxAtom *there = other->atoms[kind]->pdata[b];

          if (there->node != SX_COMPONENTS_NONE && sx_atoms_share_border (atom, leaf->box, there, other->box))
            g_array_append_val (out, there->node);
        }
    }
}

/* nodes of the atoms before this one in the same leaf that are one polygon with it */
static void
find_joined (const SxLeaf *leaf, guint number, GArray *out)
{
  for (guint i = 0; i < leaf->joints->len; i++)
    {
      SxJoint joint = g_array_index (leaf->joints, SxJoint, i);

      if (joint.later == number)
        g_array_append_val (out, ((SxAtom *)leaf->atoms[SX_ATOM_LINE]->pdata[joint.earlier])->node);
    }
}

typedef struct
{
  const SxDissolve *self;
  SxAtomKind kind;
  GArray **pairs; /* per leaf, SxNodePair */
} Linking;

static gboolean
link_leaf (guint number, gpointer data, GError **error)
{
  Linking *linking = data;
  const SxLeaf *leaf = linking->self->leaves->pdata[number];
  g_autoptr (GArray) near = g_array_new (FALSE, FALSE, sizeof (guint32));

  linking->pairs[number] = g_array_new (FALSE, FALSE, sizeof (SxNodePair));
  for (guint a = 0; a < leaf->atoms[linking->kind]->len; a++)
    {
      const SxAtom *atom = leaf->atoms[linking->kind]->pdata[a];

      g_array_set_size (near, 0);
      find_neighbours (linking->self, number, linking->kind, atom, TRUE, near);
      if (linking->kind == SX_ATOM_LINE)
        find_joined (leaf, a, near);
      for (guint i = 0; i < near->len; i++)
        {
          SxNodePair pair = { g_array_index (near, guint32, i), atom->node };

          g_array_append_val (linking->pairs[number], pair);
        }
    }
  return TRUE;
}

void
sx_dissolve_mark_unjudged (SxDissolveGraph *graph, guint32 component)
{
  g_hash_table_add (graph->unjudged, GUINT_TO_POINTER (component + 1));
}

static gboolean
graph_build (SxDissolve *self, SxAtomKind kind, GCancellable *cancellable, GError **error)
{
  SxDissolveGraph *graph = &self->graphs[kind];
  g_autofree GArray **pairs = g_new0 (GArray *, self->leaves->len + 1);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (SxNodePair));
  g_autoptr (GArray) weights = g_array_new (FALSE, FALSE, sizeof (gint64));
  Linking linking = { self, kind, pairs };
  gboolean ok;

  for (guint i = 0; i < self->leaves->len; i++)
    {
      SxLeaf *leaf = self->leaves->pdata[i];

      for (guint a = 0; a < leaf->atoms[kind]->len; a++)
        {
          SxAtom *atom = leaf->atoms[kind]->pdata[a];
          gint64 weight = weight_of (atom);

          atom->node = graph->atoms->len;
          g_ptr_array_add (graph->atoms, atom);
          g_array_append_val (weights, weight);
        }
    }
  ok = sx_parallel (self->leaves->len, link_leaf, &linking, cancellable, error);
  for (guint i = 0; i < self->leaves->len; i++)
    if (pairs[i])
      {
        g_array_append_vals (all, pairs[i]->data, pairs[i]->len);
        g_array_unref (pairs[i]);
      }
  if (!ok)
    return FALSE;
  graph->components = sx_components_new_from_graph ((gint64 *)(gpointer)weights->data, weights->len,
                                                    (SxNodePair *)(gpointer)all->data, all->len);
  for (guint32 c = 0; c < sx_components_limit (graph->components); c++)
    sx_dissolve_mark_unjudged (graph, c);
  return TRUE;
}

static void
take_out (SxDissolveGraph *graph, const GPtrArray *atoms)
{
  for (guint a = 0; a < atoms->len; a++)
    {
      SxAtom *atom = atoms->pdata[a];

      if (atom->node == SX_COMPONENTS_NONE)
        continue;
      sx_components_remove (graph->components, atom->node);
      graph->atoms->pdata[atom->node] = NULL;
      g_array_append_val (graph->free_nodes, atom->node);
      atom->node = SX_COMPONENTS_NONE;
    }
}

static void
put_in (SxDissolve *self, guint32 number, SxAtomKind kind)
{
  SxDissolveGraph *graph = &self->graphs[kind];
  const SxLeaf *leaf = self->leaves->pdata[number];
  g_autoptr (GArray) near = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint a = 0; a < leaf->atoms[kind]->len; a++)
    {
      SxAtom *atom = leaf->atoms[kind]->pdata[a];
      guint32 node = graph->atoms->len;

      g_array_set_size (near, 0);
      find_neighbours (self, number, kind, atom, FALSE, near);
      if (kind == SX_ATOM_LINE)
        find_joined (leaf, a, near);
      if (graph->free_nodes->len)
        {
          node = g_array_index (graph->free_nodes, guint32, graph->free_nodes->len - 1);
          g_array_set_size (graph->free_nodes, graph->free_nodes->len - 1);
          graph->atoms->pdata[node] = atom;
        }
      else
        g_ptr_array_add (graph->atoms, atom);
      atom->node = node;
      sx_components_add (graph->components, node, weight_of (atom), (guint32 *)(gpointer)near->data,
                         near->len);
    }
}

static void
note_changes (SxDissolveGraph *graph)
{
  const GArray *lists[]
      = { sx_components_created (graph->components), sx_components_changed (graph->components),
          sx_components_destroyed (graph->components) };

  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < lists[l]->len; i++)
      sx_dissolve_mark_unjudged (graph, g_array_index (lists[l], guint32, i));
}

/* ---- life */

static void
graph_init (SxDissolveGraph *self)
{
  self->atoms = g_ptr_array_new ();
  self->free_nodes = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->is_counted = g_byte_array_new ();
  self->unjudged = g_hash_table_new (NULL, NULL);
}

static void
graph_clear (SxDissolveGraph *self)
{
  g_clear_pointer (&self->components, sx_components_free);
  g_ptr_array_unref (self->atoms);
  g_array_unref (self->free_nodes);
  g_byte_array_unref (self->is_counted);
  g_hash_table_unref (self->unjudged);
}

static gboolean
dissolve_leaf (guint i, gpointer data, GError **error)
{
  SxDissolve *self = data;

  return sx_leaf_build (self->leaves->pdata[i], self->metric, with_holes (self), error);
}

SxDissolve *
sx_dissolve_new (const SxItemSet *base, const SxMetric *metric, const SxDissolveLimits *limits,
                 GCancellable *cancellable, GError **error)
{
  SxDissolve *self = g_new0 (SxDissolve, 1);

  self->metric = metric;
  self->limits = *limits;
  self->leaves = g_ptr_array_new_with_free_func (sx_leaf_free);
  self->with_passes = g_hash_table_new (NULL, NULL);
  self->passed = g_array_new (FALSE, FALSE, sizeof (SxPassed));
  for (guint k = 0; k < SX_N_ATOM_KINDS; k++)
    graph_init (&self->graphs[k]);
  if (!sx_dissolve_build_leaves (self, base, error)
      || !sx_parallel (self->leaves->len, dissolve_leaf, self, cancellable, error))
    {
      sx_dissolve_free (self);
      return NULL;
    }
  self->boxes = g_new (SxBox, self->leaves->len);
  for (guint i = 0; i < self->leaves->len; i++)
    {
      self->boxes[i] = ((SxLeaf *)self->leaves->pdata[i])->box;
      sx_dissolve_note_passes (self, i);
    }
  self->tree = sx_box_tree_new (self->boxes, self->leaves->len);
  for (guint i = 0; i < self->leaves->len; i++)
    sx_box_tree_query (self->tree, sx_box_grown (self->boxes[i], SX_ON_BORDER_M),
                       ((SxLeaf *)self->leaves->pdata[i])->neighbours);
  if (graph_build (self, SX_ATOM_LINE, cancellable, error)
      && graph_build (self, SX_ATOM_BESIDE, cancellable, error))
    return self;
  sx_dissolve_free (self);
  return NULL;
}

void
sx_dissolve_free (SxDissolve *self)
{
  if (!self)
    return;
  g_clear_pointer (&self->tree, sx_box_tree_free);
  for (guint k = 0; k < SX_N_ATOM_KINDS; k++)
    graph_clear (&self->graphs[k]);
  g_ptr_array_unref (self->leaves);
  g_hash_table_unref (self->with_passes);
  g_array_unref (self->passed);
  g_free (self->boxes);
  g_free (self);
}

/* ---- updating */

SxShape *
sx_dissolve_settle (const SxDissolve *self, SxShape *shape)
{
  g_autoptr (GArray) hit = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) views = g_array_new (FALSE, FALSE, sizeof (SxShapeView));

  sx_box_tree_query (self->tree, sx_box_grown (shape->box, SX_SAME_CORNER_M), hit);
  for (guint i = 0; i < hit->len; i++)
    {
      const SxShapeBuffer *polygons = sx_leaf_polygons (self->leaves->pdata[g_array_index (hit, guint32, i)]);
      SxShapeView v = sx_shape_buffer_view (polygons, 0, polygons->n_rings);

      g_array_append_val (views, v);
    }
  return sx_corners_settle (shape, (SxShapeView *)(gpointer)views->data, views->len);
}

gboolean
sx_dissolve_update (SxDissolve *self, SxBox dirty, const SxShapeView *outs, guint n_outs,
                    const SxShapeView *ins, guint n_ins, GError **error)
{
  g_autoptr (GArray) hit = g_array_new (FALSE, FALSE, sizeof (guint32));
  gboolean ok = TRUE;

  sx_box_tree_query (self->tree, dirty, hit);
  for (guint k = 0; k < SX_N_ATOM_KINDS; k++)
    sx_components_begin (self->graphs[k].components);
  for (guint i = 0; i < hit->len; i++)
    {
      SxLeaf *leaf = self->leaves->pdata[g_array_index (hit, guint32, i)];

      for (guint k = 0; k < SX_N_ATOM_KINDS; k++)
        take_out (&self->graphs[k], leaf->atoms[k]);
      ok = ok
           && sx_leaf_update (leaf, self->metric, with_holes (self), self->limits.least_m2, outs, n_outs, ins,
                              n_ins, error);
      sx_dissolve_note_passes (self, g_array_index (hit, guint32, i));
    }
  for (guint k = 0; k < SX_N_ATOM_KINDS; k++)
    {
      for (guint i = 0; i < hit->len; i++)
        put_in (self, g_array_index (hit, guint32, i), (SxAtomKind)k);
      sx_components_end (self->graphs[k].components);
      note_changes (&self->graphs[k]);
    }
  return ok;
}

/* ---- counting */

void
sx_dissolve_set_counted (SxDissolveGraph *graph, guint32 component, gboolean is_counted)
{
  while (graph->is_counted->len <= component)
    g_byte_array_append (graph->is_counted, (const guint8 *)"", 1);
  graph->n_counted += (is_counted != FALSE) - (guint)graph->is_counted->data[component];
  graph->is_counted->data[component] = is_counted != FALSE;
}

static gboolean
is_small (const SxDissolve *self, guint32 component)
{
  const SxComponents *components = self->graphs[SX_ATOM_LINE].components;
  double area = (double)sx_components_weight (components, component) * WEIGHT_M2;

  return sx_components_size (components, component) > 0 && area >= self->limits.least_m2 - NOISE_M2
         && area < self->limits.small_m2 - NOISE_M2;
}

guint
sx_dissolve_count_small (SxDissolve *self)
{
  SxDissolveGraph *graph = &self->graphs[SX_ATOM_LINE];
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, graph->unjudged);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      guint32 component = GPOINTER_TO_UINT (key) - 1;

      sx_dissolve_set_counted (graph, component, is_small (self, component));
      g_hash_table_iter_remove (&iter);
    }
  return graph->n_counted;
}

/* ---- showing */

gboolean
sx_dissolve_visit (SxDissolve *self, SxDissolveVisit visit, gpointer data, GError **error)
{
  for (guint i = 0; i < self->leaves->len; i++)
    {
      SxLeaf *leaf = self->leaves->pdata[i];
      SxShapeView base;

      if (leaf->is_changed && !sx_leaf_dissolve (leaf, error))
        return FALSE;
      base = sx_shape_buffer_view (&leaf->base, 0, leaf->base.n_rings);
      for (guint a = 0; a < leaf->atoms[SX_ATOM_LINE]->len; a++)
        {
          SxShapeView v = sx_shape_view (((SxAtom *)leaf->atoms[SX_ATOM_LINE]->pdata[a])->shape);

          if (!visit (&v, leaf->is_changed ? &base : NULL, data))
            return FALSE;
        }
    }
  return TRUE;
}

void
sx_dissolve_show (const SxDissolveGraph *graph, guint32 component, guint number, SxDissolveShow visit,
                  gpointer data)
{
  for (guint32 node = sx_components_first (graph->components, component); node != SX_COMPONENTS_NONE;
       node = sx_components_next (graph->components, node))
    {
      SxShapeView v = sx_shape_view (((SxAtom *)graph->atoms->pdata[node])->shape);

      visit (number, &v, data);
    }
}

void
sx_dissolve_show_small (const SxDissolve *self, SxDissolveShow visit, gpointer data)
{
  const SxDissolveGraph *graph = &self->graphs[SX_ATOM_LINE];

  for (guint32 c = 0; c < graph->is_counted->len; c++)
    if (graph->is_counted->data[c])
      sx_dissolve_show (graph, c, c, visit, data);
}
