/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small layers and pictures for the tests of the room. All in zone 39, around (39500000, 3650000). */
#pragma once

#include "picture/sx-tile-painter.h"

#define FIXTURE_X 39500000.0
#define FIXTURE_Y 3650000.0

SxPlane fixture_plane (void);
/* A partition of n × n crooked parcels of `size` metres whose borders are shared vertex by vertex, south-west
 * corner at (FIXTURE_X, FIXTURE_Y); codes[(x + y) % n_codes] is the DLBM of parcel (x, y). */
SxLayer *fixture_parcels (const char *table, guint n, double size, const char *const *codes, guint n_codes);
/* One polygon of one ring; points are given counted from (FIXTURE_X, FIXTURE_Y), need not be closed. */
SxLayer *fixture_polygon (const char *table, const SxPoint *points, guint n);
SxShape *fixture_box (double x0, double y0, double x1, double y1);
/* The layers alone, as they lie in the plan; frees nothing. snapshot may be NULL. */
SxPicture *fixture_picture (SxLayer *const *layers, guint n, SxSnapshot *snapshot);
/* The tile that has the point, and the point's pixel on it. */
SxTile fixture_tile_at (SxPoint p, int zoom, int scale, double *x, double *y);
/* Premultiplied ARGB. */
guint32 fixture_pixel (cairo_surface_t *surface, int x, int y);
/* The colour of the picture at a point, on its tile of that level; 0 where the tile is blank. */
guint32 fixture_colour_at (const SxPicture *picture, SxPictureMode mode, SxPoint p, int zoom);
