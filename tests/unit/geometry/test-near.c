/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nearness of polygons against GEOS and on drawn cases. */
#include "geometry/sx-near.h"
#include "geometry/sx-geos.h"

#define FAR_X 38500000.0
#define FAR_Y 3500000.0

static void
add_square (SxShapeBuffer *out, double x, double y, double side, gboolean is_shell)
{
  sx_shape_buffer_add_point (out, (SxPoint){ x, y });
  sx_shape_buffer_add_point (out, (SxPoint){ x, y + side });
  sx_shape_buffer_add_point (out, (SxPoint){ x + side, y + side });
  sx_shape_buffer_add_point (out, (SxPoint){ x + side, y });
  sx_shape_buffer_add_point (out, (SxPoint){ x, y });
  sx_shape_buffer_end_ring (out, is_shell);
}

static void
check (const SxShapeBuffer *a, const SxShapeBuffer *b, double d, gboolean expected)
{
  SxShapeView va = sx_shape_buffer_view (a, 0, a->n_rings), vb = sx_shape_buffer_view (b, 0, b->n_rings);

  g_assert_cmpint (sx_near_within (&va, &vb, d), ==, expected);
  g_assert_cmpint (sx_near_within (&vb, &va, d), ==, expected);
}

/* A square of 100 m with a hole of 60 m; against it a square at (x, y). */
static void
test_drawn (void)
{
  static const struct
  {
    double x, y, side, d;
    gboolean expected;
  } rows[] = {
    { 110, 0, 20, 10, TRUE },           /* right of it, exactly 10 m */
    { 110.000001, 0, 20, 10, FALSE },   /* a little more */
    { 106, 108, 20, 10, TRUE },         /* corner to corner, 6-8-10 */
    { 106.000001, 108, 20, 10, FALSE }, /* a little more */
    { 100, 20, 20, 0, TRUE },           /* shares a stretch of an edge */
    { 100, 100, 20, 0, TRUE },          /* shares a corner */
    { 90, 90, 20, 0, TRUE },            /* overlaps */
    { 5, 5, 10, 0, TRUE },              /* inside */
    { -50, -50, 500, 0, TRUE },         /* around */
    { 45, 45, 10, 10, FALSE },          /* in the hole, 25 m from its ring */
    { 45, 45, 10, 24.999, FALSE },      /* the same */
    { 45, 45, 10, 25, TRUE },           /* the same */
    { 30, 45, 10, 10, TRUE },           /* in the hole, 10 m from its ring */
    { 20, 20, 60, 0, TRUE },            /* fills the hole */
    { 1000, 0, 20, 10, FALSE },         /* far away */
    { 1000, 0, 20, 900, TRUE },         /* far away, but so is d */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      SxShapeBuffer a = SX_SHAPE_BUFFER_INIT, b = SX_SHAPE_BUFFER_INIT;

      g_test_message ("row %u", i);
      add_square (&a, FAR_X, FAR_Y, 100, TRUE);
      add_square (&a, FAR_X + 20, FAR_Y + 20, 60, FALSE);
      sx_shape_buffer_orient (&a, 0);
      add_square (&b, FAR_X + rows[i].x, FAR_Y + rows[i].y, rows[i].side, TRUE);
      check (&a, &b, rows[i].d, rows[i].expected);
      /* a second part far away changes nothing */
      add_square (&b, FAR_X - 5000, FAR_Y, 10, TRUE);
      check (&a, &b, rows[i].d, rows[i].expected);
      sx_shape_buffer_clear (&a);
      sx_shape_buffer_clear (&b);
    }
}

static void
test_empty (void)
{
  SxShapeBuffer a = SX_SHAPE_BUFFER_INIT, b = SX_SHAPE_BUFFER_INIT;

  add_square (&a, 0, 0, 100, TRUE);
  check (&a, &b, 10, FALSE);
  check (&b, &b, 10, FALSE);
  sx_shape_buffer_clear (&a);
}

/* A ring around (x, y) of n points between the radii; on whole metres when `snap`. */
static void
add_star (SxShapeBuffer *out, GRand *rand, SxPoint centre, double inner, double outer, guint n, gboolean snap,
          gboolean is_shell)
{
  SxPoint first = centre;

  for (guint i = 0; i <= n; i++)
    {
      double angle = -2 * G_PI * i / n, r = g_rand_double_range (rand, inner, outer);
      SxPoint p = { centre.x + r * cos (angle), centre.y + r * sin (angle) };

      if (snap)
        p = (SxPoint){ round (p.x), round (p.y) };
      if (i == 0)
        first = p;
      sx_shape_buffer_add_point (out, i == n ? first : p);
    }
  sx_shape_buffer_end_ring (out, is_shell);
}

/* One to three parts; each may have a hole. */
static void
random_polygon (SxShapeBuffer *out, GRand *rand, SxPoint centre, double size, guint n, gboolean snap)
{
  guint n_parts = g_rand_int_range (rand, 0, 4) > 0 ? 1 : (guint)g_rand_int_range (rand, 2, 4);

  for (guint i = 0; i < n_parts; i++)
    {
      add_star (out, rand, centre, size * 0.6, size, n, snap, TRUE);
      if (g_rand_boolean (rand))
        add_star (out, rand, centre, size * 0.3, size * 0.45, n / 2 + 3, snap, FALSE);
      centre.x += size * 2.5;
    }
  sx_shape_buffer_orient (out, 0);
}

/* FALSE when the distance is too near to d to be told apart. */
static gboolean
geos_within (const SxShapeBuffer *a, const SxShapeBuffer *b, double d, gboolean *within)
{
  SxShapeView va = sx_shape_buffer_view (a, 0, a->n_rings), vb = sx_shape_buffer_view (b, 0, b->n_rings);
  GEOSContextHandle_t geos = sx_geos_context ();
  GEOSGeometry *ga = sx_geos_from_view (&va), *gb = sx_geos_from_view (&vb);
  double distance = NAN;

  g_assert_cmpint (GEOSDistance_r (geos, ga, gb, &distance), ==, 1);
  *within = distance <= d;
  /* for polygons whose hole leaves their shell GEOS's two answers differ; ours is the distance's */
  if (fabs (distance - d) > 1e-8 && GEOSisValid_r (geos, ga) && GEOSisValid_r (geos, gb))
    g_assert_cmpint (GEOSDistanceWithin_r (geos, ga, gb, d), ==, *within);
  GEOSGeom_destroy_r (geos, ga);
  GEOSGeom_destroy_r (geos, gb);
  return fabs (distance - d) > 1e-8;
}

static void
compare_with_geos (GRand *rand, guint n_pairs, guint max_points, gboolean snap)
{
  guint n_near = 0, n_compared = 0;

  for (guint i = 0; i < n_pairs; i++)
    {
      SxShapeBuffer a = SX_SHAPE_BUFFER_INIT, b = SX_SHAPE_BUFFER_INIT;
      guint n = (guint)g_rand_int_range (rand, 3, (gint32)max_points);
      double size = g_rand_double_range (rand, 5, 60), d = 5 * (double)g_rand_int_range (rand, 0, 4);
      double shift = g_rand_double_range (rand, 0, 1.2) * (100 + size);
      double angle = g_rand_double_range (rand, 0, 2 * G_PI);
      SxPoint centre = { FAR_X + shift * cos (angle), FAR_Y + shift * sin (angle) };
      gboolean within;

      random_polygon (&a, rand, (SxPoint){ FAR_X, FAR_Y }, 100, n, snap);
      random_polygon (&b, rand, centre, size, n, snap);
      if (geos_within (&a, &b, d, &within) || (d == 0 && snap))
        {
          check (&a, &b, d, within);
          n_compared++;
          n_near += within;
        }
      sx_shape_buffer_clear (&a);
      sx_shape_buffer_clear (&b);
    }
  g_test_message ("%u of %u pairs near", n_near, n_compared);
  g_assert_cmpuint (n_near, >, n_compared / 10);
  g_assert_cmpuint (n_near, <, n_compared);
}

static void
test_geos_small (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  compare_with_geos (rand, 4000, 12, FALSE);
  compare_with_geos (rand, 4000, 12, TRUE);
}

static void
test_geos_usual (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (12);

  compare_with_geos (rand, 2000, 60, FALSE);
}

/* Enough edges for the heap and for several levels. */
static void
test_geos_large (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (13);

  compare_with_geos (rand, 60, 3000, FALSE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geometry/near/drawn", test_drawn);
  g_test_add_func ("/geometry/near/empty", test_empty);
  g_test_add_func ("/geometry/near/geos-small", test_geos_small);
  g_test_add_func ("/geometry/near/geos-usual", test_geos_usual);
  g_test_add_func ("/geometry/near/geos-large", test_geos_large);
  return g_test_run ();
}
