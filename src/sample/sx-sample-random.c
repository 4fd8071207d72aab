/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sx-sample-random.h"
#include <math.h>

static inline guint64
mix (guint64 x)
{
  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return x ^ (x >> 31);
}

static inline double
to_unit (guint64 x)
{
  return (double)(x >> 11) * 0x1p-53;
}

guint64
sx_random_hash (guint64 seed, guint64 a, guint64 b)
{
  guint64 x = mix (seed + G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  x = mix (x ^ (a * G_GUINT64_CONSTANT (0xd6e8feb86659fd93) + 1));
  return mix (x ^ (b * G_GUINT64_CONSTANT (0xa0761d6478bd642f) + 2));
}

double
sx_random_unit (guint64 seed, guint64 a, guint64 b)
{
  return to_unit (sx_random_hash (seed, a, b));
}

static double
corner (guint64 seed, double u, double v)
{
  return sx_random_unit (seed, (guint64)(gint64)u, (guint64)(gint64)v);
}

double
sx_random_noise (guint64 seed, double u, double v)
{
  double u0 = floor (u), v0 = floor (v), fu = u - u0, fv = v - v0;
  double su = fu * fu * (3 - 2 * fu), sv = fv * fv * (3 - 2 * fv);
  double low = corner (seed, u0, v0) * (1 - su) + corner (seed, u0 + 1, v0) * su;
  double high = corner (seed, u0, v0 + 1) * (1 - su) + corner (seed, u0 + 1, v0 + 1) * su;

  return low * (1 - sv) + high * sv;
}

double
sx_random_fbm (guint64 seed, double u, double v, guint octaves)
{
  double sum = 0, weight = 0, amplitude = 1, turned = 0.8 * u - 0.6 * v;

  v = 0.6 * u + 0.8 * v;
  u = turned;
  for (guint k = 0; k < octaves; k++)
    {
      sum += amplitude * sx_random_noise (seed + k, u, v);
      weight += amplitude;
      amplitude *= 0.5;
      /* turned by 37°, lest the grids of all octaves lie along the axes */
      turned = 1.6 * u - 1.2 * v + 17.3;
      v = 1.2 * u + 1.6 * v + 5.9;
      u = turned;
    }
  return sum / weight;
}

guint64
sx_random_next (SxRandom *self)
{
  self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return mix (self->state);
}

double
sx_random_real (SxRandom *self, double low, double high)
{
  return low + (high - low) * to_unit (sx_random_next (self));
}

guint
sx_random_below (SxRandom *self, guint n)
{
  return (guint)(to_unit (sx_random_next (self)) * n);
}
