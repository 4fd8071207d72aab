/* SPDX-License-Identifier: GPL-3.0-or-later */
/* States made from a package. Private to the scheme writer; its thread. */
#pragma once

#include "store/sx-package-file.h"
#include "store/sx-package-scheme.h"
#include "store/sx-scheme-state.h"

/* A connection that is in a transaction. */
typedef struct
{
  const SxPackageFile *file; /* its name, for messages */
  sqlite3 *db;
  const SxPlan *plan;
} SxStateSource;

/* Everything, with the items of `before` (may be NULL) where they are still the same. open: the scheme to be
 * shown; where it is not there its neighbour is, else none. name: where not NULL it is looked for instead.
 * Errors: those of sx_package_read_scheme(). */
SxSchemeState *sx_scheme_state_read (const SxStateSource *source, const SxSchemeState *before, gint64 open,
                                     const char *name, guint64 generation, GError **error);
/* The same where only `changes` (SxStoreChange) lie between `before` and now: reads only these rows. */
SxSchemeState *sx_scheme_state_follow (const SxStateSource *source, const SxSchemeState *before,
                                       const GArray *changes, gint64 open, guint64 generation,
                                       GError **error);
/* Whether that scheme holds the item just as it is given. */
gboolean sx_scheme_state_has_item (const SxStateSource *source, gint64 scheme, SxSchemeItems kind,
                                   gconstpointer item, gboolean *is_there, GError **error);
/* Whether it has that judgement, or parameter of that name, with that verdict or value; NULL: none at all. */
gboolean sx_scheme_state_has_text (const SxStateSource *source, gint64 scheme, gboolean is_judgement,
                                   const SxJudgement *text, gboolean *is_there, GError **error);
/* Whether both show the same; the generation does not count. */
gboolean sx_scheme_state_equal (const SxSchemeState *a, const SxSchemeState *b);

/* The scheme's list of items of one kind, and an item's fid. */
GPtrArray *sx_scheme_items (const SxScheme *scheme, guint items);
gint64 sx_scheme_item_fid (guint items, gconstpointer item);
/* NULL where there is none. */
const SxSchemeInfo *sx_scheme_state_find (const SxSchemeState *self, gint64 scheme);
const SxJudgement *sx_scheme_find_judgement (const SxScheme *scheme, const char *indicator);
gboolean sx_judgement_equal (const SxJudgement *a, const SxJudgement *b);
