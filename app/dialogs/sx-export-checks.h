/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of the export dialog that tells what stands in the way of handing a scheme in, and what should be
 * looked at. What stands in the way can be taken on, by hand and by number; another list has to be taken on
 * anew.
 *
 * Signals: "changed" (taken on, or not any more), "go-there" (SxPreflightItem *). */
#pragma once

#include "sx-delivery-job.h"

#define SX_TYPE_EXPORT_CHECKS (sx_export_checks_get_type ())
G_DECLARE_FINAL_TYPE (SxExportChecks, sx_export_checks, SX, EXPORT_CHECKS, GtkWidget)

/* NULL: not known yet. Keeps a reference. */
void sx_export_checks_show (SxExportChecks *self, SxDeliveryDigest *digest);
/* The list is no more that of the scheme: it stays to be read. */
void sx_export_checks_set_stale (SxExportChecks *self, gboolean is_stale);
gboolean sx_export_checks_is_taken_on (SxExportChecks *self);
