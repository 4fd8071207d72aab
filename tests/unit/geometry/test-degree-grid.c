/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Degrees by squares of ground are those of the series itself. */
#include <math.h>

#include "geometry/sx-degree-grid.h"

#define N 20000
#define MOST_DEGREES 1e-13 /* some 10 nm */

static SxPoint
exact (const SxPlane *plane, SxPoint p)
{
  double lat, lon;

  sx_plane_inverse (plane, p, &lat, &lon);
  return (SxPoint){ lon * (180 / G_PI), lat * (180 / G_PI) };
}

/* Over a county, a province and the whole of a zone from the south to the north. */
static void
test_exact (void)
{
  const SxPlane plane = sx_plane_for_longitude (117);
  static const struct
  {
    SxPoint middle;
    double half_width, half_height;
  } grounds[] = { { { 39520000, 3650000 }, 4e4, 4e4 },
                  { { 39500000, 3500000 }, 3e5, 3e5 },
                  { { 39500000, 3900000 }, 5e5, 2.2e6 } };
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (SxDegreeGrid) grid = sx_degree_grid_new (&plane);

  for (guint g = 0; g < G_N_ELEMENTS (grounds); g++)
    for (guint i = 0; i < N; i++)
      {
        SxPoint p = { grounds[g].middle.x + g_rand_double_range (random, -1, 1) * grounds[g].half_width,
                      grounds[g].middle.y + g_rand_double_range (random, -1, 1) * grounds[g].half_height },
                q = p, right = exact (&plane, p);

        sx_degree_grid_convert (grid, &q, 1);
        if (fabs (q.x - right.x) > MOST_DEGREES || fabs (q.y - right.y) > MOST_DEGREES)
          g_error ("%.3f %.3f: off by %g %g", p.x, p.y, q.x - right.x, q.y - right.y);
      }
}

/* Features that share a point still share it, whoever converts them and in whichever order. */
static void
test_same (void)
{
  const SxPlane plane = sx_plane_for_longitude (117);
  SxPoint forth[1000], back[1000];
  g_autoptr (SxDegreeGrid) one = sx_degree_grid_new (&plane), other = sx_degree_grid_new (&plane);

  for (guint i = 0; i < 1000; i++)
    forth[i] = back[999 - i] = (SxPoint){ 39500000 + 1024.0 * i, 3600000 + 512.0 * i };
  sx_degree_grid_convert (one, forth, 1000);
  sx_degree_grid_convert (other, back, 1000);
  for (guint i = 0; i < 1000; i++)
    g_assert_true (forth[i].x == back[999 - i].x && forth[i].y == back[999 - i].y);
}

static void
test_outside (void)
{
  const SxPlane plane = sx_plane_for_longitude (117);
  SxPoint points[] = { { 500000, 3600000 }, { 39500000, 9e6 }, { NAN, 3600000 }, { 39500000, INFINITY } };
  g_autoptr (SxDegreeGrid) grid = sx_degree_grid_new (&plane);

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      SxPoint right = exact (&plane, points[i]), q = points[i];

      sx_degree_grid_convert (grid, &q, 1);
      g_assert_true ((q.x == right.x || (isnan (q.x) && isnan (right.x)))
                     && (q.y == right.y || (isnan (q.y) && isnan (right.y))));
    }
}

/* What is kept is to the last digit what the series gives. */
static void
test_kept (void)
{
  const SxPlane plane = sx_plane_for_longitude (117);
  const SxBox box = { 39519000, 3639000, 39524000, 3645000 };
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  g_autoptr (SxDegreeGrid) grid = sx_degree_grid_new (&plane);

  sx_degree_grid_keep (grid, box);
  for (guint i = 0; i < N; i++)
    {
      SxPoint p
          = { g_rand_double_range (random, box.x0, box.x1), g_rand_double_range (random, box.y0, box.y1) },
          q = p, right = exact (&plane, p);

      sx_degree_grid_convert (grid, &q, 1);
      g_assert_true (q.x == right.x && q.y == right.y);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/degree-grid/exact", test_exact);
  g_test_add_func ("/degree-grid/same", test_same);
  g_test_add_func ("/degree-grid/outside", test_outside);
  g_test_add_func ("/degree-grid/kept", test_kept);
  return g_test_run ();
}
