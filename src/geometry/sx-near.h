/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether two polygons lie within a distance of each other, in the plane of their coordinates. Any thread. */
#pragma once

#include "geometry/sx-shape.h"

/* TRUE when the planar distance between the areas of two polygons, of any number of parts and holes, is at
 * most d (d >= 0): areas that touch, cross or contain one another are at distance 0, one that stands in a
 * hole of the other is as far away as the hole's ring. An empty polygon is near nothing. Distances are taken
 * between the coordinates as they are, and one that exceeds d by a rounding error of the calculation (d ×
 * 1e-12) still counts. The answer does not depend on the order of the two. */
gboolean sx_near_within (const SxShapeView *a, const SxShapeView *b, double d);
