/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Touchpads and touch screens on the map: fine steps of scrolling and pinches zoom about the pointer and
 * stand at any scale, not only where a wheel's notches end. GTK has no public way to make events, so the
 * controllers are told as GTK would tell them. */
#include <math.h>

#include "tool-fixture.h"

#define X 300.0
#define Y 220.0

/* The map's own controller of that type. */
static GtkEventController *
find_controller (ToolFixture *f, GType type)
{
  g_autoptr (GListModel) all = gtk_widget_observe_controllers (GTK_WIDGET (f->view));

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (all, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        return controller;
    }
  g_error ("the map has no %s", g_type_name (type));
}

static void
point_at (ToolFixture *f, double x, double y)
{
  g_signal_emit_by_name (find_controller (f, GTK_TYPE_EVENT_CONTROLLER_MOTION), "motion", x, y);
}

static gboolean
scroll (ToolFixture *f, double dx, double dy)
{
  gboolean is_taken = FALSE;

  g_signal_emit_by_name (find_controller (f, GTK_TYPE_EVENT_CONTROLLER_SCROLL), "scroll", dx, dy, &is_taken);
  return is_taken;
}

static double
far (SxPoint a, SxPoint b)
{
  return hypot (a.x - b.x, a.y - b.y);
}

/* Many small steps make what one large one does, and the place under the pointer stays under it. */
static void
test_smooth_scroll (ToolFixture *f, gconstpointer data)
{
  double before = sx_map_view_get_metres_per_pixel (f->view), after;
  SxPoint at;

  point_at (f, X, Y);
  at = sx_map_view_to_plan (f->view, X, Y);
  for (guint i = 0; i < 40; i++)
    {
      double last = sx_map_view_get_metres_per_pixel (f->view);

      g_assert_true (scroll (f, 0, -0.1));
      g_assert_cmpfloat (sx_map_view_get_metres_per_pixel (f->view), <, last);
      g_assert_cmpfloat (far (sx_map_view_to_plan (f->view, X, Y), at), <, before * 0.02);
    }
  after = sx_map_view_get_metres_per_pixel (f->view);
  g_assert_cmpfloat (after, <, before / 1.5);
  for (guint i = 0; i < 40; i++)
    scroll (f, 0, 0.1);
  g_assert_cmpfloat_with_epsilon (sx_map_view_get_metres_per_pixel (f->view) / before, 1, 1e-9);
  g_assert_cmpfloat (far (sx_map_view_to_plan (f->view, X, Y), at), <, before * 0.02);
}

/* A notch of a wheel ends where tiles are neither stretched nor shrunk, whatever came before. */
static void
test_notch (ToolFixture *f, gconstpointer data)
{
  double one, two;

  point_at (f, X, Y);
  scroll (f, 0, -0.13);
  scroll (f, 0, -1);
  one = sx_map_view_get_metres_per_pixel (f->view);
  scroll (f, 0, -1);
  two = sx_map_view_get_metres_per_pixel (f->view);
  g_assert_cmpfloat_with_epsilon (4 * log2 (one / two), rint (4 * log2 (one / two)), 1e-3);
}

/* Two fingers: the scale they say, step by step, not to the power of their steps. */
static void
test_pinch (ToolFixture *f, gconstpointer data)
{
  GtkEventController *pinch = find_controller (f, GTK_TYPE_GESTURE_ZOOM);
  double before = sx_map_view_get_metres_per_pixel (f->view);
  SxPoint at;

  point_at (f, X, Y);
  at = sx_map_view_to_plan (f->view, X, Y);
  g_signal_emit_by_name (pinch, "begin", NULL);
  for (double scale = 1.02; scale < 1.601; scale += 0.02)
    g_signal_emit_by_name (pinch, "scale-changed", scale);
  g_assert_cmpfloat_with_epsilon (before / sx_map_view_get_metres_per_pixel (f->view), 1.6, 1e-3);
  g_assert_cmpfloat (far (sx_map_view_to_plan (f->view, X, Y), at), <, before * 0.02);
  g_signal_emit_by_name (pinch, "begin", NULL); /* another one begins from there */
  for (double scale = 0.98; scale > 0.621; scale -= 0.02)
    g_signal_emit_by_name (pinch, "scale-changed", scale);
  g_signal_emit_by_name (pinch, "scale-changed", 0.625);
  g_assert_cmpfloat_with_epsilon (before / sx_map_view_get_metres_per_pixel (f->view), 1, 1e-3);
  g_signal_emit_by_name (pinch, "scale-changed", 0.0); /* fingers on one spot: no scale */
  g_assert_cmpfloat_with_epsilon (before / sx_map_view_get_metres_per_pixel (f->view), 1, 1e-3);
}

/* While something is drawn, the view may move below it: its corners stay where they were set. */
static void
test_while_drawing (ToolFixture *f, gconstpointer data)
{
  SxPoint first, second;

  tool_fixture_use (f, "polygon");
  first = tool_fixture_at (f, 200, 200);
  tool_fixture_click (f, 200, 200, 0);
  point_at (f, X, Y);
  for (guint i = 0; i < 6; i++)
    scroll (f, 0, -0.2);
  second = tool_fixture_at (f, 420, 200);
  tool_fixture_click (f, 420, 200, 0);
  tool_fixture_click (f, 420, 400, 0);
  g_assert_true (tool_fixture_key (f, GDK_KEY_Return, 0));
  tool_fixture_wait_idle (f);
  {
    SxShapeView outline = sx_shape_view (tool_fixture_last (f)->shape);
    double nearest[2] = { INFINITY, INFINITY };

    for (guint i = 0; i < outline.ring_start[outline.n_rings]; i++)
      {
        nearest[0] = MIN (nearest[0], far (outline.points[i], first));
        nearest[1] = MIN (nearest[1], far (outline.points[i], second));
      }
    g_assert_cmpfloat (nearest[0], <, 0.01);
    g_assert_cmpfloat (nearest[1], <, 0.01);
  }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  tool_fixture_init ();
  g_test_add ("/map-input/smooth-scroll", ToolFixture, GUINT_TO_POINTER (300), tool_fixture_set_up,
              test_smooth_scroll, tool_fixture_tear_down);
  g_test_add ("/map-input/notch", ToolFixture, GUINT_TO_POINTER (300), tool_fixture_set_up, test_notch,
              tool_fixture_tear_down);
  g_test_add ("/map-input/pinch", ToolFixture, GUINT_TO_POINTER (300), tool_fixture_set_up, test_pinch,
              tool_fixture_tear_down);
  g_test_add ("/map-input/while-drawing", ToolFixture, GUINT_TO_POINTER (300), tool_fixture_set_up,
              test_while_drawing, tool_fixture_tear_down);
  return g_test_run ();
}
