/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scheme store's connection: SQLite with the settings that make an edit survive a power cut, guarded so
 * that nothing but the program's own tables can be written, and with SQLite's codes turned into sentences.
 *
 * Private to the scheme store. One thread. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

typedef struct
{
  char *file; /* as the user knows it, for messages */
  sqlite3 *handle;
  GHashTable *statements; /* SQL → sqlite3_stmt *, kept prepared */
  gboolean journal_chosen;
  gint64 deadline; /* monotonic µs: an edit that a package's triggers never let end is broken off; 0: none */
} SxStoreDb;

/* Errors: NOT_FOUND, UNWRITABLE, UNREADABLE. */
SxStoreDb *sx_store_db_open (const char *file, GError **error);
/* Folds the WAL back into the file. Frees self in any case; FALSE where the WAL is still needed. */
gboolean sx_store_db_close (SxStoreDb *self, GError **error);

/* Folds the WAL back as far as others let it; FALSE where it is still needed. */
gboolean sx_store_db_fold (SxStoreDb *self, GError **error);
/* UNWRITABLE where the file was removed, moved or replaced. */
gboolean sx_store_db_check_in_place (SxStoreDb *self, GError **error);
/* Whether an edit could begin just now: the file is in its place and nobody holds the write lock. Writes
 * nothing. */
gboolean sx_store_db_probe (SxStoreDb *self, GError **error);

/* Takes the write lock. Chooses the journal the first time: WAL, or a rollback journal where the place has
 * none. */
gboolean sx_store_db_begin (SxStoreDb *self, GError **error);
/* On failure everything is rolled back. */
gboolean sx_store_db_commit (SxStoreDb *self, GError **error);
void sx_store_db_rollback (SxStoreDb *self);

/* Runs one statement. Each letter of types is a parameter: i gint64, s const char * or NULL, b GBytes * or
 * NULL. */
gboolean sx_store_db_execute (SxStoreDb *self, GError **error, const char *sql, const char *types, ...);
/* The same, ready to be stepped; borrowed. Step to the end or reset it. */
sqlite3_stmt *sx_store_db_query (SxStoreDb *self, GError **error, const char *sql, const char *types, ...);
/* *row: a row is there. Resets the statement at the end and on failure. */
gboolean sx_store_db_step (SxStoreDb *self, sqlite3_stmt *statement, gboolean *row, GError **error);
/* The first column of the first row; *out stays as it is where there is no row or it is NULL. */
gboolean sx_store_db_get_integer (SxStoreDb *self, GError **error, gint64 *out, const char *sql,
                                  const char *types, ...);
/* Not kept: to be finalised by the caller. */
sqlite3_stmt *sx_store_db_prepare (SxStoreDb *self, const char *sql, GError **error);
/* The sentence for what just went wrong on this connection. */
void sx_store_db_set_error (SxStoreDb *self, GError **error);

/* One double-quoted SQL name; free with g_free. */
char *sx_store_db_quote (const char *name);
