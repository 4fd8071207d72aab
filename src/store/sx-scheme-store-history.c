/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sx-scheme-store-history.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"

/* A new edit drops what could still be redone; its number may be that of a dropped group. */
static gboolean
history_start (SxSchemeStore *self, GError **error)
{
  SxStoreGroup *group = &self->group;

  if (!sx_store_db_execute (self->db, error, "DELETE FROM sx_history WHERE undone", "")
      || !sx_store_db_execute (self->db, error,
                               "INSERT INTO sx_history (scheme_id, label, time) "
                               "VALUES (?1, ?2, strftime ('%Y-%m-%dT%H:%M:%SZ', 'now'))",
                               "is", group->scheme, group->label))
    return FALSE;
  group->history_id = sqlite3_last_insert_rowid (self->db->handle);
  return sx_store_db_execute (self->db, error, "DELETE FROM sx_history_row WHERE history_id >= ?1", "i",
                              group->history_id);
}

gboolean
sx_store_group_record (SxSchemeStore *self, SxStoreTableId table, const SxStoreRow *before,
                       const SxStoreRow *after, GError **error)
{
  SxStoreGroup *group = &self->group;
  g_autoptr (GBytes) old_image = sx_store_row_encode (before);
  g_autoptr (GBytes) new_image = sx_store_row_encode (after);

  if (group->history_id == 0 && !history_start (self, error))
    return FALSE;
  sx_store_group_note (self, table, before, after);
  group->n_steps++;
  group->bytes
      += (old_image ? g_bytes_get_size (old_image) : 0) + (new_image ? g_bytes_get_size (new_image) : 0);
  return sx_store_db_execute (self->db, error,
                              "INSERT INTO sx_history_row (history_id, step, table_name, before, after) "
                              "VALUES (?1, ?2, ?3, ?4, ?5)",
                              "iisbb", group->history_id, group->n_steps, sx_store_table (table)->name,
                              old_image, new_image);
}

/* `total` runs on from group to group, so that what lies behind a group is one subtraction. */
gboolean
sx_store_history_finish (SxSchemeStore *self, GError **error)
{
  gint64 id = self->group.history_id;
  gint64 total = 0;

  if (!sx_store_db_get_integer (self->db, error, &total,
                                "SELECT total FROM sx_history WHERE id < ?1 ORDER BY id DESC LIMIT 1", "i",
                                id))
    return FALSE;
  total += self->group.bytes;
  return sx_store_db_execute (self->db, error, "UPDATE sx_history SET total = ?2 WHERE id = ?1", "ii", id,
                              total)
         && sx_store_db_execute (self->db, error, "DELETE FROM sx_history WHERE id <= ?1 OR total < ?2", "ii",
                                 id - SX_STORE_HISTORY_GROUPS, total - SX_STORE_HISTORY_BYTES)
         && sx_store_db_execute (self->db, error,
                                 "DELETE FROM sx_history_row WHERE history_id < (SELECT min (id) FROM "
                                 "sx_history)",
                                 "");
}

/* The group that a step would move, with its label and the scheme in which it was made; *id is 0 where there
 * is none. */
static gboolean
find_group (SxSchemeStore *self, gboolean is_redo, gint64 *id, gint64 *scheme, char **label, GError **error)
{
  const char *sql = is_redo ? "SELECT id, label, scheme_id FROM sx_history WHERE undone ORDER BY id LIMIT 1"
                            : "SELECT id, label, scheme_id FROM sx_history WHERE NOT undone ORDER BY id DESC "
                              "LIMIT 1";
  sqlite3_stmt *q = sx_store_db_query (self->db, error, sql, "");
  gboolean row;

  *id = 0;
  if (q == NULL || !sx_store_db_step (self->db, q, &row, error))
    return FALSE;
  if (row)
    {
      *id = sqlite3_column_int64 (q, 0);
      if (label)
        *label = g_strdup ((const char *)sqlite3_column_text (q, 1));
      if (scheme)
        *scheme = sqlite3_column_int64 (q, 2);
      sqlite3_reset (q);
    }
  return TRUE;
}

char *
sx_store_history_label (SxSchemeStore *self, gboolean is_redo)
{
  g_autofree char *label = NULL;
  gint64 id;

  /* Without an edit yet there is no table to look in, and that is no error. */
  if (!find_group (self, is_redo, &id, NULL, &label, NULL) || id == 0)
    return NULL;
  return g_utf8_make_valid (label ? label : "", -1);
}

/* One step of a group: a row to be taken from one image to the other. */
typedef struct
{
  gint64 number;
  SxStoreTableId table;
  SxStoreRow *from, *to; /* NULL: no row */
} Step;

static void
step_clear (gpointer data)
{
  Step *self = data;

  g_clear_pointer (&self->from, sx_store_row_free);
  g_clear_pointer (&self->to, sx_store_row_free);
}

/* *out stays NULL for SQL's NULL; FALSE for anything that is no row. */
static gboolean
read_image (sqlite3_stmt *q, int column, SxStoreRow **out)
{
  g_autoptr (GBytes) bytes = NULL;

  if (sqlite3_column_type (q, column) == SQLITE_NULL)
    return TRUE;
  bytes = g_bytes_new (sqlite3_column_blob (q, column), (gsize)sqlite3_column_bytes (q, column));
  *out = sx_store_row_decode (bytes);
  return *out != NULL;
}

static gboolean
read_step (SxSchemeStore *self, sqlite3_stmt *q, gboolean is_redo, GArray *steps, GError **error)
{
  Step step = { sqlite3_column_int64 (q, 0) };
  const char *table = (const char *)sqlite3_column_text (q, 1);

  if (!sx_store_table_find (table, &step.table) || !read_image (q, is_redo ? 2 : 3, &step.from)
      || !read_image (q, is_redo ? 3 : 2, &step.to) || (step.from == NULL && step.to == NULL))
    {
      step_clear (&step);
      g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                   _ ("The undo history in “%s” is damaged (sx_history_row, step %" PRId64
                      "); nothing was changed."),
                   self->db->file, step.number);
      return FALSE;
    }
  g_array_append_val (steps, step);
  return TRUE;
}

/* In the order in which they have to be taken. */
static GArray *
read_steps (SxSchemeStore *self, gint64 group, gboolean is_redo, GError **error)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, TRUE, sizeof (Step));
  const char *sql = is_redo
                        ? "SELECT step, table_name, before, after FROM sx_history_row WHERE history_id = ?1 "
                          "ORDER BY step"
                        : "SELECT step, table_name, before, after FROM sx_history_row WHERE history_id = ?1 "
                          "ORDER BY step DESC";
  sqlite3_stmt *q = sx_store_db_query (self->db, error, sql, "i", group);
  gboolean row = q != NULL;

  g_array_set_clear_func (steps, step_clear);
  while (row)
    {
      if (!sx_store_db_step (self->db, q, &row, error))
        return NULL;
      if (row && !read_step (self, q, is_redo, steps, error))
        {
          sqlite3_reset (q);
          return NULL;
        }
    }
  return q ? g_steal_pointer (&steps) : NULL;
}

/* A scheme's date follows every edit and is nobody's work. */
static gboolean
is_bookkeeping (SxStoreTableId table, const char *column)
{
  return table == SX_STORE_SCHEME && g_ascii_strcasecmp (column, "modified") == 0;
}

static gboolean
same_cells (SxStoreTableId table, const SxStoreRow *columns, const SxStoreRow *a, const SxStoreRow *b)
{
  for (guint i = 0; columns != NULL && i < columns->cells->len; i++)
    {
      const char *name = g_array_index (columns->cells, SxStoreCell, i).name;

      if (!is_bookkeeping (table, name)
          && !sx_store_cell_equal (sx_store_row_find (a, name), sx_store_row_find (b, name)))
        return FALSE;
    }
  return TRUE;
}

/* Whether the row is still as this program left it, in all columns it knew then or is going to write. Columns
 * that another program added since are its own business: they are neither compared nor touched. */
static gboolean
row_is_as_left (const Step *step, const SxStoreRow *now)
{
  if ((now == NULL) != (step->from == NULL))
    return FALSE;
  return now == NULL
         || (same_cells (step->table, step->from, now, step->from)
             && same_cells (step->table, step->to, now, step->from));
}

static gboolean
refuse_step (SxSchemeStore *self, const Step *step, const SxStoreRow *now, GError **error)
{
  const SxStoreTable *table = sx_store_table (step->table);
  const SxStoreCell *key = sx_store_row_find (step->from ? step->from : step->to, table->keys[0]);
  g_autofree char *id = NULL;

  if (key != NULL && key->type == SQLITE_TEXT)
    id = g_strndup (g_bytes_get_data (key->bytes, NULL), g_bytes_get_size (key->bytes));
  else
    id = g_strdup_printf ("%" PRId64, key ? key->bits : 0);
  if (now == NULL)
    g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                 _ ("Another program removed row %s of table %s in “%s” in between, so this step can be "
                    "neither undone "
                    "nor redone; nothing was changed."),
                 id, table->name, self->db->file);
  else
    g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                 _ ("Another program wrote row %s of table %s in “%s” in between, so this step can be "
                    "neither undone "
                    "nor redone; nothing was changed."),
                 id, table->name, self->db->file);
  return FALSE;
}

/* The row that goes may have grown columns since its image was taken: the image is taken anew, so that
 * nothing is lost when it comes back. */
static gboolean
refresh_image (SxSchemeStore *self, gint64 group, const Step *step, const SxStoreRow *now, gboolean is_redo,
               GError **error)
{
  g_autoptr (GBytes) image = sx_store_row_encode (now);

  return sx_store_db_execute (
      self->db, error,
      is_redo ? "UPDATE sx_history_row SET before = ?3 WHERE history_id = ?1 AND step = ?2"
              : "UPDATE sx_history_row SET after = ?3 WHERE history_id = ?1 AND step = ?2",
      "iib", group, step->number, image);
}

static gboolean
apply_step (SxSchemeStore *self, gint64 group, const Step *step, gboolean is_redo, GError **error)
{
  g_autoptr (SxStoreRow) now = NULL;

  if (!sx_store_read_row (self, step->table, step->from ? step->from : step->to, &now, error))
    return FALSE;
  if (!row_is_as_left (step, now))
    return refuse_step (self, step, now, error);
  sx_store_group_note (self, step->table, step->from, step->to);
  if (step->from == NULL)
    return sx_store_insert_row (self, step->table, step->to, error);
  if (step->to == NULL)
    return refresh_image (self, group, step, now, is_redo, error)
           && sx_store_delete_row (self, step->table, now, error);
  return sx_store_update_row (self, step->table, step->from, step->to, error);
}

static gboolean
move_group (SxSchemeStore *self, gint64 group, gboolean is_redo, GError **error)
{
  g_autoptr (GArray) steps = read_steps (self, group, is_redo, error);

  if (steps == NULL)
    return FALSE;
  for (guint i = 0; i < steps->len; i++)
    if (!apply_step (self, group, &g_array_index (steps, Step, i), is_redo, error))
      return FALSE;
  return sx_store_db_execute (self->db, error, "UPDATE sx_history SET undone = ?2 WHERE id = ?1", "ii", group,
                              (gint64)!is_redo);
}

gboolean
sx_store_history_apply (SxSchemeStore *self, gboolean is_redo, GError **error)
{
  gint64 group = 0, scheme = 0;

  if (!find_group (self, is_redo, &group, &scheme, NULL, error))
    return FALSE;
  if (group == 0)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_NOT_FOUND,
                   is_redo ? _ ("There is nothing to redo in “%s”.")
                           : _ ("There is nothing to undo in “%s”."),
                   self->db->file);
      return FALSE;
    }
  sx_store_group_touch (self, scheme);
  return move_group (self, group, is_redo, error);
}

gboolean
sx_store_history_move (SxSchemeStore *self, gboolean is_redo, GError **error)
{
  if (!sx_store_group_begin (self, 0, "", error))
    return FALSE;
  if (sx_store_history_apply (self, is_redo, error))
    return sx_store_group_commit (self, error);
  sx_store_group_rollback (self);
  return FALSE;
}
