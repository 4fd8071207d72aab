/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paints a picture into pixels, with as much detail as the scale can show. Any thread, any number at once;
 * each has some megabytes of memory of its own that it uses again. */
#pragma once

#include <gio/gio.h>

#include "picture/sx-picture.h"
#include "picture/sx-plane-map.h"

#define SX_TILE_SIZE 256

typedef struct
{
  double zoom; /* the world is 256 · 2^zoom pixels wide, 0–24; need not be whole */
  int x, y;    /* from the world's north-west corner */
  int scale;   /* device pixels a pixel, 1–4: the surface is so many times SX_TILE_SIZE wide */
} SxTile;

/* Whether there can be something on the tile; cheap. */
gboolean sx_tile_has_content (const SxPicture *picture, SxPictureMode mode, SxTile tile);
/* An ARGB32 image, transparent where nothing is. NULL: cancelled, or there is nothing on it. Owned by the
 * caller. */
cairo_surface_t *sx_tile_paint (const SxPicture *picture, SxPictureMode mode, SxTile tile,
                                GCancellable *cancellable);
/* The same for any map; hatches and dashes `scale` times as large as on a screen of 96 dpi; phase: of the
 * corner in pixels, as in sx_sheet_lay(). */
cairo_surface_t *sx_picture_paint (const SxPicture *picture, SxPictureMode mode, const SxPlaneMap *map,
                                   int scale, int phase_x, int phase_y, GCancellable *cancellable);
