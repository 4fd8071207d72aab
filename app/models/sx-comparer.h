/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two schemes of the session's plan, compared and kept up with the package; one of them may be the plan
 * before any scheme. All schemes are read in one transaction, those that differ from what was known are
 * evaluated one after the other by the engine, which has the plan ready, and put side by side on a thread:
 * what is shown is of one moment, and nothing here waits. An edit elsewhere goes first: the engine turns to
 * its snapshot at once, and the comparison is made when there is rest again.
 *
 * Signal "changed": another comparison, or another answer of one of the functions below. */
#pragma once

#include "sx-session.h"

#include "export/sx-scheme-overview.h"

#define SX_COMPARER_BEFORE 0 /* in place of a scheme's id: the plan before any */

#define SX_TYPE_COMPARER (sx_comparer_get_type ())
G_DECLARE_FINAL_TYPE (SxComparer, sx_comparer, SX, COMPARER, GObject)

/* Keeps a reference on the session until it is closed. */
SxComparer *sx_comparer_new (SxSession *session);
/* To be called before the last reference goes. No signal comes afterwards. */
void sx_comparer_close (SxComparer *self);
/* By their ids; two different ones. */
void sx_comparer_set_schemes (SxComparer *self, gint64 first, gint64 second);
gint64 sx_comparer_get_scheme (SxComparer *self, guint side);
/* The newest that there is; borrowed. NULL: none yet of these two. */
SxComparison *sx_comparer_get_comparison (SxComparer *self);
/* All schemes of the package at that moment, where they are more than two; borrowed, else NULL. */
SxSchemeOverview *sx_comparer_get_overview (SxComparer *self);
/* What the plan before any scheme is called; borrowed. */
const char *sx_comparer_before_words (void);
/* The scheme as it was compared; borrowed, NULL as above. */
SxSnapshot *sx_comparer_get_snapshot (SxComparer *self, guint side);
/* It is that of the schemes as the session knows them: nothing is under way, and nothing failed. */
gboolean sx_comparer_is_current (SxComparer *self);
/* A sentence, or NULL. */
const char *sx_comparer_get_failure (SxComparer *self);
