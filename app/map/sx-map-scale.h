/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scale bar and north arrow in the map's corner. */
#pragma once

#include "sx-app-types.h"

#define SX_TYPE_MAP_SCALE (sx_map_scale_get_type ())
G_DECLARE_FINAL_TYPE (SxMapScale, sx_map_scale, SX, MAP_SCALE, GtkWidget)

SxMapScale *sx_map_scale_new (void);
/* metres_per_pixel: on the ground. north: the direction of grid north, radians clockwise from up. */
void sx_map_scale_set (SxMapScale *self, double metres_per_pixel, double north);
