/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When two polygons are one: what overlaps or has a stretch of border in common, to the last digit. */
#include "geometry/sx-joint.h"

#define FAR_X 39500000.0
#define FAR_Y 3500000.0

static SxShape *
polygon (const double *xy, guint n)
{
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  SxShapeView view;
  SxShape *shape;

  for (guint i = 0; i <= n; i++)
    sx_shape_buffer_add_point (&buffer, (SxPoint){ FAR_X + xy[2 * (i % n)], FAR_Y + xy[2 * (i % n) + 1] });
  sx_shape_buffer_end_ring (&buffer, TRUE);
  sx_shape_buffer_orient (&buffer, 0);
  view = sx_shape_buffer_view (&buffer, 0, 1);
  shape = sx_shape_new (&view);
  sx_shape_buffer_clear (&buffer);
  return shape;
}

static void
check (const double *a, guint n_a, const double *b, guint n_b, gboolean expected)
{
  g_autoptr (SxShape) one = polygon (a, n_a), other = polygon (b, n_b);
  SxShapeView v = sx_shape_view (one), w = sx_shape_view (other);

  g_assert_cmpint (sx_joint (&v, &w), ==, expected);
  g_assert_cmpint (sx_joint (&w, &v), ==, expected);
}

#define CHECK(a, b, expected) check (a, G_N_ELEMENTS (a) / 2, b, G_N_ELEMENTS (b) / 2, expected)

static const double square[] = { 0, 0, 100, 0, 100, 100, 0, 100 };

static void
test_plain (void)
{
  const double beside[] = { 100, 20, 150, 20, 150, 60, 100, 60 }, away[] = { 101, 20, 150, 20, 150, 60 },
               at_corner[] = { 100, 100, 150, 100, 150, 150 },
               across[] = { 90, 90, 150, 90, 150, 150, 90, 150 }, within[] = { 20, 20, 40, 20, 30, 40 },
               inside_corner[] = { 0, 0, 50, 20, 20, 50 }, corner_on_edge[] = { 100, 50, 150, 20, 150, 80 },
               into_edge[] = { 100, 50, 50, 20, 50, 80 }, same_edge[] = { 100, 0, 150, 50, 100, 100 };

  CHECK (square, beside, TRUE);
  CHECK (square, away, FALSE);
  CHECK (square, at_corner, FALSE);
  CHECK (square, across, TRUE);
  CHECK (square, within, TRUE);
  CHECK (square, inside_corner, TRUE);
  CHECK (square, corner_on_edge, FALSE);
  CHECK (square, into_edge, TRUE);
  CHECK (square, same_edge, TRUE);
  CHECK (square, square, TRUE);
}

/* A piece against a slanting edge, its two corners there on the edge but for the last digit: only where one
 * of them lies within the other polygon, be it by a hair, do the two have ground in common. */
static void
test_last_digit (void)
{
  const double hair = 1.0 / (1 << 27); /* the distance of neighbouring doubles here */
  const double slant[] = { 0, 0, 300, 100, 0, 100 };

  for (int i = -1; i <= 1; i++)
    for (int k = -1; k <= 1; k++)
      {
        const double piece[] = { 75 + i * hair, 25, 150 + k * hair, 50, 140, 0 };

        CHECK (slant, piece, i < 0 || k < 0 || (i == 0 && k == 0));
      }
}

/* Both edges beside a common corner part from it by a hair: the two polygons touch in the corner only. */
static void
test_common_corner (void)
{
  const double hair = 1.0 / (1 << 27);
  const double notched[] = { 0, 0, 100, 30, 200, 0, 200, 100, 0, 100 };
  const double apart[] = { 50, 15 - hair, 100, 30, 150, 15 - hair, 100, -20 };
  const double joined[] = { 50, 15 - hair, 100, 30, 150, 15 + hair, 100, -20 };

  CHECK (notched, apart, FALSE);
  CHECK (notched, joined, TRUE);
}

/* Where only a window is looked at, what lies beyond it joins nothing. */
static void
test_window (void)
{
  const double beside[] = { 100, 20, 150, 20, 150, 60, 100, 60 };
  g_autoptr (SxShape) one = polygon (square, 4), other = polygon (beside, 4);
  SxShapeView v = sx_shape_view (one), w = sx_shape_view (other);
  SxBox there = { FAR_X + 99, FAR_Y + 30, FAR_X + 101, FAR_Y + 40 },
        elsewhere = { FAR_X + 10, FAR_Y + 90, FAR_X + 50, FAR_Y + 110 };

  g_assert_true (sx_joint_in (&v, &w, there));
  g_assert_false (sx_joint_in (&v, &w, elsewhere));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/joint/plain", test_plain);
  g_test_add_func ("/joint/last-digit", test_last_digit);
  g_test_add_func ("/joint/common-corner", test_common_corner);
  g_test_add_func ("/joint/window", test_window);
  return g_test_run ();
}
