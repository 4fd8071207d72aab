/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geometry/sx-validity.h"
#include "geometry/sx-validity-sweep.h"
#include "geometry/sx-repair.h"
#include "geometry/sx-shape-wkt.h"

static gboolean
geos_says_valid (const SxShapeView *view)
{
  SxShapeBuffer out = SX_SHAPE_BUFFER_INIT;
  g_autoptr (GError) error = NULL;
  gboolean was_valid = FALSE;

  sx_repair_check (view, &out, &was_valid, NULL, &error);
  g_assert_no_error (error);
  sx_shape_buffer_clear (&out);
  return was_valid;
}

/* Both ways of telling must agree with each other; and with GEOS where the answer is yes. */
static gboolean
is_certain (const SxShapeView *view)
{
  gboolean certain = sx_validity_is_certain (view), with_touches = sx_validity_is_certain_with_touches (view);

  g_assert_cmpint (certain, ==, sx_validity_sweep (view));
  g_assert_true (with_touches || !certain);
  if (with_touches)
    g_assert_true (geos_says_valid (view));
  return certain;
}

static gboolean
is_certain_wkt (const char *wkt)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SxShape) shape = sx_shape_from_wkt (wkt, &error);
  SxShapeView view;

  g_assert_no_error (error);
  view = sx_shape_view (shape);
  return is_certain (&view);
}

static void
test_certain (void)
{
  static const char *const wkt[] = {
    "POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))",
    "POLYGON ((0 0, 0 1, 1 1, 1 0, 0 0))",
    /* points in a straight line, points repeated */
    "POLYGON ((0 0, 1 0, 2 0, 2 2, 2 2, 2 2, 1 2, 0 2, 0 0))",
    "POLYGON ((0 0, 0 0, 2 0, 2 2, 0 2, 0 0, 0 0))",
    "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 1 2, 2 2, 2 1, 1 1), (3 1, 4 1, 4 2, 3 2, 3 1))",
    "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0)), ((10 0, 19 0, 19 9, 10 9, 10 0)))",
    /* an island in a hole, and a lake on it */
    "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 8 1, 8 8, 1 8, 1 1)),"
    " ((2 2, 7 2, 7 7, 2 7, 2 2), (3 3, 4 3, 4 4, 3 4, 3 3)))",
    "MULTIPOLYGON (((2 2, 7 2, 7 7, 2 7, 2 2)), ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 8 1, 8 8, 1 8, 1 1)))",
    /* strips that lead there and back, east and north, their ways at the same place now and then */
    "POLYGON ((0 0, 4 1, 8 0, 9 1, 8 1, 4 2, 3 2, 0 1, -1 0.5, 0 0))",
    "POLYGON ((0 0, 1 4, 0 8, 1 9, 1 8, 2 4, 2 3, 1 0, 0.5 -1, 0 0))",
    /* comb, spiral */
    "POLYGON ((0 0, 9 0, 9 9, 8 9, 8 1, 7 1, 7 9, 6 9, 6 1, 5 1, 5 9, 4 9, 4 1, 0 1, 0 0))",
    "POLYGON ((0 0, 9 0, 9 9, 2 9, 2 2, 6 2, 6 6, 5 6, 5 3, 3 3, 3 8, 8 8, 8 1, 0 1, 0 0))",
    /* an acute corner is no spike */
    "POLYGON ((40500000 3500000, 40500100 3500000, 40500000 3500000.01, 40500000 3500000))",
    "POLYGON EMPTY",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wkt); i++)
    if (!is_certain_wkt (wkt[i]))
      g_error ("%s", wkt[i]);
}

static void
test_not_certain (void)
{
  static const char *const wkt[] = {
    "POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))",                /* bow tie */
    "POLYGON ((0 0, 4 0, 4 4, 2 0, 0 4, 0 0))",           /* touches itself at a point */
    "POLYGON ((0 0, 4 0, 4 4, 2 4, 2 6, 2 4, 0 4, 0 0))", /* spike up */
    "POLYGON ((0 0, 4 0, 6 0, 4 0, 4 4, 0 4, 0 0))",      /* spike at the right */
    "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0, -2 0, 0 0))",     /* spike at the first point */
    "POLYGON ((0 0, 4 1, 8 0, 8 1, 4 0.5, 0 1, 0 0))",    /* strip whose ways cross */
    "POLYGON ((0 0, 4 1, 8 0, 9 1, 4 1, 0 1, 0 0))",      /* or meet */
    "POLYGON ((0 0, 1 4, 0 8, 1 8, 0.5 4, 1 0, 0 0))",    /* and northwards */
    "POLYGON ((5 0, 3 4, -4 3, -4 -3, 3 -4, 5 0, 3 4, -4 3, -4 -3, 3 -4, 5 0))", /* round twice */
    "POLYGON ((0 0, 1 0, 0 0, 0 0))",                                            /* collapsed */
    "POLYGON ((0 0, 1 1, 2 2, 0 0))",                                            /* flat */
    "POLYGON ((0 0, 0 0, 0 0, 0 0))",                                            /* a point */
    "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1), (1.2 1.2, 1.8 1.2, 1.8 1.8, 1.2 1.2))",
    "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (0 0, 9 0, 9 9, 0 9, 0 0))",      /* the hole is the shell */
    "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (11 1, 12 1, 12 2, 11 2, 11 1))", /* hole outside */
    "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (0 0, 5 1, 1 5, 0 0))",           /* hole touches: GEOS decides */
    "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1), (2 2, 3 2, 3 3, 2 3, 2 2))",
    "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0)), ((1 1, 2 1, 2 2, 1 2, 1 1)))",   /* part in part */
    "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0)), ((9 0, 18 0, 18 9, 9 9, 9 0)))", /* common side */
    "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0)), ((5 5, 18 5, 18 6, 5 6, 5 5)))", /* overlap */
    /* the hole of one in the other */
    "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0), (21 1, 22 1, 22 2, 21 2, 21 1)), ((20 0, 29 0, 29 9, 20 9, 20 "
    "0)))",
    /* two islands in one hole, one in the other */
    "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 8 1, 8 8, 1 8, 1 1)), ((2 2, 7 2, 7 7, 2 7, 2 2)),"
    " ((3 3, 4 3, 4 4, 3 4, 3 3)))",
    "POLYGON ((1e300 0, 1e308 0, 1e308 1e308, 1e300 0))", /* overflows */
  };

  for (guint i = 0; i < G_N_ELEMENTS (wkt); i++)
    if (is_certain_wkt (wkt[i]))
      g_error ("%s", wkt[i]);
}

/* Rings that touch each other at corners. */
static void
test_touches (void)
{
  static const struct
  {
    const char *wkt;
    gboolean is_certain;
  } rows[] = {
    { "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (0 0, 5 1, 1 5, 0 0))", TRUE },
    { "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1), (2 2, 3 2, 3 3, 2 3, 2 2))", TRUE },
    { "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0)), ((9 9, 18 10, 18 18, 10 18, 9 9)))", TRUE },
    /* an island that touches the hole it stands in */
    { "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 8 1, 8 8, 1 8, 1 1)), ((1 1, 7 2, 7 7, 2 7, 1 1)))",
      TRUE },
    /* the corner of one at a reflex corner of the other */
    { "POLYGON ((0 0, 9 0, 9 9, 5 4, 0 9, 0 0), (5 4, 3 3, 5 1, 7 3, 5 4))", TRUE },
    { "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (0 0, 5 -1, 1 5, 0 0))", FALSE },     /* leads out of the shell */
    { "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (0 0, -5 -1, -1 -5, 0 0))", FALSE },  /* a hole outside */
    { "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (0 0, 5 1, 9 9, 1 5, 0 0))", FALSE }, /* cuts the shell in two */
    { "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (9 0, 9 9, 5 5, 9 0))", FALSE },      /* along a side */
    { "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (5 0, 6 5, 4 5, 5 0))", FALSE }, /* at no corner of the shell */
    { "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0)), ((9 9, 5 8, 8 5, 9 9)))", FALSE }, /* part in part */
    /* three holes around a piece of ground */
    { "POLYGON ((-9 -9, 19 -9, 19 19, -9 19, -9 -9), (0 0, 9 0, 5 -2, 0 0), (9 0, 5 8, 9 8, 9 0), (5 8, 0 0, "
      "0 8, 5 8))",
      FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SxShape) shape = sx_shape_from_wkt (rows[i].wkt, &error);
      SxShapeView view;

      g_assert_no_error (error);
      view = sx_shape_view (shape);
      g_assert_false (is_certain (&view));
      if (sx_validity_is_certain_with_touches (&view) != rows[i].is_certain)
        g_error ("%s", rows[i].wkt);
    }
}

static void
test_not_finite (void)
{
  SxPoint points[] = { { 0, 0 }, { 9, 0 }, { 9, 9 }, { 0, 9 }, { 0, 0 } };
  guint32 ring_start[] = { 0, G_N_ELEMENTS (points) };
  guint8 ring_is_shell[] = { 1 };
  SxShapeView view = { points, ring_start, ring_is_shell, 1, { 0, 0, 9, 9 } };
  static const double bad[] = { NAN, INFINITY, -INFINITY };

  g_assert_true (is_certain (&view));
  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    for (guint j = 0; j < G_N_ELEMENTS (bad); j++)
      {
        SxPoint kept = points[i];

        points[i].y = bad[j];
        g_assert_false (is_certain (&view));
        points[i] = kept;
      }
  ring_is_shell[0] = 0;
  g_assert_false (is_certain (&view));
  ring_is_shell[0] = 1;
  ring_start[1] = 4;
  g_assert_false (is_certain (&view));
}

static void
add_ring (SxShapeBuffer *out, const SxPoint *points, guint n, gboolean is_shell)
{
  for (guint i = 0; i <= n; i++)
    sx_shape_buffer_add_point (out, points[i % n]);
  sx_shape_buffer_end_ring (out, is_shell);
}

/* A closed curve around (x, y): radii from r to R at growing angles. */
static void
add_star (SxShapeBuffer *out, GRand *rand, SxPoint c, double r, double R, guint n, gboolean is_shell)
{
  g_autofree SxPoint *points = g_new (SxPoint, n);

  for (guint i = 0; i < n; i++)
    {
      double angle = 2 * G_PI * (i + g_rand_double_range (rand, 0, 0.9)) / n;
      double radius = g_rand_double_range (rand, r, R);

      points[i] = (SxPoint){ c.x + radius * cos (angle), c.y + radius * sin (angle) };
    }
  add_ring (out, points, n, is_shell);
}

/* Parcels as they are: plainly valid, at coordinates of 40 million; nearly none may need GEOS. */
static void
test_random_valid (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  guint n_certain = 0, n_all = 0;

  for (guint i = 0; i < 600; i++)
    {
      SxShapeBuffer out = SX_SHAPE_BUFFER_INIT;
      SxPoint c
          = { 40500000 + g_rand_double_range (rand, 0, 1000), 3500000 + g_rand_double_range (rand, 0, 1000) };
      SxShapeView view;

      add_star (&out, rand, c, 50, 90, g_rand_int_range (rand, 3, 300), TRUE);
      if (i % 3 == 0)
        add_star (&out, rand, c, 5, 20, g_rand_int_range (rand, 3, 30), FALSE);
      if (i % 6 == 0)
        add_star (&out, rand, (SxPoint){ c.x + 200, c.y }, 5, 90, g_rand_int_range (rand, 3, 30), TRUE);
      view = sx_shape_buffer_view (&out, 0, out.n_rings);
      if (geos_says_valid (&view))
        {
          n_all++;
          n_certain += is_certain (&view);
        }
      sx_shape_buffer_clear (&out);
    }
  g_assert_cmpuint (n_all, >, 550);
  g_assert_cmpuint (n_certain, ==, n_all);
}

/* Anything at all, on a small grid so that it touches itself often: never yes where GEOS says no. */
static void
test_random_any (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  guint n_certain = 0, n_touching = 0;

  for (guint i = 0; i < 40000; i++)
    {
      SxShapeBuffer out = SX_SHAPE_BUFFER_INIT;
      guint n_rings = g_rand_int_range (rand, 1, 5);
      SxShapeView view;

      for (guint r = 0; r < n_rings; r++)
        {
          SxPoint points[8];
          guint n = g_rand_int_range (rand, 3, 6);
          int size = g_rand_int_range (rand, 2, 12);

          for (guint k = 0; k < n; k++)
            points[k] = (SxPoint){ g_rand_int_range (rand, 0, size), g_rand_int_range (rand, 0, size) };
          add_ring (&out, points, n, r == 0 || g_rand_boolean (rand));
        }
      view = sx_shape_buffer_view (&out, 0, out.n_rings);
      if (is_certain (&view))
        n_certain++;
      else
        n_touching += sx_validity_is_certain_with_touches (&view);
      sx_shape_buffer_clear (&out);
    }
  /* else the test would prove nothing */
  g_assert_cmpuint (n_certain, >, 2000);
  g_assert_cmpuint (n_touching, >, 100);
}

/* A diagonal comb, where the boxes of all teeth overlap, and one tooth too long. */
static void
test_large (void)
{
  enum
  {
    TEETH = 20000
  };
  SxShapeBuffer out = SX_SHAPE_BUFFER_INIT;
  SxShapeView view;

  for (int i = 0; i < TEETH; i++)
    {
      sx_shape_buffer_add_point (&out, (SxPoint){ i, -i });
      sx_shape_buffer_add_point (&out, (SxPoint){ i + 1e5, 1e5 - i });
      sx_shape_buffer_add_point (&out, (SxPoint){ i + 1e5 + 0.5, 1e5 - i - 0.5 });
      sx_shape_buffer_add_point (&out, (SxPoint){ i + 0.5, -i - 0.5 });
    }
  sx_shape_buffer_add_point (&out, (SxPoint){ TEETH - 0.5, -TEETH - 100 });
  sx_shape_buffer_add_point (&out, (SxPoint){ -1, -TEETH - 100 });
  sx_shape_buffer_add_point (&out, out.points[0]);
  sx_shape_buffer_end_ring (&out, TRUE);
  view = sx_shape_buffer_view (&out, 0, 1);
  g_assert_true (sx_validity_is_certain (&view));
  out.points[TEETH * 2 + 2].y -= 3;
  g_assert_false (sx_validity_is_certain (&view));
  sx_shape_buffer_clear (&out);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/validity/certain", test_certain);
  g_test_add_func ("/validity/not-certain", test_not_certain);
  g_test_add_func ("/validity/touches", test_touches);
  g_test_add_func ("/validity/not-finite", test_not_finite);
  g_test_add_func ("/validity/random-valid", test_random_valid);
  g_test_add_func ("/validity/random-any", test_random_any);
  g_test_add_func ("/validity/large", test_large);
  return g_test_run ();
}
