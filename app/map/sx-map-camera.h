/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the map looks: which place of the plan, and at which scale. Brings points of the plan's plane to the
 * widget and back, and moves: by the hand at once, to a box in a flight.
 *
 * Points of the plan are metres in its Gauss–Krüger plane, x and y pixels of the map's widget. The reference
 * source of the viewport counts zoom levels in tiles of SX_MAP_TILE_SIZE pixels. */
#pragma once

#include <shumate/shumate.h>

#include "sx-app-types.h"

#include "geometry/sx-point.h"

#define SX_MAP_TILE_SIZE 2048

typedef struct _SxMapCamera SxMapCamera;

/* view: whose frames and size count, the map being all of it; both borrowed. Gives the map its reference
 * source. moved: called whenever place or scale are others, and when a flight ends. */
SxMapCamera *sx_map_camera_new (GtkWidget *view, ShumateMap *map, void (*moved) (gpointer data),
                                gpointer data);
/* NULL allowed. The map may be gone already. */
void sx_map_camera_free (SxMapCamera *self);
/* Whose plan is looked at from now on; borrowed. NULL: none. It is placed nowhere in it yet. */
void sx_map_camera_set_session (SxMapCamera *self, SxSession *session);
/* Whether it has been put anywhere in this plan. */
gboolean sx_map_camera_is_placed (const SxMapCamera *self);
/* Both move together from now on, whichever is moved; the other one takes this one's place. */
void sx_map_camera_bind (SxMapCamera *self, SxMapCamera *other);

/* These four only with a session that has a plane (sx_session_get_plane ()). */
SxPoint sx_map_camera_to_plan (const SxMapCamera *self, double x, double y);
void sx_map_camera_to_widget (const SxMapCamera *self, SxPoint at, double *x, double *y);
/* Around all that is in view. */
SxBox sx_map_camera_get_visible_box (const SxMapCamera *self);
/* Where the plan's north is on the screen, radians clockwise from up: not quite up, but for the central
 * meridian. */
double sx_map_camera_get_north (const SxMapCamera *self);
/* On the ground, in the middle of the view. */
double sx_map_camera_get_metres_per_pixel (const SxMapCamera *self);

/* Shows all of the box, with some room, in a flight where it is placed already; a point keeps the scale, but
 * for one that is too small for it. Nothing without a session or for an empty box. */
void sx_map_camera_zoom_to (SxMapCamera *self, SxBox box);
/* At once. Nothing without a session. */
void sx_map_camera_show_at (SxMapCamera *self, SxPoint centre, double metres_per_pixel);
/* About a point of the widget, which stays where it is. */
void sx_map_camera_zoom_by (SxMapCamera *self, double factor, double x, double y);
void sx_map_camera_pan_by (SxMapCamera *self, double dx, double dy);
/* The widget has another size: what was asked for before it had any is done now. */
void sx_map_camera_size_changed (SxMapCamera *self);
gboolean sx_map_camera_is_flying (const SxMapCamera *self);
