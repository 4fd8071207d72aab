/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with a layer: opacity, zoom to it; and the legend of its classes. */
#pragma once

#include "map/sx-map-view.h"
#include "models/sx-layer-item.h"

#define SX_TYPE_LAYER_POPOVER (sx_layer_popover_get_type ())
G_DECLARE_FINAL_TYPE (SxLayerPopover, sx_layer_popover, SX, LAYER_POPOVER, GtkPopover)

/* Keeps a reference on the item; the view is borrowed and outlives it. */
GtkWidget *sx_layer_popover_new (SxLayerItem *item, SxMapView *view);
