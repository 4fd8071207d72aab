/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The constraint panel: summary, ledger, every indicator before and after with its verdict, conflicts. */
#pragma once

#include "sx-session.h"
#include "map/sx-map-view.h"

#define SX_TYPE_INDICATOR_PANEL (sx_indicator_panel_get_type ())
G_DECLARE_FINAL_TYPE (SxIndicatorPanel, sx_indicator_panel, SX, INDICATOR_PANEL, GtkWidget)

/* NULL: nothing is open. Keeps a reference. */
void sx_indicator_panel_set_session (SxIndicatorPanel *self, SxSession *session);
/* The map it goes with, once. Borrowed; it lives as long as the window. */
void sx_indicator_panel_set_view (SxIndicatorPanel *self, SxMapView *view);
