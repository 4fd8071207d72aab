/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table's share of a picture before it is laid over those below: fills as sums, lines as masks.
 * Neighbours' shares of a pixel add up to the whole pixel, so nothing shines through between them, in
 * whatever order they come. */
#pragma once

#include "picture/sx-coverage.h"
#include "picture/sx-line-mask.h"
#include "picture/sx-map-style.h"

typedef float SxFloat4 __attribute__ ((vector_size (16)));

typedef struct
{
  int width, height;
  SxFloat4 *ink; /* r, g, b times coverage, and the sum of coverage */
  int y0, y1;    /* rows of ink touched */
  SxLineMask line, casing, band;
} SxSheet;

void sx_sheet_init (SxSheet *self);
void sx_sheet_clear (SxSheet *self);
/* Pixels; another size: blank. */
void sx_sheet_resize (SxSheet *self, int width, int height);
void sx_sheet_drop (SxSheet *self); /* blank again */

/* Adds what `coverage` holds, and empties that. */
void sx_sheet_fill (SxSheet *self, SxCoverage *coverage, SxInk ink);
/* Adds a box of pixels. */
void sx_sheet_fill_box (SxSheet *self, float x0, float y0, float x1, float y1, SxInk ink);
/* Takes away fill and lines where coverage is. */
void sx_sheet_cut (SxSheet *self, SxCoverage *coverage);

typedef struct
{
  const SxSymbol *symbol;
  double fill_opacity;
  double line_opacity;
  double opacity;       /* of all of it */
  int scale;            /* device pixels a pixel: of hatches */
  int phase_x, phase_y; /* of the picture's corner, so that hatches go on in the next tile; not below 0 */
} SxSheetLook;

#define SX_HATCH_PERIOD 11 /* pixels, times scale: phases may be given modulo that */

/* Lays it over `below`, premultiplied r, g, b, a. */
void sx_sheet_lay (const SxSheet *self, const SxSheetLook *look, SxFloat4 *below);
