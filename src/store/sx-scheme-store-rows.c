/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows in and out of the sx_ tables. Table names are constants of this program. Column names may be another
 * program's (a table it made or extended): they are quoted, and only those that the table has are used. */
#include "store/sx-scheme-store-private.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "store/sx-gpkg-functions.h"

static gboolean
finish_statement (SxSchemeStore *self, sqlite3_stmt *statement, GError **error)
{
  gboolean done = sqlite3_step (statement) == SQLITE_DONE;

  if (!done)
    sx_store_db_set_error (self->db, error);
  sqlite3_finalize (statement);
  return done;
}

/* WHERE key = ? …, its parameters from number `first` on. */
static void
append_where (GString *sql, const SxStoreTable *table, guint first)
{
  for (guint i = 0; i < G_N_ELEMENTS (table->keys) && table->keys[i] != NULL; i++)
    g_string_append_printf (sql, "%s %s = ?%u", i == 0 ? " WHERE" : " AND", table->keys[i], first + i);
}

static gboolean
bind_key (SxSchemeStore *self, sqlite3_stmt *statement, const SxStoreTable *table, const SxStoreRow *key,
          guint first, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (table->keys) && table->keys[i] != NULL; i++)
    {
      const SxStoreCell *cell = sx_store_row_find (key, table->keys[i]);

      if (cell == NULL || cell->type == SQLITE_NULL)
        {
          g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                       _ ("A row of the undo history for table %s in “%s” has no %s; the history is "
                          "damaged."),
                       table->name, self->db->file, table->keys[i]);
          return FALSE;
        }
      sx_store_cell_bind (cell, statement, (int)(first + i));
    }
  return TRUE;
}

gboolean
sx_store_read_row (SxSchemeStore *self, SxStoreTableId table, const SxStoreRow *key, SxStoreRow **out,
                   GError **error)
{
  const SxStoreTable *t = sx_store_table (table);
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *statement;
  gboolean row;

  *out = NULL;
  g_string_printf (sql, "SELECT * FROM %s", t->name);
  append_where (sql, t, 1);
  statement = sx_store_db_query (self->db, error, sql->str, "");
  if (statement == NULL || !bind_key (self, statement, t, key, 1, error)
      || !sx_store_db_step (self->db, statement, &row, error))
    return FALSE;
  if (row)
    {
      *out = sx_store_row_from_statement (statement);
      sqlite3_reset (statement);
    }
  return TRUE;
}

/* *use: the table has the column, maybe from now on. A missing column matters only where there is a value for
 * it. */
static gboolean
check_column (SxSchemeStore *self, SxStoreTableId table, const SxStoreCell *cell, gboolean *use,
              GError **error)
{
  *use = sx_store_schema_has_column (&self->schema, table, cell->name);
  if (*use || cell->type == SQLITE_NULL)
    return TRUE;
  *use = TRUE;
  return sx_store_schema_add_column (&self->schema, self->db, table, cell->name, error);
}

/* The cells to be written, as (SxStoreCell *); NULL on failure. */
static GPtrArray *
usable_cells (SxSchemeStore *self, SxStoreTableId table, const SxStoreRow *row, GError **error)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  for (guint i = 0; i < row->cells->len; i++)
    {
      SxStoreCell *cell = &g_array_index (row->cells, SxStoreCell, i);
      gboolean use;

      if (!check_column (self, table, cell, &use, error))
        return NULL;
      if (use)
        g_ptr_array_add (cells, cell);
    }
  return g_steal_pointer (&cells);
}

static void
bind_cells (sqlite3_stmt *statement, const GPtrArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    sx_store_cell_bind (g_ptr_array_index (cells, i), statement, (int)i + 1);
}

/* gpkg_contents tells other programs where the features are: its box grows with them and never leaves one
 * outside. */
static gboolean
grow_extent (SxSchemeStore *self, SxStoreTableId table, const SxStoreRow *row, GError **error)
{
  const SxStoreTable *t = sx_store_table (table);
  const SxStoreCell *cell;

  if (t->geometry == NULL)
    return TRUE;
  cell = sx_store_row_find (row, self->schema.geometry[table]);
  return sx_store_db_execute (self->db, error,
                              "UPDATE gpkg_contents SET last_change = strftime ('%Y-%m-%dT%H:%M:%fZ', "
                              "'now'), "
                              "min_x = coalesce (min (min_x, ST_MinX (?2)), min_x, ST_MinX (?2)), "
                              "min_y = coalesce (min (min_y, ST_MinY (?2)), min_y, ST_MinY (?2)), "
                              "max_x = coalesce (max (max_x, ST_MaxX (?2)), max_x, ST_MaxX (?2)), "
                              "max_y = coalesce (max (max_y, ST_MaxY (?2)), max_y, ST_MaxY (?2)) WHERE "
                              "table_name = ?1 COLLATE NOCASE",
                              "sb", t->name, cell != NULL && cell->type == SQLITE_BLOB ? cell->bytes : NULL);
}

gboolean
sx_store_insert_row (SxSchemeStore *self, SxStoreTableId table, const SxStoreRow *row, GError **error)
{
  g_autoptr (GPtrArray) cells = usable_cells (self, table, row, error);
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *statement;

  if (cells == NULL)
    return FALSE;
  g_string_printf (sql, "INSERT INTO %s (", sx_store_table (table)->name);
  for (guint i = 0; i < cells->len; i++)
    {
      g_autofree char *name = sx_store_db_quote (((SxStoreCell *)g_ptr_array_index (cells, i))->name);

      g_string_append_printf (sql, "%s%s", i == 0 ? "" : ", ", name);
    }
  g_string_append (sql, ") VALUES (");
  for (guint i = 0; i < cells->len; i++)
    g_string_append (sql, i == 0 ? "?" : ", ?");
  g_string_append_c (sql, ')');
  statement = sx_store_db_prepare (self->db, sql->str, error);
  if (statement == NULL)
    return FALSE;
  bind_cells (statement, cells);
  return finish_statement (self, statement, error) && grow_extent (self, table, row, error);
}

/* What has to be set to get from one row to the other. */
static SxStoreRow *
row_difference (const SxStoreRow *from, const SxStoreRow *to)
{
  SxStoreRow *difference = sx_store_row_new ();

  for (guint i = 0; i < to->cells->len; i++)
    {
      const SxStoreCell *cell = &g_array_index (to->cells, SxStoreCell, i);

      if (!sx_store_cell_equal (cell, sx_store_row_find (from, cell->name)))
        sx_store_row_add_cell (difference, cell);
    }
  for (guint i = 0; i < from->cells->len; i++)
    {
      const SxStoreCell *cell = &g_array_index (from->cells, SxStoreCell, i);

      if (cell->type != SQLITE_NULL && sx_store_row_find (to, cell->name) == NULL)
        sx_store_row_add_null (difference, cell->name);
    }
  return difference;
}

gboolean
sx_store_update_row (SxSchemeStore *self, SxStoreTableId table, const SxStoreRow *from, const SxStoreRow *to,
                     GError **error)
{
  const SxStoreTable *t = sx_store_table (table);
  g_autoptr (SxStoreRow) difference = row_difference (from, to);
  g_autoptr (GPtrArray) cells = usable_cells (self, table, difference, error);
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *statement;

  if (cells == NULL)
    return FALSE;
  if (cells->len == 0)
    return TRUE;
  g_string_printf (sql, "UPDATE %s SET ", t->name);
  for (guint i = 0; i < cells->len; i++)
    {
      g_autofree char *name = sx_store_db_quote (((SxStoreCell *)g_ptr_array_index (cells, i))->name);

      g_string_append_printf (sql, "%s%s = ?%u", i == 0 ? "" : ", ", name, i + 1);
    }
  append_where (sql, t, cells->len + 1);
  statement = sx_store_db_prepare (self->db, sql->str, error);
  if (statement == NULL)
    return FALSE;
  bind_cells (statement, cells);
  if (!bind_key (self, statement, t, from, cells->len + 1, error))
    {
      sqlite3_finalize (statement);
      return FALSE;
    }
  return finish_statement (self, statement, error) && grow_extent (self, table, to, error);
}

gboolean
sx_store_delete_row (SxSchemeStore *self, SxStoreTableId table, const SxStoreRow *key, GError **error)
{
  const SxStoreTable *t = sx_store_table (table);
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *statement;

  g_string_printf (sql, "DELETE FROM %s", t->name);
  append_where (sql, t, 1);
  statement = sx_store_db_prepare (self->db, sql->str, error);
  if (statement == NULL)
    return FALSE;
  if (!bind_key (self, statement, t, key, 1, error))
    {
      sqlite3_finalize (statement);
      return FALSE;
    }
  return finish_statement (self, statement, error) && grow_extent (self, table, NULL, error);
}
