/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CGCS2000 Gauss–Krüger, forward and inverse, by Krüger's series in the third flattening to the sixth order
 * (L. Krüger 1912, as in Karney 2011, "Transverse Mercator with an accuracy of a few nanometers"). */
#pragma once

#include "geometry/sx-point.h"

#define SX_CGCS2000_A 6378137.0
#define SX_CGCS2000_F (1.0 / 298.257222101)

typedef struct
{
  double central_meridian; /* radians */
  double false_easting;    /* 500000, plus zone * 1e6 where the CRS carries the zone prefix */
} SxPlane;

/* 3-degree zone round (lon / 3) of a longitude in degrees, with the zone prefix (EPSG:4513–4533). */
SxPlane sx_plane_for_longitude (double lon_degrees);
/* The plane of EPSG:4513-4554; FALSE for any other code. */
gboolean sx_plane_for_epsg (int epsg, SxPlane *out);
/* latitude and longitude in radians */
SxPoint sx_plane_forward (const SxPlane *self, double lat, double lon);
void sx_plane_inverse (const SxPlane *self, SxPoint p, double *lat, double *lon);
