/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thread of the base map, of low priority: everything that reads, fetches and bends is there. */
#pragma once

#include "map/sx-base-map-service.h"
#include "map/sx-tile-image.h"

typedef struct _SxBaseMapWorker SxBaseMapWorker;

typedef struct
{
  SxRasterTile tile;
  double priority; /* the lower the sooner */
} SxBaseMapWish;

/* On the main thread; generation: of the config they are about. */
typedef struct
{
  void (*answered) (gpointer data, guint generation, SxRasterTile tile, SxBaseMapAnswer answer,
                    SxTileImage *image);
  void (*reported) (gpointer data, guint generation, SxBaseMapReport *report); /* takes it */
} SxBaseMapWorkerCalls;

/* There is one while the program runs; its thread begins with the first config. */
SxBaseMapWorker *sx_base_map_worker_new (SxBaseMapWorkerCalls calls, gpointer data);
/* In place of the last one, which is left at once. Takes it; NULL: no base map. */
void sx_base_map_worker_set_config (SxBaseMapWorker *self, SxBaseMapConfig *config, guint generation);
/* All that is wanted, in place of the last wishes; takes the array (SxBaseMapWish). What is wanted no more is
 * given up. A tile that is answered is not wanted again until it is said again. */
void sx_base_map_worker_want (SxBaseMapWorker *self, GArray *wishes);
