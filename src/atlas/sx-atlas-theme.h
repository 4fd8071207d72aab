/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How map sheets look: data, not code (resources/atlas/theme.json), of which a file of the user's may change
 * any part. Immutable once loaded. Measures are millimetres and points on A3; larger paper has them larger.
 */
#pragma once

#include "picture/sx-map-style.h"

typedef enum
{
  SX_MARK_TERRITORY, /* the plan's outer border */
  SX_MARK_TOWNSHIP,
  SX_MARK_CITY, /* the central city's border */
  SX_MARK_FARMLAND,
  SX_MARK_REDLINE,
  SX_MARK_BOUNDARY,
  SX_MARK_LAND, /* borders of the land in the background */
  SX_MARK_ZONE, /* borders of zones, and of land uses */
  SX_MARK_USE,
  SX_MARK_ROAD,
  SX_MARK_ROAD_NEW,
  SX_MARK_ROAD_GONE,
  SX_MARK_IN, /* plots */
  SX_MARK_OUT,
  SX_MARK_CHANGED,
  SX_MARK_PROJECT_NEW,
  SX_MARK_PROJECT_UPDATED,
  SX_MARK_PROJECT_KEPT,
  SX_MARK_PROJECT_DROPPED,
  SX_MARK_WINDOW, /* the sheet's ground in the inset */
  SX_N_MARKS,
} SxAtlasMark;

/* Inks with a 0 are not drawn; lengths in millimetres. */
typedef struct
{
  char *title; /* in the legend */
  SxInk fill;
  SxInk line;
  double width;
  double dash[2];
  SxInk casing; /* wider than the line, below it */
  double casing_width;
  SxHatch hatch;
  SxInk hatch_ink;
  double hatch_step, hatch_width;
} SxAtlasSymbol;

typedef struct
{
  char *code; /* prefix of the codes it is for */
  char *title;
  SxInk fill;
} SxAtlasClass;

typedef enum
{
  SX_ATLAS_LAND,  /* DLTB, as a background: what has no class is left blank */
  SX_ATLAS_ZONES, /* GHFQ */
  SX_ATLAS_USES,  /* ZXCQGHYDYH */
  SX_N_ATLAS_TABLES,
} SxAtlasTable;

typedef struct
{
  char *title_font, *text_font;
  SxInk paper, ink, faint;
  char *agency; /* 编制单位 where nobody says; "" */
  SxAtlasSymbol marks[SX_N_MARKS];
  GArray *classes[SX_N_ATLAS_TABLES]; /* SxAtlasClass; the first one is for codes without another */
} SxAtlasTheme;

/* file NULL: the built-in one. Errors: NOT_FOUND, UNREADABLE; FORMAT with file, JSON path and remedy. */
SxAtlasTheme *sx_atlas_theme_load (const char *file, GError **error);
void sx_atlas_theme_free (SxAtlasTheme *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxAtlasTheme, sx_atlas_theme_free)

/* The class of the longest prefix of code, 0 where there is none. name, which may be NULL, is looked for
 * where code is "". */
guint sx_atlas_theme_class (const SxAtlasTheme *self, SxAtlasTable table, const char *code, const char *name);
/* The class that stands for it in a legend: that of a shorter code where both look the same. */
guint sx_atlas_theme_legend_class (const SxAtlasTheme *self, SxAtlasTable table, guint number);
const SxAtlasClass *sx_atlas_theme_get_class (const SxAtlasTheme *self, SxAtlasTable table, guint number);
