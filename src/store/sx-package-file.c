/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sx-package-file.h"
#include <errno.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/sx-error.h"
#include "base/sx-i18n.h"

/* How long to wait for another program's lock. */
#define BUSY_MS 1000
#define HEADER_SIZE 100
/* A WAL of less has no frame in it. */
#define WAL_HEADER_SIZE 32
#define VM_STEPS_BETWEEN_CANCEL 100000

typedef struct
{
  guint8 bytes[HEADER_SIZE];
  gint64 file_size;
} Header;

static guint32
header_u32 (const Header *self, guint at)
{
  const guint8 *b = self->bytes + at;

  return (guint32)b[0] << 24 | (guint32)b[1] << 16 | (guint32)b[2] << 8 | b[3];
}

static gint64
header_page_size (const Header *self)
{
  gint64 size = self->bytes[16] << 8 | self->bytes[17];

  return size == 1 ? 65536 : size;
}

static gboolean
header_is_wal (const Header *self)
{
  return self->bytes[18] == 2 || self->bytes[19] == 2;
}

static gboolean
set_open_error (const char *file, int code, GError **error)
{
  if (code == ENOENT || code == ENOTDIR)
    g_set_error (error, SX_ERROR, SX_ERROR_NOT_FOUND, _ ("There is no file “%s”; check the path."), file);
  else if (code == EACCES || code == EPERM)
    g_set_error (error, SX_ERROR, SX_ERROR_UNREADABLE, _ ("You may not read “%s”; change its permissions."),
                 file);
  else
    g_set_error (error, SX_ERROR, SX_ERROR_UNREADABLE, _ ("“%s” cannot be read: %s."), file,
                 g_strerror (code));
  return FALSE;
}

/* By way of SQLite: who opens and closes a file by himself drops the locks that SQLite holds on it elsewhere
 * in this process (POSIX), and the editor has a writer open. What the file lacks is zero. FALSE with errno.
 */
static gboolean
read_start (const char *path, void *bytes, int n)
{
  const int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB;
  sqlite3_vfs *vfs = sqlite3_vfs_find (NULL);
  g_autofree sqlite3_file *file = g_malloc0 ((gsize)vfs->szOsFile);
  sqlite3_filename name;
  int code;

  if (access (path, R_OK) != 0)
    return FALSE;
  name = sqlite3_create_filename (path, "", "", 0, NULL);
  code = vfs->xOpen (vfs, name, file, flags, NULL);
  if (code == SQLITE_OK)
    code = file->pMethods->xRead (file, bytes, n, 0);
  if (file->pMethods)
    file->pMethods->xClose (file);
  sqlite3_free_filename (name);
  errno = EIO;
  return code == SQLITE_OK || code == SQLITE_IOERR_SHORT_READ;
}

static gboolean
read_header (const char *file, const char *path, Header *out, GError **error)
{
  struct stat st;

  if (stat (path, &st) != 0)
    return set_open_error (file, errno, error);
  if (!S_ISREG (st.st_mode))
    {
      g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                   S_ISDIR (st.st_mode) ? _ ("“%s” is a folder; name the GeoPackage file in it.")
                                        : _ ("“%s” is no file; name a GeoPackage file."),
                   file);
      return FALSE;
    }
  if (!read_start (path, out->bytes, sizeof out->bytes))
    return set_open_error (file, errno, error);
  out->file_size = st.st_size;
  return TRUE;
}

static gboolean
check_header (const char *file, const Header *h, GError **error)
{
  guint32 application_id = header_u32 (h, 68);
  gint64 expected = header_page_size (h) * header_u32 (h, 28);

  if (h->file_size == 0)
    g_set_error (error, SX_ERROR, SX_ERROR_FORMAT, _ ("“%s” is empty; take another copy of the package."),
                 file);
  else if (memcmp (h->bytes, "SQLite format 3", 16) != 0)
    g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                 _ ("“%s” is no GeoPackage; convert it to one, or import it into a plan."), file);
  else if (h->file_size < HEADER_SIZE)
    g_set_error (error, SX_ERROR, SX_ERROR_UNREADABLE,
                 _ ("“%s” is cut off; take another copy of the package."), file);
  /* GPKG; GP10 and GP11 before version 1.2 */
  else if (application_id != 0x47504B47 && application_id != 0x47503130 && application_id != 0x47503131)
    g_set_error (error, SX_ERROR, SX_ERROR_FORMAT,
                 _ ("“%s” is an SQLite database but does not say that it is a GeoPackage (application id "
                    "0x%08x); "
                    "export the plan as GeoPackage."),
                 file, application_id);
  /* the size in the header counts only where the last writer kept it */
  else if (header_u32 (h, 24) == header_u32 (h, 92) && !header_is_wal (h) && h->file_size < expected)
    g_set_error (error, SX_ERROR, SX_ERROR_UNREADABLE,
                 _ ("“%s” is cut off: %" PRId64 " of %" PRId64
                    " bytes are there; take another copy of the package."),
                 file, h->file_size, expected);
  else
    return TRUE;
  return FALSE;
}

/* -1 where there is none. */
static gint64
size_beside (const char *path, const char *suffix)
{
  g_autofree char *beside = g_strconcat (path, suffix, NULL);
  struct stat st;

  return stat (beside, &st) == 0 ? (gint64)st.st_size : -1;
}

static char *
stamp_of (const char *path)
{
  GString *stamp = g_string_new (NULL);
  static const char *const suffixes[] = { "", "-wal" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (path, suffixes[i], NULL);
      struct stat st;

      if (stat (file, &st) == 0)
        g_string_append_printf (stamp, "%lld %lld.%09ld;", (long long)st.st_size,
                                (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
    }
  return g_string_free (stamp, FALSE);
}

SxPackageFile *
sx_package_file_new (const char *file, GError **error)
{
  g_autoptr (SxPackageFile) self = g_new0 (SxPackageFile, 1);
  Header header;

  self->file = g_filename_display_name (file);
  self->path = g_canonicalize_filename (file, NULL);
  self->stamp = stamp_of (self->path);
  if (!read_header (self->file, self->path, &header, error) || !check_header (self->file, &header, error))
    return NULL;
  self->how = SX_OPEN_SHARED;
  /* whoever has a WAL database open keeps an index beside it */
  if (header_is_wal (&header) && size_beside (self->path, "-shm") < 0)
    self->how = size_beside (self->path, "-wal") > WAL_HEADER_SIZE ? SX_OPEN_PRIVATE_WAL : SX_OPEN_IMMUTABLE;
  return g_steal_pointer (&self);
}

void
sx_package_file_free (SxPackageFile *self)
{
  if (!self)
    return;
  g_free (self->file);
  g_free (self->path);
  g_free (self->stamp);
  g_free (self);
}

void
sx_package_file_set_error (const SxPackageFile *self, sqlite3 *db, GError **error)
{
  int code = sqlite3_extended_errcode (db);

  switch (code & 0xff)
    {
    case SQLITE_INTERRUPT:
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Reading “%s” was cancelled."), self->file);
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, SX_ERROR, SX_ERROR_UNREADABLE,
                   _ ("“%s” is locked by another program that writes to it; try again when it has finished."),
                   self->file);
      break;
    case SQLITE_READONLY:
      g_set_error (error, SX_ERROR, SX_ERROR_UNREADABLE,
                   _ ("A program stopped while it wrote to “%s”, and the change has to be taken back first; "
                      "open the "
                      "package for editing once."),
                   self->file);
      break;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      g_set_error (error, SX_ERROR, SX_ERROR_UNREADABLE, _ ("“%s” cannot be read: %s."), self->file,
                   sqlite3_errmsg (db));
      break;
    case SQLITE_NOTADB:
      g_set_error (error, SX_ERROR, SX_ERROR_FORMAT, _ ("“%s” is no GeoPackage, or it is damaged."),
                   self->file);
      break;
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG:
      g_set_error (error, SX_ERROR, SX_ERROR_LIMIT, _ ("“%s” holds more than fits in memory: %s."),
                   self->file, sqlite3_errmsg (db));
      break;
    default:
      g_set_error (error, SX_ERROR, SX_ERROR_UNREADABLE,
                   _ ("“%s” is damaged: %s; take another copy of the package."), self->file,
                   sqlite3_errmsg (db));
    }
}

static int
on_progress (gpointer cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

/* Nothing in a package has a reason to do more than select; a view that recurses might never end. */
static int
authorize (gpointer data, int action, const char *a, const char *b, const char *c, const char *d)
{
  switch (action)
    {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_FUNCTION:
    case SQLITE_PRAGMA:
    case SQLITE_TRANSACTION:
      return SQLITE_OK;
    default:
      return SQLITE_DENY;
    }
}

static int
open_database (SxPackageFile *self, sqlite3 **db)
{
  static const char *const query[] = { "", "?immutable=1", "" };
  g_autofree char *escaped = g_uri_escape_string (self->path, "/", FALSE);
  g_autofree char *uri = g_strconcat ("file:", escaped, query[self->how], NULL);
  /* without locks an exclusive connection keeps the WAL's index in memory, and needs to write nothing */
  const char *vfs = self->how == SX_OPEN_PRIVATE_WAL ? "unix-none" : NULL;

  return sqlite3_open_v2 (uri, db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, vfs);
}

static int
begin (SxPackageFile *self, sqlite3 *db, GCancellable *cancellable)
{
  int code = SQLITE_OK;

  sqlite3_extended_result_codes (db, 1);
  sqlite3_busy_timeout (db, BUSY_MS);
  sqlite3_db_config (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  if (cancellable)
    sqlite3_progress_handler (db, VM_STEPS_BETWEEN_CANCEL, on_progress, cancellable);
  if (self->how == SX_OPEN_PRIVATE_WAL)
    code = sqlite3_exec (db, "PRAGMA locking_mode = EXCLUSIVE", NULL, NULL, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_exec (db,
                         "PRAGMA cell_size_check = ON; PRAGMA query_only = ON; BEGIN; SELECT 1 FROM "
                         "sqlite_master",
                         NULL, NULL, NULL);
  sqlite3_set_authorizer (db, authorize, NULL);
  return code;
}

sqlite3 *
sx_package_file_connect (SxPackageFile *self, GCancellable *cancellable, GError **error)
{
  sqlite3 *db = NULL;
  int code = open_database (self, &db);

  if (code == SQLITE_OK)
    code = begin (self, db, cancellable);
  if (code == SQLITE_OK)
    return db;
  /* the index beside the WAL cannot be opened or made here */
  if (self->how == SX_OPEN_SHARED && size_beside (self->path, "-wal") > WAL_HEADER_SIZE
      && ((code & 0xff) == SQLITE_CANTOPEN || (code & 0xff) == SQLITE_READONLY))
    {
      sqlite3_close (db);
      self->how = SX_OPEN_PRIVATE_WAL;
      return sx_package_file_connect (self, cancellable, error);
    }
  sx_package_file_set_error (self, db, error);
  sqlite3_close (db);
  return NULL;
}

void
sx_package_file_close_all (sqlite3 **connections, guint n)
{
  for (guint i = 0; connections && i < n; i++)
    sqlite3_close (connections[i]);
  g_free (connections);
}

/* Grows by one with every commit of another connection that `db` gets to know of; db holds no transaction. */
static gint64
data_version (sqlite3 *db)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (sqlite3_prepare_v2 (db, "PRAGMA data_version", -1, &statement, NULL) != SQLITE_OK
      || sqlite3_step (statement) != SQLITE_ROW)
    return -1;
  return sqlite3_column_int64 (statement, 0);
}

sqlite3 **
sx_package_file_connect_all (SxPackageFile *self, guint n, GCancellable *cancellable, GError **error)
{
  sqlite3 **all = g_new0 (sqlite3 *, n);
  g_autoptr (sqlite3) guard = NULL;
  gint64 before, after;

  for (guint attempt = 0; attempt < 10; attempt++)
    {
      guint i = 0;

      g_clear_pointer (&guard, sqlite3_close);
      guard = sx_package_file_connect (self, cancellable, error);
      if (!guard)
        break;
      sqlite3_exec (guard, "COMMIT", NULL, NULL, NULL);
      before = data_version (guard);
      while (i < n && (all[i] = sx_package_file_connect (self, cancellable, error)))
        i++;
      if (i < n)
        break;
      after = data_version (guard);
      /* nobody committed between the first and the last */
      if (before == after && before >= 0)
        return all;
      for (i = 0; i < n; i++)
        g_clear_pointer (&all[i], sqlite3_close);
    }
  if (error && !*error)
    g_set_error (error, SX_ERROR, SX_ERROR_UNREADABLE,
                 _ ("Another program keeps writing to “%s”; try again when it has finished."), self->file);
  sx_package_file_close_all (all, n);
  return NULL;
}

gboolean
sx_package_file_is_unchanged (SxPackageFile *self, GError **error)
{
  g_autofree char *stamp = self->how == SX_OPEN_SHARED ? NULL : stamp_of (self->path);

  if (!stamp || g_str_equal (stamp, self->stamp))
    return TRUE;
  g_set_error (error, SX_ERROR, SX_ERROR_UNREADABLE,
               _ ("Another program wrote to “%s” while it was read; read it again."), self->file);
  return FALSE;
}

sqlite3_stmt *
sx_package_file_prepare (const SxPackageFile *self, sqlite3 *db, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    sx_package_file_set_error (self, db, error);
  return statement;
}

gboolean
sx_package_file_step (const SxPackageFile *self, sqlite3_stmt *statement, gboolean *row, GError **error)
{
  int code = sqlite3_step (statement);

  *row = code == SQLITE_ROW;
  if (code == SQLITE_ROW || code == SQLITE_DONE)
    return TRUE;
  sx_package_file_set_error (self, sqlite3_db_handle (statement), error);
  return FALSE;
}

static char *
shortest (double v)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (v == floor (v) && fabs (v) < 1e15)
    return g_strdup_printf ("%.0f", v == 0 ? 0 : v);
  for (int digits = 15; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      if (g_ascii_strtod (g_ascii_formatd (text, sizeof text, format, v), NULL) == v)
        break;
    }
  return g_strdup (text);
}

char *
sx_sqlite_text (sqlite3_stmt *statement, int column)
{
  const char *text;

  switch (sqlite3_column_type (statement, column))
    {
    case SQLITE_INTEGER:
      return g_strdup_printf ("%" PRId64, (gint64)sqlite3_column_int64 (statement, column));
    case SQLITE_FLOAT:
      return shortest (sqlite3_column_double (statement, column));
    case SQLITE_TEXT:
      text = (const char *)sqlite3_column_text (statement, column);
      break;
    default:
      return NULL;
    }
  if (!text)
    return NULL;
  if (!g_utf8_validate (text, -1, NULL))
    {
      char *converted = g_convert (text, -1, "UTF-8", "GB18030", NULL, NULL, NULL);

      return converted ? converted : g_utf8_make_valid (text, -1);
    }
  return g_strdup (text);
}

double
sx_sqlite_number (sqlite3_stmt *statement, int column)
{
  int type = sqlite3_column_type (statement, column);
  const char *text;
  char *end;
  double v;

  if (type == SQLITE_INTEGER || type == SQLITE_FLOAT)
    return sqlite3_column_double (statement, column);
  text = type == SQLITE_TEXT ? (const char *)sqlite3_column_text (statement, column) : NULL;
  /* g_ascii_strtod also takes words and hexadecimal */
  if (!text || text[strspn (text, "0123456789+-.eE \t\r\n")] != '\0')
    return NAN;
  v = g_ascii_strtod (text, &end);
  return end == text || end[strspn (end, " \t\r\n")] != '\0' ? (double)NAN : v;
}
