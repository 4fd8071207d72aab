/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture as tiles on the map: what is painted already is shown at once, what is not is shown of another
 * level until it is. A frame costs the tiles in view, whatever is on them.
 *
 * Tiles are painted for quarter levels, so they are never stretched by more than a tenth, and not at all
 * where the map stands at such a level. */
#pragma once

#include <shumate/shumate.h>

#include "sx-app-types.h"

#include "picture/sx-picture.h"

#define SX_TYPE_TILE_LAYER (sx_tile_layer_get_type ())
G_DECLARE_FINAL_TYPE (SxTileLayer, sx_tile_layer, SX, TILE_LAYER, ShumateLayer)

/* reference_size: pixels of a tile of the viewport's reference source. */
SxTileLayer *sx_tile_layer_new (ShumateViewport *viewport, guint reference_size, SxPictureMode mode);

/* In place of the last one; it is reffed. NULL: nothing. dirty: where (in the plane) the two differ; NULL:
 * everywhere; an empty box: nowhere. What was painted of the last one is shown until it is painted anew. */
void sx_tile_layer_set_picture (SxTileLayer *self, SxPicture *picture, const SxBox *dirty);
/* Shows only what lies between two places of the widget, in pixels. */
void sx_tile_layer_set_span (SxTileLayer *self, double from, double to);
/* All tiles in view are painted as they should be. */
gboolean sx_tile_layer_is_idle (SxTileLayer *self);
/* For tests and benches: main thread's milliseconds that the last frame took here, and painted tiles it
 * showed. */
double sx_tile_layer_get_frame_ms (SxTileLayer *self);
guint sx_tile_layer_get_n_shown (SxTileLayer *self);
