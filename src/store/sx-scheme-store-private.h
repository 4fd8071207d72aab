/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the scheme store share. Private to it (and its tests). */
#pragma once

#include "store/sx-scheme-store.h"
#include "store/sx-scheme-store-db.h"
#include "store/sx-scheme-store-row.h"
#include "store/sx-scheme-store-schema.h"

typedef struct
{
  SxStoreTableId table;
  gint64 id; /* the primary key; 0 where it is no number */
} SxStoreChange;

/* The open transaction. It leaves a step of undo only where a row really changed. */
typedef struct
{
  gboolean is_open;
  gboolean has_failed; /* a write failed: nothing but rolling back is left */
  gboolean is_finished;
  gint64 scheme;
  char *label;
  gint64 history_id; /* 0 until the first row changes */
  gint64 n_steps;
  gint64 bytes;    /* of row images */
  GArray *schemes; /* gint64: schemes that changed */
  GArray *changes; /* SxStoreChange: rows that changed, maybe more than once */
} SxStoreGroup;

struct _SxSchemeStore
{
  SxPlan *plan;
  SxStoreDb *db;
  SxStoreSchema schema;
  SxStoreGroup group;
  gint64 data_version; /* SQLite's count of other connections' commits, as last seen */
  gboolean has_changed_outside;
};

/* Rows by primary key; `key` is any row that has the key columns. *out is NULL where there is no such row. */
gboolean sx_store_read_row (SxSchemeStore *self, SxStoreTableId table, const SxStoreRow *key,
                            SxStoreRow **out, GError **error);
/* Columns that the file's table lacks are added when the contract knows them and there is a value for them.
 */
gboolean sx_store_insert_row (SxSchemeStore *self, SxStoreTableId table, const SxStoreRow *row,
                              GError **error);
/* Changes the columns in which `from` and `to` differ; a column that `to` lacks becomes NULL. */
gboolean sx_store_update_row (SxSchemeStore *self, SxStoreTableId table, const SxStoreRow *from,
                              const SxStoreRow *to, GError **error);
gboolean sx_store_delete_row (SxSchemeStore *self, SxStoreTableId table, const SxStoreRow *key,
                              GError **error);

/* Opens the transaction and makes sure of the tables. */
gboolean sx_store_group_begin (SxSchemeStore *self, gint64 scheme, const char *label, GError **error);
/* Remembers one changed row for undo; before or after is NULL where there was or is none. */
gboolean sx_store_group_record (SxSchemeStore *self, SxStoreTableId table, const SxStoreRow *before,
                                const SxStoreRow *after, GError **error);
/* Notes that a scheme changed, so that its date follows. */
void sx_store_group_touch (SxSchemeStore *self, gint64 scheme);
/* Notes a row that goes from one image to the other, for who asks what changed, and touches its scheme. */
void sx_store_group_note (SxSchemeStore *self, SxStoreTableId table, const SxStoreRow *before,
                          const SxStoreRow *after);
/* Whether anything changed, so that there is something to commit. */
gboolean sx_store_group_has_changes (const SxSchemeStore *self);
/* Writes the dates and bounds the history: what is read from now on is what the commit puts in the package.
 * On failure only rollback is left. */
gboolean sx_store_group_finish (SxSchemeStore *self, GError **error);
/* Finishes and commits; rolls back on failure. */
gboolean sx_store_group_commit (SxSchemeStore *self, GError **error);
void sx_store_group_rollback (SxSchemeStore *self);

/* Within an open group: whether another program committed since the last call. */
gboolean sx_store_group_sees_others (SxSchemeStore *self);
