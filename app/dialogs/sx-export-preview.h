/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of the export dialog with the map sheets, one at a time, drawn by the job's thread as large as
 * they are shown. */
#pragma once

#include "sx-delivery-job.h"

#define SX_TYPE_EXPORT_PREVIEW (sx_export_preview_get_type ())
G_DECLARE_FINAL_TYPE (SxExportPreview, sx_export_preview, SX, EXPORT_PREVIEW, GtkWidget)

/* Keeps a reference until the widget is disposed. Once. */
void sx_export_preview_set_job (SxExportPreview *self, SxDeliveryJob *job);
/* TRUE: the sheet that is chosen is shown as it is now, or why there is none. */
gboolean sx_export_preview_is_idle (SxExportPreview *self);
