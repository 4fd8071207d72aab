/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an evaluation says: one row an indicator, and the conflicts. Immutable, counted, free of GEOS: may be
 * handed to any thread. */
#pragma once

#include "evaluate/sx-balance.h"
#include "rules/sx-rule-profile.h"
#include "plan/sx-scheme.h"

typedef enum
{
  SX_VERDICT_PASS,
  SX_VERDICT_FAIL,
  SX_VERDICT_NOT_INVOLVED,
  SX_VERDICT_MANUAL,
  SX_VERDICT_NO_DATA,
} SxVerdict;

/* As JSON and sx_judgement have it: "pass", "fail", …. FALSE: no verdict is called that. */
const char *sx_verdict_name (SxVerdict verdict);
gboolean sx_verdict_parse (const char *text, SxVerdict *out);

typedef struct
{
  const SxIndicatorRule *rule;  /* lives as long as the result (it refs the profile) */
  double before, after, target; /* in the indicator's unit; NAN: none */
  double base; /* without any scheme; = before, but where that is the plan's target; NAN: none */
  SxVerdict verdict;
  char *message; /* one sentence in the user's language, or NULL */
} SxIndicatorValue;

/* Below this share of a value, a change is what adding the same numbers in another order gives. */
#define SX_INDICATOR_NOISE 1.0e-12

/* after − before; 0 where that is but noise. */
double sx_indicator_value_change (const SxIndicatorValue *self);

typedef struct
{
  SxAdjustment *adjustment; /* owned reference */
  const SxConflictRule *rule;
  double area; /* m² */
  char *message;
} SxConflict;

void sx_conflict_free (SxConflict *self);

/* 附表6, 附表7: m², row by row (sx_balance_rows()), sums too. */
typedef struct
{
  gboolean is_there; /* the plan has the partition */
  double before[SX_BALANCE_MAX_ROWS], after[SX_BALANCE_MAX_ROWS];
} SxBalance;

struct _SxResult
{
  gint ref_count;
  SxRuleProfile *rules;
  guint64 generation; /* how many edits the evaluator had seen */
  guint n_indicators;
  SxIndicatorValue *indicators; /* in the profile's order */
  GPtrArray *conflicts;         /* SxConflict *, by adjustment in stored order, then by rule */
  /* The two sides of boundary_increment_balance in ha: what comes in beyond the built land of 2020, and what
   * goes out. NAN where that row has no value. */
  double increment_in, increment_out;
  SxBalance balances[SX_N_BALANCES];
};

/* All rows without data, no conflicts, for the evaluator to fill in; refs the rules. */
SxResult *sx_result_new (SxRuleProfile *rules);

SxResult *sx_result_ref (SxResult *self);
void sx_result_unref (SxResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxResult, sx_result_unref)

/* The first row of that measure, or NULL where the profile has none. */
const SxIndicatorValue *sx_result_find (const SxResult *self, SxMeasure measure);
