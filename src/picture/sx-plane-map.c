/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture/sx-plane-map.h"

#include <string.h>

#define SIDE 6            /* the fit looks at SIDE × SIDE points */
#define GOOD_ENOUGH 0.004 /* pixels */
#define TERMS SX_PLANE_MAP_TERMS

SxPoint
sx_mercator_from_plane (const SxPlane *plane, SxPoint p)
{
  double lat, lon;

  sx_plane_inverse (plane, p, &lat, &lon);
  return (SxPoint){ lon / (2 * G_PI) + 0.5, 0.5 - asinh (tan (lat)) / (2 * G_PI) };
}

SxPoint
sx_mercator_to_plane (const SxPlane *plane, SxPoint unit)
{
  return sx_plane_forward (plane, atan (sinh ((0.5 - unit.y) * 2 * G_PI)), (unit.x - 0.5) * 2 * G_PI);
}

static void
terms_of (double u, double v, double *t)
{
  const double all[TERMS] = { 1, u, v, u * u, u * v, v * v, u * u * u, u * u * v, u * v * v, v * v * v };

  memcpy (t, all, sizeof all);
}

/* Solves the n normal equations with two right sides, in place, by elimination. */
static void
solve (double a[TERMS][TERMS + 2], guint n)
{
  for (guint k = 0; k < n; k++)
    {
      guint best = k;

      for (guint i = k + 1; i < n; i++)
        if (fabs (a[i][k]) > fabs (a[best][k]))
          best = i;
      for (guint j = 0; j < TERMS + 2; j++)
        {
          double swap = a[k][j];

          a[k][j] = a[best][j];
          a[best][j] = swap;
        }
      for (guint i = 0; i < n; i++)
        if (i != k)
          {
            double f = a[i][k] / a[k][k];

            for (guint j = k; j < n; j++)
              a[i][j] -= f * a[k][j];
            a[i][TERMS] -= f * a[k][TERMS];
            a[i][TERMS + 1] -= f * a[k][TERMS + 1];
          }
    }
}

typedef struct
{
  SxPoint plane, px;
} Sample;

/* Least squares with n terms; gives the largest error at the samples. */
static double
fit (SxPlaneMap *self, const Sample *samples, guint n)
{
  double a[TERMS][TERMS + 2] = { 0 }, error = 0;

  self->n_terms = n;
  for (guint s = 0; s < SIDE * SIDE; s++)
    {
      double t[TERMS];

      terms_of ((samples[s].plane.x - self->origin.x) / self->unit,
                (samples[s].plane.y - self->origin.y) / self->unit, t);
      for (guint i = 0; i < n; i++)
        {
          for (guint j = 0; j < n; j++)
            a[i][j] += t[i] * t[j];
          a[i][TERMS] += t[i] * samples[s].px.x;
          a[i][TERMS + 1] += t[i] * samples[s].px.y;
        }
    }
  solve (a, n);
  for (guint i = 0; i < TERMS; i++)
    {
      self->x[i] = i < n ? a[i][TERMS] / a[i][i] : 0;
      self->y[i] = i < n ? a[i][TERMS + 1] / a[i][i] : 0;
    }
  for (guint s = 0; s < SIDE * SIDE; s++)
    {
      SxPoint p = sx_plane_map_forward (self, samples[s].plane);

      error = MAX (error, hypot (p.x - samples[s].px.x, p.y - samples[s].px.y));
    }
  return error;
}

/* Box in the plane of a box of the square. */
static SxBox
plane_box (const SxPlane *plane, SxBox unit)
{
  SxBox box = SX_BOX_EMPTY;

  for (guint i = 0; i <= 4; i++)
    for (guint j = 0; j <= 4; j++)
      sx_box_add (&box, sx_mercator_to_plane (plane, (SxPoint){ unit.x0 + (unit.x1 - unit.x0) * i / 4,
                                                                unit.y0 + (unit.y1 - unit.y0) * j / 4 }));
  return box;
}

gboolean
sx_plane_map_mercator (SxPlaneMap *self, const SxPlane *plane, SxPoint corner, double world_px, guint width,
                       guint height, double margin, SxBox data)
{
  static const guint n_terms[] = { 3, 6, 10 };
  Sample samples[SIDE * SIDE];
  SxBox unit = { corner.x - margin / world_px, corner.y - margin / world_px,
                 corner.x + (width + margin) / world_px, corner.y + (height + margin) / world_px };
  SxPoint centre, east, middle;

  /* beyond some 20° the plane folds; there the data is far smaller than the picture */
  self->reach = unit.x1 - unit.x0 < 0.05 ? sx_box_intersection (plane_box (plane, unit), data) : data;
  if (sx_box_is_empty (self->reach))
    return FALSE;
  self->reach = sx_box_grown (self->reach, 1);
  self->width = width;
  self->height = height;
  self->origin = (SxPoint){ (self->reach.x0 + self->reach.x1) / 2, (self->reach.y0 + self->reach.y1) / 2 };
  self->unit = MAX (self->reach.x1 - self->reach.x0, self->reach.y1 - self->reach.y0) / 2;
  for (guint s = 0; s < SIDE * SIDE; s++)
    {
      /* Chebyshev's points keep the error even across the box */
      double u = cos (G_PI * (s % SIDE) / (SIDE - 1)), v = cos (G_PI * (double)(s / SIDE) / (SIDE - 1));
      SxPoint p = { self->origin.x + u * self->unit, self->origin.y + v * self->unit };
      SxPoint m = sx_mercator_from_plane (plane, p);

      samples[s] = (Sample){ p, { (m.x - corner.x) * world_px, (m.y - corner.y) * world_px } };
    }
  self->error = INFINITY;
  for (guint i = 0; i < G_N_ELEMENTS (n_terms) && self->error > GOOD_ENOUGH; i++)
    self->error = fit (self, samples, n_terms[i]);
  centre = (SxPoint){ (data.x0 + data.x1) / 2, (data.y0 + data.y1) / 2 };
  middle = sx_mercator_from_plane (plane, centre);
  east = sx_mercator_from_plane (plane, (SxPoint){ centre.x + 1, centre.y });
  self->px_per_m = hypot (east.x - middle.x, east.y - middle.y) * world_px;
  return TRUE;
}

SxStraightMap
sx_plane_map_near (const SxPlaneMap *self, SxPoint p)
{
  SxPoint here = sx_plane_map_forward (self, p);
  SxPoint east = sx_plane_map_forward (self, (SxPoint){ p.x + 1, p.y });
  SxPoint north = sx_plane_map_forward (self, (SxPoint){ p.x, p.y + 1 });

  return (SxStraightMap){ p, here, east.x - here.x, north.x - here.x, east.y - here.y, north.y - here.y };
}
