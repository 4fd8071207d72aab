/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the export dialog: one thing that stands in the way, or should be looked at. Signal: "go-there".
 */
#pragma once

#include "sx-app-types.h"

#include "deliver/sx-preflight.h"

#define SX_TYPE_EXPORT_CHECK_ROW (sx_export_check_row_get_type ())
G_DECLARE_FINAL_TYPE (SxExportCheckRow, sx_export_check_row, SX, EXPORT_CHECK_ROW, AdwActionRow)

/* Borrows the item, which outlives the row. */
GtkWidget *sx_export_check_row_new (const SxPreflightItem *item);
const SxPreflightItem *sx_export_check_row_get_item (SxExportCheckRow *self);
