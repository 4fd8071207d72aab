/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Left of the map: layers, what the scheme holds, and the attributes of what is selected. */
#pragma once

#include "map/sx-map-view.h"
#include "sx-session.h"

#define SX_TYPE_SIDEBAR (sx_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (SxSidebar, sx_sidebar, SX, SIDEBAR, GtkWidget)

/* NULL: nothing is open. Keeps a reference. */
void sx_sidebar_set_session (SxSidebar *self, SxSession *session);
/* The map it goes with, once. Borrowed; it lives as long as the window. */
void sx_sidebar_set_view (SxSidebar *self, SxMapView *view);

/* As the keys of the window ask. */
void sx_sidebar_find (SxSidebar *self);
void sx_sidebar_edit_name (SxSidebar *self);
void sx_sidebar_delete (SxSidebar *self);
/* Heights of the upper two of its three panes, in pixels; to be kept with the plan. */
void sx_sidebar_get_panes (SxSidebar *self, int *layers, int *adjustments);
void sx_sidebar_set_panes (SxSidebar *self, int layers, int adjustments);
