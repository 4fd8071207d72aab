/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geometry/sx-area.h"

#include <geodesic.h>

#define MAX_EDGE_M 70.0 /* 图斑椭球面积: longer edges are cut */
#define E2 (SX_CGCS2000_F * (2 - SX_CGCS2000_F))
#define SEMI_MINOR (SX_CGCS2000_A * (1 - SX_CGCS2000_F))

double
sx_area_below_latitude (double lat)
{
  double e = sqrt (E2), s = sin (lat);

  return SEMI_MINOR * SEMI_MINOR / 2 * (s / (1 - E2 * s * s) + log ((1 + e * s) / (1 - e * s)) / (2 * e));
}

/* Sum of the signed trapezoids between the ring's edges and the meridian of its first vertex. */
static double
ring_area (const SxPlane *plane, const SxPoint *p, guint n)
{
  double lat, lon0, lon1 = 0, z0, z1, sum = 0;

  sx_plane_inverse (plane, p[0], &lat, &lon0);
  z0 = sx_area_below_latitude (lat);
  for (guint i = 1; i < n; i++)
    {
      double dx = p[i].x - p[i - 1].x, dy = p[i].y - p[i - 1].y, length = sqrt (dx * dx + dy * dy);
      guint pieces = length > MAX_EDGE_M ? (guint)(length / MAX_EDGE_M) + 1 : 1;

      for (guint k = 1; k <= pieces; k++)
        {
          SxPoint q
              = k == pieces ? p[i] : (SxPoint){ p[i - 1].x + dx * k / pieces, p[i - 1].y + dy * k / pieces };
          double lon;

          sx_plane_inverse (plane, q, &lat, &lon);
          lon -= lon0;
          z1 = sx_area_below_latitude (lat);
          sum += (lon1 + lon) / 2 * (z1 - z0);
          lon1 = lon;
          z0 = z1;
        }
    }
  return fabs (sum);
}

double
sx_area_ellipsoidal (const SxPlane *plane, const SxShapeView *view)
{
  double sum = 0;

  for (guint r = 0; r < view->n_rings; r++)
    {
      guint n = view->ring_start[r + 1] - view->ring_start[r];
      double area = n > 2 ? ring_area (plane, view->points + view->ring_start[r], n) : 0;

      sum += view->ring_is_shell[r] ? area : -area;
    }
  return sum;
}

double
sx_metric_area (const SxMetric *self, const SxShapeView *view)
{
  return self->is_planar ? sx_shape_view_planar_area (view) : sx_area_ellipsoidal (&self->plane, view);
}

double
sx_metric_length (const SxMetric *self, const SxShapeView *lines)
{
  struct geod_geodesic ellipsoid;
  double sum = 0;

  geod_init (&ellipsoid, SX_CGCS2000_A, SX_CGCS2000_F);
  for (guint r = 0; r < lines->n_rings; r++)
    for (guint32 i = lines->ring_start[r] + 1; i < lines->ring_start[r + 1]; i++)
      {
        SxPoint a = lines->points[i - 1], b = lines->points[i];
        double lat1, lon1, lat2, lon2, s = hypot (b.x - a.x, b.y - a.y);

        if (!self->is_planar && s > 0)
          {
            sx_plane_inverse (&self->plane, a, &lat1, &lon1);
            sx_plane_inverse (&self->plane, b, &lat2, &lon2);
            geod_inverse (&ellipsoid, lat1 * 180 / G_PI, lon1 * 180 / G_PI, lat2 * 180 / G_PI,
                          lon2 * 180 / G_PI, &s, NULL, NULL);
          }
        sum += s;
      }
  return sum;
}
