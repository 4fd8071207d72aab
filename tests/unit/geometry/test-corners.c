/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Corners of a plot that are a line's but for the rounding of coordinates. */
#include "geometry/sx-corners.h"
#include "geometry/sx-cut-corners.h"
#include "geometry/sx-joint.h"

#define X 39530000.0
#define Y 3651000.0

static SxShape *
make_shape (const SxPoint *points, guint n)
{
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  SxShapeView v;
  SxShape *shape;

  for (guint i = 0; i <= n; i++)
    sx_shape_buffer_add_point (&buffer, (SxPoint){ X + points[i % n].x, Y + points[i % n].y });
  sx_shape_buffer_end_ring (&buffer, TRUE);
  v = sx_shape_buffer_view (&buffer, 0, 1);
  shape = sx_shape_new (&v);
  sx_shape_buffer_clear (&buffer);
  return shape;
}

/* A line whose eastern border has a corner at (100, 50), and a plot drawn onto that border, each of its three
 * corners there a hair to the east: apart as they are, one polygon when they are settled. */
static void
test_border (void)
{
  SxShape *line = make_shape ((SxPoint[]){ { 0, 0 }, { 0, 100 }, { 100, 100 }, { 101, 50 }, { 100, 0 } }, 5);
  SxShape *plot = make_shape ((SxPoint[]){ { 100 + 3e-8, 0 },
                                           { 101 + 3e-8, 50 - 2e-9 },
                                           { 100 + 2e-8, 100 },
                                           { 200, 100 },
                                           { 200, 0 } },
                              5);
  SxShapeView of_line = sx_shape_view (line), of_plot = sx_shape_view (plot), of_settled;
  SxShape *settled = sx_corners_settle (plot, &of_line, 1);

  g_assert_false (sx_joint (&of_line, &of_plot));
  of_settled = sx_shape_view (settled);
  g_assert_true (sx_joint (&of_line, &of_settled));
  g_assert_cmpfloat (settled->points[0].x, ==, X + 100);
  g_assert_cmpfloat (settled->points[1].y, ==, Y + 50);
  g_assert_cmpfloat (settled->points[3].x, ==, X + 200);
  g_assert_cmpfloat (settled->points[5].x, ==, X + 100); /* the ring stays closed */
  g_assert_cmpfloat (settled->box.x0, ==, X + 100);
  sx_shape_unref (settled);
  sx_shape_unref (plot);
  sx_shape_unref (line);
}

/* Corners two micrometres off are others; nothing to move is the same shape. */
static void
test_apart (void)
{
  SxShape *line = make_shape ((SxPoint[]){ { 0, 0 }, { 0, 100 }, { 100, 100 }, { 100, 0 } }, 4);
  SxShape *plot = make_shape ((SxPoint[]){ { 100 + 2e-6, 0 }, { 100, 100 }, { 200, 100 } }, 3);
  SxShapeView of_line = sx_shape_view (line);
  SxShape *settled = sx_corners_settle (plot, &of_line, 1), *alone = sx_corners_settle (plot, NULL, 0);

  g_assert_true (settled == plot);
  g_assert_true (alone == plot);
  sx_shape_unref (settled);
  sx_shape_unref (alone);
  sx_shape_unref (plot);
  sx_shape_unref (line);
}

/* Of two stored corners the nearest counts, in whatever order they come. */
static void
test_nearest (void)
{
  SxShape *a = make_shape ((SxPoint[]){ { 5e-7, 0 }, { 0, -9 }, { -9, 0 } }, 3);
  SxShape *b = make_shape ((SxPoint[]){ { -3e-7, 0 }, { -9, -9 }, { -9, 9 } }, 3);
  SxShape *plot = make_shape ((SxPoint[]){ { 0, 0 }, { 9, 9 }, { 9, 0 } }, 3);

  for (guint i = 0; i < 2; i++)
    {
      SxShapeView views[2] = { sx_shape_view (i ? b : a), sx_shape_view (i ? a : b) };
      SxShape *settled = sx_corners_settle (plot, views, 2);

      g_assert_cmpfloat (settled->points[0].x, ==, b->points[0].x);
      sx_shape_unref (settled);
    }
  sx_shape_unref (a);
  sx_shape_unref (b);
  sx_shape_unref (plot);
}

/* A corner that is rounded otherwise by one overlay than by another comes to lie at one place, which is that
 * of the edges however they run; corners of the sources stay. */
static void
test_cuts (void)
{
  SxShape *line = make_shape ((SxPoint[]){ { 0, 0 }, { 0, 100 }, { 107, 93 }, { 100, 0 } }, 4);
  SxShape *plot = make_shape ((SxPoint[]){ { 50, 50 }, { 61, 170 }, { 170, 170 }, { 173, 50 } }, 4);
  SxPoint rounded[2] = { { X, Y }, { X, Y } };

  for (guint i = 0; i < 2; i++)
    {
      double off = i ? 3e-8 : -2e-8;
      SxPoint cut;
      SxShapeBuffer pieces = SX_SHAPE_BUFFER_INIT;
      SxShapeView sources[2] = { sx_shape_view (i ? plot : line), sx_shape_view (i ? line : plot) }, v;
      SxShape *piece;

      /* 50 + 11 t = x, 50 + 120 t = 100 - 7 x / 107 */
      cut.x = 50 + 11 * (50 - 7 * 50 / 107.0) / (120 + 77 / 107.0) + off;
      cut.y = 100 - 7 * (cut.x - off) / 107 + off;
      piece = make_shape ((SxPoint[]){ cut, { 61, 170 }, { 107, 93 } }, 3);
      v = sx_shape_view (piece);
      sx_shape_buffer_append (&pieces, &v);
      sx_cut_corners_settle (&pieces, 0, sources, 2);
      rounded[i] = pieces.points[0];
      g_assert_cmpfloat_with_epsilon (rounded[i].x, X + cut.x - off, 8e-9);
      g_assert_cmpfloat (pieces.points[3].x, ==, rounded[i].x);
      g_assert_cmpfloat (pieces.points[1].x, ==, X + 61);
      g_assert_cmpfloat (pieces.points[2].y, ==, Y + 93);
      sx_shape_unref (piece);
      sx_shape_buffer_clear (&pieces);
    }
  g_assert_cmpfloat (rounded[0].x, ==, rounded[1].x);
  g_assert_cmpfloat (rounded[0].y, ==, rounded[1].y);
  sx_shape_unref (line);
  sx_shape_unref (plot);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/corners/border", test_border);
  g_test_add_func ("/corners/apart", test_apart);
  g_test_add_func ("/corners/nearest", test_nearest);
  g_test_add_func ("/corners/cuts", test_cuts);
  return g_test_run ();
}
