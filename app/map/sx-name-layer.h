/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names on the map, above the tiles. They are placed and painted on a thread of their own whenever the
 * view has moved by some part of itself, or rests where its edges cut some; until then those that there are
 * move with the ground. A frame costs the names in view. */
#pragma once

#include <shumate/shumate.h>

#include "map/sx-map-names.h"

#define SX_TYPE_NAME_LAYER (sx_name_layer_get_type ())
G_DECLARE_FINAL_TYPE (SxNameLayer, sx_name_layer, SX, NAME_LAYER, ShumateLayer)

/* reference_size: pixels of a tile of the viewport's reference source. */
SxNameLayer *sx_name_layer_new (ShumateViewport *viewport, guint reference_size);

/* What is named, in place of the last one; it is reffed. NULL: nothing. */
void sx_name_layer_set_picture (SxNameLayer *self, SxPicture *picture);
/* Plots are named only right of that place of the widget, in pixels: left of it the scheme is not shown. */
void sx_name_layer_set_plots_from (SxNameLayer *self, double x);
/* Areas are measured in the plane, not on the ellipsoid. */
void sx_name_layer_set_planar (SxNameLayer *self, gboolean is_planar);
/* All names are where they should be. */
gboolean sx_name_layer_is_idle (SxNameLayer *self);
/* For tests and benches: main thread's milliseconds that the last frame took here, the names it showed, and
 * those of them that an edge of the view cuts. */
double sx_name_layer_get_frame_ms (SxNameLayer *self);
guint sx_name_layer_get_n_shown (SxNameLayer *self);
guint sx_name_layer_get_n_cut (SxNameLayer *self);
