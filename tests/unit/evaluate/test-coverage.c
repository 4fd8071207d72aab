/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Green coverage after reclasses: by hand, and after any edits as from nothing. */
#include "county.h"

#define PARK "1401"
#define HOME "0701"
#define SHOP "0901"
#define WALK 300.0

/* A city of 4 × 4 km. Homes of 100 × 100 m at (1000, 1000) and (3000, 3000). */
static County *
small_city (void)
{
  County *county = county_new ();

  county_add (county, "ZXCQFW", 0, 0, 4000, 4000, NULL);
  county_add (county, "ZXCQGHYDYH", 1000, 1000, 1100, 1100, "YDYHFLDM", HOME, NULL);
  county_add (county, "ZXCQGHYDYH", 3000, 3000, 3100, 3100, "YDYHFLDM", HOME, NULL);
  county_add (county, "ZXCQGHYDYH", 1100, 1000, 1300, 1100, "YDYHFLDM", SHOP, NULL);
  return county;
}

static void
reclass (SxEvaluator *evaluator, guint at, const char *code, double x0, double y0, double x1, double y1)
{
  g_autoptr (SxShape) shape = county_rectangle (x0, y0, x1, y1);
  g_autoptr (SxReclass) item = sx_reclass_new (SX_RECLASS_GHYDYH, code, shape);
  g_autoptr (GError) error = NULL;

  sx_evaluator_insert_reclass (evaluator, at, item, &error);
  g_assert_no_error (error);
}

static double
after (SxEvaluator *evaluator)
{
  g_autoptr (SxResult) result = sx_evaluator_result (evaluator, NULL);

  return sx_result_find (result, SX_MEASURE_GREEN_COVERAGE)->after;
}

/* A park beside the first home, 20 × 20 m, so just large enough: it reaches all of the home, half of the
 * ground. Less than 400 m² is no park. Where it takes ground from the home there is less to be reached. */
static void
test_by_hand (void)
{
  g_autoptr (SxEvaluator) evaluator = county_evaluator (small_city ());

  g_assert_cmpfloat_with_epsilon (after (evaluator), 0, 1e-9);
  reclass (evaluator, 0, PARK, 1100, 1000, 1119, 1020);
  g_assert_cmpfloat_with_epsilon (after (evaluator), 0, 1e-9);
  reclass (evaluator, 1, PARK, 1119, 1000, 1120, 1020); /* the two together are 400 m² */
  g_assert_cmpfloat_with_epsilon (after (evaluator), 50, 1e-9);
  reclass (evaluator, 2, PARK, 1050, 1000, 1100, 1100); /* half of the home becomes park: 5000 of 15000 m² */
  g_assert_cmpfloat_with_epsilon (after (evaluator), 100.0 / 3, 1e-9);
  reclass (evaluator, 3, HOME, 1050, 1000, 1100, 1100); /* later over earlier */
  g_assert_cmpfloat_with_epsilon (after (evaluator), 50, 1e-9);
  sx_evaluator_remove_reclass (evaluator, 1, NULL);
  g_assert_cmpfloat_with_epsilon (after (evaluator), 0, 1e-9);
  reclass (evaluator, 0, PARK, 3500, 3000, 3600, 3100); /* outside the land use: no ground */
  g_assert_cmpfloat_with_epsilon (after (evaluator), 0, 1e-9);
}

/* A city of blocks, some of which overlap. */
static SxEvaluator *
large_city (void)
{
  static const char *const codes[] = { HOME, HOME, SHOP, PARK, SHOP, HOME, SHOP };
  County *county = county_new ();

  county_add (county, "ZXCQFW", 0, 0, 3000, 2600, NULL);
  for (guint i = 0; i < 400; i++)
    {
      double x = i % 20 * 150.0, y = i / 20 * 150.0, over = i % 11 == 0 ? 30 : 0;

      county_add (county, "ZXCQGHYDYH", x, y, x + 120 + over, y + 130 + over, "YDYHFLDM",
                  codes[i * i % G_N_ELEMENTS (codes)], NULL);
    }
  return county_evaluator (county);
}

static void
assert_as_from_nothing (SxEvaluator *evaluator, GPtrArray *reclasses)
{
  g_autoptr (SxEvaluator) fresh = large_city ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  g_assert_true (sx_evaluator_set_items (fresh, none, reclasses, none, NULL, NULL));
  g_assert_cmpfloat_with_epsilon (after (evaluator), after (fresh), 1e-9);
}

static void
test_random (void)
{
  static const char *const codes[] = { HOME, PARK, SHOP };
  g_autoptr (SxEvaluator) evaluator = large_city ();
  g_autoptr (GPtrArray) reclasses = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_reclass_unref);
  double before = after (evaluator);

  for (guint i = 0; i < 60; i++)
    {
      double x = g_test_rand_double_range (0, 2900), y = g_test_rand_double_range (0, 2500);
      g_autoptr (SxShape) shape = county_rectangle (x, y, x + g_test_rand_double_range (5, 400),
                                                    y + g_test_rand_double_range (5, 300));
      guint at = (guint)g_test_rand_int_range (0, (gint)reclasses->len + 1);

      if (reclasses->len && g_test_rand_int_range (0, 3) == 0)
        {
          at = MIN (at, reclasses->len - 1);
          g_assert_true (sx_evaluator_remove_reclass (evaluator, at, NULL));
          g_ptr_array_remove_index (reclasses, at);
        }
      else
        {
          SxReclass *item = sx_reclass_new (SX_RECLASS_GHYDYH, codes[i % G_N_ELEMENTS (codes)], shape);

          g_assert_true (sx_evaluator_insert_reclass (evaluator, at, item, NULL));
          g_ptr_array_insert (reclasses, (gint)at, item);
        }
      if (i % 4 == 3)
        assert_as_from_nothing (evaluator, reclasses);
    }
  while (reclasses->len)
    {
      g_assert_true (sx_evaluator_remove_reclass (evaluator, reclasses->len - 1, NULL));
      g_ptr_array_set_size (reclasses, (gint)reclasses->len - 1);
    }
  g_assert_cmpfloat_with_epsilon (after (evaluator), before, 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/coverage/by-hand", test_by_hand);
  g_test_add_func ("/coverage/random", test_random);
  return g_test_run ();
}
