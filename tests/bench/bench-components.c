/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What clusters cost: finding neighbours (box tree, nearness) and keeping components. Prints `name: value
 * unit`. Times are for orientation; the ratios say whether an edit costs what it touches or what there is. */
#include "figures.h"
#include "geometry/sx-box-tree.h"
#include "geometry/sx-components.h"
#include "geometry/sx-near.h"

#include <malloc.h>

static void
bench_box_tree (void)
{
  enum
  {
    N = 1000000
  };
  g_autofree SxBox *boxes = g_new (SxBox, N);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (SxBoxTree) tree = NULL;
  gint64 start;

  for (guint i = 0; i < N; i++)
    {
      double x = 38500000 + 100.0 * (i % 1000), y = 3500000 + 100.0 * (i / 1000);

      boxes[i] = (SxBox){ x, y, x + 95, y + 95 };
    }
  start = now_ns ();
  tree = sx_box_tree_new (boxes, N);
  report ("box_tree_build_1000000", (double)(now_ns () - start) / 1e6, "ms");
  start = now_ns ();
  for (guint i = 0; i < N; i += 10)
    {
      g_array_set_size (hits, 0);
      sx_box_tree_query (tree, sx_box_grown (boxes[i], 10), hits);
    }
  report ("box_tree_query_9_of_1000000", (double)(now_ns () - start) / (N / 10), "ns");
}

/* A field of n points a side, with crooked borders that neighbours share. */
static void
add_field (SxShapeBuffer *out, double x0, double y0, double size, guint n)
{
  static const int dx[] = { 0, 1, 0, -1 }, dy[] = { 1, 0, -1, 0 };
  double x = x0, y = y0;

  for (guint i = 0; i <= 4 * n; i++)
    {
      guint side = i / n % 4;

      sx_shape_buffer_add_point (out, (SxPoint){ x + sin (y * 0.7), y + cos (x * 0.7) });
      x += dx[side] * size / n;
      y += dy[side] * size / n;
    }
  out->points[out->n_points - 1] = out->points[0];
  sx_shape_buffer_end_ring (out, TRUE);
}

static double
bench_near_pair (const char *name, double size, double gap, guint n, guint repeats)
{
  SxShapeBuffer a = SX_SHAPE_BUFFER_INIT, b = SX_SHAPE_BUFFER_INIT;
  SxShapeView va, vb;
  gint64 start;
  double ns;
  guint n_near = 0;

  add_field (&a, 38500000, 3500000, size, n);
  add_field (&b, 38500000 + size + gap, 3500000, size, n);
  va = sx_shape_buffer_view (&a, 0, 1);
  vb = sx_shape_buffer_view (&b, 0, 1);
  start = now_ns ();
  for (guint i = 0; i < repeats; i++)
    n_near += sx_near_within (&va, &vb, 10);
  ns = (double)(now_ns () - start) / repeats;
  g_assert (n_near == (gap <= 10 ? repeats : 0));
  report (name, ns, "ns");
  sx_shape_buffer_clear (&a);
  sx_shape_buffer_clear (&b);
  return ns;
}

static void
bench_near (void)
{
  double small, large;

  bench_near_pair ("near_32_points_sharing_an_edge", 100, 0, 8, 300000);
  bench_near_pair ("near_32_points_8_m_apart", 100, 8, 8, 300000);
  small = bench_near_pair ("near_100_points_11_9_m_apart", 100, 11.9, 25, 100000);
  large = bench_near_pair ("near_10000_points_11_9_m_apart", 10000, 11.9, 2500, 300);
  report ("near_10000_points_vs_100_times_100", large / (100 * small), "x");
}

/* Each square touches its eight neighbours. */
static SxComponents *
new_squares (guint side)
{
  g_autofree gint64 *weights = g_new (gint64, side * side);
  g_autofree SxNodePair *edges = g_new (SxNodePair, 4 * (gsize)side * side);
  gsize n_edges = 0;

  for (guint32 i = 0; i < side * side; i++)
    {
      gboolean left = i % side > 0, right = i % side < side - 1, below = i >= side;

      weights[i] = i;
      if (left)
        edges[n_edges++] = (SxNodePair){ i - 1, i };
      if (below)
        edges[n_edges++] = (SxNodePair){ i - side, i };
      if (below && left)
        edges[n_edges++] = (SxNodePair){ i - side - 1, i };
      if (below && right)
        edges[n_edges++] = (SxNodePair){ i - side + 1, i };
    }
  return sx_components_new_from_graph (weights, side * side, edges, n_edges);
}

/* Takes out size × size squares in one batch and puts them back in the next; ns of both. */
static gint64
edit_squares (SxComponents *c, guint side, guint32 corner, guint size)
{
  gint64 start = now_ns ();

  sx_components_begin (c);
  for (guint k = 0; k < size * size; k++)
    sx_components_remove (c, corner + k / size * side + k % size);
  sx_components_end (c);
  sx_components_begin (c);
  for (guint k = 0; k < size * size; k++)
    {
      guint32 node = corner + k / size * side + k % size, neighbours[8];
      guint n = 0;

      for (int dy = -1; dy <= 1; dy++)
        for (int dx = -1; dx <= 1; dx++)
          {
            guint32 other = (guint32)((gint64)node + dy * (gint64)side + dx);

            if (other != node && sx_components_of (c, other) != SX_COMPONENTS_NONE)
              neighbours[n++] = other;
          }
      sx_components_add (c, node, node, neighbours, n);
    }
  sx_components_end (c);
  return now_ns () - start;
}

static double
bench_edits (const char *name, SxComponents *c, guint side, guint size, guint n_edits)
{
  g_autofree gint64 *times = g_new (gint64, n_edits);
  g_autofree char *p99 = g_strconcat (name, "_p99", NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint i = 0; i < n_edits; i++)
    {
      guint32 x = (guint32)g_rand_int_range (rand, 1, (gint32)(side - size - 1));
      guint32 y = (guint32)g_rand_int_range (rand, 1, (gint32)(side - size - 1));

      times[i] = edit_squares (c, side, y * side + x, size);
    }
  qsort (times, n_edits, sizeof (gint64), compare_integers);
  report (name, (double)times[n_edits / 2] / 1000, "us");
  report (p99, (double)times[n_edits * 99 / 100] / 1000, "us");
  return (double)times[n_edits / 2];
}

static void
bench_squares (void)
{
  g_autoptr (SxComponents) small = new_squares (64), large = NULL;
  struct mallinfo2 before = mallinfo2 (), after;
  double one, many;
  gint64 start = now_ns ();

  large = new_squares (1000);
  report ("components_build_1000000", (double)(now_ns () - start) / 1e6, "ms");
  after = mallinfo2 ();
  report ("components_bytes_per_node_at_8_edge_ends",
          (double)(after.uordblks + after.hblkhd - before.uordblks - before.hblkhd) / 1e6, "B");
  one = bench_edits ("components_edit_1_of_4096", small, 64, 1, 2000);
  many = bench_edits ("components_edit_1_of_1000000", large, 1000, 1, 2000);
  report ("components_edit_1_large_vs_small", many / one, "x");
  one = bench_edits ("components_edit_196_of_4096", small, 64, 14, 500);
  many = bench_edits ("components_edit_196_of_1000000", large, 1000, 14, 500);
  report ("components_edit_196_large_vs_small", many / one, "x");

  before = mallinfo2 ();
  for (guint i = 0; i < 100000; i++)
    edit_squares (small, 64, 65 + i * 7919 % 3000 / 62 * 64 + i % 60, 2);
  after = mallinfo2 ();
  report ("components_growth_by_100000_edits",
          (double)after.uordblks + (double)after.hblkhd - (double)before.uordblks - (double)before.hblkhd,
          "B");
}

/* The worst there is: the middle link of a chain, so that half of it must be found and gets another number.
 */
static void
bench_chain (const char *name, guint32 n)
{
  g_autofree gint64 *weights = g_new0 (gint64, n);
  g_autofree SxNodePair *edges = g_new (SxNodePair, n);
  g_autoptr (SxComponents) c = NULL;
  guint32 middle = n / 2, neighbours[] = { middle - 1, middle + 1 };
  gint64 start;

  for (guint32 i = 0; i + 1 < n; i++)
    edges[i] = (SxNodePair){ i, i + 1 };
  c = sx_components_new_from_graph (weights, n, edges, n - 1);
  start = now_ns ();
  for (guint i = 0; i < 20; i++)
    {
      sx_components_begin (c);
      sx_components_remove (c, middle);
      sx_components_end (c);
      sx_components_begin (c);
      sx_components_add (c, middle, 0, neighbours, 2);
      sx_components_end (c);
    }
  report (name, (double)(now_ns () - start) / 20 / n, "ns/node");
}

int
main (void)
{
  bench_box_tree ();
  bench_near ();
  bench_squares ();
  bench_chain ("components_cut_and_join_chain_of_10000", 10000);
  bench_chain ("components_cut_and_join_chain_of_1000000", 1000000);
  return 0;
}
