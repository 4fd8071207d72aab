/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings tiles of a server's grid onto tiles of the map. An object stays on its thread; it borrows the grid.
 */
#pragma once

#include <gio/gio.h>

#include "raster/sx-raster-grid.h"

typedef struct _SxRasterPlacer SxRasterPlacer;

/* A rectangle of tiles of a matrix. */
typedef struct
{
  const SxRasterMatrix *matrix;
  gint64 x, y; /* the first */
  int columns, rows;
  gboolean is_exact; /* it is one, and the map's own */
} SxRasterSpan;

/* NULL: the grid's coordinate system is unknown. */
SxRasterPlacer *sx_raster_placer_new (const SxRasterGrid *grid, GError **error);
void sx_raster_placer_free (SxRasterPlacer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxRasterPlacer, sx_raster_placer_free)

/* What is needed of the grid for a tile of the map, in the scale next to it. FALSE: it has nothing there. */
gboolean sx_raster_placer_span (SxRasterPlacer *self, SxRasterTile tile, SxRasterSpan *span);
/* images: row by row, as sx_raster_image_decode() gives them, of the matrix's size; NULL where one is
 * missing. ARGB32, SX_RASTER_BYTES; NULL without an error: nothing to be seen. */
GBytes *sx_raster_placer_draw (SxRasterPlacer *self, SxRasterTile tile, const SxRasterSpan *span,
                               GBytes *const *images, GCancellable *cancellable, GError **error);
