/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The conflicts at the end of the panel's list: their heading, their rows, and going from one to the next on
 * the map. */
#pragma once

#include "map/sx-map-view.h"

#define SX_TYPE_CONFLICT_LIST (sx_conflict_list_get_type ())
G_DECLARE_FINAL_TYPE (SxConflictList, sx_conflict_list, SX, CONFLICT_LIST, GObject)

/* list: borrowed; the rows go to its end. view: borrowed, may be NULL. Keeps a reference on the session. */
SxConflictList *sx_conflict_list_new (GtkListBox *list, SxSession *session, SxMapView *view);
/* Takes the rows away. */
void sx_conflict_list_close (SxConflictList *self);
void sx_conflict_list_show (SxConflictList *self, const SxResult *result);
/* A row of the list was activated: TRUE if it is one of these. */
gboolean sx_conflict_list_activate (SxConflictList *self, GtkListBoxRow *row);
/* The row of the first conflict of the plot of that fid, unfolded; NULL: it has none. */
GtkWidget *sx_conflict_list_find (SxConflictList *self, gint64 fid);
