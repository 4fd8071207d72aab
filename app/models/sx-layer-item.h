/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A layer of the open plan as the map and the layer list show it. Its layer, tree, title and box never
 * change: a thread that holds a reference on the item may read them.
 *
 * Properties: "title" (string, read-only), "count" (uint, read-only), "visible" (boolean), "opacity" (double,
 * 0–1). */
#pragma once

#include "sx-app-types.h"

#include "geometry/sx-box-tree.h"
#include "plan/sx-layer.h"

#define SX_TYPE_LAYER_ITEM (sx_layer_item_get_type ())
G_DECLARE_FINAL_TYPE (SxLayerItem, sx_layer_item, SX, LAYER_ITEM, GObject)

/* Any thread makes one: it builds the layer's tree, and has no other owner yet. Takes a reference on layer.
 */
SxLayerItem *sx_layer_item_new (SxLayer *layer, const char *title);

SxLayer *sx_layer_item_get_layer (SxLayerItem *self); /* borrowed */
const SxBoxTree *
sx_layer_item_get_tree (SxLayerItem *self);              /* of the layer's boxes; lives as long as the item */
const char *sx_layer_item_get_table (SxLayerItem *self); /* standard name: "DLTB" */
const char *sx_layer_item_get_title (SxLayerItem *self); /* "地类图斑" */
SxBox sx_layer_item_get_box (SxLayerItem *self);         /* plan's plane; empty where nothing is in it */
gboolean sx_layer_item_get_visible (SxLayerItem *self);
void sx_layer_item_set_visible (SxLayerItem *self, gboolean visible);
double sx_layer_item_get_opacity (SxLayerItem *self);
void sx_layer_item_set_opacity (SxLayerItem *self, double opacity);
