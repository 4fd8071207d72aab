/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sx-scheme-store-db.h"

#include <stdarg.h>
#include <string.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "store/sx-gpkg-functions.h"

#define BUSY_TIMEOUT_MS 200
#define EDIT_TIMEOUT_US (10 * G_USEC_PER_SEC)
#define STEPS_BETWEEN_CHECKS 100000

static void
set_moved_error (SxStoreDb *self, GError **error)
{
  g_set_error (error, SX_ERROR, SX_ERROR_UNWRITABLE,
               _ ("“%s” was removed, moved or replaced while it was open; open it again."), self->file);
}

static void
set_write_error (SxStoreDb *self, int code, GError **error)
{
  const char *message = sqlite3_errmsg (self->handle);

  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, SX_ERROR, SX_ERROR_UNWRITABLE,
                   _ ("“%s” is locked by another program; close it there, then try again."), self->file);
      return;
    case SQLITE_FULL:
      g_set_error (error, SX_ERROR, SX_ERROR_UNWRITABLE,
                   _ ("The disk that holds “%s” is full; make room on it, then try again."), self->file);
      return;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      if (code == SQLITE_READONLY_DBMOVED)
        {
          set_moved_error (self, error);
          return;
        }
      g_set_error (error, SX_ERROR, SX_ERROR_UNWRITABLE,
                   _ ("“%s” or its folder is write-protected; allow writing there or work on a copy."),
                   self->file);
      return;
    case SQLITE_CANTOPEN:
      g_set_error (error, SX_ERROR, SX_ERROR_UNWRITABLE,
                   _ ("No journal can be made beside “%s”; allow writing in its folder or work on a copy."),
                   self->file);
      return;
    default:
      g_set_error (error, SX_ERROR, SX_ERROR_UNWRITABLE,
                   _ ("“%s” could not be written (%s); check the drive, then try again."), self->file,
                   message);
    }
}

void
sx_store_db_set_error (SxStoreDb *self, GError **error)
{
  const char *message = sqlite3_errmsg (self->handle);
  int code = sqlite3_extended_errcode (self->handle);

  switch (code & 0xff)
    {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      g_set_error (error, SX_ERROR, SX_ERROR_UNREADABLE,
                   _ ("“%s” is damaged or no GeoPackage (%s); go back to a copy of it."), self->file,
                   message);
      return;
    case SQLITE_AUTH:
      g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                   _ ("A trigger in “%s” would change a table that this program never writes (%s); remove "
                      "the trigger."),
                   self->file, message);
      return;
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG:
      g_set_error (error, SX_ERROR, SX_ERROR_LIMIT, _ ("The edit is too large for “%s” (%s); divide it."),
                   self->file, message);
      return;
    case SQLITE_INTERRUPT:
      g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                   _ ("The triggers in “%s” do not let an edit end; remove those on tables that begin with "
                      "sx_."),
                   self->file);
      return;
    case SQLITE_CONSTRAINT:
    case SQLITE_ERROR:
    case SQLITE_MISMATCH:
    case SQLITE_RANGE:
    case SQLITE_SCHEMA:
      g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                   _ ("The tables that begin with sx_ in “%s” are not as they should be (%s); check them in "
                      "another "
                      "program or go back to a copy."),
                   self->file, message);
      return;
    default:
      set_write_error (self, code, error);
    }
}

/* The last guard of "base tables are never written": whatever a statement or a package's trigger tries. */
static int
authorize (void *data, int action, const char *table, const char *detail, const char *database,
           const char *trigger)
{
  static const char *const own[] = { "sx_", "gpkg_", "rtree_sx_", "sqlite_" };

  if (action == SQLITE_ATTACH || action == SQLITE_DETACH)
    return SQLITE_DENY;
  if (action != SQLITE_INSERT && action != SQLITE_UPDATE && action != SQLITE_DELETE)
    return SQLITE_OK;
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    if (g_ascii_strncasecmp (table, own[i], strlen (own[i])) == 0)
      return SQLITE_OK;
  return SQLITE_DENY;
}

static int
check_deadline (void *data)
{
  SxStoreDb *self = data;

  return self->deadline != 0 && g_get_monotonic_time () > self->deadline;
}

static gboolean
db_configure (SxStoreDb *self, GError **error)
{
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  /* Not also an untrusted schema: that would keep the package's triggers from their R-trees. */
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_set_authorizer (self->handle, authorize, self);
  sqlite3_progress_handler (self->handle, STEPS_BETWEEN_CHECKS, check_deadline, self);
  if (sx_gpkg_functions_register (self->handle) == SQLITE_OK)
    return TRUE;
  sx_store_db_set_error (self, error);
  return FALSE;
}

static void
db_free (SxStoreDb *self)
{
  g_clear_pointer (&self->statements, g_hash_table_unref);
  sqlite3_close_v2 (self->handle);
  g_free (self->file);
  g_free (self);
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

SxStoreDb *
sx_store_db_open (const char *file, GError **error)
{
  /* Absolute, lest "file:…" be taken for a URI. */
  g_autofree char *path = g_canonicalize_filename (file, NULL);
  SxStoreDb *self;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, SX_ERROR, SX_ERROR_NOT_FOUND, _ ("There is no file “%s”; check its name."), file);
      return NULL;
    }
  self = g_new0 (SxStoreDb, 1);
  self->file = g_filename_display_name (file);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
  if (sqlite3_open_v2 (path, &self->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_UNWRITABLE,
                   _ ("“%s” cannot be opened for writing (%s); check that it is a file that you may change."),
                   self->file, sqlite3_errmsg (self->handle));
      db_free (self);
      return NULL;
    }
  if (sqlite3_db_readonly (self->handle, "main"))
    {
      g_set_error (error, SX_ERROR, SX_ERROR_UNWRITABLE,
                   _ ("“%s” is write-protected; allow writing or work on a copy."), self->file);
      db_free (self);
      return NULL;
    }
  if (!db_configure (self, error))
    {
      db_free (self);
      return NULL;
    }
  return self;
}

/* Runs a pragma; its first column as text goes to *answer. */
static int
run_pragma (SxStoreDb *self, const char *sql, char **answer)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (self->handle, sql, -1, &statement, NULL);

  if (code == SQLITE_OK && sqlite3_step (statement) == SQLITE_ROW)
    *answer = g_strdup ((const char *)sqlite3_column_text (statement, 0));
  /* finalize tells the code of the last step */
  return code == SQLITE_OK ? sqlite3_finalize (statement) : code;
}

static gboolean
has_wal (SxStoreDb *self)
{
  g_autofree char *mode = NULL;

  return run_pragma (self, "PRAGMA journal_mode", &mode) == SQLITE_OK && g_strcmp0 (mode, "wal") == 0;
}

/* With another program still reading, the fold is left to whoever closes last: SQLite does it by itself. What
 * counts is whether the file alone holds everything. */
gboolean
sx_store_db_fold (SxStoreDb *self, GError **error)
{
  g_autofree char *busy = NULL;
  int code;

  if (!has_wal (self))
    return TRUE;
  code = run_pragma (self, "PRAGMA wal_checkpoint (TRUNCATE)", &busy);
  if (code == SQLITE_OK && g_strcmp0 (busy, "0") == 0)
    return TRUE;
  if (code == SQLITE_OK || (code & 0xff) == SQLITE_BUSY)
    g_set_error (error, SX_ERROR, SX_ERROR_UNWRITABLE,
                 _ ("Another program still reads “%s”: until it is closed there, the last edits are in "
                    "“%s-wal”, which "
                    "must stay beside it."),
                 self->file, self->file);
  else
    g_set_error (error, SX_ERROR, SX_ERROR_UNWRITABLE,
                 _ ("The last edits could not be folded into “%s” (%s); they are in “%s-wal”, which must "
                    "stay beside it."),
                 self->file, sqlite3_errstr (code), self->file);
  return FALSE;
}

gboolean
sx_store_db_close (SxStoreDb *self, GError **error)
{
  g_autofree char *mode = NULL;
  gboolean folded;

  g_hash_table_remove_all (self->statements);
  self->deadline = 0;
  sx_store_db_rollback (self);
  folded = sx_store_db_fold (self, error);
  if (folded && has_wal (self))
    run_pragma (self, "PRAGMA journal_mode = DELETE", &mode);
  db_free (self);
  return folded;
}

/* Where a WAL cannot be (no shared memory: a network drive), SQLite answers with the journal that stays.
 * While another program reads, the switch has to wait for a later edit. */
static void
choose_journal (SxStoreDb *self)
{
  g_autofree char *mode = NULL;

  if (run_pragma (self, "PRAGMA journal_mode = WAL", &mode) == SQLITE_OK)
    self->journal_chosen = TRUE;
}

/* A file that was deleted or replaced would swallow the edits without a word. */
gboolean
sx_store_db_check_in_place (SxStoreDb *self, GError **error)
{
  int moved = 0;

  sqlite3_file_control (self->handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  if (moved)
    set_moved_error (self, error);
  return !moved;
}

gboolean
sx_store_db_probe (SxStoreDb *self, GError **error)
{
  if (!sx_store_db_check_in_place (self, error) || !sx_store_db_execute (self, error, "BEGIN IMMEDIATE", ""))
    return FALSE;
  sx_store_db_rollback (self);
  return TRUE;
}

gboolean
sx_store_db_begin (SxStoreDb *self, GError **error)
{
  /* EXTRA is FULL where there is a WAL; the end of a rollback journal is synced to the directory as well. */
  if (!sx_store_db_check_in_place (self, error)
      || !sx_store_db_execute (self, error, "PRAGMA synchronous = EXTRA", ""))
    return FALSE;
  if (!self->journal_chosen)
    choose_journal (self);
  self->deadline = g_get_monotonic_time () + EDIT_TIMEOUT_US;
  if (sx_store_db_execute (self, error, "BEGIN IMMEDIATE", ""))
    return TRUE;
  self->deadline = 0;
  return FALSE;
}

gboolean
sx_store_db_commit (SxStoreDb *self, GError **error)
{
  gboolean done = sx_store_db_check_in_place (self, error) && sx_store_db_execute (self, error, "COMMIT", "");

  self->deadline = 0;
  if (!done)
    sx_store_db_rollback (self);
  return done;
}

void
sx_store_db_rollback (SxStoreDb *self)
{
  self->deadline = 0;
  /* A full disk may have rolled back already. */
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}

sqlite3_stmt *
sx_store_db_prepare (SxStoreDb *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (self->handle, sql, -1, &statement, NULL) != SQLITE_OK)
    sx_store_db_set_error (self, error);
  return statement;
}

static void
bind_bytes (sqlite3_stmt *statement, int at, GBytes *bytes)
{
  gsize size = 0;
  const void *data = bytes ? g_bytes_get_data (bytes, &size) : NULL;

  if (bytes == NULL)
    sqlite3_bind_null (statement, at);
  else
    sqlite3_bind_blob64 (statement, at, data ? data : "", size, SQLITE_TRANSIENT);
}

static void
bind_values (sqlite3_stmt *statement, const char *types, va_list values)
{
  for (int i = 0; types[i] != '\0'; i++)
    switch (types[i])
      {
      case 'i':
        sqlite3_bind_int64 (statement, i + 1, va_arg (values, gint64));
        break;
      case 's':
        sqlite3_bind_text (statement, i + 1, va_arg (values, const char *), -1, SQLITE_TRANSIENT);
        break;
      case 'b':
        bind_bytes (statement, i + 1, va_arg (values, GBytes *));
        break;
      default:
        g_assert_not_reached ();
      }
}

static sqlite3_stmt *
query_va (SxStoreDb *self, GError **error, const char *sql, const char *types, va_list values)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);

  if (statement == NULL)
    {
      statement = sx_store_db_prepare (self, sql, error);
      if (statement == NULL)
        return NULL;
      g_hash_table_insert (self->statements, g_strdup (sql), statement);
    }
  bind_values (statement, types, values);
  return statement;
}

sqlite3_stmt *
sx_store_db_query (SxStoreDb *self, GError **error, const char *sql, const char *types, ...)
{
  sqlite3_stmt *statement;
  va_list values;

  va_start (values, types);
  statement = query_va (self, error, sql, types, values);
  va_end (values);
  return statement;
}

gboolean
sx_store_db_step (SxStoreDb *self, sqlite3_stmt *statement, gboolean *row, GError **error)
{
  int code = sqlite3_step (statement);

  *row = code == SQLITE_ROW;
  if (*row)
    return TRUE;
  if (code != SQLITE_DONE)
    sx_store_db_set_error (self, error);
  sqlite3_reset (statement);
  /* A geometry kept bound would stay in memory until the next edit. */
  sqlite3_clear_bindings (statement);
  return code == SQLITE_DONE;
}

gboolean
sx_store_db_execute (SxStoreDb *self, GError **error, const char *sql, const char *types, ...)
{
  sqlite3_stmt *statement;
  va_list values;
  gboolean row;

  va_start (values, types);
  statement = query_va (self, error, sql, types, values);
  va_end (values);
  if (statement == NULL)
    return FALSE;
  do
    {
      if (!sx_store_db_step (self, statement, &row, error))
        return FALSE;
    }
  while (row);
  return TRUE;
}

gboolean
sx_store_db_get_integer (SxStoreDb *self, GError **error, gint64 *out, const char *sql, const char *types,
                         ...)
{
  sqlite3_stmt *statement;
  va_list values;
  gboolean row;

  va_start (values, types);
  statement = query_va (self, error, sql, types, values);
  va_end (values);
  if (statement == NULL || !sx_store_db_step (self, statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  if (sqlite3_column_type (statement, 0) != SQLITE_NULL)
    *out = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

char *
sx_store_db_quote (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);

  return g_strdup_printf ("\"%s\"", doubled);
}
