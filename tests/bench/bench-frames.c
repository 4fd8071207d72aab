/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What frames of the map cost: bench-frames PLAN.gpkg, on a display. The map with the plan and one with a
 * single flat layer are panned and zoomed alike, in turns in the same window; before that the plan is opened
 * and evaluated while the map is panned. Prints `name: value unit`. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "figures.h"
#include "base/sx-thread-time.h"
#include "map/sx-map-view.h"
#include "map/sx-name-layer.h"
#include "map/sx-tile-layer.h"

#define WIDTH 1200
#define HEIGHT 800
#define FRAMES 150
#define ROUNDS 3
#define WARM_UP 5 /* frames after the maps have been exchanged */

/* ---- a layer of flat tiles: what the toolkit itself takes for a map */

#define FLAT_TYPE_LAYER (flat_layer_get_type ())
G_DECLARE_FINAL_TYPE (FlatLayer, flat_layer, FLAT, LAYER, ShumateLayer)

struct _FlatLayer
{
  ShumateLayer parent_instance;
  GdkTexture *texture;
  double x, y; /* of the view, pixels */
};

G_DEFINE_FINAL_TYPE (FlatLayer, flat_layer, SHUMATE_TYPE_LAYER)

static void
flat_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FlatLayer *self = FLAT_LAYER (widget);
  float dx = (float)fmod (self->x, 256), dy = (float)fmod (self->y, 256);

  for (float y = -256 - dy; y < HEIGHT; y += 256)
    for (float x = -256 - dx; x < WIDTH; x += 256)
      gtk_snapshot_append_texture (snapshot, self->texture, &GRAPHENE_RECT_INIT (x, y, 256, 256));
}

static void
flat_layer_class_init (FlatLayerClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = flat_layer_snapshot;
}

static void
flat_layer_init (FlatLayer *self)
{
  g_autofree guint8 *pixels = g_malloc (256 * 256 * 4);
  g_autoptr (GBytes) bytes = NULL;

  memset (pixels, 0xd0, 256 * 256 * 4);
  bytes = g_bytes_new (pixels, 256 * 256 * 4);
  self->texture = gdk_memory_texture_new (256, 256, GDK_MEMORY_DEFAULT, bytes, 256 * 4);
}

/* ---- frames */

typedef enum
{
  PAN,
  ZOOM,
  N_MOTIONS,
} Motion;

static const char *const motion_names[] = { "pan", "zoom" };

typedef struct
{
  GtkWindow *window;
  SxMapView *map;
  FlatLayer *flat; /* NULL: the plan is shown */
  GMainLoop *loop;
  Motion motion;
  guint n_frames;
  double start;        /* ms of this thread */
  GArray *times, *own; /* double, ms */
} Bench;

/* Milliseconds that all layers below a widget, of tiles and of names, took in the last frame. */
static double
own_share (GtkWidget *widget)
{
  double ms = 0;

  if (SX_IS_TILE_LAYER (widget) && gtk_widget_get_mapped (widget))
    ms = sx_tile_layer_get_frame_ms (SX_TILE_LAYER (widget));
  if (SX_IS_NAME_LAYER (widget) && gtk_widget_get_mapped (widget))
    ms += sx_name_layer_get_frame_ms (SX_NAME_LAYER (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    ms += own_share (child);
  return ms;
}

static void
before_paint (GdkFrameClock *clock, Bench *self)
{
  self->start = sx_thread_busy_ms ();
}

static void
after_paint (GdkFrameClock *clock, Bench *self)
{
  double ms = sx_thread_busy_ms () - self->start, own;

  if (!self->times || self->n_frames < WARM_UP)
    return;
  g_array_append_val (self->times, ms);
  if (!self->flat)
    {
      own = own_share (GTK_WIDGET (self->map));
      g_array_append_val (self->own, own);
    }
}

static void
move (Bench *self)
{
  double half = (FRAMES + WARM_UP) / 2.0, step = self->n_frames < half ? 1 : -1;

  if (self->motion == ZOOM)
    sx_map_view_zoom_by (self->map, pow (1.02, step), WIDTH / 2.0, HEIGHT / 2.0);
  else
    sx_map_view_pan_by (self->map, 7 * step, 4 * step);
  if (self->flat)
    {
      self->flat->x += 7 * step + 1e5;
      self->flat->y += 4 * step + 1e5;
      gtk_widget_queue_draw (GTK_WIDGET (self->flat));
    }
}

static gboolean
next_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Bench *self = data;

  if (self->n_frames++ >= FRAMES)
    {
      g_main_loop_quit (self->loop);
      return G_SOURCE_REMOVE;
    }
  if (self->n_frames >= WARM_UP)
    move (self);
  return G_SOURCE_CONTINUE;
}

static void
run_motion (Bench *self, SxMapView *map, FlatLayer *flat, Motion motion, GArray *times, GArray *own)
{
  gtk_window_set_child (self->window, GTK_WIDGET (map));
  self->map = map;
  self->flat = flat;
  self->motion = motion;
  self->n_frames = 0;
  self->times = times;
  self->own = own;
  gtk_widget_add_tick_callback (GTK_WIDGET (self->window), next_frame, self, NULL);
  g_main_loop_run (self->loop);
  self->times = NULL;
}

/* ---- the plan being opened */

typedef struct
{
  Bench *bench;
  SxSession *session;
  double last_busy; /* ms of this thread */
  gint64 last, first_layer, first_picture, verdict;
  double worst_stall, worst_work;
  gboolean failed;
} Opening;

static guint
n_tiles_shown (GtkWidget *widget)
{
  guint n = SX_IS_TILE_LAYER (widget) ? sx_tile_layer_get_n_shown (SX_TILE_LAYER (widget)) : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    n += n_tiles_shown (child);
  return n;
}

static gboolean
probe (gpointer data)
{
  Opening *self = data;
  gint64 now = g_get_monotonic_time ();
  double busy = sx_thread_busy_ms ();
  double gap = (double)(now - self->last) / 1e3, work = busy - self->last_busy;

  self->worst_stall = MAX (self->worst_stall, gap);
  self->worst_work = MAX (self->worst_work, work);
  self->last = now;
  self->last_busy = busy;
  if (self->first_layer && !self->first_picture && n_tiles_shown (GTK_WIDGET (self->bench->map)) > 0)
    self->first_picture = now;
  return G_SOURCE_CONTINUE;
}

static void
layer_added (Opening *self)
{
  if (!self->first_layer)
    self->first_layer = g_get_monotonic_time ();
}

static void
result_changed (Opening *self)
{
  if (sx_session_get_result (self->session) && !self->verdict)
    {
      self->verdict = g_get_monotonic_time ();
      g_main_loop_quit (self->bench->loop);
    }
}

static void
opened (GObject *source, GAsyncResult *result, gpointer data)
{
  Opening *self = data;
  g_autoptr (GError) error = NULL;

  if (sx_session_open_finish (self->session, result, &error))
    return;
  fprintf (stderr, "%s\n", error->message);
  self->failed = TRUE;
  g_main_loop_quit (self->bench->loop);
}

static gboolean
wander (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Bench *self = data;

  if (sx_map_view_get_session (self->map))
    sx_map_view_pan_by (self->map, self->n_frames++ / 60 % 2 ? 3 : -3, 0);
  return G_SOURCE_CONTINUE;
}

static gboolean
open_plan (Bench *bench, SxMapView *map, SxSession *session, const char *file)
{
  Opening self = {
    .bench = bench, .session = session, .last = g_get_monotonic_time (), .last_busy = sx_thread_busy_ms ()
  };
  guint probe_id = g_timeout_add (2, probe, &self), wander_id;
  gint64 start = self.last;

  bench->map = map;
  gtk_window_set_child (bench->window, GTK_WIDGET (map));
  gtk_window_present (bench->window);
  g_signal_connect_swapped (session, "layer-added", G_CALLBACK (layer_added), &self);
  g_signal_connect_swapped (session, "result-changed", G_CALLBACK (result_changed), &self);
  sx_map_view_set_session (map, session);
  sx_session_open_async (session, file, NULL, opened, &self);
  wander_id = gtk_widget_add_tick_callback (GTK_WIDGET (map), wander, bench, NULL);
  g_main_loop_run (bench->loop);
  gtk_widget_remove_tick_callback (GTK_WIDGET (map), wander_id);
  g_source_remove (probe_id);
  g_signal_handlers_disconnect_by_data (session, &self);
  if (self.failed)
    return FALSE;
  printf ("first_layer: %.4g ms\n", (double)(self.first_layer - start) / 1e3);
  printf ("first_picture_after_first_layer: %.4g ms\n",
          (double)(self.first_picture - self.first_layer) / 1e3);
  printf ("verdict: %.4g ms\n", (double)(self.verdict - start) / 1e3);
  printf ("worst_stall_while_opening_and_evaluating: %.4g ms\n", self.worst_stall);
  printf ("worst_work_between_events_meanwhile: %.4g ms\n", self.worst_work);
  return TRUE;
}

/* Until the map has nothing more to do. */
static void
settle (SxMapView *map)
{
  for (guint i = 0; i < 30; i++)
    do
      {
        g_main_context_iteration (NULL, FALSE);
        g_usleep (2000);
      }
    while (!sx_map_view_is_idle (map));
}

static void
bench_scale (Bench *self, SxMapView *plan, SxMapView *plain, FlatLayer *flat, const char *name)
{
  for (Motion motion = PAN; motion < N_MOTIONS; motion++)
    {
      g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
      g_autoptr (GArray) floor = g_array_new (FALSE, FALSE, sizeof (double));
      g_autoptr (GArray) own = g_array_new (FALSE, FALSE, sizeof (double));

      for (guint i = 0; i < ROUNDS; i++)
        {
          run_motion (self, plain, flat, motion, floor, NULL);
          run_motion (self, plan, NULL, motion, times, own);
        }
      printf ("frame_%s_%s_p95: %.4g ms\n", name, motion_names[motion], quantile (times, 0.95));
      printf ("frame_%s_%s_floor_p95: %.4g ms\n", name, motion_names[motion], quantile (floor, 0.95));
      printf ("frame_%s_%s_ratio: %.3g\n", name, motion_names[motion],
              quantile (times, 0.95) / MAX (quantile (floor, 0.95), 1e-9));
      printf ("frame_%s_%s_median_ratio: %.3g\n", name, motion_names[motion],
              quantile (times, 0.5) / MAX (quantile (floor, 0.5), 1e-9));
      printf ("own_share_%s_%s_p95: %.3g ms\n", name, motion_names[motion], quantile (own, 0.95));
      fflush (stdout);
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    double zoom; /* from the whole county */
  } scales[] = { { "county", 1 }, { "township", 6 }, { "parcels", 8 } };
  g_autoptr (SxSession) session = NULL;
  SxMapView *plan, *plain;
  GdkFrameClock *clock;
  ShumateMap *map;
  Bench self = { 0 };

  setlocale (LC_ALL, "");
  adw_init ();
  if (argc != 2)
    {
      fprintf (stderr, "usage: bench-frames PLAN.gpkg\n");
      return 2;
    }
  self.loop = g_main_loop_new (NULL, FALSE);
  self.window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_decorated (self.window, FALSE);
  gtk_window_set_default_size (self.window, WIDTH, HEIGHT);
  plan = g_object_ref_sink (g_object_new (SX_TYPE_MAP_VIEW, NULL));
  plain = g_object_ref_sink (g_object_new (SX_TYPE_MAP_VIEW, NULL));
  map = SHUMATE_MAP (gtk_widget_get_first_child (GTK_WIDGET (plain)));
  self.flat = g_object_new (FLAT_TYPE_LAYER, "viewport", shumate_map_get_viewport (map), NULL);
  shumate_map_add_layer (map, SHUMATE_LAYER (self.flat));
  gtk_widget_realize (GTK_WIDGET (self.window));
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (self.window));
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint), &self);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (after_paint), &self);
  session = sx_session_new ();
  {
    FlatLayer *flat = self.flat;

    self.flat = NULL;
    if (!open_plan (&self, plan, session, argv[1]))
      return 1;
    sx_map_view_zoom_to_plan (plan);
    settle (plan);
    for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
      {
        sx_map_view_zoom_by (plan, scales[i].zoom, WIDTH / 2.0, HEIGHT / 2.0);
        settle (plan);
        bench_scale (&self, plan, plain, flat, scales[i].name);
      }
  }
  sx_map_view_set_session (plan, NULL);
  sx_session_close (session);
  gtk_window_destroy (self.window);
  g_object_unref (plan);
  g_object_unref (plain);
  g_main_loop_unref (self.loop);
  return 0;
}
