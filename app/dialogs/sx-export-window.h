/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The export dialog: what stands in the way, what is written and where, the map sheets, and then the export
 * itself. It stays open beside the editor and follows the scheme: a changed one is checked anew, and never is
 * anything written but the state whose checks are shown.
 *
 * Signals:
 *   "go-there" (SxPreflightItem *, SxResult *)   the user wants to see it on the map and in the panel
 *   "exported" (char *sentence)                  for a toast */
#pragma once

#include "sx-session.h"

#define SX_TYPE_EXPORT_WINDOW (sx_export_window_get_type ())
G_DECLARE_FINAL_TYPE (SxExportWindow, sx_export_window, SX, EXPORT_WINDOW, AdwWindow)

/* Not modal. Keeps a reference on the session, and is to be closed before that is. */
GtkWindow *sx_export_window_new (GtkWindow *parent, SxSession *session);
gboolean sx_export_window_is_exporting (SxExportWindow *self);
/* Nothing is being checked, drawn or written. */
gboolean sx_export_window_is_idle (SxExportWindow *self);
