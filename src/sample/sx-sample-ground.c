/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sx-sample-ground.h"
#include "sample/sx-sample-random.h"
#include <math.h>

/* See SX_SALT_… */
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

#define VILLAGE_SPACING 56 /* cells: 1.12 km */
#define TOWN_MAX 220       /* cells: the radius of the largest county town */
#define MARGIN 18          /* cells around the county: room for its rough edge */

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

/* How far the county reaches in the direction (c, s), in mean radii: a sum of waves cos kθ, sin kθ, got by
 * the addition theorem. */
static double
outline_reach (const SxGround *self, double c, double s)
{
  double ck = c, sk = s, reach = 1;

  for (guint k = 0; k < SX_OUTLINE_WAVES; k++)
    {
      double next = ck * c - sk * s;

      sk = sk * c + ck * s;
      ck = next;
      reach += self->wave_c[k] * ck + self->wave_s[k] * sk;
    }
  return CLAMP (reach, 0.55, 1.3);
}

gboolean
sx_ground_is_inside (const SxGround *self, double u, double v)
{
  double du = u - self->cu, dv = v - self->cv, d = sqrt (du * du + dv * dv), rough;

  if (d < self->radius * 0.5)
    return TRUE;
  if (d > self->radius * 1.34)
    return FALSE;
  rough = MIN (26, self->radius * 0.12)
          * (sx_random_fbm (sx_random_hash (self->seed, SALT_EDGE, 1), u / 60, v / 60, 3) - 0.5);
  return d < self->radius * outline_reach (self, du / d, dv / d) + rough;
}

/* The lattice's size and the county's centre in it, so that all of the outline fits. */
static void
fit_box (SxGround *self)
{
  double east = 0, west = 0, north = 0, south = 0, c = 1, s = 0;
  const double step_c = 0.99984769515639127, step_s = 0.017452406437283512; /* 1° */

  for (guint k = 0; k < 360; k++)
    {
      double reach = outline_reach (self, c, s) * self->radius, next = c * step_c - s * step_s;

      east = MAX (east, reach * c);
      west = MAX (west, -reach * c);
      north = MAX (north, reach * s);
      south = MAX (south, -reach * s);
      s = s * step_c + c * step_s;
      c = next;
    }
  self->cu = ceil (west) + MARGIN;
  self->cv = ceil (south) + MARGIN;
  self->nu = (int)(self->cu + ceil (east)) + MARGIN;
  self->nv = (int)(self->cv + ceil (north)) + MARGIN;
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

double
sx_ground_height (const SxGround *self, double u, double v)
{
  double noise = sx_random_fbm (sx_random_hash (self->seed, SALT_HEIGHT, 0), u / self->hill_size,
                                v / self->hill_size, 4);
  double slant = ((u - self->cu) * self->hill_u + (v - self->cv) * self->hill_v) / self->radius;
  double h = 0.41 + 1.25 * (noise - 0.5) + 0.36 * slant;

  return CLAMP (h, 0, 1);
}

guint
sx_ground_slope (double height)
{
  return height < 0.40 ? 1 : height < 0.50 ? 2 : height < 0.58 ? 3 : height < 0.67 ? 4 : 5;
}

static SxVillage
make_village (const SxGround *self, int a, int b)
{
  guint64 h = sx_random_hash (self->seed, SALT_VILLAGE, (guint64)(b * self->villages_across + a));
  double u = (a - 0.8 + 0.6 * sx_random_unit (h, 0, 1)) * VILLAGE_SPACING;
  double v = (b - 0.8 + 0.6 * sx_random_unit (h, 0, 2)) * VILLAGE_SPACING;
  double height = sx_ground_height (self, u, v);
  SxVillage none = { u, v, 0 };

  if (!sx_ground_is_inside (self, u, v)
      || sx_random_unit (h, 0, 0) > (height < 0.5    ? 0.96
                                     : height < 0.64 ? 0.6
                                                     : 0.2))
    return none;
  for (guint k = 0; k < self->n_seats; k++)
    {
      double du = u - self->seats[k].u, dv = v - self->seats[k].v, r = self->seats[k].radius * 1.35 + 8;

      if (du * du + dv * dv < r * r)
        return none;
    }
  return (SxVillage){ u, v, (height < 0.5 ? 4.5 : 3) + 5 * sx_random_unit (h, 0, 3) };
}

/* Square (a, b) is a − 1 squares east of the lattice's corner: there is one more all round. */
static void
make_villages (SxGround *self)
{
  self->villages_across = self->nu / VILLAGE_SPACING + 3;
  self->villages_up = self->nv / VILLAGE_SPACING + 3;
  self->villages = g_new (SxVillage, (gsize)self->villages_across * (gsize)self->villages_up);
  for (int b = 0; b < self->villages_up; b++)
    for (int a = 0; a < self->villages_across; a++)
      self->villages[b * self->villages_across + a] = make_village (self, a, b);
}

void
sx_ground_init (SxGround *self, guint64 seed, double cells)
{
  double radius = sqrt (cells / G_PI);
  guint n = (guint)CLAMP (5 + cells / 100000, 6, SX_TOWNSHIPS_MAX);

  *self = (SxGround){ .seed = seed, .radius = radius };
  self->hill_size = MIN (190, radius * 0.8);
  make_outline (self);
  fit_box (self);
  make_direction (seed, &self->hill_u, &self->hill_v);
  make_direction (seed + 1, &self->works_u, &self->works_v);
  place_seat (self, MIN (sqrt (cells * 0.028 / G_PI), TOWN_MAX));
  while (self->n_seats < n)
    place_seat (self, MIN (sqrt (cells * 0.016 / (n * G_PI)), TOWN_MAX * 0.4)
                          * (0.7 + 0.6 * sx_random_unit (seed, SALT_SEAT, 99 + self->n_seats)));
  make_villages (self);
}

void
sx_ground_clear (SxGround *self)
{
  g_clear_pointer (&self->villages, g_free);
}

guint
sx_ground_village (const SxGround *self, double u, double v)
{
  int a0 = CLAMP ((int)(u / VILLAGE_SPACING) + 1, 1, self->villages_across - 2);
  int b0 = CLAMP ((int)(v / VILLAGE_SPACING) + 1, 1, self->villages_up - 2);
  guint best = (guint)(b0 * self->villages_across + a0);
  double gap = INFINITY;

  for (int b = b0 - 1; b <= b0 + 1; b++)
    for (int a = a0 - 1; a <= a0 + 1; a++)
      {
        const SxVillage *village = &self->villages[b * self->villages_across + a];
        double du = u - village->u, dv = v - village->v;

        if (village->radius > 0 && du * du + dv * dv < gap)
          {
            gap = du * du + dv * dv;
            best = (guint)(b * self->villages_across + a);
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
  const SxVillage *village = &self->villages[sx_ground_village (self, u, v)];
  double du = u - village->u, dv = v - village->v, d2 = du * du + dv * dv, r;

  if (d2 > village->radius * village->radius * 1.7)
    return FALSE;
  r = ragged (self, village->radius, u, v);
  return d2 < r * r;
}

SxSpot
sx_ground_spot (const SxGround *self, double u, double v)
{
  SxSpot spot = { .ratio = INFINITY, .height = sx_ground_height (self, u, v) };
  guint64 border = sx_random_hash (self->seed, SALT_BORDER, 0);
  double wu = u + 30 * (sx_random_noise (border, u / 45, v / 45) - 0.5);
  double wv = v + 30 * (sx_random_noise (border + 1, u / 45, v / 45) - 0.5);
  double nearest = INFINITY;

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
          spot.seat = k;
          spot.is_works = du * self->works_u + dv * self->works_v > seat->radius * 0.3;
        }
    }
  if (spot.ratio < 3)
    spot.ratio *= self->seats[spot.seat].radius / ragged (self, self->seats[spot.seat].radius, u, v);
  if (spot.ratio < 1)
    spot.place = spot.seat ? SX_PLACE_SEAT : SX_PLACE_TOWN;
  else if (is_in_village (self, u, v))
    spot.place = SX_PLACE_VILLAGE;
  return spot;
}
