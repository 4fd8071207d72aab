/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sx-package-table.h"
#include "base/sx-error.h"
#include "base/sx-i18n.h"

/* A row of gpkg_geometry_columns whose table is there, with its row of gpkg_spatial_ref_sys. %s: its
 * definition. */
#define GEOMETRY_COLUMN                                                                                      \
  "SELECT m.name, g.column_name, g.srs_id, s.srs_id, s.srs_name, s.organization, "                           \
  "s.organization_coordsys_id, %s,"                                                                          \
  " m.type FROM gpkg_geometry_columns g"                                                                     \
  " JOIN sqlite_master m ON m.name = g.table_name COLLATE NOCASE AND m.type IN ('table', 'view')"            \
  " LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id WHERE g.table_name = ? COLLATE NOCASE"
/* The CRS extension writes what WKT 1 cannot say beside it. */
#define WKT_1 "s.definition"
#define WKT_2 "coalesce (nullif (s.definition, 'undefined'), s.definition_12_063)"

static void
column_clear (SxPackageColumn *self)
{
  g_free (self->name);
  g_free (self->field);
}

void
sx_package_table_free (SxPackageTable *self)
{
  if (!self)
    return;
  g_free (self->name);
  g_free (self->table);
  g_free (self->geometry_column);
  g_free (self->crs_found);
  g_free (self->rowid);
  g_free (self->fid);
  g_array_unref (self->columns);
  g_free (self);
}

static SxPackageTable *
table_new (void)
{
  SxPackageTable *self = g_new0 (SxPackageTable, 1);

  self->line = SX_LINE_ANY;
  self->columns = g_array_new (FALSE, TRUE, sizeof (SxPackageColumn));
  g_array_set_clear_func (self->columns, (GDestroyNotify)column_clear);
  return self;
}

char *
sx_sqlite_quote (const char *name)
{
  char *sql = sqlite3_mprintf ("\"%w\"", name);
  char *quoted = g_strdup (sql);

  sqlite3_free (sql);
  return quoted;
}

gboolean
sx_package_has_table (const SxPackageFile *file, sqlite3 *db, const char *name)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (sqlite3_prepare_v2 (db,
                          "SELECT 1 FROM sqlite_master WHERE type IN ('table', 'view') AND name = ? COLLATE "
                          "NOCASE",
                          -1, &statement, NULL)
      != SQLITE_OK)
    return FALSE;
  sqlite3_bind_text (statement, 1, name, -1, SQLITE_TRANSIENT);
  return sqlite3_step (statement) == SQLITE_ROW;
}

static void
recognise_crs (SxPackageTable *self, sqlite3_stmt *row)
{
  g_autofree char *name = sx_sqlite_text (row, 4), *organization = sx_sqlite_text (row, 5);
  g_autofree char *definition = sx_sqlite_text (row, 7);
  gint64 srs_id = sqlite3_column_int64 (row, 2);

  if (sqlite3_column_type (row, 3) == SQLITE_NULL)
    self->crs_found
        = sqlite3_column_type (row, 2) == SQLITE_NULL
              ? NULL
              : g_strdup_printf (_ ("srs_id %" PRId64 ", which the package does not define"), srs_id);
  else
    self->has_crs = sx_crs_recognise (name, organization, sqlite3_column_int64 (row, 6), definition,
                                      &self->crs, &self->crs_found);
}

/* The columns of the table in the file, by PRAGMA table_info; sets the way its rows are numbered. */
static GPtrArray *
read_fields (SxPackageTable *self, const SxPackageFile *file, sqlite3 *db, GError **error)
{
  g_autofree char *quoted = sx_sqlite_quote (self->table);
  g_autofree char *sql = g_strdup_printf ("PRAGMA table_xinfo (%s)", quoted);
  g_autoptr (sqlite3_stmt) info = sx_package_file_prepare (file, db, sql, error);
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
  gboolean row;

  if (!info)
    return NULL;
  while (TRUE)
    {
      if (!sx_package_file_step (file, info, &row, error))
        return NULL;
      if (!row)
        break;
      g_ptr_array_add (fields, g_strdup ((const char *)sqlite3_column_text (info, 1)));
    }
  return g_steal_pointer (&fields);
}

static const char *
find_field (GPtrArray *fields, const char *name)
{
  for (guint i = 0; i < fields->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (fields, i), name) == 0)
      return g_ptr_array_index (fields, i);
  return NULL;
}

/* A name for the rowid that no column takes for itself; NULL where SQLite knows none (a view, WITHOUT ROWID).
 */
static char *
find_rowid (const SxPackageTable *self, sqlite3 *db, GPtrArray *fields, gboolean is_view)
{
  static const char *const names[] = { "rowid", "_rowid_", "oid" };
  g_autofree char *quoted = sx_sqlite_quote (self->table);

  for (guint i = 0; !is_view && i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s", names[i], quoted);
      g_autoptr (sqlite3_stmt) statement = NULL;

      if (!find_field (fields, names[i]) && sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK)
        return g_strdup (names[i]);
    }
  return NULL;
}

/* Whether there are rows, and their range of rowids. */
static gboolean
read_range (SxPackageTable *self, const SxPackageFile *file, sqlite3 *db, GError **error)
{
  g_autofree char *quoted = sx_sqlite_quote (self->table);
  /* two selects: SQLite finds one end in the index, but for both at once it reads the whole table */
  g_autofree char *sql = self->rowid
                             ? g_strdup_printf ("SELECT (SELECT min (%s) FROM %s), (SELECT max (%s) FROM %s)",
                                                self->rowid, quoted, self->rowid, quoted)
                             : g_strdup_printf ("SELECT 1, 1 FROM %s LIMIT 1", quoted);
  g_autoptr (sqlite3_stmt) statement = sx_package_file_prepare (file, db, sql, error);
  gboolean row;

  if (!statement || !sx_package_file_step (file, statement, &row, error))
    return FALSE;
  self->has_rows = row && sqlite3_column_type (statement, 0) != SQLITE_NULL;
  self->first = row ? sqlite3_column_int64 (statement, 0) : 0;
  self->last = row ? sqlite3_column_int64 (statement, 1) : 0;
  return TRUE;
}

/* The table in the current row of GEOMETRY_COLUMN; *fields are its columns. NULL with error. */
static SxPackageTable *
table_from_row (const SxPackageFile *file, sqlite3 *db, sqlite3_stmt *row, GPtrArray **fields, GError **error)
{
  g_autoptr (SxPackageTable) self = table_new ();
  g_autofree char *geometry = sx_sqlite_text (row, 1), *type = sx_sqlite_text (row, 8);
  const char *found;

  self->table = sx_sqlite_text (row, 0);
  recognise_crs (self, row);
  *fields = read_fields (self, file, db, error);
  if (!*fields)
    return NULL;
  found = geometry ? find_field (*fields, geometry) : NULL;
  self->geometry_column = g_strdup (found);
  if (!found)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                   _ ("“%s”: table %s has no geometry column “%s” as gpkg_geometry_columns says; export the "
                      "table again."),
                   file->file, self->table, geometry ? geometry : "");
      g_clear_pointer (fields, g_ptr_array_unref);
      return NULL;
    }
  self->rowid = find_rowid (self, db, *fields, g_strcmp0 (type, "view") == 0);
  if (!self->rowid)
    self->fid = g_strdup (find_field (*fields, "fid"));
  if (!read_range (self, file, db, error))
    {
      g_clear_pointer (fields, g_ptr_array_unref);
      return NULL;
    }
  return g_steal_pointer (&self);
}

static void
add_column (SxPackageTable *self, GPtrArray *fields, const char *name, char *const *aliases,
            SxColumnType type)
{
  g_autofree char *upper = g_ascii_strup (name, -1);
  const char *field = find_field (fields, name);
  SxPackageColumn column = { .type = type };

  for (guint i = 0; i < self->columns->len; i++)
    if (g_str_equal (g_array_index (self->columns, SxPackageColumn, i).name, upper))
      return;
  for (; !field && aliases && *aliases; aliases++)
    field = find_field (fields, *aliases);
  if (!field || g_str_equal (field, self->geometry_column))
    return;
  column.name = g_steal_pointer (&upper);
  column.field = g_strdup (field);
  g_array_append_val (self->columns, column);
}

/* What the rules ask for beyond the catalogue; keys of `extra` may be aliases, in any case. */
static void
add_extra_columns (SxPackageTable *self, const SxCatalogue *catalogue, const SxCatalogueTable *known,
                   GPtrArray *fields, GHashTable *extra)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, extra);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      GPtrArray *names = value;

      if (known ? sx_catalogue_find (catalogue, key) != known : g_ascii_strcasecmp (key, self->name) != 0)
        continue;
      for (guint i = 0; names && i < names->len; i++)
        if (!known || !sx_catalogue_table_field (known, g_ptr_array_index (names, i)))
          add_column (self, fields, g_ptr_array_index (names, i), NULL, SX_COLUMN_TEXT);
    }
}

/* Column names in the order of a hash table would differ from run to run. */
static int
compare_columns (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (((const SxPackageColumn *)a)->name, ((const SxPackageColumn *)b)->name);
}

static gboolean
find_table (const SxPackageFile *file, sqlite3 *db, const char *name, sqlite3_stmt **row, GError **error)
{
  g_autofree char *with_wkt_2 = g_strdup_printf (GEOMETRY_COLUMN, WKT_2);
  g_autofree char *sql = g_strdup_printf (GEOMETRY_COLUMN, WKT_1);
  gboolean found;

  if (sqlite3_prepare_v2 (db, with_wkt_2, -1, row, NULL) != SQLITE_OK)
    *row = sx_package_file_prepare (file, db, sql, error);
  if (!*row)
    return FALSE;
  sqlite3_bind_text (*row, 1, name, -1, SQLITE_TRANSIENT);
  if (!sx_package_file_step (file, *row, &found, error))
    {
      g_clear_pointer (row, sqlite3_finalize);
      return FALSE;
    }
  if (!found)
    g_clear_pointer (row, sqlite3_finalize);
  return TRUE;
}

/* The first of the standard name and the aliases that is a feature table. */
static gboolean
add_known_table (const SxPackageFile *file, sqlite3 *db, const SxCatalogue *catalogue,
                 const SxCatalogueTable *known, GHashTable *extra, GPtrArray *tables, GError **error)
{
  g_autoptr (sqlite3_stmt) row = NULL;
  g_autoptr (GPtrArray) fields = NULL;
  SxPackageTable *table;

  if (!find_table (file, db, known->name, &row, error))
    return FALSE;
  for (char **alias = known->aliases; !row && *alias; alias++)
    if (!find_table (file, db, *alias, &row, error))
      return FALSE;
  if (!row)
    return TRUE;
  table = table_from_row (file, db, row, &fields, error);
  if (!table)
    return FALSE;
  g_ptr_array_add (tables, table);
  table->name = g_strdup (known->name);
  table->is_line = known->is_line;
  table->line = known->line;
  for (guint i = 0; i < known->fields->len; i++)
    {
      const SxCatalogueField *f = g_ptr_array_index (known->fields, i);

      add_column (table, fields, f->name, f->aliases, f->type);
    }
  if (extra)
    add_extra_columns (table, catalogue, known, fields, extra);
  return TRUE;
}

/* A table that only the rules name. */
static gboolean
add_extra_table (const SxPackageFile *file, sqlite3 *db, const char *name, GHashTable *extra,
                 GPtrArray *tables, GError **error)
{
  g_autoptr (sqlite3_stmt) row = NULL;
  g_autoptr (GPtrArray) fields = NULL;
  SxPackageTable *table;

  for (guint i = 0; i < tables->len; i++)
    if (g_ascii_strcasecmp (((SxPackageTable *)g_ptr_array_index (tables, i))->name, name) == 0)
      return TRUE;
  if (!find_table (file, db, name, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  table = table_from_row (file, db, row, &fields, error);
  if (!table)
    return FALSE;
  g_ptr_array_add (tables, table);
  table->name = g_ascii_strup (name, -1);
  add_extra_columns (table, NULL, NULL, fields, extra);
  g_array_sort (table->columns, compare_columns);
  return TRUE;
}

GPtrArray *
sx_package_tables_find (const SxPackageFile *file, sqlite3 *db, const SxCatalogue *catalogue,
                        GHashTable *extra, GError **error)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_package_table_free);
  g_autoptr (GList) names
      = extra ? g_list_sort (g_hash_table_get_keys (extra), (GCompareFunc)g_ascii_strcasecmp) : NULL;

  if (!sx_package_has_table (file, db, "gpkg_geometry_columns")
      || !sx_package_has_table (file, db, "gpkg_spatial_ref_sys"))
    {
      if (sqlite3_errcode (db) == SQLITE_ROW || sqlite3_errcode (db) == SQLITE_DONE
          || sqlite3_errcode (db) == SQLITE_OK)
        g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                     _ ("“%s” has no table gpkg_geometry_columns or gpkg_spatial_ref_sys, so no feature "
                        "table of a "
                        "GeoPackage; export the plan as GeoPackage."),
                     file->file);
      else
        sx_package_file_set_error (file, db, error);
      return NULL;
    }
  for (guint i = 0; i < catalogue->tables->len; i++)
    if (!add_known_table (file, db, catalogue, g_ptr_array_index (catalogue->tables, i), extra, tables,
                          error))
      return NULL;
  for (GList *l = names; l; l = l->next)
    if (!sx_catalogue_find (catalogue, l->data) && !g_str_has_prefix (l->data, "sx_")
        && !add_extra_table (file, db, l->data, extra, tables, error))
      return NULL;
  return g_steal_pointer (&tables);
}

gboolean
sx_package_table_find_own (const SxPackageFile *file, sqlite3 *db, const char *name, SxPackageTable **out,
                           GError **error)
{
  g_autoptr (sqlite3_stmt) row = NULL;
  g_autoptr (GPtrArray) fields = NULL;

  *out = NULL;
  if (!sx_package_has_table (file, db, name))
    return TRUE;
  if (!find_table (file, db, name, &row, error))
    return FALSE;
  if (!row)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                   _ ("“%s”: table %s is not in gpkg_geometry_columns; register it there with its geometry "
                      "column and "
                      "coordinate system."),
                   file->file, name);
      return FALSE;
    }
  *out = table_from_row (file, db, row, &fields, error);
  if (!*out)
    return FALSE;
  (*out)->name = g_strdup (name);
  for (guint i = 0; i < fields->len; i++)
    add_column (*out, fields, g_ptr_array_index (fields, i), NULL, SX_COLUMN_TEXT);
  return TRUE;
}

char *
sx_package_table_select (const SxPackageTable *self, const char *condition)
{
  g_autofree char *table = sx_sqlite_quote (self->table), *geometry = sx_sqlite_quote (self->geometry_column);
  g_autofree char *fid = self->fid ? sx_sqlite_quote (self->fid) : NULL;
  GString *sql = g_string_new (NULL);

  g_string_printf (sql, "SELECT %s, %s", self->rowid ? self->rowid : fid ? fid : "NULL", geometry);
  for (guint i = 0; i < self->columns->len; i++)
    {
      g_autofree char *field = sx_sqlite_quote (g_array_index (self->columns, SxPackageColumn, i).field);

      g_string_append_printf (sql, ", %s", field);
    }
  g_string_append_printf (sql, " FROM %s WHERE (%s)", table, condition ? condition : "1");
  if (self->rowid)
    g_string_append_printf (sql, " AND %s BETWEEN ?1 AND ?2 ORDER BY %s", self->rowid, self->rowid);
  return g_string_free (sql, FALSE);
}

void
sx_package_table_set_crs_error (const SxPackageTable *self, const SxPackageFile *file, GError **error)
{
  if (self->crs_found)
    g_set_error (error, SX_ERROR, SX_ERROR_CRS,
                 _ ("“%s”: table %s is in %s, but a plan is in CGCS2000, geographic (EPSG:4490) or in a "
                    "3-degree "
                    "Gauss–Krüger zone (EPSG:4513–4554); transform it to one of these."),
                 file->file, self->table, self->crs_found);
  else
    g_set_error (error, SX_ERROR, SX_ERROR_CRS,
                 _ ("“%s”: table %s has no coordinate system; set the one it is in (EPSG:4490, "
                    "EPSG:4513–4554)."),
                 file->file, self->table);
}
