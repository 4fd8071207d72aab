/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a hand does to what is there: selects, moves, edits corners, picks parcels; and what it cannot do. */
#include "tool-fixture.h"

#include "tools/sx-parcel-tool.h"
#include "tools/sx-vertex-tool.h"

#include "geometry/sx-outline.h"
#include "geometry/sx-overlay.h"

#define PARCELS GUINT_TO_POINTER (600)

static gboolean
shows_preview (ToolFixture *self)
{
  return sx_session_is_preview (self->session);
}

/* ---- plots to work on */

/* Rings in pixels of the map, each ended by NAN, all by INFINITY; those that lie in an earlier one are its
 * holes: every ring whose number is odd, here. */
static SxShape *
shape_of (ToolFixture *self, const double *numbers)
{
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  g_autoptr (GArray) ring = g_array_new (FALSE, FALSE, sizeof (SxPoint));
  SxShapeView view;
  SxShape *shape;

  for (guint k = 0; !isinf (*numbers); numbers++, k++)
    {
      g_array_set_size (ring, 0);
      for (; !isnan (*numbers); numbers += 2)
        {
          SxPoint p = tool_fixture_at (self, numbers[0], numbers[1]);

          g_array_append_val (ring, p);
        }
      g_assert_true (sx_outline_append_ring ((const SxPoint *)ring->data, ring->len, k != 1, &buffer));
    }
  sx_shape_buffer_orient (&buffer, 0);
  view = sx_shape_buffer_view (&buffer, 0, buffer.n_rings);
  shape = sx_shape_new (&view);
  sx_shape_buffer_clear (&buffer);
  return shape;
}

/* Adds a plot, alone in the scheme, and gives its fid. */
static gint64
add_plot (ToolFixture *self, const double *numbers)
{
  g_autoptr (SxShape) shape = shape_of (self, numbers);
  g_autoptr (SxAdjustment) item = sx_adjustment_new (SX_LINE_BOUNDARY, SX_DIRECTION_IN, shape);
  g_autoptr (SxEdit) edit = sx_edit_new ("add", sx_session_get_scheme (self->session)->id);

  item->name = g_strdup ("甲");
  sx_edit_add_adjustment (edit, item);
  sx_session_commit (self->session, edit);
  tool_fixture_wait_idle (self);
  return tool_fixture_last (self)->fid;
}

static void
clear_scheme (ToolFixture *self)
{
  const SxScheme *scheme = sx_session_get_scheme (self->session);
  g_autoptr (SxEdit) edit = sx_edit_new ("clear", scheme->id);

  for (guint i = 0; i < scheme->adjustments->len; i++)
    sx_edit_remove_adjustment (edit, ((SxAdjustment *)scheme->adjustments->pdata[i])->fid);
  sx_session_commit (self->session, edit);
  tool_fixture_wait_idle (self);
}

/* a square with a square hole, and a triangle beside it */
static const double plot[] = { 200, 150, 400, 150, 400, 350, 200, 350, NAN, 250, 200, 350, 200,
                               350, 300, 250, 300, NAN, 500, 150, 600, 150, 600, 250, NAN, INFINITY };
static const double other[] = { 500, 400, 600, 400, 600, 500, 500, 500, NAN, INFINITY };

static void
set_up (ToolFixture *self, gconstpointer parcels)
{
  tool_fixture_set_up (self, parcels);
  clear_scheme (self);
}

static SxShape *
shape_now (ToolFixture *self, gint64 fid)
{
  return sx_session_find_adjustment (self->session, fid)->shape;
}

static gboolean
has_point (const SxShape *shape, SxPoint p)
{
  for (guint i = 0; i < shape->n_points; i++)
    if (hypot (shape->points[i].x - p.x, shape->points[i].y - p.y) < 1e-3)
      return TRUE;
  return FALSE;
}

/* How many points of one shape the other does not have. */
static guint
n_lost (const SxShape *before, const SxShape *after)
{
  guint n = 0;

  for (guint r = 0; r < before->n_rings; r++)
    for (guint i = before->ring_start[r]; i + 1 < before->ring_start[r + 1]; i++)
      n += !has_point (after, before->points[i]);
  return n;
}

/* ---- selecting */

static void
test_select (ToolFixture *self, gconstpointer data)
{
  gint64 a = add_plot (self, plot), b = add_plot (self, other);
  guint n;

  tool_fixture_use (self, "select");
  tool_fixture_click (self, 220, 170, 0);
  sx_session_get_selection (self->session, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (sx_session_is_selected (self->session, a));
  tool_fixture_click (self, 550, 450, GDK_CONTROL_MASK);
  g_assert_true (sx_session_is_selected (self->session, a) && sx_session_is_selected (self->session, b));
  tool_fixture_click (self, 220, 170, GDK_CONTROL_MASK);
  g_assert_false (sx_session_is_selected (self->session, a));
  /* in the hole there is nothing */
  tool_fixture_click (self, 300, 250, 0);
  sx_session_get_selection (self->session, &n);
  g_assert_cmpuint (n, ==, 0);
  /* a frame takes what it touches */
  tool_fixture_drag (self, 650, 550, 390, 340, 0);
  g_assert_true (sx_session_is_selected (self->session, a) && sx_session_is_selected (self->session, b));
  /* one edit deletes both */
  tool_fixture_key (self, GDK_KEY_Delete, 0);
  tool_fixture_wait_idle (self);
  g_assert_cmpuint (tool_fixture_n_adjustments (self), ==, 0);
  sx_session_undo (self->session);
  tool_fixture_wait_idle (self);
  g_assert_cmpuint (tool_fixture_n_adjustments (self), ==, 2);
}

/* ---- moving */

static void
test_move (ToolFixture *self, gconstpointer data)
{
  gint64 fid = add_plot (self, plot);
  g_autoptr (SxShape) before = sx_shape_ref (shape_now (self, fid));
  SxPoint from = tool_fixture_at (self, 220, 170), to = tool_fixture_at (self, 260, 220);
  const SxShape *after;

  /* the select tool draws a frame instead, and a trembling hand moves nothing */
  tool_fixture_use (self, "select");
  tool_fixture_drag (self, 220, 170, 260, 220, 0);
  tool_fixture_use (self, "move");
  tool_fixture_click (self, 220, 170, 0);
  tool_fixture_drag (self, 220, 170, 222, 171, 0);
  tool_fixture_wait_idle (self);
  g_assert_true (shape_now (self, fid) == before);

  tool_fixture_drag_and_hold (self, 220, 170, 260, 220, 0);
  tool_fixture_wait (self, shows_preview);
  g_assert_true (shape_now (self, fid) == before);
  tool_fixture_let_go (self, 260, 220, 0);
  tool_fixture_wait_idle (self);
  after = shape_now (self, fid);
  g_assert_cmpuint (after->n_rings, ==, before->n_rings);
  for (guint i = 0; i < before->n_points; i++)
    {
      g_assert_cmpfloat_with_epsilon (after->points[i].x - before->points[i].x, to.x - from.x, 1e-6);
      g_assert_cmpfloat_with_epsilon (after->points[i].y - before->points[i].y, to.y - from.y, 1e-6);
    }
  g_assert_cmpstr (sx_session_get_state (self->session)->undo_label, ==, "Move “甲”");

  /* Esc leaves it where it was */
  tool_fixture_drag_and_hold (self, 260, 220, 300, 300, 0);
  tool_fixture_key (self, GDK_KEY_Escape, 0);
  tool_fixture_let_go (self, 300, 300, 0);
  tool_fixture_wait_idle (self);
  g_assert_true (shape_now (self, fid) == after);
  g_assert_false (sx_session_is_preview (self->session));
}

static gboolean
is_nudged (ToolFixture *self)
{
  return g_strcmp0 (sx_session_get_state (self->session)->undo_label, "add") != 0;
}

/* Some arrow keys are one edit. */
static void
test_nudge (ToolFixture *self, gconstpointer data)
{
  gint64 fid = add_plot (self, plot);
  g_autoptr (SxShape) before = sx_shape_ref (shape_now (self, fid));

  tool_fixture_use (self, "move");
  sx_session_select (self->session, &fid, 1);
  for (guint i = 0; i < 3; i++)
    g_assert_true (tool_fixture_key (self, GDK_KEY_Right, 0));
  g_assert_true (tool_fixture_key (self, GDK_KEY_Up, GDK_SHIFT_MASK));
  g_assert_true (tool_fixture_key (self, GDK_KEY_Left, GDK_ALT_MASK));
  tool_fixture_wait (self, is_nudged);
  tool_fixture_wait_idle (self);
  g_assert_cmpfloat_with_epsilon (shape_now (self, fid)->points[0].x - before->points[0].x, 2.9, 1e-6);
  g_assert_cmpfloat_with_epsilon (shape_now (self, fid)->points[0].y - before->points[0].y, 10, 1e-6);
  sx_session_undo (self->session);
  tool_fixture_wait_idle (self);
  g_assert_cmpfloat (shape_now (self, fid)->points[0].x, ==, before->points[0].x);
}

/* ---- corners */

static void
test_drag_corner (ToolFixture *self, gconstpointer data)
{
  gint64 fid = add_plot (self, plot);
  g_autoptr (SxShape) before = sx_shape_ref (shape_now (self, fid));
  SxPoint to = tool_fixture_at (self, 270, 230);
  const SxShape *after;

  sx_session_select (self->session, &fid, 1);
  tool_fixture_use (self, "vertices");
  /* a corner of the hole */
  tool_fixture_drag_and_hold (self, 250, 200, 270, 230, 0);
  tool_fixture_wait (self, shows_preview);
  g_assert_true (shape_now (self, fid) == before);
  tool_fixture_let_go (self, 270, 230, 0);
  tool_fixture_wait_idle (self);
  g_assert_false (sx_session_is_preview (self->session));
  after = shape_now (self, fid);
  g_assert_cmpuint (after->n_rings, ==, 3);
  g_assert_cmpuint (after->n_points, ==, before->n_points);
  g_assert_cmpuint (n_lost (before, after), ==, 1);
  g_assert_true (has_point (after, to));
  g_assert_cmpuint (sx_vertex_tool_get_n_selected (SX_VERTEX_TOOL (sx_map_view_get_tool (self->view))), ==,
                    1);
  g_assert_cmpstr (sx_session_get_state (self->session)->undo_label, ==, "Edit corners of “甲”");
}

static void
test_add_and_delete_corner (ToolFixture *self, gconstpointer data)
{
  gint64 fid = add_plot (self, plot);
  g_autoptr (SxShape) before = sx_shape_ref (shape_now (self, fid));

  sx_session_select (self->session, &fid, 1);
  tool_fixture_use (self, "vertices");
  /* out of the middle of an edge */
  tool_fixture_drag (self, 300, 150, 300, 110, 0);
  tool_fixture_wait_idle (self);
  g_assert_cmpuint (shape_now (self, fid)->n_points, ==, before->n_points + 1);
  g_assert_cmpuint (n_lost (before, shape_now (self, fid)), ==, 0);
  g_assert_true (has_point (shape_now (self, fid), tool_fixture_at (self, 300, 110)));
  /* it is selected, and goes with Delete */
  g_assert_true (tool_fixture_key (self, GDK_KEY_Delete, 0));
  tool_fixture_wait_idle (self);
  g_assert_cmpuint (shape_now (self, fid)->n_points, ==, before->n_points);
  g_assert_cmpuint (n_lost (before, shape_now (self, fid)), ==, 0);
  /* a double click on an edge adds one there */
  tool_fixture_double_click (self, 300, 350);
  tool_fixture_wait_idle (self);
  g_assert_cmpuint (shape_now (self, fid)->n_points, ==, before->n_points + 1);
  g_assert_cmpfloat_with_epsilon (tool_fixture_area (self, shape_now (self, fid)),
                                  tool_fixture_area (self, before), 0.1);
}

static void
test_many_corners (ToolFixture *self, gconstpointer data)
{
  gint64 fid = add_plot (self, plot);
  g_autoptr (SxShape) before = sx_shape_ref (shape_now (self, fid));
  SxVertexTool *tool;

  sx_session_select (self->session, &fid, 1);
  tool = SX_VERTEX_TOOL (tool_fixture_use (self, "vertices"));
  tool_fixture_drag (self, 480, 120, 640, 280, 0); /* a frame around the triangle */
  g_assert_cmpuint (sx_vertex_tool_get_n_selected (tool), ==, 3);
  tool_fixture_drag (self, 600, 150, 630, 160, 0);
  tool_fixture_wait_idle (self);
  g_assert_cmpuint (n_lost (before, shape_now (self, fid)), ==, 3);
  g_assert_cmpuint (shape_now (self, fid)->n_points, ==, before->n_points);
  g_assert_cmpfloat_with_epsilon (tool_fixture_area (self, shape_now (self, fid)),
                                  tool_fixture_area (self, before), 0.1);
  g_assert_cmpuint (sx_vertex_tool_get_n_selected (tool), ==, 3);
  /* a part that loses too many goes as a whole */
  g_assert_true (tool_fixture_key (self, GDK_KEY_Delete, 0));
  tool_fixture_wait_idle (self);
  g_assert_cmpuint (shape_now (self, fid)->n_rings, ==, 2);
}

static void
test_corner_refused (ToolFixture *self, gconstpointer data)
{
  gint64 fid = add_plot (self, plot);
  g_autoptr (SxShape) before = sx_shape_ref (shape_now (self, fid));

  sx_session_select (self->session, &fid, 1);
  tool_fixture_use (self, "vertices");
  /* the hole over the border */
  tool_fixture_drag_and_hold (self, 350, 250, 430, 250, 0); /* an edge: a new corner of the hole */
  g_assert_false (sx_session_is_preview (self->session));
  tool_fixture_let_go (self, 430, 250, 0);
  g_assert_nonnull (strstr (self->said, "would cross itself"));
  tool_fixture_wait_idle (self);
  g_assert_true (shape_now (self, fid) == before);
  /* Esc while dragging */
  tool_fixture_drag_and_hold (self, 200, 150, 180, 130, 0);
  tool_fixture_wait (self, shows_preview);
  tool_fixture_key (self, GDK_KEY_Escape, 0);
  tool_fixture_let_go (self, 180, 130, 0);
  tool_fixture_wait_idle (self);
  g_assert_true (shape_now (self, fid) == before);
  g_assert_false (sx_session_is_preview (self->session));
}

static void
append_line (GArray *numbers, double x0, double y0, double x1, double y1, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      double p[] = { x0 + (x1 - x0) * i / n, y0 + (y1 - y0) * i / n };

      g_array_append_vals (numbers, p, 2);
    }
}

static gboolean
was_told_of_repair (ToolFixture *self)
{
  return self->said && strstr (self->said, "was repaired");
}

/* A square with a notch from below, of so many corners that it is checked on a thread: the middle of the top
 * edge is dragged onto the notch's tip, and where the outline touches itself it becomes two polygons. */
static void
test_long_outline (ToolFixture *self, gconstpointer data)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (double));
  const double top[] = { 200, 150, 300, 150, 400, 150 }, ends[] = { 200, 350, NAN, INFINITY };
  gint64 fid;

  g_array_append_vals (numbers, top, G_N_ELEMENTS (top));
  append_line (numbers, 400, 350, 300, 250, 1200);
  append_line (numbers, 300, 250, 200, 350, 1200);
  g_array_append_vals (numbers, ends, G_N_ELEMENTS (ends));
  fid = add_plot (self, (const double *)numbers->data);
  sx_session_select (self->session, &fid, 1);
  tool_fixture_use (self, "vertices");
  tool_fixture_drag (self, 300, 150, 300, 250, 0);
  tool_fixture_wait (self, was_told_of_repair);
  tool_fixture_wait_idle (self);
  {
    SxShapeView view = sx_shape_view (shape_now (self, fid));

    g_assert_cmpuint (sx_shape_view_n_parts (&view), ==, 2);
  }
}

/* No tool takes hold of a parcel, of a control line, of a township. */
static void
test_base_stays (ToolFixture *self, gconstpointer data)
{
  static const char *const tools[] = { "select", "move", "vertices" };

  for (guint i = 0; i < G_N_ELEMENTS (tools); i++)
    {
      tool_fixture_use (self, tools[i]);
      for (double x = 100; x < 700; x += 97)
        {
          tool_fixture_drag (self, x, 300, x + 60, 340, 0);
          tool_fixture_drag (self, x, 200, x + 60, 240, GDK_SHIFT_MASK);
          g_assert_false (sx_session_is_preview (self->session));
        }
      tool_fixture_key (self, GDK_KEY_Right, 0);
      tool_fixture_key (self, GDK_KEY_Delete, 0);
    }
  tool_fixture_wait_idle (self);
  g_assert_cmpuint (tool_fixture_n_adjustments (self), ==, 0);
  g_assert_cmpstr (sx_session_get_state (self->session)->undo_label, ==, "clear");
}

/* ---- parcels */

static gboolean
is_settled (ToolFixture *self)
{
  return sx_parcel_tool_is_settled (SX_PARCEL_TOOL (sx_map_view_get_tool (self->view)));
}

/* The feature under a pixel. */
static guint
parcel_at (ToolFixture *self, double x, double y)
{
  SxLayerItem *item = sx_session_find_layer (self->session, "DLTB");
  SxPoint p = tool_fixture_at (self, x, y);
  g_autoptr (GArray) near = g_array_new (FALSE, FALSE, sizeof (guint32));
  SxPoint corners[] = { { p.x - 0.01, p.y - 0.01 }, { p.x - 0.01, p.y + 0.01 }, { p.x + 0.01, p.y } };
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  SxShapeView speck;
  guint found = G_MAXUINT;

  sx_outline_append_ring (corners, 3, TRUE, &buffer);
  speck = sx_shape_buffer_view (&buffer, 0, 1);
  sx_box_tree_query (sx_layer_item_get_tree (item), (SxBox){ p.x, p.y, p.x, p.y }, near);
  for (guint i = 0; i < near->len; i++)
    {
      SxShapeView view = sx_layer_shape (sx_layer_item_get_layer (item), g_array_index (near, guint32, i));
      SxShapeBuffer out = SX_SHAPE_BUFFER_INIT;

      g_assert_true (sx_overlay_intersect (&speck, &view, &out, NULL));
      if (out.n_rings > 0)
        found = g_array_index (near, guint32, i);
      sx_shape_buffer_clear (&out);
    }
  sx_shape_buffer_clear (&buffer);
  g_assert_cmpuint (found, !=, G_MAXUINT);
  return found;
}

/* The plot is the union of those parcels: neither has ground that the other has not. */
static void
assert_union (ToolFixture *self, SxShape *shape, const guint *features, guint n)
{
  SxLayer *layer = sx_layer_item_get_layer (sx_session_find_layer (self->session, "DLTB"));
  g_autofree SxShapeView *views = g_new (SxShapeView, n);
  SxShapeBuffer all = SX_SHAPE_BUFFER_INIT, more = SX_SHAPE_BUFFER_INIT;
  SxShapeView view = sx_shape_view (shape), expected, rest;

  for (guint i = 0; i < n; i++)
    views[i] = sx_layer_shape (layer, features[i]);
  g_assert_true (sx_overlay_unite (views, n, &all, NULL));
  expected = sx_shape_buffer_view (&all, 0, all.n_rings);
  g_assert_true (sx_overlay_subtract (&expected, &view, &more, NULL));
  g_assert_true (sx_overlay_subtract (&view, &expected, &more, NULL));
  rest = sx_shape_buffer_view (&more, 0, more.n_rings);
  g_assert_cmpfloat (more.n_rings > 0 ? sx_shape_view_planar_area (&rest) : 0, <, 0.01);
  g_assert_cmpfloat (sx_shape_view_planar_area (&view), >, 100);
  sx_shape_buffer_clear (&all);
  sx_shape_buffer_clear (&more);
}

static void
test_parcels (ToolFixture *self, gconstpointer data)
{
  guint a, b, c;
  SxParcelTool *tool;

  tool = SX_PARCEL_TOOL (tool_fixture_use (self, "parcels"));
  a = parcel_at (self, 300, 300);
  b = parcel_at (self, 420, 260);
  c = parcel_at (self, 520, 420);
  g_assert_true (a != b && b != c && a != c);
  tool_fixture_click (self, 300, 300, 0);
  tool_fixture_click (self, 420, 260, GDK_CONTROL_MASK);
  tool_fixture_click (self, 520, 420, GDK_CONTROL_MASK);
  g_assert_cmpuint (sx_parcel_tool_get_n_picked (tool), ==, 3);
  tool_fixture_wait (self, is_settled);
  tool_fixture_wait (self, shows_preview);
  tool_fixture_click (self, 520, 420, GDK_SHIFT_MASK);
  g_assert_cmpuint (sx_parcel_tool_get_n_picked (tool), ==, 2);
  tool_fixture_key (self, GDK_KEY_Return, 0);
  tool_fixture_wait (self, is_settled);
  tool_fixture_wait_idle (self);
  g_assert_cmpuint (tool_fixture_n_adjustments (self), ==, 1);
  assert_union (self, tool_fixture_last (self)->shape, (const guint[]){ a, b }, 2);
  g_assert_cmpuint (sx_parcel_tool_get_n_picked (tool), ==, 0);
  g_assert_false (sx_session_is_preview (self->session));

  /* without a key a click begins anew; Esc leaves nothing */
  tool_fixture_click (self, 300, 300, 0);
  tool_fixture_click (self, 520, 420, 0);
  g_assert_cmpuint (sx_parcel_tool_get_n_picked (tool), ==, 1);
  tool_fixture_key (self, GDK_KEY_Escape, 0);
  tool_fixture_wait (self, is_settled);
  tool_fixture_wait_idle (self);
  g_assert_false (sx_session_is_preview (self->session));
  g_assert_cmpuint (tool_fixture_n_adjustments (self), ==, 1);
}

/* Sweeping takes all parcels on the way, however fast the hand is. */
static void
test_sweep (ToolFixture *self, gconstpointer data)
{
  g_autoptr (GHashTable) passed = g_hash_table_new (NULL, NULL);
  g_autofree guint *features = NULL;
  GHashTableIter each;
  gpointer key;
  guint n = 0;

  for (double x = 250; x <= 550; x += 1)
    g_hash_table_add (passed, GUINT_TO_POINTER (parcel_at (self, x, 300 + (x - 250) / 10)));
  features = g_new (guint, g_hash_table_size (passed));
  g_hash_table_iter_init (&each, passed);
  while (g_hash_table_iter_next (&each, &key, NULL))
    features[n++] = GPOINTER_TO_UINT (key);
  tool_fixture_use (self, "parcels");
  tool_fixture_drag (self, 250, 300, 550, 330, 0);
  g_assert_cmpuint (sx_parcel_tool_get_n_picked (SX_PARCEL_TOOL (sx_map_view_get_tool (self->view))), ==, n);
  tool_fixture_key (self, GDK_KEY_Return, 0);
  tool_fixture_wait (self, is_settled);
  tool_fixture_wait_idle (self);
  g_assert_cmpuint (tool_fixture_n_adjustments (self), ==, 1);
  assert_union (self, tool_fixture_last (self)->shape, features, n);
}

#define TEST(path, function) g_test_add (path, ToolFixture, PARCELS, set_up, function, tool_fixture_tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  tool_fixture_init ();
  TEST ("/edit/select", test_select);
  TEST ("/edit/move", test_move);
  TEST ("/edit/nudge", test_nudge);
  TEST ("/edit/corners/drag", test_drag_corner);
  TEST ("/edit/corners/add-and-delete", test_add_and_delete_corner);
  TEST ("/edit/corners/many", test_many_corners);
  TEST ("/edit/corners/refused", test_corner_refused);
  TEST ("/edit/corners/long-outline", test_long_outline);
  TEST ("/edit/base-stays", test_base_stays);
  TEST ("/edit/parcels", test_parcels);
  TEST ("/edit/sweep", test_sweep);
  return g_test_run ();
}
