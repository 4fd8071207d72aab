/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sx-quality-ground.h"
#include "base/sx-parallel.h"
#include "geometry/sx-area.h"

#define LARGE_POINTS 500
#define CHUNK 256

static gboolean
prepare_chunk (guint chunk, gpointer data, GError **error)
{
  SxQualityGround *self = data;
  guint end = MIN (self->layer->n_features, (chunk + 1) * CHUNK);

  for (guint i = chunk * CHUNK; i < end; i++)
    {
      SxShapeView view = sx_layer_shape (self->layer, i);

      if (sx_shape_view_n_points (&view) >= LARGE_POINTS)
        self->large[i] = sx_shape_tree_new (&view);
    }
  return TRUE;
}

SxQualityGround *
sx_quality_ground_new (SxLayer *layer, GCancellable *cancellable, GError **error)
{
  g_autoptr (SxQualityGround) self = g_new0 (SxQualityGround, 1);

  self->layer = layer;
  self->tree = sx_box_tree_new (layer->box, layer->n_features);
  self->large = g_new0 (SxShapeTree *, layer->n_features + 1);
  if (!sx_parallel (layer->n_features / CHUNK + 1, prepare_chunk, self, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
sx_quality_ground_free (SxQualityGround *self)
{
  if (!self)
    return;
  for (guint i = 0; self->large && i < self->layer->n_features; i++)
    sx_shape_tree_free (self->large[i]);
  g_free (self->large);
  sx_box_tree_free (self->tree);
  g_free (self);
}

static int
compare_features (gconstpointer a, gconstpointer b)
{
  guint32 p = *(const guint32 *)a, q = *(const guint32 *)b;

  return (p > q) - (p < q);
}

void
sx_quality_ground_find (const SxQualityGround *self, SxBox box, GArray *out)
{
  g_array_set_size (out, 0);
  sx_box_tree_query (self->tree, box, out);
  g_array_sort (out, compare_features);
}

double
sx_quality_ground_overlap (const SxQualityGround *self, guint feature, const SxShapeView *view)
{
  SxShapeView own = sx_layer_shape (self->layer, feature);

  if (self->large[feature] && !view->chunks && sx_shape_view_n_points (view) >= LARGE_POINTS)
    {
      /* each leaf looks at its neighbourhood only, which the copy knows how to find */
      g_autoptr (SxShape) copy = sx_shape_new (view);
      SxShapeView copied = sx_shape_view (copy);

      return sx_shape_tree_overlap (self->large[feature], &copied);
    }
  if (self->large[feature])
    return sx_shape_tree_overlap (self->large[feature], view);
  return sx_overlap_planar (&own, view);
}

double
sx_quality_ground_common (const SxQualityGround *self, guint feature, const SxQualityGround *other,
                          guint other_feature)
{
  SxShapeView view = sx_layer_shape (self->layer, feature),
              other_view = sx_layer_shape (other->layer, other_feature);

  if (other->large[other_feature] && !self->large[feature])
    return sx_shape_tree_overlap (other->large[other_feature], &view);
  return sx_quality_ground_overlap (self, feature, &other_view);
}
