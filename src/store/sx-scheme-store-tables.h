/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sx_ tables look like (plan-package.md), and what they look like in the file at hand: tables and
 * columns that are missing are made by the first edit, those of another program are taken as they are.
 *
 * Private to the scheme store. */
#pragma once

#include "plan/sx-plan.h"
#include "store/sx-scheme-store-db.h"

typedef enum
{
  SX_STORE_PARAMETER,
  SX_STORE_SCHEME,
  SX_STORE_ADJUSTMENT,
  SX_STORE_RECLASS,
  SX_STORE_ROAD,
  SX_STORE_PROJECT,
  SX_STORE_JUDGEMENT,
  SX_STORE_N_TABLES,
} SxStoreTableId;

typedef struct
{
  const char *name, *declaration;
} SxStoreColumn;

typedef struct
{
  const char *name;
  const char *geometry; /* "MULTIPOLYGON", "MULTILINESTRING"; NULL for a plain table */
  const char *keys[2];  /* the primary key; keys[1] may be NULL */
  const char *constraint;
  const SxStoreColumn *columns; /* ends with a NULL name */
} SxStoreTable;

const SxStoreTable *sx_store_table (SxStoreTableId id);
gboolean sx_store_table_find (const char *name, SxStoreTableId *out);

/* The tables as they are in the file, known from one transaction to the next. */
typedef struct
{
  gint64 version; /* SQLite's schema version that the rest was read at; -1: not read */
  GHashTable *columns[SX_STORE_N_TABLES]; /* lower-case names */
  char *geometry[SX_STORE_N_TABLES];      /* the geometry column's name */
  gint64 srs_id[SX_STORE_N_TABLES];
  gint64 plan_srs_id;
} SxStoreSchema;

void sx_store_schema_init (SxStoreSchema *self);
/* To be called whenever a transaction was rolled back. */
void sx_store_schema_forget (SxStoreSchema *self);
/* Within a transaction: makes the missing tables and reads what the others have. Errors also: CRS, FORMAT. */
gboolean sx_store_schema_prepare (SxStoreSchema *self, SxStoreDb *db, const SxPlan *plan, GError **error);
gboolean sx_store_schema_has_column (const SxStoreSchema *self, SxStoreTableId table, const char *name);
/* FORMAT where the contract knows no such column: only known ones are ever added. */
gboolean sx_store_schema_add_column (SxStoreSchema *self, SxStoreDb *db, SxStoreTableId table,
                                     const char *name, GError **error);
