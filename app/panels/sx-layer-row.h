/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the layer list: a layer, or a group of layers. */
#pragma once

#include "map/sx-map-view.h"

#define SX_TYPE_LAYER_ROW (sx_layer_row_get_type ())
G_DECLARE_FINAL_TYPE (SxLayerRow, sx_layer_row, SX, LAYER_ROW, GtkWidget)

/* Signal "fold-clicked" (SxLayerGroup): its arrow. */
GtkWidget *sx_layer_row_new (SxMapView *view); /* borrowed; outlives the row */
/* An SxLayerItem, an SxLayerGroup, or NULL. Keeps a reference. */
void sx_layer_row_set_item (SxLayerRow *self, gpointer item);
