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
/* Opens the row of that id, whatever hides it now. */
void sx_indicator_panel_show_indicator (SxIndicatorPanel *self, const char *id);
/* Brings the first conflict of that plot into view, if it has any. */
void sx_indicator_panel_show_conflict (SxIndicatorPanel *self, gint64 fid);
