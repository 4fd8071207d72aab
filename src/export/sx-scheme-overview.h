/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All schemes of a plan side by side: every indicator with its verdicts, and the increment ledger. Immutable,
 * counted, may be handed to any thread. */
#pragma once

#include "export/sx-comparison.h"

typedef struct
{
  double value;      /* NAN: none */
  SxVerdict verdict; /* of indicators */
  gboolean is_best;  /* no scheme has a better one, and not all have the same */
} SxOverviewCell;

typedef struct
{
  const SxIndicatorRule *rule; /* NULL: of the ledger */
  const char *id, *title, *unit;
  int decimals;
  double base; /* before any scheme; NAN: none */
  gboolean differs;
  SxOverviewCell *cells; /* one a scheme */
} SxOverviewRow;

typedef struct
{
  gint ref_count;
  guint n_schemes;
  char **names;
  GPtrArray *results; /* SxResult *, references */
  GPtrArray *rows;    /* SxOverviewRow *: indicators in the profile's order, then the ledger */
} SxSchemeOverview;

/* sides: at least one; all results under the same rules. */
SxSchemeOverview *sx_scheme_overview_new (const SxComparisonSide *sides, guint n);
SxSchemeOverview *sx_scheme_overview_ref (SxSchemeOverview *self);
void sx_scheme_overview_unref (SxSchemeOverview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxSchemeOverview, sx_scheme_overview_unref)
