/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Left of the map: layers, and the adjustments of the scheme. */
#pragma once

#include "sx-session.h"
#include "map/sx-map-view.h"

#define SX_TYPE_SIDEBAR (sx_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (SxSidebar, sx_sidebar, SX, SIDEBAR, GtkWidget)

/* NULL: nothing is open. Keeps a reference. */
void sx_sidebar_set_session (SxSidebar *self, SxSession *session);
/* The map it goes with, once. Borrowed; it lives as long as the window. */
void sx_sidebar_set_view (SxSidebar *self, SxMapView *view);
