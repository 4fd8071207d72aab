/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window: header bar, panes, notices and toasts around one session. Its actions are in
 * sx-window-actions.c. */
#pragma once

#include "dialogs/sx-compare-window.h"
#include "map/sx-map-view.h"
#include "sx-application.h"
#include "sx-session.h"

#define SX_TYPE_WINDOW (sx_window_get_type ())
G_DECLARE_FINAL_TYPE (SxWindow, sx_window, SX, WINDOW, AdwApplicationWindow)

SxWindow *sx_window_new (SxApplication *application);
/* In place of what is open; when it fails that stays, and a dialog says why. */
void sx_window_open (SxWindow *self, GFile *file);
SxSession *sx_window_get_session (SxWindow *self); /* NULL: nothing is open */
gboolean sx_window_is_empty (SxWindow *self);      /* shows no plan and opens none */
SxMapView *sx_window_get_map (SxWindow *self);
SxCompareWindow *sx_window_get_compare_window (SxWindow *self); /* borrowed; NULL: it is not open */
void sx_window_toast (SxWindow *self, const char *sentence);
const char *sx_window_get_last_toast (SxWindow *self);
/* Nothing is being read, written, computed or painted, and nothing moves. */
gboolean sx_window_is_idle (SxWindow *self);
