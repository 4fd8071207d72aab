/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A large polygon cut into small ones by halving its box again and again, so that measuring its overlap with
 * another shape costs what lies near that shape, not the whole outline. Immutable once made; any number of
 * threads may ask it. */
#pragma once

#include "geometry/sx-shape.h"

typedef struct _SxShapeTree SxShapeTree;

/* view: polygons, shells clockwise; it is copied. */
SxShapeTree *sx_shape_tree_new (const SxShapeView *view);
void sx_shape_tree_free (SxShapeTree *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxShapeTree, sx_shape_tree_free)

/* Planar m² of the intersection, as sx_overlap_planar (). */
double sx_shape_tree_overlap (const SxShapeTree *self, const SxShapeView *other);
