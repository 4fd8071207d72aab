/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the map is painted: data, not code (resources/map-style.json), made once and never changed. Any thread.
 */
#pragma once

#include <cairo.h>

#include "plan/sx-layer.h"
#include "plan/sx-lines.h"

typedef enum
{
  SX_THEME_LIGHT,
  SX_THEME_DARK,
  SX_N_THEMES,
} SxTheme;

/* Straight (not premultiplied), 0–1; a 0: nothing is painted. */
typedef struct
{
  float r, g, b, a;
} SxInk;

typedef enum
{
  SX_HATCH_NONE,
  SX_HATCH_RISING,  /* ╱ */
  SX_HATCH_FALLING, /* ╲ */
  SX_HATCH_CROSS,
  SX_HATCH_LEVEL,
  SX_HATCH_UPRIGHT,
  SX_HATCH_DOTS,
} SxHatch;

/* All that is drawn of a feature but its fill. Widths in pixels at 96 dpi. */
typedef struct
{
  SxInk line;
  double width;
  double metres;  /* the width on the ground, where that is more, up to some pixels; 0: none */
  double dash[2]; /* drawn, left out; 0: solid */
  gboolean fades; /* a border between parcels: paler where they are small on the screen, then left out */
  SxInk casing;   /* on both sides of the line, below it */
  double casing_width;
  SxInk band; /* along the inner side of a border */
  double band_width;
  SxHatch hatch;
  SxInk hatch_ink;
} SxSymbol;

typedef struct
{
  char *code;     /* prefix of the codes it is for; "" for the first class of a table: all others */
  char *title;    /* "水田" */
  char *title_en; /* "paddy field" */
  SxInk fill[SX_N_THEMES];
} SxMapClass;

typedef struct
{
  char *table;       /* standard name */
  guint z;           /* drawing order, lowest first, each its own */
  gboolean is_shown; /* when a plan is opened for the first time */
  char *field;       /* whose codes make the classes; NULL: only the first class */
  double opacity;
  SxSymbol symbol[SX_N_THEMES];
  guint n_classes; /* at least 1, at most 255 */
  SxMapClass *classes;
} SxTableStyle;

typedef struct
{
  SxInk paper[SX_N_THEMES];
  SxTableStyle direction[2]; /* 调入 and 调出, by SxDirection; one class each */
  GPtrArray *tables;         /* SxTableStyle *, by z */
} SxMapStyle;

/* The one there is. Borrowed. */
const SxMapStyle *sx_map_style_get (void);
/* By standard name; NULL: such a table is not painted. Borrowed. */
const SxTableStyle *sx_map_style_table (const SxMapStyle *self, const char *table);
/* The class of the longest prefix of code; 0, the first one, where there is none. */
guint sx_table_style_class (const SxTableStyle *self, const char *code);

/* What a class is called in the user's language; "" for the first one. Borrowed. */
const char *sx_table_style_label (const SxTableStyle *self, guint map_class);

/* Paints a sample of the table (of one of its classes) into a box of w by h pixels at the origin, for a
 * legend. */
void sx_table_style_swatch (const SxTableStyle *self, SxTheme theme, guint map_class, cairo_t *cr, double w,
                            double h);
