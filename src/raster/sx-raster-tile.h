/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The squares that a base map is drawn in: the world in Web Mercator, halved again and again. */
#pragma once

#include <math.h>

#include "geometry/sx-point.h"

#define SX_RASTER_SIZE 256 /* pixels of a tile */
#define SX_RASTER_BYTES (SX_RASTER_SIZE * SX_RASTER_SIZE * 4)
#define SX_RASTER_MOST_ZOOM 24
#define SX_RASTER_WORLD (2 * G_PI * 6378137.0) /* metres of EPSG:3857 across the world */

typedef struct
{
  int zoom, x, y; /* of 2^zoom × 2^zoom tiles, from the north-west corner */
} SxRasterTile;

/* In metres of EPSG:3857, y up. */
static inline SxBox
sx_raster_tile_box (SxRasterTile tile)
{
  double size = SX_RASTER_WORLD / exp2 (tile.zoom), half = SX_RASTER_WORLD / 2;

  return (SxBox){ tile.x * size - half, half - (tile.y + 1) * size, (tile.x + 1) * size - half,
                  half - tile.y * size };
}
