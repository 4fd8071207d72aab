/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For every measure and every way to compare: a failing row names an amount, and moving the value by just
 * that amount is enough, while a step less is not. */
#include "evaluate/sx-remedy.h"

#include <locale.h>
#include <math.h>

#include "base/sx-text.h"
#include "evaluate/sx-verdicts.h"

typedef struct
{
  SxRuleProfile *rules;
  SxResult *result;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->rules = sx_rule_profile_load ("anhui-2026", &error);
  g_assert_no_error (error);
  self->result = sx_result_new (self->rules);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  sx_result_unref (self->result);
  sx_rule_profile_unref (self->rules);
}

static guint
row_of (const Fixture *self, SxMeasure measure)
{
  const SxIndicatorValue *value = sx_result_find (self->result, measure);

  g_assert_nonnull (value);
  return (guint)(value - self->result->indicators);
}

/* as indicators.md has it */
static gboolean
passes (const SxIndicatorRule *rule, double before, double after, double target)
{
  double e = sx_verdict_epsilon (rule, rule->comparator >= SX_COMPARE_AT_LEAST_TARGET ? target : before);

  switch ((int)rule->comparator)
    {
    case SX_COMPARE_INCREASE:
      return after > before + e;
    case SX_COMPARE_NOT_DECREASE:
      return after >= before - e;
    case SX_COMPARE_DECREASE:
      return after < before - e;
    case SX_COMPARE_NOT_INCREASE:
      return after <= before + e;
    case SX_COMPARE_AT_LEAST_TARGET:
      return after >= target - e;
    case SX_COMPARE_AT_MOST_TARGET:
      return after <= target + e;
    default:
      return FALSE;
    }
}

static gboolean
is_upwards (const SxIndicatorRule *rule)
{
  return rule->comparator == SX_COMPARE_INCREASE || rule->comparator == SX_COMPARE_NOT_DECREASE
         || rule->comparator == SX_COMPARE_AT_LEAST_TARGET;
}

static void
check_row (Fixture *self, guint row, SxComparator comparator, double reference, double off)
{
  SxIndicatorValue *value = &self->result->indicators[row];
  const SxIndicatorRule *original = value->rule;
  SxIndicatorRule rule = *original;
  double distance, step = pow (10, -rule.decimals), sign;
  g_autofree char *sentence = NULL, *amount = NULL;

  rule.comparator = comparator;
  sign = is_upwards (&rule) ? 1 : -1;
  value->rule = &rule;
  value->before = value->target = value->base = reference;
  value->after = reference - sign * off;
  value->verdict = SX_VERDICT_FAIL;
  distance = sx_remedy_distance (self->result, row);
  sentence = sx_remedy_sentence (self->result, row);
  g_assert_nonnull (sentence);
  if (rule.measure != SX_MEASURE_RESERVE_SCALE) /* goes with another row */
    {
      g_assert_false (passes (&rule, reference, value->after, reference));
      g_assert_true (passes (&rule, reference, value->after + sign * distance, reference));
      if (step > 4 * sx_verdict_epsilon (&rule, reference)) /* else a step is nothing to the verdict */
        g_assert_false (
            passes (&rule, reference, value->after + sign * (distance - 1.001 * step), reference));
      amount = sx_text_number (distance, rule.decimals);
      if (rule.measure != SX_MEASURE_RESERVE_RATIO && rule.measure != SX_MEASURE_BOUNDARY_MULTIPLIER)
        g_assert_nonnull (strstr (sentence, amount));
    }
  value->rule = original;
  value->verdict = SX_VERDICT_PASS;
}

static void
test_every_measure (Fixture *self, gconstpointer data)
{
  for (guint row = 0; row < self->result->n_indicators; row++)
    for (SxComparator comparator = SX_COMPARE_INCREASE; comparator < SX_COMPARE_MANUAL; comparator++)
      {
        gboolean is_strict = comparator == SX_COMPARE_INCREASE || comparator == SX_COMPARE_DECREASE;
        gboolean is_count = self->result->indicators[row].rule->decimals == 0;

        check_row (self, row, comparator, 43, 7);
        if (is_strict)
          check_row (self, row, comparator, 43, 0);
        if (is_count)
          continue;
        check_row (self, row, comparator, 1295.7789, 3.21367);
        check_row (self, row, comparator, 16.4431, 0.5);
        check_row (self, row, comparator, 226.3686, 0.0124);
      }
}

static void
test_nothing_to_say (Fixture *self, gconstpointer data)
{
  static const SxVerdict others[]
      = { SX_VERDICT_PASS, SX_VERDICT_NOT_INVOLVED, SX_VERDICT_MANUAL, SX_VERDICT_NO_DATA };

  for (guint row = 0; row < self->result->n_indicators; row++)
    for (guint i = 0; i < G_N_ELEMENTS (others); i++)
      {
        self->result->indicators[row].verdict = others[i];
        g_assert_null (sx_remedy_sentence (self->result, row));
        g_assert_cmpfloat (sx_remedy_distance (self->result, row), ==, 0);
      }
}

/* The example of the editor's specification. */
static void
test_balance_in_words (Fixture *self, gconstpointer data)
{
  guint row = row_of (self, SX_MEASURE_BOUNDARY_INCREMENT_BALANCE);
  SxIndicatorValue *value = &self->result->indicators[row];
  g_autofree char *sentence = NULL;

  value->before = 0;
  value->after = 1.81436;
  value->verdict = SX_VERDICT_FAIL;
  sentence = sx_remedy_sentence (self->result, row);
  g_assert_cmpstr (sentence, ==, "Take out 1.8144 ha more increment to pass.");
}

/* 100 ha of urban land, C from 23 ha (1.23) to 24 ha (1.24): what rounds to 1.23 is below 23.5 ha. */
static void
test_multiplier_is_told_as_increment (Fixture *self, gconstpointer data)
{
  guint row = row_of (self, SX_MEASURE_BOUNDARY_MULTIPLIER);
  SxIndicatorValue *value = &self->result->indicators[row];
  SxIndicatorValue *scale = &self->result->indicators[row_of (self, SX_MEASURE_BOUNDARY_EXPANSION_SCALE)];
  g_autofree char *sentence = NULL;

  scale->before = 23;
  scale->after = 24;
  value->before = 1.23;
  value->after = 1.24;
  value->verdict = SX_VERDICT_FAIL;
  sentence = sx_remedy_sentence (self->result, row);
  g_assert_cmpstr (sentence, ==, "Take out 0.5001 ha more increment to pass.");
}

/* 6 % of 100 ha are kept where 5 % may be: both rows say how much is too much. */
static void
test_reserve_is_told_as_increment (Fixture *self, gconstpointer data)
{
  guint rows[] = { row_of (self, SX_MEASURE_RESERVE_SCALE), row_of (self, SX_MEASURE_RESERVE_RATIO) };

  self->result->indicators[rows[0]].after = 6;
  self->result->indicators[rows[1]].after = 6;
  self->result->indicators[rows[1]].target = 5;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *sentence = NULL;

      self->result->indicators[rows[i]].verdict = SX_VERDICT_FAIL;
      sentence = sx_remedy_sentence (self->result, rows[i]);
      g_assert_cmpstr (sentence, ==, "Use 1.0000 ha of the reserve to pass: take in as much more increment.");
    }
}

static void
test_existing_problems (Fixture *self, gconstpointer data)
{
  SxIndicatorValue *overlap = &self->result->indicators[row_of (self, SX_MEASURE_LINES_OVERLAP_AREA)];
  SxIndicatorValue *arable = &self->result->indicators[row_of (self, SX_MEASURE_ARABLE_AREA)];

  overlap->base = overlap->before = 500;
  overlap->after = 700;
  overlap->target = 1;
  overlap->verdict = SX_VERDICT_FAIL;
  g_assert_cmpint (sx_remedy_origin (overlap), ==, SX_ORIGIN_WORSENED);
  overlap->after = 500;
  g_assert_cmpint (sx_remedy_origin (overlap), ==, SX_ORIGIN_EXISTING);
  overlap->after = 300; /* better, and still too much */
  g_assert_cmpint (sx_remedy_origin (overlap), ==, SX_ORIGIN_EXISTING);
  overlap->base = 0;
  g_assert_cmpint (sx_remedy_origin (overlap), ==, SX_ORIGIN_SCHEME);
  overlap->base = 1.005; /* within 0.01 m² of the target */
  g_assert_cmpint (sx_remedy_origin (overlap), ==, SX_ORIGIN_SCHEME);
  arable->base = arable->after = 20.1;
  arable->before = arable->target = 20.2;
  arable->verdict = SX_VERDICT_FAIL;
  g_assert_cmpint (sx_remedy_origin (arable), ==, SX_ORIGIN_EXISTING);
  arable->verdict = SX_VERDICT_PASS;
  g_assert_cmpint (sx_remedy_origin (arable), ==, SX_ORIGIN_SCHEME);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/remedy/every-measure", test_every_measure);
  ADD ("/remedy/nothing-to-say", test_nothing_to_say);
  ADD ("/remedy/balance-in-words", test_balance_in_words);
  ADD ("/remedy/multiplier-as-increment", test_multiplier_is_told_as_increment);
  ADD ("/remedy/reserve-as-increment", test_reserve_is_told_as_increment);
  ADD ("/remedy/existing-problems", test_existing_problems);
#undef ADD
  return g_test_run ();
}
