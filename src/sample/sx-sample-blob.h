/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shapes drawn by hand: they follow no parcel. Places and sizes are in cells of the lattice. Each replaces
 * what is in the sampler's buffer by one polygon or line and returns a view of it, good until the buffer is
 * used again. */
#pragma once

#include "sample/sx-sampler.h"

/* A ragged disc. */
SxShapeView sx_sampler_blob (SxSampler *self, SxPoint centre, double radius, guint64 seed);
/* A strip of that half width along a line of places. */
SxShapeView sx_sampler_corridor (SxSampler *self, const SxPoint *line, guint n, double half_width);
/* The polygon through those places. */
SxShapeView sx_sampler_polygon (SxSampler *self, const SxPoint *corners, guint n);
/* A straight line with a point every two cells. */
SxShapeView sx_sampler_straight (SxSampler *self, SxPoint from, SxPoint to);
