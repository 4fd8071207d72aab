/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user's preferences (resources/io.github.sanxian.Sanxian.gschema.xml), one object for the program.
 *
 * Keys: "color-scheme" (SxColorScheme), "area-unit" (SxAreaUnit), "snap-distance" (int, pixels), "base-map"
 * (SxBaseMap), "base-map-address" (string), "tianditu-key" (string: stays here, never in a package, an
 * export or a log). Follow them with "changed::KEY". */
#pragma once

#include "sx-app-types.h"

#define SX_SETTING_COLOR_SCHEME "color-scheme"
#define SX_SETTING_AREA_UNIT "area-unit"
#define SX_SETTING_SNAP_DISTANCE "snap-distance"
#define SX_SETTING_BASE_MAP "base-map"
#define SX_SETTING_BASE_MAP_ADDRESS "base-map-address"
#define SX_SETTING_TIANDITU_KEY "tianditu-key"

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

typedef enum
{
  SX_BASE_MAP_NONE,
  SX_BASE_MAP_ADDRESS,  /* XYZ or WMTS */
  SX_BASE_MAP_TIANDITU, /* with the user's key */
} SxBaseMap;

/* Borrowed; the same until the program ends. The schema is the installed one, or the one beside a program
 * that runs from its build folder. */
GSettings *sx_settings_get (void);
/* The style follows the settings from now on; once, when there is a display. */
void sx_settings_apply_style (void);
