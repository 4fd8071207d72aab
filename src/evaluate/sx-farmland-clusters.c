/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which clusters of farmland are fragments. */
#include "evaluate/sx-farmland-private.h"

#include "base/sx-parallel.h"
#include "geometry/sx-overlay.h"

#define CHUNK 1024
#define BUFFER_M 5.0
#define BUFFER_SEGMENTS 8

/* Planar area of the union of the 5 m buffers of a cluster's pieces, or the area of the pieces themselves,
 * below the limit? Only clusters whose ground alone is smaller need the buffers. */
static gboolean
cluster_is_fragment (const SxFarmland *self, guint32 cluster, gboolean *out, GError **error)
{
  const SxComponents *components = self->pieces->components;
  gboolean overlapping = !sx_region_is_plain (self->index->line[SX_LINE_FARMLAND]);
  double ground = (double)sx_components_weight (components, cluster) * SX_PIECE_UNIT_M2, area = 0;
  g_autoptr (GArray) views = NULL;
  SxShapeBuffer buffers = SX_SHAPE_BUFFER_INIT;
  SxShapeView v;

  *out = FALSE;
  if (sx_components_size (components, cluster) == 0
      || ground >= self->fragment_limit * (overlapping ? 16 : 1) + 1)
    return TRUE;
  views = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  for (guint32 node = sx_components_first (components, cluster); node != SX_COMPONENTS_NONE;
       node = sx_components_next (components, node))
    {
      v = sx_pieces_view (self->pieces, node);
      g_array_append_val (views, v);
      area += sx_metric_area (&self->index->metric, &v);
    }
  if (self->index->rules->fragment_area == SX_FRAGMENT_BUFFERED)
    {
      if (!sx_overlay_buffer ((SxShapeView *)(gpointer)views->data, views->len, BUFFER_M, BUFFER_SEGMENTS,
                              &buffers, error))
        return FALSE;
      v = sx_shape_buffer_view (&buffers, 0, buffers.n_rings);
      area = sx_shape_view_planar_area (&v);
      sx_shape_buffer_clear (&buffers);
    }
  *out = area < self->fragment_limit;
  return TRUE;
}

typedef struct
{
  const SxFarmland *self;
  guint8 *fragment; /* per component */
} Judging;

static gboolean
judge_chunk (guint chunk, gpointer data, GError **error)
{
  Judging *judging = data;
  guint end = MIN ((chunk + 1) * CHUNK, sx_components_limit (judging->self->pieces->components));

  for (guint i = chunk * CHUNK; i < end; i++)
    {
      gboolean fragment;

      if (!cluster_is_fragment (judging->self, i, &fragment, error))
        return FALSE;
      judging->fragment[i] = fragment != FALSE;
    }
  return TRUE;
}

gboolean
sx_farmland_judge_all (SxFarmland *self, GCancellable *cancellable, GError **error)
{
  guint limit = sx_components_limit (self->pieces->components);
  Judging judging = { self, NULL };

  g_byte_array_set_size (self->is_fragment, limit);
  judging.fragment = self->is_fragment->data;
  if (!sx_parallel ((limit + CHUNK - 1) / CHUNK, judge_chunk, &judging, cancellable, error))
    return FALSE;
  for (guint i = 0; i < limit; i++)
    self->n_fragments += self->is_fragment->data[i];
  self->was_fragment = g_malloc (MAX (self->pieces->n_base, 1));
  for (guint i = 0; i < self->pieces->n_base; i++)
    self->was_fragment[i] = self->is_fragment->data[sx_components_of (self->pieces->components, i)];
  return TRUE;
}

static void
set_fragment (SxFarmland *self, guint32 cluster, gboolean fragment)
{
  while (self->is_fragment->len <= cluster)
    g_byte_array_append (self->is_fragment, (const guint8 *)"", 1);
  self->n_fragments += (fragment != FALSE) - (guint)self->is_fragment->data[cluster];
  self->is_fragment->data[cluster] = fragment != FALSE;
}

gboolean
sx_farmland_judge_changed (SxFarmland *self, GError **error)
{
  const SxComponents *components = self->pieces->components;
  const GArray *lists[] = { sx_components_created (components), sx_components_changed (components) };
  const GArray *gone = sx_components_destroyed (components);

  for (guint i = 0; i < gone->len; i++)
    set_fragment (self, g_array_index (gone, guint32, i), FALSE);
  for (guint l = 0; l < 2; l++)
    for (guint i = 0; i < lists[l]->len; i++)
      {
        guint32 cluster = g_array_index (lists[l], guint32, i);
        gboolean fragment;

        if (!cluster_is_fragment (self, cluster, &fragment, error))
          return FALSE;
        set_fragment (self, cluster, fragment);
      }
  return TRUE;
}

guint
sx_farmland_n_clusters (const SxFarmland *self)
{
  return sx_components_count (self->pieces->components);
}

guint
sx_farmland_n_fragments (const SxFarmland *self)
{
  return self->n_fragments;
}

/* ---- what is shown */

typedef struct
{
  const SxFarmland *self;
  SxShapeView view;
  gboolean found;
} Origin;

static gboolean
visit_origin (guint item, gpointer data)
{
  Origin *origin = data;
  SxShapeView v;

  if (!origin->self->was_fragment[item])
    return TRUE;
  v = sx_pieces_view (origin->self->pieces, item);
  origin->found = sx_overlap_planar (&origin->view, &v) > SX_FARMLAND_NOISE_M2;
  return !origin->found;
}

/* Does any of the cluster's ground come from what was a fragment before the scheme? */
static gboolean
was_fragment (const SxFarmland *self, guint32 cluster)
{
  const SxPieces *pieces = self->pieces;
  Origin origin = { self, { 0 }, FALSE };

  for (guint32 node = sx_components_first (pieces->components, cluster);
       node != SX_COMPONENTS_NONE && !origin.found; node = sx_components_next (pieces->components, node))
    {
      if (node < pieces->n_base)
        {
          origin.found = self->was_fragment[node];
          continue;
        }
      origin.view = sx_pieces_view (pieces, node);
      sx_box_tree_search (pieces->tree, origin.view.box, visit_origin, &origin);
    }
  return origin.found;
}

void
sx_farmland_show_fragments (const SxFarmland *self, SxFarmlandShow visit, gpointer data)
{
  const SxComponents *components = self->pieces->components;

  for (guint32 c = 0; c < self->is_fragment->len; c++)
    {
      gboolean is_new = self->is_fragment->data[c] && !was_fragment (self, c);

      for (guint32 node
           = self->is_fragment->data[c] ? sx_components_first (components, c) : SX_COMPONENTS_NONE;
           node != SX_COMPONENTS_NONE; node = sx_components_next (components, node))
        {
          SxShapeView v = sx_pieces_view (self->pieces, node);

          visit (c, &v, NAN, is_new, data);
        }
    }
}

gboolean
sx_farmland_count_clusters (SxItemSet *set, const guint8 *select, double distance, GCancellable *cancellable,
                            guint *out, GError **error)
{
  SxPieces *pieces = sx_pieces_new (set ? set->layer : NULL, select, distance, 0, cancellable, error);

  if (!pieces)
    return FALSE;
  *out = sx_components_count (pieces->components);
  sx_pieces_free (pieces);
  return TRUE;
}
