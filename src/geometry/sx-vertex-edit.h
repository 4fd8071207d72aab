/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Polygons with some vertices moved, added or taken away; all other rings and points stay bit for bit.
 * Vertices are named by their index in the view's points; a ring's closing point is the same vertex as its
 * first, and is not named. Results are as the hand made them: not oriented, not checked (sx-outline.h). Any
 * thread. */
#pragma once

#include "geometry/sx-area.h"

/* The vertex that a point is: the ring's first for its closing point. */
guint32 sx_vertex_edit_vertex (const SxShapeView *view, guint32 point);
/* The vertices before and after one, round the ring. */
void sx_vertex_edit_neighbours (const SxShapeView *view, guint32 vertex, guint32 *before, guint32 *after);
/* vertices: ascending, each once. */
SxShape *sx_vertex_edit_move (const SxShapeView *view, const guint32 *vertices, guint n, double dx,
                              double dy);
/* A new vertex on the edge that starts with the point `after`; it has the index after + 1. */
SxShape *sx_vertex_edit_insert (const SxShapeView *view, guint32 after, SxPoint at);
/* A ring that fewer than three vertices are left of goes as a whole, a shell with its holes. NULL: nothing is
 * left. vertices: ascending, each once. */
SxShape *sx_vertex_edit_remove (const SxShapeView *view, const guint32 *vertices, guint n);
/* By how many m² moving the vertices changes the official area of the oriented view; costs what the edges
 * moved cost, not the whole outline. */
double sx_vertex_edit_area_change (const SxMetric *metric, const SxShapeView *view, const guint32 *vertices,
                                   guint n, double dx, double dy);
