/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which coordinate systems are known, which is the plan's, and how the others come into it. */
#include "base/sx-error.h"
#include "package-fixture.h"
#include "store/sx-crs.h"

#define SQUARE package_fixture_square

static const char ESRI_ZONE_38[] = "PROJCS[\"CGCS2000_3_Degree_GK_Zone_38\",GEOGCS[\"GCS_China_Geodetic_"
                                   "Coordinate_System_2000\",DATUM[\"D_China_2000\","
                                   "SPHEROID[\"CGCS2000\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0]"
                                   ",UNIT[\"Degree\",0.0174532925199433]],"
                                   "PROJECTION[\"Gauss_Kruger\"],PARAMETER[\"False_Easting\",38500000.0],"
                                   "PARAMETER[\"False_Northing\",0.0],"
                                   "PARAMETER[\"Central_Meridian\",114.0],PARAMETER[\"Scale_Factor\",1.0],"
                                   "PARAMETER[\"Latitude_Of_Origin\",0.0],"
                                   "UNIT[\"Meter\",1.0]]";
static const char WKT_2_CM_117[]
    = "PROJCRS[\"county\",BASEGEOGCRS[\"CGCS2000\",DATUM[\"China "
      "2000\",ELLIPSOID[\"CGCS2000\",6378137,298.257222101]],"
      "PRIMEM[\"Greenwich\",0]],CONVERSION[\"gk\",METHOD[\"Transverse Mercator\"],PARAMETER[\"Latitude of "
      "natural origin\",0],"
      "PARAMETER[\"Longitude of natural origin\",117],PARAMETER[\"Scale factor at natural origin\",1],"
      "PARAMETER[\"False easting\",500000],PARAMETER[\"False "
      "northing\",0]],CS[Cartesian,2],AXIS[\"x\",north],"
      "AXIS[\"y\",east],LENGTHUNIT[\"metre\",1]]";
static const char COMPOUND[] = "COMPD_CS[\"CGCS2000 + 1985\",GEOGCS[\"China Geodetic Coordinate System "
                               "2000\",DATUM[\"China_2000\",SPHEROID[\"CGCS2000\","
                               "6378137,298.257222101]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0."
                               "0174532925199433]],VERT_CS[\"Yellow Sea 1985\","
                               "VERT_DATUM[\"Yellow Sea 1985\",2005],UNIT[\"metre\",1]]]";
#define TM(datum, ellipsoid, meridian, scale, easting)                                                       \
  "PROJCS[\"p\",GEOGCS[\"g\",DATUM[\"" datum "\",SPHEROID[\"s\"," ellipsoid "]],PRIMEM[\"Greenwich\",0],"    \
  "UNIT[\"degree\",0.0174532925199433]],PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"latitude_of_"        \
  "origin\",0],"                                                                                             \
  "PARAMETER[\"central_meridian\"," meridian "],PARAMETER[\"scale_factor\"," scale                           \
  "],PARAMETER[\"false_easting\"," easting "],PARAMETER[\"false_northing\",0],UNIT[\"metre\",1]]"
#define CGCS "6378137,298.257222101"

/* epsg 0: not known */
static const struct
{
  const char *organization, *definition;
  gint64 id;
  int epsg;
} systems[] = {
  { "EPSG", NULL, 4490, 4490 },
  { "epsg", "", 4513, 4513 },
  { "EPSG", NULL, 4533, 4533 },
  { "EPSG", NULL, 4534, 4534 },
  { "EPSG", NULL, 4554, 4554 },
  { "EPSG", NULL, 4555, 0 },
  { "EPSG", NULL, 4512, 0 },
  { "EPSG", NULL, 4326, 0 },
  { "ESRI", NULL, 4526, 0 },
  { NULL, NULL, 4526, 0 },
  { "ESRI", ESRI_ZONE_38, 102010, 4526 },
  { "NONE", WKT_2_CM_117, 100000, 4548 },
  { "NONE", COMPOUND, 100001, 4490 },
  { "NONE", TM ("China_2000", CGCS, "75", "1", "500000"), 1, 4534 },
  { "NONE", TM ("China_2000", CGCS, "135", "1", "45500000"), 1, 4554 - 21 },
  { "NONE", TM ("Unknown", CGCS, "114", "1", "500000"), 1, 4547 },
  { "NONE", TM ("China_2000", CGCS, "72", "1", "500000"), 1, 0 },
  { "NONE", TM ("China_2000", CGCS, "115", "1", "500000"), 1, 0 },
  { "NONE", TM ("China_2000", CGCS, "114", "0.9996", "500000"), 1, 0 },
  { "NONE", TM ("China_2000", CGCS, "114", "1", "0"), 1, 0 },
  { "NONE", TM ("China_2000", CGCS, "114", "1", "39500000"), 1, 0 },
  { "NONE", TM ("Xian_1980", "6378140,298.257", "114", "1", "500000"), 1, 0 },
  { "NONE", TM ("WGS_1984", "6378137,298.257223563", "114", "1", "500000"), 1, 0 },
  { "NONE", TM ("Geocentric_Datum_of_Australia_1994", CGCS, "117", "1", "500000"), 1, 0 },
  { "NONE", "garbage [", 1, 0 },
  { "NONE", "undefined", -1, 0 },
};

static void
test_recognise (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (systems); i++)
    {
      g_autofree char *found = NULL;
      SxCrs crs = { 0 };
      gboolean known = sx_crs_recognise ("a name", systems[i].organization, systems[i].id,
                                         systems[i].definition, &crs, &found);

      g_test_message ("%u: %s", i, systems[i].definition);
      g_assert_cmpint (known, ==, systems[i].epsg != 0);
      g_assert_cmpint (crs.epsg, ==, systems[i].epsg);
      g_assert_cmpint (found == NULL, ==, known);
      if (known)
        g_assert_cmpint (crs.is_geographic, ==, systems[i].epsg == 4490);
    }
}

/* A point in a zone and in degrees; PROJ 9 gives these to the digits shown. */
static void
test_transform (void)
{
  SxCrs degrees, with_prefix, without, neighbour;
  SxPoint p = { 117.5, 31.25 }, q, r;

  g_assert_true (sx_crs_from_epsg (4490, &degrees));
  g_assert_true (sx_crs_from_epsg (4527, &with_prefix));
  g_assert_true (sx_crs_from_epsg (4548, &without));
  g_assert_true (sx_crs_from_epsg (4526, &neighbour));
  q = p;
  sx_crs_to_plane (&degrees, &with_prefix.plane, &q, 1);
  g_assert_cmpfloat_with_epsilon (q.x, 39547626.5, 50);
  r = q;
  sx_crs_to_plane (&with_prefix, &with_prefix.plane, &r, 1);
  g_assert_cmpmem (&q, sizeof q, &r, sizeof r);
  sx_crs_to_plane (&with_prefix, &without.plane, &r, 1);
  g_assert_cmpfloat (r.x, ==, q.x - 39000000);
  g_assert_cmpfloat (r.y, ==, q.y);
  /* through the neighbouring zone and back */
  r = q;
  sx_crs_to_plane (&with_prefix, &neighbour.plane, &r, 1);
  g_assert_true (sx_crs_may_contain (&neighbour, r));
  g_assert_cmpfloat (r.x - 38500000, >, 300000);
  sx_crs_to_plane (&neighbour, &with_prefix.plane, &r, 1);
  g_assert_cmpfloat_with_epsilon (r.x, q.x, 1e-6);
  g_assert_cmpfloat_with_epsilon (r.y, q.y, 1e-6);
  r = sx_crs_to_degrees (&with_prefix, q);
  g_assert_cmpfloat_with_epsilon (r.x, p.x, 1e-12);
  g_assert_cmpfloat_with_epsilon (r.y, p.y, 1e-12);
}

static void
test_may_contain (void)
{
  SxCrs degrees, zone, plain;

  sx_crs_from_epsg (4490, &degrees);
  sx_crs_from_epsg (4526, &zone);
  sx_crs_from_epsg (4547, &plain);
  g_assert_true (sx_crs_may_contain (&degrees, (SxPoint){ 73.5, 39 }));
  g_assert_true (sx_crs_may_contain (&degrees, (SxPoint){ 135, 48 }));
  g_assert_false (sx_crs_may_contain (&degrees, (SxPoint){ 31, 117 }));
  g_assert_false (sx_crs_may_contain (&degrees, (SxPoint){ 38500000, 3500000 }));
  g_assert_false (sx_crs_may_contain (&degrees, (SxPoint){ NAN, 31 }));
  g_assert_true (sx_crs_may_contain (&zone, (SxPoint){ 38600000, 3500000 }));
  g_assert_false (sx_crs_may_contain (&zone, (SxPoint){ 39500000, 3500000 }));
  g_assert_false (sx_crs_may_contain (&zone, (SxPoint){ 500000, 3500000 }));
  g_assert_false (sx_crs_may_contain (&zone, (SxPoint){ 3500000, 38500000 }));
  g_assert_true (sx_crs_may_contain (&plain, (SxPoint){ 340000, 5900000 }));
  g_assert_false (sx_crs_may_contain (&plain, (SxPoint){ 117.5, 31.25 }));
  g_assert_false (sx_crs_may_contain (&plain, (SxPoint){ 3500000, 500000 }));
}

static void
add_box (PackageFixture *fixture, const char *table, int srs_id, double x0, double y0, double x1, double y1)
{
  g_autofree char *wkt = g_strdup_printf ("POLYGON ((%.9f %.9f, %.9f %.9f, %.9f %.9f, %.9f %.9f, %.9f %.9f))",
                                          x0, y0, x0, y1, x1, y1, x1, y0, x0, y0);

  package_fixture_add_table (fixture, table, srs_id, "");
  package_fixture_add (fixture, table, 1, wkt, "");
}

static void
test_mixed (void)
{
  g_autoptr (PackageFixture) fixture = package_fixture_new ();
  g_autoptr (SxPlan) plan = NULL;
  SxCrs crs;
  SxPoint corner = { 38450000, 3450000 };

  /* the lines come before DLTB in the file, and DLTB decides */
  add_box (fixture, "STBHHX", 4490, 113.4, 31.1, 113.5, 31.2);
  add_box (fixture, "DLTB", 4526, 38450000, 3450000, 38451000, 3451000);
  add_box (fixture, "KFQ", 4547, 450000, 3450000, 451000, 3451000);
  add_box (fixture, "GHFQ", 4525, 37750000, 3450000, 37751000, 3451000);
  plan = package_fixture_read (fixture);
  g_assert_cmpint (plan->epsg, ==, 4526);
  g_assert_false (plan->is_geographic);
  g_assert_cmpfloat (plan->plane.false_easting, ==, 38500000);
  /* only the prefix differs: exactly the same numbers */
  g_assert_cmpmem (&sx_plan_layer (plan, "KFQ")->box[0], sizeof (SxBox),
                   &sx_plan_layer (plan, "DLTB")->box[0], sizeof (SxBox));
  sx_crs_from_epsg (4526, &crs);
  corner = sx_crs_to_degrees (&crs, (SxPoint){ sx_plan_layer (plan, "STBHHX")->shapes.points[0].x,
                                               sx_plan_layer (plan, "STBHHX")->shapes.points[0].y });
  g_assert_cmpfloat_with_epsilon (corner.x, 113.4, 1e-11);
  g_assert_cmpfloat_with_epsilon (corner.y, 31.1, 1e-11);
  /* from the neighbouring zone: the same ground is about as large */
  g_assert_cmpfloat_with_epsilon (package_fixture_area (plan, "GHFQ", 0), 1e6, 5000);
}

static void
test_geographic (void)
{
  g_autoptr (PackageFixture) fixture = package_fixture_new ();
  g_autoptr (SxPlan) plan = NULL;
  SxPoint p = { 118.6, 31 }, q;

  /* DLTB alone would lie in zone 39; the middle of XZQ, which is in metres, is east of 118.5 */
  add_box (fixture, "DLTB", 4490, 118.40, 31, 118.42, 31.1);
  add_box (fixture, "XZQ", 4526, 38928000, 3430000, 38960000, 3460000);
  plan = package_fixture_read (fixture);
  g_assert_cmpint (plan->epsg, ==, 4490);
  g_assert_true (plan->is_geographic);
  g_assert_cmpfloat (plan->plane.false_easting, ==, 40500000);
  g_assert_cmpfloat_with_epsilon (plan->plane.central_meridian, 120 * G_PI / 180, 1e-12);
  q = p;
  sx_plan_to_plane (plan, &q, 1);
  sx_plan_from_plane (plan, &q, 1);
  g_assert_cmpfloat_with_epsilon (q.x, p.x, 1e-11);
  g_assert_cmpfloat_with_epsilon (q.y, p.y, 1e-11);
}

/* What gpkg_contents says about the extent is not believed. */
static void
test_geographic_without_township (void)
{
  g_autoptr (PackageFixture) fixture = package_fixture_new ();
  g_autoptr (SxPlan) plan = NULL;

  add_box (fixture, "STBHHX", 4490, 111.1, 31, 111.2, 31.1);
  add_box (fixture, "CZKFBJGX", 4526, 38450000, 3450000, 38451000, 3451000);
  package_fixture_run (fixture, "UPDATE gpkg_contents SET min_x = 75, max_x = 76, min_y = 30, max_y = 31");
  plan = package_fixture_read (fixture);
  g_assert_cmpint (plan->epsg, ==, 4490);
  g_assert_cmpfloat_with_epsilon (plan->plane.central_meridian, 111 * G_PI / 180, 1e-12);
}

static void
test_first_line (void)
{
  g_autoptr (PackageFixture) fixture = package_fixture_new ();
  g_autoptr (SxPlan) plan = NULL;

  /* XZQ comes first in the catalogue, but the line decides; an empty table may lack a CRS */
  add_box (fixture, "XZQ", 4490, 113.4, 31.1, 113.5, 31.2);
  add_box (fixture, "CZKFBJGX", 4547, 450000, 3450000, 451000, 3451000);
  package_fixture_add_table (fixture, "YJJBNTBHTB", 0, "");
  package_fixture_add_table (fixture, "GHFQ", 12345, "");
  plan = package_fixture_read (fixture);
  g_assert_cmpint (plan->epsg, ==, 4547);
  g_assert_cmpuint (sx_plan_layer (plan, "GHFQ")->n_features, ==, 0);
}

static void
test_wkt_2_beside (void)
{
  g_autoptr (PackageFixture) fixture = package_fixture_new ();
  g_autoptr (SxPlan) plan = NULL;

  add_box (fixture, "DLTB", 777, 450000, 3450000, 451000, 3451000);
  package_fixture_run (fixture,
                       "ALTER TABLE gpkg_spatial_ref_sys ADD COLUMN definition_12_063 TEXT;"
                       "INSERT INTO gpkg_spatial_ref_sys VALUES ('county', 777, 'NONE', 777, 'undefined', "
                       "NULL, '%s')",
                       WKT_2_CM_117);
  plan = package_fixture_read (fixture);
  g_assert_cmpint (plan->epsg, ==, 4548);
}

/* What srs_id a table may not have, and the words of the answer. */
static const struct
{
  int srs_id;
  const char *words[3];
} unusable[] = {
  { 0, { "DLTB", "Undefined geographic SRS" } },
  { -1, { "DLTB", "Undefined Cartesian SRS" } },
  { 4326, { "DLTB", "WGS 84 (EPSG:4326)", "EPSG:4490" } },
  { 9999, { "DLTB", "9999", "define" } },
};

static void
test_unusable (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (unusable); i++)
    {
      g_autoptr (PackageFixture) fixture = package_fixture_new ();

      add_box (fixture, "XZQ", 4526, 38450000, 3450000, 38451000, 3451000);
      add_box (fixture, "DLTB", unusable[i].srs_id, 38450000, 3450000, 38451000, 3451000);
      package_fixture_fail (fixture, SX_ERROR_CRS, "plan.gpkg", unusable[i].words[0], unusable[i].words[1],
                            unusable[i].words[2], NULL);
    }
}

static const struct
{
  int srs_id;
  double x, y;
} impossible[] = {
  { 4526, 114, 31 }, { 4547, 114, 31 },           { 4490, 38450000, 3450000 },
  { 4490, 31, 114 }, { 4526, 37450000, 3450000 },
};

static void
test_impossible_coordinates (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (impossible); i++)
    {
      g_autoptr (PackageFixture) fixture = package_fixture_new ();
      g_autofree char *x = g_strdup_printf ("%g", impossible[i].x);
      g_autofree char *crs = g_strdup_printf ("EPSG:%d", impossible[i].srs_id);

      add_box (fixture, "DLTB", 4526, 38450000, 3450000, 38451000, 3451000);
      add_box (fixture, "GHFQ", impossible[i].srs_id, impossible[i].x, impossible[i].y, impossible[i].x + 1,
               impossible[i].y + 1);
      package_fixture_fail (fixture, SX_ERROR_CRS, "GHFQ", crs, impossible[i].x < 1e6 ? x : "GHFQ", NULL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/package-crs/recognise", test_recognise);
  g_test_add_func ("/package-crs/transform", test_transform);
  g_test_add_func ("/package-crs/may-contain", test_may_contain);
  g_test_add_func ("/package-crs/mixed", test_mixed);
  g_test_add_func ("/package-crs/geographic", test_geographic);
  g_test_add_func ("/package-crs/geographic-without-township", test_geographic_without_township);
  g_test_add_func ("/package-crs/first-line", test_first_line);
  g_test_add_func ("/package-crs/wkt-2-beside", test_wkt_2_beside);
  g_test_add_func ("/package-crs/unusable", test_unusable);
  g_test_add_func ("/package-crs/impossible-coordinates", test_impossible_coordinates);
  return g_test_run ();
}
