/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sx-verify.h"

#include <math.h>
#include <string.h>

typedef struct
{
  SxRuleProfile *rules;
  SxAdjustment *adjustment;
  SxResult *a, *b;
} Fixture;

static SxIndicatorValue *
row (SxResult *result, SxMeasure measure)
{
  return (SxIndicatorValue *)sx_result_find (result, measure);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SxShape) shape = sx_shape_new (&(SxShapeView){ .ring_start = (const guint32[]){ 0 } });

  self->rules = sx_rule_profile_load ("anhui-2026", &error);
  g_assert_no_error (error);
  self->adjustment = sx_adjustment_new (SX_LINE_BOUNDARY, SX_DIRECTION_IN, shape);
  self->adjustment->key = g_strdup ("a1");
  self->a = sx_result_new (self->rules);
  self->b = sx_result_new (self->rules);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  sx_result_unref (self->a);
  sx_result_unref (self->b);
  sx_adjustment_unref (self->adjustment);
  sx_rule_profile_unref (self->rules);
}

static void
add_conflict (Fixture *self, SxResult *result, double area)
{
  SxConflict *conflict = g_new0 (SxConflict, 1);

  conflict->adjustment = sx_adjustment_ref (self->adjustment);
  conflict->rule = g_ptr_array_index (self->rules->conflicts, 0);
  conflict->area = area;
  g_ptr_array_add (result->conflicts, conflict);
}

static void
assert_same (const Fixture *self)
{
  g_autofree char *difference = sx_verify_difference (self->a, self->b);

  g_assert_cmpstr (difference, ==, NULL);
}

static void
assert_differ (const Fixture *self, const char *word)
{
  g_autofree char *difference = sx_verify_difference (self->a, self->b);

  g_assert_nonnull (difference);
  g_assert_nonnull (strstr (difference, word));
}

static void
test_equal (Fixture *self, gconstpointer data)
{
  assert_same (self);
  add_conflict (self, self->a, 10.0);
  add_conflict (self, self->b, 10.0 + 1e-9);
  assert_same (self);
}

/* Within 1e-7 relative, or within 0.01 m² in the unit of the row: ha here. */
static void
test_measures (Fixture *self, gconstpointer data)
{
  row (self->a, SX_MEASURE_BOUNDARY_AREA)->after = 410.0;
  row (self->b, SX_MEASURE_BOUNDARY_AREA)->after = 410.0 * (1.0 + 0.9e-7);
  assert_same (self);
  row (self->b, SX_MEASURE_BOUNDARY_AREA)->after = 410.0 * (1.0 + 1.2e-7);
  assert_differ (self, "boundary_area after");
  row (self->a, SX_MEASURE_BOUNDARY_AREA)->after = 0.0;
  row (self->b, SX_MEASURE_BOUNDARY_AREA)->after = 0.9e-6;
  assert_same (self);
  row (self->b, SX_MEASURE_BOUNDARY_AREA)->after = 1.1e-6;
  assert_differ (self, "boundary_area after");
  row (self->b, SX_MEASURE_BOUNDARY_AREA)->after = NAN;
  assert_differ (self, "boundary_area after");
}

static void
test_counts (Fixture *self, gconstpointer data)
{
  row (self->a, SX_MEASURE_FARMLAND_FRAGMENT_COUNT)->after = 1e9;
  row (self->b, SX_MEASURE_FARMLAND_FRAGMENT_COUNT)->after = 1e9 + 1;
  assert_differ (self, "farmland_fragment_count after");
}

static void
test_verdicts (Fixture *self, gconstpointer data)
{
  row (self->a, SX_MEASURE_REDLINE_AREA)->verdict = SX_VERDICT_PASS;
  row (self->b, SX_MEASURE_REDLINE_AREA)->verdict = SX_VERDICT_FAIL;
  assert_differ (self, "redline_area: pass ≠ fail");
}

static void
test_conflicts (Fixture *self, gconstpointer data)
{
  add_conflict (self, self->a, 10.0);
  assert_differ (self, "a1");
  add_conflict (self, self->b, 10.1);
  assert_differ (self, "10.1");
  g_ptr_array_set_size (self->a->conflicts, 0);
  assert_differ (self, "a1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/cli/verify/equal", Fixture, NULL, set_up, test_equal, tear_down);
  g_test_add ("/cli/verify/measures", Fixture, NULL, set_up, test_measures, tear_down);
  g_test_add ("/cli/verify/counts", Fixture, NULL, set_up, test_counts, tear_down);
  g_test_add ("/cli/verify/verdicts", Fixture, NULL, set_up, test_verdicts, tear_down);
  g_test_add ("/cli/verify/conflicts", Fixture, NULL, set_up, test_conflicts, tear_down);
  return g_test_run ();
}
