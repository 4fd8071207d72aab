/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tiles of one zoom as they lie on a layer of the map. Pixels are the widget's, and doubles. */
#pragma once

#include <shumate/shumate.h>

typedef struct
{
  double zoom;          /* of the tiles; need not be whole */
  double size;          /* of a tile, pixels */
  double left, top;     /* of the widget, in tiles */
  double width, height; /* of the widget, pixels */
  int scale;            /* pixels of the device by one of the widget */
} SxTileGrid;

/* The whole world's width in the layer's view, pixels. reference_size: pixels of a tile of the viewport's
 * reference source. */
double sx_tile_grid_world (ShumateLayer *layer, guint reference_size);
SxTileGrid sx_tile_grid_of (ShumateLayer *layer, guint reference_size, double zoom);
/* A tile's place. Its edges lie between the device's pixels, so that no light shows between tiles. */
graphene_rect_t sx_tile_grid_rect (const SxTileGrid *self, int x, int y);
/* Square of the way from a tile's middle to the widget's, pixels²: the nearest are painted first. */
double sx_tile_grid_distance (const SxTileGrid *self, int x, int y);
