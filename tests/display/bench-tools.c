/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-tools PLAN.gpkg: what one movement of the pointer costs the window's thread: finding what it snaps
 * to, the outline, its area and crossings, and handing the preview to the engine; then drawing it. The plan
 * is copied first. */
#include "../bench/figures.h"
#include "tool-fixture.h"

#include "tools/sx-draw-tool.h"

#include "map/sx-sketch.h"

#include "base/sx-thread-time.h"
#include "geometry/sx-outline.h"

#include <glib/gstdio.h>
#include <stdlib.h>

#define MOVES 600

static void
tell (const char *what, double metres, double *ms, guint n)
{
  qsort (ms, n, sizeof *ms, compare_doubles);
  g_print ("%s at %.0f m across, median: %.3f ms\n", what, metres, ms[n / 2]);
  g_print ("%s at %.0f m across, p99: %.3f ms\n", what, metres, ms[n * 99 / 100]);
}

static gboolean
shows_preview (ToolFixture *self)
{
  return sx_session_is_preview (self->session);
}

/* The milliseconds that it takes. */
static double
draw (SxTool *tool, SxSketch *sketch)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  double start = sx_thread_busy_ms (), ms;
  GskRenderNode *node;

  sx_sketch_begin (sketch, snapshot);
  sx_tool_snapshot (tool, sketch);
  sx_sketch_end (sketch);
  ms = sx_thread_busy_ms () - start;
  node = gtk_snapshot_to_node (snapshot);
  if (node)
    gsk_render_node_unref (node);
  return ms;
}

/* A polygon of many corners under the hand, which goes round it. */
static void
measure_motion (ToolFixture *self, double metres)
{
  double motion[MOVES], sketch_ms[MOVES];
  SxTool *tool = tool_fixture_use (self, "polygon");
  SxSketch *sketch = sx_sketch_new (self->view);

  tool_fixture_look_at (self, tool_fixture_middle (self), metres);
  sx_draw_tool_drop (SX_DRAW_TOOL (tool));
  for (guint i = 0; i < 20; i++)
    tool_fixture_click (self, 400 + 150 * cos (0.25 * i), 300 + 150 * sin (0.25 * i), GDK_CONTROL_MASK);
  for (guint i = 0; i < MOVES; i++)
    {
      double angle = 5.2 + 0.8 * i / MOVES, r = 150 + i % 40;
      double start = sx_thread_busy_ms ();

      tool_fixture_move (self, 400 + r * cos (angle), 300 + r * sin (angle), 0);
      motion[i] = sx_thread_busy_ms () - start;
      sketch_ms[i] = draw (tool, sketch);
      for (guint k = 0; k < 5; k++)
        g_main_context_iteration (NULL, FALSE);
    }
  tool_fixture_wait (self, shows_preview); /* it was all for that */
  tell ("motion to preview", metres, motion, MOVES);
  tell ("sketch", metres, sketch_ms, MOVES);
  sx_draw_tool_drop (SX_DRAW_TOOL (tool));
  sx_sketch_free (sketch);
}

static void
measure_snapping (ToolFixture *self, double metres)
{
  double ms[MOVES];
  SxSnapper *snapper = sx_toolbox_get_snapper (self->toolbox);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  SxSnapHit hit;

  tool_fixture_look_at (self, tool_fixture_middle (self), metres);
  for (guint i = 0; i < MOVES; i++)
    {
      SxPoint at
          = tool_fixture_at (self, g_rand_double_range (rand, 0, 800), g_rand_double_range (rand, 0, 600));
      double start = sx_thread_busy_ms ();

      sx_snapper_find (snapper, self->view, at, 0, NULL, 0, &hit);
      ms[i] = sx_thread_busy_ms () - start;
    }
  tell ("snapping", metres, ms, MOVES);
}

/* One corner of a plot with very many is dragged. */
static void
measure_corners (ToolFixture *self, guint n)
{
  double motion[MOVES], sketch_ms[MOVES], x, y;
  SxPoint middle = tool_fixture_middle (self);
  g_autofree SxPoint *points = g_new (SxPoint, n);
  g_autofree char *what = g_strdup_printf ("corner of %u, motion", n);
  g_autofree char *drawn = g_strdup_printf ("corner of %u, sketch", n);
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  g_autoptr (SxShape) shape = NULL;
  g_autoptr (SxAdjustment) item = NULL;
  g_autoptr (SxEdit) edit = sx_edit_new ("add", 0);
  SxSketch *sketch = sx_sketch_new (self->view);
  SxShapeView view;
  SxTool *tool;
  gint64 fid;

  for (guint i = 0; i < n; i++)
    {
      double angle = -2 * G_PI * i / n, r = 500 + (i % 2);

      points[i] = (SxPoint){ middle.x + r * cos (angle), middle.y + r * sin (angle) };
    }
  sx_outline_append_ring (points, n, TRUE, &buffer);
  view = sx_shape_buffer_view (&buffer, 0, 1);
  shape = sx_shape_new (&view);
  sx_shape_buffer_clear (&buffer);
  item = sx_adjustment_new (SX_LINE_BOUNDARY, SX_DIRECTION_IN, shape);
  sx_edit_add_adjustment (edit, item);
  sx_session_commit (self->session, edit);
  tool_fixture_wait_idle (self);
  fid = tool_fixture_last (self)->fid;
  sx_session_select (self->session, &fid, 1);
  tool = tool_fixture_use (self, "vertices");
  tool_fixture_look_at (self, middle, 1500);
  sx_map_view_to_widget (self->view, points[0], &x, &y);
  tool_fixture_drag_and_hold (self, x, y, x + 30, y, GDK_CONTROL_MASK);
  for (guint i = 0; i < MOVES; i++)
    {
      double start = sx_thread_busy_ms ();

      tool_fixture_move (self, x + 30 + 0.1 * i, y, GDK_CONTROL_MASK);
      motion[i] = sx_thread_busy_ms () - start;
      sketch_ms[i] = draw (tool, sketch);
      for (guint k = 0; k < 5; k++)
        g_main_context_iteration (NULL, FALSE);
    }
  tool_fixture_wait (self, shows_preview);
  tool_fixture_key (self, GDK_KEY_Escape, 0);
  tool_fixture_use (self, "select");
  tell (what, 1500, motion, MOVES);
  tell (drawn, 1500, sketch_ms, MOVES);
  sx_sketch_free (sketch);
  sx_session_undo (self->session);
  tool_fixture_wait_idle (self);
}

int
main (int argc, char **argv)
{
  static const double scales[] = { 300, 1500, 8000, 60000 };
  ToolFixture fixture = { 0 };
  g_autofree char *folder = NULL, *copy = NULL;
  g_autoptr (GFile) from = NULL, to = NULL;
  GError *error = NULL;

  gtk_init ();
  if (argc != 2)
    {
      g_printerr ("bench-tools PLAN.gpkg\n");
      return 2;
    }
  tool_fixture_init ();
  folder = g_dir_make_tmp ("sanxian-bench-XXXXXX", NULL);
  copy = g_build_filename (folder, "plan.gpkg", NULL);
  from = g_file_new_for_path (argv[1]);
  to = g_file_new_for_path (copy);
  if (!g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error))
    g_error ("%s", error->message);
  tool_fixture_open (&fixture, copy);
  fixture.folder = g_steal_pointer (&folder);
  sx_snapper_set_enabled (sx_toolbox_get_snapper (fixture.toolbox), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      measure_snapping (&fixture, scales[i]);
      measure_motion (&fixture, scales[i]);
    }
  for (guint n = 1000; n <= 100000; n *= 10)
    measure_corners (&fixture, n);
  tool_fixture_tear_down (&fixture, NULL);
  return 0;
}
