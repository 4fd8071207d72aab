/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Schemes: which one, what it holds, and what is wrong with a row. */
#include "base/sx-error.h"
#include "package-fixture.h"

#define SQUARE package_fixture_square

static const char ADJUSTMENT_FIELDS[] = "scheme_id INTEGER NOT NULL, line TEXT NOT NULL, direction TEXT NOT "
                                        "NULL, situation TEXT, name TEXT, project TEXT,"
                                        " basis TEXT, note TEXT, hxlx TEXT";

/* A plan with DLTB and schemes of these names. */
static PackageFixture *
package_with_schemes (const char *const *names)
{
  PackageFixture *fixture = package_fixture_new ();

  package_fixture_add_table (fixture, "DLTB", 4526, "");
  package_fixture_add (fixture, "DLTB", 1, SQUARE (0, 0, 100), "");
  package_fixture_run (fixture,
                       "CREATE TABLE sx_scheme (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, note TEXT,"
                       " created TEXT, modified TEXT)");
  for (guint i = 0; names[i]; i++)
    package_fixture_run (fixture, "INSERT INTO sx_scheme VALUES (%u, '%s', 'a note', '2026-03-01', NULL)",
                         i + 1, names[i]);
  return fixture;
}

static void
test_choice (void)
{
  const char *const none[] = { NULL }, *const one[] = { "甲", NULL }, *const two[] = { "甲", "乙", NULL };
  g_autoptr (PackageFixture) without = package_with_schemes (none), single = package_with_schemes (one);
  g_autoptr (PackageFixture) pair = package_with_schemes (two);
  g_autoptr (SxPlan) plan_without = package_fixture_read (without),
                     plan_single = package_fixture_read (single);
  g_autoptr (SxPlan) plan_pair = package_fixture_read (pair);
  g_autoptr (GError) error = NULL;
  SxScheme *scheme;

  scheme = sx_package_read_scheme (plan_without, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (scheme->id, ==, 0);
  g_assert_cmpstr (scheme->name, ==, "");
  sx_scheme_free (scheme);
  scheme = sx_package_read_scheme (plan_single, NULL, NULL, &error);
  g_assert_cmpint (scheme->id, ==, 1);
  g_assert_cmpstr (scheme->name, ==, "甲");
  g_assert_cmpuint (scheme->adjustments->len, ==, 0);
  sx_scheme_free (scheme);
  scheme = sx_package_read_scheme (plan_pair, "乙", NULL, &error);
  g_assert_cmpint (scheme->id, ==, 2);
  sx_scheme_free (scheme);

  g_assert_null (sx_package_read_scheme (plan_pair, NULL, NULL, &error));
  package_fixture_check_error (error, SX_ERROR, SX_ERROR_USAGE, "甲", "乙", NULL);
  g_clear_error (&error);
  g_assert_null (sx_package_read_scheme (plan_pair, "丙", NULL, &error));
  package_fixture_check_error (error, SX_ERROR, SX_ERROR_NOT_FOUND, "丙", "甲, 乙", NULL);
  g_clear_error (&error);
  g_assert_null (sx_package_read_scheme (plan_without, "丙", NULL, &error));
  package_fixture_check_error (error, SX_ERROR, SX_ERROR_NOT_FOUND, "丙", NULL);
}

static void
test_list (void)
{
  const char *const two[] = { "甲", "乙", NULL };
  g_autoptr (PackageFixture) fixture = package_with_schemes (two), bare = package_fixture_new ();
  g_autoptr (GPtrArray) list = NULL, empty = NULL;
  const SxSchemeInfo *info;

  package_fixture_close (fixture);
  list = sx_package_list_schemes (fixture->file, NULL);
  g_assert_cmpuint (list->len, ==, 2);
  info = g_ptr_array_index (list, 0);
  g_assert_cmpint (info->id, ==, 1);
  g_assert_cmpstr (info->name, ==, "甲");
  g_assert_cmpstr (info->note, ==, "a note");
  g_assert_cmpstr (info->created, ==, "2026-03-01");
  package_fixture_close (bare);
  empty = sx_package_list_schemes (bare->file, NULL);
  g_assert_cmpuint (empty->len, ==, 0);
}

static void
fill_scheme (PackageFixture *fixture)
{
  package_fixture_add_table (fixture, "sx_adjustment", 4526, ADJUSTMENT_FIELDS);
  package_fixture_run (fixture, "ALTER TABLE sx_adjustment ADD COLUMN uncounted INTEGER");
  package_fixture_add (fixture, "sx_adjustment", 9, SQUARE (0, 0, 10),
                       "1, 'boundary', 'in', 4, ' n ', 'p', 'b', 'o', NULL, 1");
  package_fixture_add (fixture, "sx_adjustment", 3, SQUARE (50, 0, 20),
                       "1, 'redline', 'out', '2', NULL, NULL, NULL, NULL, '21', NULL");
  package_fixture_add (fixture, "sx_adjustment", 4, SQUARE (50, 0, 20),
                       "2, 'redline', 'out', '2', NULL, NULL, NULL, NULL, '21', 0");
  package_fixture_add (fixture, "sx_adjustment", 5, NULL,
                       "1, 'purple', 'in', '', NULL, NULL, NULL, NULL, '', 0");
  package_fixture_add_table (fixture, "sx_reclass", 4526, "scheme_id, layer, code, name, note");
  package_fixture_add (fixture, "sx_reclass", 1, SQUARE (0, 0, 30), "1, 'GHYDYH', 070102, 'home', 'n'");
  package_fixture_add (fixture, "sx_reclass", 2, SQUARE (0, 0, 40), "1, 'GHFQ', '400', NULL, NULL");
  package_fixture_add_table (fixture, "sx_road", 4526, "scheme_id, action, grade, name");
  package_fixture_add (fixture, "sx_road", 1, "LINESTRING (38500000 3500000, 38500100 3500000)",
                       "1, 'add', 'g', 'r'");
  package_fixture_add (fixture, "sx_road", 2, "MULTILINESTRING ((38500000 3500000, 38500100 3500000))",
                       "1, 'remove', NULL, NULL");
  package_fixture_run (
      fixture, "CREATE TABLE sx_judgement (scheme_id INTEGER, indicator TEXT, verdict TEXT, reason TEXT);"
               "INSERT INTO sx_judgement VALUES (1, 'special_case', 'pass', 'because'),"
               " (2, 'boundary_direction', 'fail', NULL);"
               "CREATE TABLE sx_parameter (key TEXT PRIMARY KEY, value TEXT);"
               "INSERT INTO sx_parameter VALUES ('scheme.1.forest_area', '12.5'), ('scheme.11.x', '1'),"
               " ('target.x', '2')");
}

static void
test_content (void)
{
  const char *const two[] = { "甲", "乙", NULL };
  g_autoptr (PackageFixture) fixture = package_with_schemes (two);
  g_autoptr (GError) error = NULL;
  g_autoptr (SxScheme) scheme = NULL;
  g_autoptr (SxPlan) plan = NULL;
  const SxAdjustment *a;
  const SxReclass *reclass;
  const SxRoad *road;
  const SxJudgement *judgement;

  fill_scheme (fixture);
  plan = package_fixture_read (fixture);
  scheme = sx_package_read_scheme (plan, "甲", NULL, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (scheme->adjustments->len, ==, 3);
  a = g_ptr_array_index (scheme->adjustments, 0);
  g_assert_cmpint (a->fid, ==, 3);
  g_assert_cmpint (a->line, ==, SX_LINE_REDLINE);
  g_assert_cmpint (a->direction, ==, SX_DIRECTION_OUT);
  g_assert_cmpstr (a->hxlx, ==, "21");
  g_assert_false (a->uncounted);
  g_assert_cmpfloat_with_epsilon (a->shape->box.x0, 38500050, 1e-6);
  a = g_ptr_array_index (scheme->adjustments, 1);
  /* nothing drawn: kept, with an empty shape */
  g_assert_cmpint (a->fid, ==, 5);
  g_assert_cmpint (a->line, ==, SX_LINE_PURPLE);
  g_assert_null (a->situation);
  g_assert_null (a->hxlx);
  g_assert_cmpuint (a->shape->n_rings, ==, 0);
  a = g_ptr_array_index (scheme->adjustments, 2);
  g_assert_cmpint (a->fid, ==, 9);
  g_assert_cmpstr (a->situation, ==, "4");
  g_assert_cmpstr (a->name, ==, "n");
  g_assert_cmpstr (a->project, ==, "p");
  g_assert_cmpstr (a->basis, ==, "b");
  g_assert_cmpstr (a->note, ==, "o");
  g_assert_true (a->uncounted);

  g_assert_cmpuint (scheme->reclasses->len, ==, 2);
  reclass = g_ptr_array_index (scheme->reclasses, 0);
  g_assert_cmpint (reclass->layer, ==, SX_RECLASS_GHYDYH);
  g_assert_cmpstr (reclass->code, ==, "70102");
  g_assert_cmpstr (reclass->name, ==, "home");
  reclass = g_ptr_array_index (scheme->reclasses, 1);
  g_assert_cmpint (reclass->layer, ==, SX_RECLASS_GHFQ);
  g_assert_cmpint (reclass->fid, ==, 2);
  g_assert_cmpuint (scheme->roads->len, ==, 2);
  road = g_ptr_array_index (scheme->roads, 0);
  g_assert_false (road->is_removal);
  g_assert_cmpuint (road->shape->n_points, ==, 2);
  g_assert_cmpstr (road->grade, ==, "g");
  road = g_ptr_array_index (scheme->roads, 1);
  g_assert_true (road->is_removal);
  g_assert_cmpuint (scheme->judgements->len, ==, 1);
  judgement = g_ptr_array_index (scheme->judgements, 0);
  g_assert_cmpstr (judgement->indicator, ==, "special_case");
  g_assert_cmpstr (judgement->verdict, ==, "pass");
  g_assert_cmpstr (judgement->reason, ==, "because");
  g_assert_cmpuint (g_hash_table_size (scheme->parameters), ==, 1);
  g_assert_cmpstr (g_hash_table_lookup (scheme->parameters, "forest_area"), ==, "12.5");
}

/* The plots may be in another CRS than the plan, and invalid; the column `uncounted` may be missing. */
static void
test_crs_and_repair (void)
{
  const char *const one[] = { "甲", NULL };
  g_autoptr (PackageFixture) fixture = package_with_schemes (one);
  g_autoptr (GArray) repairs = g_array_new (FALSE, TRUE, sizeof (SxRepair));
  g_autoptr (GError) error = NULL;
  g_autoptr (SxScheme) scheme = NULL;
  g_autoptr (SxPlan) plan = NULL;
  const SxAdjustment *a;
  SxShapeView view;

  package_fixture_add_table (fixture, "sx_adjustment", 4490, ADJUSTMENT_FIELDS);
  package_fixture_add (fixture, "sx_adjustment", 1,
                       "POLYGON ((114 31, 114.001 31.001, 114.001 31, 114 31.001, 114 31))",
                       "1, 'farmland', 'in', '1', NULL, NULL, NULL, NULL, NULL");
  plan = package_fixture_read (fixture);
  scheme = sx_package_read_scheme (plan, NULL, repairs, &error);
  g_assert_no_error (error);
  a = g_ptr_array_index (scheme->adjustments, 0);
  view = sx_shape_view (a->shape);
  g_assert_false (a->uncounted);
  g_assert_cmpuint (sx_shape_view_n_parts (&view), ==, 2);
  g_assert_cmpfloat_with_epsilon (a->shape->box.x0, 38500000, 1e-6);
  /* half of some 95.5 m × 110.9 m */
  g_assert_cmpfloat_with_epsilon (sx_shape_view_planar_area (&view), 5292, 10);
  g_assert_cmpuint (repairs->len, ==, 1);
  g_assert_cmpint (g_array_index (repairs, SxRepair, 0).fid, ==, 1);
  g_assert_cmpstr (g_array_index (repairs, SxRepair, 0).table, ==, "sx_adjustment");
  g_assert_true (g_array_index (repairs, SxRepair, 0).is_error);
  g_free (g_array_index (repairs, SxRepair, 0).table);
  g_free (g_array_index (repairs, SxRepair, 0).reason);
}

/* A row that cannot be, and the words of the answer. */
static const struct
{
  const char *table, *wkt, *values;
  int code;
  const char *words[3];
} mistakes[] = {
  { "sx_adjustment", "", "1, 'farm', 'in', '1'", SX_ERROR_FORMAT, { "fid 77", "farm", "farmland, redline" } },
  { "sx_adjustment", "", "1, '', 'in', '1'", SX_ERROR_FORMAT, { "fid 77", "line", "NULL" } },
  { "sx_adjustment", "", "1, 'redline', 'up', '1'", SX_ERROR_FORMAT, { "fid 77", "up", "in, out" } },
  { "sx_adjustment",
    "POINT (38500000 3500000)",
    "1, 'redline', 'in', '1'",
    SX_ERROR_GEOMETRY,
    { "fid 77", "wrong_type" } },
  { "sx_adjustment",
    "POLYGON ((0 0, 0 1, 1 0, 0 0))",
    "1, 'redline', 'in', '1'",
    SX_ERROR_CRS,
    { "fid 77", "out_of_range" } },
  { "sx_reclass", "", "1, 'DLTB', '100', ''", SX_ERROR_FORMAT, { "fid 77", "DLTB", "GHYDYH, GHFQ" } },
  { "sx_road",
    "LINESTRING (38500000 3500000, 38500001 3500000)",
    "1, 'build', '', ''",
    SX_ERROR_FORMAT,
    { "fid 77", "build", "add, remove" } },
};

static const char *
fields_of (const char *table)
{
  if (g_str_equal (table, "sx_adjustment"))
    return "scheme_id, line, direction, situation";
  return g_str_equal (table, "sx_reclass") ? "scheme_id, layer, code, name"
                                           : "scheme_id, action, grade, name";
}

static void
test_mistakes (void)
{
  const char *const two[] = { "甲", "乙", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr (PackageFixture) fixture = package_with_schemes (two);
      g_autoptr (GError) error = NULL;
      g_autoptr (SxScheme) other = NULL;
      g_autoptr (SxPlan) plan = NULL;

      package_fixture_add_table (fixture, mistakes[i].table, 4526, fields_of (mistakes[i].table));
      package_fixture_add (fixture, mistakes[i].table, 77,
                           *mistakes[i].wkt ? mistakes[i].wkt : SQUARE (0, 0, 10), mistakes[i].values);
      plan = package_fixture_read (fixture);
      g_assert_null (sx_package_read_scheme (plan, "甲", NULL, &error));
      package_fixture_check_error (error, SX_ERROR, mistakes[i].code, mistakes[i].table, mistakes[i].words[0],
                                   mistakes[i].words[1], mistakes[i].words[2], NULL);
      g_clear_error (&error);
      /* the other scheme has nothing to do with it */
      other = sx_package_read_scheme (plan, "乙", NULL, &error);
      g_assert_no_error (error);
    }
}

static void
test_unusable_tables (void)
{
  const char *const one[] = { "甲", NULL };
  g_autoptr (PackageFixture) unregistered = package_with_schemes (one), no_crs = package_with_schemes (one);
  g_autoptr (PackageFixture) no_line = package_with_schemes (one);
  g_autoptr (SxPlan) plan = NULL, plan_no_crs = NULL, plan_no_line = NULL;
  g_autoptr (GError) error = NULL;

  package_fixture_run (unregistered, "CREATE TABLE sx_adjustment (fid INTEGER PRIMARY KEY, geom BLOB)");
  plan = package_fixture_read (unregistered);
  g_assert_null (sx_package_read_scheme (plan, NULL, NULL, &error));
  package_fixture_check_error (error, SX_ERROR, SX_ERROR_FORMAT, "sx_adjustment", "gpkg_geometry_columns",
                               NULL);
  g_clear_error (&error);
  package_fixture_add_table (no_crs, "sx_adjustment", 0, ADJUSTMENT_FIELDS);
  package_fixture_add (no_crs, "sx_adjustment", 1, SQUARE (0, 0, 10), "1, 'redline', 'in', 1, 0, 0, 0, 0, 0");
  plan_no_crs = package_fixture_read (no_crs);
  g_assert_null (sx_package_read_scheme (plan_no_crs, NULL, NULL, &error));
  package_fixture_check_error (error, SX_ERROR, SX_ERROR_CRS, "sx_adjustment", NULL);
  g_clear_error (&error);
  package_fixture_add_table (no_line, "sx_adjustment", 4526, "scheme_id");
  package_fixture_add (no_line, "sx_adjustment", 1, SQUARE (0, 0, 10), "1");
  plan_no_line = package_fixture_read (no_line);
  g_assert_null (sx_package_read_scheme (plan_no_line, NULL, NULL, &error));
  package_fixture_check_error (error, SX_ERROR, SX_ERROR_FORMAT, "sx_adjustment", "line", NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/package-scheme/choice", test_choice);
  g_test_add_func ("/package-scheme/list", test_list);
  g_test_add_func ("/package-scheme/content", test_content);
  g_test_add_func ("/package-scheme/crs-and-repair", test_crs_and_repair);
  g_test_add_func ("/package-scheme/mistakes", test_mistakes);
  g_test_add_func ("/package-scheme/unusable-tables", test_unusable_tables);
  return g_test_run ();
}
