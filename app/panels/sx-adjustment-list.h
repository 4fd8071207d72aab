/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the scheme holds, grouped by line: selecting here is selecting on the map. Enter or a double click
 * zooms, Delete deletes, F2 goes to the name in the form. */
#pragma once

#include "map/sx-map-view.h"
#include "models/sx-scheme-rows.h"

#define SX_TYPE_ADJUSTMENT_LIST (sx_adjustment_list_get_type ())
G_DECLARE_FINAL_TYPE (SxAdjustmentList, sx_adjustment_list, SX, ADJUSTMENT_LIST, GtkWidget)

/* Signal "rename": F2. Both NULL: nothing is open. Keeps references. */
void sx_adjustment_list_set_session (SxAdjustmentList *self, SxSession *session, SxSchemeRows *rows);
void sx_adjustment_list_set_view (SxAdjustmentList *self, SxMapView *view); /* borrowed; outlives the list */
/* The entry that filters takes the focus. */
void sx_adjustment_list_find (SxAdjustmentList *self);
/* What is selected goes, as one edit. */
void sx_adjustment_list_delete (SxAdjustmentList *self);
