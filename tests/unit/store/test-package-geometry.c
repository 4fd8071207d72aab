/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Geometry on its way in: types, dimensions, byte orders, what is repaired, dropped and skipped. */
#include <string.h>
#include "base/sx-error.h"
#include "package-fixture.h"

#define SQUARE package_fixture_square
/* coordinates of the tests, moved into EPSG:4526 */
#define X0 38500000.0
#define Y0 3500000.0

/* WKT with every "x y" moved by the origin of the tests; Z and M stay. */
static char *
moved (const char *wkt)
{
  GString *out = g_string_new (NULL);
  guint ordinate = 0;

  while (*wkt)
    {
      char *end;
      double v;

      if (*wkt == ',' || *wkt == '(' || *wkt == ')')
        ordinate = 0;
      if (!g_ascii_isdigit (*wkt) && *wkt != '-')
        {
          g_string_append_c (out, *wkt++);
          continue;
        }
      v = g_ascii_strtod (wkt, &end);
      g_string_append_printf (out, "%.6f", v + (ordinate == 0 ? X0 : ordinate == 1 ? Y0 : 0));
      ordinate++;
      wkt = end;
    }
  return g_string_free (out, FALSE);
}

typedef struct
{
  const char *wkt;
  double area; /* of what is read */
  guint parts;
  const char *skipped; /* why it is not read, or NULL */
  const char *repair;  /* a word of the reason, or NULL */
} Case;

static const Case polygons[] = {
  { "POLYGON ((0 0, 0 10, 10 10, 10 0, 0 0))", 100, 1, NULL, NULL },
  { "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (2 2, 2 4, 4 4, 4 2, 2 2))", 96, 1, NULL, NULL },
  { "MULTIPOLYGON (((0 0, 0 10, 10 10, 10 0, 0 0)), ((20 0, 20 10, 30 10, 30 0, 20 0)))", 200, 2, NULL,
    NULL },
  { "POLYGON Z ((0 0 7, 0 10 7, 10 10 7, 10 0 7, 0 0 7))", 100, 1, NULL, NULL },
  { "POLYGON M ((0 0 7, 0 10 7, 10 10 7, 10 0 7, 0 0 7))", 100, 1, NULL, NULL },
  { "MULTIPOLYGON ZM (((0 0 7 8, 0 10 7 8, 10 10 7 8, 10 0 7 8, 0 0 7 8)))", 100, 1, NULL, NULL },
  { "GEOMETRYCOLLECTION (POLYGON ((0 0, 0 10, 10 10, 10 0, 0 0)), POINT (1 1),"
    " GEOMETRYCOLLECTION (POLYGON ((20 0, 20 1, 21 1, 21 0, 20 0))))",
    101, 2, NULL, NULL },
  { "TRIANGLE ((0 0, 0 10, 10 0, 0 0))", 50, 1, NULL, NULL },
  { "TIN (((0 0, 0 10, 10 0, 0 0)), ((10 10, 0 10, 10 0, 10 10)))", 100, 1, NULL, "Self-intersection" },
  /* the bow-tie's halves; a spike; points in a row; a hole that is outside becomes ground */
  { "POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))", 50, 2, NULL, "Self-intersection" },
  { "POLYGON ((0 0, 0 10, 10 10, 10 0, 5 0, 5 -3, 5 0, 0 0))", 100, 1, NULL, "Self-intersection" },
  { "POLYGON ((0 0, 0 0, 0 10, 10 10, 10 10, 10 10, 10 0, 0 0))", 100, 1, NULL, NULL },
  { "POLYGON ((0 0, 0 10, 10 10, 10 0, 0 0), (20 0, 20 5, 25 5, 25 0, 20 0))", 125, 2, NULL, "Hole" },
  { "MULTIPOLYGON (((0 0, 0 10, 10 10, 10 0, 0 0)), ((5 0, 5 10, 15 10, 15 0, 5 0)))", 150, 1, NULL, "Self" },
  /* unclosed; a hole of three points; a shell of three points and its hole */
  { "POLYGON ((0 0, 0 10, 10 10, 10 0))", 100, 1, NULL, "not closed" },
  { "POLYGON ((0 0, 0 10, 10 10, 10 0, 0 0), (2 2, 3 3, 2 2))", 100, 1, NULL, "Too few" },
  { "MULTIPOLYGON (((0 0, 9 9, 0 0), (1 1, 1 2, 2 2, 1 1)), ((0 0, 0 10, 10 10, 10 0, 0 0)))", 100, 1, NULL,
    "Too few" },
  { "POLYGON EMPTY", 0, 0, "empty", NULL },
  { "MULTIPOLYGON EMPTY", 0, 0, "empty", NULL },
  { "GEOMETRYCOLLECTION EMPTY", 0, 0, "empty", NULL },
  { "POINT EMPTY", 0, 0, "empty", NULL },
  { "POLYGON ((0 0, 5 5, 0 0))", 0, 0, "collapsed", NULL },
  { "POLYGON ((0 0, 5 5, 10 10, 0 0))", 0, 0, "collapsed", NULL },
  { "POINT (1 1)", 0, 0, "wrong_type", NULL },
  { "MULTIPOINT ((1 1), (2 2))", 0, 0, "wrong_type", NULL },
  { "LINESTRING (0 0, 0 10, 10 10, 0 0)", 0, 0, "wrong_type", NULL },
  /* a circle of radius 10 in steps of 4 degrees: 90 triangles of 10² sin 4° / 2 */
  { "CURVEPOLYGON (CIRCULARSTRING (-10 0, 0 10, 10 0, 0 -10, -10 0))", 313.904132, 1, NULL, "Arcs" },
  { "MULTISURFACE (((0 0, 0 10, 10 10, 10 0, 0 0)))", 100, 1, NULL, "Arcs" },
};

/* The one repair of that feature, or NULL. */
static const SxRepair *
find_repair (SxPlan *plan, gint64 fid)
{
  const SxRepair *found = NULL;

  for (guint i = 0; i < plan->repairs->len; i++)
    if (g_array_index (plan->repairs, SxRepair, i).fid == fid)
      {
        g_assert_null (found);
        found = &g_array_index (plan->repairs, SxRepair, i);
      }
  return found;
}

static void
check_feature (SxPlan *plan, const char *name, guint at, const Case *c)
{
  SxLayer *layer = sx_plan_layer (plan, name);
  SxShapeView view = sx_layer_shape (layer, at);
  const SxRepair *repair = find_repair (plan, layer->fid[at]);

  g_test_message ("%s", c->wkt);
  g_assert_cmpstr (package_fixture_skipped (plan, layer->fid[at]), ==, c->skipped);
  g_assert_cmpuint (sx_shape_view_n_parts (&view), ==, c->parts);
  g_assert_cmpfloat_with_epsilon (sx_shape_view_planar_area (&view), c->area, 1e-5);
  g_assert_cmpint (sx_box_is_empty (layer->box[at]), ==, c->parts == 0);
  if (c->repair)
    {
      g_assert_nonnull (repair);
      g_assert_nonnull (strstr (repair->reason, c->repair));
    }
  else
    g_assert_null (repair);
  for (guint r = 0; r < view.n_rings; r++)
    {
      guint from = view.ring_start[r], n = view.ring_start[r + 1] - from;
      double area = sx_ring_signed_area (view.points + from, n);

      g_assert_true (view.ring_is_shell[r] ? area > 0 : area < 0);
      g_assert_cmpmem (&view.points[from], sizeof (SxPoint), &view.points[from + n - 1], sizeof (SxPoint));
    }
}

static void
test_polygons (gconstpointer big_endian)
{
  g_autoptr (PackageFixture) fixture = package_fixture_new ();
  g_autoptr (SxPlan) plan = NULL;

  package_fixture_add_table (fixture, "DLTB", 4526, "");
  for (guint i = 0; i < G_N_ELEMENTS (polygons); i++)
    {
      g_autofree char *wkt = moved (polygons[i].wkt);
      g_autoptr (GBytes) blob = package_fixture_blob (wkt, GPOINTER_TO_INT (big_endian));

      package_fixture_add_blob (fixture, "DLTB", i + 1, blob, "");
    }
  package_fixture_add (fixture, "DLTB", 1000, NULL, "");
  plan = package_fixture_read (fixture);
  g_assert_cmpuint (sx_plan_layer (plan, "DLTB")->n_features, ==, G_N_ELEMENTS (polygons) + 1);
  for (guint i = 0; i < G_N_ELEMENTS (polygons); i++)
    check_feature (plan, "DLTB", i, &polygons[i]);
  g_assert_cmpstr (package_fixture_skipped (plan, 1000), ==, "null");
}

static void
test_repair_areas (void)
{
  g_autoptr (PackageFixture) fixture = package_fixture_new ();
  g_autofree char *outside
      = moved ("POLYGON ((0 0, 0 10, 10 10, 10 0, 0 0), (20 0, 20 5, 25 5, 25 0, 20 0))");
  g_autofree char *spike = moved ("POLYGON ((0 0, 0 10, 10 10, 10 0, 5 0, 5 -3, 5 0, 0 0))");
  /* 1.21 m² of 10 000: more than 1 m², less than 0.1 %… twice: not an error */
  g_autofree char *small
      = moved ("POLYGON ((0 0, 0 100, 100 100, 100 0, 0 0), (200 0, 200 1.1, 201.1 1.1, 201.1 0, 200 0))");
  g_autoptr (SxPlan) plan = NULL;
  const SxRepair *repair;

  package_fixture_add_table (fixture, "yjjbnt", 4526, "");
  package_fixture_add (fixture, "yjjbnt", 1, outside, "");
  package_fixture_add (fixture, "yjjbnt", 2, spike, "");
  package_fixture_add (fixture, "yjjbnt", 3, small, "");
  plan = package_fixture_read (fixture);
  repair = find_repair (plan, 1);
  g_assert_cmpstr (repair->table, ==, "yjjbnt");
  g_assert_cmpfloat_with_epsilon (repair->area_before, 75, 1e-6);
  g_assert_cmpfloat_with_epsilon (repair->area_after, 125, 1e-6);
  g_assert_true (repair->is_error);
  repair = find_repair (plan, 2);
  g_assert_cmpfloat_with_epsilon (repair->area_after, repair->area_before, 1e-6);
  g_assert_false (repair->is_error);
  repair = find_repair (plan, 3);
  g_assert_cmpfloat_with_epsilon (repair->area_after - repair->area_before, 2.42, 1e-6);
  g_assert_false (repair->is_error);
}

static void
test_slivers (void)
{
  /* 0.0099 m² goes, 0.0101 m² stays; a hole counts */
  static const char multi[]
      = "MULTIPOLYGON (((0 0, 0 0.0099, 1 0.0099, 1 0, 0 0)), ((0 10, 0 20, 10 20, 10 10, 0 10),"
        " (1 11, 2 11, 2 12, 1 12, 1 11)), ((50 0, 50 0.0101, 51 0.0101, 51 0, 50 0)),"
        " ((60 0, 60 1, 61 1, 61 0, 60 0), (60.002 0.002, 60.998 0.002, 60.998 0.998, 60.002 0.998,"
        " 60.002 0.002)))";
  g_autoptr (PackageFixture) fixture = package_fixture_new ();
  g_autofree char *wkt = moved (multi);
  g_autofree char *tiny = moved ("POLYGON ((0 0, 0 0.0099, 1 0.0099, 1 0, 0 0))");
  g_autoptr (SxPlan) plan = NULL;
  SxShapeView view;

  package_fixture_add_table (fixture, "STBHHX", 4526, "MJ REAL");
  package_fixture_add (fixture, "STBHHX", 1, wkt, "101");
  package_fixture_add (fixture, "STBHHX", 2, tiny, "0.5");
  package_fixture_add_table (fixture, "DLTB", 4526, "");
  package_fixture_add (fixture, "DLTB", 3, wkt, "");
  package_fixture_add (fixture, "DLTB", 4, tiny, "");
  plan = package_fixture_read (fixture);
  /* the frame of the last part is 1 - 0.996² = 0.007984 m² */
  view = sx_layer_shape (sx_plan_layer (plan, "STBHHX"), 0);
  g_assert_cmpuint (sx_shape_view_n_parts (&view), ==, 2);
  g_assert_cmpuint (view.n_rings, ==, 3);
  g_assert_cmpfloat_with_epsilon (sx_shape_view_planar_area (&view), 99.0101, 1e-6);
  g_assert_cmpfloat_with_epsilon (sx_layer_shape (sx_plan_layer (plan, "STBHHX"), 0).box.x1, X0 + 51, 1e-6);
  g_assert_cmpstr (package_fixture_skipped (plan, 2), ==, "collapsed");
  /* only control lines lose them */
  view = sx_layer_shape (sx_plan_layer (plan, "DLTB"), 0);
  g_assert_cmpuint (sx_shape_view_n_parts (&view), ==, 4);
  g_assert_null (package_fixture_skipped (plan, 4));
}

static const Case lines[] = {
  { "LINESTRING (0 0, 3 4)", 2, 1, NULL, NULL },
  { "MULTILINESTRING ((0 0, 3 4), (5 5, 6 6, 7 7))", 5, 2, NULL, NULL },
  { "LINESTRING Z (0 0 1, 3 4 1)", 2, 1, NULL, NULL },
  { "LINESTRING (0 0, 10 10, 0 10, 10 0)", 4, 1, NULL, NULL },
  { "GEOMETRYCOLLECTION (POINT (0 0), LINESTRING (0 0, 3 4))", 2, 1, NULL, NULL },
  { "LINESTRING EMPTY", 0, 0, "empty", NULL },
  { "POLYGON ((0 0, 0 10, 10 10, 10 0, 0 0))", 0, 0, "wrong_type", NULL },
  { "COMPOUNDCURVE ((0 0, 3 4), (3 4, 5 5))", 3, 1, NULL, "Arcs" },
};

/* `area` is the number of points here. */
static void
test_lines (void)
{
  g_autoptr (PackageFixture) fixture = package_fixture_new ();
  g_autoptr (SxPlan) plan = NULL;
  SxLayer *layer;

  package_fixture_add_table (fixture, "DLZXX", 4526, "");
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *wkt = moved (lines[i].wkt);

      package_fixture_add (fixture, "DLZXX", i + 1, wkt, "");
    }
  plan = package_fixture_read (fixture);
  layer = sx_plan_layer (plan, "ZXCQDLZXX");
  g_assert_true (layer->is_line);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      SxShapeView view = sx_layer_shape (layer, i);

      g_test_message ("%s", lines[i].wkt);
      g_assert_cmpstr (package_fixture_skipped (plan, i + 1), ==, lines[i].skipped);
      g_assert_cmpuint (view.n_rings, ==, lines[i].parts);
      g_assert_cmpuint (sx_shape_view_n_points (&view), ==, (guint)lines[i].area);
      g_assert_cmpint (find_repair (plan, i + 1) != NULL, ==, lines[i].repair != NULL);
    }
}

/* A blob whose n-th coordinate is that number. */
static GBytes *
square_with (guint ordinate, double v)
{
  g_autoptr (GBytes) blob = package_fixture_blob (SQUARE (0, 0, 10), FALSE);
  gsize size;
  guint8 *bytes = g_bytes_unref_to_data (g_bytes_ref (blob), &size);
  guint8 *copy = g_memdup2 (bytes, size);

  g_free (bytes);
  /* GeoPackage header 8, WKB header 5, rings 4, points 4 */
  memcpy (copy + 21 + ordinate * 8, &v, sizeof v);
  return g_bytes_new_take (copy, size);
}

static void
test_bad_blobs (void)
{
  g_autoptr (PackageFixture) fixture = package_fixture_new ();
  g_autoptr (GBytes) nan = square_with (3, NAN), inf = square_with (4, INFINITY),
                     stray = square_with (4, 1.0);
  g_autoptr (GBytes) good = package_fixture_blob (SQUARE (0, 0, 10), FALSE);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (good, 0, g_bytes_get_size (good) - 1);
  g_autoptr (GBytes) none = g_bytes_new ("", 0),
                     wkb = g_bytes_new_from_bytes (good, 8, g_bytes_get_size (good) - 8);
  g_autoptr (GBytes) huge = package_fixture_hex_blob ("0103000000ffffffff"),
                     unknown = package_fixture_hex_blob ("0163000000");
  g_autoptr (SxPlan) plan = NULL;

  package_fixture_add_table (fixture, "GHFQ", 4526, "");
  package_fixture_add_blob (fixture, "GHFQ", 1, nan, "");
  package_fixture_add_blob (fixture, "GHFQ", 2, inf, "");
  package_fixture_add_blob (fixture, "GHFQ", 3, cut, "");
  package_fixture_add_blob (fixture, "GHFQ", 4, none, "");
  package_fixture_add_blob (fixture, "GHFQ", 5, wkb, "");
  package_fixture_add_blob (fixture, "GHFQ", 6, huge, "");
  package_fixture_add_blob (fixture, "GHFQ", 7, unknown, "");
  package_fixture_add_blob (fixture, "GHFQ", 8, stray, "");
  package_fixture_add_blob (fixture, "GHFQ", 9, good, "");
  package_fixture_run (fixture, "INSERT INTO GHFQ VALUES (10, 'POLYGON'), (11, 42)");
  plan = package_fixture_read (fixture);
  g_assert_cmpstr (package_fixture_skipped (plan, 1), ==, "not_finite");
  g_assert_cmpstr (package_fixture_skipped (plan, 2), ==, "not_finite");
  for (gint64 fid = 3; fid <= 7; fid++)
    g_assert_cmpstr (package_fixture_skipped (plan, fid), ==, "unreadable");
  g_assert_cmpstr (package_fixture_skipped (plan, 8), ==, "out_of_range");
  g_assert_null (package_fixture_skipped (plan, 9));
  g_assert_cmpstr (package_fixture_skipped (plan, 10), ==, "unreadable");
  g_assert_cmpstr (package_fixture_skipped (plan, 11), ==, "unreadable");
  g_assert_cmpuint (sx_plan_layer (plan, "GHFQ")->n_features, ==, 11);
  g_assert_cmpfloat_with_epsilon (package_fixture_area (plan, "GHFQ", 8), 100, 1e-6);
}

/* Bytes changed at random: read or skipped, never a crash (the sanitizers watch). */
static void
test_mutations (void)
{
  g_autoptr (PackageFixture) fixture = package_fixture_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (20260301);
  g_autoptr (SxPlan) plan = NULL;

  package_fixture_add_table (fixture, "GHFQ", 4526, "");
  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *wkt = moved (polygons[i % G_N_ELEMENTS (polygons)].wkt);
      g_autoptr (GBytes) blob = package_fixture_blob (wkt, g_rand_boolean (random));
      gsize n = g_bytes_get_size (blob);
      guint8 *bytes = g_memdup2 (g_bytes_get_data (blob, NULL), n);
      g_autoptr (GBytes) changed = NULL;

      for (int k = g_rand_int_range (random, 1, 4); k > 0; k--)
        bytes[g_rand_int_range (random, 0, (int)MIN (n, 60))] = (guint8)g_rand_int_range (random, 0, 256);
      changed = g_bytes_new_take (bytes, n);
      package_fixture_add_blob (fixture, "GHFQ", 2 * i + 1, changed, "");
      /* else most of the table is outside China, and that is the answer */
      package_fixture_add (fixture, "GHFQ", 2 * i + 2, SQUARE (0, 0, 10), "");
    }
  plan = package_fixture_read (fixture);
  g_assert_cmpuint (sx_plan_layer (plan, "GHFQ")->n_features, ==, 6000);
  for (guint i = 1; i < 6000; i += 2)
    g_assert_cmpfloat_with_epsilon (package_fixture_area (plan, "GHFQ", i), 100, 1e-6);
  g_assert_cmpuint (plan->skipped->len, >, 100);
  g_assert_cmpuint (plan->skipped->len, <, 3000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/package-geometry/little-endian", GINT_TO_POINTER (FALSE), test_polygons);
  g_test_add_data_func ("/package-geometry/big-endian", GINT_TO_POINTER (TRUE), test_polygons);
  g_test_add_func ("/package-geometry/repair-areas", test_repair_areas);
  g_test_add_func ("/package-geometry/slivers", test_slivers);
  g_test_add_func ("/package-geometry/lines", test_lines);
  g_test_add_func ("/package-geometry/bad-blobs", test_bad_blobs);
  g_test_add_func ("/package-geometry/mutations", test_mutations);
  return g_test_run ();
}
