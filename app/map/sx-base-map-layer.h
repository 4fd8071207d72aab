/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The base map below a map's own layers: what is there is drawn at once, what is not is drawn of another zoom
 * until it is. Nothing where there is none. */
#pragma once

#include <shumate/shumate.h>

#include "sx-app-types.h"

#define SX_TYPE_BASE_MAP_LAYER (sx_base_map_layer_get_type ())
G_DECLARE_FINAL_TYPE (SxBaseMapLayer, sx_base_map_layer, SX, BASE_MAP_LAYER, ShumateLayer)

/* reference_size: pixels of a tile of the viewport's reference source. */
SxBaseMapLayer *sx_base_map_layer_new (ShumateViewport *viewport, guint reference_size);
/* All of it that is in view and to be had is drawn. */
gboolean sx_base_map_layer_is_idle (SxBaseMapLayer *self);
