/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rings and lines of the plane on their way to pixels: what is far outside the picture is taken away first,
 * so a feature of a hundred thousand vertices costs little more than reading them. */
#pragma once

#include "geometry/sx-shape.h"
#include "picture/sx-plane-map.h"

typedef struct
{
  float x, y;
} SxPixel;

/* Memory that is used again for ring after ring. */
typedef struct
{
  GArray *plane[2]; /* SxPoint */
  GArray *pixels;   /* SxPixel */
} SxPixelRing;

void sx_pixel_ring_init (SxPixelRing *self);
void sx_pixel_ring_clear (SxPixelRing *self);

/* The closed ring of n points in pixels, where `clips` without what lies beyond the map's reach (there it
 * runs along its edge). Its vertices are moved to a grid of `grain` pixels, and those that then coincide
 * become one: neighbours share vertices, so no gap opens between them, as it would if vertices were left out.
 * Returns the number of pixels, the last as the first; 0: nothing is left. */
guint sx_pixel_ring_make (SxPixelRing *self, const SxPlaneMap *map, const SxPoint *points, guint n,
                          gboolean clips, double grain);

/* Calls visit for each piece of an edge of the line within reach. along: metres from the line's start to a;
 * length: of the piece. Vertices less than `step` metres from the last one are left out, the same ones
 * whatever the map shows. */
typedef void (*SxPixelEdgeVisit) (SxPixel a, SxPixel b, double along, double length, gpointer data);
void sx_pixel_edges (const SxPlaneMap *map, const SxPoint *points, guint n, double step,
                     SxPixelEdgeVisit visit, gpointer data);
