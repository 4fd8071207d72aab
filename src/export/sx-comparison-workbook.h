/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A comparison as a set of sheets: indicators, ledgers, what the schemes hold, conflicts, all schemes of the
 * plan, and what it was made from. In the user's language; every number as it came, shown with the decimals
 * of its row. */
#pragma once

#include <gio/gio.h>

#include "export/sx-comparison.h"
#include "export/sx-scheme-overview.h"
#include "plan/sx-plan.h"

typedef struct
{
  SxPlan *plan;
  const SxScheme *scheme[SX_COMPARISON_SIDES]; /* those compared */
  const SxSchemeOverview *overview;            /* of all schemes, for a sheet of its own; NULL: none */
} SxComparisonSource;

/* FALSE with USAGE for a name that is no workbook's. */
gboolean sx_comparison_check_workbook_name (const char *file, GError **error);
/* file: ends in .xlsx; written beside its place and moved there when it is complete, in place of a workbook
 * that is there, but of nothing else. Errors: USAGE for another name, UNWRITABLE, G_IO_ERROR_CANCELLED. Any
 * thread. */
gboolean sx_comparison_write_workbook (const SxComparison *comparison, const SxComparisonSource *source,
                                       const char *file, GCancellable *cancellable, GError **error);
