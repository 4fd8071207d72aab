/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Above the map: what the next plot will be – line, direction, situation. */
#pragma once

#include "sx-session.h"
#include "map/sx-map-view.h"

#define SX_TYPE_TARGET_BAR (sx_target_bar_get_type ())
G_DECLARE_FINAL_TYPE (SxTargetBar, sx_target_bar, SX, TARGET_BAR, GtkWidget)

/* NULL: nothing is open. Keeps a reference. */
void sx_target_bar_set_session (SxTargetBar *self, SxSession *session);
/* The map it goes with, once. Borrowed; it lives as long as the window. The map gets the single keys. */
void sx_target_bar_set_view (SxTargetBar *self, SxMapView *view);
/* What stands below the bar, in the same overlay: its upper margin follows the bar's height. Borrowed,
 * weakly. */
void sx_target_bar_set_below (SxTargetBar *self, GtkWidget *below);
/* "line" and "direction", stateful, by the names of sx-lines.h; "situation" opens the list. Borrowed. */
GActionGroup *sx_target_bar_get_actions (SxTargetBar *self);
