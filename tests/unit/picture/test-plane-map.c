/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The polynomials of tiles against the exact formulas, all over China. */
#include "picture-fixture.h"

/* A county of 1.5 × 1.5 degrees at the place; tiles of all levels in it. */
static void
check_county (GRand *rand, double lat, double lon)
{
  SxPlane plane = sx_plane_for_longitude (lon);
  SxBox county = SX_BOX_EMPTY;

  for (guint i = 0; i < 9; i++)
    sx_box_add (&county, sx_plane_forward (&plane, (lat + 0.75 * (i % 3)) * G_PI / 180,
                                           (lon + 0.75 * (i / 3)) * G_PI / 180));
  for (int zoom = 5; zoom <= 23; zoom++)
    {
      SxPoint p = { g_rand_double_range (rand, county.x0, county.x1),
                    g_rand_double_range (rand, county.y0, county.y1) };
      SxPoint m = sx_mercator_from_plane (&plane, p);
      double n = exp2 (zoom), worst = 0;
      SxPoint corner = { floor (m.x * n) / n, floor (m.y * n) / n };
      SxPlaneMap map;

      g_assert_true (sx_plane_map_mercator (&map, &plane, corner, 256 * n, 256, 256, 24, county));
      for (guint i = 0; i < 300; i++)
        {
          SxPoint q = { g_rand_double_range (rand, map.reach.x0, map.reach.x1),
                        g_rand_double_range (rand, map.reach.y0, map.reach.y1) };
          SxPoint exact = sx_mercator_from_plane (&plane, q), px = sx_plane_map_forward (&map, q);

          worst = MAX (worst,
                       hypot ((exact.x - corner.x) * 256 * n - px.x, (exact.y - corner.y) * 256 * n - px.y));
        }
      g_test_message ("%g° %g° level %d: %g px with %u terms", lat, lon, zoom, worst, map.n_terms);
      g_assert_cmpfloat (worst, <, 0.01);
    }
}

static void
test_error (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (double lat = 18; lat < 53; lat += 4.9)
    for (double lon = 75; lon < 134; lon += 8.3)
      check_county (rand, lat, lon);
}

static void
test_there_and_back (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);

  for (guint i = 0; i < 1000; i++)
    {
      SxPlane plane = sx_plane_for_longitude (g_rand_double_range (rand, 75, 135));
      SxPoint p = { plane.false_easting + g_rand_double_range (rand, -1.5e5, 1.5e5),
                    g_rand_double_range (rand, 2e6, 5.9e6) };
      SxPoint q = sx_mercator_to_plane (&plane, sx_mercator_from_plane (&plane, p));

      g_assert_cmpfloat (hypot (p.x - q.x, p.y - q.y), <, 1e-6);
    }
}

/* A map of a place without data says so. */
static void
test_elsewhere (void)
{
  SxPlane plane = fixture_plane ();
  SxBox data = { FIXTURE_X, FIXTURE_Y, FIXTURE_X + 1000, FIXTURE_Y + 1000 };
  SxPlaneMap map;

  g_assert_false (
      sx_plane_map_mercator (&map, &plane, (SxPoint){ 0.1, 0.3 }, 256 * 1024, 256, 256, 24, data));
  g_assert_true (sx_plane_map_mercator (&map, &plane, (SxPoint){ 0, 0 }, 256, 256, 256, 24, data));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plane-map/error", test_error);
  g_test_add_func ("/plane-map/there-and-back", test_there_and_back);
  g_test_add_func ("/plane-map/elsewhere", test_elsewhere);
  return g_test_run ();
}
