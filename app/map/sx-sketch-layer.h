/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The topmost layer of the map: what the active tool is making. */
#pragma once

#include <shumate/shumate.h>

#include "sx-app-types.h"

#define SX_TYPE_SKETCH_LAYER (sx_sketch_layer_get_type ())
G_DECLARE_FINAL_TYPE (SxSketchLayer, sx_sketch_layer, SX, SKETCH_LAYER, ShumateLayer)

/* view is borrowed: it owns the layer. */
SxSketchLayer *sx_sketch_layer_new (SxMapView *view, ShumateViewport *viewport);
