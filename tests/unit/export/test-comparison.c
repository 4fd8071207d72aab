/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two schemes of a county of rectangles: what differs, which value is better, which plots belong together. */
#include <math.h>

#include "../evaluate/county.h"
#include "export/sx-comparison.h"

static void
test_better (void)
{
  g_assert_cmpint (sx_comparison_better (SX_COMPARE_INCREASE, 1, 2), ==, 1);
  g_assert_cmpint (sx_comparison_better (SX_COMPARE_NOT_DECREASE, 2, 1), ==, 0);
  g_assert_cmpint (sx_comparison_better (SX_COMPARE_AT_LEAST_TARGET, 2, 1), ==, 0);
  g_assert_cmpint (sx_comparison_better (SX_COMPARE_DECREASE, 2, 1), ==, 1);
  g_assert_cmpint (sx_comparison_better (SX_COMPARE_NOT_INCREASE, 1, 2), ==, 0);
  g_assert_cmpint (sx_comparison_better (SX_COMPARE_AT_MOST_TARGET, 1, 2), ==, 0);
  g_assert_cmpint (sx_comparison_better (SX_COMPARE_MANUAL, 1, 2), ==, SX_COMPARISON_NONE);
  g_assert_cmpint (sx_comparison_better (SX_COMPARE_INCREASE, 1, 1 + 1e-12), ==, SX_COMPARISON_NONE);
  g_assert_cmpint (sx_comparison_better (SX_COMPARE_INCREASE, NAN, 1), ==, SX_COMPARISON_NONE);
}

static SxScheme *
scheme (gint64 id, const char *name)
{
  return sx_scheme_new (id, name);
}

static SxAdjustment *
add (SxScheme *to, SxLine line, SxDirection direction, const char *situation, double x0, double y0, double x1,
     double y1)
{
  SxAdjustment *a = county_adjustment (line, direction, x0, y0, x1, y1);

  g_free (a->situation);
  a->situation = g_strdup (situation);
  g_ptr_array_add (to->adjustments, a);
  return a;
}

static SxResult *
evaluate (SxEvaluator *evaluator, const SxScheme *of)
{
  g_autoptr (GError) error = NULL;
  SxResult *result;

  g_assert_true (sx_evaluator_set_scheme (evaluator, of, NULL, &error));
  g_assert_no_error (error);
  result = sx_evaluator_result (evaluator, &error);
  g_assert_no_error (error);
  return result;
}

static const SxComparisonPlot *
plot_with (const SxComparison *c, guint side, const SxAdjustment *a)
{
  for (guint i = 0; i < c->plots->len; i++)
    if (((SxComparisonPlot *)c->plots->pdata[i])->adjustment[side] == a)
      return c->plots->pdata[i];
  g_assert_not_reached ();
}

static void
test_sides (void)
{
  County *county = county_new ();
  g_autoptr (SxScheme) first = scheme (1, "甲"), second = scheme (2, "乙");
  g_autoptr (SxEvaluator) evaluator = NULL;
  g_autoptr (SxResult) a = NULL, b = NULL;
  g_autoptr (SxComparison) c = NULL;
  SxAdjustment *same, *twin, *moved, *moved_to, *only;
  const SxComparisonRow *boundary = NULL;

  county_add (county, "CZKFBJGX", 0, 0, 100, 100, "MJ", "10000", NULL);
  evaluator = county_evaluator (county);
  same = add (first, SX_LINE_BOUNDARY, SX_DIRECTION_IN, "4", 100, 0, 150, 100);
  moved = add (first, SX_LINE_BOUNDARY, SX_DIRECTION_OUT, "1", 0, 0, 10, 10);
  only = add (first, SX_LINE_BOUNDARY, SX_DIRECTION_IN, "4", 0, 100, 10, 110);
  twin = add (second, SX_LINE_BOUNDARY, SX_DIRECTION_IN, "4", 100, 0, 150, 100);
  moved_to = add (second, SX_LINE_BOUNDARY, SX_DIRECTION_OUT, "2", 2, 0, 12, 10);
  a = evaluate (evaluator, first);
  b = evaluate (evaluator, second);
  c = sx_comparison_new (&(SxComparisonSide){ first, a }, &(SxComparisonSide){ second, b },
                         &(SxMetric){ .is_planar = TRUE });

  g_assert_cmpint (plot_with (c, 0, same)->state, ==, SX_PLOT_SAME);
  g_assert_true (plot_with (c, 0, same)->adjustment[1] == twin);
  g_assert_cmpint (plot_with (c, 0, moved)->state, ==, SX_PLOT_CHANGED);
  g_assert_true (plot_with (c, 0, moved)->adjustment[1] == moved_to);
  g_assert_true (plot_with (c, 0, moved)->ground_differs);
  g_assert_cmpint (plot_with (c, 0, only)->state, ==, SX_PLOT_FIRST);
  g_assert_true (isnan (plot_with (c, 0, only)->area[1]));
  g_assert_cmpuint (c->n_plots_differ, ==, 2);

  /* 10000 + 5000 + 100 - 100 against 10000 + 5000 - 100 m² */
  for (guint i = 0; i < c->rows->len; i++)
    if (g_array_index (c->rows, SxComparisonRow, i).rule->measure == SX_MEASURE_BOUNDARY_AREA)
      boundary = &g_array_index (c->rows, SxComparisonRow, i);
  g_assert_nonnull (boundary);
  g_assert_true (boundary->differs);
  g_assert_cmpfloat_with_epsilon (boundary->difference, -0.01, 1e-9);
  g_assert_cmpint (boundary->best, ==, 1);

  /* in 4; out 1; out 2 */
  g_assert_cmpuint (c->ledger->len, ==, 3);
  g_assert_cmpuint (((SxComparisonLedger *)c->ledger->pdata[0])->n[0], ==, 2);
  g_assert_cmpuint (((SxComparisonLedger *)c->ledger->pdata[0])->n[1], ==, 1);
  g_assert_cmpfloat_with_epsilon (((SxComparisonLedger *)c->ledger->pdata[0])->area[0], 5100, 1e-6);
  g_assert_cmpstr (((SxComparisonLedger *)c->ledger->pdata[2])->situation, ==, "2");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/comparison/better", test_better);
  g_test_add_func ("/export/comparison/sides", test_sides);
  return g_test_run ();
}
