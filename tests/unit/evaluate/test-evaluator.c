/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an evaluator says of a small county, against counting by hand: lines whose tables are absent, the
 * shapes of conflicts, contributions, and that an edit that fails leaves nothing behind. */
#include "base/sx-units.h"
#include "county.h"

static SxResult *
result_of (SxEvaluator *evaluator)
{
  g_autoptr (GError) error = NULL;
  SxResult *result = sx_evaluator_result (evaluator, &error);

  g_assert_no_error (error);
  return result;
}

static double
after (SxEvaluator *evaluator, SxMeasure measure)
{
  g_autoptr (SxResult) result = result_of (evaluator);

  return sx_result_find (result, measure)->after;
}

/* ---- absent tables */

/* A line whose table is absent stays empty, whatever the scheme says, and its rows have no data. */
static void
test_absent_lines (void)
{
  static const SxMeasure rows[] = { SX_MEASURE_REDLINE_AREA,          SX_MEASURE_REDLINE_SMALL_COUNT,
                                    SX_MEASURE_BOUNDARY_AREA,         SX_MEASURE_BOUNDARY_FRAGMENT_COUNT,
                                    SX_MEASURE_BOUNDARY_WINDOW_COUNT, SX_MEASURE_ZONE_MATCH_BOUNDARY };
  County *county = county_new ();
  g_autoptr (SxEvaluator) evaluator = NULL;
  g_autoptr (SxResult) result = NULL;

  county_add (county, "YJJBNTBHTB", 0, 0, 200, 100, "DLBM", "0103", "GDPDJB", "1", NULL);
  county_add (county, "GHFQ", 0, 0, 1000, 1000, "GHFQDM", "300", NULL);
  evaluator = county_evaluator (county);
  county_adjust (evaluator, SX_LINE_BOUNDARY, SX_DIRECTION_IN, 50, 0, 100, 50);
  county_adjust (evaluator, SX_LINE_REDLINE, SX_DIRECTION_IN, 0, 0, 50, 50);
  county_adjust (evaluator, SX_LINE_REDLINE, SX_DIRECTION_OUT, 300, 0, 350, 50);
  county_adjust (evaluator, SX_LINE_FARMLAND, SX_DIRECTION_OUT, 0, 0, 50, 100);
  result = result_of (evaluator);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const SxIndicatorValue *value = sx_result_find (result, rows[i]);

      g_assert_cmpint (value->verdict, ==, SX_VERDICT_NO_DATA);
      g_assert_true (isnan (value->before) && isnan (value->after));
      g_assert_nonnull (value->message);
    }
  /* 15000 m² of farmland are left, all of it in the zone: 15000 of 20000 m², as the zone follows the lines */
  g_assert_cmpfloat_with_epsilon (sx_result_find (result, SX_MEASURE_FARMLAND_AREA)->after,
                                  15000 / SX_WAN_MU_M2, 1e-12);
  for (guint m = 0; m < SX_N_MEASURES; m++)
    if (sx_measure_has_places ((SxMeasure)m))
      {
        g_autoptr (SxPlaces) places = sx_evaluator_places (evaluator, (SxMeasure)m, NULL, NULL);

        g_assert_cmpuint (places->n_total, ==, 0);
      }
}

/* ---- conflicts */

static SxEvaluator *
county_with_conflicts (void)
{
  County *county = county_new ();

  county_add (county, "XZQ", 0, 0, 5000, 5000, NULL);
  county_add (county, "YJJBNTBHTB", 0, 0, 200, 100, "DLBM", "0103", "GDPDJB", "1", NULL);
  county_add (county, "STBHHX", 1000, 0, 1400, 400, "HXLX", "11", NULL);
  county_add (county, "CZKFBJGX", 2000, 0, 2100, 100, NULL);
  county_add (county, "DZZHQ", 150, 50, 400, 200, "FJ", "10", NULL);
  county_add (county, "DZZHQ", 150, 50, 300, 200, "FJ", "20", NULL); /* over the other: counts once */
  county_add (county, "LSWHBHX", 500, 0, 600, 100, NULL);
  county_add (county, "PZJSYD", 550, 0, 600, 100, NULL); /* exempts half of it */
  county_add (county, "DLTB", 0, 0, 300, 300, "DLBM", "0103", "GDPDJB", "4", NULL);
  return county_evaluator (county);
}

typedef struct
{
  const char *rule;
  double area;
} Expected;

/* The conflict's area as told, and the shape's: both as by hand; the shape lies in the adjustment. */
static void
check_conflicts (SxEvaluator *evaluator, guint at, const Expected *expected, guint n)
{
  g_autoptr (SxResult) result = result_of (evaluator);
  SxAdjustment *adjustment = sx_evaluator_adjustment (evaluator, at);
  guint found = 0;

  for (guint i = 0; i < result->conflicts->len; i++)
    {
      const SxConflict *conflict = result->conflicts->pdata[i];
      g_autoptr (SxShape) shape = NULL;
      g_autoptr (GError) error = NULL;
      SxShapeView view;

      if (conflict->adjustment != adjustment)
        continue;
      g_assert_cmpuint (found, <, n);
      g_assert_cmpstr (conflict->rule->id, ==, expected[found].rule);
      g_assert_cmpfloat_with_epsilon (conflict->area, expected[found].area, 1e-6);
      shape = sx_evaluator_conflict_shape (evaluator, at, conflict->rule, &error);
      g_assert_no_error (error);
      g_assert_nonnull (shape);
      view = sx_shape_view (shape);
      g_assert_cmpfloat_with_epsilon (sx_shape_view_planar_area (&view), expected[found].area, 1e-6);
      g_assert_true (sx_box_contains (adjustment->shape->box, shape->box));
      found++;
    }
  g_assert_cmpuint (found, ==, n);
}

static void
test_conflicts (void)
{
  /* a boundary-in of 200 × 50: farmland below half of it, hazards below three quarters */
  static const Expected over_farmland[]
      = { { "boundary-in-farmland", 100 * 50 }, { "boundary-in-dzzhq", 150 * 50 } };
  static const Expected over_heritage[] = { { "boundary-in-lswhbhx", 50 * 40 } };
  /* as the other two take part of it in and out */
  static const Expected over_redline[] = { { "boundary-in-redline", 100 * 100 - 50 * 100 + 20 * 100 } };
  static const Expected outside[]
      = { { "farmland-in-not-cropland", 100 * 100 }, { "outside-xzq", 100 * 60 } };
  g_autoptr (SxEvaluator) evaluator = county_with_conflicts ();

  county_adjust (evaluator, SX_LINE_BOUNDARY, SX_DIRECTION_IN, 100, 50, 300, 100);
  check_conflicts (evaluator, 0, over_farmland, G_N_ELEMENTS (over_farmland));
  county_adjust (evaluator, SX_LINE_BOUNDARY, SX_DIRECTION_IN, 500, 0, 600, 40);
  check_conflicts (evaluator, 1, over_heritage, G_N_ELEMENTS (over_heritage));
  county_adjust (evaluator, SX_LINE_BOUNDARY, SX_DIRECTION_IN, 1300, 0, 1420, 100);
  county_adjust (evaluator, SX_LINE_REDLINE, SX_DIRECTION_OUT, 1350, 0, 1400, 100);
  county_adjust (evaluator, SX_LINE_REDLINE, SX_DIRECTION_IN, 1400, 0, 1500, 100);
  check_conflicts (evaluator, 2, over_redline, G_N_ELEMENTS (over_redline));
  county_adjust (evaluator, SX_LINE_FARMLAND, SX_DIRECTION_IN, 4000, 4960, 4100, 5060);
  check_conflicts (evaluator, 5, outside, G_N_ELEMENTS (outside));
}

/* Two that overlap each other each have their conflict; a situation that is none is about all of it. */
static void
test_conflicts_among_each_other (void)
{
  static const Expected first[] = { { "overlap-same-line", 20 * 100 } };
  static const Expected second[] = { { "overlap-same-line", 20 * 100 }, { "situation", 100 * 100 } };
  g_autoptr (SxEvaluator) evaluator = county_with_conflicts ();
  g_autoptr (SxAdjustment) other = county_adjustment (SX_LINE_BOUNDARY, SX_DIRECTION_OUT, 3080, 0, 3180, 100);

  county_adjust (evaluator, SX_LINE_BOUNDARY, SX_DIRECTION_IN, 3000, 0, 3100, 100);
  g_free (other->situation);
  other->situation = g_strdup ("99");
  g_assert_true (sx_evaluator_insert_adjustment (evaluator, 1, other, NULL));
  check_conflicts (evaluator, 0, first, G_N_ELEMENTS (first));
  check_conflicts (evaluator, 1, second, G_N_ELEMENTS (second));
}

/* ---- contributions */

static void
check_contribution (const GPtrArray *list, guint at, guint row, double delta, double without)
{
  const SxContribution *contribution = list->pdata[at];

  g_assert_cmpuint (contribution->at, ==, at);
  g_assert_cmpfloat_with_epsilon (contribution->delta[row], delta, 1e-9);
  g_assert_cmpfloat_with_epsilon (contribution->without[row], without, 1e-9);
}

static guint
row_of (SxEvaluator *evaluator, SxMeasure measure)
{
  g_autoptr (SxResult) result = result_of (evaluator);

  return (guint)(sx_result_find (result, measure) - result->indicators);
}

/* Boundary 1 ha before. Three adjustments that overlap, in stored order: out 0.5 ha; in 0.5 ha of which half
 * is what went out; in 1 ha of which half came in already. */
static void
test_contributions (void)
{
  g_autoptr (SxEvaluator) evaluator = county_with_conflicts ();
  g_autoptr (GPtrArray) list = NULL;
  guint row = row_of (evaluator, SX_MEASURE_BOUNDARY_AREA);

  county_adjust (evaluator, SX_LINE_BOUNDARY, SX_DIRECTION_OUT, 2050, 0, 2100, 100);
  county_adjust (evaluator, SX_LINE_BOUNDARY, SX_DIRECTION_IN, 2075, 0, 2125, 100);
  county_adjust (evaluator, SX_LINE_BOUNDARY, SX_DIRECTION_IN, 2100, 0, 2200, 100);
  list = sx_evaluator_contributions (evaluator, NULL, NULL);
  g_assert_cmpuint (list->len, ==, 3);
  /* 2000–2050 is kept, 2075–2200 comes in: 1.75 ha */
  g_assert_cmpfloat_with_epsilon (after (evaluator, SX_MEASURE_BOUNDARY_AREA), 1.75, 1e-9);
  check_contribution (list, 0, row, -0.5, 2);
  check_contribution (list, 1, row, 0.5, 1.5);
  check_contribution (list, 2, row, 0.75, 1);
  g_assert_cmpfloat_with_epsilon (after (evaluator, SX_MEASURE_BOUNDARY_AREA), 1.75, 1e-9); /* as it was */
}

/* Counts, too: the same out makes two fragments, and then none. */
static void
test_contributions_to_counts (void)
{
  g_autoptr (SxEvaluator) evaluator = county_with_conflicts ();
  g_autoptr (GPtrArray) list = NULL;
  guint row = row_of (evaluator, SX_MEASURE_BOUNDARY_FRAGMENT_COUNT);

  /* a square of exactly 15 亩 is no fragment; its two halves are; the rest of one goes, too */
  county_adjust (evaluator, SX_LINE_BOUNDARY, SX_DIRECTION_OUT, 2040, 0, 2060, 100);
  county_adjust (evaluator, SX_LINE_BOUNDARY, SX_DIRECTION_OUT, 2000, 0, 2045, 100);
  list = sx_evaluator_contributions (evaluator, NULL, NULL);
  check_contribution (list, 0, row, 2, 1);
  check_contribution (list, 1, row, -1, 2);
}

/* ---- failure and cancelling */

/* A polygon that is far beyond any plan is refused, and a cancelled scheme is not taken in: all is as it was.
 */
static void
test_refused (void)
{
  g_autoptr (SxEvaluator) evaluator = county_with_conflicts ();
  g_autoptr (SxAdjustment) huge = county_adjustment (SX_LINE_BOUNDARY, SX_DIRECTION_IN, -9e8, -9e8, 9e8, 9e8);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GError) error = NULL, why = NULL;
  double before;

  county_adjust (evaluator, SX_LINE_BOUNDARY, SX_DIRECTION_OUT, 2050, 0, 2100, 100);
  before = after (evaluator, SX_MEASURE_BOUNDARY_AREA);
  g_assert_false (sx_evaluator_insert_adjustment (evaluator, 0, huge, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (sx_evaluator_n_adjustments (evaluator), ==, 1);
  g_assert_true (after (evaluator, SX_MEASURE_BOUNDARY_AREA) == before);
  g_cancellable_cancel (cancelled);
  g_assert_false (sx_evaluator_set_items (evaluator, none, none, none, cancelled, &why));
  g_assert_error (why, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (sx_evaluator_n_adjustments (evaluator), ==, 1);
  g_assert_true (after (evaluator, SX_MEASURE_BOUNDARY_AREA) == before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/evaluator/absent-lines", test_absent_lines);
  g_test_add_func ("/evaluator/conflicts", test_conflicts);
  g_test_add_func ("/evaluator/conflicts/among-each-other", test_conflicts_among_each_other);
  g_test_add_func ("/evaluator/contributions", test_contributions);
  g_test_add_func ("/evaluator/contributions/counts", test_contributions_to_counts);
  g_test_add_func ("/evaluator/refused", test_refused);
  return g_test_run ();
}
