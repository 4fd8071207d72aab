/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user's preferences (resources/io.github.sanxian.Sanxian.gschema.xml), one object for the program.
 *
 * Keys: "color-scheme" (SxColorScheme), "area-unit" (SxAreaUnit), "snap-distance" (int, pixels), and
 * what the export dialog remembers: "export-…" (see the schema). Follow them with "changed::KEY". */
#pragma once

#include "sx-app-types.h"

#define SX_SETTING_COLOR_SCHEME "color-scheme"
#define SX_SETTING_AREA_UNIT "area-unit"
#define SX_SETTING_SNAP_DISTANCE "snap-distance"
#define SX_SETTING_EXPORT_FOLDER "export-folder"
#define SX_SETTING_EXPORT_PARTS "export-parts"
#define SX_SETTING_EXPORT_PAPER "export-paper"
#define SX_SETTING_EXPORT_FORMATS "export-formats"
#define SX_SETTING_EXPORT_AGENCY "export-agency"

/* The base map (map/sx-base-map-config.h). All but the opacity make another one of it. */
#define SX_SETTING_BASE_MAP_PREFIX "base-map-"
#define SX_SETTING_BASE_MAP_KIND "base-map-kind"
#define SX_SETTING_BASE_MAP_OPACITY "base-map-opacity"
#define SX_SETTING_BASE_MAP_ATTRIBUTION "base-map-attribution"
#define SX_SETTING_BASE_MAP_FILE "base-map-file"
#define SX_SETTING_TIANDITU_SERVER "base-map-tianditu-server"
#define SX_SETTING_TIANDITU_LAYER "base-map-tianditu-layer"
#define SX_SETTING_TIANDITU_LABELS "base-map-tianditu-labels"
#define SX_SETTING_TIANDITU_GRID "base-map-tianditu-grid"
#define SX_SETTING_TIANDITU_KEY "base-map-tianditu-key"
#define SX_SETTING_TILES_ADDRESS "base-map-tiles-address"
#define SX_SETTING_TILES_KEY "base-map-tiles-key"
#define SX_SETTING_TILES_GRID "base-map-tiles-grid"
#define SX_SETTING_TILES_MAX_ZOOM "base-map-tiles-max-zoom"
#define SX_SETTING_WMTS_ADDRESS "base-map-wmts-address"
#define SX_SETTING_WMTS_KEY "base-map-wmts-key"
#define SX_SETTING_WMTS_GRID "base-map-wmts-grid"
#define SX_SETTING_WMTS_LAYER "base-map-wmts-layer"

/* The numbers are those of the schema. */
typedef enum
{
  SX_COLOR_SCHEME_SYSTEM,
  SX_COLOR_SCHEME_LIGHT,
  SX_COLOR_SCHEME_DARK,
} SxColorScheme;

typedef enum
{
  SX_AREA_UNIT_HECTARE,
  SX_AREA_UNIT_MU,
} SxAreaUnit;

/* Borrowed; the same until the program ends. The schema is the installed one, or the one beside a program
 * that runs from its build folder. */
GSettings *sx_settings_get (void);
/* The style follows the settings from now on; once, when there is a display. */
void sx_settings_apply_style (void);
