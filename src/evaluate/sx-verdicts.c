/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From values to verdicts (indicators.md, "Verdicts"). */
#include "evaluate/sx-verdicts.h"

#include "evaluate/sx-evaluator-private.h"

#include "base/sx-i18n.h"
#include "base/sx-units.h"
#include <string.h>

#define RELATIVE_EPSILON 1e-7
#define EPSILON_M2 0.01

/* m² in one unit of an area; 0 for everything else */
static double
unit_m2 (const char *unit)
{
  static const struct
  {
    const char *unit;
    double m2;
  } units[] = {
    { "万亩", SX_WAN_MU_M2 }, { "亩", SX_MU_M2 }, { "km²", SX_KM2_M2 }, { "ha", SX_HA_M2 }, { "m²", 1 }
  };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (unit, units[i].unit))
      return units[i].m2;
  return 0;
}

double
sx_verdict_epsilon (const SxIndicatorRule *rule, double reference)
{
  double m2 = unit_m2 (rule->unit), relative = RELATIVE_EPSILON * fabs (reference);

  if (g_str_equal (rule->unit, "个"))
    return 0;
  return m2 > 0 ? MAX (relative, EPSILON_M2 / m2) : relative;
}

static double
round_half_up (double value, int decimals)
{
  double power = pow (10, decimals);

  return floor (value * power + 0.5 + 1e-9) / power;
}

/* Does anything in the scheme concern a row that asks for a change? */
static gboolean
is_concerned (const SxEvaluator *self, const SxIndicatorRule *rule)
{
  const char *name = sx_measure_name (rule->measure);

  if (rule->measure == SX_MEASURE_ROAD_DENSITY)
    return self->roads->len > 0;
  if (rule->measure == SX_MEASURE_GREEN_COVERAGE)
    {
      for (guint i = 0; i < self->reclasses->len; i++)
        if (((SxReclassEntry *)self->reclasses->pdata[i])->item->layer == SX_RECLASS_GHYDYH)
          return TRUE;
      return FALSE;
    }
  for (SxLine line = 0; line < SX_N_LINES; line++)
    if (strstr (name, sx_line_name (line)) && sx_evaluator_has_line (self, line))
      return TRUE;
  return FALSE;
}

static const SxJudgement *
judgement_of (const SxEvaluator *self, const SxIndicatorRule *rule)
{
  for (guint i = 0; i < self->judgements->len; i++)
    {
      const SxJudgement *j = self->judgements->pdata[i];

      if (g_str_equal (j->indicator, rule->id))
        return j;
    }
  return NULL;
}

static SxVerdict
judge_manual (const SxEvaluator *self, const SxIndicatorRule *rule, SxIndicatorTerms *t)
{
  const SxJudgement *judgement = judgement_of (self, rule);
  SxVerdict verdict;

  if (!judgement || !sx_verdict_parse (judgement->verdict, &verdict))
    return rule->measure == SX_MEASURE_SPECIAL_CASE && !judgement ? SX_VERDICT_NOT_INVOLVED
                                                                  : SX_VERDICT_MANUAL;
  if (judgement->reason && *judgement->reason)
    {
      g_free (t->message);
      t->message = g_strdup (judgement->reason);
    }
  return verdict;
}

static gboolean
compare (const SxIndicatorRule *rule, double before, double after, double target)
{
  switch (rule->comparator)
    {
    case SX_COMPARE_INCREASE:
      return after > before + sx_verdict_epsilon (rule, before);
    case SX_COMPARE_NOT_DECREASE:
      return after >= before - sx_verdict_epsilon (rule, before);
    case SX_COMPARE_DECREASE:
      return after < before - sx_verdict_epsilon (rule, before);
    case SX_COMPARE_NOT_INCREASE:
      return after <= before + sx_verdict_epsilon (rule, before);
    case SX_COMPARE_AT_LEAST_TARGET:
      return after >= target - sx_verdict_epsilon (rule, target);
    case SX_COMPARE_AT_MOST_TARGET:
      return after <= target + sx_verdict_epsilon (rule, target);
    case SX_COMPARE_MANUAL:
      break;
    }
  return FALSE;
}

/* The row whose verdict reserve_scale carries. */
static const SxIndicatorRule *
reserve_ratio_rule (const SxEvaluator *self)
{
  for (guint i = 0; i < self->index->rules->indicators->len; i++)
    {
      const SxIndicatorRule *rule = self->index->rules->indicators->pdata[i];

      if (rule->measure == SX_MEASURE_RESERVE_RATIO)
        return rule;
    }
  return NULL;
}

static SxVerdict
judge_reserve_scale (const SxEvaluator *self, SxIndicatorTerms *t)
{
  const SxIndicatorRule *ratio = reserve_ratio_rule (self);
  SxIndicatorTerms terms;
  SxVerdict verdict;

  if (!ratio)
    return SX_VERDICT_MANUAL;
  sx_evaluator_measure (self, ratio, &terms);
  verdict = sx_evaluator_judge (self, ratio, &terms);
  if (verdict == SX_VERDICT_NO_DATA && !t->message)
    t->message = g_steal_pointer (&terms.message);
  g_free (terms.missing);
  g_free (terms.message);
  return verdict;
}

SxVerdict
sx_evaluator_judge (const SxEvaluator *self, const SxIndicatorRule *rule, SxIndicatorTerms *t)
{
  gboolean asks_change = rule->comparator == SX_COMPARE_INCREASE || rule->comparator == SX_COMPARE_DECREASE;
  gboolean needs_target
      = rule->comparator == SX_COMPARE_AT_LEAST_TARGET || rule->comparator == SX_COMPARE_AT_MOST_TARGET;

  if (t->missing)
    {
      g_free (t->message);
      t->message = g_steal_pointer (&t->missing);
      return SX_VERDICT_NO_DATA;
    }
  if (rule->comparator == SX_COMPARE_MANUAL)
    return judge_manual (self, rule, t);
  if (rule->measure == SX_MEASURE_RESERVE_SCALE)
    return judge_reserve_scale (self, t);
  if (isnan (t->after) || (needs_target ? isnan (t->target) : isnan (t->before)))
    return SX_VERDICT_NO_DATA;
  if (rule->measure == SX_MEASURE_BOUNDARY_INCREMENT_BALANCE
      && !sx_evaluator_has_line (self, SX_LINE_BOUNDARY))
    return SX_VERDICT_NOT_INVOLVED;
  if (asks_change && !is_concerned (self, rule)
      && fabs (t->after - t->before) <= sx_verdict_epsilon (rule, t->before))
    return SX_VERDICT_NOT_INVOLVED;
  if (rule->measure == SX_MEASURE_BOUNDARY_MULTIPLIER)
    {
      int decimals = self->index->rules->multiplier_decimals;

      return compare (rule, round_half_up (t->before, decimals), round_half_up (t->after, decimals),
                      t->target)
                 ? SX_VERDICT_PASS
                 : SX_VERDICT_FAIL;
    }
  return compare (rule, t->before, t->after, t->target) ? SX_VERDICT_PASS : SX_VERDICT_FAIL;
}
