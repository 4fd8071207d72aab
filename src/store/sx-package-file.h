/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens the file of a package for reading so that nothing is written: not to it and not beside it, WAL or no
 * WAL. */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

typedef struct
{
  char *file; /* as given, for messages */
  char *path; /* absolute */
  /* How: beside other programs, with SQLite's locks; or, where a WAL cannot be shared without writing its
   * index, alone and without locks. Then sx_package_file_is_unchanged() has to be asked afterwards. */
  enum
  {
    SX_OPEN_SHARED,
    SX_OPEN_IMMUTABLE,   /* nobody has the file open and no WAL waits */
    SX_OPEN_PRIVATE_WAL, /* a WAL waits and its index is missing or cannot be opened */
  } how;
  char *stamp; /* size and time of the file and its WAL */
} SxPackageFile;

/* Looks at the file: is it there, a GeoPackage, whole? Errors: NOT_FOUND, UNREADABLE, FORMAT. */
SxPackageFile *sx_package_file_new (const char *file, GError **error);
void sx_package_file_free (SxPackageFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxPackageFile, sx_package_file_free)

/* A connection for one thread at a time, in a read transaction that is kept until it is closed: it sees one
 * state. Cancelling interrupts a running statement. */
sqlite3 *sx_package_file_connect (SxPackageFile *self, GCancellable *cancellable, GError **error);
/* n such connections that all see the same state; freed by sx_package_file_close_all(). */
sqlite3 **sx_package_file_connect_all (SxPackageFile *self, guint n, GCancellable *cancellable,
                                       GError **error);
void sx_package_file_close_all (sqlite3 **connections, guint n);
/* FALSE with SX_ERROR_UNREADABLE where what was read without locks has changed meanwhile. */
gboolean sx_package_file_is_unchanged (SxPackageFile *self, GError **error);

/* Says what the last call on db failed with. */
void sx_package_file_set_error (const SxPackageFile *self, sqlite3 *db, GError **error);
/* Prepares; NULL with error. */
sqlite3_stmt *sx_package_file_prepare (const SxPackageFile *self, sqlite3 *db, const char *sql,
                                       GError **error);
/* TRUE and *row while there are rows; FALSE with error. */
gboolean sx_package_file_step (const SxPackageFile *self, sqlite3_stmt *statement, gboolean *row,
                               GError **error);

/* A cell as text: NULL for NULL and blobs; a number as its shortest text ("21"); GBK is turned into UTF-8. */
char *sx_sqlite_text (sqlite3_stmt *statement, int column);
/* A cell as number: NAN for NULL, blobs and text that is no number. */
double sx_sqlite_number (sqlite3_stmt *statement, int column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3, sqlite3_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)
