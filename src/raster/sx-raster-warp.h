/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rasters of GDAL, of any kind and coordinate system, as tiles. A dataset stays on its thread. */
#pragma once

#include <gdal.h>
#include <gio/gio.h>

#include "raster/sx-raster-tile.h"

/* The dataset as bytes of red, green and blue, with an alpha band where it has one: palettes are looked up,
 * grey becomes colours, other numbers are stretched to what can be seen. It borrows the dataset, which is to
 * be closed after it. */
GDALDatasetH sx_raster_colours (GDALDatasetH dataset, GError **error);
#define SX_RASTER_ANY_OVERVIEW (-2)

/* Of red, green, blue, alpha; SX_RASTER_BYTES. overview: to be read, -1 for the pixels themselves;
 * SX_RASTER_ANY_OVERVIEW: the one that suits. */
gboolean sx_raster_warp (GDALDatasetH colours, int overview, SxRasterTile tile, guint8 *pixels,
                         GCancellable *cancellable, GError **error);
/* What GDAL said last, without line breaks, or a word in its place. Owned by the caller. */
char *sx_raster_reason (void);
