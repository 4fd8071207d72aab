/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the plan's plane (Gauss–Krüger metres) to pixels of a picture, x to the right and y down, and back.
 *
 * The web's Mercator takes geodetic latitudes as if they were those of a sphere, so it is not conformal on
 * the ellipsoid (5 in 1000 at 30° N, over a pixel across a tile): two real polynomials in two variables,
 * fitted to the exact formulas around the picture, and only as many terms as it needs. */
#pragma once

#include "geometry/sx-projection.h"

#define SX_PLANE_MAP_TERMS 10 /* of a cubic in two variables */

typedef struct
{
  SxPoint origin; /* plane point the polynomials stand around */
  double unit;    /* metres that are 1 in their variables */
  double x[SX_PLANE_MAP_TERMS], y[SX_PLANE_MAP_TERMS];
  guint n_terms;   /* 3, 6 or 10 */
  SxBox reach;     /* where they hold: the picture and a margin around it */
  double px_per_m; /* in the middle of the data, so that all tiles of a level leave out alike */
  double error;    /* largest seen while fitting, pixels */
  guint width, height;
} SxPlaneMap;

/* Web Mercator as a square: x, y from 0 to 1, y down. Exact. Where the plane has no meaning: NAN. */
SxPoint sx_mercator_from_plane (const SxPlane *plane, SxPoint p);
SxPoint sx_mercator_to_plane (const SxPlane *plane, SxPoint unit);

/* Of width by height pixels, the corner at `corner` of the square, world_px pixels across all of it (256 ·
 * 2^z for tiles of level z, and any number between). margin: pixels beyond the picture that are painted too.
 * data: box of all that can be painted. FALSE: none of it is in the picture. */
gboolean sx_plane_map_mercator (SxPlaneMap *self, const SxPlane *plane, SxPoint corner, double world_px,
                                guint width, guint height, double margin, SxBox data);

static inline SxPoint
sx_plane_map_forward (const SxPlaneMap *self, SxPoint p)
{
  double u = (p.x - self->origin.x) / self->unit, v = (p.y - self->origin.y) / self->unit;
  const double *a = self->x, *b = self->y;
  double x = a[0] + a[1] * u + a[2] * v, y = b[0] + b[1] * u + b[2] * v;

  if (self->n_terms > 3)
    {
      double uu = u * u, uv = u * v, vv = v * v;

      x += a[3] * uu + a[4] * uv + a[5] * vv;
      y += b[3] * uu + b[4] * uv + b[5] * vv;
      if (self->n_terms > 6)
        {
          x += (a[6] * u + a[7] * v) * uu + (a[8] * u + a[9] * v) * vv;
          y += (b[6] * u + b[7] * v) * uu + (b[8] * u + b[9] * v) * vv;
        }
    }
  return (SxPoint){ x, y };
}

/* The same within some pixels of a point, where any map is straight. */
typedef struct
{
  SxPoint from;          /* plane */
  SxPoint to;            /* pixels */
  double xx, xy, yx, yy; /* pixels a metre: x by easting, x by northing, … */
} SxStraightMap;

/* Around p, in the plane. */
SxStraightMap sx_plane_map_near (const SxPlaneMap *self, SxPoint p);

static inline SxPoint
sx_straight_map_forward (const SxStraightMap *self, SxPoint p)
{
  double u = p.x - self->from.x, v = p.y - self->from.y;

  return (SxPoint){ self->to.x + self->xx * u + self->xy * v, self->to.y + self->yx * u + self->yy * v };
}
