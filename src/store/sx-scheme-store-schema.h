/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sx_ tables look like in the file at hand: tables and columns that are missing are made by the
 * first edit, those of another program are taken as they are.
 *
 * Private to the scheme store. */
#pragma once

#include "plan/sx-plan.h"
#include "store/sx-scheme-store-db.h"
#include "store/sx-scheme-tables.h"

/* The tables as they are in the file, known from one transaction to the next. */
typedef struct
{
  gint64 version; /* SQLite's schema version that the rest was read at; -1: not read */
  GHashTable *columns[SX_STORE_N_TABLES]; /* lower-case names */
  char *geometry[SX_STORE_N_TABLES];      /* the geometry column's name */
  gint64 srs_id[SX_STORE_N_TABLES];
  gint64 plan_srs_id;
} SxStoreSchema;

/* Knows of no file yet. */
void sx_store_schema_init (SxStoreSchema *self);
/* To be called whenever a transaction was rolled back. */
void sx_store_schema_forget (SxStoreSchema *self);
/* Within a transaction: makes the missing tables and reads what the others have. Errors also: CRS, FORMAT. */
gboolean sx_store_schema_prepare (SxStoreSchema *self, SxStoreDb *db, const SxPlan *plan, GError **error);
gboolean sx_store_schema_has_column (const SxStoreSchema *self, SxStoreTableId table, const char *name);
/* FORMAT where the contract knows no such column: only known ones are ever added. */
gboolean sx_store_schema_add_column (SxStoreSchema *self, SxStoreDb *db, SxStoreTableId table,
                                     const char *name, GError **error);
