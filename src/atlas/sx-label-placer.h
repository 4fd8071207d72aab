/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds places for labels on a page, one after the other, the most important first: no two overlap, none
 * reaches over the frame or over what is blocked, and no leader runs through a label. Knows boxes only. */
#pragma once

#include "geometry/sx-point.h"

typedef struct _SxLabelPlacer SxLabelPlacer;

/* gap: kept between any two boxes. */
SxLabelPlacer *sx_label_placer_new (SxBox frame, double gap);
void sx_label_placer_free (SxLabelPlacer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxLabelPlacer, sx_label_placer_free)

/* Labels stay off that box. */
void sx_label_placer_block (SxLabelPlacer *self, SxBox box);
/* Labels put from now on stay within that part of the frame. At first it is all of it. */
void sx_label_placer_keep_within (SxLabelPlacer *self, SxBox part);
/* Puts a label of w by h in the middle of the first of the points where it has room. FALSE: nowhere. */
gboolean sx_label_placer_put (SxLabelPlacer *self, const SxPoint *middles, guint n, double w, double h,
                              SxBox *out);
/* Puts it beside what reaches half.x and half.y around the anchor, or farther off, up to `reach`. Where
 * it is more than its height from the anchor *leader is TRUE, and a straight line from the anchor to *end, on
 * the label's border, says what it belongs to. */
gboolean sx_label_placer_put_beside (SxLabelPlacer *self, SxPoint anchor, SxPoint half, double reach,
                                     double w, double h, SxBox *out, gboolean *leader, SxPoint *end);
