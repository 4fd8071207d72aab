/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <gdal.h>
#include <glib/gstdio.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <string.h>

#include "geometry/sx-shape-wkb.h"
#include "store/sx-gpkg-functions.h"

#define MIDDLE_LATITUDE 32.0
#define MIDDLE_LONGITUDE 117.0
#define LOCKED_MS 60000 /* a writer that is in trouble tries the lock now and then */

static const char package_sql[]
    = "PRAGMA application_id = 1196444487; PRAGMA user_version = 10300;"
      "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, "
      "organization "
      "TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);"
      "INSERT INTO gpkg_spatial_ref_sys VALUES ('CGCS2000', 4490, 'EPSG', 4490, 'undefined', NULL),"
      "('zone 39', 4527, 'EPSG', 4527, 'undefined', NULL), ('117E', 4548, 'EPSG', 4548, 'undefined', NULL),"
      "('WGS 84', 4326, 'EPSG', 4326, 'undefined', NULL);"
      "CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier "
      "TEXT "
      "UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT '', min_x DOUBLE, min_y "
      "DOUBLE, "
      "max_x DOUBLE, max_y DOUBLE, srs_id INTEGER, CONSTRAINT fk FOREIGN KEY (srs_id) REFERENCES "
      "gpkg_spatial_ref_sys (srs_id));"
      "CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, "
      "geometry_type_name TEXT "
      "NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk PRIMARY KEY "
      "(table_name, column_name), CONSTRAINT uk UNIQUE (table_name));"
      "CREATE TABLE gpkg_ogr_contents (table_name TEXT NOT NULL PRIMARY KEY, feature_count INTEGER DEFAULT "
      "NULL);"
      "CREATE TABLE DLTB (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom MULTIPOLYGON, DLBM TEXT);"
      "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('DLTB', 'features', "
      "'DLTB', ?);"
      "INSERT INTO gpkg_geometry_columns VALUES ('DLTB', 'geom', 'MULTIPOLYGON', ?, 0, 0);"
      "INSERT INTO DLTB (geom, DLBM) VALUES (?, '0101');"
      "INSERT INTO DLTB (geom, DLBM) VALUES (?, '0301');";

static void
check (int code, sqlite3 *db)
{
  if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW)
    g_error ("%s", sqlite3_errmsg (db));
}

static SxPoint
middle (const SxPlan *plan)
{
  return sx_plane_forward (&plan->plane, MIDDLE_LATITUDE * G_PI / 180.0, MIDDLE_LONGITUDE * G_PI / 180.0);
}

SxShape *
store_fixture_square (const StoreFixture *self, double dx, double dy, double size)
{
  SxPoint m = middle (self->plan);
  double x = m.x + dx, y = m.y + dy;
  SxPoint points[] = { { x, y }, { x, y + size }, { x + size, y + size }, { x + size, y }, { x, y } };
  const guint32 starts[] = { 0, 5 };
  const guint8 shell[] = { 1 };
  SxShapeView view = { points, starts, shell, 1, { x, y, x + size, y + size } };

  return sx_shape_new (&view);
}

SxShape *
store_fixture_line (const StoreFixture *self, double dx, double dy, double length)
{
  SxPoint m = middle (self->plan);
  SxPoint points[] = { { m.x + dx, m.y + dy }, { m.x + dx + length, m.y + dy + length } };
  const guint32 starts[] = { 0, 2 };
  const guint8 shell[] = { 1 };
  SxShapeView view = { points, starts, shell, 1, { points[0].x, points[0].y, points[1].x, points[1].y } };

  return sx_shape_new (&view);
}

SxAdjustment *
store_fixture_adjustment (const StoreFixture *self, double dx)
{
  g_autoptr (SxShape) shape = store_fixture_square (self, dx, 0, 100);
  SxAdjustment *item = sx_adjustment_new (SX_LINE_BOUNDARY, SX_DIRECTION_IN, shape);

  item->situation = g_strdup ("4");
  item->name = g_strdup ("调整");
  return item;
}

static GBytes *
square_blob (const StoreFixture *self, double dx, int epsg)
{
  g_autoptr (SxShape) shape = store_fixture_square (self, dx, 0, 200);
  SxShapeView view = sx_shape_view (shape);

  sx_plan_from_plane (self->plan, shape->points, shape->n_points);
  view.box = sx_shape_view_compute_box (&view);
  return sx_gpkg_blob_new (&view, FALSE, epsg);
}

static void
make_package (const StoreFixture *self, int epsg)
{
  const char *sql = package_sql;
  sqlite3 *db;
  double dx = -500;

  check (sqlite3_open (self->file, &db), NULL);
  while (*sql != '\0')
    {
      sqlite3_stmt *statement;

      check (sqlite3_prepare_v2 (db, sql, -1, &statement, &sql), db);
      if (strstr (sqlite3_sql (statement), "INSERT INTO DLTB"))
        {
          g_autoptr (GBytes) blob = square_blob (self, dx, epsg);

          sqlite3_bind_blob (statement, 1, g_bytes_get_data (blob, NULL), (int)g_bytes_get_size (blob),
                             SQLITE_TRANSIENT);
          dx += 400;
        }
      else if (sqlite3_bind_parameter_count (statement) == 1)
        sqlite3_bind_int (statement, 1, epsg);
      check (sqlite3_step (statement), db);
      sqlite3_finalize (statement);
    }
  sqlite3_close (db);
}

static char *
dump_base (const StoreFixture *self)
{
  return store_fixture_dump (self->file, "SELECT * FROM DLTB ORDER BY fid");
}

StoreFixture *
store_fixture_new (int epsg)
{
  StoreFixture *self = g_new0 (StoreFixture, 1);

  self->folder = g_dir_make_tmp ("sanxian-store-XXXXXX", NULL);
  self->file = g_build_filename (self->folder, "县.gpkg", NULL);
  self->plan = sx_plan_new (self->file);
  self->plan->epsg = epsg;
  self->plan->is_geographic = epsg == 4490;
  if (!sx_plane_for_epsg (epsg, &self->plan->plane))
    self->plan->plane = sx_plane_for_longitude (MIDDLE_LONGITUDE);
  make_package (self, epsg);
  self->base = dump_base (self);
  return self;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_remove (path);
    }
  g_rmdir (folder);
}

void
store_fixture_free (StoreFixture *self)
{
  remove_folder (self->folder);
  sx_plan_unref (self->plan);
  g_free (self->base);
  g_free (self->file);
  g_free (self->folder);
  g_free (self);
}

static void
add_field (OGRLayerH layer, const char *name, OGRFieldType type, gboolean nullable)
{
  OGRFieldDefnH field = OGR_Fld_Create (name, type);

  OGR_Fld_SetNullable (field, nullable);
  g_assert_cmpint (OGR_L_CreateField (layer, field, TRUE), ==, OGRERR_NONE);
  OGR_Fld_Destroy (field);
}

static OGRLayerH
add_layer (GDALDatasetH dataset, const char *name, int epsg, OGRwkbGeometryType type)
{
  OGRSpatialReferenceH srs = OSRNewSpatialReference (NULL);
  OGRLayerH layer;

  g_assert_cmpint (OSRImportFromEPSG (srs, epsg), ==, OGRERR_NONE);
  layer = GDALDatasetCreateLayer (dataset, name, srs, type, NULL);
  g_assert_nonnull (layer);
  OSRDestroySpatialReference (srs);
  add_field (layer, "scheme_id", OFTInteger, FALSE);
  return layer;
}

void
store_fixture_add_gdal_tables (StoreFixture *self, int epsg)
{
  static const char *const adjustment[] = { "situation", "name", "project", "basis", "note", "hxlx" };
  GDALDatasetH dataset;
  OGRLayerH layer;

  GDALAllRegister ();
  dataset = GDALOpenEx (self->file, GDAL_OF_VECTOR | GDAL_OF_UPDATE, NULL, NULL, NULL);
  g_assert_nonnull (dataset);
  layer = add_layer (dataset, "sx_adjustment", epsg, wkbMultiPolygon);
  add_field (layer, "line", OFTString, FALSE);
  add_field (layer, "direction", OFTString, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (adjustment); i++)
    add_field (layer, adjustment[i], OFTString, TRUE);
  layer = add_layer (dataset, "sx_reclass", epsg, wkbMultiPolygon);
  add_field (layer, "layer", OFTString, FALSE);
  add_field (layer, "code", OFTString, FALSE);
  add_field (layer, "name", OFTString, TRUE);
  add_field (layer, "note", OFTString, TRUE);
  layer = add_layer (dataset, "sx_road", epsg, wkbMultiLineString);
  add_field (layer, "action", OFTString, FALSE);
  add_field (layer, "grade", OFTString, TRUE);
  add_field (layer, "name", OFTString, TRUE);
  GDALClose (dataset);
  /* GDAL counts what it writes, and leaves "unknown" where it wrote nothing */
  store_fixture_run (self, "UPDATE gpkg_ogr_contents SET feature_count = 0");
}

void
store_fixture_run (const StoreFixture *self, const char *sql)
{
  sqlite3 *db;

  check (sqlite3_open (self->file, &db), NULL);
  sqlite3_busy_timeout (db, LOCKED_MS);
  sx_gpkg_functions_register (db);
  check (sqlite3_exec (db, sql, NULL, NULL, NULL), db);
  sqlite3_close (db);
}

static void
append_cell (GString *out, sqlite3_stmt *statement, int column)
{
  const guint8 *blob;

  if (sqlite3_column_type (statement, column) != SQLITE_BLOB)
    {
      const char *text = (const char *)sqlite3_column_text (statement, column);

      g_string_append (out, text ? text : "NULL");
      return;
    }
  blob = sqlite3_column_blob (statement, column);
  for (int i = 0; i < sqlite3_column_bytes (statement, column); i++)
    g_string_append_printf (out, "%02x", blob[i]);
}

char *
store_fixture_dump (const char *file, const char *sql)
{
  g_autoptr (GString) out = g_string_new (NULL);
  sqlite3_stmt *statement;
  sqlite3 *db;

  check (sqlite3_open_v2 (file, &db, SQLITE_OPEN_READWRITE, NULL), NULL);
  sqlite3_busy_timeout (db, LOCKED_MS);
  check (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), db);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      for (int i = 0; i < sqlite3_column_count (statement); i++)
        {
          if (i > 0)
            g_string_append_c (out, '|');
          append_cell (out, statement, i);
        }
      g_string_append_c (out, '\n');
    }
  check (sqlite3_finalize (statement), db);
  sqlite3_close (db);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
store_fixture_ask (const StoreFixture *self, const char *sql)
{
  g_autofree char *all = store_fixture_dump (self->file, sql);
  char *end = strpbrk (all, "|\n");

  if (end != NULL)
    *end = '\0';
  return g_steal_pointer (&all);
}

char *
store_fixture_dump_schemes (const char *file)
{
  static const char *const queries[] = {
    "SELECT * FROM sx_parameter ORDER BY key",
    "SELECT id, name, note, created LIKE '____-__-__T__:__:__Z' FROM sx_scheme ORDER BY id",
    "SELECT * FROM sx_adjustment ORDER BY fid",
    "SELECT * FROM sx_reclass ORDER BY fid",
    "SELECT * FROM sx_road ORDER BY fid",
    "SELECT * FROM sx_judgement ORDER BY scheme_id, indicator",
    "SELECT * FROM sx_project ORDER BY id",
  };
  g_autofree char *n_tables
      = store_fixture_dump (file, "SELECT count (*) FROM sqlite_master WHERE name = 'sx_scheme'");
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (queries) && *n_tables == '1'; i++)
    {
      g_autofree char *part = store_fixture_dump (file, queries[i]);

      g_string_append (out, part);
    }
  return g_string_free (out, FALSE);
}

void
store_fixture_check_base (const StoreFixture *self)
{
  g_autofree char *base = dump_base (self);
  g_autofree char *integrity = store_fixture_ask (self, "PRAGMA integrity_check");

  g_assert_cmpstr (base, ==, self->base);
  g_assert_cmpstr (integrity, ==, "ok");
}

/* ---- steps of a store */

SxSchemeStore *
store_fixture_open (SxPlan *plan)
{
  g_autoptr (GError) error = NULL;
  SxSchemeStore *store = sx_scheme_store_open (plan, &error);

  g_assert_no_error (error);
  return store;
}

void
store_fixture_close (SxSchemeStore *store)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sx_scheme_store_close (store, &error));
  g_assert_no_error (error);
}

void
store_fixture_begin (SxSchemeStore *store, gint64 scheme, const char *label)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sx_scheme_store_begin (store, scheme, label, &error));
  g_assert_no_error (error);
}

void
store_fixture_commit (SxSchemeStore *store)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sx_scheme_store_commit (store, &error));
  g_assert_no_error (error);
}

gint64
store_fixture_add_scheme (SxSchemeStore *store, const char *name)
{
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  store_fixture_begin (store, 0, "scheme");
  g_assert_true (sx_scheme_store_add_scheme (store, name, NULL, &id, &error));
  g_assert_no_error (error);
  store_fixture_commit (store);
  return id;
}
