/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cuts against GEOS: both sides valid, on their side, and their areas those of the intersections. */
#include <string.h>

#include "base/sx-error.h"
#include "geometry/sx-cut.h"
#include "geometry/sx-geos.h"
#include "geometry/sx-overlay.h"

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SxShapeBuffer, sx_shape_buffer_clear)

static void
add_star (SxShapeBuffer *b, GRand *rand, SxPoint c, double radius, guint n, gboolean shell)
{
  SxPoint first = { 0, 0 };

  for (guint i = 0; i < n; i++)
    {
      double r = radius * g_rand_double_range (rand, 0.3, 1), a = 2 * G_PI * i / n;
      SxPoint p = { c.x + r * cos (a), c.y + r * sin (a) };

      if (i == 0)
        first = p;
      sx_shape_buffer_add_point (b, p);
    }
  sx_shape_buffer_add_point (b, first);
  sx_shape_buffer_end_ring (b, shell);
}

static void
check_side (const SxShapeView *view, const SxShapeBuffer *side, SxBox box)
{
  GEOSContextHandle_t h = sx_geos_context ();
  SxShapeView v = sx_shape_buffer_view (side, 0, side->n_rings);
  SxShapeBuffer expected = SX_SHAPE_BUFFER_INIT;
  GEOSGeometry *g = sx_geos_from_view (&v);
  SxShapeView e;

  g_assert_cmpint (GEOSisValid_r (h, g), ==, 1);
  GEOSGeom_destroy_r (h, g);
  g_assert_true (v.n_rings == 0 || sx_box_contains (box, v.box));
  g_assert_true (sx_overlay_clip (view, box, &expected, NULL));
  e = sx_shape_buffer_view (&expected, 0, expected.n_rings);
  g_assert_cmpfloat_with_epsilon (sx_shape_view_planar_area (&v), sx_shape_view_planar_area (&e), 1e-6);
  for (guint r = 0; r < v.n_rings; r++)
    {
      double area = sx_ring_signed_area (v.points + v.ring_start[r], v.ring_start[r + 1] - v.ring_start[r]);

      g_assert_true (v.ring_is_shell[r] ? area > 0 : area < 0);
    }
  sx_shape_buffer_clear (&expected);
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint i = 0; i < 400; i++)
    {
      SxShapeBuffer b = SX_SHAPE_BUFFER_INIT, low = SX_SHAPE_BUFFER_INIT, high = SX_SHAPE_BUFFER_INIT;
      double x = 38500000, at = x + g_rand_double_range (rand, -900, 900);
      SxBox world = { x - 5000, -5000, x + 5000, 5000 }, west = world, east = world;
      gboolean along_x = i % 2 == 0;
      SxShapeView v;

      add_star (&b, rand, (SxPoint){ x, 0 }, 1000, (guint)g_rand_int_range (rand, 5, 300), TRUE);
      for (guint k = 0; k < i % 4; k++) /* holes in the middle, where the star is whole */
        add_star (&b, rand, (SxPoint){ x + 60.0 * k - 90, 0 }, 25, 9, FALSE);
      if (i % 3 == 0)
        add_star (&b, rand, (SxPoint){ x + 3000, 10 }, 900, 40, TRUE);
      sx_shape_buffer_orient (&b, 0);
      v = sx_shape_buffer_view (&b, 0, b.n_rings);
      if (!along_x)
        at -= x;
      g_assert_true (sx_cut (&v, along_x ? SX_CUT_X : SX_CUT_Y, at, &low, &high));
      *(along_x ? &west.x1 : &west.y1) = at;
      *(along_x ? &east.x0 : &east.y0) = at;
      check_side (&v, &low, west);
      check_side (&v, &high, east);
      sx_shape_buffer_clear (&b);
      sx_shape_buffer_clear (&low);
      sx_shape_buffer_clear (&high);
    }
}

/* a vertex on the line: refused, nothing appended */
static void
test_vertex_on_line (void)
{
  static const SxPoint p[] = { { 0, 0 }, { 0, 2 }, { 1, 3 }, { 2, 0 }, { 0, 0 } };
  SxShapeBuffer b = SX_SHAPE_BUFFER_INIT, low = SX_SHAPE_BUFFER_INIT, high = SX_SHAPE_BUFFER_INIT;
  SxShapeView v;

  for (guint i = 0; i < G_N_ELEMENTS (p); i++)
    sx_shape_buffer_add_point (&b, p[i]);
  sx_shape_buffer_end_ring (&b, TRUE);
  v = sx_shape_buffer_view (&b, 0, 1);
  g_assert_false (sx_cut (&v, SX_CUT_X, 1, &low, &high));
  g_assert_cmpuint (low.n_rings + high.n_rings + low.n_points + high.n_points, ==, 0);
  g_assert_true (sx_cut (&v, SX_CUT_X, 1.5, &low, &high));
  sx_shape_buffer_clear (&b);
  sx_shape_buffer_clear (&low);
  sx_shape_buffer_clear (&high);
}

/* a spiky star of many vertices falls into small valid pieces that add up, quickly */
static void
test_pieces (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (gsize));
  SxShapeBuffer b = SX_SHAPE_BUFFER_INIT, out = SX_SHAPE_BUFFER_INIT;
  double sum = 0;
  gsize start = 0;
  SxShapeView v;

  add_star (&b, rand, (SxPoint){ 500000, 4000000 }, 5000, 20000, TRUE);
  sx_shape_buffer_orient (&b, 0);
  v = sx_shape_buffer_view (&b, 0, 1);
  g_assert_true (sx_overlay_cut (&v, 192, &out, ends, NULL, NULL));
  for (guint i = 0; i < ends->len; i++)
    {
      gsize end = g_array_index (ends, gsize, i);
      SxShapeView piece = sx_shape_buffer_view (&out, start, end - start);

      g_assert_cmpuint (sx_shape_view_n_points (&piece), <=, 600);
      sum += sx_shape_view_planar_area (&piece);
      start = end;
    }
  g_assert_cmpfloat_with_epsilon (sum, sx_shape_view_planar_area (&v), 1e-3);
  sx_shape_buffer_clear (&b);
  sx_shape_buffer_clear (&out);
}

/* Whether an edge of the view is one of the other's, end by end. */
static gboolean
has_edge (const SxShapeView *view, SxPoint p, SxPoint q)
{
  for (guint r = 0; r < view->n_rings; r++)
    for (guint32 i = view->ring_start[r] + 1; i < view->ring_start[r + 1]; i++)
      if (memcmp (&view->points[i - 1], &p, sizeof p) == 0 && memcmp (&view->points[i], &q, sizeof q) == 0)
        return TRUE;
  return FALSE;
}

/* About a box there is less than all, but each edge that reaches into the box, as it is. */
static void
test_around (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (12);
  guint n_cut = 0;

  for (guint i = 0; i < 100; i++)
    {
      SxShapeBuffer b = SX_SHAPE_BUFFER_INIT, around = SX_SHAPE_BUFFER_INIT;
      double x = 38500000 + g_rand_double_range (rand, -900, 900), y = g_rand_double_range (rand, -900, 900);
      SxBox box = { x, y, x + 60, y + 40 };
      SxShapeView v, w;

      add_star (&b, rand, (SxPoint){ 38500000, 0 }, 1000, (guint)g_rand_int_range (rand, 65, 300), TRUE);
      sx_shape_buffer_orient (&b, 0);
      v = sx_shape_buffer_view (&b, 0, b.n_rings);
      sx_cut_around (&v, box, &around);
      w = sx_shape_buffer_view (&around, 0, around.n_rings);
      n_cut += sx_shape_view_n_points (&w) < sx_shape_view_n_points (&v);
      for (guint32 k = 1; k < v.ring_start[1]; k++)
        {
          SxBox edge = { v.points[k].x, v.points[k].y, v.points[k].x, v.points[k].y };

          sx_box_add (&edge, v.points[k - 1]);
          if (sx_box_overlaps (edge, box))
            g_assert_true (has_edge (&w, v.points[k - 1], v.points[k]));
        }
      sx_shape_buffer_clear (&b);
      sx_shape_buffer_clear (&around);
    }
  g_assert_cmpuint (n_cut, >, 50);
}

/* Needles side by side, 20 km long and half a metre apart: no time or memory is spent on them, they are
 * refused. */
static void
test_needles (void)
{
  g_auto (SxShapeBuffer) comb = SX_SHAPE_BUFFER_INIT, out = SX_SHAPE_BUFFER_INIT;
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autoptr (GError) error = NULL;
  const guint n_teeth = 25000;
  SxShapeView v;

  for (guint i = 0; i < n_teeth; i++)
    {
      sx_shape_buffer_add_point (&comb, (SxPoint){ 500000 + 0.5 * i, 4000000 });
      sx_shape_buffer_add_point (&comb, (SxPoint){ 500000 + 0.5 * i + 0.25, 4020000 });
    }
  sx_shape_buffer_add_point (&comb, (SxPoint){ 500000 + 0.5 * n_teeth, 3999000 });
  sx_shape_buffer_add_point (&comb, (SxPoint){ 500000, 4000000 });
  sx_shape_buffer_end_ring (&comb, TRUE);
  sx_shape_buffer_orient (&comb, 0);
  v = sx_shape_buffer_view (&comb, 0, comb.n_rings);
  g_assert_false (sx_overlay_cut (&v, 192, &out, ends, NULL, &error));
  g_assert_error (error, SX_ERROR, SX_ERROR_LIMIT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cut/random", test_random);
  g_test_add_func ("/cut/vertex", test_vertex_on_line);
  g_test_add_func ("/cut/pieces", test_pieces);
  g_test_add_func ("/cut/around", test_around);
  g_test_add_func ("/cut/needles", test_needles);
  return g_test_run ();
}
