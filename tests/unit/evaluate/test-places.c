/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a row's matter lies: as many places as the row counts, of the areas it adds up, the new ones told
 * apart. */
#include <glib/gstdio.h>

#include "base/sx-units.h"
#include "county.h"
#include "sample/sx-sample.h"
#include "store/sx-package.h"

/* Farmland: a fragment of 50 × 40 m; one of two parcels; a steep field that a road cuts up; one in a window
 * of the boundary, and one that the boundary covers. */
static void
add_farmland (County *county)
{
  county_add (county, "YJJBNTBHTB", 0, 0, 50, 40, "DLBM", "0103", "GDPDJB", "1", NULL);
  county_add (county, "YJJBNTBHTB", 200, 0, 220, 20, "DLBM", "0103", "GDPDJB", "1", NULL);
  county_add (county, "YJJBNTBHTB", 220, 0, 240, 20, "DLBM", "0103", "GDPDJB", "1", NULL);
  county_add (county, "YJJBNTBHTB", 400, 0, 600, 100, "DLBM", "0103", "GDPDJB", "4", NULL);
  county_add (county, "YJJBNTBHTB", 2120, 120, 2170, 160, "DLBM", "0103", "GDPDJB", "1", NULL);
  county_add (county, "YJJBNTBHTB", 2320, 120, 2370, 160, "DLBM", "0103", "GDPDJB", "1", NULL);
}

/* The boundary: 500 × 300 m with a window in it, and a fragment of 50 × 50 m. The red line: 500 × 500 m, and
 * 2 km². */
static void
add_lines (County *county)
{
  county_add (county, "CZKFBJGX", 2000, 0, 2500, 100, NULL);
  county_add (county, "CZKFBJGX", 2000, 200, 2500, 300, NULL);
  county_add (county, "CZKFBJGX", 2000, 100, 2100, 200, NULL);
  county_add (county, "CZKFBJGX", 2200, 100, 2500, 200, NULL);
  county_add (county, "CZKFBJGX", 3000, 0, 3050, 50, NULL);
  county_add (county, "STBHHX", 5000, 0, 5500, 500, "HXLX", "11", NULL);
  county_add (county, "STBHHX", 5000, 2000, 7000, 3000, "HXLX", "11", NULL);
}

static SxEvaluator *
small_county (void)
{
  County *county = county_new ();

  add_farmland (county);
  add_lines (county);
  county_add (county, "DLTB", 800, 0, 900, 100, "DLBM", "0103", "GDPDJB", "5", "TBMJ", "10000", "TBDLMJ",
              "5000", NULL);
  county_add (county, "DLTB", 4900, 0, 5100, 100, "DLBM", "0103", "GDPDJB", "1", NULL);
  county_add (county, "XZHQ", 2000, 0, 2050, 50, NULL);
  county_add (county, "DYZ", 3500, 0, 3530, 60, NULL);
  return county_evaluator (county);
}

static void
change (SxEvaluator *evaluator)
{
  county_adjust (evaluator, SX_LINE_FARMLAND, SX_DIRECTION_OUT, 440, 0, 590, 100);
  county_adjust (evaluator, SX_LINE_FARMLAND, SX_DIRECTION_OUT, 0, 0, 10, 40);
  county_adjust (evaluator, SX_LINE_FARMLAND, SX_DIRECTION_IN, 800, 0, 860, 100);
  county_adjust (evaluator, SX_LINE_BOUNDARY, SX_DIRECTION_OUT, 2300, 110, 2400, 190);
  county_adjust (evaluator, SX_LINE_BOUNDARY, SX_DIRECTION_IN, 3500, 0, 3560, 60);
  county_adjust (evaluator, SX_LINE_REDLINE, SX_DIRECTION_OUT, 5900, 2000, 6050, 3000);
  county_adjust (evaluator, SX_LINE_REDLINE, SX_DIRECTION_IN, 4900, 0, 5000, 100);
}

static SxPlaces *
find (SxEvaluator *evaluator, SxMeasure measure)
{
  g_autoptr (GError) error = NULL;
  SxPlaces *places = sx_evaluator_places (evaluator, measure, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (sx_measure_has_places (measure));
  return places;
}

typedef struct
{
  double area;
  gboolean is_new;
  double x0, y0, x1, y1; /* the box */
} Expected;

static void
check (SxEvaluator *evaluator, SxMeasure measure, const Expected *expected, guint n)
{
  g_autoptr (SxPlaces) places = find (evaluator, measure);
  guint n_new = 0;

  g_assert_cmpuint (places->n_total, ==, n);
  g_assert_cmpuint (places->places->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      const SxPlace *place = places->places->pdata[i];

      g_assert_cmpfloat_with_epsilon (place->area, expected[i].area, 1e-6);
      g_assert_cmpint (place->is_new, ==, expected[i].is_new);
      g_assert_cmpfloat_with_epsilon (place->shape->box.x0 - COUNTY_X, expected[i].x0, 1e-6);
      g_assert_cmpfloat_with_epsilon (place->shape->box.y0 - COUNTY_Y, expected[i].y0, 1e-6);
      g_assert_cmpfloat_with_epsilon (place->shape->box.x1 - COUNTY_X, expected[i].x1, 1e-6);
      g_assert_cmpfloat_with_epsilon (place->shape->box.y1 - COUNTY_Y, expected[i].y1, 1e-6);
      n_new += expected[i].is_new;
    }
  g_assert_cmpuint (places->n_new, ==, n_new);
}

static void
test_before (void)
{
  static const Expected fragments[] = { { 2000, FALSE, 0, 0, 50, 40 },
                                        { 2000, FALSE, 2120, 120, 2170, 160 },
                                        { 2000, FALSE, 2320, 120, 2370, 160 },
                                        { 800, FALSE, 200, 0, 240, 20 } };
  static const Expected steep[] = { { 20000, FALSE, 400, 0, 600, 100 } };
  static const Expected windows[] = { { 10000, FALSE, 2100, 100, 2200, 200 } };
  static const Expected boundary[] = { { 2500, FALSE, 3000, 0, 3050, 50 } };
  static const Expected redline[] = { { 250000, FALSE, 5000, 0, 5500, 500 } };
  static const Expected cropland[] = { { 10000, FALSE, 5000, 0, 5100, 100 } };
  static const Expected unsuitable[] = { { 2500, FALSE, 2000, 0, 2050, 50 } };
  g_autoptr (SxEvaluator) evaluator = small_county ();

  check (evaluator, SX_MEASURE_FARMLAND_FRAGMENT_COUNT, fragments, G_N_ELEMENTS (fragments));
  check (evaluator, SX_MEASURE_FARMLAND_STEEP_AREA, steep, G_N_ELEMENTS (steep));
  check (evaluator, SX_MEASURE_BOUNDARY_WINDOW_COUNT, windows, G_N_ELEMENTS (windows));
  check (evaluator, SX_MEASURE_BOUNDARY_FRAGMENT_COUNT, boundary, G_N_ELEMENTS (boundary));
  check (evaluator, SX_MEASURE_REDLINE_SMALL_COUNT, redline, G_N_ELEMENTS (redline));
  check (evaluator, SX_MEASURE_REDLINE_CROPLAND_AREA, cropland, G_N_ELEMENTS (cropland));
  check (evaluator, SX_MEASURE_BOUNDARY_UNSUITABLE_AREA, unsuitable, G_N_ELEMENTS (unsuitable));
}

/* What the scheme makes comes first; a fragment that it makes smaller is the old one. */
static void
test_after (void)
{
  static const Expected fragments[] = { { 1000, TRUE, 590, 0, 600, 100 },
                                        { 2000, FALSE, 2120, 120, 2170, 160 },
                                        { 2000, FALSE, 2320, 120, 2370, 160 },
                                        { 1600, FALSE, 10, 0, 50, 40 },
                                        { 800, FALSE, 200, 0, 240, 20 } };
  static const Expected steep[] = { { 3000, TRUE, 800, 0, 860, 100 }, { 5000, FALSE, 400, 0, 600, 100 } };
  static const Expected windows[]
      = { { 8000, TRUE, 2300, 110, 2400, 190 }, { 10000, FALSE, 2100, 100, 2200, 200 } };
  static const Expected boundary[]
      = { { 3600, TRUE, 3500, 0, 3560, 60 }, { 2500, FALSE, 3000, 0, 3050, 50 } };
  static const Expected redline[] = { { 950000, TRUE, 6050, 2000, 7000, 3000 },
                                      { 900000, TRUE, 5000, 2000, 5900, 3000 },
                                      { 260000, FALSE, 4900, 0, 5500, 500 } };
  static const Expected cropland[]
      = { { 10000, TRUE, 4900, 0, 5000, 100 }, { 10000, FALSE, 5000, 0, 5100, 100 } };
  static const Expected unsuitable[]
      = { { 1800, TRUE, 3500, 0, 3530, 60 }, { 2500, FALSE, 2000, 0, 2050, 50 } };
  g_autoptr (SxEvaluator) evaluator = small_county ();

  change (evaluator);
  check (evaluator, SX_MEASURE_FARMLAND_FRAGMENT_COUNT, fragments, G_N_ELEMENTS (fragments));
  check (evaluator, SX_MEASURE_FARMLAND_STEEP_AREA, steep, G_N_ELEMENTS (steep));
  check (evaluator, SX_MEASURE_BOUNDARY_WINDOW_COUNT, windows, G_N_ELEMENTS (windows));
  check (evaluator, SX_MEASURE_BOUNDARY_FRAGMENT_COUNT, boundary, G_N_ELEMENTS (boundary));
  check (evaluator, SX_MEASURE_REDLINE_SMALL_COUNT, redline, G_N_ELEMENTS (redline));
  check (evaluator, SX_MEASURE_REDLINE_CROPLAND_AREA, cropland, G_N_ELEMENTS (cropland));
  check (evaluator, SX_MEASURE_BOUNDARY_UNSUITABLE_AREA, unsuitable, G_N_ELEMENTS (unsuitable));
}

/* Taken back, all is as before: nothing is new. */
static void
test_taken_back (void)
{
  g_autoptr (SxEvaluator) evaluator = small_county ();

  change (evaluator);
  while (sx_evaluator_n_adjustments (evaluator))
    sx_evaluator_remove_adjustment (evaluator, sx_evaluator_n_adjustments (evaluator) - 1, NULL);
  for (guint m = 0; m < SX_N_MEASURES; m++)
    if (sx_measure_has_places ((SxMeasure)m))
      {
        g_autoptr (SxPlaces) places = find (evaluator, (SxMeasure)m);

        g_assert_cmpuint (places->n_new, ==, 0);
        g_assert_cmpuint (places->n_total, >, 0);
      }
}

/* Cropland over the border of two features of the red line that touch is one place; asked again, it is the
 * same. */
static void
test_touching (void)
{
  static const Expected cropland[] = { { 8000, TRUE, 4900, 0, 5000, 80 },
                                       { 10000, FALSE, 5450, 0, 5550, 100 },
                                       { 8000, FALSE, 5000, 0, 5100, 80 } };
  County *county = county_new ();
  g_autoptr (SxEvaluator) evaluator = NULL;

  county_add (county, "STBHHX", 5000, 0, 5500, 500, "HXLX", "11", NULL);
  county_add (county, "STBHHX", 5500, 0, 6000, 500, "HXLX", "11", NULL);
  county_add (county, "DLTB", 4900, 0, 5100, 80, "DLBM", "0103", "GDPDJB", "1", NULL);
  county_add (county, "DLTB", 5450, 0, 5550, 100, "DLBM", "0103", "GDPDJB", "1", NULL);
  evaluator = county_evaluator (county);
  county_adjust (evaluator, SX_LINE_REDLINE, SX_DIRECTION_IN, 4900, 0, 5000, 500);
  for (guint i = 0; i < 2; i++)
    check (evaluator, SX_MEASURE_REDLINE_CROPLAND_AREA, cropland, G_N_ELEMENTS (cropland));
}

/* ---- polygons that touch in points */

/* A frame around a window of 300 × 300 m, two of whose corners are built over. */
static void
add_frame (County *county)
{
  county_add (county, "CZKFBJGX", -100, -100, 400, 0, NULL);
  county_add (county, "CZKFBJGX", -100, 300, 400, 400, NULL);
  county_add (county, "CZKFBJGX", -100, 0, 0, 300, NULL);
  county_add (county, "CZKFBJGX", 300, 0, 400, 300, NULL);
  county_add (county, "CZKFBJGX", 0, 0, 100, 100, NULL);
  county_add (county, "CZKFBJGX", 200, 200, 300, 300, NULL);
  county_add (county, "YJJBNTBHTB", 10, 250, 50, 290, "DLBM", "0103", "GDPDJB", "1", NULL);
  county_add (county, "YJJBNTBHTB", 250, 10, 290, 50, "DLBM", "0103", "GDPDJB", "1", NULL);
}

/* Four squares around a fifth that is farmland. */
static void
adjust_four (SxEvaluator *evaluator)
{
  county_adjust (evaluator, SX_LINE_BOUNDARY, SX_DIRECTION_IN, 1100, 0, 1200, 100);
  county_adjust (evaluator, SX_LINE_BOUNDARY, SX_DIRECTION_IN, 1200, 100, 1300, 200);
  county_adjust (evaluator, SX_LINE_BOUNDARY, SX_DIRECTION_IN, 1100, 200, 1200, 300);
  county_adjust (evaluator, SX_LINE_BOUNDARY, SX_DIRECTION_IN, 1000, 100, 1100, 200);
}

/* What stands in a window and touches its corners does not make two of it. Squares that touch in corners
 * enclose nothing, until they are one polygon by way of others that lie elsewhere. */
static void
test_touching_in_points (void)
{
  static const Expected before[] = { { 70000, FALSE, 0, 0, 300, 300 } };
  static const Expected after[] = { { 60000, FALSE, 0, 0, 300, 300 } };
  static const Expected closed[]
      = { { 10000, TRUE, 1100, 100, 1200, 200 }, { 60000, FALSE, 0, 0, 300, 300 } };
  County *county = county_new ();
  g_autoptr (SxEvaluator) evaluator = NULL;

  add_frame (county);
  county_add (county, "YJJBNTBHTB", 1110, 110, 1190, 190, "DLBM", "0103", "GDPDJB", "1", NULL);
  evaluator = county_evaluator (county);
  check (evaluator, SX_MEASURE_BOUNDARY_WINDOW_COUNT, before, G_N_ELEMENTS (before));
  county_adjust (evaluator, SX_LINE_BOUNDARY, SX_DIRECTION_IN, 100, 100, 200, 200);
  check (evaluator, SX_MEASURE_BOUNDARY_WINDOW_COUNT, after, G_N_ELEMENTS (after));
  adjust_four (evaluator);
  county_adjust (evaluator, SX_LINE_BOUNDARY, SX_DIRECTION_IN, 1200, 0, 1300, 100);
  county_adjust (evaluator, SX_LINE_BOUNDARY, SX_DIRECTION_IN, 1200, 200, 1300, 300);
  check (evaluator, SX_MEASURE_BOUNDARY_WINDOW_COUNT, after, G_N_ELEMENTS (after));
  county_adjust (evaluator, SX_LINE_BOUNDARY, SX_DIRECTION_IN, 1000, 200, 1100, 300);
  check (evaluator, SX_MEASURE_BOUNDARY_WINDOW_COUNT, closed, G_N_ELEMENTS (closed));
  sx_evaluator_remove_adjustment (evaluator, sx_evaluator_n_adjustments (evaluator) - 1, NULL);
  check (evaluator, SX_MEASURE_BOUNDARY_WINDOW_COUNT, after, G_N_ELEMENTS (after));
}

/* ---- a whole county */

static double
in_unit (SxMeasure measure, const SxPlaces *places)
{
  double sum = 0;

  for (guint i = 0; i < places->places->len; i++)
    sum += ((SxPlace *)places->places->pdata[i])->area;
  switch ((int)measure)
    {
    case SX_MEASURE_FARMLAND_STEEP_AREA:
    case SX_MEASURE_BOUNDARY_UNSUITABLE_AREA:
      return sum / SX_MU_M2;
    case SX_MEASURE_REDLINE_CROPLAND_AREA:
      return sum / SX_KM2_M2;
    default:
      return places->n_total;
    }
}

/* In the sample with its scheme every row's places add up to its value, before and after. */
static void
check_rows (SxEvaluator *evaluator)
{
  g_autoptr (SxResult) result = sx_evaluator_result (evaluator, NULL);

  for (guint m = 0; m < SX_N_MEASURES; m++)
    if (sx_measure_has_places ((SxMeasure)m))
      {
        g_autoptr (SxPlaces) places = find (evaluator, (SxMeasure)m);
        const SxIndicatorValue *value = sx_result_find (result, (SxMeasure)m);

        g_assert_cmpuint (places->n_total, ==, places->places->len); /* below the limit */
        g_assert_cmpfloat_with_epsilon (in_unit ((SxMeasure)m, places), value->after,
                                        1e-6 * value->after + 1e-9);
      }
}

static void
test_sample (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("sx-places-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "sample.gpkg", NULL);
  g_autoptr (SxPlan) plan = NULL;
  g_autoptr (SxRuleProfile) rules = sx_rule_profile_load ("anhui-2026", NULL);
  g_autoptr (SxEvaluator) evaluator = NULL;
  g_autoptr (SxScheme) scheme = NULL;

  g_assert_true (sx_sample_write (file, 3000, 7, NULL, NULL, NULL, NULL));
  plan = sx_package_read (file, NULL, NULL, &error);
  g_assert_no_error (error);
  evaluator = sx_evaluator_new (plan, rules, SX_AREA_ELLIPSOIDAL, NULL, &error);
  g_assert_no_error (error);
  check_rows (evaluator);
  scheme = sx_package_read_scheme (plan, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (scheme->adjustments->len, >, 0);
  g_assert_true (sx_evaluator_set_scheme (evaluator, scheme, NULL, NULL));
  check_rows (evaluator);
  g_remove (file);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/places/before", test_before);
  g_test_add_func ("/places/after", test_after);
  g_test_add_func ("/places/taken-back", test_taken_back);
  g_test_add_func ("/places/touching", test_touching);
  g_test_add_func ("/places/touching-in-points", test_touching_in_points);
  g_test_add_func ("/places/sample", test_sample);
  return g_test_run ();
}
