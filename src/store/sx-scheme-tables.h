/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program's own tables look like (plan-package.md): the one place that says so, for those who make
 * them in a package. Static; any thread. */
#pragma once

#include <glib.h>

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
  const char *geometry;         /* "MULTIPOLYGON", "MULTILINESTRING"; NULL for a plain table */
  const char *keys[2];          /* the primary key; keys[1] may be NULL */
  const char *constraint;       /* of the table, as SQL; NULL: none */
  const SxStoreColumn *columns; /* ends with a NULL name */
} SxStoreTable;

const SxStoreTable *sx_store_table (SxStoreTableId id);
/* FALSE: the program has no table of that name. */
gboolean sx_store_table_find (const char *name, SxStoreTableId *out);
/* The statement that makes it; owned by the caller. */
char *sx_store_table_sql (SxStoreTableId id);
/* Its columns but the key and the geometry: names and declarations in pairs, as sx_package_writer_begin ()
 * takes them. Owned by the caller. */
char **sx_store_table_attributes (SxStoreTableId id);
