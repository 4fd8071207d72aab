/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the name of an area may stand. Any thread. */
#pragma once

#include "geometry/sx-shape.h"

/* SxPoint: points of a 9 × 9 grid over the box that lie in the shape, the most central first; none where the
 * box is empty. Coordinates are the shape's. Free with g_array_unref(). */
GArray *sx_label_points (const SxShapeView *shape, SxBox box);
