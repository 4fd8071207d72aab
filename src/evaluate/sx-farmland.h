/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Permanent basic farmland parcel by parcel: what each base parcel keeps, what comes in parcel by parcel of
 * DLTB with its class and slope, the measures M over them, and the clusters (indicators.md: 2, 4–8, "The
 * state after a scheme").
 *
 * Pieces are single-part polygons. Base pieces are the plan's; a touched parcel's pieces are replaced by new
 * ones. Clusters are the components of the graph "at most cluster_distance_m apart" over the pieces, repaired
 * locally.
 *
 * Belongs to one thread; building uses all cores. */
#pragma once

#include "evaluate/sx-plan-index.h"
#include "evaluate/sx-total.h"
#include "plan/sx-scheme.h"

typedef struct _SxFarmland SxFarmland;

/* Measures M, m². */
typedef struct
{
  SxTotal all, irrigated, highstandard, steep;
} SxFarmlandTerms;

SxFarmland *sx_farmland_new (const SxPlanIndex *index, double fragment_limit_m2, GCancellable *cancellable,
                             GError **error);
void sx_farmland_free (SxFarmland *self);

/* Recomputes what the polygons in `dirty` (SxAdjustment *, those that came, went, or are the old and new
 * shape) touch. `adjustments`: all farmland adjustments as they are now, SxAdjustment *. On error call again
 * later with the same or more dirty ones. */
gboolean sx_farmland_update (SxFarmland *self, GPtrArray *dirty, GPtrArray *adjustments,
                             GCancellable *cancellable, GError **error);

/* With the scheme as it is now: sums over all parcels, and numbers of clusters. */
const SxFarmlandTerms *sx_farmland_terms (const SxFarmland *self);
guint sx_farmland_n_clusters (const SxFarmland *self);
guint sx_farmland_n_fragments (const SxFarmland *self);
/* m² of farmland as it is now inside a polygon. */
double sx_farmland_inside (const SxFarmland *self, const SxShapeView *view);

/* One piece of ground of the many that a row speaks of. number: the same for pieces of one cluster, or of one
 * parcel. m: the parcel's measure M, m²; NAN for clusters. is_new: was none before the scheme. */
typedef void (*SxFarmlandShow) (guint number, const SxShapeView *piece, double m, gboolean is_new,
                                gpointer data);
/* Every cluster that counts as a fragment. */
void sx_farmland_show_fragments (const SxFarmland *self, SxFarmlandShow visit, gpointer data);
/* Every steep parcel, or what is left of it, and the steep parcels that came in. */
void sx_farmland_show_steep (const SxFarmland *self, SxFarmlandShow visit, gpointer data);

/* Clusters of a layer's selected features, counted once (contiguity_layer = cropland). */
gboolean sx_farmland_count_clusters (SxItemSet *set, const guint8 *select, double distance,
                                     GCancellable *cancellable, guint *out, GError **error);
