/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tiles of servers kept on disk, so that what was looked at once is there without a network. Of one thread.
 * It is a comfort: what cannot be read or written is as if it were not there. Names are sums of what they
 * stand for: no address and no key is to be found in it. */
#pragma once

#include <glib.h>

typedef struct _SxRasterCache SxRasterCache;

/* name: of the server and its layer, by which it is kept apart. most: bytes of all servers together; those
 * used least recently go first. */
SxRasterCache *sx_raster_cache_new (const char *folder, const char *name, gint64 most);
void sx_raster_cache_free (SxRasterCache *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxRasterCache, sx_raster_cache_free)

/* days: since it was fetched. NULL: it is not there. */
GBytes *sx_raster_cache_get (SxRasterCache *self, const char *matrix, gint64 x, gint64 y, double *days);
void sx_raster_cache_put (SxRasterCache *self, const char *matrix, gint64 x, gint64 y, GBytes *file);
