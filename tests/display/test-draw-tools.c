/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a hand draws: from the first corner to the package, with previews, refusals and snapping. */
#include "tool-fixture.h"

#include "tools/sx-polygon-tool.h"
#include "tools/sx-reclass-tool.h"
#include "tools/sx-road-tool.h"

#include "geometry/sx-outline.h"
#include "store/sx-draft.h"

#define PARCELS GUINT_TO_POINTER (600)

static gboolean
shows_preview (ToolFixture *self)
{
  return sx_session_is_preview (self->session);
}

static void
start (ToolFixture *self, const char *tool)
{
  sx_target_set_line (sx_session_get_target (self->session), SX_LINE_BOUNDARY);
  sx_target_set_situation (sx_session_get_target (self->session), "4");
  tool_fixture_use (self, tool);
}

/* m² of the outline through pixels of the map: what the hand meant. */
static double
area_of (ToolFixture *self, const double (*pixels)[2], guint n)
{
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  g_autoptr (SxShape) shape = NULL;
  g_autofree SxPoint *points = g_new (SxPoint, n);
  SxShapeView view;

  for (guint i = 0; i < n; i++)
    points[i] = tool_fixture_at (self, pixels[i][0], pixels[i][1]);
  g_assert_true (sx_outline_append_ring (points, n, TRUE, &buffer));
  view = sx_shape_buffer_view (&buffer, 0, 1);
  shape = sx_shape_new (&view);
  sx_shape_buffer_clear (&buffer);
  return tool_fixture_area (self, shape);
}

static const double square[][2] = { { 300, 200 }, { 500, 210 }, { 510, 400 }, { 290, 390 } };

static void
click_all (ToolFixture *self, const double (*pixels)[2], guint n)
{
  for (guint i = 0; i < n; i++)
    tool_fixture_click (self, pixels[i][0], pixels[i][1], 0);
}

static void
test_polygon (ToolFixture *self, gconstpointer data)
{
  guint before = tool_fixture_n_adjustments (self);
  double expected = area_of (self, square, 4);
  g_autoptr (SxScheme) scheme = NULL;
  SxAdjustment *item;

  start (self, "polygon");
  click_all (self, square, 3);
  tool_fixture_move (self, square[3][0], square[3][1], 0);
  /* the corner that is not set yet counts */
  tool_fixture_wait (self, shows_preview);
  g_assert_nonnull (strstr (sx_tool_get_tip (sx_map_view_get_tool (self->view)), " ha"));
  g_assert_cmpuint (tool_fixture_n_adjustments (self), ==, before);
  tool_fixture_click (self, square[3][0], square[3][1], 0);
  g_assert_true (tool_fixture_key (self, GDK_KEY_Return, 0));
  tool_fixture_wait_idle (self);
  g_assert_false (sx_session_is_preview (self->session));
  g_assert_cmpuint (tool_fixture_n_adjustments (self), ==, before + 1);

  scheme = tool_fixture_read_package (self);
  g_assert_cmpuint (scheme->adjustments->len, ==, before + 1);
  item = scheme->adjustments->pdata[before];
  g_assert_cmpfloat_with_epsilon (tool_fixture_area (self, item->shape), expected, 1e-6 * expected);
  g_assert_cmpint (item->line, ==, SX_LINE_BOUNDARY);
  g_assert_cmpint (item->direction, ==, SX_DIRECTION_IN);
  g_assert_cmpstr (item->situation, ==, "4");
  g_assert_true (item->name && *item->name);
  g_assert_true (g_str_has_prefix (sx_session_get_state (self->session)->undo_label, "Bring in "));

  sx_session_undo (self->session);
  tool_fixture_wait_idle (self);
  g_assert_cmpuint (tool_fixture_n_adjustments (self), ==, before);
  sx_session_redo (self->session);
  tool_fixture_wait_idle (self);
  g_assert_cmpuint (tool_fixture_n_adjustments (self), ==, before + 1);
  g_assert_cmpstr (tool_fixture_last (self)->name, ==, item->name);
}

/* A double click and a click on the first corner finish as well, and add no corner. */
static void
test_ends (ToolFixture *self, gconstpointer data)
{
  guint before = tool_fixture_n_adjustments (self);

  start (self, "polygon");
  click_all (self, square, 3);
  tool_fixture_double_click (self, square[3][0], square[3][1]);
  tool_fixture_wait_idle (self);
  g_assert_cmpuint (tool_fixture_n_adjustments (self), ==, before + 1);
  g_assert_cmpuint (tool_fixture_last (self)->shape->n_points, ==, 5);

  click_all (self, square, 4);
  tool_fixture_click (self, square[0][0] + 4, square[0][1] - 3, 0);
  tool_fixture_wait_idle (self);
  g_assert_cmpuint (tool_fixture_n_adjustments (self), ==, before + 2);
  g_assert_cmpuint (tool_fixture_last (self)->shape->n_points, ==, 5);
}

static void
test_crossing (ToolFixture *self, gconstpointer data)
{
  static const double bow[][2] = { { 300, 200 }, { 500, 400 }, { 500, 200 } };
  guint before = tool_fixture_n_adjustments (self);
  SxDrawTool *tool;

  start (self, "polygon");
  tool = SX_DRAW_TOOL (sx_map_view_get_tool (self->view));
  click_all (self, bow, 3);
  tool_fixture_move (self, 480, 190, 0);
  tool_fixture_wait (self, shows_preview);
  /* told at once, and not counted */
  tool_fixture_move (self, 300, 400, 0);
  g_assert_nonnull (strstr (sx_tool_get_tip (SX_TOOL (tool)), "crosses itself"));
  g_assert_false (sx_session_is_preview (self->session));
  /* refused at the end, and nothing is lost */
  tool_fixture_click (self, 300, 400, 0);
  tool_fixture_key (self, GDK_KEY_Return, 0);
  g_assert_nonnull (strstr (self->said, "crosses itself"));
  tool_fixture_wait_idle (self);
  g_assert_cmpuint (tool_fixture_n_adjustments (self), ==, before);
  g_assert_true (sx_draw_tool_is_drawing (tool));
  tool_fixture_key (self, GDK_KEY_BackSpace, 0);
  tool_fixture_move (self, 300, 390, 0);
  g_assert_null (strstr (sx_tool_get_tip (SX_TOOL (tool)), "crosses itself"));
  tool_fixture_key (self, GDK_KEY_Return, 0);
  tool_fixture_wait_idle (self);
  g_assert_cmpuint (tool_fixture_n_adjustments (self), ==, before + 1);
  g_assert_cmpuint (tool_fixture_last (self)->shape->n_points, ==, 4);
}

static void
test_giving_up (ToolFixture *self, gconstpointer data)
{
  guint before = tool_fixture_n_adjustments (self);
  SxDrawTool *tool;

  start (self, "polygon");
  tool = SX_DRAW_TOOL (sx_map_view_get_tool (self->view));
  click_all (self, square, 4);
  tool_fixture_wait (self, shows_preview);
  g_assert_true (tool_fixture_key (self, GDK_KEY_Escape, 0));
  g_assert_true (sx_draw_tool_is_drawing (tool)); /* the step, then the drawing */
  g_assert_true (tool_fixture_key (self, GDK_KEY_Escape, 0));
  g_assert_false (sx_draw_tool_is_drawing (tool));
  g_assert_false (sx_session_is_preview (self->session));
  g_assert_false (tool_fixture_key (self, GDK_KEY_Escape, 0)); /* for others */
  tool_fixture_wait_idle (self);
  g_assert_cmpuint (tool_fixture_n_adjustments (self), ==, before);
  g_assert_null (sx_session_get_state (self->session)->undo_label);

  /* another tool shows nothing of it, and coming back goes on */
  click_all (self, square, 4);
  tool_fixture_use (self, "pan");
  g_assert_false (sx_session_is_preview (self->session));
  tool_fixture_use (self, "polygon");
  tool_fixture_key (self, GDK_KEY_Return, 0);
  tool_fixture_wait_idle (self);
  g_assert_cmpuint (tool_fixture_n_adjustments (self), ==, before + 1);
}

static void
test_rectangle (ToolFixture *self, gconstpointer data)
{
  guint before = tool_fixture_n_adjustments (self);
  SxPoint a = tool_fixture_at (self, 300, 200), b = tool_fixture_at (self, 420, 330);
  const SxShape *shape;

  start (self, "rectangle");
  sx_target_set_direction (sx_session_get_target (self->session), SX_DIRECTION_OUT);
  tool_fixture_drag (self, 300, 200, 420, 330, 0);
  tool_fixture_wait_idle (self);
  g_assert_cmpuint (tool_fixture_n_adjustments (self), ==, before + 1);
  shape = tool_fixture_last (self)->shape;
  g_assert_cmpuint (shape->n_points, ==, 5);
  g_assert_cmpfloat_with_epsilon (shape->box.x0, a.x, 1e-6);
  g_assert_cmpfloat_with_epsilon (shape->box.y1, a.y, 1e-6);
  g_assert_cmpfloat_with_epsilon (shape->box.x1, b.x, 1e-6);
  g_assert_cmpfloat_with_epsilon (shape->box.y0, b.y, 1e-6);
  g_assert_cmpint (tool_fixture_last (self)->direction, ==, SX_DIRECTION_OUT);
  /* two clicks do the same */
  click_all (self, (const double[][2]){ { 300, 400 }, { 350, 450 } }, 2);
  tool_fixture_wait_idle (self);
  g_assert_cmpuint (tool_fixture_n_adjustments (self), ==, before + 2);
}

/* ---- snapping */

static void
show_only (ToolFixture *self, const char *table)
{
  GListModel *layers = sx_session_get_layers (self->session);

  for (guint i = 0; i < g_list_model_get_n_items (layers); i++)
    {
      g_autoptr (SxLayerItem) item = g_list_model_get_item (layers, i);

      sx_layer_item_set_visible (item, g_strcmp0 (sx_layer_item_get_table (item), table) == 0);
    }
}

/* A corner of a parcel near the middle of the view. */
static SxPoint
parcel_corner (ToolFixture *self)
{
  SxLayerItem *item = sx_session_find_layer (self->session, "DLTB");
  SxPoint middle = tool_fixture_at (self, 400, 300);
  g_autoptr (GArray) near = g_array_new (FALSE, FALSE, sizeof (guint32));
  SxShapeView view;

  sx_box_tree_query (sx_layer_item_get_tree (item), (SxBox){ middle.x, middle.y, middle.x, middle.y }, near);
  g_assert_cmpuint (near->len, >, 0);
  view = sx_layer_shape (sx_layer_item_get_layer (item), g_array_index (near, guint32, 0));
  return view.points[view.ring_start[0]];
}

static void
test_snapping (ToolFixture *self, gconstpointer data)
{
  SxPoint corner = parcel_corner (self), p;
  double x, y;
  SxDrawTool *tool;

  sx_snapper_set_enabled (sx_toolbox_get_snapper (self->toolbox), TRUE);
  show_only (self, "DLTB");
  start (self, "polygon");
  tool = SX_DRAW_TOOL (sx_map_view_get_tool (self->view));
  sx_map_view_to_widget (self->view, corner, &x, &y);
  tool_fixture_move (self, x + 3, y - 2, 0);
  g_assert_nonnull (strstr (sx_tool_get_tip (SX_TOOL (tool)), "Vertex · Land use parcels "));
  tool_fixture_click (self, x + 3, y - 2, 0);
  /* Ctrl suspends it */
  tool_fixture_click (self, x + 150, y + 3, GDK_CONTROL_MASK);
  tool_fixture_move (self, x + 3, y - 2, GDK_CONTROL_MASK);
  g_assert_null (strstr (sx_tool_get_tip (SX_TOOL (tool)), "Vertex"));
  tool_fixture_click (self, x + 80, y + 140, GDK_CONTROL_MASK);
  tool_fixture_key (self, GDK_KEY_Return, 0);
  tool_fixture_wait_idle (self);
  /* to the bit; the outline is turned clockwise, but starts where it was begun */
  p = tool_fixture_last (self)->shape->points[0];
  g_assert_cmpfloat (p.x, ==, corner.x);
  g_assert_cmpfloat (p.y, ==, corner.y);

  /* nothing that is not shown */
  show_only (self, NULL);
  tool_fixture_move (self, x + 53, y + 42, 0);
  g_assert_null (strstr (sx_tool_get_tip (SX_TOOL (tool)), "Land use parcels"));
  /* but the scheme's own plots */
  tool_fixture_move (self, x + 3, y - 2, 0);
  g_assert_nonnull (strstr (sx_tool_get_tip (SX_TOOL (tool)), "Vertex · In "));
  sx_snapper_set_enabled (sx_toolbox_get_snapper (self->toolbox), FALSE);
  tool_fixture_move (self, x + 4, y - 2, 0);
  g_assert_null (strstr (sx_tool_get_tip (SX_TOOL (tool)), "Vertex"));
}

/* ---- other things that are drawn */

static void
test_reclass (ToolFixture *self, gconstpointer data)
{
  const SxScheme *scheme;
  guint before = sx_session_get_scheme (self->session)->reclasses->len;
  SxReclass *item;

  start (self, "reclass");
  click_all (self, square, 4);
  tool_fixture_wait (self, shows_preview);
  tool_fixture_key (self, GDK_KEY_Return, 0);
  sx_reclass_tool_apply (SX_RECLASS_TOOL (sx_map_view_get_tool (self->view)), SX_RECLASS_GHFQ, "310",
                         "城镇发展区");
  tool_fixture_wait_idle (self);
  scheme = sx_session_get_scheme (self->session);
  g_assert_cmpuint (scheme->reclasses->len, ==, before + 1);
  item = scheme->reclasses->pdata[before];
  g_assert_cmpint (item->layer, ==, SX_RECLASS_GHFQ);
  g_assert_cmpstr (item->code, ==, "310");
  g_assert_cmpfloat_with_epsilon (tool_fixture_area (self, item->shape), area_of (self, square, 4), 0.01);
  /* Delete takes the one under the pointer back */
  tool_fixture_move (self, 400, 300, 0);
  g_assert_true (tool_fixture_key (self, GDK_KEY_Delete, 0));
  tool_fixture_wait_idle (self);
  g_assert_cmpuint (sx_session_get_scheme (self->session)->reclasses->len, ==, before);
}

static void
test_road (ToolFixture *self, gconstpointer data)
{
  guint before = sx_session_get_scheme (self->session)->roads->len;
  SxLayer *roads = sx_layer_item_get_layer (sx_session_find_layer (self->session, "ZXCQDLZXX"));
  SxShapeView first = sx_layer_shape (roads, 0);
  SxPoint middle = { (first.points[first.ring_start[0]].x + first.points[first.ring_start[0] + 1].x) / 2,
                     (first.points[first.ring_start[0]].y + first.points[first.ring_start[0] + 1].y) / 2 };
  SxRoad *road;
  double x, y;

  start (self, "road");
  click_all (self, square, 3);
  tool_fixture_wait (self, shows_preview);
  g_assert_nonnull (strstr (sx_tool_get_tip (sx_map_view_get_tool (self->view)), " m"));
  tool_fixture_key (self, GDK_KEY_Return, 0);
  sx_road_tool_apply (SX_ROAD_TOOL (sx_map_view_get_tool (self->view)), "支路", "新开路");
  tool_fixture_wait_idle (self);
  g_assert_cmpuint (sx_session_get_scheme (self->session)->roads->len, ==, before + 1);
  road = sx_session_get_scheme (self->session)->roads->pdata[before];
  g_assert_false (road->is_removal);
  g_assert_cmpstr (road->name, ==, "新开路");
  g_assert_cmpuint (road->shape->n_points, ==, 3);

  /* a road of the plan is marked as removed, and stays where it is */
  tool_fixture_look_at (self, middle, 300);
  sx_map_view_to_widget (self->view, middle, &x, &y);
  tool_fixture_move (self, x, y, 0);
  g_assert_true (tool_fixture_key (self, GDK_KEY_Delete, 0));
  tool_fixture_wait_idle (self);
  road = sx_session_get_scheme (self->session)->roads->pdata[before + 1];
  g_assert_true (road->is_removal);
  /* and taken back */
  tool_fixture_move (self, x, y, 0);
  g_assert_true (tool_fixture_key (self, GDK_KEY_Delete, 0));
  tool_fixture_wait_idle (self);
  g_assert_cmpuint (sx_session_get_scheme (self->session)->roads->len, ==, before + 1);
}

/* ---- an unfinished polygon of a session that was killed */

static void
test_draft (ToolFixture *self, gconstpointer data)
{
  guint before = tool_fixture_n_adjustments (self);
  SxPoint points[3];
  g_autoptr (SxDraft) draft = NULL;
  SxDrawTool *tool = SX_DRAW_TOOL (sx_toolbox_get_tool (self->toolbox, "polygon"));

  for (guint i = 0; i < 3; i++)
    points[i] = tool_fixture_at (self, square[i][0], square[i][1]);
  draft = sx_draft_new (sx_session_get_scheme (self->session)->id, 0, SX_LINE_REDLINE, SX_DIRECTION_OUT, "2",
                        points, 3);
  sx_toolbox_resume (self->toolbox, draft);
  g_assert_true (sx_map_view_get_tool (self->view) == SX_TOOL (tool));
  g_assert_true (sx_draw_tool_is_drawing (tool));
  tool_fixture_wait (self, shows_preview);
  tool_fixture_key (self, GDK_KEY_Return, 0);
  tool_fixture_wait_idle (self);
  g_assert_cmpuint (tool_fixture_n_adjustments (self), ==, before + 1);
  g_assert_cmpint (tool_fixture_last (self)->line, ==, SX_LINE_REDLINE);
  g_assert_cmpint (tool_fixture_last (self)->direction, ==, SX_DIRECTION_OUT);
  g_assert_cmpstr (tool_fixture_last (self)->situation, ==, "2");
}

#define TEST(path, function)                                                                                 \
  g_test_add (path, ToolFixture, PARCELS, tool_fixture_set_up, function, tool_fixture_tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  tool_fixture_init ();
  TEST ("/draw/polygon", test_polygon);
  TEST ("/draw/ends", test_ends);
  TEST ("/draw/crossing", test_crossing);
  TEST ("/draw/giving-up", test_giving_up);
  TEST ("/draw/rectangle", test_rectangle);
  TEST ("/draw/snapping", test_snapping);
  TEST ("/draw/reclass", test_reclass);
  TEST ("/draw/road", test_road);
  TEST ("/draw/draft", test_draft);
  return g_test_run ();
}
