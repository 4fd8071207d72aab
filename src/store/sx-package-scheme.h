/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a scheme, read over a connection that somebody else opened and keeps in a transaction: the
 * reader of packages, or the writer of schemes. */
#pragma once

#include "store/sx-package-file.h"
#include "store/sx-package.h"

typedef enum
{
  SX_SCHEME_ADJUSTMENTS,
  SX_SCHEME_RECLASSES,
  SX_SCHEME_ROADS,
  SX_SCHEME_PROJECTS, /* of the plan, whichever scheme is read */
  SX_SCHEME_N_ITEMS,
} SxSchemeItems;

typedef struct
{
  const SxPackageFile *file; /* its name, for messages */
  sqlite3 *db;
  const SxPlan *plan;
  SxScheme *scheme;  /* its id says what is read; gets it */
  GArray *repairs;   /* SxRepair; may be NULL */
  const gint64 *fid; /* items: only the one with this fid, where there is one; NULL: all */
} SxSchemeReader;

/* SxSchemeInfo *, by id. */
GPtrArray *sx_scheme_reader_list (const SxPackageFile *file, sqlite3 *db, GError **error);
/* Appends to the scheme's items of that kind, in stored order. Errors: those of sx_package_read_scheme(). */
gboolean sx_scheme_reader_read_items (const SxSchemeReader *self, SxSchemeItems items, GError **error);
/* Judgements and parameters. */
gboolean sx_scheme_reader_read_texts (const SxSchemeReader *self, GError **error);
