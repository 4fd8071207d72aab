/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the user wants below the map, as the settings say it. The key in it goes to the server it was entered
 * for and nowhere else: no sentence, log or file has it, nor an address it may be part of. */
#pragma once

#include "sx-app-types.h"

/* The numbers are those of the schema. */
typedef enum
{
  SX_BASE_MAP_NONE,
  SX_BASE_MAP_TIANDITU,
  SX_BASE_MAP_TILES, /* an address with {x}, {y}, {z} */
  SX_BASE_MAP_WMTS,  /* an address of tiles or of the server's description */
  SX_BASE_MAP_FILE,
} SxBaseMapKind;

typedef enum
{
  SX_TIANDITU_VECTOR,
  SX_TIANDITU_IMAGERY,
  SX_TIANDITU_TERRAIN,
} SxTiandituLayer;

typedef enum
{
  SX_BASE_MAP_DEGREES,  /* CGCS2000, as 天地图's “c” */
  SX_BASE_MAP_MERCATOR, /* EPSG:3857, as the web's */
} SxBaseMapGrid;

typedef struct
{
  SxBaseMapKind kind;
  char *addresses[2];      /* of tiles, the upper one last; or [0] of a description; NULL: none */
  gboolean is_description; /* of a WMTS */
  char *layer;             /* of it, "": the first */
  char *key;               /* "": none */
  char *path;              /* of the file */
  SxBaseMapGrid grid;
  int max_zoom;
  char *attribution; /* "": what the server says */
} SxBaseMapConfig;

/* NULL without an error: no base map. NULL with one: what is missing, as a sentence. */
SxBaseMapConfig *sx_base_map_config_new (GSettings *settings, GError **error);
void sx_base_map_config_free (SxBaseMapConfig *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxBaseMapConfig, sx_base_map_config_free)
/* "maps.example.org" or the file's name: what a message may call it. Owned by the caller. */
char *sx_base_map_config_name (const SxBaseMapConfig *self);
