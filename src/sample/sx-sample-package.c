/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sx-sample-package.h"
#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "geometry/sx-shape-wkb.h"
#include "sample/sx-sample-package-sql.h"
#include <ogr_srs_api.h>
#include <cpl_conv.h>
#include <sqlite3.h>
#include <string.h>

#define CACHE_KB 65536
#define STEP 1024 /* rows between looks at the cancellable */

struct _SxSamplePackage
{
  sqlite3 *db;
  SxPlane plane;
  GCancellable *cancellable;
  GError *error;
  const SxSampleTable *table;
  sqlite3_stmt *insert, *index;
  int column;                   /* the next to bind */
  gint64 n_rows, n_rows_before; /* of the table; of the tables before it */
  void (*step) (gint64 n_rows, gpointer data);
  gpointer step_data;
  SxBox extent;
  GByteArray *blob;
  SxShapeBuffer shape; /* one, in the table's CRS */
  GArray *boxes;       /* SxBox: of the table's rows, for the index */
};

static void
fail (SxSamplePackage *self)
{
  if (self->error)
    return;
  if (sqlite3_errcode (self->db) == SQLITE_FULL)
    self->error = g_error_new_literal (SX_ERROR, SX_ERROR_UNWRITABLE, _ ("the disk is full"));
  else
    self->error = g_error_new_literal (SX_ERROR, SX_ERROR_UNWRITABLE, sqlite3_errmsg (self->db));
}

static void
run (SxSamplePackage *self, const char *sql)
{
  if (!self->error && sqlite3_exec (self->db, sql, NULL, NULL, NULL) != SQLITE_OK)
    fail (self);
}

void
sx_sample_package_run (SxSamplePackage *self, const char *format, ...)
{
  va_list args;
  char *sql;

  va_start (args, format);
  sql = sqlite3_vmprintf (format, args);
  va_end (args);
  run (self, sql);
  sqlite3_free (sql);
}

gboolean
sx_sample_package_has_failed (const SxSamplePackage *self)
{
  return self->error != NULL;
}

/* gpkg_spatial_ref_sys from the EPSG data of the installed PROJ. */
static void
add_crs (SxSamplePackage *self, int epsg)
{
  OGRSpatialReferenceH crs = OSRNewSpatialReference (NULL);
  char *wkt = NULL;
  const char *name;

  if (OSRImportFromEPSG (crs, epsg) != OGRERR_NONE || OSRExportToWkt (crs, &wkt) != OGRERR_NONE)
    {
      if (!self->error)
        self->error
            = g_error_new (SX_ERROR, SX_ERROR_CRS, _ ("EPSG:%d is unknown to the installed PROJ"), epsg);
    }
  else
    {
      name = OSRGetAttrValue (crs, OSRIsGeographic (crs) ? "GEOGCS" : "PROJCS", 0);
      sx_sample_package_run (self, "INSERT INTO gpkg_spatial_ref_sys VALUES (%Q, %d, 'EPSG', %d, %Q, NULL)",
                             name, epsg, epsg, wkt);
    }
  CPLFree (wkt);
  OSRDestroySpatialReference (crs);
}

SxSamplePackage *
sx_sample_package_create (const char *file, const SxPlane *plane, GCancellable *cancellable)
{
  SxSamplePackage *self = g_new0 (SxSamplePackage, 1);

  self->plane = *plane;
  self->cancellable = cancellable;
  self->blob = g_byte_array_new ();
  self->boxes = g_array_new (FALSE, FALSE, sizeof (SxBox));
  if (sqlite3_open_v2 (file, &self->db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
    fail (self);
  /* The file is ours alone and thrown away unless it is finished: no journal. */
  sx_sample_package_run (self,
                         "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                         "PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -%d; PRAGMA trusted_schema = "
                         "ON",
                         CACHE_KB);
  run (self, sx_sample_package_schema);
  add_crs (self, 4490);
  add_crs (self, 4527);
  return self;
}

void
sx_sample_package_on_step (SxSamplePackage *self, void (*step) (gint64 n_rows, gpointer data), gpointer data)
{
  self->step = step;
  self->step_data = data;
}

void
sx_sample_package_begin (SxSamplePackage *self, const SxSampleTable *table)
{
  g_autoptr (GString) columns = g_string_new (NULL);
  g_autoptr (GString) marks = g_string_new (NULL);
  char *sql;

  self->table = table;
  self->column = 2;
  self->n_rows_before += self->n_rows;
  self->n_rows = 0;
  self->extent = SX_BOX_EMPTY;
  g_array_set_size (self->boxes, 0);
  for (guint k = 0; table->columns[k]; k++)
    {
      g_string_append_printf (columns, ", %s", table->columns[k]);
      g_string_append (marks, ", ?");
    }
  run (self, "BEGIN");
  sx_sample_package_run (self,
                         "CREATE TABLE \"%w\" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom %s%s)",
                         table->name, table->geometry, columns->str);
  sx_sample_package_run (self,
                         "INSERT INTO gpkg_contents VALUES (%Q, 'features', %Q, '', " SX_SAMPLE_TIME
                         ", NULL, NULL, NULL, NULL, %d)",
                         table->name, table->name, table->epsg);
  sx_sample_package_run (self, "UPDATE gpkg_contents SET description = %Q WHERE table_name = %Q",
                         table->title, table->name);
  sx_sample_package_run (self, "INSERT INTO gpkg_geometry_columns VALUES (%Q, 'geom', %Q, %d, 0, 0)",
                         table->name, table->geometry, table->epsg);
  if (self->error)
    return;
  sql = sqlite3_mprintf ("INSERT INTO \"%w\" VALUES (NULL, ?%s)", table->name, marks->str);
  if (sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &self->insert, NULL) != SQLITE_OK)
    fail (self);
  sqlite3_free (sql);
}

void
sx_sample_package_text (SxSamplePackage *self, const char *text)
{
  if (self->insert)
    sqlite3_bind_text (self->insert, self->column++, text, -1, SQLITE_TRANSIENT);
}

void
sx_sample_package_real (SxSamplePackage *self, double number)
{
  if (self->insert)
    sqlite3_bind_double (self->insert, self->column++, number);
}

void
sx_sample_package_integer (SxSamplePackage *self, gint64 number)
{
  if (self->insert)
    sqlite3_bind_int64 (self->insert, self->column++, number);
}

/* The shape with its points in the table's CRS. */
static SxShapeView
take_shape (SxSamplePackage *self, const SxShapeView *shape)
{
  sx_shape_buffer_reset (&self->shape);
  sx_shape_buffer_append (&self->shape, shape);
  for (gsize k = 0; self->table->epsg == 4490 && k < self->shape.n_points; k++)
    {
      SxPoint *p = &self->shape.points[k];
      double lat, lon;

      sx_plane_inverse (&self->plane, *p, &lat, &lon);
      *p = (SxPoint){ lon * (180 / G_PI), lat * (180 / G_PI) };
    }
  return sx_shape_buffer_view (&self->shape, 0, self->shape.n_rings);
}

static void
make_blob (SxSamplePackage *self, const SxShapeView *view)
{
  const char *type = self->table->geometry;

  g_byte_array_set_size (self->blob, 0);
  sx_gpkg_blob_append (self->blob, view, strstr (type, "LINE") != NULL, !g_str_has_prefix (type, "MULTI"),
                       self->table->epsg);
}

static void
look_up (SxSamplePackage *self)
{
  if (self->step)
    self->step (self->n_rows_before + self->n_rows, self->step_data);
  if (!self->error)
    g_cancellable_set_error_if_cancelled (self->cancellable, &self->error);
}

gint64
sx_sample_package_add (SxSamplePackage *self, const SxShapeView *shape)
{
  SxShapeView view;

  if (self->error)
    return 0;
  view = take_shape (self, shape);
  make_blob (self, &view);
  sqlite3_bind_blob (self->insert, 1, self->blob->data, (int)self->blob->len, SQLITE_STATIC);
  if (sqlite3_step (self->insert) != SQLITE_DONE)
    fail (self);
  sqlite3_reset (self->insert);
  self->column = 2;
  self->extent = sx_box_union (self->extent, view.box);
  g_array_append_val (self->boxes, view.box);
  if (++self->n_rows % STEP == 0)
    look_up (self);
  return self->n_rows;
}

static void
fill_index (SxSamplePackage *self)
{
  const char *name = self->table->name;
  sqlite3_stmt *insert = NULL;
  char *sql;

  sx_sample_package_run (self,
                         "CREATE VIRTUAL TABLE \"rtree_%w_geom\" USING rtree (id, minx, maxx, miny, maxy)",
                         name);
  sql = sqlite3_mprintf ("INSERT INTO \"rtree_%w_geom\" VALUES (?, ?, ?, ?, ?)", name);
  if (!self->error && sqlite3_prepare_v2 (self->db, sql, -1, &insert, NULL) != SQLITE_OK)
    fail (self);
  sqlite3_free (sql);
  for (guint k = 0; k < self->boxes->len && !self->error; k++)
    {
      const SxBox *box = &g_array_index (self->boxes, SxBox, k);

      sqlite3_bind_int64 (insert, 1, k + 1);
      sqlite3_bind_double (insert, 2, box->x0);
      sqlite3_bind_double (insert, 3, box->x1);
      sqlite3_bind_double (insert, 4, box->y0);
      sqlite3_bind_double (insert, 5, box->y1);
      if (sqlite3_step (insert) != SQLITE_DONE)
        fail (self);
      sqlite3_reset (insert);
      if (k % STEP == 0)
        look_up (self);
    }
  sqlite3_finalize (insert);
}

static void
add_triggers (SxSamplePackage *self)
{
  for (guint k = 0; sx_sample_package_triggers[k]; k++)
    {
      char **parts = g_strsplit (sx_sample_package_triggers[k], "{table}", -1);
      char *sql = g_strjoinv (self->table->name, parts);

      run (self, sql);
      g_strfreev (parts);
      g_free (sql);
    }
}

void
sx_sample_package_end (SxSamplePackage *self)
{
  const char *name = self->table->name;

  g_clear_pointer (&self->insert, sqlite3_finalize);
  fill_index (self);
  add_triggers (self);
  if (self->n_rows)
    sx_sample_package_run (self,
                           "UPDATE gpkg_contents SET min_x = %!.17g, min_y = %!.17g, max_x = %!.17g, max_y = "
                           "%!.17g WHERE table_name = %Q",
                           self->extent.x0, self->extent.y0, self->extent.x1, self->extent.y1, name);
  sx_sample_package_run (self, "INSERT INTO gpkg_ogr_contents VALUES (%Q, %lld)", name,
                         (long long)self->n_rows);
  sx_sample_package_run (self,
                         "INSERT INTO gpkg_extensions VALUES (%Q, 'geom', 'gpkg_rtree_index', "
                         "'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')",
                         name);
  run (self, "COMMIT");
}

gboolean
sx_sample_package_close (SxSamplePackage *self, GError **error)
{
  gboolean is_done;

  g_clear_pointer (&self->insert, sqlite3_finalize);
  /* From here on the file is what a reader expects; everything before is flushed by the caller's fsync. */
  run (self, "PRAGMA locking_mode = NORMAL");
  if (sqlite3_close (self->db) != SQLITE_OK)
    fail (self);
  is_done = self->error == NULL;
  if (self->error)
    g_propagate_error (error, self->error);
  g_byte_array_unref (self->blob);
  sx_shape_buffer_clear (&self->shape);
  g_array_unref (self->boxes);
  g_free (self);
  return is_done;
}
