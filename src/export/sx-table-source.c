/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-table-source.h"

#include <string.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "export/sx-delivery.h"
#include "geometry/sx-shape-wkb.h"
#include "store/sx-gpkg-functions.h"

#define AT_GEOMETRY 1
#define AT_FIRST 2

enum
{
  INFO_NAME = 1,
  INFO_TYPE = 2,
  INFO_KEY = 5,
  INFO_HIDDEN = 6,
};

/* A type that a GeoPackage knows. */
static char *
sql_type (const char *declared)
{
  g_autofree char *type = g_ascii_strup (declared ? declared : "", -1);
  const char *size = strchr (type, '(');

  if (strstr (type, "BOOL"))
    return g_strdup ("BOOLEAN");
  if (strstr (type, "INT"))
    return g_strdup ("INTEGER");
  if (g_str_equal (type, "DATE") || g_str_equal (type, "DATETIME") || g_str_equal (type, "BLOB"))
    return g_strdup (type);
  if (strstr (type, "REAL") || strstr (type, "FLOA") || strstr (type, "DOUB") || strstr (type, "NUM")
      || strstr (type, "DEC"))
    return g_strdup ("DOUBLE");
  if (size && strspn (size + 1, "0123456789") > 0)
    return g_strdup_printf ("TEXT(%u)", (guint)g_ascii_strtoull (size + 1, NULL, 10));
  return g_strdup ("TEXT");
}

static const char *
standard_name (const SxPackageTable *table, const char *field)
{
  for (guint i = 0; i < table->columns->len; i++)
    {
      const SxPackageColumn *column = &g_array_index (table->columns, SxPackageColumn, i);

      if (g_ascii_strcasecmp (column->field, field) == 0)
        return column->name;
    }
  return field;
}

static gboolean
is_wanted (const SxPackageTable *table, sqlite3_stmt *info, const char *name, const char *const *left_out)
{
  const char *type = (const char *)sqlite3_column_text (info, INFO_TYPE);

  if (sqlite3_column_int (info, INFO_HIDDEN) || g_ascii_strcasecmp (name, table->geometry_column) == 0
      || g_ascii_strcasecmp (name, "fid") == 0 || g_ascii_strcasecmp (name, "geom") == 0)
    return FALSE;
  if (sqlite3_column_int (info, INFO_KEY) && type && g_ascii_strcasecmp (type, "INTEGER") == 0)
    return FALSE;
  for (guint i = 0; left_out && left_out[i]; i++)
    if (g_ascii_strcasecmp (left_out[i], name) == 0)
      return FALSE;
  return TRUE;
}

static gboolean
read_fields (SxTableSource *self, sqlite3 *db, const char *const *left_out, GString *fields, GError **error)
{
  g_autofree char *quoted = sx_sqlite_quote (self->table->table);
  g_autofree char *sql = g_strdup_printf ("PRAGMA table_xinfo (%s)", quoted);
  g_autoptr (sqlite3_stmt) info = sx_package_file_prepare (self->file, db, sql, error);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean row = TRUE;

  while (info && row)
    {
      const char *name;

      if (!sx_package_file_step (self->file, info, &row, error))
        return FALSE;
      name = row ? (const char *)sqlite3_column_text (info, INFO_NAME) : NULL;
      if (name && is_wanted (self->table, info, name, left_out)
          && g_hash_table_add (seen, g_ascii_strup (standard_name (self->table, name), -1)))
        {
          g_autofree char *field = sx_sqlite_quote (name);

          g_string_append_printf (fields, ", %s", field);
          g_ptr_array_add (self->names, g_strdup (standard_name (self->table, name)));
          g_ptr_array_add (self->types, sql_type ((const char *)sqlite3_column_text (info, INFO_TYPE)));
        }
    }
  return info != NULL;
}

SxTableSource *
sx_table_source_new (const SxPackageFile *file, sqlite3 *db, const SxPackageTable *table,
                     const SxLayer *layer, const char *const *left_out, GError **error)
{
  g_autoptr (SxTableSource) self = g_new0 (SxTableSource, 1);
  g_autoptr (GString) fields = g_string_new (NULL);
  g_autofree char *quoted = sx_sqlite_quote (table->table);
  g_autofree char *geometry = sx_sqlite_quote (table->geometry_column);
  g_autofree char *fid = table->fid ? sx_sqlite_quote (table->fid) : NULL;
  g_autofree char *sql = NULL;

  self->file = file;
  self->table = table;
  self->layer = layer;
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->types = g_ptr_array_new_with_free_func (g_free);
  if (!read_fields (self, db, left_out, fields, error))
    return NULL;
  sql = g_strdup_printf ("SELECT %s, %s%s FROM %s%s%s",
                         table->rowid ? table->rowid
                         : fid        ? fid
                                      : "NULL",
                         geometry, fields->str, quoted, table->rowid ? " ORDER BY " : "",
                         table->rowid ? table->rowid : "");
  self->statement = sx_package_file_prepare (file, db, sql, error);
  return self->statement ? g_steal_pointer (&self) : NULL;
}

void
sx_table_source_free (SxTableSource *self)
{
  sqlite3_finalize (self->statement);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->types);
  g_free (self);
}

gboolean
sx_table_source_next (SxTableSource *self, gboolean *row, GError **error)
{
  if (!sx_package_file_step (self->file, self->statement, row, error))
    return FALSE;
  if (*row)
    {
      self->feature = self->n_rows++;
      self->fid = sqlite3_column_type (self->statement, 0) == SQLITE_NULL
                      ? (gint64)self->n_rows
                      : sqlite3_column_int64 (self->statement, 0);
    }
  if (*row ? self->feature < self->layer->n_features && self->layer->fid[self->feature] == self->fid
           : self->n_rows == self->layer->n_features)
    return TRUE;
  g_set_error (error, SX_ERROR, SX_ERROR_CONFLICT,
               _ ("Another program wrote to “%s” while it was read; read it again."), self->file->file);
  return FALSE;
}

sqlite3_value *
sx_table_source_value (const SxTableSource *self, guint column)
{
  return sqlite3_column_value (self->statement, (int)column + AT_FIRST);
}

const char **
sx_table_source_columns (const SxTableSource *self)
{
  const char **columns = g_new0 (const char *, 2 * self->names->len + 1);

  for (guint i = 0; i < self->names->len; i++)
    {
      columns[2 * i] = self->names->pdata[i];
      columns[2 * i + 1] = self->types->pdata[i];
    }
  return columns;
}

/* ---- geometry */

/* A blob that can stay as it is: in EPSG:4490, of the type that all tables here have, without Z. */
static gboolean
is_as_wanted (const SxTableSource *self, const guint8 *blob, gsize size, const guint8 *wkb, gsize wkb_size)
{
  guint32 srs, type;

  if (!self->table->crs.is_geographic || size < 8 || wkb_size < 5 || blob[3] != 3 || wkb[0] != 1)
    return FALSE;
  memcpy (&srs, blob + 4, sizeof srs);
  memcpy (&type, wkb + 1, sizeof type);
  return GUINT32_FROM_LE (srs) == SX_DELIVERY_SRS && GUINT32_FROM_LE (type) == (self->layer->is_line ? 5 : 6);
}

static SxWkbStatus
read_points (const SxTableSource *self, SxShapeBuffer *out)
{
  const guint8 *blob = sqlite3_column_blob (self->statement, AT_GEOMETRY), *wkb;
  gsize size = (gsize)sqlite3_column_bytes (self->statement, AT_GEOMETRY), wkb_size;

  if (!blob || !sx_gpkg_blob_parse (blob, size, &wkb, &wkb_size))
    return SX_WKB_UNREADABLE;
  return sx_shape_read_wkb (wkb, wkb_size, self->layer->is_line, out, NULL);
}

gboolean
sx_table_source_points (const SxTableSource *self, SxShapeBuffer *out)
{
  return read_points (self, out) == SX_WKB_OK;
}

void
sx_table_source_to_degrees (const SxTableSource *self, SxPoint *points, gsize n)
{
  if (self->degrees)
    sx_degree_grid_convert (self->degrees, points, n);
  for (gsize i = 0; !self->degrees && i < n; i++)
    points[i] = sx_crs_to_degrees (&self->table->crs, points[i]);
}

static GBytes *
blob_of (SxShapeBuffer *shape, gboolean is_line, SxBox *box)
{
  SxShapeView view;

  view = sx_shape_buffer_view (shape, 0, shape->n_rings);
  *box = view.box;
  return sx_gpkg_blob_new (&view, is_line, SX_DELIVERY_SRS);
}

GBytes *
sx_table_source_geometry (const SxTableSource *self, const SxPlane *plane, SxBox *box)
{
  const guint8 *blob = sqlite3_column_blob (self->statement, AT_GEOMETRY), *wkb;
  gsize size = (gsize)sqlite3_column_bytes (self->statement, AT_GEOMETRY), wkb_size;
  SxCrs of_plan = { .plane = *plane };
  SxShapeBuffer shape = SX_SHAPE_BUFFER_INIT;
  SxShapeView repaired = sx_layer_shape (self->layer, self->feature);
  GBytes *bytes = NULL;

  *box = SX_BOX_EMPTY;
  if (!blob || !sx_gpkg_blob_parse (blob, size, &wkb, &wkb_size))
    return NULL;
  if (is_as_wanted (self, blob, size, wkb, wkb_size) && sx_gpkg_blob_box (blob, size, box))
    return g_bytes_new (blob, size);
  if (sx_shape_read_wkb (wkb, wkb_size, self->layer->is_line, &shape, NULL) == SX_WKB_OK)
    {
      sx_table_source_to_degrees (self, shape.points, shape.n_points);
      bytes = blob_of (&shape, self->layer->is_line, box);
    }
  else if (repaired.n_rings) /* arcs, say: as the plan has it, of straight edges */
    {
      sx_shape_buffer_reset (&shape);
      sx_shape_buffer_append (&shape, &repaired);
      for (gsize i = 0; i < shape.n_points; i++)
        shape.points[i] = sx_crs_to_degrees (&of_plan, shape.points[i]);
      bytes = blob_of (&shape, self->layer->is_line, box);
    }
  sx_shape_buffer_clear (&shape);
  return bytes;
}
