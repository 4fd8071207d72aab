/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Overlays that build geometry, through GEOS on the calling thread: the few places where a shape is needed
 * and not only its area (sx-area.h). Inputs are valid polygons in the plane; results are valid, oriented, and
 * appended to out (nothing is appended where the result is empty). Nothing is rounded or snapped; lines and
 * points that an overlay leaves behind are dropped.
 *
 * FALSE with SX_ERROR_GEOMETRY when GEOS cannot; out is then as it was. */
#pragma once

#include "geometry/sx-shape.h"

/* a ∩ b, and a − b. */
gboolean sx_overlay_intersect (const SxShapeView *a, const SxShapeView *b, SxShapeBuffer *out,
                               GError **error);
gboolean sx_overlay_subtract (const SxShapeView *a, const SxShapeView *b, SxShapeBuffer *out, GError **error);
/* a minus all of bs, one after the other; those whose boxes miss a are skipped. */
gboolean sx_overlay_subtract_all (const SxShapeView *a, const SxShapeView *bs, guint n, SxShapeBuffer *out,
                                  GError **error);
/* The dissolved union. Costs what hangs together: a polygon that is near no other one is there as it is. */
gboolean sx_overlay_unite (const SxShapeView *views, guint n, SxShapeBuffer *out, GError **error);
/* The part of a inside the box. */
gboolean sx_overlay_clip (const SxShapeView *a, SxBox box, SxShapeBuffer *out, GError **error);
/* Cuts a along boxes into pieces of at most max_points (or, where the ground is too knotted, some more). Each
 * piece is appended as rings, and the number of rings in out after it to ends (gsize). *touches, which may be
 * NULL: a's rings may touch each other, so that sx_cut() alone would not always give valid pieces. LIMIT
 * where a is so jagged that its pieces have many times its points. */
gboolean sx_overlay_cut (const SxShapeView *a, guint max_points, SxShapeBuffer *out, GArray *ends,
                         gboolean *touches, GError **error);
/* The dissolved union of the buffers of all views, round joins. */
gboolean sx_overlay_buffer (const SxShapeView *views, guint n, double distance, int quadrant_segments,
                            SxShapeBuffer *out, GError **error);
/* Lines: the part of `lines` inside, or outside, the polygon. Appended as lines. */
gboolean sx_overlay_lines (const SxShapeView *lines, const SxShapeView *polygon, gboolean inside,
                           SxShapeBuffer *out, GError **error);
/* The ground within `distance` of the lines, round, appended as polygons. */
gboolean sx_overlay_buffer_lines (const SxShapeView *lines, double distance, int quadrant_segments,
                                  SxShapeBuffer *out, GError **error);
