/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cutting polygons along a line parallel to an axis, in n + k log k for k crossings: what tiles and pieces
 * are made with. */
#pragma once

#include "geometry/sx-shape.h"

typedef enum
{
  SX_CUT_X, /* along x = at: the parts west and east */
  SX_CUT_Y, /* along y = at: the parts south and north */
} SxCutAxis;

/* Appends what of the valid, oriented polygons of `view` lies below `at` to low, what lies above to high,
 * oriented. Crossing points have exactly `at` as their coordinate. FALSE, with nothing appended, where it
 * cannot be sure: a vertex lies on the line, or crossings are too close to be told apart; then another line,
 * or sx_overlay_clip(), will do. Any thread. */
gboolean sx_cut (const SxShapeView *view, SxCutAxis axis, double at, SxShapeBuffer *low, SxShapeBuffer *high);

/* The part of the view inside the box, appended to out, by up to four cuts. FALSE, with nothing appended, as
 * above. */
gboolean sx_cut_to_box (const SxShapeView *view, SxBox box, SxShapeBuffer *out);

/* What of the view lies about the box, appended: the edges whose boxes meet the box are there as they are,
 * not cut, so that what is computed from them inside the box is what it would be from all of the view. Where
 * no good line is found, or little would be saved, the whole view. Any thread. */
void sx_cut_around (const SxShapeView *view, SxBox box, SxShapeBuffer *out);
