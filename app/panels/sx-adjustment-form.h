/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The attributes of the selected adjustments. An entry that is left, or Enter in it, is one edit of all of
 * them; Escape takes back what was typed. Both give the focus back to the map. */
#pragma once

#include "map/sx-map-view.h"
#include "models/sx-scheme-rows.h"

#define SX_TYPE_ADJUSTMENT_FORM (sx_adjustment_form_get_type ())
G_DECLARE_FINAL_TYPE (SxAdjustmentForm, sx_adjustment_form, SX, ADJUSTMENT_FORM, GtkWidget)

/* Both NULL: nothing is open. Keeps references. */
void sx_adjustment_form_set_session (SxAdjustmentForm *self, SxSession *session, SxSchemeRows *rows);
void sx_adjustment_form_set_view (SxAdjustmentForm *self, SxMapView *view); /* borrowed; outlives it */
/* The name takes the focus; nothing where nothing is selected. */
void sx_adjustment_form_edit_name (SxAdjustmentForm *self);
