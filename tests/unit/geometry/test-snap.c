/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Snapping: what is preferred, and against looking at everything. */
#include "geometry/sx-snap.h"
#include "geometry/sx-crossing.h"
#include "geometry/sx-shape-wkt.h"

static SxShape *
shape_of (const char *wkt)
{
  GError *error = NULL;
  SxShape *shape = sx_shape_from_wkt (wkt, &error);

  g_assert_no_error (error);
  return shape;
}

/* what (x, y) snaps to among two shapes */
static gboolean
snap (const char *first, const char *second, double x, double y, double radius, SxSnapHit *hit)
{
  g_autoptr (SxShape) a = shape_of (first), b = shape_of (second);
  SxShapeView u = sx_shape_view (a), v = sx_shape_view (b);
  SxSnapSearch search;

  sx_snap_search_init (&search, (SxPoint){ x, y }, radius);
  sx_snap_search_add (&search, &u, 1);
  sx_snap_search_add (&search, &v, 2);
  return sx_snap_search_finish (&search, hit);
}

#define SQUARE "POLYGON((0 0, 0 10, 10 10, 10 0, 0 0))"
#define FAR "POLYGON((100 0, 100 10, 110 10, 110 0, 100 0))"
#define ACROSS "POLYGON((5 5, 5 15, 15 15, 15 5, 5 5))"

static void
test_preference (void)
{
  SxSnapHit hit;

  /* the edge is at 0.1, the corner at 1.9 and counts all the same */
  g_assert_true (snap (SQUARE, FAR, 9.9, 1.9, 2, &hit));
  g_assert_cmpint (hit.kind, ==, SX_SNAP_VERTEX);
  g_assert_cmpfloat (hit.at.x, ==, 10);
  g_assert_cmpfloat (hit.at.y, ==, 0);
  g_assert_cmpuint (hit.owner, ==, 1);
  /* the corner is out of reach: the edge, at its nearest point */
  g_assert_true (snap (SQUARE, FAR, 9.5, 4, 2, &hit));
  g_assert_cmpint (hit.kind, ==, SX_SNAP_EDGE);
  g_assert_cmpfloat_with_epsilon (hit.distance, 0.5, 1e-12);
  g_assert_cmpfloat (hit.at.x, ==, 10);
  g_assert_cmpfloat (hit.at.y, ==, 4);
  /* two squares cross at (10, 5), nearer than no vertex, farther than an edge */
  g_assert_true (snap (SQUARE, ACROSS, 10.2, 5.9, 1, &hit));
  g_assert_cmpint (hit.kind, ==, SX_SNAP_CROSSING);
  g_assert_cmpfloat (hit.at.x, ==, 10);
  g_assert_cmpfloat (hit.at.y, ==, 5);
  g_assert_cmpuint (hit.owner + hit.other_owner, ==, 3);
  /* inside, far from all */
  g_assert_false (snap (SQUARE, FAR, 5, 5, 2, &hit));
  g_assert_cmpint (hit.kind, ==, SX_SNAP_NONE);
}

static void
test_ties (void)
{
  SxSnapHit hit;

  /* both have the corner: the first added is the one named */
  g_assert_true (snap (SQUARE, "POLYGON((10 10, 10 20, 20 20, 20 10, 10 10))", 10.5, 10.5, 2, &hit));
  g_assert_cmpuint (hit.owner, ==, 1);
  /* a corner at the very radius is in reach, beyond it is not */
  g_assert_true (snap (SQUARE, FAR, -2, 0, 2, &hit));
  g_assert_cmpint (hit.kind, ==, SX_SNAP_VERTEX);
  g_assert_false (snap (SQUARE, FAR, -2.001, 0, 2, &hit));
}

static void
test_line_ends (void)
{
  SxSnapHit hit;

  /* the gap between a line's ends is no edge */
  g_assert_false (snap ("LINESTRING(0 0, 0 10, 10 10, 10 0)", FAR, 5, 0.5, 2, &hit));
  g_assert_true (snap ("LINESTRING(0 0, 0 10, 10 10, 10 0)", FAR, 5, 9.5, 2, &hit));
}

static SxShape *
random_outline (GRand *rand, guint n)
{
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  SxShapeView view;
  SxShape *shape;

  for (guint ring = 0; ring < 3; ring++)
    {
      for (guint i = 0; i < n; i++)
        {
          double angle = 2 * G_PI * i / n, r = (100 + 200 * ring) * g_rand_double_range (rand, 0.9, 1.1);

          sx_shape_buffer_add_point (&buffer, (SxPoint){ 38e6 + r * cos (angle), 3.5e6 + r * sin (angle) });
        }
      sx_shape_buffer_add_point (&buffer, buffer.points[ring * (n + 1)]);
      sx_shape_buffer_end_ring (&buffer, TRUE);
    }
  view = sx_shape_buffer_view (&buffer, 0, buffer.n_rings);
  shape = sx_shape_new (&view);
  sx_shape_buffer_clear (&buffer);
  return shape;
}

/* A long outline in runs gives what the outline itself gives, and the nearest vertex is the nearest. */
static void
test_runs (void)
{
  static const guint sizes[] = { 3, 63, 64, 65, 128, 1000 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint k = 0; k < G_N_ELEMENTS (sizes); k++)
    {
      g_autoptr (SxShape) shape = random_outline (rand, sizes[k]);
      SxShapeView view = sx_shape_view (shape);
      g_autoptr (SxSnapRuns) runs = sx_snap_runs_new (&view);

      for (guint i = 0; i < 300; i++)
        {
          SxPoint at = { 38e6 + g_rand_double_range (rand, -600, 600),
                         3.5e6 + g_rand_double_range (rand, -600, 600) };
          double nearest = INFINITY;
          SxSnapSearch plain, by_runs;
          SxSnapHit a, b;

          for (guint p = 0; p < shape->n_points; p++)
            nearest = MIN (nearest, hypot (shape->points[p].x - at.x, shape->points[p].y - at.y));
          sx_snap_search_init (&plain, at, 12);
          sx_snap_search_add (&plain, &view, 0);
          sx_snap_search_init (&by_runs, at, 12);
          sx_snap_search_add_runs (&by_runs, &view, runs, 0);
          g_assert_cmpint (sx_snap_search_finish (&plain, &a), ==, sx_snap_search_finish (&by_runs, &b));
          g_assert_cmpint (a.kind, ==, b.kind);
          g_assert_cmpfloat (a.at.x, ==, b.at.x);
          g_assert_cmpfloat (a.at.y, ==, b.at.y);
          g_assert_cmpint (a.kind == SX_SNAP_VERTEX, ==, nearest <= 12);
          if (a.kind == SX_SNAP_VERTEX)
            g_assert_cmpfloat (a.distance, ==, nearest);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/snap/preference", test_preference);
  g_test_add_func ("/snap/ties", test_ties);
  g_test_add_func ("/snap/line-ends", test_line_ends);
  g_test_add_func ("/snap/runs", test_runs);
  return g_test_run ();
}
