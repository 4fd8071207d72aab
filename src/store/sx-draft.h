/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The polygon that is being drawn and not yet finished, kept beside the user's state so that a crash does not
 * take it. Immutable and counted; may be handed to any thread. */
#pragma once

#include "geometry/sx-point.h"
#include "plan/sx-plan.h"
#include "plan/sx-scheme.h"

typedef struct
{
  gint ref_count;
  gint64 scheme;     /* sx_scheme.id */
  gint64 adjustment; /* the fid of the adjustment that is being changed; 0: a new one */
  SxLine line;
  SxDirection direction;
  char *situation; /* may be NULL */
  SxPoint *points; /* in the plan's plane, in the order drawn, not closed */
  guint n_points;
} SxDraft;

/* Copies situation and points. */
SxDraft *sx_draft_new (gint64 scheme, gint64 adjustment, SxLine line, SxDirection direction,
                       const char *situation, const SxPoint *points, guint n_points);
SxDraft *sx_draft_ref (SxDraft *self);
void sx_draft_unref (SxDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxDraft, sx_draft_unref)

/* Where the draft of a package is kept in a folder (g_get_user_state_dir ()/sanxian): one file a package. */
char *sx_draft_path (const char *folder, const char *package);
/* Makes the folder where needed and replaces the file at once or not at all. Errors: UNWRITABLE. */
gboolean sx_draft_write (const SxDraft *self, const SxPlan *plan, const char *path, GError **error);
/* NULL without error where there is none. Errors: FORMAT (damaged, or of a plan in another plane),
 * UNREADABLE. */
SxDraft *sx_draft_read (const SxPlan *plan, const char *path, GError **error);
/* No file is as good as removed. */
void sx_draft_remove (const char *path);
