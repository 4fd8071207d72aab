/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first five minutes of a planner, in words. */
#pragma once

#include "sx-app-types.h"

#define SX_TYPE_HELP_WINDOW (sx_help_window_get_type ())
G_DECLARE_FINAL_TYPE (SxHelpWindow, sx_help_window, SX, HELP_WINDOW, AdwWindow)

void sx_help_window_show (GtkWindow *parent);
