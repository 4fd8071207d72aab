/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the open scheme holds, as a list with headings, and the selection in it: a GListModel of SxSchemeRow
 * and a GtkSelectionModel. What is selected is what the session says; there is no second copy.
 *
 * Areas are measured on a thread. Conflicts are those of the scheme's own result, never of a preview.
 *
 * Signal "measured": sizes are there. */
#pragma once

#include "models/sx-row-list.h"
#include "models/sx-scheme-row.h"
#include "sx-session.h"

#define SX_TYPE_SCHEME_ROWS (sx_scheme_rows_get_type ())
G_DECLARE_FINAL_TYPE (SxSchemeRows, sx_scheme_rows, SX, SCHEME_ROWS, SxRowList)

/* Keeps a reference on the session. */
SxSchemeRows *sx_scheme_rows_new (SxSession *session);
/* Only rows in which the words occur; "": all. */
void sx_scheme_rows_set_filter (SxSchemeRows *self, const char *words);
/* Whether the heading shows its rows. */
void sx_scheme_rows_toggle_folded (SxSchemeRows *self, guint group);
/* Number of items in the scheme, shown or not. */
guint sx_scheme_rows_get_n_items (SxSchemeRows *self);
/* Where the row of the adjustment is; FALSE: it is not shown. */
gboolean sx_scheme_rows_find (SxSchemeRows *self, gint64 fid, guint *position);
/* The selected rows, in the list's order; SxSchemeRow *, referred to. */
GPtrArray *sx_scheme_rows_dup_selected (SxSchemeRows *self);
/* The row of an adjustment, shown or not; borrowed, NULL: not there. */
SxSchemeRow *sx_scheme_rows_get_adjustment (SxSchemeRows *self, gint64 fid);
