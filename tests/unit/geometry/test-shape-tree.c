/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geometry/sx-shape-tree.h"
#include "geometry/sx-area.h"

static void
add_star (SxShapeBuffer *out, GRand *rand, SxPoint c, double r, double R, guint n, gboolean is_shell)
{
  gsize first = out->n_points;

  for (guint i = 0; i < n; i++)
    {
      double angle = 2 * G_PI * (i + g_rand_double_range (rand, 0, 0.9)) / n;
      double radius = g_rand_double_range (rand, r, R);

      sx_shape_buffer_add_point (out, (SxPoint){ c.x + radius * cos (angle), c.y + radius * sin (angle) });
    }
  sx_shape_buffer_add_point (out, out->points[first]);
  sx_shape_buffer_end_ring (out, is_shell);
}

/* The same as measuring the whole, whatever the other shape. */
static void
test_overlap (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  SxPoint c = { 40500000, 3500000 };

  for (guint i = 0; i < 30; i++)
    {
      SxShapeBuffer large = SX_SHAPE_BUFFER_INIT;
      g_autoptr (SxShapeTree) tree = NULL;
      SxShapeView view;

      add_star (&large, rand, c, 700, 900, 50 + i * 100, TRUE);
      if (i % 2)
        add_star (&large, rand, c, 200, 400, 10 + i * 10, FALSE);
      sx_shape_buffer_orient (&large, 0);
      view = sx_shape_buffer_view (&large, 0, large.n_rings);
      tree = sx_shape_tree_new (&view);
      for (guint k = 0; k < 40; k++)
        {
          SxShapeBuffer small = SX_SHAPE_BUFFER_INIT;
          SxShapeView other;

          add_star (&small, rand,
                    (SxPoint){ c.x + g_rand_double_range (rand, -1000, 1000),
                               c.y + g_rand_double_range (rand, -1000, 1000) },
                    5, 20 + k * 20.0, 12, TRUE);
          sx_shape_buffer_orient (&small, 0);
          other = sx_shape_buffer_view (&small, 0, 1);
          g_assert_cmpfloat_with_epsilon (sx_shape_tree_overlap (tree, &other),
                                          sx_overlap_planar (&view, &other), 1e-4);
          sx_shape_buffer_clear (&small);
        }
      g_assert_cmpfloat_with_epsilon (sx_shape_tree_overlap (tree, &view), sx_shape_view_planar_area (&view),
                                      1e-3);
      sx_shape_buffer_clear (&large);
    }
}

/* Many rings whose edges are found by boxes of points, as in a shape that owns them, and one after another.
 */
static void
test_many_rings (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);
  SxShapeBuffer rings = SX_SHAPE_BUFFER_INIT;
  g_autoptr (SxShape) owned = NULL;
  SxPoint c = { 40500000, 3500000 };
  SxShapeView view, boxed;

  for (guint i = 0; i < 900; i++)
    add_star (&rings, rand, (SxPoint){ c.x + i % 30 * 50, c.y + i / 30 * 50 }, 5, 20, 3 + i % 100, TRUE);
  sx_shape_buffer_orient (&rings, 0);
  view = sx_shape_buffer_view (&rings, 0, rings.n_rings);
  owned = sx_shape_new (&view);
  boxed = sx_shape_view (owned);
  g_assert_nonnull (boxed.chunks);
  for (guint ring = 0, next; ring < view.n_rings; ring = next)
    {
      SxShapeView part = sx_shape_view_part (&view, ring, &next);
      SxShapeView some = { view.points, view.ring_start + ring, view.ring_is_shell + ring,
                           MIN (view.n_rings - ring, 40), SX_BOX_EMPTY };
      SxShapeView boxed_some
          = { boxed.points, boxed.ring_start + ring, boxed.ring_is_shell + ring, some.n_rings, SX_BOX_EMPTY,
              boxed.chunks };

      some.box = boxed_some.box = sx_shape_view_compute_box (&some);
      g_assert_cmpfloat (sx_overlap_planar (&part, &boxed), ==, sx_overlap_planar (&part, &view));
      g_assert_cmpfloat (sx_overlap_planar (&boxed_some, &part), ==, sx_overlap_planar (&some, &part));
    }
  sx_shape_buffer_clear (&rings);
}

static void
test_empty (void)
{
  SxPoint points[] = { { 0, 0 }, { 0, 1 }, { 1, 1 }, { 1, 0 }, { 0, 0 } };
  guint32 start[] = { 0, 5 };
  guint8 shell[] = { 1 };
  SxShapeView empty = { points, start, shell, 0, SX_BOX_EMPTY },
              square = { points, start, shell, 1, { 0, 0, 1, 1 } };
  g_autoptr (SxShapeTree) nothing = sx_shape_tree_new (&empty);
  g_autoptr (SxShapeTree) something = sx_shape_tree_new (&square);

  g_assert_cmpfloat (sx_shape_tree_overlap (nothing, &square), ==, 0);
  g_assert_cmpfloat (sx_shape_tree_overlap (something, &empty), ==, 0);
  g_assert_cmpfloat_with_epsilon (sx_shape_tree_overlap (something, &square), 1, 1e-12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shape-tree/many-rings", test_many_rings);
  g_test_add_func ("/shape-tree/overlap", test_overlap);
  g_test_add_func ("/shape-tree/empty", test_empty);
  return g_test_run ();
}
