/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The coordinate systems a plan may be in: CGCS2000, geographic or in a 3-degree Gauss–Krüger zone with or
 * without zone prefix (plan-package.md). Known by EPSG code, or by the parameters of any other definition of
 * the same system. */
#pragma once

#include "geometry/sx-projection.h"

typedef struct
{
  int epsg; /* 4490, 4513–4554: the code of these parameters, whatever the file calls them */
  gboolean is_geographic;
  SxPlane plane; /* where not geographic */
} SxCrs;

/* FALSE: no system of a plan has that code. */
gboolean sx_crs_from_epsg (int epsg, SxCrs *out);
/* From a row of gpkg_spatial_ref_sys; texts may be NULL. Where it is no system of a plan, FALSE and *found,
 * owned by the caller, is what it is, for a message ("WGS 84 (EPSG:4326)"). Any thread. */
gboolean sx_crs_recognise (const char *name, const char *organization, gint64 id, const char *definition,
                           SxCrs *out, char **found);
gboolean sx_crs_equal (const SxCrs *a, const SxCrs *b);

/* Whether p, x = easting or longitude in degrees, may lie in China in this system, with a wide margin; FALSE
 * for degrees in a system of metres, metres in one of degrees, swapped axes, another zone's prefix, and NaN.
 */
gboolean sx_crs_may_contain (const SxCrs *self, SxPoint p);
/* Longitude and latitude in degrees. */
SxPoint sx_crs_to_degrees (const SxCrs *self, SxPoint p);
/* From self to a plane, in place. Exactly nothing where self is that plane, and exactly the zone prefix where
 * only that differs. */
void sx_crs_to_plane (const SxCrs *self, const SxPlane *plane, SxPoint *points, gsize n);
/* "EPSG:4526" */
char *sx_crs_name (const SxCrs *self);
