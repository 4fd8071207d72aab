/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faces cover their polygon, whatever cuts it, and slivers go to their neighbours. */
#include <math.h>

#include "geometry/sx-faces.h"

static void
add_ring (SxShapeBuffer *out, const SxPoint *points, guint n)
{
  for (guint i = 0; i < n; i++)
    sx_shape_buffer_add_point (out, points[i]);
  sx_shape_buffer_add_point (out, points[0]);
  sx_shape_buffer_end_ring (out, TRUE);
  sx_shape_buffer_orient (out, out->n_rings - 1);
}

static SxShape *
polygon (const SxPoint *points, guint n)
{
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  SxShapeView view;
  SxShape *shape;

  add_ring (&buffer, points, n);
  view = sx_shape_buffer_view (&buffer, 0, 1);
  shape = sx_shape_new (&view);
  sx_shape_buffer_clear (&buffer);
  return shape;
}

static SxShape *
rectangle (double x0, double y0, double x1, double y1)
{
  return polygon ((const SxPoint[]){ { x0, y0 }, { x0, y1 }, { x1, y1 }, { x1, y0 } }, 4);
}

static GArray *
cut (const SxShape *shape, SxShape **others, guint n, SxShapeBuffer *rings)
{
  GArray *faces = g_array_new (FALSE, FALSE, sizeof (SxFace));
  g_autofree SxShapeView *views = g_new (SxShapeView, MAX (n, 1));
  g_autoptr (GError) error = NULL;
  SxShapeView view = sx_shape_view (shape);

  for (guint i = 0; i < n; i++)
    views[i] = sx_shape_view (others[i]);
  g_assert_true (sx_faces_cut (&view, views, n, rings, faces, &error));
  g_assert_no_error (error);
  return faces;
}

static double
total (const GArray *faces)
{
  double sum = 0;

  for (guint i = 0; i < faces->len; i++)
    sum += g_array_index (faces, SxFace, i).area;
  return sum;
}

static void
test_cross (void)
{
  g_autoptr (SxShape) square = rectangle (0, 0, 10, 10), upright = rectangle (4, -5, 6, 15);
  g_autoptr (SxShape) beside = rectangle (20, 20, 30, 30);
  SxShapeBuffer rings = SX_SHAPE_BUFFER_INIT;
  g_autoptr (GArray) faces = cut (square, (SxShape *[]){ upright, beside }, 2, &rings);
  SxShapeView middle = sx_shape_view (upright);
  guint n_inside = 0;

  g_assert_cmpuint (faces->len, ==, 3); /* left, middle, right; what lies beside is no face */
  g_assert_cmpfloat_with_epsilon (total (faces), 100, 1e-9);
  for (guint i = 0; i < faces->len; i++)
    n_inside += sx_shape_view_contains (&middle, g_array_index (faces, SxFace, i).inside);
  g_assert_cmpuint (n_inside, ==, 1);
  sx_shape_buffer_clear (&rings);
}

static void
test_random (void)
{
  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (SxShape) square = rectangle (39500000, 3600000, 39500400, 3600300);
      SxShape *others[6];
      SxShapeBuffer rings = SX_SHAPE_BUFFER_INIT;
      g_autoptr (GArray) faces = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (others); i++)
        {
          double x = 39500000 + g_test_rand_double_range (-100, 400),
                 y = 3600000 + g_test_rand_double_range (-100, 300), d = g_test_rand_double_range (1, 200);

          others[i] = polygon ((const SxPoint[]){ { x, y }, { x + d / 3, y + d }, { x + d, y + d / 4 } }, 3);
        }
      faces = cut (square, others, G_N_ELEMENTS (others), &rings);
      g_assert_cmpfloat_with_epsilon (total (faces), 120000, 1e-4);
      for (guint i = 0; i < G_N_ELEMENTS (others); i++)
        sx_shape_unref (others[i]);
      sx_shape_buffer_clear (&rings);
    }
}

static void
test_slivers (void)
{
  g_autoptr (SxShape) square = rectangle (0, 0, 10, 10), left = rectangle (-5, -5, 4, 15);
  g_autoptr (SxShape) nearly = rectangle (-5, -5, 4.0001, 15);
  SxShapeBuffer rings = SX_SHAPE_BUFFER_INIT;
  g_autoptr (GArray) faces = cut (square, (SxShape *[]){ left, nearly }, 2, &rings);
  gint classes[3];
  double area[3] = { 0 };

  g_assert_cmpuint (faces->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      double x = g_array_index (faces, SxFace, i).inside.x;

      classes[i] = x < 4 ? 0 : x > 4.0001 ? 1 : 2;
    }
  sx_faces_absorb (&rings, faces, classes, 0.01);
  for (guint i = 0; i < 3; i++)
    area[classes[i]] += g_array_index (faces, SxFace, i).area;
  g_assert_cmpfloat_with_epsilon (area[0] + area[1], 100, 1e-9);
  g_assert_cmpfloat (area[2], ==, 0);
  sx_shape_buffer_clear (&rings);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geometry/faces/cross", test_cross);
  g_test_add_func ("/geometry/faces/random", test_random);
  g_test_add_func ("/geometry/faces/slivers", test_slivers);
  return g_test_run ();
}
