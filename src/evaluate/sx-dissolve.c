/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-dissolve.h"

#include "base/sx-parallel.h"
#include "evaluate/sx-dissolve-leaf.h"
#include "geometry/sx-box-tree.h"
#include "geometry/sx-components.h"
#include "geometry/sx-corners.h"
#include "geometry/sx-cut.h"
#include "geometry/sx-near.h"

#define LEAF_POINTS 160
#define MAX_DEPTH 24
#define ROOT_SIZE 8388608.0       /* m: any Gauss–Krüger zone with room to spare */
#define WEIGHT_M2 (1.0 / 1048576) /* unit of a component's weight, exact in doubles */
#define MAX_ATOM_M2 1e12
#define NOISE_M2 1e-5 /* of an area that is summed up from a polygon's atoms */

/* Atoms as nodes of a graph, and for each component what is counted. */
typedef struct
{
  SxComponents *components;
  GPtrArray *atoms;       /* SxAtom * by node, NULL where free */
  GArray *free_nodes;     /* guint32 */
  GByteArray *is_counted; /* per component */
  guint n_counted;
  GHashTable *unjudged; /* component + 1: what changed since it was judged */
} Graph;

struct _SxDissolve
{
  const SxMetric *metric;
  SxDissolveLimits limits;
  GPtrArray *leaves; /* SxLeaf * */
  SxBox *boxes;      /* of leaves */
  SxBoxTree *tree;
  Graph graphs[SX_N_ATOM_KINDS];
};

static gboolean
with_holes (const SxDissolve *self)
{
  return self->limits.hole_ground_m2 >= 0;
}

/* ---- building */

/* What of a polygon, or of parts of one, is inside a box of the quadtree; and what it is cut from, in which
 * the edges that meet the box are whole. */
typedef struct
{
  SxShapeView view, around;
  gsize first[2], n[2]; /* rings in the rooms, until the views are made of them; n 0: the view is made */
} Piece;

typedef struct
{
  SxShapeBuffer room[2]; /* of views, and of what is around them, that are the box's own */
  GArray *pieces;        /* Piece */
} Inside;

static void
inside_init (Inside *self)
{
  self->room[0] = self->room[1] = (SxShapeBuffer)SX_SHAPE_BUFFER_INIT;
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
}

static void
inside_clear (Inside *self)
{
  sx_shape_buffer_clear (&self->room[0]);
  sx_shape_buffer_clear (&self->room[1]);
  g_array_unref (self->pieces);
}

/* Adds what was cut from a piece, rings from `first` on of the first room. */
static void
inside_add (Inside *self, const Piece *from, gsize first, SxBox box)
{
  Piece piece = { .first = { first, self->room[1].n_rings }, .n = { self->room[0].n_rings - first, 0 } };

  if (piece.n[0] == 0)
    return;
  piece.around = from->around;
  if (!sx_box_contains (sx_box_grown (box, SX_ON_BORDER_M), from->around.box))
    {
      sx_cut_around (&from->around, sx_box_grown (box, SX_ON_BORDER_M), &self->room[1]);
      piece.n[1] = self->room[1].n_rings - piece.first[1];
    }
  g_array_append_val (self->pieces, piece);
}

/* makes views of all that was cut: not before, as the rooms move while they grow */
static void
inside_finish (Inside *self)
{
  for (guint i = 0; i < self->pieces->len; i++)
    {
      Piece *piece = &g_array_index (self->pieces, Piece, i);

      if (piece->n[0])
        piece->view = sx_shape_buffer_view (&self->room[0], piece->first[0], piece->n[0]);
      if (piece->n[1])
        piece->around = sx_shape_buffer_view (&self->room[1], piece->first[1], piece->n[1]);
    }
}

static gboolean
halve_piece (const Piece *piece, SxCutAxis axis, const SxBox *boxes, Inside *halves, GError **error)
{
  gsize first[2] = { halves[0].room[0].n_rings, halves[1].room[0].n_rings };
  Piece whole = { .view = piece->view, .around = piece->around };
  gboolean ok = TRUE;

  for (guint h = 0; h < 2; h++)
    if (sx_box_contains (boxes[h], piece->view.box))
      {
        g_array_append_val (halves[h].pieces, whole);
        return TRUE;
      }
  if (!sx_cut (&piece->view, axis, axis == SX_CUT_X ? boxes[0].x1 : boxes[0].y1, &halves[0].room[0],
               &halves[1].room[0]))
    for (guint h = 0; ok && h < 2; h++)
      ok = !sx_box_overlaps (boxes[h], piece->view.box)
           || sx_leaf_clip (&piece->view, boxes[h], &halves[h].room[0], error);
  for (guint h = 0; ok && h < 2; h++)
    inside_add (&halves[h], piece, first[h], boxes[h]);
  return ok;
}

static gboolean
halve_all (const GArray *pieces, SxCutAxis axis, const SxBox *boxes, Inside *halves, GError **error)
{
  gboolean ok = TRUE;

  inside_init (&halves[0]);
  inside_init (&halves[1]);
  for (guint i = 0; ok && i < pieces->len; i++)
    ok = halve_piece (&g_array_index (pieces, Piece, i), axis, boxes, halves, error);
  inside_finish (&halves[0]);
  inside_finish (&halves[1]);
  return ok;
}

/* Each piece is one polygon, or parts of one, so that only two of them can touch. */
static gboolean
are_apart (const GArray *pieces)
{
  for (guint i = 0; i < pieces->len; i++)
    for (guint k = 0; k < i; k++)
      if (sx_near_within (&g_array_index (pieces, Piece, i).view, &g_array_index (pieces, Piece, k).view,
                          SX_ON_BORDER_M))
        return FALSE;
  return TRUE;
}

static void
add_leaf (SxDissolve *self, const GArray *pieces, SxBox box)
{
  SxLeaf *leaf = sx_leaf_new (box);

  leaf->is_apart = are_apart (pieces);
  for (guint i = 0; i < pieces->len; i++)
    {
      const Piece *piece = &g_array_index (pieces, Piece, i);

      sx_shape_buffer_append (&leaf->base, &piece->view);
      leaf->is_cut |= piece->around.points != piece->view.points;
    }
  for (guint i = 0; (leaf->is_cut || !leaf->is_apart) && i < pieces->len; i++)
    sx_shape_buffer_append (&leaf->around, &g_array_index (pieces, Piece, i).around);
  g_ptr_array_add (self->leaves, leaf);
}

/* Leaves for the polygons inside `box`, one piece each; what a leaf holds is dissolved later, in parallel. */
static gboolean
build (SxDissolve *self, const GArray *pieces, SxBox box, guint depth, GError **error)
{
  double mx = (box.x0 + box.x1) / 2, my = (box.y0 + box.y1) / 2;
  SxBox rows[2] = { { box.x0, box.y0, box.x1, my }, { box.x0, my, box.x1, box.y1 } };
  Inside in_rows[2];
  guint points = 0;
  gboolean ok;

  for (guint i = 0; i < pieces->len; i++)
    points += sx_shape_view_n_points (&g_array_index (pieces, Piece, i).view);
  if (points <= LEAF_POINTS || depth >= MAX_DEPTH)
    {
      add_leaf (self, pieces, box);
      return TRUE;
    }
  ok = halve_all (pieces, SX_CUT_Y, rows, in_rows, error);
  for (guint r = 0; ok && r < 2; r++)
    {
      SxBox quarters[2] = { { box.x0, rows[r].y0, mx, rows[r].y1 }, { mx, rows[r].y0, box.x1, rows[r].y1 } };
      Inside in_quarters[2];

      ok = halve_all (in_rows[r].pieces, SX_CUT_X, quarters, in_quarters, error);
      for (guint q = 0; ok && q < 2; q++)
        ok = build (self, in_quarters[q].pieces, quarters[q], depth + 1, error);
      inside_clear (&in_quarters[0]);
      inside_clear (&in_quarters[1]);
    }
  inside_clear (&in_rows[0]);
  inside_clear (&in_rows[1]);
  return ok;
}

static gboolean
dissolve_leaf (guint i, gpointer data, GError **error)
{
  SxDissolve *self = data;

  return sx_leaf_build (self->leaves->pdata[i], self->metric, with_holes (self), error);
}

/* Features whole, as far as they can be cut by sx_cut() alone; the others in the pieces they are cut into. */
static gboolean
build_leaves (SxDissolve *self, const SxItemSet *base, GError **error)
{
  double cx = self->metric->plane.false_easting, y0 = -1194304;
  SxBox root = { cx - ROOT_SIZE / 2, y0, cx + ROOT_SIZE / 2, y0 + ROOT_SIZE };
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (Piece));

  for (guint i = 0; base && i < base->n_items; i++)
    {
      gboolean is_piece = i >= base->n_direct;
      gboolean in_pieces
          = g_hash_table_contains (base->touching, GUINT_TO_POINTER (sx_item_set_feature (base, i) + 1));
      SxShapeView v = sx_item_set_view (base, i);
      Piece piece = { .view = v, .around = v };

      if (v.n_rings && is_piece == in_pieces)
        g_array_append_val (pieces, piece);
    }
  return build (self, pieces, root, 0, error);
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

static void
mark_unjudged (Graph *graph, guint32 component)
{
  g_hash_table_add (graph->unjudged, GUINT_TO_POINTER (component + 1));
}

static gboolean
graph_build (SxDissolve *self, SxAtomKind kind, GCancellable *cancellable, GError **error)
{
  Graph *graph = &self->graphs[kind];
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
    mark_unjudged (graph, c);
  return TRUE;
}

static void
take_out (Graph *graph, const GPtrArray *atoms)
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
  Graph *graph = &self->graphs[kind];
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
note_changes (Graph *graph)
{
  const GArray *lists[]
      = { sx_components_created (graph->components), sx_components_changed (graph->components),
          sx_components_destroyed (graph->components) };

  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < lists[l]->len; i++)
      mark_unjudged (graph, g_array_index (lists[l], guint32, i));
}

/* ---- life */

static void
graph_init (Graph *self)
{
  self->atoms = g_ptr_array_new ();
  self->free_nodes = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->is_counted = g_byte_array_new ();
  self->unjudged = g_hash_table_new (NULL, NULL);
}

static void
graph_clear (Graph *self)
{
  g_clear_pointer (&self->components, sx_components_free);
  g_ptr_array_unref (self->atoms);
  g_array_unref (self->free_nodes);
  g_byte_array_unref (self->is_counted);
  g_hash_table_unref (self->unjudged);
}

SxDissolve *
sx_dissolve_new (const SxItemSet *base, const SxMetric *metric, const SxDissolveLimits *limits,
                 GCancellable *cancellable, GError **error)
{
  SxDissolve *self = g_new0 (SxDissolve, 1);

  self->metric = metric;
  self->limits = *limits;
  self->leaves = g_ptr_array_new_with_free_func (sx_leaf_free);
  for (guint k = 0; k < SX_N_ATOM_KINDS; k++)
    graph_init (&self->graphs[k]);
  if (!build_leaves (self, base, error)
      || !sx_parallel (self->leaves->len, dissolve_leaf, self, cancellable, error))
    {
      sx_dissolve_free (self);
      return NULL;
    }
  self->boxes = g_new (SxBox, self->leaves->len);
  for (guint i = 0; i < self->leaves->len; i++)
    self->boxes[i] = ((SxLeaf *)self->leaves->pdata[i])->box;
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

static void
set_counted (Graph *graph, guint32 component, gboolean is_counted)
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

/* The component that the south-west corner of the world is in, which the first leaf holds. */
static guint32
outside (const SxDissolve *self)
{
  const SxLeaf *leaf = self->leaves->pdata[0];

  for (guint a = 0; a < leaf->atoms[SX_ATOM_BESIDE]->len; a++)
    {
      const SxAtom *atom = leaf->atoms[SX_ATOM_BESIDE]->pdata[a];

      for (guint i = 0; i < atom->n_stretches; i++)
        if (atom->stretches[i].side == 0 && fabs (atom->stretches[i].t0 - leaf->box.y0) < SX_ON_BORDER_M)
          return sx_components_of (self->graphs[SX_ATOM_BESIDE].components, atom->node);
    }
  return SX_COMPONENTS_NONE;
}

/* A component of the ground beside is a hole where it is not the outside. */
static gboolean
is_hole (const SxDissolve *self, guint32 component, SxDissolveGround ground, gpointer data)
{
  const Graph *graph = &self->graphs[SX_ATOM_BESIDE];
  double found = 0;

  if (sx_components_size (graph->components, component) == 0 || component == outside (self))
    return FALSE;
  for (guint32 node = sx_components_first (graph->components, component);
       node != SX_COMPONENTS_NONE && !(found > self->limits.hole_ground_m2);
       node = sx_components_next (graph->components, node))
    {
      SxAtom *atom = graph->atoms->pdata[node];

      if (isnan (atom->ground))
        {
          SxShapeView v = sx_shape_view (atom->shape);

          atom->ground = ground (&v, data);
        }
      found += atom->ground;
    }
  return found > self->limits.hole_ground_m2;
}

guint
sx_dissolve_count_small (SxDissolve *self)
{
  Graph *graph = &self->graphs[SX_ATOM_LINE];
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, graph->unjudged);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      guint32 component = GPOINTER_TO_UINT (key) - 1;

      set_counted (graph, component, is_small (self, component));
      g_hash_table_iter_remove (&iter);
    }
  return graph->n_counted;
}

guint
sx_dissolve_count_holes (SxDissolve *self, SxDissolveGround ground, gpointer data)
{
  Graph *graph = &self->graphs[SX_ATOM_BESIDE];
  GHashTableIter iter;
  gpointer key;

  if (!with_holes (self))
    return 0;
  g_hash_table_iter_init (&iter, graph->unjudged);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      guint32 component = GPOINTER_TO_UINT (key) - 1;

      set_counted (graph, component, is_hole (self, component, ground, data));
      g_hash_table_iter_remove (&iter);
    }
  return graph->n_counted;
}

void
sx_dissolve_forget_ground (SxDissolve *self, SxBox box)
{
  Graph *graph = &self->graphs[SX_ATOM_BESIDE];
  g_autoptr (GArray) hit = g_array_new (FALSE, FALSE, sizeof (guint32));

  sx_box_tree_query (self->tree, box, hit);
  for (guint i = 0; i < hit->len; i++)
    {
      SxLeaf *leaf = self->leaves->pdata[g_array_index (hit, guint32, i)];

      for (guint a = 0; a < leaf->atoms[SX_ATOM_BESIDE]->len; a++)
        {
          SxAtom *atom = leaf->atoms[SX_ATOM_BESIDE]->pdata[a];

          atom->ground = NAN;
          mark_unjudged (graph, sx_components_of (graph->components, atom->node));
        }
    }
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

static void
show (const Graph *graph, SxDissolveShow visit, gpointer data)
{
  for (guint32 c = 0; c < graph->is_counted->len; c++)
    for (guint32 node
         = graph->is_counted->data[c] ? sx_components_first (graph->components, c) : SX_COMPONENTS_NONE;
         node != SX_COMPONENTS_NONE; node = sx_components_next (graph->components, node))
      {
        SxShapeView v = sx_shape_view (((SxAtom *)graph->atoms->pdata[node])->shape);

        visit (c, &v, data);
      }
}

void
sx_dissolve_show_small (const SxDissolve *self, SxDissolveShow visit, gpointer data)
{
  show (&self->graphs[SX_ATOM_LINE], visit, data);
}

void
sx_dissolve_show_holes (const SxDissolve *self, SxDissolveShow visit, gpointer data)
{
  show (&self->graphs[SX_ATOM_BESIDE], visit, data);
}
