/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sx-sample-ground.h"
#include "sample/sx-sample-random.h"
#include <math.h>

/* Salts: one number a question, so that answers do not depend on each other. */
enum
{
  SALT_OUTLINE = 1,
  SALT_HILL,
  SALT_HEIGHT,
  SALT_SEAT,
  SALT_EDGE,
  SALT_VILLAGE,
  SALT_BORDER,
};

#define BOX_PER_RADIUS 2.72 /* side of the lattice in mean radii: room for the outline's waves */
#define VILLAGE_SPACING 56  /* cells: 1.12 km */

static void
make_outline (SxGround *self)
{
  for (guint k = 0; k < SX_OUTLINE_WAVES; k++)
    {
      double amplitude = k < 2 ? 0.1 : 0.16 / (k + 1);

      self->wave_c[k] = amplitude * (2 * sx_random_unit (self->seed, SALT_OUTLINE, 2 * k) - 1);
      self->wave_s[k] = amplitude * (2 * sx_random_unit (self->seed, SALT_OUTLINE, 2 * k + 1) - 1);
    }
}

/* A unit vector from a hash; by rejection, to keep libm's sine out of it. */
static void
make_direction (guint64 seed, double *u, double *v)
{
  for (guint k = 0;; k++)
    {
      double a = 2 * sx_random_unit (seed, SALT_HILL, 2 * k) - 1,
             b = 2 * sx_random_unit (seed, SALT_HILL, 2 * k + 1) - 1;
      double d = sqrt (a * a + b * b);

      if (d > 0.2 && d <= 1)
        {
          *u = a / d;
          *v = b / d;
          return;
        }
    }
}

static double
seat_gap (const SxGround *self, double u, double v)
{
  double best = INFINITY;

  for (guint k = 0; k < self->n_seats; k++)
    {
      double du = u - self->seats[k].u, dv = v - self->seats[k].v;

      best = MIN (best, du * du + dv * dv);
    }
  return sqrt (best);
}

/* The best of many random places: low ground, far from the other seats; the county town near the middle. */
static void
place_seat (SxGround *self, double radius)
{
  SxRandom random = { sx_random_hash (self->seed, SALT_SEAT, self->n_seats) };
  double best = -INFINITY;
  SxSeat seat = { self->cu, self->cv, radius };

  for (guint k = 0; k < 80; k++)
    {
      double reach = self->n_seats ? 1.25 : 0.35;
      double du = sx_random_real (&random, -reach, reach), dv = sx_random_real (&random, -reach, reach);
      double u = self->cu + du * self->radius, v = self->cv + dv * self->radius;
      double score;

      if (!sx_ground_is_inside (self, u + (u - self->cu) * 0.15, v + (v - self->cv) * 0.15))
        continue;
      score = (self->n_seats ? MIN (seat_gap (self, u, v) / self->radius, 0.9) : 0)
              - 1.2 * sx_ground_height (self, u, v);
      if (score > best)
        {
          best = score;
          seat.u = u;
          seat.v = v;
        }
    }
  self->seats[self->n_seats++] = seat;
}

void
sx_ground_init (SxGround *self, guint64 seed, double cells)
{
  double radius = sqrt (cells / G_PI);
  guint n = (guint)CLAMP (5 + cells / 100000, 6, SX_TOWNSHIPS_MAX);

  *self = (SxGround){ .seed = seed, .radius = radius, .village_spacing = VILLAGE_SPACING };
  self->nu = self->nv = (int)ceil (radius * BOX_PER_RADIUS) + 8;
  self->cu = self->nu * 0.5;
  self->cv = self->nv * 0.5;
  self->hill_size = MIN (190, radius * 0.8);
  self->villages_across = self->nu / VILLAGE_SPACING + 3;
  make_outline (self);
  make_direction (seed, &self->hill_u, &self->hill_v);
  make_direction (seed + 1, &self->works_u, &self->works_v);
  place_seat (self, sqrt (cells * 0.028 / G_PI));
  while (self->n_seats < n)
    place_seat (self, sqrt (cells * 0.016 / (n * G_PI))
                          * (0.7 + 0.6 * sx_random_unit (seed, SALT_SEAT, 99 + self->n_seats)));
}

/* A radius for each direction: a sum of waves cos kθ, sin kθ, got by the addition theorem. */
gboolean
sx_ground_is_inside (const SxGround *self, double u, double v)
{
  double du = u - self->cu, dv = v - self->cv, d = sqrt (du * du + dv * dv), reach = 1;
  double c1, s1, c, s;

  if (d < self->radius * 0.5)
    return TRUE;
  if (d > self->radius * 1.34)
    return FALSE;
  c1 = c = du / d;
  s1 = s = dv / d;
  for (guint k = 0; k < SX_OUTLINE_WAVES; k++)
    {
      double next = c * c1 - s * s1;

      s = s * c1 + c * s1;
      c = next;
      reach += self->wave_c[k] * c + self->wave_s[k] * s;
    }
  reach += 0.12 * (sx_random_noise (sx_random_hash (self->seed, SALT_EDGE, 1), u / 40, v / 40) - 0.5)
           * MIN (1, 60 / self->radius);
  return d < self->radius * CLAMP (reach, 0.55, 1.3);
}

double
sx_ground_height (const SxGround *self, double u, double v)
{
  double noise = sx_random_fbm (sx_random_hash (self->seed, SALT_HEIGHT, 0), u / self->hill_size,
                                v / self->hill_size, 4);
  double slant = ((u - self->cu) * self->hill_u + (v - self->cv) * self->hill_v) / self->radius;
  double h = 0.36 + 1.15 * (noise - 0.5) + 0.24 * slant;

  return CLAMP (h, 0, 1);
}

guint
sx_ground_slope (double height)
{
  return height < 0.40 ? 1 : height < 0.50 ? 2 : height < 0.58 ? 3 : height < 0.67 ? 4 : 5;
}

gboolean
sx_ground_village_centre (const SxGround *self, guint n, double *u, double *v)
{
  int a = (int)(n % (guint)self->villages_across) - 1, b = (int)(n / (guint)self->villages_across) - 1;
  guint64 h = sx_random_hash (self->seed, SALT_VILLAGE, n);
  double chance = sx_random_unit (h, 0, 0), height;

  *u = (a + 0.2 + 0.6 * sx_random_unit (h, 0, 1)) * self->village_spacing;
  *v = (b + 0.2 + 0.6 * sx_random_unit (h, 0, 2)) * self->village_spacing;
  if (!sx_ground_is_inside (self, *u, *v))
    return FALSE;
  height = sx_ground_height (self, *u, *v);
  if (chance > (height < 0.5 ? 0.96 : height < 0.64 ? 0.6 : 0.2))
    return FALSE;
  for (guint k = 0; k < self->n_seats; k++)
    {
      double du = *u - self->seats[k].u, dv = *v - self->seats[k].v, r = self->seats[k].radius * 1.35 + 6;

      if (du * du + dv * dv < r * r)
        return FALSE;
    }
  return TRUE;
}

static guint
village_square (const SxGround *self, double u, double v, int da, int db)
{
  int a = (int)floor (u / self->village_spacing) + da + 1,
      b = (int)floor (v / self->village_spacing) + db + 1;

  return (guint)(b * self->villages_across + a);
}

guint
sx_ground_village (const SxGround *self, double u, double v)
{
  guint best = village_square (self, u, v, 0, 0);
  double gap = INFINITY;

  for (int db = -1; db <= 1; db++)
    for (int da = -1; da <= 1; da++)
      {
        guint n = village_square (self, u, v, da, db);
        double vu, vv;

        if (!sx_ground_village_centre (self, n, &vu, &vv))
          continue;
        vu -= u;
        vv -= v;
        if (vu * vu + vv * vv < gap)
          {
            gap = vu * vu + vv * vv;
            best = n;
          }
      }
  return best;
}

/* How far a settlement of mean radius r reaches at a place: edges are ragged. */
static double
ragged (const SxGround *self, double radius, double u, double v)
{
  double size = MAX (radius * 0.5, 3);

  return radius
         * (0.7 + 0.6 * sx_random_fbm (sx_random_hash (self->seed, SALT_EDGE, 0), u / size, v / size, 2));
}

static gboolean
is_in_village (const SxGround *self, double u, double v)
{
  guint n = sx_ground_village (self, u, v);
  double vu, vv, r;

  if (!sx_ground_village_centre (self, n, &vu, &vv))
    return FALSE;
  r = 3 + 4.6 * sx_random_unit (self->seed, SALT_VILLAGE + 100, n);
  r = ragged (self, r, u, v);
  return (u - vu) * (u - vu) + (v - vv) * (v - vv) < r * r;
}

SxSpot
sx_ground_spot (const SxGround *self, double u, double v)
{
  SxSpot spot = { SX_PLACE_LAND, INFINITY, 0, sx_ground_height (self, u, v), FALSE };
  guint64 border = sx_random_hash (self->seed, SALT_BORDER, 0);
  double wu = u + 30 * (sx_random_noise (border, u / 45, v / 45) - 0.5);
  double wv = v + 30 * (sx_random_noise (border + 1, u / 45, v / 45) - 0.5);
  double nearest = INFINITY;
  guint closest = 0;

  for (guint k = 0; k < self->n_seats; k++)
    {
      const SxSeat *seat = &self->seats[k];
      double du = u - seat->u, dv = v - seat->v, d = sqrt (du * du + dv * dv);
      double gap = (wu - seat->u) * (wu - seat->u) + (wv - seat->v) * (wv - seat->v);

      if (gap < nearest)
        {
          nearest = gap;
          spot.township = k;
        }
      if (d < seat->radius * 3 && d / seat->radius < spot.ratio)
        {
          spot.ratio = d / seat->radius;
          closest = k;
          spot.is_works = du * self->works_u + dv * self->works_v > seat->radius * 0.3;
        }
    }
  if (spot.ratio < 3)
    spot.ratio *= self->seats[closest].radius / ragged (self, self->seats[closest].radius, u, v);
  if (spot.ratio < 1)
    spot.place = closest ? SX_PLACE_SEAT : SX_PLACE_TOWN;
  else if (is_in_village (self, u, v))
    spot.place = SX_PLACE_VILLAGE;
  return spot;
}
