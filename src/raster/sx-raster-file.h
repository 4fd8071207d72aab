/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A raster of this computer as a base map: GeoTIFF, MBTiles, GeoPackage and what else GDAL reads, in any
 * coordinate system that it has. Never the network. An object stays on the thread that opened it. */
#pragma once

#include <gio/gio.h>

#include "raster/sx-raster-tile.h"

typedef struct _SxRasterFile SxRasterFile;

/* The message is a sentence that names the file. */
SxRasterFile *sx_raster_file_open (const char *path, GError **error);
void sx_raster_file_free (SxRasterFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxRasterFile, sx_raster_file_free)

SxBox sx_raster_file_get_box (const SxRasterFile *self);    /* of the world as a square, sx-plane-map.h */
int sx_raster_file_get_max_zoom (const SxRasterFile *self); /* of its own pixels: beyond it nothing is new */
/* Large, and without overviews: what is far away takes long. */
gboolean sx_raster_file_is_slow (const SxRasterFile *self);
/* ARGB32, SX_RASTER_BYTES. NULL without an error: nothing is there. */
GBytes *sx_raster_file_draw (SxRasterFile *self, SxRasterTile tile, GCancellable *cancellable,
                             GError **error);
