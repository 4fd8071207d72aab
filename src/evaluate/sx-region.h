/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Static point sets, made once from the plan's layers and then only asked for areas.
 *
 * An SxItemSet is a layer cut into items of bounded size (a feature, or a piece of a large one) with a box
 * tree over them. An SxRegion is a union of selected items made disjoint: where an item overlaps an earlier
 * one its shape is replaced by what is left of it, so that the area of the union inside a polygon is the
 * plain sum over the items it meets (indicators.md: "areas of intersections are of point sets").
 *
 * Both are immutable once built and may be read by any number of threads. */
#pragma once

#include <gio/gio.h>
#include "geometry/sx-area.h"
#include "geometry/sx-box-tree.h"
#include "plan/sx-layer.h"

#define SX_ITEM_MAX_POINTS 192 /* larger features are cut into pieces */

typedef struct
{
  SxLayer *layer; /* items 0 … n_direct-1 are its features; NULL: own items only */
  guint n_direct;
  guint n_items;
  SxShapeBuffer own;    /* items n_direct … */
  GArray *own_ring;     /* guint32, first ring of each own item, one more at the end */
  GArray *own_feature;  /* guint32, the feature an own item is a piece of */
  GHashTable *touching; /* feature + 1: cut ones whose rings may touch each other */
  SxBox *own_boxes;     /* n_items, when they are not the layer's */
  const SxBox *boxes;
  SxBoxTree *tree;
} SxItemSet;

/* layer may be NULL: an empty set. Refs the layer. Features larger than SX_ITEM_MAX_POINTS are cut by
 * clipping. */
SxItemSet *sx_item_set_new (SxLayer *layer, GCancellable *cancellable, GError **error);
/* A set of polygons without a layer (copies); item i is views[i], those without rings left out. */
SxItemSet *sx_item_set_new_from_views (const SxShapeView *views, guint n);
void sx_item_set_free (SxItemSet *self);
SxShapeView sx_item_set_view (const SxItemSet *self, guint item);
guint32 sx_item_set_feature (const SxItemSet *self, guint item);

typedef struct _SxRegion SxRegion;

SxRegion *sx_region_new (void);
void sx_region_free (SxRegion *self);
/* Adds the items whose feature is selected (one byte a feature, NULL: all), without what earlier items,
 * earlier additions and `except` (may be NULL) cover. set must outlive the region. Work is shared among all
 * cores. */
gboolean sx_region_add (SxRegion *self, const SxItemSet *set, const guint8 *select, const SxRegion *except,
                        GCancellable *cancellable, GError **error);
/* The same without looking for overlaps: the selected features are known to be disjoint from each other and
 * from all that is there. */
void sx_region_add_disjoint (SxRegion *self, const SxItemSet *set, const guint8 *select);
/* Adds polygons that are known to be disjoint from each other and from what is there. */
void sx_region_add_shapes (SxRegion *self, const SxShapeView *views, guint n);
/* TRUE when no item had to be cut: the items are features as they are. */
gboolean sx_region_is_plain (const SxRegion *self);

/* m² of region ∩ view. */
double sx_region_overlap (const SxRegion *self, const SxMetric *metric, const SxShapeView *view);
double sx_region_area (const SxRegion *self, const SxMetric *metric);
/* m² of a ∩ b, work shared among all cores; the same on any number of them. a should have the larger items.
 */
gboolean sx_region_common_area (const SxRegion *a, const SxRegion *b, const SxMetric *metric,
                                GCancellable *cancellable, double *out, GError **error);

/* Called for each disjoint item; feature is that of the layer it comes from (0 for added shapes). FALSE
 * stops. */
typedef gboolean (*SxRegionVisit) (const SxShapeView *view, const SxLayer *layer, guint32 feature,
                                   gpointer data);
gboolean sx_region_search (const SxRegion *self, SxBox box, SxRegionVisit visit, gpointer data);
/* Items one by one, for sharing work among threads. */
guint sx_region_n_items (const SxRegion *self);
gboolean sx_region_item (const SxRegion *self, guint item, SxShapeView *view, guint32 *feature);
