/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of the export dialog that tells what is written, and where. All but the personal fields is
 * remembered: these are a decision of each time.
 *
 * Signals: "changed"; "look-changed" (the paper, or the agency once typing rests). */
#pragma once

#include "sx-delivery-job.h"

#define SX_TYPE_EXPORT_PARTS (sx_export_parts_get_type ())
G_DECLARE_FINAL_TYPE (SxExportParts, sx_export_parts, SX, EXPORT_PARTS, AdwPreferencesPage)

/* Where nothing is remembered: beside the plan. */
void sx_export_parts_set_plan (SxExportParts *self, const char *file);
/* As chosen; texts are borrowed until the next change. */
void sx_export_parts_get_options (SxExportParts *self, SxDeliverOptions *out);
void sx_export_parts_get_look (SxExportParts *self, SxDeliveryLook *out);
/* Why nothing can be written as chosen, in a sentence; NULL: it can. Owned by the caller. */
char *sx_export_parts_get_fault (SxExportParts *self);
/* For the next time. */
void sx_export_parts_remember (SxExportParts *self);
