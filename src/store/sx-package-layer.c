/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sx-package-layer.h"
#include "base/sx-error.h"
#include "base/sx-i18n.h"

#define ROWS_BETWEEN_CANCEL 256
/* Offsets into a layer's points are 32 bits. */
#define MAX_POINTS G_MAXUINT32

/* The row's columns in the select. */
enum
{
  AT_FID,
  AT_GEOMETRY,
  AT_FIRST_COLUMN,
};

SxLayerBuilder *
sx_package_layer_builder (const SxPackageTable *table)
{
  SxLayerBuilder *builder = sx_layer_builder_new (table->name, table->table, table->is_line);

  for (guint i = 0; i < table->columns->len; i++)
    {
      const SxPackageColumn *column = &g_array_index (table->columns, SxPackageColumn, i);

      sx_layer_builder_add_column (builder, column->name, column->type);
    }
  return builder;
}

static void
read_cells (const SxPackageTable *table, sqlite3_stmt *row, SxLayerBuilder *builder)
{
  for (guint i = 0; i < table->columns->len; i++)
    {
      int at = AT_FIRST_COLUMN + (int)i;

      if (g_array_index (table->columns, SxPackageColumn, i).type == SX_COLUMN_NUMBER)
        sx_layer_builder_set_number (builder, i, sx_sqlite_number (row, at));
      else if (sqlite3_column_type (row, at) != SQLITE_NULL)
        {
          g_autofree char *text = sx_sqlite_text (row, at);

          sx_layer_builder_set_text (builder, i, text);
        }
    }
}

static gboolean
read_geometry (const SxPackageFile *file, sqlite3_stmt *row, SxFeatureReader *reader, gint64 fid,
               SxShapeBuffer *shapes, GError **error)
{
  int type = sqlite3_column_type (row, AT_GEOMETRY);
  const guint8 *blob = type == SQLITE_NULL ? NULL : sqlite3_column_blob (row, AT_GEOMETRY);
  gsize size = (gsize)sqlite3_column_bytes (row, AT_GEOMETRY);

  /* a blob of no bytes is given as NULL, and no memory for a large one too */
  if (!blob && type != SQLITE_NULL)
    {
      if (sqlite3_errcode (sqlite3_db_handle (row)) == SQLITE_NOMEM)
        {
          sx_package_file_set_error (file, sqlite3_db_handle (row), error);
          return FALSE;
        }
      blob = (const guint8 *)"";
    }
  sx_feature_reader_read (reader, fid, blob, size, shapes);
  if (shapes->n_points <= MAX_POINTS)
    return TRUE;
  g_set_error (error, SX_ERROR, SX_ERROR_LIMIT, _ ("“%s”: table %s has more than %u points; split it."),
               file->file, reader->table->table, MAX_POINTS);
  return FALSE;
}

gboolean
sx_package_layer_read (const SxPackageFile *file, sqlite3 *db, SxFeatureReader *reader, gint64 first,
                       gint64 last, SxLayerBuilder *builder, guint *n_rows, GCancellable *cancellable,
                       GError **error)
{
  const SxPackageTable *table = reader->table;
  g_autofree char *sql = sx_package_table_select (table, NULL);
  g_autoptr (sqlite3_stmt) statement = sx_package_file_prepare (file, db, sql, error);
  gboolean row;

  if (!statement)
    return FALSE;
  if (table->rowid)
    {
      sqlite3_bind_int64 (statement, 1, first);
      sqlite3_bind_int64 (statement, 2, last);
    }
  for (guint n = 0;; n++)
    {
      gint64 fid;

      if (n % ROWS_BETWEEN_CANCEL == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!sx_package_file_step (file, statement, &row, error))
        return FALSE;
      *n_rows = n;
      if (!row)
        return TRUE;
      fid = sqlite3_column_type (statement, AT_FID) == SQLITE_NULL ? (gint64)n + 1
                                                                   : sqlite3_column_int64 (statement, AT_FID);
      read_cells (table, statement, builder);
      if (!read_geometry (file, statement, reader, fid, sx_layer_builder_shapes (builder), error))
        return FALSE;
      sx_layer_builder_end_feature (builder, fid);
    }
}
