/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two schemes of one plan side by side: every indicator with what differs and which value is better, the
 * ledgers of both, and plot by plot what they share. Immutable, counted, free of GEOS: may be handed to any
 * thread. */
#pragma once

#include "evaluate/sx-result.h"
#include "geometry/sx-area.h"

#define SX_COMPARISON_SIDES 2
#define SX_COMPARISON_NONE (-1)

typedef struct
{
  SxScheme *scheme; /* borrowed while the comparison is made */
  SxResult *result; /* of that scheme, under the same rules and plan as the other side's */
} SxComparisonSide;

typedef struct
{
  const SxIndicatorRule *rule;
  const SxIndicatorValue *value[SX_COMPARISON_SIDES]; /* of the results, which the comparison keeps */
  double difference;                                  /* second after less first; NAN: one has none */
  gboolean differs;                                   /* the values, beyond noise, or the verdicts */
  gint best; /* side whose value is nearer to what is asked; SX_COMPARISON_NONE: neither, or not to say */
} SxComparisonRow;

/* The boundary's double-entry account, and what is left of it. */
typedef enum
{
  SX_ACCOUNT_INCREMENT_IN,
  SX_ACCOUNT_INCREMENT_OUT,
  SX_ACCOUNT_INCREMENT_BALANCE,
  SX_ACCOUNT_EXPANSION_SCALE,
  SX_ACCOUNT_MULTIPLIER,
  SX_ACCOUNT_RESERVE,
  SX_N_ACCOUNTS,
} SxAccount;

typedef struct
{
  const char *unit;                  /* of the rules; "" where they know no such row */
  double value[SX_COMPARISON_SIDES]; /* NAN: none */
  double difference;                 /* second less first; NAN: one has none */
  gboolean differs;                  /* beyond noise */
} SxComparisonAccount;

/* What is drawn for a line in one direction; a situation NULL counts those without one. */
typedef struct
{
  SxLine line;
  SxDirection direction;
  char *situation;
  guint n[SX_COMPARISON_SIDES];
  double area[SX_COMPARISON_SIDES]; /* m² as drawn */
} SxComparisonLedger;

typedef enum
{
  SX_PLOT_SAME,    /* in both, ground and words */
  SX_PLOT_CHANGED, /* in both, but drawn or described otherwise */
  SX_PLOT_FIRST,   /* in the first only */
  SX_PLOT_SECOND,
} SxPlotState;

typedef struct
{
  SxPlotState state;
  SxAdjustment *adjustment[SX_COMPARISON_SIDES]; /* owned references; NULL where the side has none */
  double area[SX_COMPARISON_SIDES];              /* m² as drawn; NAN where it has none */
  gboolean ground_differs;
} SxComparisonPlot;

typedef struct
{
  const SxConflictRule *rule;
  guint n[SX_COMPARISON_SIDES];
  double area[SX_COMPARISON_SIDES];
} SxComparisonConflict;

typedef struct
{
  gint ref_count;
  char *name[SX_COMPARISON_SIDES];
  SxResult *result[SX_COMPARISON_SIDES];
  SxMetric metric; /* by which areas are measured */
  GArray *rows;    /* SxComparisonRow, in the profile's order */
  SxComparisonAccount accounts[SX_N_ACCOUNTS];
  GPtrArray *ledger; /* SxComparisonLedger *: by line, in before out, by situation */
  GPtrArray *plots; /* SxComparisonPlot *: by line and direction; what differs as drawn stays in that order */
  GArray *conflicts; /* SxComparisonConflict: rules that either scheme breaks, in the profile's order */
  guint n_rows_differ, n_plots_differ;
} SxComparison;

/* metric: that of the evaluation. */
SxComparison *sx_comparison_new (const SxComparisonSide *first, const SxComparisonSide *second,
                                 const SxMetric *metric);
SxComparison *sx_comparison_ref (SxComparison *self);
void sx_comparison_unref (SxComparison *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxComparison, sx_comparison_unref)

/* Which of two values the comparator likes better: 0, 1, or SX_COMPARISON_NONE where they are the same but
 * for noise, one is NAN, or a person has to say. */
gint sx_comparison_better (SxComparator comparator, double first, double second);
const char *sx_plot_state_name (SxPlotState state); /* "same", "changed", "first", "second" */
const char *sx_account_name (SxAccount account);    /* "increment_in", … */
/* In the user's language; borrowed. */
const char *sx_account_words (SxAccount account);
const char *sx_comparison_plot_words (const SxComparisonPlot *plot); /* "drawn otherwise" */
