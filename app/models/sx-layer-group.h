/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layers that are shown and hidden together. "changed" tells when what it shows does. */
#pragma once

#include "models/sx-layer-item.h"

#define SX_TYPE_LAYER_GROUP (sx_layer_group_get_type ())
G_DECLARE_FINAL_TYPE (SxLayerGroup, sx_layer_group, SX, LAYER_GROUP, GObject)

SxLayerGroup *sx_layer_group_new (const char *title);
void sx_layer_group_set_items (SxLayerGroup *self, GPtrArray *items); /* SxLayerItem *; takes references */
guint sx_layer_group_get_n_items (SxLayerGroup *self);
const char *sx_layer_group_get_title (SxLayerGroup *self);
/* TRUE: at least one of its layers is shown; *all: all of them. */
gboolean sx_layer_group_get_visible (SxLayerGroup *self, gboolean *all);
void sx_layer_group_set_visible (SxLayerGroup *self, gboolean visible);
gboolean sx_layer_group_get_folded (SxLayerGroup *self);
void sx_layer_group_set_folded (SxLayerGroup *self, gboolean folded);
