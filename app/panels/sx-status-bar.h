/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Below the map: coordinates, scale, the tool's hint, what the engine does. */
#pragma once

#include "sx-session.h"
#include "map/sx-map-view.h"

#define SX_TYPE_STATUS_BAR (sx_status_bar_get_type ())
G_DECLARE_FINAL_TYPE (SxStatusBar, sx_status_bar, SX, STATUS_BAR, GtkWidget)

/* NULL: nothing is open. Keeps a reference. */
void sx_status_bar_set_session (SxStatusBar *self, SxSession *session);
/* The map it goes with, once. Borrowed; it lives as long as the window. */
void sx_status_bar_set_view (SxStatusBar *self, SxMapView *view);
