/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads that paint tiles, one a core, of lower priority than all that a user waits for. Each layer says
 * again and again which tiles it wants, so what has gone out of sight is never begun, or is left unfinished.
 */
#pragma once

#include "map/sx-tile-image.h"

#include "picture/sx-tile-painter.h"

typedef struct
{
  SxTile tile;
  double priority; /* the lower the sooner, across all layers */
} SxTileWish;

/* On the main thread. image: borrowed; NULL: there is nothing on the tile. revision: that of the wish. */
typedef void (*SxTileDone) (gpointer owner, SxTile tile, guint64 revision, SxTileImage *image);

/* The wishes of a layer, in place of its last ones. What is being painted and is wished for no more is
 * cancelled; what is being painted and is wished for is not begun again. owner: a GObject; kept alive only
 * while it answers. */
void sx_tile_queue_want (gpointer owner, SxPicture *picture, SxPictureMode mode, guint64 revision,
                         const SxTileWish *wishes, guint n, SxTileDone done);
/* No more answers come. */
void sx_tile_queue_forget (gpointer owner);

static inline gboolean
sx_tile_equal (SxTile a, SxTile b)
{
  return a.x == b.x && a.y == b.y && a.zoom == b.zoom && a.scale == b.scale;
}
