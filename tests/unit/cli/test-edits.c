/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sx-edits.h"

#include <string.h>

#include "base/sx-error.h"

#define SQUARE                                                                                               \
  "\"wkt\": \"POLYGON((500000 3900000, 500100 3900000, 500100 3900100, 500000 3900100, 500000 3900000))\""
#define ADD_A1 "{\"op\": \"add\", \"id\": \"a1\", \"line\": \"boundary\", \"direction\": \"in\", "

static SxPlan *
metric_plan (void)
{
  SxPlan *plan = sx_plan_new ("test.gpkg");

  plan->epsg = 4546;
  g_assert_true (sx_plane_for_epsg (4546, &plan->plane));
  return plan;
}

static SxPlan *
geographic_plan (void)
{
  SxPlan *plan = sx_plan_new ("test.gpkg");

  plan->epsg = 4490;
  plan->is_geographic = TRUE;
  plan->plane = sx_plane_for_longitude (117.0);
  return plan;
}

static double
planar_area (const SxReplayEdit *edit)
{
  SxShapeView view = sx_shape_view (edit->item->shape);

  return sx_shape_view_planar_area (&view);
}

/* add, replace and remove; a replace keeps what it does not mention. */
static void
test_good (void)
{
  static const char text[]
      = "[" ADD_A1 "\"situation\": \"4\", \"uncounted\": 1, \"name\": \"东区\", " SQUARE "},"
        "{\"op\": \"replace\", \"id\": \"a1\", " SQUARE "},"
        "{\"op\": \"replace\", \"id\": \"a1\", \"situation\": null, \"uncounted\": false, " SQUARE "},"
        "{\"op\": \"remove\", \"id\": \"a1\"}," ADD_A1 "\"hxlx\": \"31\", " SQUARE "}]";
  g_autoptr (SxPlan) plan = metric_plan ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) edits = sx_edits_parse (text, -1, "edits.json", plan, &error);
  const SxReplayEdit *edit;

  g_assert_no_error (error);
  g_assert_cmpuint (edits->len, ==, 5);
  edit = edits->pdata[0];
  g_assert_cmpint (edit->op, ==, SX_REPLAY_ADD);
  g_assert_cmpstr (edit->item->key, ==, "a1");
  g_assert_cmpint (edit->item->line, ==, SX_LINE_BOUNDARY);
  g_assert_cmpint (edit->item->direction, ==, SX_DIRECTION_IN);
  g_assert_cmpstr (edit->item->situation, ==, "4");
  g_assert_true (edit->item->uncounted);
  g_assert_cmpfloat (planar_area (edit), ==, 10000.0); /* 100 m × 100 m, given counter-clockwise */
  edit = edits->pdata[1];
  g_assert_cmpstr (edit->item->situation, ==, "4");
  g_assert_cmpstr (edit->item->name, ==, "东区");
  g_assert_true (edit->item->uncounted);
  edit = edits->pdata[2];
  g_assert_null (edit->item->situation);
  g_assert_false (edit->item->uncounted);
  edit = edits->pdata[3];
  g_assert_null (edit->item);
  edit = edits->pdata[4];
  g_assert_cmpstr (edit->item->hxlx, ==, "31");
  g_assert_null (edit->flaw);
}

static void
test_empty_list (void)
{
  g_autoptr (SxPlan) plan = metric_plan ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) edits = sx_edits_parse ("[]", 2, "edits.json", plan, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (edits->len, ==, 0);
}

static void
test_degrees (void)
{
  static const char text[]
      = "[" ADD_A1 "\"wkt\": \"POLYGON((117 35, 117.001 35, 117.001 35.001, 117 35.001, 117 35))\"}]";
  g_autoptr (SxPlan) plan = geographic_plan ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) edits = sx_edits_parse (text, -1, "edits.json", plan, &error);

  g_assert_no_error (error);
  /* 0.001° are some 111 m north and 91 m east */
  g_assert_cmpfloat (planar_area (edits->pdata[0]), >, 10100.0);
  g_assert_cmpfloat (planar_area (edits->pdata[0]), <, 10140.0);
}

/* A bow-tie is repaired and told; one that collapses takes part in nothing and is told. */
static void
test_flaws (void)
{
  static const char text[]
      = "[" ADD_A1 "\"wkt\": \"POLYGON((0 0, 100 100, 100 0, 0 100, 0 0))\"},"
        "{\"op\": \"replace\", \"id\": \"a1\", \"wkt\": \"POLYGON((0 0, 100 0, 50 0, 0 0))\"},"
        "{\"op\": \"replace\", \"id\": \"a1\", \"wkt\": \"POLYGON EMPTY\"}]";
  g_autoptr (SxPlan) plan = metric_plan ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) edits = sx_edits_parse (text, -1, "edits.json", plan, &error);
  const SxReplayEdit *bow_tie, *collapsed, *empty;

  g_assert_no_error (error);
  bow_tie = edits->pdata[0];
  collapsed = edits->pdata[1];
  empty = edits->pdata[2];
  g_assert_cmpfloat (planar_area (bow_tie), ==, 5000.0); /* two triangles of 100 m × 50 m / 2 */
  g_assert_nonnull (strstr (bow_tie->flaw, "Self-intersection"));
  g_assert_cmpuint (collapsed->item->shape->n_rings, ==, 0);
  g_assert_nonnull (collapsed->flaw);
  g_assert_cmpuint (empty->item->shape->n_rings, ==, 0);
  g_assert_nonnull (empty->flaw);
}

static void
assert_refused (const SxPlan *plan, const char *text, const char *where, const char *what)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) edits = sx_edits_parse (text, -1, "edits.json", plan, &error);

  if (edits)
    g_test_message ("accepted: %s", text);
  g_assert_null (edits);
  g_assert_error (error, SX_ERROR, SX_ERROR_FORMAT);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "edits.json"));
  g_assert_nonnull (strstr (error->message, where));
  g_assert_nonnull (strstr (error->message, what));
}

static void
test_bad (void)
{
  static const struct
  {
    const char *text, *where, *what;
  } cases[] = {
    { "[\n {\"op\": \"add\",,}]", "line 2, column 15", "" },
    { "[{\"op\": \"add\"", "line 1", "" },
    { "{\"op\": \"add\"}", "", "not a list" },
    { "[3]", "edit 1", "not an object" },
    { "[{\"op\": \"add\"}]", "edit 1", "“id” is missing" },
    { "[{\"op\": \"add\", \"id\": 3}]", "edit 1", "“id” is not a text" },
    { "[{\"id\": \"a1\"}]", "edit 1 (“a1”)", "“op” is missing" },
    { "[{\"op\": \"move\", \"id\": \"a1\"}]", "edit 1 (“a1”)", "“move”" },
    { "[{\"op\": \"add\", \"id\": \"a1\", \"direction\": \"in\", " SQUARE "}]", "edit 1 (“a1”)",
      "“line” is missing" },
    { "[{\"op\": \"add\", \"id\": \"a1\", \"line\": \"wall\", " SQUARE "}]", "edit 1 (“a1”)", "“wall”" },
    { "[{\"op\": \"add\", \"id\": \"a1\", \"line\": \"flood\", " SQUARE "}]", "edit 1 (“a1”)",
      "“direction” is missing" },
    { "[{\"op\": \"add\", \"id\": \"a1\", \"line\": \"flood\", \"direction\": \"any\", " SQUARE "}]",
      "edit 1 (“a1”)", "“any”" },
    { "[" ADD_A1 "\"situation\": \"1\"}]", "edit 1 (“a1”)", "“wkt” is missing" },
    { "[" ADD_A1 "\"wkt\": \"POLYGON((0 0, 1 1\"}]", "edit 1 (“a1”)", "" },
    { "[" ADD_A1 "\"wkt\": \"POLYGON((0 0, 1 0, 1 1, 0 1))\"}]", "edit 1 (“a1”)", "" },
    { "[" ADD_A1 "\"wkt\": \"LINESTRING(0 0, 1 0)\"}]", "edit 1 (“a1”)", "line" },
    { "[" ADD_A1 "\"wkt\": \"POINT(0 0)\"}]", "edit 1 (“a1”)", "" },
    { "[" ADD_A1 "\"wkt\": \"POLYGON((0 0, 1e200 0, 1 1, 0 0))\"}]", "edit 1 (“a1”)", "1e+200" },
    { "[" ADD_A1 "\"situation\": 4, " SQUARE "}]", "edit 1 (“a1”)", "“situation”" },
    { "[" ADD_A1 "\"uncounted\": 2, " SQUARE "}]", "edit 1 (“a1”)", "“uncounted”" },
    { "[" ADD_A1 "\"uncouned\": 1, " SQUARE "}]", "edit 1 (“a1”)", "“uncouned”" },
    { "[" ADD_A1 SQUARE "}, " ADD_A1 SQUARE "}]", "edit 2 (“a1”)", "in use" },
    { "[{\"op\": \"replace\", \"id\": \"b\", " SQUARE "}]", "edit 1 (“b”)", "no earlier edit" },
    { "[" ADD_A1 SQUARE "}, {\"op\": \"remove\", \"id\": \"a1\"}, {\"op\": \"remove\", \"id\": \"a1\"}]",
      "edit 3 (“a1”)", "no earlier edit" },
  };
  g_autoptr (SxPlan) plan = metric_plan ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (plan, cases[i].text, cases[i].where, cases[i].what);
}

static void
test_metres_in_a_plan_in_degrees (void)
{
  g_autoptr (SxPlan) plan = geographic_plan ();

  assert_refused (plan, "[" ADD_A1 SQUARE "}]", "edit 1 (“a1”)", "degrees");
}

/* A bracket for every byte must not run the stack out. */
static void
test_deep (void)
{
  g_autoptr (SxPlan) plan = metric_plan ();
  g_autofree char *text = g_strnfill (1000000, '[');

  assert_refused (plan, text, "line 1", "");
}

static void
test_files (void)
{
  static const struct
  {
    const char *file;
    SxErrorCode code;
  } cases[] = {
    { "/no/such/file.json", SX_ERROR_NOT_FOUND },
    { "/", SX_ERROR_UNREADABLE },
    { "/dev/null", SX_ERROR_UNREADABLE },
  };
  g_autoptr (SxPlan) plan = metric_plan ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sx_edits_read (cases[i].file, plan, &error));
      g_assert_error (error, SX_ERROR, (int)cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].file));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/edits/good", test_good);
  g_test_add_func ("/cli/edits/empty-list", test_empty_list);
  g_test_add_func ("/cli/edits/degrees", test_degrees);
  g_test_add_func ("/cli/edits/flaws", test_flaws);
  g_test_add_func ("/cli/edits/bad", test_bad);
  g_test_add_func ("/cli/edits/metres-in-a-plan-in-degrees", test_metres_in_a_plan_in_degrees);
  g_test_add_func ("/cli/edits/deep", test_deep);
  g_test_add_func ("/cli/edits/files", test_files);
  return g_test_run ();
}
