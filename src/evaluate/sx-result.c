/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-result.h"

#include <math.h>

static const char *const verdict_names[] = {
  [SX_VERDICT_PASS] = "pass",
  [SX_VERDICT_FAIL] = "fail",
  [SX_VERDICT_NOT_INVOLVED] = "not_involved",
  [SX_VERDICT_MANUAL] = "manual",
  [SX_VERDICT_NO_DATA] = "no_data",
};

double
sx_indicator_value_change (const SxIndicatorValue *self)
{
  double change = self->after - self->before;

  return fabs (change) <= SX_INDICATOR_NOISE * MAX (fabs (self->before), fabs (self->after)) ? 0.0 : change;
}

const char *
sx_verdict_name (SxVerdict verdict)
{
  g_return_val_if_fail ((guint)verdict < G_N_ELEMENTS (verdict_names), "no_data");
  return verdict_names[verdict];
}

gboolean
sx_verdict_parse (const char *text, SxVerdict *out)
{
  for (guint i = 0; text && i < G_N_ELEMENTS (verdict_names); i++)
    if (g_str_equal (text, verdict_names[i]))
      {
        *out = (SxVerdict)i;
        return TRUE;
      }
  return FALSE;
}

void
sx_conflict_free (SxConflict *self)
{
  sx_adjustment_unref (self->adjustment);
  g_free (self->message);
  g_free (self);
}

SxResult *
sx_result_new (SxRuleProfile *rules)
{
  SxResult *self = g_new0 (SxResult, 1);

  self->ref_count = 1;
  self->rules = sx_rule_profile_ref (rules);
  self->n_indicators = rules->indicators->len;
  self->indicators = g_new0 (SxIndicatorValue, self->n_indicators);
  for (guint i = 0; i < self->n_indicators; i++)
    self->indicators[i] = (SxIndicatorValue){
      .rule = g_ptr_array_index (rules->indicators, i),
      .before = NAN,
      .after = NAN,
      .target = NAN,
      .base = NAN,
      .verdict = SX_VERDICT_NO_DATA,
    };
  self->conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_conflict_free);
  self->increment_in = self->increment_out = NAN;
  return self;
}

SxResult *
sx_result_ref (SxResult *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
sx_result_unref (SxResult *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  for (guint i = 0; i < self->n_indicators; i++)
    g_free (self->indicators[i].message);
  g_free (self->indicators);
  g_ptr_array_unref (self->conflicts);
  sx_rule_profile_unref (self->rules);
  g_free (self);
}

const SxIndicatorValue *
sx_result_find (const SxResult *self, SxMeasure measure)
{
  for (guint i = 0; i < self->n_indicators; i++)
    if (self->indicators[i].rule->measure == measure)
      return &self->indicators[i];
  return NULL;
}
