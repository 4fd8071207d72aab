/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sample of how the map paints a layer, or one of its classes. */
#pragma once

#include "sx-app-types.h"

#include "models/sx-layer-item.h"

#include "picture/sx-map-style.h"

#define SX_TYPE_LAYER_SWATCH (sx_layer_swatch_get_type ())
G_DECLARE_FINAL_TYPE (SxLayerSwatch, sx_layer_swatch, SX, LAYER_SWATCH, GtkWidget)

GtkWidget *sx_layer_swatch_new (void);
/* style NULL: nothing is painted. */
void sx_layer_swatch_set (SxLayerSwatch *self, const SxTableStyle *style, guint map_class);
/* Of a whole layer: strips of the first of its classes. */
void sx_layer_swatch_set_layer (SxLayerSwatch *self, SxLayerItem *item);
/* The classes of its style that occur in a layer, in the style's order; guint, owned by the caller. Empty
 * where the layer is painted in one way. */
GArray *sx_layer_swatch_classes (SxLayerItem *item);
