/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-pieces.h"

#include "base/sx-parallel.h"
#include "geometry/sx-near.h"

#define CHUNK 512
#define GRID_CELL_M 200

typedef struct
{
  SxPieces *pieces;
  GArray **pairs; /* per chunk, SxNodePair */
  gint64 *weights;
} Build;

typedef struct
{
  const SxPieces *pieces;
  SxShapeView view;
  guint32 number;
  GArray *pairs;
} Near;

static gint64
weight_of (const SxShapeView *view)
{
  return (gint64)(sx_shape_view_planar_area (view) / SX_PIECE_UNIT_M2);
}

static void
find_pieces (SxPieces *self, const guint8 *select, double sliver_m2)
{
  const SxLayer *layer = self->layer;
  g_autoptr (GArray) feature = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) ring = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) box = g_array_new (FALSE, FALSE, sizeof (SxBox));

  self->first = g_new (guint32, layer->n_features + 1);
  for (guint32 f = 0; f < layer->n_features; f++)
    {
      SxShapeView all = sx_layer_shape (layer, f);

      self->first[f] = feature->len;
      if (select && !select[f])
        continue;
      for (guint r = 0, next; r < all.n_rings; r = next)
        {
          SxShapeView part = sx_shape_view_part (&all, r, &next);

          if (sx_shape_view_planar_area (&part) < sliver_m2)
            continue;
          g_array_append_val (feature, f);
          g_array_append_val (ring, r);
          g_array_append_val (box, part.box);
        }
    }
  self->first[layer->n_features] = feature->len;
  self->n_base = feature->len;
  self->feature = (guint32 *)(gpointer)g_array_free (g_steal_pointer (&feature), FALSE);
  self->ring = (guint32 *)(gpointer)g_array_free (g_steal_pointer (&ring), FALSE);
  self->box = (SxBox *)(gpointer)g_array_free (g_steal_pointer (&box), FALSE);
}

static gboolean
visit_near (guint item, gpointer data)
{
  Near *near = data;

  if (item < near->number)
    {
      SxShapeView other = sx_pieces_view (near->pieces, item);

      if (sx_near_within (&near->view, &other, near->pieces->distance))
        {
          SxNodePair pair = { item, near->number };

          g_array_append_val (near->pairs, pair);
        }
    }
  return TRUE;
}

static gboolean
find_pairs (guint chunk, gpointer data, GError **error)
{
  Build *build = data;
  SxPieces *self = build->pieces;
  guint end = MIN ((chunk + 1) * CHUNK, self->n_base);

  build->pairs[chunk] = g_array_new (FALSE, FALSE, sizeof (SxNodePair));
  for (guint i = chunk * CHUNK; i < end; i++)
    {
      Near near = { self, sx_pieces_view (self, i), i, build->pairs[chunk] };

      build->weights[i] = weight_of (&near.view);
      sx_box_tree_search (self->tree, sx_box_grown (self->box[i], self->distance), visit_near, &near);
    }
  return TRUE;
}

static gboolean
build_graph (SxPieces *self, GCancellable *cancellable, GError **error)
{
  guint n_chunks = (self->n_base + CHUNK - 1) / CHUNK;
  g_autofree GArray **pairs = g_new0 (GArray *, MAX (n_chunks, 1));
  g_autofree gint64 *weights = g_new0 (gint64, MAX (self->n_base, 1));
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (SxNodePair));
  Build build = { self, pairs, weights };
  gboolean ok = sx_parallel (n_chunks, find_pairs, &build, cancellable, error);

  for (guint c = 0; c < n_chunks; c++)
    if (pairs[c])
      {
        g_array_append_vals (all, pairs[c]->data, pairs[c]->len);
        g_array_unref (pairs[c]);
      }
  if (ok)
    self->components
        = sx_components_new_from_graph (weights, self->n_base, (SxNodePair *)(gpointer)all->data, all->len);
  return ok;
}

SxPieces *
sx_pieces_new (const SxLayer *layer, const guint8 *select, double distance, double sliver_m2,
               GCancellable *cancellable, GError **error)
{
  SxPieces *self = g_new0 (SxPieces, 1);

  self->layer = layer;
  self->distance = distance;
  self->made = g_ptr_array_new ();
  self->free_ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->grid = sx_box_grid_new (GRID_CELL_M);
  if (!layer)
    {
      self->components = sx_components_new ();
      self->tree = sx_box_tree_new (NULL, 0);
      return self;
    }
  find_pieces (self, select, sliver_m2);
  self->is_alive = g_malloc (MAX (self->n_base, 1));
  for (guint i = 0; i < self->n_base; i++)
    self->is_alive[i] = 1;
  self->tree = sx_box_tree_new (self->box, self->n_base);
  if (build_graph (self, cancellable, error))
    return self;
  sx_pieces_free (self);
  return NULL;
}

void
sx_pieces_free (SxPieces *self)
{
  if (!self)
    return;
  g_clear_pointer (&self->components, sx_components_free);
  g_clear_pointer (&self->grid, sx_box_grid_free);
  g_clear_pointer (&self->tree, sx_box_tree_free);
  for (guint i = 0; i < self->made->len; i++)
    if (self->made->pdata[i])
      sx_shape_unref (self->made->pdata[i]);
  g_ptr_array_unref (self->made);
  g_array_unref (self->free_ids);
  g_free (self->feature);
  g_free (self->ring);
  g_free (self->first);
  g_free (self->box);
  g_free (self->is_alive);
  g_free (self);
}

SxShapeView
sx_pieces_view (const SxPieces *self, guint32 piece)
{
  SxShapeView all, v;
  guint32 ring;
  guint end;

  if (piece >= self->n_base)
    return sx_shape_view (self->made->pdata[piece - self->n_base]);
  all = sx_layer_shape (self->layer, self->feature[piece]);
  ring = self->ring[piece];
  for (end = ring + 1; end < all.n_rings && !all.ring_is_shell[end]; end++)
    ;
  v = (SxShapeView){ all.points, all.ring_start + ring, all.ring_is_shell + ring, end - ring,
                     self->box[piece] };
  return v;
}

static gboolean
visit_alive (guint item, gpointer data)
{
  Near *near = data;

  if (near->pieces->is_alive[item] && item != near->number)
    {
      SxShapeView other = sx_pieces_view (near->pieces, item);

      if (sx_near_within (&near->view, &other, near->pieces->distance))
        g_array_append_val (near->pairs, item);
    }
  return TRUE;
}

/* adds the node with its neighbours among what is there */
static void
add_node (SxPieces *self, guint32 piece)
{
  g_autoptr (GArray) neighbours = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) close = g_array_new (FALSE, FALSE, sizeof (guint32));
  Near near = { self, sx_pieces_view (self, piece), piece, neighbours };
  SxBox box = sx_box_grown (near.view.box, self->distance);

  sx_box_tree_search (self->tree, box, visit_alive, &near);
  sx_box_grid_query (self->grid, box, close);
  for (guint i = 0; i < close->len; i++)
    {
      guint32 id = g_array_index (close, guint32, i);
      SxShapeView other = sx_pieces_view (self, id);

      if (id != piece && sx_near_within (&near.view, &other, self->distance))
        g_array_append_val (neighbours, id);
    }
  sx_components_add (self->components, piece, weight_of (&near.view), (guint32 *)(gpointer)neighbours->data,
                     neighbours->len);
}

void
sx_pieces_drop_base (SxPieces *self, guint32 piece)
{
  if (!self->is_alive[piece])
    return;
  self->is_alive[piece] = 0;
  sx_components_remove (self->components, piece);
}

void
sx_pieces_restore_base (SxPieces *self, guint32 piece)
{
  if (self->is_alive[piece])
    return;
  add_node (self, piece);
  self->is_alive[piece] = 1;
}

guint32
sx_pieces_make (SxPieces *self, SxShape *shape)
{
  guint32 id;

  if (self->free_ids->len)
    {
      id = g_array_index (self->free_ids, guint32, self->free_ids->len - 1);
      g_array_set_size (self->free_ids, self->free_ids->len - 1);
      self->made->pdata[id - self->n_base] = shape;
    }
  else
    {
      id = self->n_base + self->made->len;
      g_ptr_array_add (self->made, shape);
    }
  add_node (self, id);
  sx_box_grid_insert (self->grid, id, shape->box);
  return id;
}

void
sx_pieces_unmake (SxPieces *self, guint32 piece)
{
  sx_components_remove (self->components, piece);
  sx_box_grid_remove (self->grid, piece);
  sx_shape_unref (self->made->pdata[piece - self->n_base]);
  self->made->pdata[piece - self->n_base] = NULL;
  g_array_append_val (self->free_ids, piece);
}
