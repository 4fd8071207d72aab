/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A painted tile, ready to be drawn by either kind of renderer. GTK 4.8's cairo renderer converts every
 * texture of the window in every frame, by way of floats, whether it is redrawn or not; where it draws, tiles
 * are nodes that paint their surface, for a twentieth of the cost. Immutable, counted, made on any thread. */
#pragma once

#include "sx-app-types.h"

typedef struct _SxTileImage SxTileImage;

/* Takes an image surface of CAIRO_FORMAT_ARGB32 that nobody paints on any more. */
SxTileImage *sx_tile_image_new (cairo_surface_t *surface);
SxTileImage *sx_tile_image_ref (SxTileImage *self);
void sx_tile_image_unref (SxTileImage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxTileImage, sx_tile_image_unref)

gsize sx_tile_image_n_bytes (const SxTileImage *self);
/* Whether both have the same pixels. */
gboolean sx_tile_image_equal (const SxTileImage *self, const SxTileImage *other);

/* Whether what is drawn in the widget is drawn by processor. On the main thread; the widget is realized. */
gboolean sx_tile_image_is_software (GtkWidget *widget);
/* Fills the rectangle, whose edges lie between pixels, with the tile. On the main thread. */
void sx_tile_image_append (SxTileImage *self, GtkSnapshot *snapshot, const graphene_rect_t *rect,
                           gboolean is_software);
