/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A layer made ready to be asked, from any thread, how its features overlap others.
 *
 * Private to sx-quality*.c. */
#pragma once

#include <gio/gio.h>
#include "geometry/sx-box-tree.h"
#include "geometry/sx-shape-tree.h"
#include "plan/sx-layer.h"

typedef struct
{
  SxLayer *layer;      /* borrowed */
  SxBoxTree *tree;     /* items are features */
  SxShapeTree **large; /* per feature; NULL for those of few points */
} SxQualityGround;

SxQualityGround *sx_quality_ground_new (SxLayer *layer, GCancellable *cancellable, GError **error);
void sx_quality_ground_free (SxQualityGround *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxQualityGround, sx_quality_ground_free)

/* Features, as guint32, whose boxes meet the box, in ascending order. */
void sx_quality_ground_find (const SxQualityGround *self, SxBox box, GArray *out);
/* Planar m² of feature ∩ view. */
double sx_quality_ground_overlap (const SxQualityGround *self, guint feature, const SxShapeView *view);
/* The same of two features. */
double sx_quality_ground_common (const SxQualityGround *self, guint feature, const SxQualityGround *other,
                                 guint other_feature);
