/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The corners of one adjustment under the hand: which are selected, where they are being moved to, what that
 * makes of the outline; previews while they move, commits when they are let go. Corners are named by their
 * index in the shape's points, a ring's first for its closing one. */
#pragma once

#include "map/sx-sketch.h"

typedef struct _SxCorners SxCorners;

SxCorners *sx_corners_new (SxTool *tool, SxAdjustment *item); /* tool is borrowed */
void sx_corners_free (SxCorners *self);
gint64 sx_corners_get_fid (SxCorners *self);
/* The adjustment as the scheme has it now. What is selected stays selected where it is still there; what is
 * being moved goes on. */
void sx_corners_set_item (SxCorners *self, SxAdjustment *item);

/* A corner within `corner` metres, else an edge within `edge`. */
gboolean sx_corners_find (SxCorners *self, SxPoint at, double corner, double edge, SxSnapHit *hit);
GArray *sx_corners_get_selected (SxCorners *self); /* guint32, ascending; borrowed */
gboolean sx_corners_is_selected (SxCorners *self, guint32 corner);
void sx_corners_select (SxCorners *self, guint32 corner, gboolean adds); /* else in place of what was */
void sx_corners_select_box (SxCorners *self, SxBox box, gboolean adds);
void sx_corners_unselect (SxCorners *self, guint32 corner);
void sx_corners_unselect_all (SxCorners *self);

/* The selected, by so much from where they were last committed. */
void sx_corners_move (SxCorners *self, double dx, double dy);
void sx_corners_get_offset (SxCorners *self, double *dx, double *dy);
/* A new corner on the edge that starts with a point; it alone is selected then. */
void sx_corners_insert (SxCorners *self, guint32 after, SxPoint at);
gboolean sx_corners_remove_selected (SxCorners *self); /* FALSE: nothing would be left */
/* One edit of what was done since the last; an outline that cannot be kept is refused and goes back. */
void sx_corners_commit (SxCorners *self);
void sx_corners_revert (SxCorners *self);

gboolean sx_corners_is_moved (SxCorners *self);
double sx_corners_get_area (SxCorners *self);             /* m², as it is under the hand */
const GArray *sx_corners_get_crossings (SxCorners *self); /* SxCrossing */
void sx_corners_draw (SxCorners *self, SxSketch *sketch);
