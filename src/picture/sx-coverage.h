/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much of each pixel polygons cover: exact areas, by summing what every edge adds to the pixels it
 * crosses and to all pixels to its right. Made for many small polygons: costs their edges and the pixels of
 * their boxes. */
#pragma once

#include "picture/sx-pixel-ring.h"

typedef struct
{
  int width, height, stride;
  float *cells;       /* all 0 between polygons */
  int x0, y0, x1, y1; /* pixels touched since; x1, y1 exclusive */
} SxCoverage;

void sx_coverage_init (SxCoverage *self);
void sx_coverage_clear (SxCoverage *self);
/* Pixels; another size: all 0. The same size keeps what is there. */
void sx_coverage_resize (SxCoverage *self, int width, int height);

/* Adds a closed ring; holes run the other way round than shells. */
void sx_coverage_add_ring (SxCoverage *self, const SxPixel *ring, guint n);
/* Turns row y of what has been added, pixels x0 to x1, into coverage from 0 to 1 in place; the caller sets it
 * to 0 with sx_coverage_drop() when it has used all rows. */
float *sx_coverage_row (SxCoverage *self, int y);
void sx_coverage_drop (SxCoverage *self);
