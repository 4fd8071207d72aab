/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the user may choose for all plans. */
#pragma once

#include "sx-app-types.h"

#define SX_TYPE_PREFERENCES_WINDOW (sx_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (SxPreferencesWindow, sx_preferences_window, SX, PREFERENCES_WINDOW,
                      AdwPreferencesWindow)

void sx_preferences_window_show (GtkWindow *parent);
