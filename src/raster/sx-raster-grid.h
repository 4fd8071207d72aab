/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a server cuts the world into tiles: a matrix of them for each scale (OGC's tile matrix set). */
#pragma once

#include "raster/sx-raster-tile.h"

typedef struct
{
  char *id;         /* as the server calls it */
  double left, top; /* the corner, in the system's units, x to the east */
  double pixel;     /* units */
  int tile_width, tile_height;
  gint64 width, height; /* tiles */
} SxRasterMatrix;

typedef struct
{
  char *crs;        /* as GDAL understands it */
  GArray *matrices; /* SxRasterMatrix, coarsest first */
  gboolean is_ours; /* its tiles are those of the map */
} SxRasterGrid;

SxRasterGrid *sx_raster_grid_new (const char *crs);
/* The web's: EPSG:3857, 256 pixels, zoom from … to. */
SxRasterGrid *sx_raster_grid_new_mercator (int from, int to);
/* Degrees of CGCS2000, two tiles across the world at zoom 1, as 天地图 does. */
SxRasterGrid *sx_raster_grid_new_degrees (int from, int to);
SxRasterGrid *sx_raster_grid_copy (const SxRasterGrid *self);
void sx_raster_grid_free (SxRasterGrid *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxRasterGrid, sx_raster_grid_free)

/* Takes the id. */
void sx_raster_grid_add (SxRasterGrid *self, SxRasterMatrix matrix);
/* After the last one: sorts, and looks whether they are the map's own. */
void sx_raster_grid_finish (SxRasterGrid *self);
/* The map's zoom at which its finest pixels are a pixel of the screen. metres: that a unit of the system
 * is. */
int sx_raster_grid_get_max_zoom (const SxRasterGrid *self, double metres);
