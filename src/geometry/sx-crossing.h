/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where edges cross each other: what a polygon that is being drawn does wrong, told while it is drawn. Pure;
 * any thread. */
#pragma once

#include "geometry/sx-shape.h"

typedef struct
{
  guint32 a, b; /* the two edges, each by the point that it starts with */
  SxPoint at;
} SxCrossing;

/* Whether the inner parts of a–b and c–d cross in one point; *at gets it. Touching is no crossing. */
gboolean sx_crossing_of (SxPoint a, SxPoint b, SxPoint c, SxPoint d, SxPoint *at);
/* Appends to out (GArray of SxCrossing) the crossings of some of the view's edges with all of its edges, each
 * pair once. `edges`: ascending, by the points that they start with. Costs n_edges × all. */
void sx_crossing_find (const SxShapeView *view, const guint32 *edges, guint n_edges, GArray *out);
