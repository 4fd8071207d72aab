/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statutory tables as one .xlsx workbook, a sheet each, and a sheet 说明 that tells what stayed empty. */
#pragma once

#include <gio/gio.h>

#include "export/sx-grid.h"

/* grids: SxGrid *. about: lines for the sheet 说明. foot: what stands below every table. path: a file of ours
 * alone. Errors: UNWRITABLE. */
gboolean sx_workbook_write (const char *path, const GPtrArray *grids, const char *const *about,
                            const char *foot, GError **error);
