/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sx_ tables of a package: made on first use, every edit one transaction that survives a power cut
 * (synchronous = FULL or more), undo history kept in the package. Base tables are never written.
 *
 * One writer a package at a time uses it, on one thread of its own choice (the editor: a writer thread). A
 * second program is noticed: an edit fails with SX_ERROR_UNWRITABLE while another holds the lock, and
 * sx_scheme_store_changed_outside() tells that another program committed since.
 *
 * The editor's writer (sx-scheme-worker) has to read the new state before it commits, and works with the open
 * group itself (sx-scheme-store-private.h); sx_scheme_store_begin() to _redo() are the same for who has not.
 */
#pragma once

#include "plan/sx-plan.h"
#include "plan/sx-scheme.h"

typedef struct _SxSchemeStore SxSchemeStore;

/* Opens the package for writing; makes nothing yet. plan gives CRS (items come and go in its plane).
 * Errors: NOT_FOUND, UNWRITABLE, UNREADABLE. */
SxSchemeStore *sx_scheme_store_open (const SxPlan *plan, GError **error);
/* Folds the WAL back so that the one file is all of it, and frees self in any case. FALSE with UNWRITABLE
 * where the file's "-wal" is still needed (another program reads, the disk is full): nothing is lost while it
 * stays beside it. */
gboolean sx_scheme_store_close (SxSchemeStore *self, GError **error);

/* A group of writes is one transaction and one step of undo; one that changes nothing leaves no trace. label:
 * what the undo menu shows. Waits at most 0.2 s for another program's lock. Whether or not commit succeeds,
 * the group is over: when it fails nothing of it is written and it may be tried again. After a write in it
 * failed, only rollback is left (commit rolls back and fails). Errors of all that follows: UNWRITABLE (lock,
 * full disk, removed file …), NOT_FOUND (no such row), FORMAT (strange tables), CRS, GEOMETRY (a coordinate
 * is not finite), USAGE (a scheme's name is empty or taken), LIMIT. */
gboolean sx_scheme_store_begin (SxSchemeStore *self, gint64 scheme, const char *label, GError **error);
gboolean sx_scheme_store_commit (SxSchemeStore *self, GError **error);
void sx_scheme_store_rollback (SxSchemeStore *self);

/* Within a group. `scheme` ids come from add_scheme or sx_package_list_schemes. The new fid/id is put in
 * *fid. */
gboolean sx_scheme_store_add_scheme (SxSchemeStore *self, const char *name, const char *note, gint64 *id,
                                     GError **error);
gboolean sx_scheme_store_rename_scheme (SxSchemeStore *self, gint64 id, const char *name, GError **error);
gboolean sx_scheme_store_remove_scheme (SxSchemeStore *self, gint64 id,
                                        GError **error); /* with all it holds */
gboolean sx_scheme_store_add_adjustment (SxSchemeStore *self, gint64 scheme, const SxAdjustment *item,
                                         gint64 *fid, GError **error);
gboolean sx_scheme_store_set_adjustment (SxSchemeStore *self, gint64 scheme, const SxAdjustment *item,
                                         GError **error); /* by item->fid */
gboolean sx_scheme_store_remove_adjustment (SxSchemeStore *self, gint64 fid, GError **error);
gboolean sx_scheme_store_add_reclass (SxSchemeStore *self, gint64 scheme, const SxReclass *item, gint64 *fid,
                                      GError **error);
gboolean sx_scheme_store_set_reclass (SxSchemeStore *self, gint64 scheme, const SxReclass *item,
                                      GError **error); /* the one with item->fid */
gboolean sx_scheme_store_remove_reclass (SxSchemeStore *self, gint64 fid, GError **error);
gboolean sx_scheme_store_add_road (SxSchemeStore *self, gint64 scheme, const SxRoad *item, gint64 *fid,
                                   GError **error);
gboolean sx_scheme_store_set_road (SxSchemeStore *self, gint64 scheme, const SxRoad *item,
                                   GError **error); /* the one with item->fid */
gboolean sx_scheme_store_remove_road (SxSchemeStore *self, gint64 fid, GError **error);
/* Of the plan, whatever schemes there are. Errors also: USAGE, a project without a name. */
gboolean sx_scheme_store_add_project (SxSchemeStore *self, const SxProject *item, gint64 *id, GError **error);
gboolean sx_scheme_store_set_project (SxSchemeStore *self, const SxProject *item,
                                      GError **error); /* by item->id */
gboolean sx_scheme_store_remove_project (SxSchemeStore *self, gint64 id, GError **error);
/* verdict NULL: takes the judgement away; value NULL: takes the parameter away */
gboolean sx_scheme_store_set_judgement (SxSchemeStore *self, gint64 scheme, const char *indicator,
                                        const char *verdict, const char *reason, GError **error);
gboolean sx_scheme_store_set_parameter (SxSchemeStore *self, const char *key, const char *value,
                                        GError **error);

/* Undo and redo, across sessions: the last 1000 groups, of all schemes together. label is what would be
 * undone, owned by the caller, NULL where there is nothing. Outside of a group. A step whose rows another
 * program changed or removed in between is refused with FORMAT, and nothing changes. */
char *sx_scheme_store_undo_label (SxSchemeStore *self);
char *sx_scheme_store_redo_label (SxSchemeStore *self);
gboolean sx_scheme_store_undo (SxSchemeStore *self, GError **error);
gboolean sx_scheme_store_redo (SxSchemeStore *self, GError **error);

/* Whether another program committed to the package since the last call (at first: since open). */
gboolean sx_scheme_store_changed_outside (SxSchemeStore *self);
