/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a package says about one of its feature tables, and how its rows are asked for. */
#pragma once

#include "plan/sx-catalogue.h"
#include "store/sx-crs.h"
#include "store/sx-package-file.h"

typedef struct
{
  char *name;  /* standard, upper case; "DLTB" */
  char *field; /* in the file: "dlbm" */
  SxColumnType type;
} SxPackageColumn;

typedef struct
{
  char *name;  /* standard: "YJJBNTBHTB" */
  char *table; /* in the file: "YJJBNT" */
  char *geometry_column;
  gboolean is_line;
  SxLine line; /* base table of that control line, or SX_LINE_ANY */
  gboolean has_rows;
  gboolean has_crs;
  SxCrs crs;       /* where has_crs */
  char *crs_found; /* else what is there instead, for the message; NULL: nothing */
  char *rowid;     /* a name under which SQLite gives the rowid; NULL for a view and the like */
  char *fid;       /* then: the column that numbers the rows; NULL: counted from 1 */
  gint64 last;     /* greatest rowid */
  gint64 first;
  GArray *columns; /* SxPackageColumn: what is to be read besides the geometry */
} SxPackageTable;

void sx_package_table_free (SxPackageTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxPackageTable, sx_package_table_free)

/* All tables to read, in the catalogue's order, then those only `extra` names (table → GPtrArray of fields;
 * may be NULL). Empty where the package has none of them. */
GPtrArray *sx_package_tables_find (const SxPackageFile *file, sqlite3 *db, const SxCatalogue *catalogue,
                                   GHashTable *extra, GError **error);
/* One table of the program's own (sx_adjustment). *out is NULL where the package has it not. */
gboolean sx_package_table_find_own (const SxPackageFile *file, sqlite3 *db, const char *name,
                                    SxPackageTable **out, GError **error);
gboolean sx_package_has_table (const SxPackageFile *file, sqlite3 *db, const char *name);

/* SELECT fid, geometry, columns … of the rows for which condition, SQL or NULL, holds; where the table has a
 * rowid, of the range ?1 … ?2 in its order. */
char *sx_package_table_select (const SxPackageTable *self, const char *condition);
/* An identifier for SQL. */
char *sx_sqlite_quote (const char *name);
/* SX_ERROR_CRS for a table without a usable CRS. */
void sx_package_table_set_crs_error (const SxPackageTable *self, const SxPackageFile *file, GError **error);
