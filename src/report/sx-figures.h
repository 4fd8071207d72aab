/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures in a text: numbers as Chinese plans write them, with their units. */
#pragma once

#include <glib.h>

/* What a unit measures. */
typedef enum
{
  SX_DIMENSION_NONE, /* no unit is said */
  SX_DIMENSION_AREA,
  SX_DIMENSION_RATIO, /* %, also percentage points */
  SX_DIMENSION_COUNT,
  SX_DIMENSION_MULTIPLE,
  SX_DIMENSION_LENGTH,
  SX_DIMENSION_DENSITY,
  SX_DIMENSION_AREA_EACH, /* 亩/个 */
} SxDimension;

typedef struct
{
  const char *name; /* as it is written back: "公顷" */
  SxDimension dimension;
  double factor; /* to m², %, pieces, times, m, km/km², m² each */
} SxFigureUnit;

typedef struct
{
  gsize start, end;         /* bytes of the text, number and unit */
  double value, high;       /* in its unit; high: the upper end of a range, else NAN */
  int decimals;             /* as written */
  const SxFigureUnit *unit; /* never NULL; dimension NONE where none is said */
  gboolean is_limit;        /* "15 亩以下": bounds a kind of thing, and is no measure of one */
  gboolean is_about;        /* 约, 近, 超过: not meant to the digit */
  gboolean is_bare;         /* a number in passing: of a year, a rule, a list */
} SxFigure;

/* SxFigure, in the order of the text; the text as sx_manuscript gives it. */
GArray *sx_figures_find (const char *text);
/* The unit of a heading, "面积（公顷）" or "公顷"; NULL: none. */
const SxFigureUnit *sx_figures_unit_in (const char *text);
/* "152.81 公顷": the value, in m² or whatever its dimension is measured in, in that unit. */
char *sx_figures_show (double value, const SxFigureUnit *unit, int decimals);
/* The unit by its name; NULL: none. */
const SxFigureUnit *sx_figures_unit (const char *name);
