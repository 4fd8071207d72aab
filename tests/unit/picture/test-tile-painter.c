/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pixels of tiles: colours of known places, no seams between parcels and tiles, the same mean colour at every
 * level, shapes far larger than a tile, schemes, threads. */
#include "picture-fixture.h"

#include <string.h>

#include "picture/sx-picture-pick.h"

static const char *const codes[] = { "0101", "0301", "1101" };

/* What the style says a class looks like, opaque. */
static guint32
class_colour (const char *table, const char *code)
{
  const SxTableStyle *style = sx_map_style_table (sx_map_style_get (), table);
  SxInk ink = style->classes[sx_table_style_class (style, code)].fill[SX_THEME_LIGHT];

  return 0xff000000u | (guint32)(ink.r * 255 + 0.5f) << 16 | (guint32)(ink.g * 255 + 0.5f) << 8
         | (guint32)(ink.b * 255 + 0.5f);
}

static void
assert_colour (guint32 got, guint32 expected, int tolerance)
{
  for (guint shift = 0; shift < 32; shift += 8)
    if (ABS ((int)(got >> shift & 0xff) - (int)(expected >> shift & 0xff)) > tolerance)
      g_error ("colour %08x, not %08x", got, expected);
}

static void
test_known_places (void)
{
  g_autoptr (SxLayer) parcels = fixture_parcels ("DLTB", 20, 60, codes, 3);
  g_autoptr (SxPicture) picture = fixture_picture (&parcels, 1, NULL);

  for (int zoom = 16; zoom <= 22; zoom += 2)
    for (guint i = 0; i < 20; i++)
      {
        SxPoint middle = { FIXTURE_X + 60 * (i + 0.6), FIXTURE_Y + 60 * ((i * 7) % 20 + 0.6) };

        assert_colour (fixture_colour_at (picture, SX_PICTURE_BEFORE, middle, zoom),
                       class_colour ("DLTB", codes[(i + (i * 7) % 20) % 3]), 1);
      }
  g_assert_cmphex (fixture_colour_at (picture, SX_PICTURE_BEFORE, (SxPoint){ FIXTURE_X - 100, FIXTURE_Y },
                                      18),
                   ==, 0);
}

/* All parcels of one class: were anything amiss between them or between tiles, a pixel would differ. */
static void
check_tile_is_plain (const SxPicture *picture, SxTile tile, guint32 expected, int tolerance, guint *n_checked)
{
  int size = SX_TILE_SIZE * tile.scale;
  double n = exp2 (tile.zoom);
  cairo_surface_t *surface = sx_tile_paint (picture, SX_PICTURE_BEFORE, tile, NULL);

  for (int i = 0; surface && i < size * size; i++)
    {
      SxPoint unit = { (tile.x + (i % size + 0.5) / size) / n, (tile.y + (i / size + 0.5) / size) / n };
      SxPoint p = sx_mercator_to_plane (&picture->plane, unit);

      if (p.x < FIXTURE_X + 200 || p.x > FIXTURE_X + 9400 || p.y < FIXTURE_Y + 200 || p.y > FIXTURE_Y + 9400)
        continue;
      assert_colour (fixture_pixel (surface, i % size, i / size), expected, tolerance);
      (*n_checked)++;
    }
  g_clear_pointer (&surface, cairo_surface_destroy);
}

static void
test_seams (void)
{
  static const char *const one[] = { "0101" };
  g_autoptr (SxLayer) parcels = fixture_parcels ("DLTB", 120, 80, one, 1);
  g_autoptr (SxPicture) picture = fixture_picture (&parcels, 1, NULL);
  guint32 expected = class_colour ("DLTB", "0101");

  /* 10: parcels are boxes of their area; then they have their shapes, but no borders yet */
  for (int zoom = 10; zoom <= 12; zoom++)
    for (int scale = 1; scale <= 2; scale++)
      {
        double x, y;
        SxTile a = fixture_tile_at ((SxPoint){ FIXTURE_X, FIXTURE_Y + 9600 }, zoom, scale, &x, &y);
        SxTile b = fixture_tile_at ((SxPoint){ FIXTURE_X + 9600, FIXTURE_Y }, zoom, scale, &x, &y);
        guint n_checked = 0;

        for (SxTile tile = a; tile.y <= b.y; tile.y++)
          for (tile.x = a.x; tile.x <= b.x; tile.x++)
            check_tile_is_plain (picture, tile, expected, zoom == 10 ? 90 : 2, &n_checked);
        g_assert_cmpuint (n_checked, >, 5000);
      }
}

static SxSnapshot *make_snapshot (void);

/* Nine tiles beside each other are what one picture of their size is: fills, borders, bands, hatches and
 * dashes. */
static void
check_tiles_join (const SxPicture *picture, SxPictureMode mode, int zoom)
{
  double n = exp2 (zoom), x, y;
  SxTile at = fixture_tile_at ((SxPoint){ FIXTURE_X + 300, FIXTURE_Y + 400 }, zoom, 1, &x, &y);
  SxPlaneMap map;
  cairo_surface_t *whole;

  at.x--;
  at.y--;
  g_assert_true (sx_plane_map_mercator (&map, &picture->plane, (SxPoint){ at.x / n, at.y / n }, 256 * n, 768,
                                        768, 24, picture->box));
  whole = sx_picture_paint (picture, mode, &map, 1, at.x * 256 % 11, at.y * 256 % 11, NULL);
  for (int t = 0; t < 9; t++)
    {
      SxTile tile = { zoom, at.x + t % 3, at.y + t / 3, 1 };
      cairo_surface_t *surface = sx_tile_paint (picture, mode, tile, NULL);

      for (int i = 0; i < 256 * 256; i++)
        assert_colour (surface ? fixture_pixel (surface, i % 256, i / 256) : 0,
                       whole ? fixture_pixel (whole, t % 3 * 256 + i % 256, t / 3 * 256 + i / 256) : 0, 12);
      g_clear_pointer (&surface, cairo_surface_destroy);
    }
  g_clear_pointer (&whole, cairo_surface_destroy);
}

static void
test_tiles_join (void)
{
  g_autoptr (SxLayer) parcels = fixture_parcels ("DLTB", 40, 45, codes, 3);
  g_autoptr (SxLayer) township
      = fixture_polygon ("XZQ", (SxPoint[]){ { -900, 10 }, { 200, 900 }, { 1500, 800 }, { 1400, -300 } }, 4);
  g_autoptr (SxLayer) hatched
      = fixture_polygon ("KCZYYF", (SxPoint[]){ { 100, 90 }, { 200, 900 }, { 900, 500 }, { 800, 0 } }, 4);
  g_autoptr (SxLayer) redline
      = fixture_polygon ("STBHHX", (SxPoint[]){ { -100, -90 }, { 200, 600 }, { 500, 700 }, { 600, 100 } }, 4);
  g_autoptr (SxSnapshot) snapshot = make_snapshot ();
  g_autoptr (SxPicture) picture
      = fixture_picture ((SxLayer *[]){ parcels, township, hatched, redline }, 4, snapshot);

  for (int zoom = 12; zoom <= 19; zoom++)
    {
      check_tiles_join (picture, SX_PICTURE_AFTER, zoom);
      check_tiles_join (picture, SX_PICTURE_DIFFERENCE, zoom);
    }
}

/* Sum of all pixels of the layer at a level, of each channel, in parts of one pixel of level 0. */
static void
sum_level (const SxPicture *picture, int zoom, double *sums)
{
  SxPoint a = sx_mercator_from_plane (&picture->plane, (SxPoint){ picture->box.x0, picture->box.y1 });
  SxPoint b = sx_mercator_from_plane (&picture->plane, (SxPoint){ picture->box.x1, picture->box.y0 });
  double n = exp2 (zoom);

  memset (sums, 0, 4 * sizeof *sums);
  for (int ty = (int)(a.y * n); ty <= (int)(b.y * n); ty++)
    for (int tx = (int)(a.x * n); tx <= (int)(b.x * n); tx++)
      {
        cairo_surface_t *surface
            = sx_tile_paint (picture, SX_PICTURE_BEFORE, (SxTile){ zoom, tx, ty, 1 }, NULL);

        for (int i = 0; surface && i < SX_TILE_SIZE * SX_TILE_SIZE; i++)
          for (guint c = 0; c < 4; c++)
            sums[c]
                += (fixture_pixel (surface, i % SX_TILE_SIZE, i / SX_TILE_SIZE) >> (8 * c) & 0xff) / (n * n);
        g_clear_pointer (&surface, cairo_surface_destroy);
      }
}

/* Zooming out neither bleaches the map nor darkens it: the ink of a level is that of the one below. */
static void
test_same_ink_at_every_level (void)
{
  g_autoptr (SxLayer) parcels = fixture_parcels ("DLTB", 100, 45, codes, 3);
  g_autoptr (SxPicture) picture = fixture_picture (&parcels, 1, NULL);
  double exact[4];

  sum_level (picture, 13, exact); /* outlines, without borders */
  for (int zoom = 8; zoom <= 12; zoom++)
    {
      double sums[4];

      sum_level (picture, zoom, sums);
      for (guint c = 0; c < 4; c++)
        g_assert_cmpfloat (fabs (sums[c] / exact[c] - 1), <, 0.06);
    }
}

/* A star of 100 000 vertices, many times larger than the tiles it is looked at with. */
static void
test_huge_polygon (void)
{
  enum
  {
    N = 100000
  };
  g_autofree SxPoint *points = g_new (SxPoint, N);
  g_autoptr (SxLayer) layer = NULL;
  g_autoptr (SxPicture) picture = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  SxShapeView view;
  guint32 inside = 0;
  guint n_inside = 0;

  for (guint i = 0; i < N; i++)
    {
      double t = 2 * G_PI * i / N, r = 20000 * (1 + 0.3 * sin (40 * t) + 0.05 * sin (4000 * t));

      points[i] = (SxPoint){ 30000 + r * cos (t), 30000 + r * sin (t) };
    }
  layer = fixture_polygon ("PZJSYD", points, N);
  picture = fixture_picture (&layer, 1, NULL);
  view = sx_layer_shape (layer, 0);
  inside
      = fixture_colour_at (picture, SX_PICTURE_BEFORE, (SxPoint){ FIXTURE_X + 30000, FIXTURE_Y + 30000 }, 17);
  g_assert_cmphex (inside, !=, 0);
  for (guint i = 0; i < 300; i++)
    {
      SxPoint p = { FIXTURE_X + g_rand_double_range (rand, 0, 60000),
                    FIXTURE_Y + g_rand_double_range (rand, 0, 60000) };
      int zoom = g_rand_int_range (rand, 15, 19);
      gboolean has = sx_shape_has_point (&view, p);

      if (sx_shape_edge_is_near (&view, p, 20))
        continue;
      n_inside += has;
      assert_colour (fixture_colour_at (picture, SX_PICTURE_BEFORE, p, zoom), has ? inside : 0, 1);
    }
  g_assert_cmpuint (n_inside, >, 50);
}

static SxSnapshot *
make_snapshot (void)
{
  g_autoptr (SxScheme) scheme = sx_scheme_new (1, "甲");
  g_autoptr (SxShape) out = fixture_box (200, 200, 400, 400), in = fixture_box (1200, 200, 1400, 400);

  g_ptr_array_add (scheme->adjustments, sx_adjustment_new (SX_LINE_FARMLAND, SX_DIRECTION_OUT, out));
  g_ptr_array_add (scheme->adjustments, sx_adjustment_new (SX_LINE_FARMLAND, SX_DIRECTION_IN, in));
  return sx_snapshot_new (scheme, 1);
}

static void
test_scheme (void)
{
  g_autoptr (SxLayer) farmland
      = fixture_polygon ("YJJBNTBHTB", (SxPoint[]){ { 0, 0 }, { 0, 1000 }, { 1000, 1000 }, { 1000, 0 } }, 4);
  g_autoptr (SxSnapshot) snapshot = make_snapshot ();
  g_autoptr (SxPicture) picture = fixture_picture (&farmland, 1, snapshot);
  SxPoint kept = { FIXTURE_X + 700, FIXTURE_Y + 700 }, out = { FIXTURE_X + 300, FIXTURE_Y + 300 };
  SxPoint in = { FIXTURE_X + 1300, FIXTURE_Y + 300 }, never = { FIXTURE_X + 1300, FIXTURE_Y + 700 };
  guint32 yellow = fixture_colour_at (picture, SX_PICTURE_BEFORE, kept, 17);

  g_assert_cmphex (yellow, !=, 0);
  g_assert_cmphex (fixture_colour_at (picture, SX_PICTURE_BEFORE, out, 17), ==, yellow);
  g_assert_cmphex (fixture_colour_at (picture, SX_PICTURE_BEFORE, in, 17), ==, 0);
  g_assert_cmphex (fixture_colour_at (picture, SX_PICTURE_AFTER, kept, 17), ==, yellow);
  g_assert_cmphex (fixture_colour_at (picture, SX_PICTURE_AFTER, out, 17), ==, 0);
  g_assert_cmphex (fixture_colour_at (picture, SX_PICTURE_AFTER, in, 17), ==, yellow);
  g_assert_cmphex (fixture_colour_at (picture, SX_PICTURE_DIFFERENCE, kept, 17), ==, 0);
  g_assert_cmphex (fixture_colour_at (picture, SX_PICTURE_DIFFERENCE, out, 17), !=, 0);
  g_assert_cmphex (fixture_colour_at (picture, SX_PICTURE_DIFFERENCE, in, 17), !=, 0);
  g_assert_cmphex (fixture_colour_at (picture, SX_PICTURE_AFTER, never, 17), ==, 0);
}

static void
test_changed_box (void)
{
  g_autoptr (SxSnapshot) snapshot = make_snapshot ();
  g_autoptr (SxPicture) with = fixture_picture (NULL, 0, snapshot), without = fixture_picture (NULL, 0, NULL);
  SxBox all = sx_picture_changed_box (without, with);

  g_assert_true (sx_box_is_empty (sx_picture_changed_box (with, with)));
  g_assert_cmpfloat (all.x0, ==, FIXTURE_X + 200);
  g_assert_cmpfloat (all.x1, ==, FIXTURE_X + 1400);
}

static void
test_blank (void)
{
  g_autoptr (SxLayer) parcels = fixture_parcels ("DLTB", 4, 60, codes, 3);
  g_autoptr (SxPicture) picture = fixture_picture (&parcels, 1, NULL),
                        empty = fixture_picture (NULL, 0, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  double x, y;
  SxTile here = fixture_tile_at ((SxPoint){ FIXTURE_X + 100, FIXTURE_Y + 100 }, 17, 1, &x, &y);
  SxTile far = fixture_tile_at ((SxPoint){ FIXTURE_X + 9000, FIXTURE_Y + 100 }, 17, 1, &x, &y);

  g_assert_true (sx_tile_has_content (picture, SX_PICTURE_BEFORE, here));
  g_assert_false (sx_tile_has_content (picture, SX_PICTURE_DIFFERENCE, here));
  g_assert_false (sx_tile_has_content (picture, SX_PICTURE_BEFORE, far));
  g_assert_null (sx_tile_paint (empty, SX_PICTURE_BEFORE, here, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_null (sx_tile_paint (picture, SX_PICTURE_BEFORE, here, cancellable));
}

static gpointer
paint_again (gpointer data)
{
  double x, y;
  SxTile tile = fixture_tile_at ((SxPoint){ FIXTURE_X + 700, FIXTURE_Y + 700 }, 15, 2, &x, &y);
  cairo_surface_t *surface = NULL;

  for (guint i = 0; i < 20; i++)
    {
      g_clear_pointer (&surface, cairo_surface_destroy);
      surface = sx_tile_paint (data, SX_PICTURE_AFTER, tile, NULL);
    }
  return surface;
}

static void
test_threads (void)
{
  g_autoptr (SxLayer) parcels = fixture_parcels ("DLTB", 40, 45, codes, 3);
  g_autoptr (SxLayer) farmland = fixture_parcels ("YJJBNTBHTB", 20, 45, codes, 3);
  g_autoptr (SxSnapshot) snapshot = make_snapshot ();
  g_autoptr (SxPicture) picture = fixture_picture ((SxLayer *[]){ parcels, farmland }, 2, snapshot);
  cairo_surface_t *expected = paint_again (picture);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("painter", paint_again, picture);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      cairo_surface_t *got = g_thread_join (threads[i]);

      g_assert_cmpmem (cairo_image_surface_get_data (got), 512 * 512 * 4,
                       cairo_image_surface_get_data (expected), 512 * 512 * 4);
      cairo_surface_destroy (got);
    }
  cairo_surface_destroy (expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tile-painter/known-places", test_known_places);
  g_test_add_func ("/tile-painter/seams", test_seams);
  g_test_add_func ("/tile-painter/tiles-join", test_tiles_join);
  g_test_add_func ("/tile-painter/same-ink-at-every-level", test_same_ink_at_every_level);
  g_test_add_func ("/tile-painter/huge-polygon", test_huge_polygon);
  g_test_add_func ("/tile-painter/scheme", test_scheme);
  g_test_add_func ("/tile-painter/changed-box", test_changed_box);
  g_test_add_func ("/tile-painter/blank", test_blank);
  g_test_add_func ("/tile-painter/threads", test_threads);
  return g_test_run ();
}
