/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two schemes of a county of rectangles: what differs, which value is better, which plots belong together. */
#include <math.h>

#include "../evaluate/county.h"
#include "export/sx-scheme-overview.h"

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

static const SxComparisonItem *
item_with (const SxComparison *c, guint side, gconstpointer a)
{
  for (guint i = 0; i < c->items->len; i++)
    if (((SxComparisonItem *)c->items->pdata[i])->item[side] == a)
      return c->items->pdata[i];
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

  g_assert_cmpint (item_with (c, 0, same)->state, ==, SX_COMPARED_SAME);
  g_assert_true (item_with (c, 0, same)->item[1] == twin);
  g_assert_cmpint (item_with (c, 0, moved)->state, ==, SX_COMPARED_CHANGED);
  g_assert_true (item_with (c, 0, moved)->item[1] == moved_to);
  g_assert_true (item_with (c, 0, moved)->ground_differs);
  g_assert_cmpint (item_with (c, 0, only)->state, ==, SX_COMPARED_FIRST);
  g_assert_true (isnan (item_with (c, 0, only)->size[1]));
  g_assert_cmpuint (c->n_items_differ, ==, 2);

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

/* ---- what else a scheme holds */

static SxReclass *
add_reclass (SxScheme *to, SxReclassLayer layer, const char *code, double x0)
{
  g_autoptr (SxAdjustment) square = county_adjustment (SX_LINE_BOUNDARY, SX_DIRECTION_IN, x0, 0, x0 + 10, 10);
  SxReclass *reclass = sx_reclass_new (layer, code, square->shape);

  g_ptr_array_add (to->reclasses, reclass);
  return reclass;
}

static SxRoad *
add_road (SxScheme *to, gboolean is_removal, const char *grade, double y, double length)
{
  SxPoint points[] = { { 0, y }, { length, y } };
  guint32 ring_start[] = { 0, 2 };
  guint8 is_shell[] = { 1 };
  SxShapeView view = { points, ring_start, is_shell, 1, { 0, y, length, y }, NULL };
  g_autoptr (SxShape) shape = sx_shape_new (&view);
  SxRoad *road = sx_road_new (is_removal, shape);

  road->grade = g_strdup (grade);
  g_ptr_array_add (to->roads, road);
  return road;
}

static void
add_judgement (SxScheme *to, const char *indicator, const char *verdict, const char *reason)
{
  SxJudgement *judgement = g_new0 (SxJudgement, 1);

  judgement->indicator = g_strdup (indicator);
  judgement->verdict = g_strdup (verdict);
  judgement->reason = g_strdup (reason);
  g_ptr_array_add (to->judgements, judgement);
}

static SxComparison *
compare (SxScheme *first, SxScheme *second)
{
  County *county = county_new ();
  g_autoptr (SxEvaluator) evaluator = NULL;
  g_autoptr (SxResult) a = NULL, b = NULL;

  county_add (county, "CZKFBJGX", 0, 0, 100, 100, "MJ", "10000", NULL);
  evaluator = county_evaluator (county);
  a = evaluate (evaluator, first);
  b = evaluate (evaluator, second);
  return sx_comparison_new (&(SxComparisonSide){ first, a }, &(SxComparisonSide){ second, b },
                            &(SxMetric){ .is_planar = TRUE });
}

static void
test_items (void)
{
  g_autoptr (SxScheme) first = scheme (1, "甲"), second = scheme (2, "乙");
  g_autoptr (SxComparison) c = NULL;
  SxReclass *zone = add_reclass (first, SX_RECLASS_GHFQ, "530", 0), *use, *recoded;
  SxRoad *road = add_road (first, FALSE, "支路", 0, 1000), *gone = add_road (first, TRUE, NULL, 500, 100),
         *moved, *far;

  use = add_reclass (first, SX_RECLASS_GHYDYH, "140100", 0);
  recoded = add_reclass (second, SX_RECLASS_GHYDYH, "140200", 0);
  moved = add_road (second, FALSE, "支路", 15, 900); /* within reach of most of the other */
  far = add_road (second, TRUE, NULL, 530, 100);     /* beyond it */
  c = compare (first, second);

  /* the same ground in another layer is another thing */
  g_assert_cmpint (item_with (c, 0, zone)->state, ==, SX_COMPARED_FIRST);
  g_assert_cmpint (item_with (c, 0, use)->state, ==, SX_COMPARED_CHANGED);
  g_assert_true (item_with (c, 0, use)->item[1] == recoded);
  g_assert_false (item_with (c, 0, use)->ground_differs);
  g_assert_cmpfloat_with_epsilon (item_with (c, 0, use)->size[0], 100, 1e-9);
  g_assert_true (item_with (c, 0, road)->item[1] == moved);
  g_assert_true (item_with (c, 0, road)->ground_differs);
  g_assert_cmpfloat_with_epsilon (item_with (c, 0, road)->size[1], 900, 1e-9);
  g_assert_cmpint (item_with (c, 0, gone)->state, ==, SX_COMPARED_FIRST);
  g_assert_cmpint (item_with (c, 1, far)->state, ==, SX_COMPARED_SECOND);
  g_assert_cmpuint (c->n_items, ==, 5);
  g_assert_cmpuint (c->n_items_differ, ==, 5);
}

static const SxComparisonText *
text_with (const SxComparison *c, const char *key)
{
  for (guint i = 0; i < c->texts->len; i++)
    if (g_str_equal (((SxComparisonText *)c->texts->pdata[i])->key, key))
      return c->texts->pdata[i];
  g_assert_not_reached ();
}

static void
test_texts (void)
{
  g_autoptr (SxScheme) first = scheme (1, "甲"), second = scheme (2, "乙");
  g_autoptr (SxComparison) c = NULL;

  add_judgement (first, "special_case", "pass", "因为");
  add_judgement (second, "special_case", "pass", "所以");
  add_judgement (first, "mineral_area", "pass", NULL);
  add_judgement (second, "mineral_area", "pass", NULL);
  add_judgement (second, "no_such_row", "fail", NULL);
  g_hash_table_insert (first->parameters, g_strdup ("forest_area"), g_strdup ("12.5"));
  c = compare (first, second);

  g_assert_cmpuint (c->texts->len, ==, 4);
  g_assert_cmpint (text_with (c, "special_case")->state, ==, SX_COMPARED_CHANGED);
  g_assert_cmpstr (text_with (c, "special_case")->reason[1], ==, "所以");
  g_assert_cmpint (text_with (c, "mineral_area")->state, ==, SX_COMPARED_SAME);
  g_assert_cmpint (text_with (c, "no_such_row")->state, ==, SX_COMPARED_SECOND);
  g_assert_null (text_with (c, "no_such_row")->rule);
  g_assert_cmpint (text_with (c, "forest_area")->state, ==, SX_COMPARED_FIRST);
  g_assert_cmpint (text_with (c, "forest_area")->rule->measure, ==, SX_MEASURE_FOREST_AREA);
  /* judgements as the profile has them, what it does not know after these, then figures */
  g_assert_cmpstr (((SxComparisonText *)c->texts->pdata[0])->key, ==, "special_case");
  g_assert_cmpstr (((SxComparisonText *)c->texts->pdata[3])->key, ==, "forest_area");
}

/* Three schemes: the best of all is told, and shared where two have it. */
static void
test_overview (void)
{
  County *county = county_new ();
  g_autoptr (SxScheme) a = scheme (1, "甲"), b = scheme (2, "乙"), c = scheme (3, "丙");
  g_autoptr (SxEvaluator) evaluator = NULL;
  SxResult *results[3];
  g_autoptr (SxSchemeOverview) overview = NULL;
  const SxOverviewRow *boundary = NULL;

  county_add (county, "CZKFBJGX", 0, 0, 100, 100, "MJ", "10000", NULL);
  evaluator = county_evaluator (county);
  add (a, SX_LINE_BOUNDARY, SX_DIRECTION_IN, "4", 100, 0, 150, 100);
  results[0] = evaluate (evaluator, a);
  results[1] = evaluate (evaluator, b);
  results[2] = evaluate (evaluator, c);
  overview = sx_scheme_overview_new ((SxComparisonSide[]){ { a, results[0] },
                                                           { b, results[1] },
                                                           { c, results[2] } },
                                     3);
  for (guint i = 0; i < overview->rows->len; i++)
    {
      const SxOverviewRow *row = overview->rows->pdata[i];

      if (row->rule && row->rule->measure == SX_MEASURE_BOUNDARY_AREA)
        boundary = row;
      if (row->rule && !row->differs)
        g_assert_false (row->cells[0].is_best || row->cells[1].is_best || row->cells[2].is_best);
    }
  g_assert_nonnull (boundary);
  g_assert_true (boundary->differs);
  g_assert_false (boundary->cells[0].is_best);
  g_assert_true (boundary->cells[1].is_best && boundary->cells[2].is_best);
  g_assert_cmpuint (overview->rows->len, ==, results[0]->n_indicators + SX_N_ACCOUNTS);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    sx_result_unref (results[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/comparison/better", test_better);
  g_test_add_func ("/export/comparison/sides", test_sides);
  g_test_add_func ("/export/comparison/items", test_items);
  g_test_add_func ("/export/comparison/texts", test_texts);
  g_test_add_func ("/export/comparison/overview", test_overview);
  return g_test_run ();
}
