/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses of tiles as servers' pages give them, with names in braces for what differs from tile to tile. */
#pragma once

#include <glib.h>

/* {x}, {y}, {z}; {-y}: counted from the south; {s}: a, b or c in turn; {switch:1,2,3}: one of these in turn;
 * {TileCol}, {TileRow}, {TileMatrix}: WMTS's names of the same; {key}: the user's key. */
typedef struct
{
  const char *matrix; /* {z} */
  gint64 x, y;
  gint64 height;   /* of the matrix, in tiles: for {-y} */
  const char *key; /* may be NULL */
} SxRasterPlace;

/* Owned by the caller. What is filled in is escaped. */
char *sx_raster_address_fill (const char *address, const SxRasterPlace *place);
/* Whether it is an address of tiles; else a sentence that says what it lacks, and never shows it. */
gboolean sx_raster_address_check (const char *address, GError **error);
/* For {key}. */
gboolean sx_raster_address_has_key (const char *address);
/* The address of tiles that a description gives, with what the user's address of that description has in its
 * query and a request does not say for itself: a key, mostly. Owned by the caller. */
char *sx_raster_address_join (const char *address, const char *description);
/* "maps.example.org": all of an address that may be shown. Owned by the caller. */
char *sx_raster_address_host (const char *address);
