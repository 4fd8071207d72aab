/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Corners that overlays made, put where the edges they are of cross.
 *
 * A corner that an overlay makes is rounded, and rounded again where the edge that is left is cut once more:
 * where it comes to lie depends on what is taken away first, and on how much of the ground is looked at. That
 * is less than any survey, but whether polygons hang together is told by it. So each such corner is put where
 * the two edges cross as they are stored or drawn: it is the same for whoever cuts, in whatever
 * order. Any thread. */
#pragma once

#include "geometry/sx-shape.h"

/* Moves corners of the rings of pieces, from first_ring on, that are no corner of a source and lie within
 * SX_SAME_CORNER_M of two edges of sources that cross there. With several pairs of edges the two count that
 * cross most squarely. */
void sx_cut_corners_settle (SxShapeBuffer *pieces, gsize first_ring, const SxShapeView *sources,
                            guint n_sources);
