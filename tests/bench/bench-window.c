/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-window PLAN.gpkg [EDITS [PARTS [STEPS]]]: the real window under a scripted pointer and keyboard
 * (XTest), on the display it is given. A polygon is drawn at `pointer` Hz; what is timed is from the X event
 * of a motion to the end of the frame in which the panel has its numbers. Then STEPS edits (500) are undone
 * by key, timed in the same way: of plots that lie over the county, and ("dense") all in one view of 2 km.
 * EDITS edits and undos are done for the memory. PARTS: some of "pointer,undo,dense,memory"; all without.
 *
 * The `_work` of a figure is the processor time that the window's thread took for it: it tells what a step
 * costs also where other programs keep the machine busy.
 *
 * PLAN.gpkg is written to: give a copy. */
#include "figures.h"
#include "sx-application.h"
#include "sx-session-private.h"
#include "sx-window.h"

#include "base/sx-locale.h"
#include "base/sx-thread-time.h"

#include <X11/Xlib.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>
#include <gdk/x11/gdkx.h>
#include <malloc.h>
#include <stdlib.h>

#define N_TIMES 65536
#define POINTER_US 8000 /* between two motions: 125 Hz, as a mouse has it */
#define N_POLYGONS 4
#define N_MOTIONS 40 /* a corner */
#define KEY_US 33000 /* between two keys: a held one repeats 30 times a second */
#define PLOT_M 150.0 /* side of a plot: 2.25 ha; those of the sample's scheme have 1 to 6 */

typedef struct
{
  SxWindow *window;
  SxSession *session;
  GdkFrameClock *clock;
  gint64 event_us[N_TIMES]; /* of the motion that asked for a generation */
  guint64 shown;            /* generation that the panel has, and the next frame will show; 0: none new */
  gint64 last_event_us;     /* of the newest motion */
  guint64 submitted;        /* newest generation that has its event */
  GArray *latencies;        /* ms */
  double frame_work_ms;     /* processor time when the frame began */
  double laid_out_work_ms;  /* and when it was laid out */
  double frames_ms;         /* of all frames: processor time */
  double layout_ms;         /* of it before painting: styles and places */
  GArray *frame_works;      /* ms, each frame */
  guint n_frames, n_frames_awaited;  /* all, and those up to the one that is awaited */
  gboolean (*is_awaited) (gpointer); /* what the end of a frame is to show; NULL: nothing is waited for */
  gint64 painted_us;                 /* when it was */
  double painted_work_ms;            /* processor time by then */
  guint n_items;                     /* awaited in the scheme */
  guint n_steps;                     /* to undo */
  gint hand_rests;                   /* atomic */
  Display *display;                  /* the pointer's own connection */
  double left, top, width, height;   /* of the map, on the screen */
} Bench;

static void
iterate_until (gboolean (*done) (Bench *), Bench *self, double seconds)
{
  gint64 end = g_get_monotonic_time () + (gint64)(seconds * 1e6);

  while (!done (self))
    {
      if (g_get_monotonic_time () > end)
        g_error ("the window did not come to rest");
      g_main_context_iteration (NULL, FALSE);
      g_usleep (200);
    }
}

static gboolean
is_idle (Bench *self)
{
  return self->session && sx_window_is_idle (self->window);
}

/* ---- probes */

static gboolean
saw_event (GtkEventController *controller, GdkEvent *event, Bench *self)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_MOTION_NOTIFY || type == GDK_BUTTON_PRESS || type == GDK_BUTTON_RELEASE)
    self->last_event_us = (gint64)gdk_event_get_time (event) * 1000;
  return GDK_EVENT_PROPAGATE;
}

/* What was submitted in this turn of the loop is of the newest motion. */
static void
note_submission (Bench *self)
{
  if (self->session->generation == self->submitted)
    return;
  self->submitted = self->session->generation;
  self->event_us[self->submitted % N_TIMES] = self->last_event_us;
}

static void
result_changed (Bench *self)
{
  SxResult *result = sx_session_get_result (self->session);

  note_submission (self);

  if (result && sx_session_is_preview (self->session) && self->event_us[result->generation % N_TIMES] > 0)
    self->shown = result->generation;
}

static void
frame_begins (GdkFrameClock *clock, Bench *self)
{
  self->frame_work_ms = self->laid_out_work_ms = sx_thread_busy_ms ();
}

static void
frame_is_laid_out (GdkFrameClock *clock, Bench *self)
{
  self->laid_out_work_ms = sx_thread_busy_ms (); /* GTK may do it several times a frame */
}

static void
frame_ends (GdkFrameClock *clock, Bench *self)
{
  double ms = sx_thread_busy_ms () - self->frame_work_ms;

  self->n_frames++;
  g_array_append_val (self->frame_works, ms);
  self->layout_ms += self->laid_out_work_ms - self->frame_work_ms;
  self->frames_ms += ms;
  if (!self->is_awaited)
    return;
  self->n_frames_awaited++;
  if (!self->is_awaited (self))
    return;
  self->is_awaited = NULL;
  self->painted_us = g_get_monotonic_time ();
  self->painted_work_ms = sx_thread_busy_ms ();
}

static void
painted (GdkFrameClock *clock, Bench *self)
{
  double ms;

  if (!self->shown)
    return;
  ms = (double)(g_get_monotonic_time () - self->event_us[self->shown % N_TIMES]) / 1000.0;
  self->event_us[self->shown % N_TIMES] = 0;
  self->shown = 0;
  g_array_append_val (self->latencies, ms);
}

/* ---- the hand */

static void
move_to (Bench *self, double x, double y)
{
  XTestFakeMotionEvent (self->display, -1, (int)(self->left + x), (int)(self->top + y), CurrentTime);
  XFlush (self->display);
}

static void
press (Bench *self)
{
  XTestFakeButtonEvent (self->display, 1, True, CurrentTime);
  XTestFakeButtonEvent (self->display, 1, False, CurrentTime);
  XFlush (self->display);
}

static void
type_key (Bench *self, KeySym modifier, KeySym key)
{
  if (modifier)
    XTestFakeKeyEvent (self->display, XKeysymToKeycode (self->display, modifier), True, CurrentTime);
  XTestFakeKeyEvent (self->display, XKeysymToKeycode (self->display, key), True, CurrentTime);
  XTestFakeKeyEvent (self->display, XKeysymToKeycode (self->display, key), False, CurrentTime);
  if (modifier)
    XTestFakeKeyEvent (self->display, XKeysymToKeycode (self->display, modifier), False, CurrentTime);
  XFlush (self->display);
}

/* Draws polygons of six corners round the middle of the map, of different sizes, and gives each up with
 * Escape. */
static gpointer
draw (gpointer data)
{
  Bench *self = data;
  double cx = self->width / 2, cy = self->height / 2, x = cx, y = cy;

  for (guint polygon = 0; polygon < N_POLYGONS; polygon++)
    {
      double radius = 30 + 20 * (polygon % 6);

      type_key (self, 0, XK_p);
      for (guint corner = 0; corner < 6; corner++)
        {
          double to_x = cx + radius * cos (corner * G_PI / 3 + polygon);
          double to_y = cy + radius * sin (corner * G_PI / 3 + polygon);

          for (guint i = 1; i <= N_MOTIONS; i++)
            {
              move_to (self, x + (to_x - x) * i / N_MOTIONS, y + (to_y - y) * i / N_MOTIONS);
              g_usleep (POINTER_US);
            }
          x = to_x;
          y = to_y;
          g_usleep (450000); /* no double click */
          press (self);
        }
      for (guint i = 0; i < 7; i++)
        type_key (self, 0, XK_Escape);
      g_usleep (200000);
    }
  g_usleep (1000000);
  g_atomic_int_set (&self->hand_rests, 1);
  return NULL;
}

static void
run_thread (Bench *self, GThreadFunc function)
{
  GThread *thread = g_thread_new ("hand", function, self);
  gint64 end = g_get_monotonic_time () + 240 * G_USEC_PER_SEC;

  /* the main loop runs as in the program, until the hand rests */
  while (!g_atomic_int_get (&self->hand_rests))
    {
      g_main_context_iteration (NULL, TRUE);
      note_submission (self);
      g_assert (g_get_monotonic_time () < end);
    }
  g_thread_join (thread);
}

/* ---- what is measured */

static void
print_steps (const char *name, GArray *values)
{
  printf ("%s_median: %.1f ms\n", name, quantile (values, 0.5));
  printf ("%s_p99: %.1f ms\n", name, quantile (values, 0.99));
  printf ("%s_max: %.1f ms\n", name, quantile (values, 1));
}

static gboolean
wake (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
bench_pointer (Bench *self)
{
  GtkEventController *probe = gtk_event_controller_legacy_new ();
  GtkWidget *map = GTK_WIDGET (sx_window_get_map (self->window));
  guint timer = g_timeout_add (100, wake, NULL);

  gtk_event_controller_set_propagation_phase (probe, GTK_PHASE_CAPTURE);
  g_signal_connect (probe, "event", G_CALLBACK (saw_event), self);
  gtk_widget_add_controller (map, probe);
  g_signal_connect_swapped (self->session, "result-changed", G_CALLBACK (result_changed), self);
  g_signal_connect (self->clock, "after-paint", G_CALLBACK (painted), self);
  gtk_widget_grab_focus (map);
  if (!gtk_widget_activate_action (GTK_WIDGET (self->window), "map.tool", "s", "polygon"))
    g_error ("the polygon tool cannot be chosen");
  g_array_set_size (self->frame_works, 0);
  run_thread (self, draw);
  g_source_remove (timer);
  printf ("pointer_samples: %u\n", self->latencies->len);
  printf ("pointer_to_panel_median: %.1f ms\n", quantile (self->latencies, 0.5));
  printf ("pointer_to_panel_p99: %.1f ms\n", quantile (self->latencies, 0.99));
  printf ("pointer_to_panel_max: %.1f ms\n", quantile (self->latencies, 1));
  print_steps ("pointer_frame_work", self->frame_works);
  gtk_widget_remove_controller (map, probe);
}

/* Plots lie apart, over all that is in view. */
static SxAdjustment *
small_square (Bench *self, guint i)
{
  SxBox view = sx_map_view_get_visible_box (sx_window_get_map (self->window));
  double step = (view.x1 - view.x0) / 40, side = MIN (step * 0.8, PLOT_M);
  SxPoint at = { view.x0 + step * (1 + i % 37), view.y0 + step * (1 + (i / 37) % 20) };
  SxPoint ring[] = { at, { at.x, at.y + side }, { at.x + side, at.y + side }, { at.x + side, at.y }, at };
  guint32 starts[] = { 0, G_N_ELEMENTS (ring) };
  guint8 shells[] = { 1 };
  SxShapeView shape_view = { ring, starts, shells, 1, SX_BOX_EMPTY };
  g_autoptr (SxShape) shape = NULL;

  shape_view.box = sx_shape_view_compute_box (&shape_view);
  shape = sx_shape_new (&shape_view);
  return sx_adjustment_new ((SxLine)(i % 3), (SxDirection)(i / 3 % 2), shape);
}

static void
commit_square (Bench *self, guint i)
{
  g_autoptr (SxAdjustment) item = small_square (self, i);
  g_autoptr (SxEdit) edit = sx_edit_new ("square", 0);

  sx_edit_add_adjustment (edit, item);
  sx_session_commit (self->session, edit);
}

/* The scheme is as it is to be after the step, and its own numbers are there. */
static gboolean
is_undone (gpointer data)
{
  Bench *self = data;
  const SxScheme *scheme = sx_session_get_scheme (self->session);

  return scheme->adjustments->len == self->n_items && sx_session_is_idle (self->session);
}

/* From the key to the end of the frame with the scheme as it is after the step, and its numbers. */
static void
undo_step (Bench *self, GArray *steps, GArray *works)
{
  gint64 start;
  double ms, work, start_work;

  self->n_items = sx_session_get_scheme (self->session)->adjustments->len - 1;
  self->is_awaited = is_undone;
  start = g_get_monotonic_time ();
  start_work = sx_thread_busy_ms ();
  type_key (self, XK_Control_L, XK_z);
  while (self->is_awaited)
    {
      g_main_context_iteration (NULL, TRUE);
      if (g_get_monotonic_time () > start + 60 * G_USEC_PER_SEC)
        g_error ("a step was not undone");
    }
  ms = (double)(self->painted_us - start) / 1e3;
  work = self->painted_work_ms - start_work;
  g_array_append_val (steps, ms);
  g_array_append_val (works, work);
  while (g_get_monotonic_time () < start + KEY_US)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (200);
    }
}

static void
print_undo (const Bench *self, const char *name, GArray *steps, GArray *works)
{
  g_autofree char *work = g_strconcat (name, "_work", NULL);

  printf ("%s_steps: %u\n", name, self->n_steps);
  print_steps (name, steps);
  print_steps (work, works);
  printf ("%s_frames_work: %.2f ms a step\n", name, self->frames_ms / self->n_steps);
  printf ("%s_layout_work: %.2f ms a step\n", name, self->layout_ms / self->n_steps);
  printf ("%s_frames: %.2f a step\n", name, (double)self->n_frames / self->n_steps);
  printf ("%s_frames_to_numbers: %.2f a step\n", name, (double)self->n_frames_awaited / self->n_steps);
}

/* In the view as it is. */
static void
bench_undo (Bench *self, const char *name)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) works = g_array_new (FALSE, FALSE, sizeof (double));
  guint timer = g_timeout_add (100, wake, NULL);

  iterate_until (is_idle, self, 60);
  for (guint i = 0; i < self->n_steps; i++)
    {
      commit_square (self, i);
      iterate_until (is_idle, self, 60);
    }
  gtk_widget_grab_focus (GTK_WIDGET (sx_window_get_map (self->window)));
  self->frames_ms = self->layout_ms = 0;
  self->n_frames = self->n_frames_awaited = 0;
  for (guint i = 0; i < self->n_steps; i++)
    undo_step (self, steps, works);
  g_source_remove (timer);
  print_undo (self, name, steps, works);
}

static double
memory_mb (void)
{
  g_autofree char *text = NULL;
  long pages = 0;

  malloc_trim (0);
  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    sscanf (text, "%*d %ld", &pages);
  return (double)pages * 4096 / 1e6;
}

static void
bench_memory (Bench *self, guint n)
{
  double first = 0;

  for (guint i = 0; i < n; i++)
    {
      commit_square (self, i);
      iterate_until (is_idle, self, 60);
      sx_session_undo (self->session);
      iterate_until (is_idle, self, 60);
      if (i + 1 == n / 5)
        first = memory_mb ();
    }
  if (n > 0)
    printf ("memory_growth: %.2f MB from edit and undo %u to %u, of %.0f MB\n", memory_mb () - first, n / 5,
            n, memory_mb ());
}

static void
find_map (Bench *self)
{
  GtkWidget *map = GTK_WIDGET (sx_window_get_map (self->window));
  graphene_rect_t bounds;
  double dx, dy;
  int x = 0, y = 0;
  Window child;
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self->window));
  Display *display = gdk_x11_display_get_xdisplay (gdk_surface_get_display (surface));

  g_assert_true (gtk_widget_compute_bounds (map, GTK_WIDGET (self->window), &bounds));
  gtk_native_get_surface_transform (GTK_NATIVE (self->window), &dx, &dy);
  XTranslateCoordinates (display, gdk_x11_surface_get_xid (surface), DefaultRootWindow (display), 0, 0, &x,
                         &y, &child);
  self->left = (double)bounds.origin.x + dx + x;
  self->top = (double)bounds.origin.y + dy + y;
  self->width = (double)bounds.size.width;
  self->height = (double)bounds.size.height;
  XSetInputFocus (display, gdk_x11_surface_get_xid (surface), RevertToParent, CurrentTime);
  XSync (display, False);
}

/* 1200 m are so close that a hand could draw there. */
static void
zoom_in (Bench *self, double metres)
{
  SxBox all = sx_layer_item_get_box (sx_session_find_layer (self->session, "CZKFBJGX"));
  SxPoint middle = { (all.x0 + all.x1) / 2, (all.y0 + all.y1) / 2 };

  sx_map_view_zoom_to (sx_window_get_map (self->window),
                       (SxBox){ middle.x - metres / 2, middle.y - metres / 2, middle.x + metres / 2,
                                middle.y + metres / 2 });
}

static gboolean
has_session (Bench *self)
{
  const char *why;

  self->session = sx_window_get_session (self->window);
  if (self->session && sx_session_is_read_only (self->session, &why))
    g_error ("give a package that can be written to: %s", why);
  return is_idle (self);
}

static void
activate (GApplication *application, gpointer data)
{
  Bench *self = data;
  g_autoptr (GFile) file = g_file_new_for_path (g_object_get_data (G_OBJECT (application), "file"));
  const char *parts;

  self->window = sx_window_new (SX_APPLICATION (application));
  gtk_window_present (GTK_WINDOW (self->window));
  sx_window_open (self->window, file);
  iterate_until (has_session, self, 300);
  self->clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->window));
  find_map (self);
  zoom_in (self, 1200);
  iterate_until (is_idle, self, 60);
  parts = g_object_get_data (G_OBJECT (application), "parts");
  g_signal_connect (self->clock, "before-paint", G_CALLBACK (frame_begins), self);
  g_signal_connect_after (self->clock, "layout", G_CALLBACK (frame_is_laid_out), self);
  g_signal_connect_after (self->clock, "after-paint", G_CALLBACK (frame_ends), self);
  if (strstr (parts, "pointer"))
    bench_pointer (self);
  if (strstr (parts, "undo"))
    {
      sx_map_view_zoom_to_plan (sx_window_get_map (self->window));
      bench_undo (self, "undo");
    }
  if (strstr (parts, "dense"))
    {
      zoom_in (self, 2000);
      bench_undo (self, "dense_undo");
    }
  if (strstr (parts, "memory"))
    bench_memory (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (application), "edits")));
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_signal_stop_emission_by_name (application, "activate"); /* no window of its own */
}

int
main (int argc, char **argv)
{
  g_autoptr (SxApplication) application = NULL;
  Bench bench = { 0 };

  setvbuf (stdout, NULL, _IOLBF, 0);
  if (argc < 2)
    g_error ("usage: bench-window PLAN.gpkg [EDITS [PARTS [STEPS]]]");
  XInitThreads ();
  sx_locale_init ();
  gtk_disable_setlocale ();
  bench.latencies = g_array_new (FALSE, FALSE, sizeof (double));
  bench.frame_works = g_array_new (FALSE, FALSE, sizeof (double));
  bench.display = XOpenDisplay (NULL);
  bench.n_steps = argc > 4 ? (guint)atoi (argv[4]) : 500;
  application = sx_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_object_set_data (G_OBJECT (application), "file", argv[1]);
  g_object_set_data (G_OBJECT (application), "edits", GUINT_TO_POINTER (argc > 2 ? atoi (argv[2]) : 0));
  g_object_set_data (G_OBJECT (application), "parts",
                     argc > 3 ? argv[3] : (char *)"pointer,undo,dense,memory");
  g_signal_connect (application, "activate", G_CALLBACK (activate), &bench);
  g_application_run (G_APPLICATION (application), 1, argv);
  g_array_unref (bench.latencies);
  g_array_unref (bench.frame_works);
  return 0;
}
