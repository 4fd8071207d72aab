/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Painted tiles of one layer, as many as fit into so many bytes; those used least recently go first. What has
 * changed since a tile was painted is remembered as boxes, so a change costs nothing until a tile is looked
 * at. */
#pragma once

#include "map/sx-tile-image.h"

#include "picture/sx-tile-painter.h"

typedef struct _SxTileCache SxTileCache;

SxTileCache *sx_tile_cache_new (gsize most_bytes);
void sx_tile_cache_free (SxTileCache *self);

/* Everything that is painted by now is out of date where it meets the box (of the world as a square,
 * sx-plane-map.h). Returns the new revision: that of pictures from now on. */
guint64 sx_tile_cache_outdate (SxTileCache *self, SxBox box);
guint64 sx_tile_cache_get_revision (SxTileCache *self);
void sx_tile_cache_clear (SxTileCache *self);

/* image: reffed; NULL: a blank tile. A tile painted of an older revision does not take the place of a newer
 * one. */
void sx_tile_cache_put (SxTileCache *self, SxTile tile, guint64 revision, SxTileImage *image);
/* FALSE: it is not there. image: borrowed, NULL for a blank one. */
gboolean sx_tile_cache_get (SxTileCache *self, SxTile tile, SxTileImage **image, gboolean *is_current);

/* The tile's place in the world as a square. */
SxBox sx_tile_box (SxTile tile);
