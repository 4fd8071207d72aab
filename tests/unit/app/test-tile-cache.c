/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cache of painted tiles: its bound, what goes first, and what a change makes out of date. */
#include "map/sx-tile-cache.h"

#define TILE_BYTES (64 * 64 * 4)

static void
put (SxTileCache *cache, int x, guint64 revision)
{
  g_autoptr (SxTileImage) image
      = sx_tile_image_new (cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 64, 64));

  sx_tile_cache_put (cache, (SxTile){ 10, x, 5, 1 }, revision, image);
}

static gboolean
has (SxTileCache *cache, int x, gboolean *is_current)
{
  SxTileImage *image;

  return sx_tile_cache_get (cache, (SxTile){ 10, x, 5, 1 }, &image, is_current);
}

static void
test_bound (void)
{
  SxTileCache *cache = sx_tile_cache_new (8 * (TILE_BYTES + 200));
  gboolean is_current;
  guint n = 0;

  for (int x = 0; x < 8; x++)
    put (cache, x, 0);
  g_assert_true (has (cache, 0, &is_current)); /* used again: not the next one to go */
  for (int x = 8; x < 12; x++)
    put (cache, x, 0);
  g_assert_true (has (cache, 0, &is_current));
  g_assert_false (has (cache, 1, &is_current));
  g_assert_false (has (cache, 4, &is_current));
  for (int x = 0; x < 100; x++)
    put (cache, x, 0);
  for (int x = 0; x < 100; x++)
    n += has (cache, x, &is_current);
  g_assert_cmpuint (n, ==, 8);
  sx_tile_cache_free (cache);
}

static void
test_changes (void)
{
  SxTileCache *cache = sx_tile_cache_new (1 << 20);
  SxBox third = sx_tile_box ((SxTile){ 10, 3, 5, 1 });
  gboolean is_current;
  guint64 revision;

  for (int x = 0; x < 8; x++)
    put (cache, x, 0);
  revision = sx_tile_cache_outdate (cache, (SxBox){ third.x0 + 4e-4, third.y0 + 4e-4, third.x0 + 5e-4,
                                                    third.y0 + 5e-4 });
  for (int x = 0; x < 8; x++)
    {
      g_assert_true (has (cache, x, &is_current));
      g_assert_cmpint (is_current, ==, x != 3);
    }
  put (cache, 3, revision - 1); /* painted of the picture before */
  g_assert_true (has (cache, 3, &is_current) && !is_current);
  put (cache, 3, revision);
  g_assert_true (has (cache, 3, &is_current) && is_current);
  put (cache, 3, revision - 1); /* comes late: the newer one stays */
  g_assert_true (has (cache, 3, &is_current) && is_current);
  sx_tile_cache_outdate (cache, (SxBox){ -INFINITY, -INFINITY, INFINITY, INFINITY });
  for (int x = 0; x < 8; x++)
    g_assert_true (has (cache, x, &is_current) && !is_current);
  sx_tile_cache_free (cache);
}

/* More changes than are remembered one by one: none is forgotten. */
static void
test_many_changes (void)
{
  SxTileCache *cache = sx_tile_cache_new (1 << 20);
  SxBox first = sx_tile_box ((SxTile){ 10, 0, 5, 1 });
  gboolean is_current;

  put (cache, 0, 0);
  put (cache, 500, 0);
  sx_tile_cache_outdate (cache, first);
  for (int i = 0; i < 1000; i++)
    sx_tile_cache_outdate (cache, sx_tile_box ((SxTile){ 10, 100, 5, 1 }));
  g_assert_true (has (cache, 0, &is_current) && !is_current);
  g_assert_true (has (cache, 500, &is_current) && is_current);
  put (cache, 0, sx_tile_cache_get_revision (cache));
  g_assert_true (has (cache, 0, &is_current) && is_current);
  sx_tile_cache_free (cache);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tile-cache/bound", test_bound);
  g_test_add_func ("/tile-cache/changes", test_changes);
  g_test_add_func ("/tile-cache/many-changes", test_many_changes);
  return g_test_run ();
}
