/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Corners that are one place. A corner of a plot that was drawn onto a corner of a line lies a hair beside it
 * where the two are stored in different coordinates: beside each other along a whole border, they would be
 * one polygon or two by the last digit. So a corner within SX_SAME_CORNER_M of a stored one is that one. Any
 * thread. */
#pragma once

#include "geometry/sx-shape.h"

#define SX_SAME_CORNER_M 1e-6 /* a hundred times the rounding of coordinates, far below any survey */

/* The shape with its corners where those of the views are that they are, each at the nearest, of two just as
 * near at the more western, then the more southern. A new reference to the same shape where none moves, or
 * where a shape that is certainly valid would not be so any more. */
SxShape *sx_corners_settle (SxShape *shape, const SxShapeView *views, guint n_views);

/* For a GHashTable of SxPoint *: the same where both coordinates are, to the last digit. */
guint sx_corner_hash (gconstpointer point);
gboolean sx_corner_equal (gconstpointer a, gconstpointer b);
