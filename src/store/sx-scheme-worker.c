/* SPDX-License-Identifier: GPL-3.0-or-later */
/* States are read within the transaction that makes them, before it is committed: no other program can come
 * between, and a state that is told was committed. */
#include "store/sx-scheme-worker.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "store/sx-edit-conflict.h"
#include "store/sx-edit-private.h"
#include "store/sx-scheme-state-private.h"
#include "store/sx-scheme-store-history.h"
#include "store/sx-scheme-store-private.h"

struct _SxSchemeWorker
{
  SxPlan *plan;
  char *wanted; /* name of the scheme to open first, or NULL */
  char *default_name;
  SxPackageFile file;   /* its name only, for messages */
  SxSchemeStore *store; /* NULL: it could not be opened for writing */
  char *stamp;          /* without a store: of the file when it was read */
  SxSchemeState *state;
  SxOutside *outside;
  gboolean is_stale;    /* the state may be out of date */
  gboolean saw_outside; /* another program committed since the state was read */
  GError *trouble;
};

static void
set_trouble (SxSchemeWorker *self, GError *error)
{
  g_clear_error (&self->trouble);
  self->trouble = error;
}

static guint64
next_generation (const SxSchemeWorker *self)
{
  return self->state ? self->state->snapshot->generation + 1 : 1;
}

static gint64
open_scheme (const SxSchemeWorker *self)
{
  return self->state ? self->state->snapshot->scheme->id : 0;
}

/* Takes state. */
static void
set_state (SxSchemeWorker *self, SxSchemeState *state)
{
  sx_scheme_state_unref (self->state);
  self->state = state;
}

/* ---- looking */

/* Takes a state that was read, and not made by an edit. What is another in it, but for the scheme asked for,
 * is another program's work. */
static void
install (SxSchemeWorker *self, SxSchemeState *state, gint64 open)
{
  gboolean is_same = self->state && sx_scheme_state_equal (self->state, state);

  /* another program that only folded the journal, or wrote what is not ours, changed nothing */
  state->changed_outside = self->state && !is_same && (self->saw_outside || open == open_scheme (self));
  self->is_stale = FALSE;
  self->saw_outside = FALSE;
  if (is_same)
    {
      sx_scheme_state_unref (state);
      return;
    }
  if (state->changed_outside)
    sx_outside_note (self->outside, self->state, state);
  set_state (self, state);
}

/* Reads everything over a connection that is in a transaction. */
static gboolean
read_all (SxSchemeWorker *self, sqlite3 *db, gint64 open, GError **error)
{
  const SxStateSource source = { &self->file, db, self->plan };
  g_autoptr (SxSchemeState) state = NULL;

  self->is_stale = TRUE;
  state = sx_scheme_state_read (&source, self->state, open, self->state ? NULL : self->wanted,
                                next_generation (self), error);
  if (!state)
    return FALSE;
  install (self, g_steal_pointer (&state), open);
  return TRUE;
}

static gboolean
read_with_store (SxSchemeWorker *self, gint64 open, GError **error)
{
  SxStoreDb *db = self->store->db;
  gboolean done;

  /* the first statement takes the lock, so that nothing fails half-way */
  done = sx_store_db_execute (db, error, "BEGIN", "")
         && sx_store_db_execute (db, error, "SELECT count (*) FROM sqlite_master", "")
         && read_all (self, db->handle, open, error);
  sx_store_db_rollback (db);
  return done;
}

static gboolean
read_without_store (SxSchemeWorker *self, gint64 open, GError **error)
{
  g_autoptr (SxPackageFile) file = sx_package_file_new (self->plan->file, error);
  g_autoptr (sqlite3) db = file ? sx_package_file_connect (file, NULL, error) : NULL;

  if (!db || !read_all (self, db, open, error) || !sx_package_file_is_unchanged (file, error))
    return FALSE;
  g_free (self->stamp);
  self->stamp = g_strdup (file->stamp);
  return TRUE;
}

static gboolean
read_package (SxSchemeWorker *self, gint64 open, GError **error)
{
  return self->store ? read_with_store (self, open, error) : read_without_store (self, open, error);
}

/* Whether another program wrote. */
static gboolean
see_others (SxSchemeWorker *self)
{
  if (self->store)
    self->saw_outside |= sx_scheme_store_changed_outside (self->store);
  else
    {
      g_autoptr (SxPackageFile) file = sx_package_file_new (self->plan->file, NULL);

      self->saw_outside |= file && g_strcmp0 (file->stamp, self->stamp) != 0;
    }
  return self->saw_outside;
}

/* Whether the package can be written, as far as can be told without doing it. */
static gboolean
try_to_open (SxSchemeWorker *self, GError **error)
{
  if (!self->store)
    {
      see_others (self);
      self->store = sx_scheme_store_open (self->plan, error);
      /* what was written before the store began to count is seen by reading */
      self->is_stale |= self->store != NULL;
    }
  return self->store && sx_store_db_probe (self->store->db, error);
}

void
sx_scheme_worker_look (SxSchemeWorker *self)
{
  g_autoptr (GError) problem = NULL, unreadable = NULL;

  if (self->trouble || !self->store)
    try_to_open (self, &problem);
  else
    sx_store_db_check_in_place (self->store->db, &problem);
  if (see_others (self) || self->is_stale || !self->state)
    read_package (self, open_scheme (self), &unreadable);
  set_trouble (self, problem ? g_steal_pointer (&problem) : g_steal_pointer (&unreadable));
}

/* ---- edits */

/* The scheme to show after an undo or a redo: the open one where it is touched. */
static gint64
scheme_to_show (SxSchemeWorker *self)
{
  const GArray *touched = self->store->group.schemes;
  gint64 open = open_scheme (self);

  for (guint i = 0; i < touched->len; i++)
    if (g_array_index (touched, gint64, i) == open)
      return open;
  for (guint i = 0; i < touched->len; i++)
    {
      gint64 id = g_array_index (touched, gint64, i), found = 0;

      if (sx_store_db_get_integer (self->store->db, NULL, &found,
                                   "SELECT count (*) FROM sx_scheme WHERE id = ?1", "i", id)
          && found > 0)
        return id;
    }
  return open;
}

/* Within an open group: what the edit says. */
static gboolean
change_package (SxSchemeWorker *self, const SxEdit *edit, GArray *fids, gint64 *open, GError **error)
{
  *open = open_scheme (self);
  if (edit->kind == SX_EDIT_CHANGE)
    return sx_edit_apply (edit, self->store, self->default_name, open, fids, error);
  if (!sx_store_history_apply (self->store, edit->kind == SX_EDIT_REDO, error))
    return FALSE;
  *open = scheme_to_show (self);
  return TRUE;
}

/* The state that the open group leads to. */
static SxSchemeState *
read_outcome (SxSchemeWorker *self, gint64 open, GError **error)
{
  const SxStateSource source = { &self->file, self->store->db->handle, self->plan };

  return sx_store_group_finish (self->store, error)
             ? sx_scheme_state_follow (&source, self->state, self->store->group.changes, open,
                                       next_generation (self), error)
             : NULL;
}

/* Within an open group: to its end, if all is well. told: the state when the edit began. */
static gboolean
change_and_commit (SxSchemeWorker *self, const SxEdit *edit, const SxSchemeState *told, GArray *fids,
                   GError **error)
{
  g_autoptr (SxSchemeState) outcome = NULL;
  gint64 open;

  if (!sx_outside_check (self->outside, edit, self->state, self->file.file, error)
      || !change_package (self, edit, fids, &open, error))
    return FALSE;
  if (!sx_store_group_has_changes (self->store))
    {
      sx_scheme_store_rollback (self->store);
      return TRUE;
    }
  outcome = read_outcome (self, open, error);
  if (!outcome || !sx_store_group_commit (self->store, error))
    return FALSE;
  outcome->changed_outside = self->state != told && self->state->changed_outside;
  set_state (self, g_steal_pointer (&outcome));
  return TRUE;
}

/* The write lock, and the newest state under it. */
static gboolean
begin (SxSchemeWorker *self, const SxEdit *edit, GError **error)
{
  gint64 scheme = !sx_edit_is_in_scheme (edit) ? 0 : edit->scheme != 0 ? edit->scheme : open_scheme (self);
  gboolean is_first;

  if (!self->store && !try_to_open (self, error))
    return FALSE;
  /* the first edit changes how SQLite counts what others do */
  is_first = !self->store->db->journal_chosen;
  if (!sx_store_group_begin (self->store, scheme, edit->label, error))
    return FALSE;
  self->saw_outside |= sx_store_group_sees_others (self->store);
  return (!is_first && !self->saw_outside && !self->is_stale && self->state)
         || read_all (self, self->store->db->handle, open_scheme (self), error);
}

/* Whether it is only this edit that failed. */
static void
find_trouble (SxSchemeWorker *self)
{
  g_autoptr (GError) problem = NULL;

  try_to_open (self, &problem);
  if (problem || !self->is_stale)
    set_trouble (self, g_steal_pointer (&problem));
}

static gboolean
do_change (SxSchemeWorker *self, const SxEdit *edit, GArray *fids, GError **error)
{
  /* kept alive, so that no later state lies at its address */
  g_autoptr (SxSchemeState) told = self->state ? sx_scheme_state_ref (self->state) : NULL;
  gboolean done = begin (self, edit, error) && change_and_commit (self, edit, told, fids, error);

  if (self->store)
    sx_scheme_store_rollback (self->store);
  if (done)
    set_trouble (self, NULL);
  else
    find_trouble (self);
  return done;
}

static gboolean
do_open (SxSchemeWorker *self, gint64 scheme, GError **error)
{
  if ((see_others (self) || self->is_stale || !self->state)
      && !read_package (self, open_scheme (self), error))
    return FALSE;
  if (sx_scheme_state_find (self->state, scheme))
    return read_package (self, scheme, error);
  g_set_error (error, SX_ERROR, SX_ERROR_NOT_FOUND,
               _ ("The scheme is not in “%s” any more; another program may have removed it."),
               self->file.file);
  return FALSE;
}

gboolean
sx_scheme_worker_do (SxSchemeWorker *self, const SxEdit *edit, GArray *fids, GError **error)
{
  switch (edit->kind)
    {
    case SX_EDIT_OPEN:
      return do_open (self, edit->scheme, error);
    case SX_EDIT_RELOAD:
      see_others (self);
      return read_package (self, open_scheme (self), error);
    case SX_EDIT_CHANGE:
    case SX_EDIT_UNDO:
    case SX_EDIT_REDO:
    default:
      return do_change (self, edit, fids, error);
    }
}

gboolean
sx_scheme_worker_fold (SxSchemeWorker *self, GError **error)
{
  return !self->store || sx_store_db_fold (self->store->db, error);
}

/* ---- life */

SxSchemeWorker *
sx_scheme_worker_new (SxPlan *plan, const char *scheme, const char *default_name)
{
  SxSchemeWorker *self = g_new0 (SxSchemeWorker, 1);

  self->plan = sx_plan_ref (plan);
  self->wanted = g_strdup (scheme);
  self->default_name = g_strdup (default_name);
  self->file.file = g_filename_display_name (plan->file);
  self->outside = sx_outside_new ();
  sx_scheme_worker_look (self);
  return self;
}

gboolean
sx_scheme_worker_close (SxSchemeWorker *self, GError **error)
{
  gboolean folded = !self->store || sx_scheme_store_close (self->store, error);

  sx_scheme_state_unref (self->state);
  sx_outside_free (self->outside);
  set_trouble (self, NULL);
  sx_plan_unref (self->plan);
  g_free (self->wanted);
  g_free (self->default_name);
  g_free (self->file.file);
  g_free (self->stamp);
  g_free (self);
  return folded;
}

SxSchemeState *
sx_scheme_worker_state (SxSchemeWorker *self)
{
  return self->state;
}

const GError *
sx_scheme_worker_trouble (SxSchemeWorker *self)
{
  return self->trouble;
}
