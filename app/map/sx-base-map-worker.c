/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-base-map-worker.h"

#include <string.h>
#include <sys/resource.h>

#include "base/sx-i18n.h"
#include "base/sx-lock.h"
#include "raster/sx-raster-file.h"

#define NICENESS 13
#define AT_ONCE 6 /* tiles of the map that are under way */

struct _SxBaseMapWorker
{
  SxBaseMapWorkerCalls calls;
  gpointer data;
  GMainContext *context;
  GThread *thread; /* NULL: not begun */

  GMutex lock; /* of what the main thread says */
  gboolean has_config, has_wishes;
  SxBaseMapConfig *config;
  guint next_generation;
  GArray *next_wishes;
  GCancellable *cancellable; /* of the tile of a file that is being read; NULL: none */
  SxRasterTile reading;

  /* the thread's own */
  guint generation;
  SxBaseMapService *service; /* of a server */
  SxRasterFile *file;        /* of this computer */
  GArray *wishes;            /* the next one last */
  GArray *asked;             /* SxRasterTile, under way at the service */
};

static gboolean
is_same (SxRasterTile a, SxRasterTile b)
{
  return a.zoom == b.zoom && a.x == b.x && a.y == b.y;
}

/* ---- answers */

typedef struct
{
  SxBaseMapWorker *worker;
  guint generation;
  SxRasterTile tile;
  SxBaseMapAnswer answer;
  SxTileImage *image;
  SxBaseMapReport *report;
} Answer;

static gboolean
deliver (gpointer data)
{
  Answer *self = data;
  SxBaseMapWorker *worker = self->worker;

  if (self->report)
    worker->calls.reported (worker->data, self->generation, self->report);
  else
    worker->calls.answered (worker->data, self->generation, self->tile, self->answer, self->image);
  g_clear_pointer (&self->image, sx_tile_image_unref);
  g_free (self);
  return G_SOURCE_REMOVE;
}

static void
send_report (SxBaseMapWorker *self, SxBaseMapReport *report)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->worker = self;
  answer->generation = self->generation;
  answer->report = report;
  g_idle_add_full (G_PRIORITY_DEFAULT, deliver, answer, NULL);
}

static SxTileImage *
image_of (GBytes *pixels)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SX_RASTER_SIZE, SX_RASTER_SIZE);

  memcpy (cairo_image_surface_get_data (surface), g_bytes_get_data (pixels, NULL), SX_RASTER_BYTES);
  cairo_surface_mark_dirty (surface);
  return sx_tile_image_new (surface);
}

static void
send_tile (SxBaseMapWorker *self, SxRasterTile tile, SxBaseMapAnswer how, GBytes *pixels)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->worker = self;
  answer->generation = self->generation;
  answer->tile = tile;
  answer->answer = how;
  if (pixels)
    answer->image = image_of (pixels);
  g_idle_add_full (G_PRIORITY_DEFAULT, deliver, answer, NULL);
}

/* ---- the work */

static void pump_later (SxBaseMapWorker *self);

static void
service_answered (gpointer data, SxRasterTile tile, SxBaseMapAnswer answer, GBytes *pixels)
{
  SxBaseMapWorker *self = data;

  for (guint i = self->asked->len; i > 0; i--)
    if (is_same (g_array_index (self->asked, SxRasterTile, i - 1), tile))
      g_array_remove_index_fast (self->asked, i - 1);
  send_tile (self, tile, answer, pixels);
  pump_later (self);
}

static void
service_reported (gpointer data, SxBaseMapReport *report)
{
  SxBaseMapWorker *self = data;

  send_report (self, report);
  pump_later (self);
}

static void
report_file (SxBaseMapWorker *self, const SxBaseMapConfig *config, const GError *error)
{
  SxBaseMapReport *report = g_new0 (SxBaseMapReport, 1);
  g_autofree char *name = sx_base_map_config_name (config);

  report->is_good = self->file != NULL;
  report->retry_at = G_MAXINT64;
  report->box = self->file ? sx_raster_file_get_box (self->file) : SX_BOX_EMPTY;
  report->max_zoom = self->file ? sx_raster_file_get_max_zoom (self->file) : 0;
  report->attribution = *config->attribution ? g_strdup (config->attribution) : NULL;
  if (error)
    report->sentence = g_strdup (error->message);
  else if (sx_raster_file_is_slow (self->file))
    report->sentence
        = g_strdup_printf (_ ("%s is large and has no overviews, so it is slow from afar; “gdaladdo %s” "
                              "makes some."),
                           name, name);
  send_report (self, report);
}

static void
take_config (SxBaseMapWorker *self, SxBaseMapConfig *config)
{
  static const SxBaseMapServiceCalls calls = { service_answered, service_reported };
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->service, sx_base_map_service_free);
  g_clear_pointer (&self->file, sx_raster_file_free);
  g_array_set_size (self->asked, 0);
  g_array_set_size (self->wishes, 0);
  if (!config)
    return;
  if (config->kind != SX_BASE_MAP_FILE)
    {
      self->service = sx_base_map_service_new (config, calls, self);
      return;
    }
  self->file = sx_raster_file_open (config->path, &error);
  report_file (self, config, error);
  sx_base_map_config_free (config);
}

/* Those that are under way are left to it, those that nobody wants are given up. */
static void
take_wishes (SxBaseMapWorker *self, GArray *wishes)
{
  g_array_unref (self->wishes);
  self->wishes = wishes;
  for (guint i = self->asked->len; i > 0; i--)
    {
      SxRasterTile tile = g_array_index (self->asked, SxRasterTile, i - 1);
      gboolean is_wanted = FALSE;

      for (guint j = wishes->len; j > 0; j--)
        if (is_same (g_array_index (wishes, SxBaseMapWish, j - 1).tile, tile))
          {
            is_wanted = TRUE;
            g_array_remove_index (wishes, j - 1);
          }
      if (is_wanted)
        continue;
      sx_base_map_service_cancel (self->service, tile);
      g_array_remove_index_fast (self->asked, i - 1);
    }
}

static void
read_file (SxBaseMapWorker *self, SxRasterTile tile)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pixels = NULL;

  sx_lock (&self->lock);
  self->cancellable = cancellable;
  self->reading = tile;
  sx_unlock (&self->lock);
  pixels = sx_raster_file_draw (self->file, tile, cancellable, &error);
  sx_lock (&self->lock);
  self->cancellable = NULL;
  sx_unlock (&self->lock);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    send_tile (self, tile,
               pixels  ? SX_BASE_TILE_DONE
               : error ? SX_BASE_TILE_FAILED
                       : SX_BASE_TILE_EMPTY,
               pixels);
}

static void
take_messages (SxBaseMapWorker *self)
{
  SxBaseMapConfig *config = NULL;
  GArray *wishes = NULL;
  gboolean has_config;

  sx_lock (&self->lock);
  has_config = self->has_config;
  if (has_config)
    {
      config = g_steal_pointer (&self->config);
      self->generation = self->next_generation;
      self->has_config = FALSE;
    }
  wishes = g_steal_pointer (&self->next_wishes);
  sx_unlock (&self->lock);
  if (has_config)
    take_config (self, config);
  if (wishes)
    take_wishes (self, wishes);
}

/* One tile of a file at a time, as words of the main thread come in between; of a server as many as may be
 * under way. */
static gboolean
pump (gpointer data)
{
  SxBaseMapWorker *self = data;

  take_messages (self);
  if (self->service && !sx_base_map_service_is_ready (self->service))
    return G_SOURCE_REMOVE;
  while (self->wishes->len > 0 && self->asked->len < AT_ONCE)
    {
      SxRasterTile tile = g_array_index (self->wishes, SxBaseMapWish, self->wishes->len - 1).tile;

      g_array_set_size (self->wishes, self->wishes->len - 1);
      if (self->file)
        {
          read_file (self, tile);
          pump_later (self);
          break;
        }
      if (!self->service)
        continue;
      g_array_append_val (self->asked, tile);
      sx_base_map_service_ask (self->service, tile);
    }
  return G_SOURCE_REMOVE;
}

static void
pump_later (SxBaseMapWorker *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, pump, self, NULL);
  g_source_attach (source, self->context);
}

static gpointer
run (gpointer data)
{
  SxBaseMapWorker *self = data;
  g_autoptr (GMainLoop) loop = g_main_loop_new (self->context, FALSE);

  setpriority (PRIO_PROCESS, (id_t)gettid (), NICENESS);
  g_main_context_push_thread_default (self->context);
  g_main_loop_run (loop);
  return NULL;
}

/* ---- the main thread's side */

SxBaseMapWorker *
sx_base_map_worker_new (SxBaseMapWorkerCalls calls, gpointer data)
{
  SxBaseMapWorker *self = g_new0 (SxBaseMapWorker, 1);

  self->calls = calls;
  self->data = data;
  self->context = g_main_context_new ();
  self->wishes = g_array_new (FALSE, FALSE, sizeof (SxBaseMapWish));
  self->asked = g_array_new (FALSE, FALSE, sizeof (SxRasterTile));
  g_mutex_init (&self->lock);
  return self;
}

static void
wake (SxBaseMapWorker *self)
{
  if (!self->thread)
    self->thread = g_thread_new ("sx-base-map", run, self);
  pump_later (self);
}

void
sx_base_map_worker_set_config (SxBaseMapWorker *self, SxBaseMapConfig *config, guint generation)
{
  SX_ASSERT_MAIN_THREAD ();
  if (!config && !self->thread)
    return;
  sx_lock (&self->lock);
  g_clear_pointer (&self->config, sx_base_map_config_free);
  g_clear_pointer (&self->next_wishes, g_array_unref);
  self->config = config;
  self->next_generation = generation;
  self->has_config = TRUE;
  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  sx_unlock (&self->lock);
  wake (self);
}

static int
compare_wishes (gconstpointer a, gconstpointer b)
{
  double x = ((const SxBaseMapWish *)a)->priority, y = ((const SxBaseMapWish *)b)->priority;

  return (x < y) - (x > y);
}

void
sx_base_map_worker_want (SxBaseMapWorker *self, GArray *wishes)
{
  gboolean is_wanted = FALSE;

  SX_ASSERT_MAIN_THREAD ();
  g_array_sort (wishes, compare_wishes);
  sx_lock (&self->lock);
  g_clear_pointer (&self->next_wishes, g_array_unref);
  self->next_wishes = wishes;
  for (guint i = 0; i < wishes->len && self->cancellable; i++)
    is_wanted |= is_same (g_array_index (wishes, SxBaseMapWish, i).tile, self->reading);
  if (self->cancellable && !is_wanted)
    g_cancellable_cancel (self->cancellable);
  sx_unlock (&self->lock);
  wake (self);
}
