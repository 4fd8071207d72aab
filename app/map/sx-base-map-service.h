/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tiles of servers, from memory, from disk, else from the network, brought onto the map. Lives on one thread,
 * whose default main context runs all of it.
 *
 * A server that cannot be reached is left alone for a while, longer each time; one that refuses is left alone
 * until the settings change. Meanwhile there is what is on disk, however old. */
#pragma once

#include <gio/gio.h>

#include "map/sx-base-map-config.h"

#include "raster/sx-raster-tile.h"

typedef struct _SxBaseMapService SxBaseMapService;

typedef enum
{
  SX_BASE_TILE_DONE,
  SX_BASE_TILE_EMPTY,   /* the map has nothing there */
  SX_BASE_TILE_MISSING, /* the server has none of this zoom there: a coarser one stands for it */
  SX_BASE_TILE_FAILED,  /* not now */
} SxBaseMapAnswer;

/* What there is to tell about a base map. */
typedef struct
{
  gboolean is_good;
  char *sentence;    /* what is wrong, or worth knowing; NULL: nothing */
  char *attribution; /* NULL: nobody is to be named */
  int max_zoom;
  SxBox box;       /* of the world as a square: nothing is beyond */
  gint64 retry_at; /* monotonic: what failed is worth asking for again; G_MAXINT64: never */
  GStrv layers;    /* of a WMTS: id, title, id, title, … NULL: not known */
  char *layer;     /* the one that is shown */
} SxBaseMapReport;

void sx_base_map_report_free (SxBaseMapReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxBaseMapReport, sx_base_map_report_free)

typedef struct
{
  /* pixels: ARGB32, of SX_RASTER_SIZE; NULL but for a tile that is done */
  void (*answered) (gpointer data, SxRasterTile tile, SxBaseMapAnswer answer, GBytes *pixels);
  void (*reported) (gpointer data, SxBaseMapReport *report); /* takes it */
} SxBaseMapServiceCalls;

/* Takes the config. Reports when it is known what there is, and whenever that changes. */
SxBaseMapService *sx_base_map_service_new (SxBaseMapConfig *config, SxBaseMapServiceCalls calls,
                                           gpointer data);
/* No call comes any more. */
void sx_base_map_service_free (SxBaseMapService *self);
/* TRUE: it is known what there is, and tiles may be asked for. */
gboolean sx_base_map_service_is_ready (SxBaseMapService *self);
/* Answers once, perhaps at once, unless it is cancelled before. */
void sx_base_map_service_ask (SxBaseMapService *self, SxRasterTile tile);
void sx_base_map_service_cancel (SxBaseMapService *self, SxRasterTile tile);
