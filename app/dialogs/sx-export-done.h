/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of an export: what was written, and the way to it. Signal: "back". */
#pragma once

#include "sx-app-types.h"

#define SX_TYPE_EXPORT_DONE (sx_export_done_get_type ())
G_DECLARE_FINAL_TYPE (SxExportDone, sx_export_done, SX, EXPORT_DONE, GtkWidget)

/* files: char *, in the order they are shown. fingerprint: of the state that was written. */
void sx_export_done_show (SxExportDone *self, const char *folder, const GPtrArray *files,
                          const char *fingerprint);
