/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sx-scheme-store-schema.h"

#include <string.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "store/sx-scheme-store-crs.h"

/* One row a group of edits, one a changed row; undone groups are those that redo brings back. */
static const char history_sql[] = "CREATE TABLE IF NOT EXISTS sx_history (id INTEGER PRIMARY KEY, "
                                  "scheme_id INTEGER NOT NULL, label TEXT NOT NULL, time TEXT NOT NULL, "
                                  "undone INTEGER NOT NULL DEFAULT 0, total INTEGER NOT NULL DEFAULT 0)";
static const char history_row_sql[]
    = "CREATE TABLE IF NOT EXISTS sx_history_row (history_id INTEGER NOT NULL, "
      "step INTEGER NOT NULL, table_name TEXT NOT NULL, before BLOB, after BLOB, "
      "PRIMARY KEY (history_id, step))";

void
sx_store_schema_init (SxStoreSchema *self)
{
  memset (self, 0, sizeof *self);
  self->version = -1;
}

void
sx_store_schema_forget (SxStoreSchema *self)
{
  for (guint i = 0; i < SX_STORE_N_TABLES; i++)
    {
      g_clear_pointer (&self->columns[i], g_hash_table_unref);
      g_clear_pointer (&self->geometry[i], g_free);
    }
  sx_store_schema_init (self);
}

static gboolean
create_table (SxStoreDb *db, SxStoreTableId id, GError **error)
{
  g_autofree char *sql = sx_store_table_sql (id);

  return sx_store_db_execute (db, error, sql, "");
}

/* *out: "table", "view", or NULL where there is nothing of that name. */
static gboolean
find_object (SxStoreDb *db, const char *name, char **out, GError **error)
{
  sqlite3_stmt *q = sx_store_db_query (db, error,
                                       "SELECT type FROM sqlite_master WHERE name = ?1 COLLATE NOCASE AND "
                                       "type IN ('table', 'view')",
                                       "s", name);
  gboolean row;

  *out = NULL;
  if (q == NULL || !sx_store_db_step (db, q, &row, error))
    return FALSE;
  if (row)
    *out = g_strdup ((const char *)sqlite3_column_text (q, 0));
  sqlite3_reset (q);
  return TRUE;
}

/* Columns by lower-case name → place in the primary key, 0 for none. */
static GHashTable *
read_columns (SxStoreDb *db, const char *table, GError **error)
{
  g_autoptr (GHashTable) columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sqlite3_stmt *q = sx_store_db_query (db, error, "SELECT name, pk FROM pragma_table_info (?1)", "s", table);
  gboolean row = q != NULL;

  while (row)
    {
      if (!sx_store_db_step (db, q, &row, error))
        return NULL;
      if (row)
        g_hash_table_insert (columns, g_ascii_strdown ((const char *)sqlite3_column_text (q, 0), -1),
                             GINT_TO_POINTER (sqlite3_column_int (q, 1)));
    }
  return q ? g_steal_pointer (&columns) : NULL;
}

static gboolean
set_unusable (SxStoreDb *db, const char *table, const char *column, GError **error)
{
  g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
               _ ("Table %s in “%s” has no usable column %s; rename the table and the program makes a new "
                  "one."),
               table, db->file, column);
  return FALSE;
}

/* A column that must have a value cannot be added later; the key must be the one that tells rows apart. */
static gboolean
check_columns (SxStoreDb *db, const SxStoreTable *table, GHashTable *columns, GError **error)
{
  for (const SxStoreColumn *c = table->columns; c->name != NULL; c++)
    if (strstr (c->declaration, "NOT NULL") && !g_hash_table_contains (columns, c->name))
      return set_unusable (db, table->name, c->name, error);
  for (guint i = 0; i < G_N_ELEMENTS (table->keys) && table->keys[i] != NULL; i++)
    if (g_hash_table_lookup (columns, table->keys[i]) == NULL)
      return set_unusable (db, table->name, table->keys[i], error);
  return TRUE;
}

/* The feature table's entry in gpkg_geometry_columns, or none: *srs_id stays as it is then. */
static gboolean
read_registration (SxStoreDb *db, const char *table, char **geometry, gint64 *srs_id, GError **error)
{
  sqlite3_stmt *q = sx_store_db_query (db, error,
                                       "SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE "
                                       "table_name = ?1 COLLATE NOCASE",
                                       "s", table);
  gboolean row;

  if (q == NULL || !sx_store_db_step (db, q, &row, error))
    return FALSE;
  if (row)
    {
      *geometry = g_strdup ((const char *)sqlite3_column_text (q, 0));
      *srs_id = sqlite3_column_int64 (q, 1);
      sqlite3_reset (q);
    }
  return TRUE;
}

static gboolean
register_features (SxStoreDb *db, const SxStoreTable *table, gint64 srs_id, GError **error)
{
  return sx_store_db_execute (db, error,
                              "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, "
                              "srs_id) "
                              "VALUES (?1, 'features', ?1, strftime ('%Y-%m-%dT%H:%M:%fZ', 'now'), ?2) "
                              "ON CONFLICT (table_name) DO UPDATE SET data_type = 'features', srs_id = ?2",
                              "si", table->name, srs_id)
         && sx_store_db_execute (db, error,
                                 "INSERT INTO gpkg_geometry_columns (table_name, column_name, "
                                 "geometry_type_name, srs_id, "
                                 "z, m) VALUES (?1, 'geom', ?2, ?3, 0, 0)",
                                 "ssi", table->name, table->geometry, srs_id);
}

static gboolean
prepare_table (SxStoreSchema *self, SxStoreDb *db, SxStoreTableId id, GError **error)
{
  const SxStoreTable *table = sx_store_table (id);
  g_autofree char *type = NULL;

  if (!find_object (db, table->name, &type, error))
    return FALSE;
  if (g_strcmp0 (type, "view") == 0)
    return set_unusable (db, table->name, table->keys[0], error);
  if (type == NULL && !create_table (db, id, error))
    return FALSE;
  self->columns[id] = read_columns (db, table->name, error);
  if (self->columns[id] == NULL || !check_columns (db, table, self->columns[id], error))
    return FALSE;
  if (table->geometry == NULL)
    return TRUE;
  if (!read_registration (db, table->name, &self->geometry[id], &self->srs_id[id], error))
    return FALSE;
  if (self->geometry[id] != NULL)
    return TRUE;
  self->geometry[id] = g_strdup ("geom");
  self->srs_id[id] = self->plan_srs_id;
  return register_features (db, table, self->plan_srs_id, error);
}

static gboolean
prepare_all (SxStoreSchema *self, SxStoreDb *db, const SxPlan *plan, GError **error)
{
  if (!sx_store_plan_srs_id (db, plan, &self->plan_srs_id, error))
    return FALSE;
  for (guint i = 0; i < SX_STORE_N_TABLES; i++)
    if (!prepare_table (self, db, i, error))
      return FALSE;
  return sx_store_db_execute (db, error, history_sql, "")
         && sx_store_db_execute (db, error, history_row_sql, "")
         && sx_store_db_get_integer (db, error, &self->version, "PRAGMA schema_version", "");
}

gboolean
sx_store_schema_prepare (SxStoreSchema *self, SxStoreDb *db, const SxPlan *plan, GError **error)
{
  gint64 version = 0;

  if (!sx_store_db_get_integer (db, error, &version, "PRAGMA schema_version", ""))
    return FALSE;
  if (version == self->version)
    return TRUE;
  sx_store_schema_forget (self);
  if (prepare_all (self, db, plan, error))
    return TRUE;
  sx_store_schema_forget (self);
  return FALSE;
}

gboolean
sx_store_schema_has_column (const SxStoreSchema *self, SxStoreTableId table, const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_hash_table_contains (self->columns[table], lower);
}

gboolean
sx_store_schema_add_column (SxStoreSchema *self, SxStoreDb *db, SxStoreTableId table, const char *name,
                            GError **error)
{
  const SxStoreTable *known = sx_store_table (table);
  const SxStoreColumn *column = known->columns;
  g_autofree char *sql = NULL;

  while (column->name != NULL && g_ascii_strcasecmp (column->name, name) != 0)
    column++;
  if (column->name == NULL)
    return set_unusable (db, known->name, name, error);
  sql = g_strdup_printf ("ALTER TABLE %s ADD COLUMN %s %s", known->name, column->name, column->declaration);
  if (!sx_store_db_execute (db, error, sql, ""))
    return FALSE;
  g_hash_table_insert (self->columns[table], g_strdup (column->name), NULL);
  return TRUE;
}
