/* What an evaluation says: one row an indicator, and the conflicts. Immutable, counted, free of GEOS: may be handed to
 * any thread. */
#pragma once

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

const char *sx_verdict_name (SxVerdict verdict);
gboolean sx_verdict_parse (const char *text, SxVerdict *out);

typedef struct
{
  const SxIndicatorRule *rule; /* lives as long as the result (it refs the profile) */
  double before, after, target; /* in the indicator's unit; NAN: none */
  SxVerdict verdict;
  char *message; /* one sentence in the user's language, or NULL */
} SxIndicatorValue;

typedef struct
{
  SxAdjustment *adjustment; /* owned reference */
  const SxConflictRule *rule;
  double area; /* m² */
  char *message;
} SxConflict;

struct _SxResult
{
  gint ref_count;
  SxRuleProfile *rules;
  guint64 generation; /* how many edits the evaluator had seen */
  guint n_indicators;
  SxIndicatorValue *indicators; /* in the profile's order */
  GPtrArray *conflicts;         /* SxConflict *, by adjustment in stored order, then by rule */
};

SxResult *sx_result_ref (SxResult *self);
void sx_result_unref (SxResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxResult, sx_result_unref)
