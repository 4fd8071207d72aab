/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Areas and lengths on the CGCS2000 ellipsoid by the official rule for 图斑椭球面积
 * (国土调查办发〔2008〕32号; indicators.md, "Area"), or in the plane.
 *
 * Two ways to the same number. sx_metric_area() is the rule to the letter, for one geometry.
 * sx_metric_overlap() measures the intersection of two polygons without building it: both are written as
 * signed sums of the strips below their edges, the intersection of two strips is a trapezoid below the lower
 * edge, and each trapezoid is weighted by 1/k², k being the Gauss–Krüger scale. It is a continuous function
 * of all coordinates, so shared, collinear and touching edges cost nothing and cannot fail, and it is
 * additive: overlap (a, b) + overlap (a, not b) = overlap (a, a). It differs from the letter by the 70 m rule
 * alone, some 2e-8 relative.
 *
 * All functions are pure and may be called from any thread. Shapes: polygons in the plan's plane, shells
 * clockwise. */
#pragma once

#include "geometry/sx-projection.h"
#include "geometry/sx-shape.h"

typedef struct
{
  SxPlane plane;
  gboolean is_planar; /* shoelace and plane lengths instead of the ellipsoid */
} SxMetric;

/* Signed area between the equator and latitude `lat` per radian of longitude, m². */
double sx_area_below_latitude (double lat);
/* m², by the rule, whatever the orientation of the rings. */
double sx_area_ellipsoidal (const SxPlane *plane, const SxShapeView *view);
double sx_metric_area (const SxMetric *self, const SxShapeView *view);
/* m² of the intersection of a and b; both must be oriented (shells clockwise). */
double sx_metric_overlap (const SxMetric *self, const SxShapeView *a, const SxShapeView *b);
/* As sx_metric_overlap() of a shape with itself: its area, additive with overlaps. */
double sx_metric_additive_area (const SxMetric *self, const SxShapeView *a);
double sx_overlap_planar (const SxShapeView *a, const SxShapeView *b);
/* Whether the intersection has more than `area` m², in the plane: sooner told than how much it has. */
gboolean sx_overlap_exceeds (const SxShapeView *a, const SxShapeView *b, double area);
/* Length in m of all lines of the view, geodesic edge by edge (or planar). */
double sx_metric_length (const SxMetric *self, const SxShapeView *lines);
