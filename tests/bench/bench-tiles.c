/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tiles of the map cost: bench-tiles PLAN.gpkg. For every zoom level of the map, tiles spread over the
 * county are painted on one thread with all layers that a new plan shows. Prints `name: value unit`; times
 * are that thread's processor time. */
#include <stdio.h>
#include <stdlib.h>

#include "figures.h"
#include "base/sx-thread-time.h"
#include "picture/sx-picture-pick.h"
#include "picture/sx-tile-painter.h"
#include "store/sx-package.h"

#define MOST_TILES 24

static SxPicture *
make_picture (const SxPlan *plan)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (SxPictureEntry));
  GHashTableIter iter;
  gpointer layer;
  SxPicture *picture;
  double start = sx_thread_busy_ms (), slowest = 0;

  g_hash_table_iter_init (&iter, plan->layers);
  while (g_hash_table_iter_next (&iter, NULL, &layer))
    {
      double before = sx_thread_busy_ms ();
      SxPictureEntry entry = { sx_picture_layer_new (layer), 1 };

      slowest = MAX (slowest, sx_thread_busy_ms () - before);
      if (entry.layer && entry.layer->style->is_shown)
        g_array_append_val (entries, entry);
      else
        sx_picture_layer_unref (entry.layer);
    }
  printf ("picture_layers: %.4g ms\n", sx_thread_busy_ms () - start);
  printf ("picture_layer_slowest: %.4g ms\n", slowest);
  picture = sx_picture_new (&plan->plane, SX_THEME_LIGHT, (const SxPictureEntry *)(gpointer)entries->data,
                            entries->len, NULL);
  for (guint i = 0; i < entries->len; i++)
    sx_picture_layer_unref (g_array_index (entries, SxPictureEntry, i).layer);
  return picture;
}

/* Paints tiles of one level; gives their median. */
static double
bench_level (const SxPicture *picture, int zoom, int scale)
{
  SxPoint a = sx_mercator_from_plane (&picture->plane, (SxPoint){ picture->box.x0, picture->box.y1 });
  SxPoint b = sx_mercator_from_plane (&picture->plane, (SxPoint){ picture->box.x1, picture->box.y0 });
  double n = exp2 (zoom), times[MOST_TILES];
  int x0 = (int)(a.x * n), y0 = (int)(a.y * n), nx = (int)(b.x * n) - x0 + 1, ny = (int)(b.y * n) - y0 + 1;
  guint count = MIN ((guint)(nx * ny), MOST_TILES);

  for (guint i = 0; i < count; i++)
    {
      /* a spread that does not depend on the machine */
      guint k = (guint)(((gint64)i * 7919 + 3) * nx * ny / (7919 * (gint64)count)) % (guint)(nx * ny);
      double start = sx_thread_busy_ms ();
      cairo_surface_t *surface
          = sx_tile_paint (picture, SX_PICTURE_BEFORE,
                           (SxTile){ zoom, x0 + (int)k % nx, y0 + (int)k / nx, scale }, NULL);

      times[i] = sx_thread_busy_ms () - start;
      if (surface)
        cairo_surface_destroy (surface);
    }
  qsort (times, count, sizeof *times, compare_doubles);
  printf ("tile_z%d_scale%d: %.4g ms\n", zoom, scale, times[count / 2]);
  printf ("tile_z%d_scale%d_slowest: %.4g ms\n", zoom, scale, times[count - 1]);
  return times[count / 2];
}

static void
bench_pick (const SxPicture *picture)
{
  enum
  {
    N = 2000
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (SxPick));
  double worst = 0, start = sx_thread_busy_ms ();

  for (guint i = 0; i < N; i++)
    {
      SxPoint p = { g_rand_double_range (rand, picture->box.x0, picture->box.x1),
                    g_rand_double_range (rand, picture->box.y0, picture->box.y1) };
      double before = sx_thread_busy_ms ();

      g_array_set_size (hits, 0);
      sx_picture_pick_point (picture, p, 5, hits);
      worst = MAX (worst, sx_thread_busy_ms () - before);
    }
  printf ("pick_mean: %.4g ms\n", (sx_thread_busy_ms () - start) / N);
  printf ("pick_worst: %.4g ms\n", worst);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SxPlan) plan = NULL;
  g_autoptr (SxPicture) picture = NULL;
  double worst = 0;

  if (argc != 2)
    {
      fprintf (stderr, "usage: bench-tiles PLAN.gpkg\n");
      return 2;
    }
  plan = sx_package_read (argv[1], NULL, NULL, &error);
  if (!plan)
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  picture = make_picture (plan);
  for (int zoom = 8; zoom <= 22; zoom++)
    worst = MAX (worst, bench_level (picture, zoom, 1));
  printf ("tile_worst_median: %.4g ms\n", worst);
  for (int zoom = 10; zoom <= 18; zoom += 2)
    bench_level (picture, zoom, 2);
  bench_pick (picture);
  return 0;
}
