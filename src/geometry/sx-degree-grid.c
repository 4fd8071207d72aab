/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plane is conformal: isometric latitude and longitude as one complex number are an analytic function of
 * northing and easting as another one, so within a square a short complex power series is all of it. The
 * latitude then is a polynomial of the isometric one. Both are exact to rounding for squares of this size:
 * what is left out is some 1e-18 of a radian. */
#include "geometry/sx-degree-grid.h"

#include <complex.h>
#include <math.h>

#ifndef CMPLX /* clang with the headers of glibc has none */
#define CMPLX(re, im) __builtin_complex ((double)(re), (double)(im))
#endif

#define SIDE_M 16384.0
#define REACH_M                                                                                              \
  8e6 /* from the equator: beyond, and farther from the central meridian, are no points of a plan */
#define WIDTH_M 1e6
#define ORDER 6      /* of the power series */
#define N_SAMPLES 16 /* on a circle, for its coefficients */
#define N_NODES 6    /* of the polynomial */
#define DEGREES (180 / G_PI)
#define BLOCKS 64 /* a side */
#define BLOCK_M (SIDE_M / BLOCKS)

typedef struct
{
  gint32 column, row;
  SxPoint middle;
  long double isometric;                /* latitude of the middle; all others are from there */
  guint64 kept[BLOCKS];                 /* bits: blocks of ground whose points go through the series itself */
  double complex series[ORDER];         /* from the offset, in sides */
  double node[N_NODES], slope[N_NODES]; /* Newton's form: degrees of latitude by isometric latitude */
} Cell;

struct _SxDegreeGrid
{
  SxPlane plane;
  GHashTable *cells;
  Cell *last;
};

static guint
cell_hash (gconstpointer data)
{
  const Cell *self = data;

  return (guint)self->column * 0x9E3779B9u ^ (guint)self->row;
}

static gboolean
cell_equal (gconstpointer a, gconstpointer b)
{
  const Cell *p = a, *q = b;

  return p->column == q->column && p->row == q->row;
}

SxDegreeGrid *
sx_degree_grid_new (const SxPlane *plane)
{
  SxDegreeGrid *self = g_new0 (SxDegreeGrid, 1);

  self->plane = *plane;
  self->cells = g_hash_table_new_full (cell_hash, cell_equal, g_free, NULL);
  return self;
}

void
sx_degree_grid_free (SxDegreeGrid *self)
{
  g_hash_table_unref (self->cells);
  g_free (self);
}

/* ---- a square */

/* More digits than the result has, as small differences of it are what is wanted. */
static long double
isometric (double lat)
{
  const long double e = sqrtl ((long double)(SX_CGCS2000_F * (2 - SX_CGCS2000_F)));

  return asinhl (tanl ((long double)lat)) - e * atanhl (e * sinl ((long double)lat));
}

/* Isometric latitude, from that of the middle, and longitude. */
static double complex
sample (const Cell *self, const SxPlane *plane, SxPoint p, double *lat)
{
  double lon;

  sx_plane_inverse (plane, p, lat, &lon);
  return CMPLX ((double)(isometric (*lat) - self->isometric), lon);
}

/* Cauchy's formula on a circle around the square, where what samples are off by is averaged away inside. */
static void
find_series (Cell *self, const SxPlane *plane)
{
  double complex value[N_SAMPLES];
  double lat, lon = cimag (sample (self, plane, self->middle, &lat));

  for (guint j = 0; j < N_SAMPLES; j++)
    {
      double angle = 2 * G_PI * j / N_SAMPLES;

      value[j]
          = sample (self, plane,
                    (SxPoint){ self->middle.x + SIDE_M * sin (angle), self->middle.y + SIDE_M * cos (angle) },
                    &lat)
            - CMPLX (0, lon);
    }
  for (guint k = 0; k < ORDER; k++)
    {
      double complex sum = 0;

      for (guint j = 0; j < N_SAMPLES; j++)
        sum += value[j] * cexp (CMPLX (0, -2 * G_PI * (double)(j * k % N_SAMPLES) / N_SAMPLES));
      self->series[k] = sum / N_SAMPLES;
    }
  self->series[0] += CMPLX (0, lon);
}

/* Divided differences at Chebyshev's nodes on the line through the middle. */
static void
find_latitudes (Cell *self, const SxPlane *plane)
{
  for (guint i = 0; i < N_NODES; i++)
    {
      SxPoint p = { self->middle.x, self->middle.y + SIDE_M / 2 * cos (G_PI * (2 * i + 1) / (2 * N_NODES)) };
      double lat;

      self->node[i] = creal (sample (self, plane, p, &lat));
      self->slope[i] = lat * DEGREES;
    }
  for (guint k = 1; k < N_NODES; k++)
    for (guint i = N_NODES - 1; i >= k; i--)
      self->slope[i] = (self->slope[i] - self->slope[i - 1]) / (self->node[i] - self->node[i - k]);
}

static gboolean
is_in_cell (const Cell *self, SxPoint p)
{
  double x = p.x - self->column * SIDE_M, y = p.y - self->row * SIDE_M;

  return x >= 0 && x < SIDE_M && y >= 0 && y < SIDE_M;
}

static Cell *
find_cell (SxDegreeGrid *self, SxPoint p)
{
  Cell key, *cell;
  double lat, lon;

  if (self->last && is_in_cell (self->last, p))
    return self->last;
  key = (Cell){ (gint32)floor (p.x / SIDE_M), (gint32)floor (p.y / SIDE_M) };
  cell = g_hash_table_lookup (self->cells, &key);
  if (!cell)
    {
      cell = g_memdup2 (&key, sizeof key);
      cell->middle = (SxPoint){ (key.column + 0.5) * SIDE_M, (key.row + 0.5) * SIDE_M };
      sx_plane_inverse (&self->plane, cell->middle, &lat, &lon);
      cell->isometric = isometric (lat);
      find_series (cell, &self->plane);
      find_latitudes (cell, &self->plane);
      g_hash_table_add (self->cells, cell);
    }
  self->last = cell;
  return cell;
}

static gboolean
is_near (const SxDegreeGrid *self, SxPoint p)
{
  return fabs (p.x - self->plane.false_easting) < WIDTH_M && fabs (p.y) < REACH_M;
}

static guint
block_in (double coordinate, gint32 cell)
{
  return (guint)CLAMP ((coordinate - cell * SIDE_M) / BLOCK_M, 0, BLOCKS - 1);
}

void
sx_degree_grid_keep (SxDegreeGrid *self, SxBox box)
{
  if (!is_near (self, (SxPoint){ box.x0, box.y0 }) || !is_near (self, (SxPoint){ box.x1, box.y1 }))
    return;
  for (double y = floor (box.y0 / BLOCK_M) * BLOCK_M; y <= box.y1; y += BLOCK_M)
    for (double x = floor (box.x0 / BLOCK_M) * BLOCK_M; x <= box.x1; x += BLOCK_M)
      {
        Cell *cell = find_cell (self, (SxPoint){ x, y });

        cell->kept[block_in (y, cell->row)] |= G_GUINT64_CONSTANT (1) << block_in (x, cell->column);
      }
}

/* ---- points */

static SxPoint
cell_convert (const Cell *self, SxPoint p)
{
  double re = (p.y - self->middle.y) / SIDE_M, im = (p.x - self->middle.x) / SIDE_M;
  double sum_re = creal (self->series[ORDER - 1]), sum_im = cimag (self->series[ORDER - 1]), lat;

  for (guint k = ORDER - 1; k-- > 0;)
    {
      double t = sum_re * re - sum_im * im + creal (self->series[k]);

      sum_im = sum_re * im + sum_im * re + cimag (self->series[k]);
      sum_re = t;
    }
  lat = self->slope[N_NODES - 1];
  for (guint i = N_NODES - 1; i-- > 0;)
    lat = lat * (sum_re - self->node[i]) + self->slope[i];
  return (SxPoint){ sum_im * DEGREES, lat };
}

void
sx_degree_grid_convert (SxDegreeGrid *self, SxPoint *points, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      SxPoint p = points[i];
      const Cell *cell = is_near (self, p) ? find_cell (self, p) : NULL;
      double lat, lon;

      if (cell && !(cell->kept[block_in (p.y, cell->row)] >> block_in (p.x, cell->column) & 1))
        {
          points[i] = cell_convert (cell, p);
          continue;
        }
      sx_plane_inverse (&self->plane, p, &lat, &lon);
      points[i] = (SxPoint){ lon * DEGREES, lat * DEGREES };
    }
}
