/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two schemes of the open plan side by side: both maps, moving together, every indicator, the ledgers, the
 * conflicts and what they hold, which can be copied from one scheme to the other; and all schemes, where
 * there are more. In place of a scheme: the plan before any. Follows the package. */
#pragma once

#include <json-glib/json-glib.h>

#include "map/sx-map-view.h"
#include "models/sx-comparer.h"

#define SX_TYPE_COMPARE_WINDOW (sx_compare_window_get_type ())
G_DECLARE_FINAL_TYPE (SxCompareWindow, sx_compare_window, SX, COMPARE_WINDOW, AdwWindow)

/* Of the view's session, which must be open and have a scheme: its open one, and the next. To be destroyed
 * before that session is closed. */
SxCompareWindow *sx_compare_window_new (GtkApplication *application, SxMapView *view);
SxComparer *sx_compare_window_get_comparer (SxCompareWindow *self); /* borrowed */
gboolean sx_compare_window_is_idle (SxCompareWindow *self);
/* For tests: adds what it shows as one value. */
void sx_compare_window_report (SxCompareWindow *self, JsonBuilder *json);
