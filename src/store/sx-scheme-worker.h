/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the writer's thread does with the package: it opens it, does edits, looks what other programs did, and
 * knows the state that all this led to. One thread. Private to the scheme writer. */
#pragma once

#include "store/sx-edit.h"
#include "store/sx-scheme-state.h"

typedef struct _SxSchemeWorker SxSchemeWorker;

/* Opens the package as far as it lets itself be opened: sx_scheme_worker_state() and _trouble() tell. Texts
 * are copied; scheme may be NULL. */
SxSchemeWorker *sx_scheme_worker_new (SxPlan *plan, const char *scheme, const char *default_name);
/* Folds everything into the one file and frees self. FALSE: something is still in "-wal". */
gboolean sx_scheme_worker_close (SxSchemeWorker *self, GError **error);

/* As it was last seen; NULL: it could not be read yet. Borrowed. */
SxSchemeState *sx_scheme_worker_state (SxSchemeWorker *self);
/* Why the package cannot be written or read just now; NULL: it can. Borrowed. */
const GError *sx_scheme_worker_trouble (SxSchemeWorker *self);

/* Sees what others did, and whether the trouble is over. */
void sx_scheme_worker_look (SxSchemeWorker *self);
/* Does an edit that was sealed. fids gets what it added. On failure
 * nothing of it is in the package; the state may be another all the same, as others may have written. */
gboolean sx_scheme_worker_do (SxSchemeWorker *self, const SxEdit *edit, GArray *fids, GError **error);
/* Folds the WAL. */
gboolean sx_scheme_worker_fold (SxSchemeWorker *self, GError **error);
