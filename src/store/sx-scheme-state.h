/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the package held at one moment: the open scheme, the list of schemes, what undo and redo would do.
 * Immutable and counted; may be handed to any thread. */
#pragma once

#include "plan/sx-snapshot.h"
#include "store/sx-package.h"

typedef struct
{
  gint ref_count;
  /* The open scheme, its items in stored order with their fids; id 0 and no name in a package that has none
   * yet. An item that did not change is the same object as in the state before. Its generation is one above
   * that of the state before. */
  SxSnapshot *snapshot;
  GPtrArray *schemes; /* SxSchemeInfo *, by id */
  char *undo_label;   /* of what would be undone; NULL: nothing */
  char *redo_label;
  char *undo_step, *redo_step; /* tell one step of the history from another */
  gboolean changed_outside;    /* another program's work is in what differs from the state before */
} SxSchemeState;

SxSchemeState *sx_scheme_state_ref (SxSchemeState *self);
void sx_scheme_state_unref (SxSchemeState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxSchemeState, sx_scheme_state_unref)

/* Whether judgements and own figures of the two say the same. */
gboolean sx_scheme_texts_equal (const SxScheme *a, const SxScheme *b);

/* Puts items of `from` in the place of equal ones with the same fid, so that who compares objects finds only
 * what differs. */
void sx_scheme_reuse_items (SxScheme *self, const SxScheme *from);
