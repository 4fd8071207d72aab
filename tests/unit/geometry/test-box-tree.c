/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The box tree and the box grid against looking at every box. */
#include "geometry/sx-box-tree.h"
#include "geometry/sx-box-grid.h"

#include <stdlib.h>

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;

  return (x > y) - (x < y);
}

static SxBox
random_box (GRand *rand, double extent, double size)
{
  double x = 38500000 + g_rand_double_range (rand, 0, extent),
         y = 3.5e6 + g_rand_double_range (rand, 0, extent);

  /* coordinates on a grid of a quarter metre, so that boxes often just touch */
  x = floor (x * 4) / 4;
  y = floor (y * 4) / 4;
  return (SxBox){ x, y, x + floor (g_rand_double_range (rand, 0, size) * 4) / 4,
                  y + floor (g_rand_double_range (rand, 0, size) * 4) / 4 };
}

static void
assert_same_ids (GArray *expected, GArray *hits)
{
  g_assert_cmpuint (hits->len, ==, expected->len);
  for (guint i = 0; i < hits->len; i++)
    g_assert_cmpuint (g_array_index (hits, guint32, i), ==, g_array_index (expected, guint32, i));
}

static void
check_tree_query (const SxBoxTree *tree, const SxBox *boxes, guint n, SxBox query)
{
  g_autoptr (GArray) expected = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < n; i++)
    if (!sx_box_is_empty (query) && !sx_box_is_empty (boxes[i]) && sx_box_overlaps (boxes[i], query))
      g_array_append_val (expected, i);
  sx_box_tree_query (tree, query, hits);
  g_array_sort (hits, compare_ids);
  assert_same_ids (expected, hits);
}

static void
test_tree_random (void)
{
  static const guint sizes[] = { 0, 1, 2, 15, 16, 17, 255, 256, 257, 1000, 5000 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint k = 0; k < G_N_ELEMENTS (sizes); k++)
    {
      guint n = sizes[k], n_full = 0;
      double extent = 40 * sqrt (n + 1);
      g_autofree SxBox *boxes = g_new (SxBox, n + 1);
      g_autoptr (SxBoxTree) tree = NULL;

      for (guint i = 0; i < n; i++)
        {
          boxes[i] = i % 7 == 3 ? SX_BOX_EMPTY : random_box (rand, extent, i % 50 == 0 ? extent : 60);
          n_full += i % 7 != 3;
        }
      tree = sx_box_tree_new (boxes, n);
      g_assert_cmpuint (sx_box_tree_n_items (tree), ==, n_full);
      for (guint i = 0; i < 200; i++)
        check_tree_query (tree, boxes, n, random_box (rand, extent, i % 10 == 0 ? extent : 100));
      check_tree_query (tree, boxes, n, SX_BOX_EMPTY);
      check_tree_query (tree, boxes, n, (SxBox){ -INFINITY, -INFINITY, INFINITY, INFINITY });
    }
}

/* Points, equal boxes, boxes without end: nothing to spread along a curve. */
static void
test_tree_degenerate (void)
{
  SxBox boxes[100];

  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    boxes[i] = (SxBox){ 5, 5, 5, 5 };
  boxes[40] = (SxBox){ -INFINITY, 0, INFINITY, 10 };
  boxes[41] = (SxBox){ 0, 0, NAN, 10 };
  boxes[42] = (SxBox){ 1e300, 1e300, 2e300, 2e300 };
  for (guint n = 1; n <= G_N_ELEMENTS (boxes); n += 33)
    {
      g_autoptr (SxBoxTree) tree = sx_box_tree_new (boxes, n);

      check_tree_query (tree, boxes, n, (SxBox){ 5, 5, 5, 5 });
      check_tree_query (tree, boxes, n, (SxBox){ 0, 0, 4, 20 });
      check_tree_query (tree, boxes, n, (SxBox){ 1e300, 1e300, 1e300, 1e300 });
    }
}

/* A difference far below the precision of a float still counts. */
static void
test_tree_exact (void)
{
  SxBox boxes[] = { { 38500000, 3500000, 38500010, 3500010 }, { 38600000, 3600000, 38600010, 3600010 } };
  g_autoptr (SxBoxTree) tree = sx_box_tree_new (boxes, 2);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (guint32));

  sx_box_tree_query (tree, (SxBox){ 38600010.00001, 3600000, 38600020, 3600010 }, hits);
  g_assert_cmpuint (hits->len, ==, 0);
  sx_box_tree_query (tree, (SxBox){ 38600010, 3600000, 38600020, 3600010 }, hits);
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_cmpuint (g_array_index (hits, guint32, 0), ==, 1);
}

static gboolean
stop_at_third (guint item, gpointer data)
{
  return ++*(guint *)data < 3;
}

static void
test_tree_stops (void)
{
  SxBox boxes[100];
  g_autoptr (SxBoxTree) tree = NULL;
  guint visited = 0;

  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    boxes[i] = (SxBox){ i, i, i + 1, i + 1 };
  tree = sx_box_tree_new (boxes, G_N_ELEMENTS (boxes));
  g_assert_false (sx_box_tree_search (tree, (SxBox){ 0, 0, 200, 200 }, stop_at_third, &visited));
  g_assert_cmpuint (visited, ==, 3);
  visited = 0;
  g_assert_true (sx_box_tree_search (tree, (SxBox){ 0.25, 0.25, 0.5, 0.5 }, stop_at_third, &visited));
  g_assert_cmpuint (visited, ==, 1);
}

static void
check_grid_query (const SxBoxGrid *grid, const SxBox *boxes, const gboolean *in, guint n, SxBox query)
{
  g_autoptr (GArray) expected = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < n; i++)
    if (in[i] && !sx_box_is_empty (boxes[i]) && sx_box_overlaps (boxes[i], query))
      g_array_append_val (expected, i);
  sx_box_grid_query (grid, query, hits);
  assert_same_ids (expected, hits);
}

static void
test_grid_random (void)
{
  enum
  {
    N = 800
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  g_autoptr (SxBoxGrid) grid = sx_box_grid_new (50);
  SxBox boxes[N];
  gboolean in[N] = { FALSE };
  guint n_in = 0;

  for (guint step = 0; step < 20000; step++)
    {
      guint32 id = (guint32)g_rand_int_range (rand, 0, N);

      g_assert_cmpint (sx_box_grid_remove (grid, id), ==, in[id]);
      n_in -= in[id];
      in[id] = g_rand_int_range (rand, 0, 3) > 0;
      boxes[id] = id % 100 == 0 ? SX_BOX_EMPTY : random_box (rand, 1000, id % 40 == 1 ? 2000 : 80);
      if (id == 7)
        boxes[id] = (SxBox){ -INFINITY, 3.5e6, INFINITY, 3.5e6 + 10 };
      if (in[id])
        sx_box_grid_insert (grid, id, boxes[id]);
      n_in += in[id];
      g_assert_cmpuint (sx_box_grid_n_items (grid), ==, n_in);
      if (step % 10 == 0)
        check_grid_query (grid, boxes, in, N, random_box (rand, 1000, step % 200 == 0 ? 1000 : 100));
    }
  check_grid_query (grid, boxes, in, N, SX_BOX_EMPTY);
  check_grid_query (grid, boxes, in, N, (SxBox){ -INFINITY, -INFINITY, INFINITY, INFINITY });
}

/* A box exactly as large as a cell, starting a hair left of one, still meets what touches its far side. */
static void
test_grid_cell_borders (void)
{
  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (SxBoxGrid) grid = sx_box_grid_new (0.1);
      g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (guint32));
      double x = nextafter (0.1 * i, -1), y = nextafter (0.1 * i + 0.1, 1);

      sx_box_grid_insert (grid, 5, (SxBox){ x, x, nextafter (x + 0.1, -1), y });
      sx_box_grid_query (grid, (SxBox){ nextafter (x + 0.1, -1), y, 1000, 1000 }, hits);
      g_assert_cmpuint (hits->len, ==, 1);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geometry/box-tree/random", test_tree_random);
  g_test_add_func ("/geometry/box-tree/degenerate", test_tree_degenerate);
  g_test_add_func ("/geometry/box-tree/exact", test_tree_exact);
  g_test_add_func ("/geometry/box-tree/stops", test_tree_stops);
  g_test_add_func ("/geometry/box-grid/random", test_grid_random);
  g_test_add_func ("/geometry/box-grid/cell-borders", test_grid_cell_borders);
  return g_test_run ();
}
