/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sx-scheme-store.h"

#include <string.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "store/sx-scheme-store-history.h"
#include "store/sx-scheme-store-private.h"

static gint64
read_data_version (SxSchemeStore *self)
{
  gint64 version = self->data_version;

  /* A file that cannot be read just now has not been seen to change. */
  sx_store_db_get_integer (self->db, NULL, &version, "PRAGMA data_version", "");
  return version;
}

/* Damage shows at once; a lock is left to the first edit. */
static gboolean
check_readable (SxSchemeStore *self, GError **error)
{
  gint64 version = 0;
  g_autoptr (GError) problem = NULL;

  if (sx_store_db_get_integer (self->db, &problem, &version, "PRAGMA schema_version", "")
      || g_error_matches (problem, SX_ERROR, SX_ERROR_UNWRITABLE))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static void
store_free (SxSchemeStore *self)
{
  sx_store_schema_forget (&self->schema);
  g_array_unref (self->group.schemes);
  g_array_unref (self->group.changes);
  g_free (self->group.label);
  sx_plan_unref (self->plan);
  g_free (self);
}

SxSchemeStore *
sx_scheme_store_open (const SxPlan *plan, GError **error)
{
  SxStoreDb *db = sx_store_db_open (plan->file, error);
  SxSchemeStore *self;

  if (db == NULL)
    return NULL;
  self = g_new0 (SxSchemeStore, 1);
  self->db = db;
  self->plan = sx_plan_ref ((SxPlan *)plan);
  self->group.schemes = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->group.changes = g_array_new (FALSE, FALSE, sizeof (SxStoreChange));
  sx_store_schema_init (&self->schema);
  if (!check_readable (self, error))
    {
      sx_store_db_close (self->db, NULL);
      store_free (self);
      return NULL;
    }
  self->data_version = read_data_version (self);
  return self;
}

gboolean
sx_scheme_store_close (SxSchemeStore *self, GError **error)
{
  gboolean folded = sx_store_db_close (self->db, error);

  store_free (self);
  return folded;
}

static void
note_changes (SxSchemeStore *self)
{
  gint64 before = self->data_version;

  self->data_version = read_data_version (self);
  self->has_changed_outside |= self->data_version != before;
}

gboolean
sx_scheme_store_changed_outside (SxSchemeStore *self)
{
  gboolean changed;

  note_changes (self);
  changed = self->has_changed_outside;
  self->has_changed_outside = FALSE;
  return changed;
}

static void
group_end (SxStoreGroup *self)
{
  self->is_open = FALSE;
  self->has_failed = FALSE;
  self->is_finished = FALSE;
  self->history_id = 0;
  self->n_steps = 0;
  self->bytes = 0;
  g_array_set_size (self->schemes, 0);
  g_array_set_size (self->changes, 0);
  g_clear_pointer (&self->label, g_free);
}

gboolean
sx_store_group_begin (SxSchemeStore *self, gint64 scheme, const char *label, GError **error)
{
  gboolean first = !self->db->journal_chosen;

  /* SQLite counts otherwise in a WAL: what others did is noted before the change to it, which is our own. */
  if (first)
    note_changes (self);
  if (!sx_store_db_begin (self->db, error))
    return FALSE;
  if (first)
    self->data_version = read_data_version (self);
  self->group.is_open = TRUE;
  self->group.scheme = scheme;
  self->group.label = g_strdup (label ? label : "");
  if (sx_store_schema_prepare (&self->schema, self->db, self->plan, error))
    return TRUE;
  sx_store_group_rollback (self);
  return FALSE;
}

void
sx_store_group_rollback (SxSchemeStore *self)
{
  sx_store_db_rollback (self->db);
  sx_store_schema_forget (&self->schema);
  group_end (&self->group);
}

void
sx_store_group_touch (SxSchemeStore *self, gint64 scheme)
{
  GArray *schemes = self->group.schemes;

  for (guint i = 0; i < schemes->len; i++)
    if (g_array_index (schemes, gint64, i) == scheme)
      return;
  if (scheme != 0)
    g_array_append_val (schemes, scheme);
}

void
sx_store_group_note (SxSchemeStore *self, SxStoreTableId table, const SxStoreRow *before,
                     const SxStoreRow *after)
{
  const char *scheme_column = table == SX_STORE_SCHEME ? "id" : "scheme_id";
  SxStoreChange change
      = { table, sx_store_row_get_integer (before ? before : after, sx_store_table (table)->keys[0]) };

  sx_store_group_touch (self, sx_store_row_get_integer (before, scheme_column));
  sx_store_group_touch (self, sx_store_row_get_integer (after, scheme_column));
  g_array_append_val (self->group.changes, change);
}

gboolean
sx_store_group_has_changes (const SxSchemeStore *self)
{
  return self->group.changes->len > 0;
}

gboolean
sx_store_group_sees_others (SxSchemeStore *self)
{
  g_return_val_if_fail (self->group.is_open, FALSE);
  return sx_scheme_store_changed_outside (self);
}

static gboolean
write_dates (SxSchemeStore *self, GError **error)
{
  for (guint i = 0; i < self->group.schemes->len; i++)
    if (!sx_store_db_execute (self->db, error,
                              "UPDATE sx_scheme SET modified = strftime ('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE "
                              "id = ?1",
                              "i", g_array_index (self->group.schemes, gint64, i)))
      return FALSE;
  return TRUE;
}

gboolean
sx_store_group_finish (SxSchemeStore *self, GError **error)
{
  SxStoreGroup *group = &self->group;

  if (group->is_finished)
    return TRUE;
  if (group->history_id != 0)
    {
      sx_store_group_touch (self, group->scheme);
      if (!sx_store_history_finish (self, error))
        return FALSE;
    }
  group->is_finished = TRUE;
  return write_dates (self, error);
}

gboolean
sx_store_group_commit (SxSchemeStore *self, GError **error)
{
  if (!sx_store_group_finish (self, error) || !sx_store_db_commit (self->db, error))
    {
      sx_store_group_rollback (self);
      return FALSE;
    }
  group_end (&self->group);
  return TRUE;
}

gboolean
sx_scheme_store_begin (SxSchemeStore *self, gint64 scheme, const char *label, GError **error)
{
  g_return_val_if_fail (!self->group.is_open, FALSE);
  return sx_store_group_begin (self, scheme, label, error);
}

gboolean
sx_scheme_store_commit (SxSchemeStore *self, GError **error)
{
  g_return_val_if_fail (self->group.is_open, FALSE);
  if (self->group.has_failed)
    {
      sx_store_group_rollback (self);
      g_set_error (error, SX_ERROR, SX_ERROR_UNWRITABLE,
                   _ ("A part of the edit could not be written to “%s”, so nothing of it was; try again."),
                   self->db->file);
      return FALSE;
    }
  /* Nothing changed: no trace, not even of tables made for it. */
  if (self->group.history_id == 0)
    {
      sx_store_group_rollback (self);
      return TRUE;
    }
  return sx_store_group_commit (self, error);
}

void
sx_scheme_store_rollback (SxSchemeStore *self)
{
  if (self->group.is_open)
    sx_store_group_rollback (self);
}

char *
sx_scheme_store_undo_label (SxSchemeStore *self)
{
  return sx_store_history_label (self, FALSE);
}

char *
sx_scheme_store_redo_label (SxSchemeStore *self)
{
  return sx_store_history_label (self, TRUE);
}

gboolean
sx_scheme_store_undo (SxSchemeStore *self, GError **error)
{
  g_return_val_if_fail (!self->group.is_open, FALSE);
  return sx_store_history_move (self, FALSE, error);
}

gboolean
sx_scheme_store_redo (SxSchemeStore *self, GError **error)
{
  g_return_val_if_fail (!self->group.is_open, FALSE);
  return sx_store_history_move (self, TRUE, error);
}
