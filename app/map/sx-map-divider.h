/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The divider between before and after: lies over all of the map, is hit only along its line.
 *
 * Property "position" (double): fraction of the map's width, 0–1. */
#pragma once

#include "sx-app-types.h"

#define SX_TYPE_MAP_DIVIDER (sx_map_divider_get_type ())
G_DECLARE_FINAL_TYPE (SxMapDivider, sx_map_divider, SX, MAP_DIVIDER, GtkWidget)

/* Watches the pointer on `map`, of which it becomes a child, before anything else there does. */
SxMapDivider *sx_map_divider_new (GtkWidget *map);
double sx_map_divider_get_position (SxMapDivider *self);
