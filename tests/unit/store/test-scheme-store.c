/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the scheme store writes, and that another program can work with it. */
#include <gdal.h>
#include <ogr_api.h>
#include <string.h>

#include "base/sx-error.h"
#include "geometry/sx-shape-wkb.h"
#include "fault-vfs.h"
#include "store-fixture.h"
#include "store/sx-scheme-store.h"

static void
assert_answer (const StoreFixture *f, const char *sql, const char *expected)
{
  g_autofree char *answer = store_fixture_ask (f, sql);

  g_assert_cmpstr (answer, ==, expected);
}

static void
test_nothing_before_first_edit (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autofree char *before = NULL, *after = NULL;
  gsize n_before, n_after;
  SxSchemeStore *store;

  g_assert_true (g_file_get_contents (f->file, &before, &n_before, NULL));
  store = store_fixture_open (f->plan);
  g_assert_null (sx_scheme_store_undo_label (store));
  g_assert_false (sx_scheme_store_changed_outside (store));
  store_fixture_close (store);
  g_assert_true (g_file_get_contents (f->file, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);

  /* a group without a change leaves no table and no step of undo */
  store = store_fixture_open (f->plan);
  store_fixture_begin (store, 0, "nothing");
  store_fixture_commit (store);
  g_assert_null (sx_scheme_store_undo_label (store));
  store_fixture_close (store);
  assert_answer (f, "SELECT count (*) FROM sqlite_master WHERE name LIKE 'sx%'", "0");
}

static void
test_tables_of_the_contract (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  SxSchemeStore *store = store_fixture_open (f->plan);

  store_fixture_add_scheme (store, "甲");
  store_fixture_close (store);
  assert_answer (f, "SELECT group_concat (name, ' ') FROM pragma_table_info ('sx_adjustment')",
                 "fid geom scheme_id line direction situation name project basis note hxlx uncounted");
  assert_answer (f, "SELECT group_concat (name, ' ') FROM pragma_table_info ('sx_reclass')",
                 "fid geom scheme_id layer code name note");
  assert_answer (f, "SELECT group_concat (name, ' ') FROM pragma_table_info ('sx_road')",
                 "fid geom scheme_id action grade name");
  assert_answer (f, "SELECT group_concat (name, ' ') FROM pragma_table_info ('sx_project')",
                 "id type name level basis nature years area_ha maintenance placement feature");
  assert_answer (f, "SELECT group_concat (name, ' ') FROM pragma_table_info ('sx_judgement') WHERE pk > 0",
                 "scheme_id indicator");
  assert_answer (f, "SELECT group_concat (name, ' ') FROM pragma_table_info ('sx_scheme')",
                 "id name note created modified");
  assert_answer (f, "SELECT group_concat (name, ' ') FROM pragma_table_info ('sx_parameter')", "key value");
  assert_answer (f, "SELECT count (*) FROM gpkg_contents WHERE data_type = 'features' AND srs_id = 4527",
                 "4");
  assert_answer (f,
                 "SELECT group_concat (table_name || ' ' || geometry_type_name, ', ') FROM "
                 "gpkg_geometry_columns WHERE "
                 "srs_id = 4527 AND column_name = 'geom' AND table_name LIKE 'sx%'",
                 "sx_adjustment MULTIPOLYGON, sx_reclass MULTIPOLYGON, sx_road MULTILINESTRING");
  store_fixture_check_base (f);
}

/* The one file is all of it, and as it was: no WAL, no journal. */
static void
test_one_file_after_close (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autofree char *wal = g_strconcat (f->file, "-wal", NULL);
  SxSchemeStore *store = store_fixture_open (f->plan);
  g_autoptr (GDir) dir = NULL;

  store_fixture_add_scheme (store, "甲");
  g_assert_true (g_file_test (wal, G_FILE_TEST_EXISTS));
  store_fixture_close (store);
  dir = g_dir_open (f->folder, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (dir), ==, "县.gpkg");
  g_assert_null (g_dir_read_name (dir));
  assert_answer (f, "PRAGMA journal_mode", "delete");
  assert_answer (f, "SELECT name FROM sx_scheme", "甲");
}

static void
check_stored_square (const StoreFixture *f, const char *table, int srs_id, const SxShape *expected)
{
  g_autofree char *sql = g_strdup_printf ("SELECT geom FROM %s", table);
  SxShapeView view = sx_shape_view (expected);
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  const guint8 *blob, *wkb;
  gsize wkb_size;
  sqlite3_stmt *q;
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (f->file, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &q, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (q), ==, SQLITE_ROW);
  blob = sqlite3_column_blob (q, 0);
  g_assert_cmpint (blob[4] | blob[5] << 8 | blob[6] << 16 | blob[7] << 24, ==, srs_id);
  g_assert_true (sx_gpkg_blob_parse (blob, (gsize)sqlite3_column_bytes (q, 0), &wkb, &wkb_size));
  g_assert_cmpint (sx_shape_read_wkb (wkb, wkb_size, FALSE, &buffer, NULL), ==, SX_WKB_OK);
  if (srs_id == 4490)
    {
      /* 200 km away is a mistake of axes, 1 mm one of digits */
      g_assert_cmpfloat_with_epsilon (buffer.points[0].x, 117.0, 0.1);
      g_assert_cmpfloat_with_epsilon (buffer.points[0].y, 32.0, 0.1);
      for (gsize i = 0; i < buffer.n_points; i++)
        buffer.points[i] = sx_plane_forward (&f->plan->plane, buffer.points[i].y * G_PI / 180,
                                             buffer.points[i].x * G_PI / 180);
    }
  else if (srs_id == 4548)
    for (gsize i = 0; i < buffer.n_points; i++)
      buffer.points[i].x += 39e6;
  g_assert_cmpuint (buffer.n_points, ==, sx_shape_view_n_points (&view));
  for (gsize i = 0; i < buffer.n_points; i++)
    {
      g_assert_cmpfloat_with_epsilon (buffer.points[i].x, view.points[i].x, 1e-6);
      g_assert_cmpfloat_with_epsilon (buffer.points[i].y, view.points[i].y, 1e-6);
    }
  sx_shape_buffer_clear (&buffer);
  sqlite3_finalize (q);
  sqlite3_close (db);
}

static void
add_one_of_each (const StoreFixture *f, SxSchemeStore *store, gint64 scheme)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SxShape) square = store_fixture_square (f, 0, 0, 100);
  g_autoptr (SxShape) line = store_fixture_line (f, 10, 10, 50);
  g_autoptr (SxAdjustment) adjustment = store_fixture_adjustment (f, 0);
  g_autoptr (SxReclass) reclass = sx_reclass_new (SX_RECLASS_GHFQ, "2'); DROP TABLE DLTB; --", square);
  g_autoptr (SxRoad) road = sx_road_new (TRUE, line);
  gint64 fid = 0;

  adjustment->uncounted = TRUE;
  store_fixture_begin (store, scheme, "one of each");
  sx_scheme_store_add_adjustment (store, scheme, adjustment, &fid, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fid, ==, 1);
  g_assert_true (sx_scheme_store_add_reclass (store, scheme, reclass, &fid, &error));
  g_assert_true (sx_scheme_store_add_road (store, scheme, road, &fid, &error));
  g_assert_true (sx_scheme_store_set_judgement (store, scheme, "overall", "pass", "可", &error));
  g_assert_true (sx_scheme_store_set_parameter (store, "terrain", "hill", &error));
  g_assert_no_error (error);
  store_fixture_commit (store);
}

static void
test_items (gconstpointer data)
{
  int epsg = GPOINTER_TO_INT (data);
  g_autoptr (StoreFixture) f = store_fixture_new (epsg);
  g_autoptr (SxShape) square = store_fixture_square (f, 0, 0, 100);
  SxSchemeStore *store = store_fixture_open (f->plan);
  gint64 scheme = store_fixture_add_scheme (store, "甲");

  add_one_of_each (f, store, scheme);
  store_fixture_close (store);
  check_stored_square (f, "sx_adjustment", epsg, square);
  check_stored_square (f, "sx_reclass", epsg, square);
  assert_answer (f,
                 "SELECT scheme_id || ' ' || line || ' ' || direction || ' ' || situation || ' ' || name || "
                 "' ' || "
                 "uncounted FROM sx_adjustment WHERE project IS NULL",
                 "1 boundary in 4 调整 1");
  assert_answer (f, "SELECT layer || code FROM sx_reclass", "GHFQ2'); DROP TABLE DLTB; --");
  assert_answer (f, "SELECT action FROM sx_road", "remove");
  assert_answer (f, "SELECT verdict || reason FROM sx_judgement WHERE indicator = 'overall'", "pass可");
  assert_answer (f, "SELECT value FROM sx_parameter WHERE key = 'terrain'", "hill");
  /* boxes in gpkg_contents: about 100 m wide */
  assert_answer (
      f,
      epsg == 4490 ? "SELECT (max_x - min_x) * 94000 BETWEEN 90 AND 110 AND (max_y - min_y) * 111000 BETWEEN "
                     "90 AND 110 FROM gpkg_contents WHERE table_name = 'sx_adjustment'"
                   : "SELECT max_x - min_x = 100 AND max_y - min_y = 100 FROM gpkg_contents WHERE table_name "
                     "= 'sx_adjustment'",
      "1");
  store_fixture_check_base (f);
}

/* What GDAL counts and finds in the tables that the store made or wrote to. */
static void
check_with_gdal (const StoreFixture *f, const char *table, int expected)
{
  GDALDatasetH dataset;
  OGRLayerH layer;
  OGREnvelope box;

  GDALAllRegister ();
  dataset = GDALOpenEx (f->file, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL);
  layer = GDALDatasetGetLayerByName (dataset, table);
  g_assert_nonnull (layer);
  g_assert_cmpint (OGR_L_GetFeatureCount (layer, TRUE), ==, expected);
  g_assert_cmpint (OGR_L_GetExtent (layer, &box, TRUE), ==, OGRERR_NONE);
  /* through the R-tree where there is one */
  OGR_L_SetSpatialFilterRect (layer, box.MinX - 1, box.MinY - 1, box.MaxX + 1, box.MaxY + 1);
  g_assert_cmpint (OGR_L_GetFeatureCount (layer, TRUE), ==, expected);
  GDALClose (dataset);
}

static void
test_gdal_reads_our_tables (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4490);
  SxSchemeStore *store = store_fixture_open (f->plan);

  add_one_of_each (f, store, store_fixture_add_scheme (store, "甲"));
  store_fixture_close (store);
  check_with_gdal (f, "sx_adjustment", 1);
  check_with_gdal (f, "sx_road", 1);
}

static void
test_gdal_tables_keep_working (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (GError) error = NULL;
  g_autoptr (SxAdjustment) moved = NULL;
  SxSchemeStore *store;
  gint64 scheme;

  store_fixture_add_gdal_tables (f, 4527);
  store = store_fixture_open (f->plan);
  scheme = store_fixture_add_scheme (store, "甲");
  assert_answer (f, "SELECT count (*) FROM pragma_table_info ('sx_adjustment') WHERE name = 'uncounted'",
                 "0");
  add_one_of_each (f, store, scheme);
  assert_answer (f, "SELECT uncounted FROM sx_adjustment", "1");
  assert_answer (f, "SELECT count (*) FROM rtree_sx_adjustment_geom", "1");

  moved = store_fixture_adjustment (f, 5000);
  moved->fid = 1;
  store_fixture_begin (store, scheme, "move");
  g_assert_true (sx_scheme_store_set_adjustment (store, scheme, moved, &error));
  store_fixture_commit (store);
  assert_answer (f,
                 "SELECT abs (minx - (SELECT max_x - 100 FROM gpkg_contents WHERE table_name = "
                 "'sx_adjustment')) < 10 FROM rtree_sx_adjustment_geom",
                 "1");
  store_fixture_close (store);
  check_with_gdal (f, "sx_adjustment", 1);
  assert_answer (f, "SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = 'sx_adjustment'", "1");
  store_fixture_check_base (f);

  store = store_fixture_open (f->plan);
  g_assert_true (sx_scheme_store_undo (store, &error));
  g_assert_true (sx_scheme_store_undo (store, &error));
  store_fixture_close (store);
  assert_answer (f, "SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = 'sx_adjustment'", "0");
  assert_answer (f, "SELECT count (*) FROM rtree_sx_adjustment_geom", "0");
  store_fixture_check_base (f);
}

/* Tables that came in another system of CGCS2000 are written in theirs; one in a foreign system is refused.
 */
static void
test_tables_in_another_crs (void)
{
  static const int others[] = { 4490, 4548 };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (StoreFixture) f = store_fixture_new (4527);
      g_autoptr (SxShape) square = store_fixture_square (f, 0, 0, 100);
      SxSchemeStore *store;

      store_fixture_add_gdal_tables (f, others[i]);
      store = store_fixture_open (f->plan);
      add_one_of_each (f, store, store_fixture_add_scheme (store, "甲"));
      store_fixture_close (store);
      check_stored_square (f, "sx_adjustment", others[i], square);
    }
}

static void
test_table_in_a_foreign_crs (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (SxAdjustment) item = store_fixture_adjustment (f, 0);
  g_autoptr (GError) error = NULL;
  SxSchemeStore *store;
  gint64 scheme, fid = -7;

  store_fixture_add_gdal_tables (f, 4326);
  store = store_fixture_open (f->plan);
  scheme = store_fixture_add_scheme (store, "甲");
  store_fixture_begin (store, scheme, "add");
  g_assert_false (sx_scheme_store_add_adjustment (store, scheme, item, &fid, &error));
  g_assert_error (error, SX_ERROR, SX_ERROR_CRS);
  g_assert_cmpint (fid, ==, -7);
  g_clear_error (&error);
  /* what has failed is not committed */
  g_assert_false (sx_scheme_store_commit (store, &error));
  g_assert_error (error, SX_ERROR, SX_ERROR_UNWRITABLE);
  store_fixture_close (store);
}

static void
test_empty_and_broken_shapes (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4490);
  g_autoptr (GError) error = NULL;
  g_autoptr (SxShape) empty = NULL, broken = store_fixture_square (f, 0, 0, 100);
  g_autoptr (SxAdjustment) item = NULL, bad = NULL;
  const SxShapeView none = { .box = SX_BOX_EMPTY, .ring_start = (const guint32[]){ 0 } };
  SxSchemeStore *store = store_fixture_open (f->plan);
  gint64 scheme = store_fixture_add_scheme (store, "甲");

  empty = sx_shape_new (&none);
  item = sx_adjustment_new (SX_LINE_FARMLAND, SX_DIRECTION_OUT, empty);
  store_fixture_begin (store, scheme, "empty");
  g_assert_true (sx_scheme_store_add_adjustment (store, scheme, item, NULL, &error));
  store_fixture_commit (store);
  assert_answer (f, "SELECT min_x FROM gpkg_contents WHERE table_name = 'sx_adjustment'", "NULL");

  broken->points[2].x = NAN;
  bad = sx_adjustment_new (SX_LINE_FARMLAND, SX_DIRECTION_OUT, broken);
  store_fixture_begin (store, scheme, "broken");
  g_assert_false (sx_scheme_store_add_adjustment (store, scheme, bad, NULL, &error));
  g_assert_error (error, SX_ERROR, SX_ERROR_GEOMETRY);
  sx_scheme_store_rollback (store);
  store_fixture_close (store);
  assert_answer (f, "SELECT count (*) FROM sx_adjustment", "1");
}

static void
test_schemes (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (GError) error = NULL;
  SxSchemeStore *store = store_fixture_open (f->plan);
  gint64 first = store_fixture_add_scheme (store, "甲"), second = store_fixture_add_scheme (store, "乙"),
         id = -1;

  store_fixture_begin (store, first, "rename");
  g_assert_false (sx_scheme_store_rename_scheme (store, first, "乙", &error));
  g_assert_error (error, SX_ERROR, SX_ERROR_USAGE);
  g_assert_nonnull (strstr (error->message, "乙"));
  g_clear_error (&error);
  sx_scheme_store_rollback (store);

  store_fixture_begin (store, first, "no name");
  g_assert_false (sx_scheme_store_add_scheme (store, "", NULL, &id, &error));
  g_assert_error (error, SX_ERROR, SX_ERROR_USAGE);
  g_clear_error (&error);
  sx_scheme_store_rollback (store);

  store_fixture_run (f, "UPDATE sx_scheme SET modified = '2001-01-01T00:00:00Z'");
  store_fixture_begin (store, first, "rename");
  g_assert_true (sx_scheme_store_rename_scheme (store, first, "丙", &error));
  g_assert_true (sx_scheme_store_set_parameter (store, "scheme.2.forest_area", "1", &error));
  g_assert_true (sx_scheme_store_set_parameter (store, "scheme.22.forest_area", "1", &error));
  store_fixture_commit (store);
  assert_answer (f, "SELECT group_concat (name) FROM sx_scheme WHERE modified > '2020'", "丙");

  add_one_of_each (f, store, second);
  store_fixture_begin (store, second, "remove");
  g_assert_true (sx_scheme_store_remove_scheme (store, second, &error));
  store_fixture_commit (store);
  assert_answer (f,
                 "SELECT (SELECT count (*) FROM sx_adjustment) + (SELECT count (*) FROM sx_reclass) + "
                 "(SELECT count (*) "
                 "FROM sx_road) + (SELECT count (*) FROM sx_judgement)",
                 "0");
  assert_answer (f, "SELECT group_concat (key) FROM sx_parameter WHERE key LIKE 'scheme%'",
                 "scheme.22.forest_area");

  store_fixture_begin (store, second, "into a removed scheme");
  g_assert_false (sx_scheme_store_set_judgement (store, second, "x", "pass", NULL, &error));
  g_assert_error (error, SX_ERROR, SX_ERROR_NOT_FOUND);
  sx_scheme_store_rollback (store);
  store_fixture_close (store);
}

static void
test_missing_rows (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (SxAdjustment) item = store_fixture_adjustment (f, 0);
  g_autoptr (GError) error = NULL;
  SxSchemeStore *store = store_fixture_open (f->plan);
  gint64 scheme = store_fixture_add_scheme (store, "甲");

  item->fid = 77;
  store_fixture_begin (store, scheme, "change");
  g_assert_false (sx_scheme_store_set_adjustment (store, scheme, item, &error));
  g_assert_error (error, SX_ERROR, SX_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "77"));
  g_clear_error (&error);
  sx_scheme_store_rollback (store);
  store_fixture_begin (store, scheme, "remove");
  g_assert_false (sx_scheme_store_remove_road (store, 78, &error));
  g_assert_error (error, SX_ERROR, SX_ERROR_NOT_FOUND);
  sx_scheme_store_rollback (store);
  store_fixture_close (store);
}

static void
test_changed_outside (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  SxSchemeStore *store = store_fixture_open (f->plan);
  gint64 scheme = store_fixture_add_scheme (store, "甲");

  g_assert_false (sx_scheme_store_changed_outside (store));
  add_one_of_each (f, store, scheme);
  g_assert_false (sx_scheme_store_changed_outside (store));
  store_fixture_run (f, "UPDATE sx_adjustment SET note = 'from elsewhere'");
  g_assert_true (sx_scheme_store_changed_outside (store));
  g_assert_false (sx_scheme_store_changed_outside (store));
  store_fixture_close (store);
}

/* A column that another program added is kept when the row changes. */
static void
test_foreign_columns (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (SxAdjustment) item = store_fixture_adjustment (f, 10);
  g_autoptr (GError) error = NULL;
  SxSchemeStore *store = store_fixture_open (f->plan);
  gint64 scheme = store_fixture_add_scheme (store, "甲");

  add_one_of_each (f, store, scheme);
  store_fixture_run (f, "ALTER TABLE sx_adjustment ADD COLUMN \"a\"\" ]'b\" TEXT; UPDATE sx_adjustment SET "
                        "\"a\"\" ]'b\" "
                        "= 'kept'");
  item->fid = 1;
  store_fixture_begin (store, scheme, "change");
  g_assert_true (sx_scheme_store_set_adjustment (store, scheme, item, &error));
  store_fixture_commit (store);
  assert_answer (f, "SELECT \"a\"\" ]'b\" || uncounted IS NULL FROM sx_adjustment", "1");
  assert_answer (f, "SELECT \"a\"\" ]'b\" FROM sx_adjustment", "kept");
  store_fixture_begin (store, scheme, "remove");
  g_assert_true (sx_scheme_store_remove_adjustment (store, 1, &error));
  store_fixture_commit (store);
  g_assert_true (sx_scheme_store_undo (store, &error));
  assert_answer (f, "SELECT \"a\"\" ]'b\" FROM sx_adjustment", "kept");
  store_fixture_close (store);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* for speed: it syncs nothing */
  fault_vfs_install ();
  g_test_add_func ("/scheme-store/nothing-before-first-edit", test_nothing_before_first_edit);
  g_test_add_func ("/scheme-store/tables-of-the-contract", test_tables_of_the_contract);
  g_test_add_func ("/scheme-store/one-file-after-close", test_one_file_after_close);
  g_test_add_data_func ("/scheme-store/items/metres", GINT_TO_POINTER (4527), test_items);
  g_test_add_data_func ("/scheme-store/items/degrees", GINT_TO_POINTER (4490), test_items);
  g_test_add_func ("/scheme-store/gdal-reads-our-tables", test_gdal_reads_our_tables);
  g_test_add_func ("/scheme-store/gdal-tables-keep-working", test_gdal_tables_keep_working);
  g_test_add_func ("/scheme-store/tables-in-another-crs", test_tables_in_another_crs);
  g_test_add_func ("/scheme-store/table-in-a-foreign-crs", test_table_in_a_foreign_crs);
  g_test_add_func ("/scheme-store/empty-and-broken-shapes", test_empty_and_broken_shapes);
  g_test_add_func ("/scheme-store/schemes", test_schemes);
  g_test_add_func ("/scheme-store/missing-rows", test_missing_rows);
  g_test_add_func ("/scheme-store/changed-outside", test_changed_outside);
  g_test_add_func ("/scheme-store/foreign-columns", test_foreign_columns);
  return g_test_run ();
}
