/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report of a delivery: 动态维护方案 as OpenDocument text, by the outline of 附录二. Every number, table
 * and conclusion that the evaluated state gives is filled in; what a person has to write is a marked
 * placeholder. Its words are statutory: they are Chinese in every locale. */
#pragma once

#include "export/sx-delivery.h"
#include "export/sx-tables.h"

/* agency: 编制单位; NULL or "": what the plan's parameter plan.agency says, else left to be written.
 * Writes the document into the file, which is made where it is missing and keeps its identity where it is
 * there. Thread: the delivery's. Errors: UNWRITABLE, whose message names no file, those of reading the
 * projects, G_IO_ERROR_CANCELLED; then the file holds nothing of use. */
gboolean sx_report_write (const SxDelivery *delivery, SxSharedTables *tables, const char *agency,
                          const char *file, GCancellable *cancellable, GError **error);
