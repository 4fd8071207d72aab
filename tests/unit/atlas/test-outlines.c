/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outlines of many polygons, and outlines on a page: what is filled is the same, with fewer corners. */
#include <math.h>

#include "atlas/sx-dissolver.h"
#include "atlas/sx-page-map.h"
#include "atlas/sx-shared-borders.h"

/* A square of n by n fields, each 100 m wide, far from the origin as plans are. */
static SxLayer *
make_fields (guint n)
{
  SxLayerBuilder *builder = sx_layer_builder_new ("XZQ", "XZQ", FALSE);

  for (guint i = 0; i < n * n; i++)
    {
      double x = 39500000 + 100 * (i % n), y = 3650000 + 100 * (i / n);
      const SxPoint ring[] = { { x, y }, { x, y + 100 }, { x + 100, y + 100 }, { x + 100, y }, { x, y } };
      SxShapeBuffer *shapes = sx_layer_builder_shapes (builder);

      for (guint k = 0; k < 5; k++)
        sx_shape_buffer_add_point (shapes, ring[k]);
      sx_shape_buffer_end_ring (shapes, TRUE);
      sx_layer_builder_end_feature (builder, i + 1);
    }
  return sx_layer_builder_finish (builder);
}

static double
signed_area (const SxShapeBuffer *rings)
{
  double sum = 0;

  for (gsize r = 0; r < rings->n_rings; r++)
    sum += sx_ring_signed_area (rings->points + rings->ring_start[r],
                                rings->ring_start[r + 1] - rings->ring_start[r]);
  return sum;
}

static void
add_field (SxDissolver *dissolver, const SxLayer *fields, guint f)
{
  SxShapeView view = sx_layer_shape (fields, f);

  sx_dissolver_add (dissolver, &view);
}

static void
test_dissolve (void)
{
  g_autoptr (SxDissolver) dissolver = sx_dissolver_new ();
  SxLayer *fields = make_fields (20);
  SxShapeBuffer out = SX_SHAPE_BUFFER_INIT;

  for (guint f = 0; f < 400; f++)
    if (f != 210) /* a field in the middle is not there */
      add_field (dissolver, fields, f);
  g_assert_true (sx_dissolver_finish (dissolver, &out, NULL));
  g_assert_cmpuint (out.n_rings, ==, 2);
  g_assert_cmpuint (out.n_points, ==, 81 + 5);
  g_assert_cmpfloat_with_epsilon (signed_area (&out), 399 * 1e4, 1e-3);
  sx_shape_buffer_clear (&out);
  sx_layer_unref (fields);
}

/* Any selection of fields: the area stays, every ring is closed, and no edge is left that runs both ways. */
static void
test_dissolve_random (void)
{
  SxLayer *fields = make_fields (30);

  for (guint32 seed = 1; seed <= 20; seed++)
    {
      g_autoptr (SxDissolver) dissolver = sx_dissolver_new ();
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      SxShapeBuffer out = SX_SHAPE_BUFFER_INIT;
      guint n = 0;

      for (guint f = 0; f < 900; f++)
        if (g_rand_int_range (rand, 0, 20) < (gint32)seed)
          {
            add_field (dissolver, fields, f);
            n++;
          }
      g_assert_true (sx_dissolver_finish (dissolver, &out, NULL));
      g_assert_cmpfloat_with_epsilon (signed_area (&out), n * 1e4, 1e-3);
      for (gsize r = 0; r < out.n_rings; r++)
        {
          SxPoint first = out.points[out.ring_start[r]], last = out.points[out.ring_start[r + 1] - 1];

          g_assert_true (first.x == last.x && first.y == last.y);
        }
      sx_shape_buffer_clear (&out);
    }
  sx_layer_unref (fields);
}

/* Two that overlap are not lost: winding counts them twice. */
static void
test_dissolve_twice (void)
{
  g_autoptr (SxDissolver) dissolver = sx_dissolver_new ();
  SxLayer *fields = make_fields (2);
  SxShapeBuffer out = SX_SHAPE_BUFFER_INIT;

  add_field (dissolver, fields, 0);
  add_field (dissolver, fields, 0);
  g_assert_true (sx_dissolver_finish (dissolver, &out, NULL));
  g_assert_cmpfloat_with_epsilon (signed_area (&out), 2e4, 1e-3);
  sx_shape_buffer_clear (&out);
  sx_layer_unref (fields);
}

/* What is taken back and added makes what would be made of it from nothing, and leaves what it was copied
 * from. */
static void
test_dissolve_exchange (void)
{
  g_autoptr (SxDissolver) before = sx_dissolver_new (), after = NULL;
  SxLayer *fields = make_fields (20);
  SxShapeBuffer out = SX_SHAPE_BUFFER_INIT;
  SxShapeView middle = sx_layer_shape (fields, 210);

  for (guint f = 0; f < 400; f++)
    if (f != 0)
      add_field (before, fields, f);
  g_assert_true (sx_dissolver_finish (before, &out, NULL));
  after = sx_dissolver_copy (before);
  sx_dissolver_take_back (after, &middle);
  add_field (after, fields, 0);
  sx_shape_buffer_reset (&out);
  g_assert_true (sx_dissolver_finish (after, &out, NULL));
  g_assert_cmpuint (out.n_rings, ==, 2);
  g_assert_cmpuint (out.n_points, ==, 81 + 5);
  g_assert_cmpfloat_with_epsilon (signed_area (&out), 399 * 1e4, 1e-3);
  sx_shape_buffer_reset (&out);
  g_assert_true (sx_dissolver_finish (before, &out, NULL));
  g_assert_cmpuint (out.n_rings, ==, 1);
  g_assert_cmpfloat_with_epsilon (signed_area (&out), 399 * 1e4, 1e-3);
  sx_shape_buffer_clear (&out);
  sx_layer_unref (fields);
}

static void
test_borders (void)
{
  SxLayer *fields = make_fields (3);
  SxShapeBuffer out = SX_SHAPE_BUFFER_INIT;
  double length = 0;

  sx_shared_borders (fields, &out);
  for (gsize r = 0; r < out.n_rings; r++)
    for (guint32 i = out.ring_start[r]; i + 1 < out.ring_start[r + 1]; i++)
      length += hypot (out.points[i + 1].x - out.points[i].x, out.points[i + 1].y - out.points[i].y);
  g_assert_cmpfloat_with_epsilon (length, 12 * 100, 1e-6); /* each once, and none of the outer ones */
  sx_shape_buffer_clear (&out);
  sx_layer_unref (fields);
}

/* ---- on a page */

typedef struct
{
  cairo_surface_t *surface;
  SxPagePen pen;
} Page;

static void
page_init (Page *self)
{
  SxPageMap map;

  self->surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  sx_page_map_init (&map, (SxBox){ 50, 50, 450, 350 }, (SxPoint){ 39500000, 3650000 }, 10000);
  sx_page_pen_init (&self->pen, cairo_create (self->surface), &map);
  sx_page_pen_begin (&self->pen);
}

static void
page_clear (Page *self)
{
  cairo_destroy (self->pen.cr);
  sx_page_pen_clear (&self->pen);
  cairo_surface_destroy (self->surface);
}

static SxPoint *
make_circle (double radius, guint n)
{
  SxPoint *points = g_new (SxPoint, n + 1);

  for (guint i = 0; i <= n; i++)
    points[i] = (SxPoint){ 39500000 + radius * cos (-2 * G_PI * i / n),
                           3650000 + radius * sin (-2 * G_PI * i / n) };
  points[n] = points[0];
  return points;
}

static void
test_scale (void)
{
  SxPageMap map;
  SxBox ground;
  SxPoint p;

  sx_page_map_init (&map, (SxBox){ 0, 0, 72, 144 }, (SxPoint){ 39500000, 3650000 }, 10000);
  ground = sx_page_map_ground (&map);
  g_assert_cmpfloat_with_epsilon (ground.x1 - ground.x0, 254, 1e-6); /* an inch is 254 m */
  g_assert_cmpfloat_with_epsilon (ground.y1 - ground.y0, 508, 1e-6);
  p = sx_page_map_forward (&map, (SxPoint){ 39500000, 3650000 });
  g_assert_cmpfloat_with_epsilon (p.x, 36, 1e-6);
  g_assert_cmpfloat_with_epsilon (p.y, 72, 1e-6);
}

/* A circle of very many corners has few left, all within the tolerance. */
static void
test_simplified (void)
{
  g_autofree SxPoint *points = make_circle (500, 20000);
  double k, r;
  cairo_path_t *path;
  Page page;

  page_init (&page);
  g_assert_true (sx_page_pen_ring (&page.pen, points, 20001));
  g_assert_cmpuint (page.pen.n_points, <, 200);
  k = page.pen.map.pt_per_m;
  path = cairo_copy_path (page.pen.cr);
  for (int i = 0; i < path->num_data; i += path->data[i].header.length)
    if (path->data[i].header.length > 1)
      {
        r = hypot (path->data[i + 1].point.x - 250, path->data[i + 1].point.y - 200);
        g_assert_cmpfloat_with_epsilon (r, 500 * k, 0.05); /* of a point: rounding */
      }
  cairo_path_destroy (path);
  page_clear (&page);
}

/* Nothing is drawn far outside the frame, and what is cut keeps its area inside. */
static void
test_clipped (void)
{
  g_autofree SxPoint *points = make_circle (2000, 5000);
  double x0, y0, x1, y1;
  Page page;

  page_init (&page);
  g_assert_true (sx_page_pen_ring (&page.pen, points, 5001));
  cairo_path_extents (page.pen.cr, &x0, &y0, &x1, &y1);
  g_assert_cmpfloat (x0, >=, 50 - 13);
  g_assert_cmpfloat (y0, >=, 50 - 13);
  g_assert_cmpfloat (x1, <=, 450 + 13);
  g_assert_cmpfloat (y1, <=, 350 + 13);
  g_assert_true (cairo_in_fill (page.pen.cr, 60, 60) && cairo_in_fill (page.pen.cr, 440, 340));
  page_clear (&page);
}

/* A border that runs around the frame is not in it, but what it borders is. */
static void
test_around (void)
{
  g_autofree SxPoint *points = make_circle (20000, 500);
  Page page;

  page_init (&page);
  g_assert_true (sx_page_pen_ring (&page.pen, points, 501));
  page.pen.is_outline = TRUE;
  g_assert_false (sx_page_pen_ring (&page.pen, points, 501));
  page_clear (&page);
}

static void
test_unseen (void)
{
  g_autofree SxPoint *tiny = make_circle (0.2, 12), *far = make_circle (100, 50);
  Page page;

  page_init (&page);
  for (guint i = 0; i <= 50; i++)
    far[i].x += 50000;
  g_assert_false (sx_page_pen_ring (&page.pen, tiny, 13));
  g_assert_false (sx_page_pen_ring (&page.pen, far, 51));
  g_assert_false (sx_page_pen_line (&page.pen, far, 51));
  g_assert_cmpuint (page.pen.n_points, ==, 0);
  page_clear (&page);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/atlas/outlines/dissolve", test_dissolve);
  g_test_add_func ("/atlas/outlines/dissolve-random", test_dissolve_random);
  g_test_add_func ("/atlas/outlines/dissolve-twice", test_dissolve_twice);
  g_test_add_func ("/atlas/outlines/dissolve-exchange", test_dissolve_exchange);
  g_test_add_func ("/atlas/outlines/borders", test_borders);
  g_test_add_func ("/atlas/page/scale", test_scale);
  g_test_add_func ("/atlas/page/simplified", test_simplified);
  g_test_add_func ("/atlas/page/clipped", test_clipped);
  g_test_add_func ("/atlas/page/around", test_around);
  g_test_add_func ("/atlas/page/unseen", test_unseen);
  return g_test_run ();
}
