/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Projection and area against published vectors, PROJ, and GEOS overlays. */
#include "geometry/sx-area.h"
#include "geometry/sx-geos.h"

#include <proj.h>

static SxShape *
shape_of (const SxPoint *points, guint n)
{
  SxShapeBuffer b = SX_SHAPE_BUFFER_INIT;
  SxShapeView v;
  SxShape *shape;

  for (guint i = 0; i < n; i++)
    sx_shape_buffer_add_point (&b, points[i]);
  sx_shape_buffer_add_point (&b, points[0]);
  sx_shape_buffer_end_ring (&b, TRUE);
  sx_shape_buffer_orient (&b, 0);
  v = sx_shape_buffer_view (&b, 0, 1);
  shape = sx_shape_new (&v);
  sx_shape_buffer_clear (&b);
  return shape;
}

/* cells between parallels and meridians: research/domain.md 3.3, from the closed integral */
static void
test_cells (void)
{
  static const struct
  {
    double b1, b2, dl, area;
  } rows[] = {
    { 30, 30.01, 0.01, 1069521.1733 },
    { 33, 33 + 1 / 48.0, 1 / 32.0, 6746860.1763 },
    { 31, 32, 1, 10533542701.65 },
    { 33, 33 + 2.5 / 60, 3.75 / 60, 26984312.39 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      double r = G_PI / 180;
      double area = rows[i].dl * r
                    * (sx_area_below_latitude (rows[i].b2 * r) - sx_area_below_latitude (rows[i].b1 * r));

      g_assert_cmpfloat_with_epsilon (area, rows[i].area, 1e-11 * rows[i].area + 0.0051);
    }
}

/* the ring of domain.md 3.3, cut at 70 m; and far from the meridian the strips agree with the rule */
static void
test_ring (void)
{
  static const SxPoint ring[]
      = { { 547000, 3653000 }, { 548000, 3653000 }, { 548200, 3654100 }, { 546900, 3654000 } };
  g_autoptr (SxShape) shape = shape_of (ring, 4);
  SxShapeView v = sx_shape_view (shape);
  SxMetric metric = { .is_planar = FALSE };

  g_assert_true (sx_plane_for_epsg (4548, &metric.plane));
  g_assert_cmpfloat_with_epsilon (sx_shape_view_planar_area (&v), 1205000.0, 1e-4);
  g_assert_cmpfloat_with_epsilon (sx_area_ellipsoidal (&metric.plane, &v), 1204932.9084, 6e-5);
  g_assert_cmpfloat_with_epsilon (sx_metric_overlap (&metric, &v, &v), 1204932.8874, 0.005);
  g_assert_cmpfloat_with_epsilon (sx_metric_additive_area (&metric, &v), sx_metric_overlap (&metric, &v, &v),
                                  1e-5);
}

static void
test_against_proj (void)
{
  PJ_CONTEXT *context = proj_context_create ();
  PJ *raw = proj_create_crs_to_crs (context, "EPSG:4490", "EPSG:4526", NULL);
  PJ *pj = proj_normalize_for_visualization (context, raw);
  SxPlane plane;

  g_assert_true (sx_plane_for_epsg (4526, &plane));
  for (double lon = 111.5; lon <= 116.5; lon += 0.37)
    for (double lat = 18; lat < 54; lat += 1.7)
      {
        PJ_COORD c = proj_trans (pj, PJ_FWD, proj_coord (lon, lat, 0, 0));
        SxPoint p = sx_plane_forward (&plane, lat * G_PI / 180, lon * G_PI / 180);
        double lat2, lon2;

        g_assert_cmpfloat_with_epsilon (p.x, c.xy.x, 1e-6);
        g_assert_cmpfloat_with_epsilon (p.y, c.xy.y, 1e-6);
        sx_plane_inverse (&plane, p, &lat2, &lon2);
        g_assert_cmpfloat_with_epsilon (lat2 * 180 / G_PI, lat, 1e-13);
        g_assert_cmpfloat_with_epsilon (lon2 * 180 / G_PI, lon, 1e-13);
      }
  proj_destroy (pj);
  proj_destroy (raw);
  proj_context_destroy (context);
}

/* a star around (x, y) with n vertices, radius 20–120 m, snapped to whole metres so that edges coincide often
 */
static SxShape *
random_star (GRand *rand, double x, double y, guint n)
{
  g_autofree SxPoint *p = g_new (SxPoint, n);

  for (guint i = 0; i < n; i++)
    {
      double r = g_rand_double_range (rand, 20, 120), a = 2 * G_PI * i / n;

      p[i] = (SxPoint){ x + round (r * cos (a)), y + round (r * sin (a)) };
    }
  return shape_of (p, n);
}

/* the view with every edge cut into pieces of at most 1 m, where "straight in (B, L)" and "straight in the
 * plane" are the same */
static SxShape *
densified (const SxShapeView *v)
{
  SxShapeBuffer b = SX_SHAPE_BUFFER_INIT;
  SxShapeView dense;
  SxShape *shape;

  for (guint r = 0; r < v->n_rings; r++)
    {
      for (guint32 i = v->ring_start[r]; i < v->ring_start[r + 1]; i++)
        {
          SxPoint p = v->points[i], q = v->points[MIN (i + 1, v->ring_start[r + 1] - 1)];
          guint n = 1 + (guint)hypot (q.x - p.x, q.y - p.y);

          for (guint k = 0; k < n; k++)
            sx_shape_buffer_add_point (&b, (SxPoint){ p.x + (q.x - p.x) * k / n, p.y + (q.y - p.y) * k / n });
        }
      sx_shape_buffer_end_ring (&b, v->ring_is_shell[r]);
    }
  dense = sx_shape_buffer_view (&b, 0, b.n_rings);
  shape = sx_shape_new (&dense);
  sx_shape_buffer_clear (&b);
  return shape;
}

/* overlap = area of GEOS's intersection, planar and by the rule; additive with the difference */
static void
test_overlap_against_geos (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  SxMetric metric = { .is_planar = FALSE };
  GEOSContextHandle_t h = sx_geos_context ();

  g_assert_true (sx_plane_for_epsg (4526, &metric.plane));
  for (guint i = 0; i < 600; i++)
    {
      double x = 38640000 + round (g_rand_double_range (rand, -60, 60)), y = 3940000;
      g_autoptr (SxShape) a = random_star (rand, 38640000, y, (guint)g_rand_int_range (rand, 3, 90));
      g_autoptr (SxShape) b = random_star (rand, x, y, (guint)g_rand_int_range (rand, 3, 90));
      SxShapeView va = sx_shape_view (a), vb = sx_shape_view (b), vi;
      GEOSGeometry *ga = sx_geos_from_view (&va), *gb = sx_geos_from_view (&vb), *gi;
      SxShapeBuffer out = SX_SHAPE_BUFFER_INIT;
      double expected = 0;

      if (GEOSisValid_r (h, ga) == 1 && GEOSisValid_r (h, gb) == 1)
        {
          gi = GEOSIntersection_r (h, ga, gb);
          GEOSArea_r (h, gi, &expected);
          g_assert_cmpfloat_with_epsilon (sx_overlap_planar (&va, &vb), expected, 1e-5);
          g_assert_true (expected < 1e-5 || sx_overlap_exceeds (&va, &vb, expected - 1e-5));
          g_assert_false (sx_overlap_exceeds (&va, &vb, expected + 1e-5));
          sx_geos_append_to_buffer (gi, &out);
          vi = sx_shape_buffer_view (&out, 0, out.n_rings);
          {
            g_autoptr (SxShape) dense = densified (&vi);
            SxShapeView vd = sx_shape_view (dense);

            expected = sx_metric_area (&metric, &vd);
          }
          g_assert_cmpfloat_with_epsilon (sx_metric_overlap (&metric, &va, &vb), expected,
                                          2e-5 + 1e-8 * expected);
          /* the 70 m rule itself moves a single parcel by some thousandths of a m² */
          expected = sx_metric_area (&metric, &vi);
          g_assert_cmpfloat_with_epsilon (sx_metric_overlap (&metric, &va, &vb), expected,
                                          0.01 + 1e-7 * expected);
          sx_shape_buffer_clear (&out);
          GEOSGeom_destroy_r (h, gi);
        }
      GEOSGeom_destroy_r (h, ga);
      GEOSGeom_destroy_r (h, gb);
    }
}

/* the lower edge of one lies inside the other's height: reported when pieces cut along a line were measured
 */
static void
test_overlap_on_a_cut (void)
{
  static const SxPoint box[] = { { 0, 10 }, { 0, 20 }, { 30, 20 }, { 30, 10 } };
  static const SxPoint kite[] = { { 5, 10 }, { 10, 25 }, { 20, 12 }, { 15, 2 } };
  g_autoptr (SxShape) a = shape_of (box, 4);
  g_autoptr (SxShape) b = shape_of (kite, 4);
  SxShapeView va = sx_shape_view (a), vb = sx_shape_view (b);
  GEOSContextHandle_t h = sx_geos_context ();
  GEOSGeometry *ga = sx_geos_from_view (&va), *gb = sx_geos_from_view (&vb),
               *gi = GEOSIntersection_r (h, ga, gb);
  double expected = 0;

  GEOSArea_r (h, gi, &expected);
  g_assert_cmpfloat (expected, >, 50);
  g_assert_cmpfloat_with_epsilon (sx_overlap_planar (&va, &vb), expected, 1e-9);
  g_assert_cmpfloat_with_epsilon (sx_overlap_planar (&vb, &va), expected, 1e-9);
  GEOSGeom_destroy_r (h, ga);
  GEOSGeom_destroy_r (h, gb);
  GEOSGeom_destroy_r (h, gi);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/area/cells", test_cells);
  g_test_add_func ("/area/ring", test_ring);
  g_test_add_func ("/projection/proj", test_against_proj);
  g_test_add_func ("/overlap/geos", test_overlap_against_geos);
  g_test_add_func ("/overlap/cut", test_overlap_on_a_cut);
  return g_test_run ();
}
