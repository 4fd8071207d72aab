/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The development-boundary ledgers that two cities published in 2026, from plots of exactly those areas.
 *
 * A plan is made of rows, rectangles one above the other, in which ground is measured off in hectares from
 * the left; areas are planar, so that every figure is exact. Stock (存量) is ground that was built in 2020
 * (DLTB2020), or was approved by then (PZJSYD); increment (增量) is ground that was neither. */
#include "evaluate/sx-evaluator.h"

#define LEFT 38400000.0
#define BOTTOM 3600000.0

typedef struct
{
  double y, height; /* m above BOTTOM */
} Row;

typedef struct
{
  SxLayerBuilder *boundary, *land2020, *approved, *scattered;
  guint land_code, town_code; /* columns of land2020 */
  double top;                 /* where the next row begins */
  SxScheme *scheme;
} City;

/* ---- making a city */

static void
city_init (City *self)
{
  *self = (City){ 0 };
  self->boundary = sx_layer_builder_new ("CZKFBJGX", "CZKFBJGX", FALSE);
  self->land2020 = sx_layer_builder_new ("DLTB2020", "DLTB2020", FALSE);
  self->approved = sx_layer_builder_new ("PZJSYD", "PZJSYD", FALSE);
  self->scattered = sx_layer_builder_new ("DLCZJSYD", "DLCZJSYD", FALSE);
  self->land_code = sx_layer_builder_add_column (self->land2020, "DLBM", SX_COLUMN_TEXT);
  self->town_code = sx_layer_builder_add_column (self->land2020, "CZCSXM", SX_COLUMN_TEXT);
  self->scheme = sx_scheme_new (1, "published");
}

static Row
next_row (City *self, double height)
{
  Row row = { self->top, height };

  self->top += height + 500;
  return row;
}

/* The part of a row from so many hectares to so many. */
static void
add_part (SxShapeBuffer *out, Row row, double from, double to)
{
  double x0 = LEFT + from * 1e4 / row.height, x1 = LEFT + to * 1e4 / row.height;
  double y0 = BOTTOM + row.y, y1 = y0 + row.height;
  const SxPoint corners[] = { { x0, y0 }, { x0, y1 }, { x1, y1 }, { x1, y0 }, { x0, y0 } };

  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    sx_shape_buffer_add_point (out, corners[i]);
  sx_shape_buffer_end_ring (out, TRUE);
}

static void
add_feature (SxLayerBuilder *layer, Row row, double from, double to)
{
  add_part (sx_layer_builder_shapes (layer), row, from, to);
  sx_layer_builder_end_feature (layer, 1);
}

/* town: CZCSXM, or NULL: fields. */
static void
add_land (City *self, Row row, double from, double to, const char *town)
{
  if (from >= to)
    return;
  sx_layer_builder_set_text (self->land2020, self->land_code, town ? "0602" : "0103");
  sx_layer_builder_set_text (self->land2020, self->town_code, town);
  add_feature (self->land2020, row, from, to);
}

static void
adjust (City *self, SxDirection direction, Row row, double from, double to, const char *name,
        gboolean uncounted)
{
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  g_autoptr (SxShape) shape = NULL;
  SxAdjustment *item;
  SxShapeView view;

  add_part (&buffer, row, from, to);
  view = sx_shape_buffer_view (&buffer, 0, buffer.n_rings);
  shape = sx_shape_new (&view);
  sx_shape_buffer_clear (&buffer);
  item = sx_adjustment_new (SX_LINE_BOUNDARY, direction, shape);
  item->name = g_strdup (name);
  item->situation = g_strdup ("1");
  item->uncounted = uncounted;
  g_ptr_array_add (self->scheme->adjustments, item);
}

/* So many hectares inside the boundary before, of which the last `out` go out. */
static void
add_boundary (City *self, double ha, const char *town, gboolean is_approved, double out)
{
  Row row = next_row (self, 1000);

  add_feature (self->boundary, row, 0, ha);
  add_land (self, row, 0, ha, town);
  if (is_approved)
    add_feature (self->approved, row, 0, ha);
  if (out > 0)
    adjust (self, SX_DIRECTION_OUT, row, ha - out, ha, town ? "stock" : "increment", FALSE);
}

/* A plot that comes in, one polygon over a village's built ground and the fields beside it; and next to it,
 * where the plan says so, ground that is "not counted". */
static void
add_plot (City *self, const char *name, double stock, double increment, double uncounted)
{
  Row row = next_row (self, 100);
  double counted = stock + increment;

  add_land (self, row, 0, stock, "203");
  add_land (self, row, stock, counted + uncounted, NULL);
  adjust (self, SX_DIRECTION_IN, row, 0, counted, name, FALSE);
  if (uncounted > 0)
    adjust (self, SX_DIRECTION_IN, row, counted, counted + uncounted, name, TRUE);
}

static void
put_layer (SxPlan *plan, SxLayerBuilder *builder)
{
  SxLayer *layer = sx_layer_builder_finish (builder);

  g_hash_table_insert (plan->layers, g_strdup (layer->name), layer);
}

/* Evaluates the scheme; takes what the city holds. */
static SxEvaluator *
city_evaluate (City *self, const char *urban2020_ha)
{
  g_autoptr (SxPlan) plan = sx_plan_new ("ledger");
  g_autoptr (GError) error = NULL;
  g_autoptr (SxRuleProfile) rules = sx_rule_profile_load ("anhui-2026", &error);
  SxEvaluator *evaluator;

  g_assert_no_error (error);
  plan->epsg = 4526;
  g_assert_true (sx_plane_for_epsg (plan->epsg, &plan->plane));
  put_layer (plan, self->boundary);
  put_layer (plan, self->land2020);
  put_layer (plan, self->approved);
  put_layer (plan, self->scattered);
  if (urban2020_ha)
    g_hash_table_insert (plan->parameters, g_strdup ("urban2020_ha"), g_strdup (urban2020_ha));
  evaluator = sx_evaluator_new (plan, rules, SX_AREA_PLANAR, NULL, &error);
  g_assert_no_error (error);
  sx_evaluator_set_scheme (evaluator, self->scheme, NULL, &error);
  g_assert_no_error (error);
  return evaluator;
}

/* ---- what is checked */

static double
rounded (double value)
{
  return floor (value * 100 + 0.5) / 100;
}

/* Published figures have two decimals: before and after are checked as printed. */
static void
check_row (const SxResult *result, SxMeasure measure, double before, double after, SxVerdict verdict)
{
  const SxIndicatorValue *value = sx_result_find (result, measure);

  g_assert_cmpfloat_with_epsilon (rounded (value->before), before, 1e-9);
  g_assert_cmpfloat_with_epsilon (rounded (value->after), after, 1e-9);
  g_assert_cmpint (value->verdict, ==, verdict);
}

static double
after_of (const SxResult *result, SxMeasure measure)
{
  return sx_result_find (result, measure)->after;
}

/* What each adjustment adds to the measure, in stored order. */
static void
check_entries (SxEvaluator *evaluator, const SxResult *result, SxMeasure measure, const double *expected,
               guint n)
{
  g_autoptr (GPtrArray) entries = sx_evaluator_contributions (evaluator, NULL, NULL);
  guint row = (guint)(sx_result_find (result, measure) - result->indicators);

  g_assert_cmpuint (entries->len, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (((SxContribution *)entries->pdata[i])->delta[row], expected[i], 1e-6);
}

/* ---- Wugang */

/* Figures of the plan (ha):
 *
 *   boundary before 4293.87 = 3951.74 built in 2020 or approved + 342.14 increment. The sum is 0.01 off in
 * print; the total and the increment, from which the plan goes on, are kept, so the stock here is 3951.73.
 *   reserve of stock 170.87 = 5 % of what was built in 2020: 3417.40 of the stock was built, the rest
 * approved. out: stock 362.92, increment 54.75. in: seven items (stock + increment): filed projects 19.91
 * + 4.69, with 86.13 not counted, 110.73 in all; seven small plots 1.92; entrances of blocks 5.55; illegal
 * plots 0.05 + 0.46; land to be granted 8.32; brickworks 1.95 + 7.80; sports ground 10.35. So stock 21.91
 * + 86.13 = 108.04, increment 39.09. The 86.13 were approved before the lines were drawn. They are no built
 * ground of 2020 here, so that nothing but the mark on the adjustment (不计入扩展倍数) keeps them out of the
 * increment. multiplier 1.18 before and after. What was urban in 2020 is not told; 1.18 before says 1849 to
 * 1955 ha. Of these, up to 1865 give 1.18 after as well, without the reserve; 1857.50 is built as such ground
 * (201), the rest of what was built as villages (203). */
static SxEvaluator *
wugang (void)
{
  City city;
  SxEvaluator *evaluator;

  city_init (&city);
  add_boundary (&city, 1857.50, "201", FALSE, 0);
  add_boundary (&city, 3417.40 - 1857.50, "203", FALSE, 362.92);
  add_boundary (&city, 3951.73 - 3417.40, NULL, TRUE, 0);
  add_boundary (&city, 342.14, NULL, FALSE, 54.75);
  add_plot (&city, "调入省备案项目", 19.91, 4.69, 86.13);
  add_plot (&city, "七小片区", 0, 1.92, 0);
  add_plot (&city, "街坊出入口路段", 0, 5.55, 0);
  add_plot (&city, "解决违法图斑", 0.05, 0.46, 0);
  add_plot (&city, "拟出让建设用地", 0, 8.32, 0);
  add_plot (&city, "杨庄砖厂", 1.95, 7.80, 0);
  add_plot (&city, "柏都大道体育用地", 0, 10.35, 0);
  evaluator = city_evaluate (&city, NULL);
  sx_scheme_free (city.scheme);
  return evaluator;
}

static void
test_wugang (void)
{
  g_autoptr (SxEvaluator) evaluator = wugang ();
  g_autoptr (SxResult) result = sx_evaluator_result (evaluator, NULL);
  const double stock_reserve = 170.87; /* a right, on no map */

  /* 54.75 − 39.09 = 15.66 = 预留机动指标 */
  g_assert_cmpfloat_with_epsilon (result->increment_in, 39.09, 1e-6);
  g_assert_cmpfloat_with_epsilon (result->increment_out, 54.75, 1e-6);
  check_row (result, SX_MEASURE_BOUNDARY_INCREMENT_BALANCE, 0, -15.66, SX_VERDICT_PASS);
  /* 扩展规模 342.14, 其中包含 15.66 机动指标: 326.48 are placed */
  check_row (result, SX_MEASURE_BOUNDARY_EXPANSION_SCALE, 342.14, 326.48, SX_VERDICT_PASS);
  check_row (result, SX_MEASURE_RESERVE_SCALE, 0, 15.66, SX_VERDICT_PASS);
  /* 15.66 ≤ 17.11 = 5 % of 342.14 */
  check_row (result, SX_MEASURE_RESERVE_RATIO, 0, 4.58, SX_VERDICT_PASS);
  check_row (result, SX_MEASURE_BOUNDARY_MULTIPLIER, 1.18, 1.18, SX_VERDICT_PASS);
  /* 城镇发展区 4023.33 is what is on the map; 维护后规模 4209.86 has both reserves besides */
  check_row (result, SX_MEASURE_BOUNDARY_AREA, 4293.87, 4023.33, SX_VERDICT_PASS);
  g_assert_cmpfloat_with_epsilon (after_of (result, SX_MEASURE_BOUNDARY_AREA)
                                      + after_of (result, SX_MEASURE_RESERVE_SCALE) + stock_reserve,
                                  4209.86, 1e-6);
}

/* Each plot has in the ledger what the plan gives it; stock and what is not counted have nothing. */
static void
test_wugang_entries (void)
{
  static const double increment[] = { 0, -54.75, 4.69, 0, 1.92, 5.55, 0.46, 8.32, 7.80, 10.35 };
  static const double area[] = { -362.92, -54.75, 24.60, 86.13, 1.92, 5.55, 0.51, 8.32, 9.75, 10.35 };
  g_autoptr (SxEvaluator) evaluator = wugang ();
  g_autoptr (SxResult) result = sx_evaluator_result (evaluator, NULL);
  guint n = G_N_ELEMENTS (increment);

  check_entries (evaluator, result, SX_MEASURE_BOUNDARY_INCREMENT_BALANCE, increment, n);
  check_entries (evaluator, result, SX_MEASURE_BOUNDARY_EXPANSION_SCALE, increment, n);
  check_entries (evaluator, result, SX_MEASURE_BOUNDARY_AREA, area, n);
}

/* Without the increment that went out, the same plots break the ledger. */
static void
test_wugang_unbalanced (void)
{
  g_autoptr (SxEvaluator) evaluator = wugang ();
  g_autoptr (SxResult) result = NULL;

  g_assert_true (sx_evaluator_remove_adjustment (evaluator, 1, NULL));
  result = sx_evaluator_result (evaluator, NULL);
  check_row (result, SX_MEASURE_BOUNDARY_INCREMENT_BALANCE, 0, 39.09, SX_VERDICT_FAIL);
  check_row (result, SX_MEASURE_BOUNDARY_EXPANSION_SCALE, 342.14, 381.23, SX_VERDICT_FAIL);
  check_row (result, SX_MEASURE_BOUNDARY_MULTIPLIER, 1.18, 1.21, SX_VERDICT_FAIL);
}

/* ---- Yangquan */

/* Figures of the plan (ha): boundary before 9390.31, expansion scale 973.98, multiplier 1.28; after: boundary
 * 9387.50, scale 944.17, reserve 29.81 (3.06 %). As in Wugang's the total after is taken with the reserve in
 * it: 9357.69 on the map, so that 2.81 more of the stock go out than come in ("现状建设用地等量进出",
 * nearly). What went out and came in one by one is not told; here all of it is in one plot each. The
 * multiplier uses an approved figure for what was urban in 2020, as parameter urban2020_ha: not told either,
 * 3425 is of those (3417.5 to 3433.3) that give 1.28 before and after. */
static void
test_yangquan (void)
{
  g_autoptr (SxEvaluator) evaluator = NULL;
  g_autoptr (SxResult) result = NULL;
  City city;

  city_init (&city);
  add_boundary (&city, 9390.31 - 973.98, "202", FALSE, 2.81 + 20);
  add_boundary (&city, 973.98, NULL, FALSE, 29.81 + 30);
  add_plot (&city, "stock and increment", 20, 30, 0);
  evaluator = city_evaluate (&city, "3425");
  sx_scheme_free (city.scheme);
  result = sx_evaluator_result (evaluator, NULL);
  check_row (result, SX_MEASURE_BOUNDARY_INCREMENT_BALANCE, 0, -29.81, SX_VERDICT_PASS);
  check_row (result, SX_MEASURE_BOUNDARY_EXPANSION_SCALE, 973.98, 944.17, SX_VERDICT_PASS);
  check_row (result, SX_MEASURE_RESERVE_SCALE, 0, 29.81, SX_VERDICT_PASS);
  check_row (result, SX_MEASURE_RESERVE_RATIO, 0, 3.06, SX_VERDICT_PASS);
  check_row (result, SX_MEASURE_BOUNDARY_MULTIPLIER, 1.28, 1.28, SX_VERDICT_PASS);
  check_row (result, SX_MEASURE_BOUNDARY_AREA, 9390.31, 9387.50 - 29.81, SX_VERDICT_PASS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledger/wugang", test_wugang);
  g_test_add_func ("/ledger/wugang/entries", test_wugang_entries);
  g_test_add_func ("/ledger/wugang/unbalanced", test_wugang_unbalanced);
  g_test_add_func ("/ledger/yangquan", test_yangquan);
  return g_test_run ();
}
