/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tiles of one layer of a server in its own grid: from memory, from disk, else fetched. Lives on one thread.
 */
#pragma once

#include "map/sx-base-map-fetch.h"
#include "map/sx-base-map-health.h"

#include "raster/sx-raster-placer.h"

typedef struct _SxBaseMapPyramid SxBaseMapPyramid;

/* image: as sx_raster_image_decode() gives it; NULL but where it is good. */
typedef void (*SxPartDone) (gpointer data, guint index, SxFetchResult result, GBytes *image);

/* Takes the grid. NULL: its coordinate system is unknown. session and health: borrowed, to outlive it. */
SxBaseMapPyramid *sx_base_map_pyramid_new (SoupSession *session, SxBaseMapHealth *health, const char *address,
                                           const char *key, SxRasterGrid *grid, GError **error);
void sx_base_map_pyramid_free (SxBaseMapPyramid *self); /* no call comes any more */
SxRasterPlacer *sx_base_map_pyramid_get_placer (SxBaseMapPyramid *self);

/* done is called once, perhaps at once. */
void sx_base_map_pyramid_ask (SxBaseMapPyramid *self, const SxRasterMatrix *matrix, gint64 x, gint64 y,
                              SxPartDone done, gpointer data, guint index);
/* No call with that data comes any more; what is asked for by nobody else is not fetched to its end. */
void sx_base_map_pyramid_forget (SxBaseMapPyramid *self, gpointer data);

/* What is being fetched is not waited for: it could not be had. */
void sx_base_map_pyramid_give_up (SxBaseMapPyramid *self, SxFetchResult result);

/* Where all servers' tiles are kept. Owned by the caller. */
char *sx_base_map_cache_folder (void);
