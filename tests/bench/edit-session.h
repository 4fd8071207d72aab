/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the benches of editing share: an opened plan whose evaluator takes edits of EDITS.json, and gives them
 * back.
 */
#pragma once

#include "figures.h"

#include "cli/sx-edits.h"
#include "cli/sx-opened-plan.h"

typedef struct
{
  SxOpenedPlan *opened;
  GPtrArray *edits;    /* SxReplayEdit * */
  GPtrArray *replaced; /* per applied edit, the SxAdjustment that it put away, or NULL */
  GArray *places;      /* per applied edit, guint, where in the scheme */
  gint64 work_ns;      /* processor time that the last step took, of all threads */
} EditSession;

/* Ends the program with the message where something cannot be read. */
EditSession *edit_session_new (const char *plan, const char *edits);
void edit_session_free (EditSession *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EditSession, edit_session_free)

/* Applies the next edit, up to all indicators and conflicts being known; returns nanoseconds. */
gint64 edit_session_apply (EditSession *self);
/* Takes the last applied edit back; nanoseconds as well. */
gint64 edit_session_undo (EditSession *self);
/* The polygon that edit i is about: what it puts in, or takes out. */
SxShape *edit_session_shape (const EditSession *self, guint i);
