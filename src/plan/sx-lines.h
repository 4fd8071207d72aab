/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ten control lines a scheme may adjust, and the two directions. */
#pragma once

#include <glib.h>

typedef enum
{
  SX_LINE_FARMLAND,
  SX_LINE_REDLINE,
  SX_LINE_BOUNDARY,
  SX_LINE_HERITAGE,
  SX_LINE_FLOOD,
  SX_LINE_MINERAL,
  SX_LINE_GREEN,
  SX_LINE_BLUE,
  SX_LINE_YELLOW,
  SX_LINE_PURPLE,
  SX_N_LINES,
  SX_LINE_ANY = -1,
} SxLine;

typedef enum
{
  SX_DIRECTION_IN,
  SX_DIRECTION_OUT,
  SX_DIRECTION_ANY = -1,
} SxDirection;

/* "farmland" … as in sx_adjustment.line; FALSE for an unknown word. */
gboolean sx_line_parse (const char *text, SxLine *out);
const char *sx_line_name (SxLine line);
/* The line's base table in the plan, by its standard name (YJJBNTBHTB, STBHHX, …). */
const char *sx_line_table (SxLine line);
gboolean sx_direction_parse (const char *text, SxDirection *out);
const char *sx_direction_name (SxDirection direction);
