/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-panel PARCELS [tables]: what the constraint panel costs a frame while a plot is dragged: taking in a
 * result that moves the boundary rows, and laying out and drawing what that changed (snapshot; rasterising is
 * the renderer's, and in paint), in processor time of the main thread; with 附表6 and 附表7 unfolded. Under
 * run-display.sh. Prints one line a figure. */
#include "../bench/figures.h"
#include "panel-fixture.h"

#include "panels/sx-indicator-heading.h"

#include "base/sx-thread-time.h"

#include <stdlib.h>

#define FRAMES 300

typedef struct
{
  double begun; /* ms of this thread: the machine has other things to do, and the engine computes beside it */
  GArray *layout, *paint; /* ms, double */
} Frames;

static void
tell (const char *name, GArray *values)
{
  g_array_sort (values, compare_doubles);
  g_print ("panel_%s_median: %.3f ms\n", name, g_array_index (values, double, values->len / 2));
  g_print ("panel_%s_p99: %.3f ms\n", name, g_array_index (values, double, values->len * 99 / 100));
}

/* What result-changed costs from the session's signal to the last widget. */
static void
note_begin (SxSession *session, gpointer data)
{
  *(double *)data = sx_thread_busy_ms ();
}

static void
before_layout (GdkFrameClock *clock, gpointer data)
{
  ((Frames *)data)->begun = sx_thread_busy_ms ();
}

static void
after_layout (GdkFrameClock *clock, gpointer data)
{
  Frames *frames = data;
  double ms = sx_thread_busy_ms () - frames->begun;

  g_array_append_val (frames->layout, ms);
  frames->begun = sx_thread_busy_ms ();
}

static void
after_paint (GdkFrameClock *clock, gpointer data)
{
  Frames *frames = data;
  double ms = sx_thread_busy_ms () - frames->begun;

  g_array_append_val (frames->paint, ms);
}

typedef struct
{
  double begun;
  GArray *take_in;
  guint n;
} Results;

static void
note_end (SxSession *session, gpointer data)
{
  Results *results = data;
  double ms = sx_thread_busy_ms () - results->begun;

  if (sx_session_is_preview (session))
    g_array_append_val (results->take_in, ms);
  results->n++;
}

static gboolean
has_more (PanelFixture *self, gpointer data)
{
  Results *results = data;

  return results->n > 0;
}

static void
note_folded (GtkWidget *widget, gpointer headings)
{
  if (SX_IS_INDICATOR_HEADING (widget) && sx_indicator_heading_is_folded (SX_INDICATOR_HEADING (widget)))
    g_ptr_array_add (headings, widget);
}

static void
unfold (PanelFixture *self)
{
  g_autoptr (GPtrArray) headings = g_ptr_array_new ();

  panel_fixture_each (self->panel, note_folded, headings);
  for (guint i = 0; i < headings->len; i++)
    panel_fixture_activate (self, headings->pdata[i]);
}

int
main (int argc, char **argv)
{
  PanelFixture fixture = { 0 };
  Frames frames
      = { 0, g_array_new (FALSE, FALSE, sizeof (double)), g_array_new (FALSE, FALSE, sizeof (double)) };
  Results results = { 0, g_array_new (FALSE, FALSE, sizeof (double)), 0 };
  GdkFrameClock *clock;

  gtk_test_init (&argc, &argv, NULL);
  panel_fixture_init ();
  fixture.session = NULL;
  panel_fixture_set_up (&fixture, GUINT_TO_POINTER (argc > 1 ? (guint)atoi (argv[1]) : 20000));
  gtk_window_set_default_size (fixture.window, 400, 1000);
  panel_fixture_activate (&fixture, panel_fixture_row (&fixture, "boundary_area"));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture.window));
  /* first and last of the session's handlers: the panel is between them */
  sx_indicator_panel_set_session (fixture.panel, NULL);
  g_signal_connect (fixture.session, "result-changed", G_CALLBACK (note_begin), &results.begun);
  sx_indicator_panel_set_session (fixture.panel, fixture.session);
  g_signal_connect (fixture.session, "result-changed", G_CALLBACK (note_end), &results);
  if (argc > 2)
    unfold (&fixture);
  for (guint i = 0; i < 3; i++)
    gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture.window));
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (fixture.window));
  g_signal_connect_after (clock, "update", G_CALLBACK (before_layout), &frames);
  g_signal_connect_after (clock, "layout", G_CALLBACK (after_layout), &frames);
  g_signal_connect_after (clock, "paint", G_CALLBACK (after_paint), &frames);
  for (guint i = 0; i < FRAMES; i++)
    {
      g_autoptr (GPtrArray) plots = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_adjustment_unref);

      g_ptr_array_add (plots, panel_fixture_plot (&fixture, 100 + i));
      results.n = 0;
      sx_session_preview (fixture.session, plots, NULL, NULL);
      panel_fixture_wait (&fixture, has_more, &results);
      gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture.window));
    }
  tell ("take_in", results.take_in);
  tell ("layout", frames.layout);
  tell ("paint", frames.paint);
  sx_session_end_preview (fixture.session);
  panel_fixture_wait_idle (&fixture);
  g_signal_handlers_disconnect_by_data (clock, &frames);
  panel_fixture_tear_down (&fixture, NULL);
  return 0;
}
