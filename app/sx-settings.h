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
