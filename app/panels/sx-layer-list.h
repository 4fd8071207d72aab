/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layers of the plan, top of the list = top of the map; what covers the ground is a group of its own. */
#pragma once

#include "map/sx-map-view.h"
#include "sx-session.h"

#define SX_TYPE_LAYER_LIST (sx_layer_list_get_type ())
G_DECLARE_FINAL_TYPE (SxLayerList, sx_layer_list, SX, LAYER_LIST, GtkWidget)

/* NULL: nothing is open. Keeps a reference on the layers only. */
void sx_layer_list_set_session (SxLayerList *self, SxSession *session);
void sx_layer_list_set_view (SxLayerList *self, SxMapView *view); /* borrowed; outlives the list */
