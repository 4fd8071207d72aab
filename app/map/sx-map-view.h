/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map: layers as painted tiles, the scheme's plots above them, the active tool's sketch on top. A widget
 * that puts together what it is made of: where it looks (sx-map-camera), what is painted (sx-map-stack), and
 * who holds the pointer (sx-map-input). All functions are the main thread's.
 *
 * Coordinates: "plan" are metres in the plan's Gauss–Krüger plane, "widget" pixels of this widget.
 *
 * Signals: "pointer-moved" (the pointer's place or the view changed: for the status line), "tool-changed".
 * Properties: "compare" (int, SxMapCompare), "base-map-visible", "names-visible"
 * (booleans). */
#pragma once

#include "map/sx-map-stack.h"
#include "sx-session.h"
#include "tools/sx-tool.h"

#define SX_TYPE_MAP_VIEW (sx_map_view_get_type ())
G_DECLARE_FINAL_TYPE (SxMapView, sx_map_view, SX, MAP_VIEW, GtkWidget)

/* NULL: shows nothing. Keeps a reference. Zooms to the plan when its first layers come. */
void sx_map_view_set_session (SxMapView *self, SxSession *session);
SxSession *sx_map_view_get_session (SxMapView *self); /* borrowed, or NULL */
/* In place of a session: the plan that `other` shows, from layers that are made ready only once, where it
 * shows it, with a scheme of its own (NULL: none). sx_map_view_set_session (self, NULL) ends it. */
void sx_map_view_show_beside (SxMapView *self, SxMapView *other);
void sx_map_view_set_snapshot (SxMapView *self, SxSnapshot *snapshot);
/* The scheme that is shown: the session's, or its own. Borrowed; NULL: none. */
const SxScheme *sx_map_view_get_scheme (SxMapView *self);
/* From now on the two show the same place at the same scale, whichever of them is moved. */
void sx_map_view_move_with (SxMapView *self, SxMapView *other);

/* Only with a session. */
SxPoint sx_map_view_to_plan (SxMapView *self, double x, double y);
void sx_map_view_to_widget (SxMapView *self, SxPoint at, double *x, double *y);
double sx_map_view_get_metres_per_pixel (SxMapView *self); /* on the ground, in the middle of the view */
SxBox sx_map_view_get_visible_box (SxMapView *self);       /* in the plan's plane */
/* FALSE: the pointer is not over the map. */
gboolean sx_map_view_get_pointer (SxMapView *self, double *x, double *y);

/* Shows all of the box, with some room; a point keeps the scale, but for one that is too small for it. */
void sx_map_view_zoom_to (SxMapView *self, SxBox box);
/* The place and scale of an earlier day, at once. */
void sx_map_view_show_at (SxMapView *self, SxPoint centre, double metres_per_pixel);
void sx_map_view_zoom_to_plan (SxMapView *self);
void sx_map_view_zoom_by (SxMapView *self, double factor, double x, double y); /* about a widget point */
void sx_map_view_pan_by (SxMapView *self, double dx, double dy);               /* widget pixels */

/* Takes a reference. NULL: none; the map only pans. */
void sx_map_view_set_tool (SxMapView *self, SxTool *tool);
SxTool *sx_map_view_get_tool (SxMapView *self); /* borrowed */
void sx_map_view_queue_sketch (SxMapView *self);

void sx_map_view_set_compare (SxMapView *self, SxMapCompare mode);
SxMapCompare sx_map_view_get_compare (SxMapView *self);
/* Whether the base map is shown here, where there is one. */
void sx_map_view_set_base_map_visible (SxMapView *self, gboolean visible);
gboolean sx_map_view_get_base_map_visible (SxMapView *self);
/* Whether townships, villages and plots are named. */
void sx_map_view_set_names_visible (SxMapView *self, gboolean visible);
gboolean sx_map_view_get_names_visible (SxMapView *self);
/* In the last frame, and those of them that an edge cut; for tests. */
guint sx_map_view_get_n_names (SxMapView *self, guint *n_cut);
/* TRUE: every tile in view is painted as it should be, and nothing moves. */
gboolean sx_map_view_is_idle (SxMapView *self);
