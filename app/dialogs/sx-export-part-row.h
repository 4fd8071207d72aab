/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the export dialog: one part of what is handed in, written or not. Signal: "changed". */
#pragma once

#include "sx-app-types.h"

#include "deliver/sx-deliver.h"

#define SX_TYPE_EXPORT_PART_ROW (sx_export_part_row_get_type ())
G_DECLARE_FINAL_TYPE (SxExportPartRow, sx_export_part_row, SX, EXPORT_PART_ROW, AdwActionRow)

/* Once. */
void sx_export_part_row_set_part (SxExportPartRow *self, SxPart part);
SxPart sx_export_part_row_get_part (SxExportPartRow *self);
gboolean sx_export_part_row_is_active (SxExportPartRow *self);
void sx_export_part_row_set_active (SxExportPartRow *self, gboolean active);
