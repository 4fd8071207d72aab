/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sx-scheme-store-copy.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "store/sx-scheme-store-private.h"

/* The rows that a query finds. */
static GPtrArray *
find_rows (SxSchemeStore *self, const char *sql, gint64 scheme, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_store_row_free);
  sqlite3_stmt *q = sx_store_db_query (self->db, error, sql, "i", scheme);
  gboolean more = q != NULL;

  while (more)
    {
      if (!sx_store_db_step (self->db, q, &more, error))
        return NULL;
      if (more)
        g_ptr_array_add (rows, sx_store_row_from_statement (q));
    }
  return q ? g_steal_pointer (&rows) : NULL;
}

/* The row without its own number, in another scheme. */
static SxStoreRow *
row_for_scheme (const SxStoreRow *row, gint64 scheme)
{
  SxStoreRow *copy = sx_store_row_new ();

  for (guint i = 0; i < row->cells->len; i++)
    {
      const SxStoreCell *cell = &g_array_index (row->cells, SxStoreCell, i);

      if (g_ascii_strcasecmp (cell->name, "scheme_id") == 0)
        sx_store_row_add_integer (copy, cell->name, scheme);
      else if (g_ascii_strcasecmp (cell->name, "fid") != 0)
        sx_store_row_add_cell (copy, cell);
    }
  return copy;
}

/* Writes a new row and remembers it for undo. has_fid: the row's key is made by the insert. */
static gboolean
add_row (SxSchemeStore *self, SxStoreTableId table, SxStoreRow *row, gboolean has_fid, GError **error)
{
  g_autoptr (SxStoreRow) after = NULL;
  g_autoptr (SxStoreRow) key = NULL;

  if (!sx_store_insert_row (self, table, row, error))
    return FALSE;
  if (has_fid)
    {
      key = sx_store_row_new ();
      sx_store_row_add_integer (key, "fid", sqlite3_last_insert_rowid (self->db->handle));
    }
  return sx_store_read_row (self, table, key ? key : row, &after, error)
         && sx_store_group_record (self, table, NULL, after, error);
}

static gboolean
copy_rows (SxSchemeStore *self, SxStoreTableId table, const char *sql, gint64 from, gint64 to, GError **error)
{
  g_autoptr (GPtrArray) rows = find_rows (self, sql, from, error);

  for (guint i = 0; rows && i < rows->len; i++)
    {
      g_autoptr (SxStoreRow) row = row_for_scheme (rows->pdata[i], to);

      if (!add_row (self, table, row, table != SX_STORE_JUDGEMENT, error))
        return FALSE;
    }
  return rows != NULL;
}

static gboolean
copy_parameters (SxSchemeStore *self, gint64 from, gint64 to, GError **error)
{
  g_autofree char *prefix = g_strdup_printf ("scheme.%" PRId64 ".", from);
  g_autoptr (GPtrArray) rows
      = find_rows (self,
                   "SELECT substr (key, length ('scheme.' || ?1 || '.') + 1) AS key, value "
                   "FROM sx_parameter WHERE substr (key, 1, length ('scheme.' || ?1 || "
                   "'.')) = 'scheme.' || ?1 || '.'",
                   from, error);

  for (guint i = 0; rows && i < rows->len; i++)
    {
      const SxStoreCell *key = sx_store_row_find (rows->pdata[i], "key");
      const SxStoreCell *value = sx_store_row_find (rows->pdata[i], "value");
      g_autoptr (SxStoreRow) row = sx_store_row_new ();
      g_autofree char *text = NULL, *name = NULL;

      if (key == NULL || key->type != SQLITE_TEXT)
        continue;
      name = g_strndup (g_bytes_get_data (key->bytes, NULL), g_bytes_get_size (key->bytes));
      text = g_strdup_printf ("scheme.%" PRId64 ".%s", to, name);
      sx_store_row_add_text (row, "key", text);
      sx_store_row_add_cell (row, value);
      if (!add_row (self, SX_STORE_PARAMETER, row, FALSE, error))
        return FALSE;
    }
  return rows != NULL;
}

static gboolean
copy_all (SxSchemeStore *self, gint64 from, gint64 to, GError **error)
{
  return copy_rows (self, SX_STORE_ADJUSTMENT,
                    "SELECT * FROM sx_adjustment WHERE scheme_id = ?1 ORDER BY fid", from, to, error)
         && copy_rows (self, SX_STORE_RECLASS, "SELECT * FROM sx_reclass WHERE scheme_id = ?1 ORDER BY fid",
                       from, to, error)
         && copy_rows (self, SX_STORE_ROAD, "SELECT * FROM sx_road WHERE scheme_id = ?1 ORDER BY fid", from,
                       to, error)
         && copy_rows (self, SX_STORE_JUDGEMENT, "SELECT * FROM sx_judgement WHERE scheme_id = ?1", from, to,
                       error)
         && copy_parameters (self, from, to, error);
}

static gboolean
check_source (SxSchemeStore *self, gint64 from, GError **error)
{
  gint64 found = 0;

  if (!sx_store_db_get_integer (self->db, error, &found, "SELECT count (*) FROM sx_scheme WHERE id = ?1", "i",
                                from))
    return FALSE;
  if (found == 0)
    g_set_error (error, SX_ERROR, SX_ERROR_NOT_FOUND,
                 _ ("Table %s in “%s” has no row %" PRId64 " any more; another program may have removed it."),
                 "sx_scheme", self->db->file, from);
  return found != 0;
}

gboolean
sx_scheme_store_copy_scheme (SxSchemeStore *self, gint64 from, const char *name, const char *note, gint64 *id,
                             GError **error)
{
  gboolean done;

  g_return_val_if_fail (self->group.is_open, FALSE);
  done = check_source (self, from, error) && sx_scheme_store_add_scheme (self, name, note, id, error)
         && copy_all (self, from, *id, error);
  if (!done)
    self->group.has_failed = TRUE;
  return done;
}
