/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row as the undo history keeps it: every column by name with its stored value, bit for bit.
 *
 * Private to the scheme store. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

typedef struct
{
  char *name;
  int type;      /* SQLITE_INTEGER … SQLITE_NULL */
  gint64 bits;   /* INTEGER; FLOAT: its bits */
  GBytes *bytes; /* TEXT, BLOB */
} SxStoreCell;

typedef struct
{
  GArray *cells; /* SxStoreCell */
} SxStoreRow;

SxStoreRow *sx_store_row_new (void);
void sx_store_row_free (SxStoreRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxStoreRow, sx_store_row_free)

void sx_store_row_add_integer (SxStoreRow *self, const char *name, gint64 value);
void sx_store_row_add_real (SxStoreRow *self, const char *name, double value); /* NULL where not finite */
void sx_store_row_add_text (SxStoreRow *self, const char *name, const char *value); /* NULL allowed */
void sx_store_row_add_bytes (SxStoreRow *self, const char *name, GBytes *value);    /* NULL allowed; refs */
void sx_store_row_add_null (SxStoreRow *self, const char *name);
void sx_store_row_add_cell (SxStoreRow *self, const SxStoreCell *cell);
/* All columns of the row a statement stands on. */
SxStoreRow *sx_store_row_from_statement (sqlite3_stmt *statement);

/* base with the columns of `over` in place of its own; both stay as they are. */
SxStoreRow *sx_store_row_merge (const SxStoreRow *base, const SxStoreRow *over);

/* NULL where self is NULL or has no such column. Names are compared without regard to case, as SQL does. */
const SxStoreCell *sx_store_row_find (const SxStoreRow *self, const char *name);
/* 0 where there is no such integer. */
gint64 sx_store_row_get_integer (const SxStoreRow *self, const char *name);
/* NULL, for a missing column, equals SQL's NULL. */
gboolean sx_store_cell_equal (const SxStoreCell *a, const SxStoreCell *b);
gboolean sx_store_row_equal (const SxStoreRow *a, const SxStoreRow *b); /* a missing column is NULL */
void sx_store_cell_bind (const SxStoreCell *self, sqlite3_stmt *statement, int at);

/* NULL for NULL. */
GBytes *sx_store_row_encode (const SxStoreRow *self);
/* NULL where the bytes are no row. */
SxStoreRow *sx_store_row_decode (GBytes *bytes);
