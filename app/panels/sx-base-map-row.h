/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The base map as the lowest of the layers: whether and how much of it is seen. Hidden where there is none.
 */
#pragma once

#include "map/sx-map-view.h"

#define SX_TYPE_BASE_MAP_ROW (sx_base_map_row_get_type ())
G_DECLARE_FINAL_TYPE (SxBaseMapRow, sx_base_map_row, SX, BASE_MAP_ROW, GtkWidget)

/* Once. */
void sx_base_map_row_set_view (SxBaseMapRow *self, SxMapView *view);
