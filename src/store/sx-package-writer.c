/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sx-package-writer.h"

#include <cpl_conv.h>
#include <math.h>
#include <ogr_srs_api.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "store/sx-geopackage-sql.h"
#include "store/sx-rtree-fill.h"
#include "store/sx-scheme-tables.h"

#define CACHE_KB 65536
#define NOW "strftime('%Y-%m-%dT%H:%M:%fZ','now')"
#define ROWS_BETWEEN_LOOKS 256

struct _SxPackageWriter
{
  sqlite3 *db;
  GCancellable *cancellable;
  const char *time; /* SQL */
  SxProgress *progress;
  double row_share; /* of the whole */
  GError *error;
};

struct _SxWriterTable
{
  SxPackageWriter *writer;
  char *name;
  SxWriteKind kind;
  sqlite3_stmt *insert;
  gint64 n_rows, last;
  SxBox extent;
  GArray *boxes; /* SxRtreeEntry */
};

static void
fail (SxPackageWriter *self)
{
  if (self->error)
    return;
  if (sqlite3_errcode (self->db) == SQLITE_FULL)
    self->error = g_error_new_literal (SX_ERROR, SX_ERROR_UNWRITABLE, _ ("the disk is full"));
  else
    self->error = g_error_new_literal (SX_ERROR, SX_ERROR_UNWRITABLE, sqlite3_errmsg (self->db));
}

static void
run (SxPackageWriter *self, const char *sql)
{
  if (!self->error && sqlite3_exec (self->db, sql, NULL, NULL, NULL) != SQLITE_OK)
    fail (self);
}

void
sx_package_writer_run (SxPackageWriter *self, const char *format, ...)
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
sx_package_writer_is_good (const SxPackageWriter *self)
{
  return self->error == NULL;
}

void
sx_package_writer_fail (SxPackageWriter *self, GError *error)
{
  if (self->error)
    g_error_free (error);
  else
    self->error = error;
}

/* gpkg_spatial_ref_sys, from the EPSG data of the installed PROJ. */
void
sx_package_writer_add_crs (SxPackageWriter *self, int epsg)
{
  OGRSpatialReferenceH crs = OSRNewSpatialReference (NULL);
  char *wkt = NULL;

  if (OSRImportFromEPSG (crs, epsg) != OGRERR_NONE || OSRExportToWkt (crs, &wkt) != OGRERR_NONE)
    sx_package_writer_fail (self, g_error_new (SX_ERROR, SX_ERROR_CRS,
                                               _ ("EPSG:%d is unknown to the installed PROJ"), epsg));
  else
    sx_package_writer_run (self, "INSERT INTO gpkg_spatial_ref_sys VALUES (%Q, %d, 'EPSG', %d, %Q, NULL)",
                           OSRGetAttrValue (crs, OSRIsGeographic (crs) ? "GEOGCS" : "PROJCS", 0), epsg, epsg,
                           wkt);
  CPLFree (wkt);
  OSRDestroySpatialReference (crs);
}

void
sx_package_writer_set_time (SxPackageWriter *self, const char *sql)
{
  self->time = sql;
}

SxPackageWriter *
sx_package_writer_new (const char *path, GCancellable *cancellable)
{
  SxPackageWriter *self = g_new0 (SxPackageWriter, 1);
  g_autofree char *parameters = sx_store_table_sql (SX_STORE_PARAMETER);

  self->cancellable = cancellable;
  self->time = NOW;
  if (sqlite3_open_v2 (path, &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                       NULL)
      != SQLITE_OK)
    fail (self);
  /* The file is ours alone and thrown away unless it is finished: no journal. */
  sx_package_writer_run (self,
                         "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                         "PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -%d;"
                         "PRAGMA trusted_schema = ON",
                         CACHE_KB);
  run (self, sx_geopackage_schema_sql);
  run (self, parameters);
  run (self, "BEGIN");
  return self;
}

void
sx_package_writer_set_progress (SxPackageWriter *self, SxProgress *progress, guint64 n_rows)
{
  self->progress = progress;
  self->row_share = 1.0 / (double)n_rows;
}

gboolean
sx_package_writer_close (SxPackageWriter *self, GError **error)
{
  gboolean is_good;

  if (!self->error) /* tables of few rows do not look */
    g_cancellable_set_error_if_cancelled (self->cancellable, &self->error);
  run (self, "COMMIT");
  run (self, "PRAGMA locking_mode = NORMAL");
  if (sqlite3_close (self->db) != SQLITE_OK)
    fail (self);
  is_good = self->error == NULL;
  if (self->error)
    g_propagate_error (error, self->error);
  g_free (self);
  return is_good;
}

/* ---- tables */

static const char *const geometry_types[] = {
  [SX_WRITE_POLYGONS] = "MULTIPOLYGON",
  [SX_WRITE_LINES] = "MULTILINESTRING",
  [SX_WRITE_SINGLE_LINES] = "LINESTRING",
  [SX_WRITE_ROWS] = NULL,
};

/* marks: of the values that a row has. */
static void
create (SxPackageWriter *self, const SxWriterTable *table, const char *const *columns, GString *marks)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  const char *type = geometry_types[table->kind];
  char *part = sqlite3_mprintf ("CREATE TABLE \"%w\" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL%s%s",
                                table->name, type ? ", geom " : "", type ? type : "");

  g_string_append (sql, part);
  sqlite3_free (part);
  for (guint i = 0; columns[i]; i += 2)
    {
      part = sqlite3_mprintf (", \"%w\" %s", columns[i], columns[i + 1]);
      g_string_append (sql, part);
      g_string_append (marks, ", ?");
      sqlite3_free (part);
    }
  g_string_append_c (sql, ')');
  run (self, sql->str);
}

static void
enter (SxPackageWriter *self, const SxWriterTable *table, const char *title, int epsg)
{
  const char *type = geometry_types[table->kind];
  g_autofree char *srs = type ? g_strdup_printf ("%d", epsg) : g_strdup ("NULL");

  sx_package_writer_run (self,
                         "INSERT INTO gpkg_contents (table_name, data_type, identifier, description,"
                         " last_change, srs_id) VALUES (%Q, %Q, %Q, %Q, %s, %s)",
                         table->name, type ? "features" : "attributes", table->name, title, self->time, srs);
  if (type)
    sx_package_writer_run (self, "INSERT INTO gpkg_geometry_columns VALUES (%Q, 'geom', %Q, %d, 0, 0)",
                           table->name, type, epsg);
}

SxWriterTable *
sx_package_writer_begin (SxPackageWriter *self, const char *name, const char *title, SxWriteKind kind,
                         int epsg, const char *const *columns)
{
  SxWriterTable *table = g_new0 (SxWriterTable, 1);
  g_autoptr (GString) marks = g_string_new (kind == SX_WRITE_ROWS ? "?" : "?, ?");
  char *sql;

  table->writer = self;
  table->name = g_strdup (name);
  table->kind = kind;
  table->extent = SX_BOX_EMPTY;
  table->boxes = g_array_new (FALSE, FALSE, sizeof (SxRtreeEntry));
  create (self, table, columns, marks);
  enter (self, table, title, epsg);
  if (self->error)
    return table;
  sql = sqlite3_mprintf ("INSERT INTO \"%w\" VALUES (%s)", name, marks->str);
  if (sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &table->insert, NULL) != SQLITE_OK)
    fail (self);
  sqlite3_free (sql);
  return table;
}

static int
parameter (const SxWriterTable *self, guint column)
{
  return (int)column + (self->kind == SX_WRITE_ROWS ? 2 : 3);
}

void
sx_writer_table_text (SxWriterTable *self, guint column, const char *text)
{
  if (self->insert && text)
    sqlite3_bind_text (self->insert, parameter (self, column), text, -1, SQLITE_TRANSIENT);
  else if (self->insert)
    sqlite3_bind_null (self->insert, parameter (self, column));
}

void
sx_writer_table_number (SxWriterTable *self, guint column, double number)
{
  if (self->insert && isfinite (number))
    sqlite3_bind_double (self->insert, parameter (self, column), number);
  else if (self->insert)
    sqlite3_bind_null (self->insert, parameter (self, column));
}

void
sx_writer_table_integer (SxWriterTable *self, guint column, gint64 number)
{
  if (self->insert)
    sqlite3_bind_int64 (self->insert, parameter (self, column), number);
}

/* Not sqlite3_bind_value(), which copies: most of a plan's fields are short texts. */
void
sx_writer_table_value (SxWriterTable *self, guint column, sqlite3_value *value)
{
  int at = parameter (self, column);

  if (self->insert && sqlite3_value_type (value) == SQLITE_TEXT)
    {
      const char *text = (const char *)sqlite3_value_text (value);

      sqlite3_bind_text (self->insert, at, text, sqlite3_value_bytes (value), SQLITE_STATIC);
    }
  else if (self->insert)
    sqlite3_bind_value (self->insert, at, value);
}

void
sx_writer_table_reserve (SxWriterTable *self, gint64 fid)
{
  self->last = MAX (self->last, fid);
}

gint64
sx_writer_table_row (SxWriterTable *self, gint64 fid, GBytes *blob, SxBox box)
{
  SxPackageWriter *writer = self->writer;
  SxRtreeEntry entry = { fid ? fid : self->last + 1, box };

  if (writer->error || !self->insert)
    return 0;
  sqlite3_bind_int64 (self->insert, 1, entry.fid);
  if (self->kind != SX_WRITE_ROWS && blob)
    {
      gsize size;
      gconstpointer data = g_bytes_get_data (blob, &size);

      sqlite3_bind_blob64 (self->insert, 2, data, size, SQLITE_STATIC);
    }
  if (sqlite3_step (self->insert) != SQLITE_DONE)
    fail (writer);
  sqlite3_reset (self->insert);
  sqlite3_clear_bindings (self->insert);
  self->last = MAX (self->last, entry.fid);
  self->n_rows++;
  if (blob && !sx_box_is_empty (box))
    {
      self->extent = sx_box_union (self->extent, box);
      g_array_append_val (self->boxes, entry);
    }
  if (self->n_rows % ROWS_BETWEEN_LOOKS)
    return entry.fid;
  sx_progress_add (writer->progress, writer->row_share * ROWS_BETWEEN_LOOKS);
  if (!writer->error)
    g_cancellable_set_error_if_cancelled (writer->cancellable, &writer->error);
  return writer->error ? 0 : entry.fid;
}

static void
fill_index (SxWriterTable *self)
{
  SxPackageWriter *writer = self->writer;
  g_autofree char *name = g_strdup_printf ("rtree_%s_geom", self->name);
  int status;

  sx_package_writer_run (writer, "CREATE VIRTUAL TABLE \"%w\" USING rtree (id, minx, maxx, miny, maxy)",
                         name);
  if (!writer->error)
    {
      status = sx_rtree_fill (writer->db, name, (SxRtreeEntry *)(gpointer)self->boxes->data, self->boxes->len,
                              writer->cancellable);
      if (status != SQLITE_OK && !g_cancellable_set_error_if_cancelled (writer->cancellable, &writer->error))
        fail (writer);
    }
  sx_package_writer_run (writer,
                         "INSERT INTO gpkg_extensions VALUES (%Q, 'geom', 'gpkg_rtree_index', "
                         "'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')",
                         self->name);
}

static void
add_triggers (SxWriterTable *self)
{
  for (guint i = 0; sx_geopackage_trigger_sql[i]; i++)
    {
      g_auto (GStrv) parts = NULL;
      g_autofree char *sql = NULL;

      if (self->kind == SX_WRITE_ROWS
          && g_str_has_prefix (sx_geopackage_trigger_sql[i], SX_GEOPACKAGE_INDEX_TRIGGER))
        continue;
      parts = g_strsplit (sx_geopackage_trigger_sql[i], "{table}", -1);
      sql = g_strjoinv (self->name, parts);
      run (self->writer, sql);
    }
}

void
sx_writer_table_end (SxWriterTable *self)
{
  SxPackageWriter *writer = self->writer;

  g_clear_pointer (&self->insert, sqlite3_finalize);
  if (self->kind != SX_WRITE_ROWS)
    fill_index (self);
  if (!sx_box_is_empty (self->extent))
    sx_package_writer_run (writer,
                           "UPDATE gpkg_contents SET min_x = %!.17g, min_y = %!.17g, max_x = %!.17g, "
                           "max_y = %!.17g WHERE table_name = %Q",
                           self->extent.x0, self->extent.y0, self->extent.x1, self->extent.y1, self->name);
  sx_package_writer_run (writer, "INSERT INTO gpkg_ogr_contents VALUES (%Q, %lld)", self->name,
                         (long long)self->n_rows);
  add_triggers (self);
  g_array_unref (self->boxes);
  g_free (self->name);
  g_free (self);
}
