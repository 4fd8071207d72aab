/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geometry/sx-repair.h"
#include "base/sx-error.h"
#include "geometry/sx-shape-wkt.h"

/* What becomes of wkt, as WKT; NULL where it was valid. */
static char *
repaired (const char *wkt, char **reason)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SxShape) shape = sx_shape_from_wkt (wkt, &error);
  SxShapeBuffer out = SX_SHAPE_BUFFER_INIT;
  SxShapeView view = sx_shape_view (shape);
  gboolean was_valid = 7;
  char *result = NULL;

  g_assert_no_error (error);
  g_assert_true (sx_repair_check (&view, &out, &was_valid, reason, &error));
  g_assert_no_error (error);
  view = sx_shape_buffer_view (&out, 0, out.n_rings);
  if (was_valid)
    g_assert_cmpuint (out.n_rings, ==, 0);
  else
    result = sx_shape_to_wkt (&view, FALSE);
  sx_shape_buffer_clear (&out);
  return result;
}

static void
test_valid (void)
{
  char *reason = (char *)"";

  g_assert_null (repaired ("POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))", &reason));
  g_assert_null (reason);
  g_assert_null (repaired ("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (0 0, 5 1, 1 5, 0 0))", NULL));
}

static double
area_of_repaired (const char *wkt)
{
  g_autofree char *text = repaired (wkt, NULL);
  g_autoptr (SxShape) shape = sx_shape_from_wkt (text, NULL);
  SxShapeView view = sx_shape_view (shape);

  for (guint i = 0; i < view.n_rings; i++)
    {
      double area = sx_ring_signed_area (view.points + view.ring_start[i],
                                         view.ring_start[i + 1] - view.ring_start[i]);

      g_assert_true (view.ring_is_shell[i] ? area > 0 : area < 0);
    }
  return sx_shape_view_planar_area (&view);
}

static void
test_repaired (void)
{
  g_autofree char *reason = NULL, *bow_tie = repaired ("POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))", &reason);

  g_assert_cmpstr (reason, ==, "Self-intersection[1.00 1.00]");
  g_assert_nonnull (bow_tie);
  g_assert_cmpfloat (area_of_repaired ("POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))"), ==, 2);
  /* the structure method makes ground of a hole outside its shell: 81 + 1 */
  g_assert_cmpfloat (area_of_repaired ("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (11 1, 12 1, 12 2, 11 2, 11 1))"),
                     ==, 82);
  /* overlapping parts count once: 81 + 81 - 9 */
  g_assert_cmpfloat (area_of_repaired (
                         "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0)), ((8 0, 17 0, 17 9, 8 9, 8 0)))"),
                     ==, 153);
  /* the spike goes, the square stays */
  g_assert_cmpfloat (area_of_repaired ("POLYGON ((0 0, 4 0, 4 4, 2 4, 2 6, 2 4, 0 4, 0 0))"), ==, 16);
}

static void
test_collapsed (void)
{
  g_autofree char *reason = NULL, *flat = repaired ("POLYGON ((0 0, 1 1, 2 2, 0 0))", &reason);

  g_assert_cmpstr (flat, ==, "MULTIPOLYGON EMPTY");
  g_assert_nonnull (reason);
}

/* What was in out before stays. */
static void
test_appends (void)
{
  g_autoptr (SxShape) shape = sx_shape_from_wkt ("POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))", NULL);
  SxShapeView view = sx_shape_view (shape);
  SxShapeBuffer out = SX_SHAPE_BUFFER_INIT;
  gboolean was_valid = TRUE;

  sx_shape_buffer_append (&out, &view);
  g_assert_true (sx_repair_check (&view, &out, &was_valid, NULL, NULL));
  g_assert_false (was_valid);
  g_assert_cmpuint (out.n_rings, ==, 3);
  view = sx_shape_buffer_view (&out, 0, 1);
  g_assert_cmpuint (sx_shape_view_n_points (&view), ==, 5);
  sx_shape_buffer_clear (&out);
}

/* n corners drawn at random: each edge crosses a quarter of all others. */
static SxShape *
scribble (guint n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  SxShapeView view;
  SxShape *shape;

  for (guint i = 0; i < n; i++)
    sx_shape_buffer_add_point (&buffer, (SxPoint){ g_rand_double_range (rand, 0, 500),
                                                   g_rand_double_range (rand, 0, 500) });
  sx_shape_buffer_add_point (&buffer, buffer.points[0]);
  sx_shape_buffer_end_ring (&buffer, TRUE);
  view = sx_shape_buffer_view (&buffer, 0, 1);
  shape = sx_shape_new (&view);
  sx_shape_buffer_clear (&buffer);
  return shape;
}

/* What would cost seconds and mean nothing is refused, and nothing is given; smaller ones are repaired. */
static void
test_tangle (void)
{
  static const guint sizes[] = { 100, 1000, 20000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (SxShape) shape = scribble (sizes[i]);
      g_autoptr (GError) error = NULL;
      g_autofree char *reason = NULL;
      SxShapeBuffer out = SX_SHAPE_BUFFER_INIT;
      SxShapeView view = sx_shape_view (shape);
      gboolean was_valid = TRUE, is_repaired = sx_repair_check (&view, &out, &was_valid, &reason, &error);

      g_assert_cmpint (is_repaired, ==, sizes[i] == 100);
      g_assert_cmpint (out.n_rings > 0, ==, is_repaired);
      sx_shape_buffer_clear (&out);
      if (is_repaired)
        continue;
      g_assert_error (error, SX_ERROR, SX_ERROR_LIMIT);
      g_assert_nonnull (strstr (error->message, "crosses itself many thousands of times (first: Self-inter"));
      g_assert_null (reason);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/repair/valid", test_valid);
  g_test_add_func ("/repair/repaired", test_repaired);
  g_test_add_func ("/repair/collapsed", test_collapsed);
  g_test_add_func ("/repair/appends", test_appends);
  g_test_add_func ("/repair/tangle", test_tangle);
  return g_test_run ();
}
