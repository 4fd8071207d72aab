/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "package-fixture.h"
#include <glib/gstdio.h>
#include <ogr_api.h>
#include <string.h>
#include "base/sx-error.h"

#define RUN_OK(db, sql) g_assert_cmpint (sqlite3_exec ((db), (sql), NULL, NULL, NULL), ==, SQLITE_OK)

static const char EMPTY_PACKAGE[]
    = "PRAGMA application_id = 0x47504B47; PRAGMA user_version = 10300;"
      "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization "
      "TEXT NOT NULL,"
      " organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);"
      "INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', "
      "NULL),"
      " ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL),"
      " ('CGCS2000', 4490, 'EPSG', 4490, 'undefined', NULL), ('zone 37', 4525, 'epsg', 4525, 'undefined', "
      "NULL),"
      " ('zone 38', 4526, 'EPSG', 4526, 'undefined', NULL), ('CM 114E', 4547, 'EPSG', 4547, 'undefined', "
      "NULL),"
      " ('WGS 84', 4326, 'EPSG', 4326, 'undefined', NULL);"
      "CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT,"
      " description TEXT, last_change TEXT, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id "
      "INTEGER);"
      "CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, "
      "geometry_type_name TEXT,"
      " srs_id INTEGER NOT NULL, z TINYINT, m TINYINT, PRIMARY KEY (table_name, column_name));";

PackageFixture *
package_fixture_new (void)
{
  PackageFixture *self = g_new0 (PackageFixture, 1);

  self->folder = g_dir_make_tmp ("sanxian-package-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->file = g_build_filename (self->folder, "plan.gpkg", NULL);
  g_assert_cmpint (sqlite3_open (self->file, &self->db), ==, SQLITE_OK);
  RUN_OK (self->db, EMPTY_PACKAGE);
  /* every row is one INSERT */
  RUN_OK (self->db, "PRAGMA synchronous = OFF; BEGIN");
  return self;
}

void
package_fixture_close (PackageFixture *self)
{
  if (!self->db)
    return;
  if (!sqlite3_get_autocommit (self->db))
    RUN_OK (self->db, "COMMIT");
  g_assert_cmpint (sqlite3_close (self->db), ==, SQLITE_OK);
  self->db = NULL;
}

void
package_fixture_free (PackageFixture *self)
{
  GDir *dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  sqlite3_close (self->db);
  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_remove (path);
    }
  g_dir_close (dir);
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->file);
  g_free (self);
}

void
package_fixture_run (PackageFixture *self, const char *format, ...)
{
  g_autofree char *sql = NULL;
  char *message = NULL;
  va_list args;

  va_start (args, format);
  sql = g_strdup_vprintf (format, args);
  va_end (args);
  sqlite3_exec (self->db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
}

void
package_fixture_register (PackageFixture *self, const char *name, const char *column, int srs_id)
{
  package_fixture_run (self,
                       "INSERT INTO gpkg_contents (table_name, data_type, srs_id) VALUES ('%s', 'features', "
                       "%d);"
                       "INSERT INTO gpkg_geometry_columns VALUES ('%s', '%s', 'GEOMETRY', %d, 0, 0)",
                       name, srs_id, name, column, srs_id);
}

void
package_fixture_add_table (PackageFixture *self, const char *name, int srs_id, const char *fields)
{
  package_fixture_run (self, "CREATE TABLE \"%s\" (fid INTEGER PRIMARY KEY, geom BLOB%s%s)", name,
                       *fields ? ", " : "", fields);
  package_fixture_register (self, name, "geom", srs_id);
}

void
package_fixture_add_blob (PackageFixture *self, const char *table, gint64 fid, GBytes *blob,
                          const char *values)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO \"%s\" VALUES (%" G_GINT64_FORMAT ", ?%s%s)", table,
                                          fid, *values ? ", " : "", values);
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  if (blob)
    sqlite3_bind_blob (statement, 1, g_bytes_get_size (blob) ? g_bytes_get_data (blob, NULL) : "",
                       (int)g_bytes_get_size (blob), SQLITE_TRANSIENT);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_finalize (statement);
}

static GBytes *
blob_of_wkb (const guint8 *wkb, gsize size)
{
  GByteArray *blob = g_byte_array_new ();

  /* no envelope, srs_id 0 */
  g_byte_array_append (blob, (const guint8 *)"GP\0\1\0\0\0\0", 8);
  g_byte_array_append (blob, wkb, (guint)size);
  return g_byte_array_free_to_bytes (blob);
}

GBytes *
package_fixture_blob (const char *wkt, gboolean big_endian)
{
  g_autofree char *text = g_strdup (wkt);
  g_autofree guint8 *wkb = NULL;
  OGRGeometryH geometry = NULL;
  char *rest = text;
  gsize size;

  g_assert_cmpint (OGR_G_CreateFromWkt (&rest, NULL, &geometry), ==, OGRERR_NONE);
  size = (gsize)OGR_G_WkbSize (geometry);
  wkb = g_malloc (size);
  g_assert_cmpint (OGR_G_ExportToIsoWkb (geometry, big_endian ? wkbXDR : wkbNDR, wkb), ==, OGRERR_NONE);
  OGR_G_DestroyGeometry (geometry);
  return blob_of_wkb (wkb, size);
}

GBytes *
package_fixture_hex_blob (const char *hex)
{
  g_autoptr (GByteArray) wkb = g_byte_array_new ();

  for (; hex[0] && hex[1]; hex += 2)
    {
      guint8 byte = (guint8)(g_ascii_xdigit_value (hex[0]) << 4 | g_ascii_xdigit_value (hex[1]));

      g_byte_array_append (wkb, &byte, 1);
    }
  return blob_of_wkb (wkb->data, wkb->len);
}

void
package_fixture_add (PackageFixture *self, const char *table, gint64 fid, const char *wkt, const char *values)
{
  g_autoptr (GBytes) blob = wkt ? package_fixture_blob (wkt, FALSE) : NULL;

  package_fixture_add_blob (self, table, fid, blob, values);
}

const char *
package_fixture_square (double dx, double dy, double size)
{
  static char text[400];
  double x = 38500000 + dx, y = 3500000 + dy;

  g_snprintf (text, sizeof text, "POLYGON ((%.4f %.4f, %.4f %.4f, %.4f %.4f, %.4f %.4f, %.4f %.4f))", x, y, x,
              y + size, x + size, y + size, x + size, y, x, y);
  return text;
}

SxPlan *
package_fixture_read (PackageFixture *self)
{
  g_autoptr (GError) error = NULL;
  SxPlan *plan;

  package_fixture_close (self);
  plan = sx_package_read (self->file, NULL, NULL, &error);
  g_assert_no_error (error);
  return plan;
}

static void
check_error (const GError *error, GQuark domain, int code, va_list words)
{
  const char *word;

  g_assert_error (error, domain, code);
  while ((word = va_arg (words, const char *)))
    if (!strstr (error->message, word))
      g_error ("“%s” is not in: %s", word, error->message);
}

void
package_fixture_check_error (const GError *error, GQuark domain, int code, ...)
{
  va_list words;

  va_start (words, code);
  check_error (error, domain, code, words);
  va_end (words);
}

void
package_fixture_fail (PackageFixture *self, int code, ...)
{
  g_autoptr (GError) error = NULL;
  va_list words;

  package_fixture_close (self);
  g_assert_null (sx_package_read (self->file, NULL, NULL, &error));
  va_start (words, code);
  check_error (error, SX_ERROR, code, words);
  va_end (words);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

char *
package_fixture_fingerprint (const char *folder)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GString *print = g_string_new (NULL);
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)))
    g_ptr_array_add (names, g_strdup (name));
  g_dir_close (dir);
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);
      g_autofree char *bytes = NULL, *sum = NULL;
      gsize n;

      g_string_append_printf (print, "%s ", (char *)g_ptr_array_index (names, i));
      /* the index of a WAL in use holds the readers' locks */
      if (g_str_has_suffix (path, "-shm") || !g_file_get_contents (path, &bytes, &n, NULL))
        continue;
      sum = g_compute_checksum_for_data (G_CHECKSUM_SHA1, (const guchar *)bytes, n);
      g_string_append_printf (print, "%s\n", sum);
    }
  return g_string_free (print, FALSE);
}

char *
package_fixture_shared (const char *name)
{
  const char *shared = g_getenv ("SX_SHARED");
  g_autofree char *path = shared ? g_build_filename (shared, name, NULL)
                                 : g_build_filename (SX_SOURCE_ROOT, "..", "shared", name, NULL);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&path);
  g_test_skip ("no folder ../shared beside the source: set SX_SHARED");
  return NULL;
}

double
package_fixture_area (SxPlan *plan, const char *layer, guint feature)
{
  SxLayer *found = sx_plan_layer (plan, layer);
  SxShapeView view;

  g_assert_nonnull (found);
  g_assert_cmpuint (feature, <, found->n_features);
  view = sx_layer_shape (found, feature);
  return sx_shape_view_planar_area (&view);
}

const char *
package_fixture_skipped (SxPlan *plan, gint64 fid)
{
  for (guint i = 0; i < plan->skipped->len; i++)
    if (g_array_index (plan->skipped, SxSkipped, i).fid == fid)
      return g_array_index (plan->skipped, SxSkipped, i).reason;
  return NULL;
}
