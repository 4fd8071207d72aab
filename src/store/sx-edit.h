/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One finished action of the user: one transaction, one step of undo. It is filled by who makes it and
 * immutable once submitted to a writer (sx-scheme-writer.h); counted, may be handed to any thread, and may be
 * submitted again, to the same writer, where it failed as the package could not be written. */
#pragma once

#include "plan/sx-scheme.h"

typedef struct _SxEdit SxEdit;

/* label: what the undo menu shows, in the user's language ("调入 城镇开发边界"). scheme: where what is added
 * goes; 0: the scheme that is open when its turn comes, which is made where the package has none yet. */
SxEdit *sx_edit_new (const char *label, gint64 scheme);
/* Each stands alone; no label is shown. An undo or redo that touches none of the open scheme opens the one
 * that it touches. */
SxEdit *sx_edit_new_undo (void);
SxEdit *sx_edit_new_redo (void);
/* Shows another scheme; no transaction, no step of undo. */
SxEdit *sx_edit_new_open (gint64 scheme);
/* Reads the package anew. */
SxEdit *sx_edit_new_reload (void);
SxEdit *sx_edit_ref (SxEdit *self);
void sx_edit_unref (SxEdit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxEdit, sx_edit_unref)

/* Operations, done in this order, all or none. Items are referred to; they may belong to another scheme or to
 * none, as only what is in them counts. What is changed or removed is of the edit's scheme, which need not be
 * the open one; where another program wrote to the package since, that is then refused (CONFLICT), as it is
 * not known item by item what became of schemes that are not open. */
void sx_edit_add_adjustment (SxEdit *self, SxAdjustment *item);
void sx_edit_set_adjustment (SxEdit *self, SxAdjustment *item); /* the one with item->fid */
/* The same for a scheme that is not open, of which no state tells what it holds: refused (CONFLICT) where it
 * is in the package not as `was`, with which its maker began. */
void sx_edit_replace_adjustment (SxEdit *self, SxAdjustment *was, SxAdjustment *item);
void sx_edit_replace_reclass (SxEdit *self, SxReclass *was, SxReclass *item);
void sx_edit_replace_road (SxEdit *self, SxRoad *was, SxRoad *item);
void sx_edit_remove_adjustment (SxEdit *self, gint64 fid);
void sx_edit_add_reclass (SxEdit *self, SxReclass *item);
void sx_edit_remove_reclass (SxEdit *self, gint64 fid);
void sx_edit_add_road (SxEdit *self, SxRoad *item);
void sx_edit_remove_road (SxEdit *self, gint64 fid);
/* Key projects are the plan's: they need no scheme, and none is opened or made for them. */
void sx_edit_add_project (SxEdit *self, SxProject *item);
void sx_edit_set_project (SxEdit *self, SxProject *item); /* the one with item->id */
void sx_edit_remove_project (SxEdit *self, gint64 id);
/* verdict NULL: takes the judgement away. */
void sx_edit_set_judgement (SxEdit *self, const char *indicator, const char *verdict, const char *reason);
/* The same for a scheme that is not open: refused where the package does not have it as it was given; was
 * NULL: where it has any. */
void sx_edit_replace_judgement (SxEdit *self, const SxJudgement *was, const SxJudgement *item);
/* key as in SxScheme.parameters ("forest_area"); value NULL: takes it away. */
void sx_edit_set_parameter (SxEdit *self, const char *key, const char *value);
void sx_edit_replace_parameter (SxEdit *self, const char *key, const char *was, const char *value);
/* copy_of: a scheme whose whole content the new one starts with, or 0. note may be NULL. The new scheme is
 * open afterwards, and later operations of this edit go to it. */
void sx_edit_add_scheme (SxEdit *self, const char *name, const char *note, gint64 copy_of);
void sx_edit_rename_scheme (SxEdit *self, gint64 id, const char *name);
/* With all it holds. Where it is open, its neighbour is open afterwards. */
void sx_edit_remove_scheme (SxEdit *self, gint64 id);

/* Borrowed; "" for those without. */
const char *sx_edit_label (const SxEdit *self);
/* Whether it is an edit, an undo or a redo, not just another look at the package. */
gboolean sx_edit_writes (const SxEdit *self);
