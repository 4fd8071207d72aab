/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moves a viewport to a place and scale, smoothly where the user likes animations. */
#pragma once

#include <shumate/shumate.h>

typedef struct _SxMapFlight SxMapFlight;

/* widget: whose frames it follows. done: called once there, also when it was cut short. Both borrowed. */
SxMapFlight *sx_map_flight_new (GtkWidget *widget, ShumateViewport *viewport, void (*done) (gpointer data),
                                gpointer data);
void sx_map_flight_free (SxMapFlight *self);
/* animates FALSE: at once. Until the widget has been drawn nothing is animated. */
void sx_map_flight_go (SxMapFlight *self, double latitude, double longitude, double zoom, gboolean animates);
/* Stays where it is now. */
void sx_map_flight_stop (SxMapFlight *self);
gboolean sx_map_flight_is_flying (SxMapFlight *self);
