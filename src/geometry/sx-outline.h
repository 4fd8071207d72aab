/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From outlines as a hand draws them to polygons that may be kept: the one gate that every tool's work goes
 * through. Any thread (may use the calling thread's GEOS context). */
#pragma once

#include "geometry/sx-shape.h"

typedef enum
{
  SX_OUTLINE_GOOD,
  /* The rings touched themselves or led back along an edge; what was made of them has the same area, so there
   * is no doubt what was meant. */
  SX_OUTLINE_REPAIRED,
  SX_OUTLINE_CROSSES, /* what is inside and what is outside is in doubt */
  SX_OUTLINE_EMPTY,   /* no area: less than three corners, or all in a line */
} SxOutlineVerdict;

/* Appends the polygon's ring with those points in order, closed, without points repeated in a row. FALSE,
 * with nothing appended, where fewer than three differ. */
gboolean sx_outline_append_ring (const SxPoint *points, guint n, gboolean is_shell, SxShapeBuffer *out);
/* *out gets the valid, oriented polygons for GOOD and REPAIRED, else NULL. drawn: closed rings of any
 * orientation, each shell followed by its holes. */
SxOutlineVerdict sx_outline_check (const SxShapeView *drawn, SxShape **out);
