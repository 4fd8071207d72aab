/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of drawn outlines: crossings, repairs, refusals; and vertices moved, added, taken away. */
#include "geometry/sx-crossing.h"
#include "geometry/sx-outline.h"
#include "geometry/sx-vertex-edit.h"
#include "geometry/sx-validity.h"

#define OX 38500000.0 /* where a county is */
#define OY 3600000.0

/* rings: "x y x y …" as numbers, each ended by NAN; the first is a shell, the rest its holes */
static SxShapeBuffer
drawn (const double *numbers)
{
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  g_autoptr (GArray) ring = g_array_new (FALSE, FALSE, sizeof (SxPoint));

  for (; !isinf (*numbers); numbers++)
    {
      g_array_set_size (ring, 0);
      for (; !isnan (*numbers); numbers += 2)
        {
          SxPoint p = { OX + numbers[0], OY + numbers[1] };

          g_array_append_val (ring, p);
        }
      sx_outline_append_ring ((const SxPoint *)ring->data, ring->len, buffer.n_rings == 0, &buffer);
    }
  return buffer;
}

#define RINGS(...) drawn ((const double[]){ __VA_ARGS__, NAN, INFINITY })

static SxOutlineVerdict
check (SxShapeBuffer buffer, double *area)
{
  SxShapeView view = sx_shape_buffer_view (&buffer, 0, buffer.n_rings);
  g_autoptr (SxShape) shape = NULL;
  SxOutlineVerdict verdict = sx_outline_check (&view, &shape);

  *area = 0;
  if (shape)
    {
      SxShapeView made = sx_shape_view (shape);

      *area = sx_shape_view_planar_area (&made);
      g_assert_cmpfloat (sx_ring_signed_area (shape->points, shape->ring_start[1]), >, 0);
    }
  g_assert_cmpint (shape != NULL, ==, verdict <= SX_OUTLINE_REPAIRED);
  sx_shape_buffer_clear (&buffer);
  return verdict;
}

static void
test_verdicts (void)
{
  double area;

  g_assert_cmpint (check (RINGS (0, 0, 10, 0, 10, 10, 0, 10), &area), ==, SX_OUTLINE_GOOD);
  g_assert_cmpfloat (area, ==, 100);
  /* points repeated, and the first at the end */
  g_assert_cmpint (check (RINGS (0, 0, 0, 0, 10, 0, 10, 10, 10, 10, 0, 10, 0, 0), &area), ==,
                   SX_OUTLINE_GOOD);
  g_assert_cmpfloat (area, ==, 100);
  /* a bow-tie: two triangles of 25, of which one is turned round */
  g_assert_cmpint (check (RINGS (0, 0, 10, 10, 10, 0, 0, 10), &area), ==, SX_OUTLINE_CROSSES);
  /* a small loop at the end of a large outline */
  g_assert_cmpint (check (RINGS (0, 0, 0, 100, 100, 100, 100, 2, 104, -2, 104, 2, 100, -2), &area), ==,
                   SX_OUTLINE_CROSSES);
  /* a spike of no width is not meant */
  g_assert_cmpint (check (RINGS (0, 0, 0, 10, 10, 10, 20, 10, 10, 10, 10, 0), &area), ==,
                   SX_OUTLINE_REPAIRED);
  g_assert_cmpfloat_with_epsilon (area, 100, 1e-6);
  /* two squares that meet at a corner, drawn in one go */
  g_assert_cmpint (check (RINGS (0, 0, 0, 10, 10, 10, 10, 20, 20, 20, 20, 10, 10, 10, 10, 0), &area), ==,
                   SX_OUTLINE_REPAIRED);
  g_assert_cmpfloat_with_epsilon (area, 200, 1e-6);
  g_assert_cmpint (check (RINGS (0, 0, 10, 0, 20, 0), &area), ==, SX_OUTLINE_EMPTY);
  g_assert_cmpint (check (RINGS (0, 0, 10, 0), &area), ==, SX_OUTLINE_EMPTY);
}

static void
test_holes (void)
{
  double area;

  g_assert_cmpint (check (RINGS (0, 0, 0, 30, 30, 30, 30, 0, NAN, 10, 10, 20, 10, 20, 20, 10, 20), &area), ==,
                   SX_OUTLINE_GOOD);
  g_assert_cmpfloat (area, ==, 800);
  /* a hole drawn out over the shell's border */
  g_assert_cmpint (check (RINGS (0, 0, 0, 30, 30, 30, 30, 0, NAN, 10, 10, 40, 10, 40, 20, 10, 20), &area), ==,
                   SX_OUTLINE_CROSSES);
}

static void
test_crossings (void)
{
  SxShapeBuffer buffer = RINGS (0, 0, 10, 10, 10, 0, 0, 10);
  SxShapeView view = sx_shape_buffer_view (&buffer, 0, 1);
  g_autoptr (GArray) out = g_array_new (FALSE, FALSE, sizeof (SxCrossing));
  const guint32 all[] = { 0, 1, 2, 3 }, last[] = { 2, 3 };

  sx_crossing_find (&view, all, 4, out);
  g_assert_cmpuint (out->len, ==, 1); /* each pair once */
  g_assert_cmpfloat_with_epsilon (g_array_index (out, SxCrossing, 0).at.x, OX + 5, 1e-6);
  g_assert_cmpfloat_with_epsilon (g_array_index (out, SxCrossing, 0).at.y, OY + 5, 1e-6);
  g_assert_cmpuint (g_array_index (out, SxCrossing, 0).a, ==, 0);
  g_assert_cmpuint (g_array_index (out, SxCrossing, 0).b, ==, 2);
  sx_crossing_find (&view, last, 2, out);
  g_assert_cmpuint (out->len, ==, 2);
  sx_shape_buffer_clear (&buffer);
}

static void
test_vertices (void)
{
  SxShapeBuffer buffer = RINGS (0, 0, 0, 30, 30, 30, 30, 0, NAN, 10, 10, 20, 10, 20, 20);
  SxShapeView view = sx_shape_buffer_view (&buffer, 0, 2), v;
  g_autoptr (SxShape) moved = NULL, more = NULL, less = NULL, no_hole = NULL, nothing = NULL;
  guint32 before, after;

  g_assert_cmpuint (sx_vertex_edit_vertex (&view, 4), ==, 0);
  g_assert_cmpuint (sx_vertex_edit_vertex (&view, 8), ==, 5);
  sx_vertex_edit_neighbours (&view, 0, &before, &after);
  g_assert_cmpuint (before, ==, 3);
  g_assert_cmpuint (after, ==, 1);

  moved = sx_vertex_edit_move (&view, (const guint32[]){ 0, 6 }, 2, -5, -5);
  g_assert_cmpfloat (moved->points[0].x, ==, OX - 5);
  g_assert_cmpfloat (moved->points[4].x, ==, OX - 5); /* the ring stays closed */
  g_assert_cmpfloat (moved->points[6].y, ==, OY + 5);
  g_assert_cmpfloat (moved->points[5].x, ==, OX + 10);
  g_assert_cmpfloat (moved->box.x0, ==, OX - 5);

  more = sx_vertex_edit_insert (&view, 6, (SxPoint){ OX + 22, OY + 15 });
  g_assert_cmpuint (more->n_points, ==, 10);
  g_assert_cmpfloat (more->points[7].x, ==, OX + 22);

  less = sx_vertex_edit_remove (&view, (const guint32[]){ 0 }, 1);
  v = sx_shape_view (less);
  g_assert_cmpuint (less->n_rings, ==, 2);
  g_assert_cmpfloat (sx_ring_signed_area (v.points, v.ring_start[1]), ==, 450);
  no_hole = sx_vertex_edit_remove (&view, (const guint32[]){ 6 }, 1); /* two corners are left of it */
  g_assert_cmpuint (no_hole->n_rings, ==, 1);
  nothing = sx_vertex_edit_remove (&view, (const guint32[]){ 1, 2 }, 2); /* the hole goes with its shell */
  g_assert_null (nothing);
  sx_shape_buffer_clear (&buffer);
}

/* The change told by the moved edges alone is that of the whole. */
static void
test_area_change (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  const SxMetric metric = { sx_plane_for_longitude (114.2), FALSE };
  g_autoptr (GArray) ring = g_array_new (FALSE, FALSE, sizeof (SxPoint));
  SxShapeView view;

  for (guint r = 0; r < 2; r++) /* a shell, and a hole in it */
    {
      g_array_set_size (ring, 0);
      for (guint i = 0; i < 40; i++)
        {
          double angle = -2 * G_PI * i / 40, radius = r == 0 ? 3000 : 900;
          SxPoint p = { OX + radius * cos (angle), OY + radius * sin (angle) };

          g_array_append_val (ring, p);
        }
      sx_outline_append_ring ((const SxPoint *)ring->data, ring->len, r == 0, &buffer);
    }
  sx_shape_buffer_orient (&buffer, 0);
  view = sx_shape_buffer_view (&buffer, 0, 2);
  for (guint round = 0; round < 200; round++)
    {
      guint32 vertices[80];
      guint n = 0, one_in = 1 + round % 5;
      double dx = g_rand_double_range (rand, -200, 200), dy = g_rand_double_range (rand, -200, 200);
      g_autoptr (SxShape) moved = NULL;
      SxShapeView now;
      double expected;

      for (guint32 i = 0; i < 81; i++) /* points 40 and 81 close the rings */
        if (i != 40 && g_rand_int_range (rand, 0, (gint32)one_in) == 0)
          vertices[n++] = i;
      moved = sx_vertex_edit_move (&view, vertices, n, dx, dy);
      now = sx_shape_view (moved);
      expected = sx_metric_area (&metric, &now) - sx_metric_area (&metric, &view);
      g_assert_cmpfloat_with_epsilon (sx_vertex_edit_area_change (&metric, &view, vertices, n, dx, dy),
                                      expected, 0.5 + 1e-6 * fabs (expected));
    }
  sx_shape_buffer_clear (&buffer);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outline/verdicts", test_verdicts);
  g_test_add_func ("/outline/holes", test_holes);
  g_test_add_func ("/outline/crossings", test_crossings);
  g_test_add_func ("/outline/vertices", test_vertices);
  g_test_add_func ("/outline/area-change", test_area_change);
  return g_test_run ();
}
