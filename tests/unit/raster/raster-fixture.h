/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rasters with a bright disk at places of a plan's plane. */
#pragma once

#include <gdal.h>

#include "picture/sx-plane-map.h"
#include "raster/sx-raster-file.h"

#define FIXTURE_SIZE 1024

typedef struct
{
  SxPlane plane; /* of the plan */
  SxPoint marks[5];
} RasterFixture;

RasterFixture raster_fixture (void); /* in EPSG:4525 */
/* A place of the plane in EPSG:3857, 4490 or a Gauss–Krüger zone, east first. */
SxPoint raster_fixture_place (const RasterFixture *self, SxPoint p, int epsg);
/* A GeoTIFF in that system, some 0.7 m a pixel: disks of three pixels' radius at all marks, on nothing. */
void raster_fixture_write (const RasterFixture *self, int epsg, const char *path);
/* How far the disk of a tile is from where the mark should be, in pixels. The tile must be the mark's. */
double raster_fixture_distance (const RasterFixture *self, GBytes *pixels, SxRasterTile tile, SxPoint mark);
/* The tile a mark is on. */
SxRasterTile raster_fixture_tile (const RasterFixture *self, SxPoint mark, int zoom);
