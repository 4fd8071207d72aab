/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a Gauss–Krüger plane to degrees for very many points: the series of sx_plane_inverse() is worked out
 * about the middle of squares of ground, and a point costs a dozen multiplications instead of ten
 * transcendental functions. What a point becomes depends on nothing but the point and the plane, and differs
 * from sx_plane_inverse() by rounding only. One thread. */
#pragma once

#include "geometry/sx-projection.h"

typedef struct _SxDegreeGrid SxDegreeGrid;

SxDegreeGrid *sx_degree_grid_new (const SxPlane *plane);
void sx_degree_grid_free (SxDegreeGrid *self);
/* Points in the box are converted by sx_plane_inverse() itself, so that they are to the last digit what
 * others make of them. Before any point is converted. */
void sx_degree_grid_keep (SxDegreeGrid *self, SxBox box);
/* x becomes the longitude, y the latitude, in degrees. */
void sx_degree_grid_convert (SxDegreeGrid *self, SxPoint *points, gsize n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxDegreeGrid, sx_degree_grid_free)
