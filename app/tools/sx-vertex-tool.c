/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/sx-vertex-tool.h"

#include "map/sx-map-view.h"
#include "tools/sx-corners.h"
#include "tools/sx-hold.h"
#include "tools/sx-mover.h"
#include "tools/sx-plot.h"

#include "base/sx-i18n.h"

#define CORNER_PIXELS 8
#define EDGE_PIXELS 6
#define SETTLE_MS 700 /* after the last arrow key */

typedef enum
{
  HOLD_NOTHING, /* a frame, or a click beside */
  HOLD_CORNER,
  HOLD_EDGE,
} Held;

struct _SxVertexTool
{
  SxTool parent_instance;
  SxCorners *corners; /* NULL: no adjustment is edited */
  SxHold hold;
  Held held;
  SxSnapHit under;    /* the corner or edge under the pointer, of the adjustment */
  SxPoint grabbed;    /* the corner that is held, as it was */
  SxSnapHit snap;     /* where it would snap */
  gboolean unselects; /* a click with Ctrl on what was selected */
  SxPointer now;
  gint64 hovered; /* another adjustment, that a click would go over to */
  char *snap_words;
  guint settle_timeout;
};

G_DEFINE_FINAL_TYPE (SxVertexTool, sx_vertex_tool, SX_TYPE_TOOL)

/* The adjustment whose corners are edited; 0: none. */
static gint64
edited_fid (SxVertexTool *self)
{
  return self->corners ? sx_corners_get_fid (self->corners) : 0;
}

guint
sx_vertex_tool_get_n_selected (SxVertexTool *self)
{
  return self->corners ? sx_corners_get_selected (self->corners)->len : 0;
}

static void
set_hint (SxVertexTool *self)
{
  SxTool *tool = SX_TOOL (self);

  if (!self->corners)
    sx_tool_set_hint (tool, _ ("Click the plot whose corners are to be edited"));
  else if (sx_vertex_tool_get_n_selected (self) == 0)
    sx_tool_set_hint (tool, _ ("Drag a corner, or an edge to add one · draw a frame around some · double "
                               "click adds on an edge"));
  else
    sx_tool_set_hint (tool, _ ("Drag, or arrow keys (Shift 10 m, Alt 0.1 m) · Delete takes away · Ctrl adds "
                               "to the selection"));
}

/* ---- which adjustment */

static void
settle (SxVertexTool *self)
{
  if (!self->settle_timeout)
    return;
  g_clear_handle_id (&self->settle_timeout, g_source_remove);
  if (self->corners)
    sx_corners_commit (self->corners);
}

static void
edit (SxVertexTool *self, SxAdjustment *item)
{
  settle (self);
  if (item && edited_fid (self) == item->fid)
    return;
  g_clear_pointer (&self->corners, sx_corners_free);
  self->under.kind = SX_SNAP_NONE;
  if (item)
    self->corners = sx_corners_new (SX_TOOL (self), item);
  set_hint (self);
  sx_tool_queue_draw (SX_TOOL (self));
}

/* The adjustment that is selected last is the one. */
static void
sx_vertex_tool_selection_changed (SxTool *tool)
{
  SxVertexTool *self = SX_VERTEX_TOOL (tool);
  const gint64 *fids;
  guint n;

  if (!sx_tool_is_ready (tool) || self->hold.is_down)
    return;
  fids = sx_session_get_selection (sx_tool_get_session (tool), &n);
  edit (self, n > 0 ? sx_session_find_adjustment (sx_tool_get_session (tool), fids[n - 1]) : NULL);
}

static void
sx_vertex_tool_scheme_changed (SxTool *tool)
{
  SxVertexTool *self = SX_VERTEX_TOOL (tool);
  gint64 fid = edited_fid (self);
  SxAdjustment *item = fid ? sx_session_find_adjustment (sx_tool_get_session (tool), fid) : NULL;

  if (item)
    sx_corners_set_item (self->corners, item);
  else
    {
      self->hold.is_down = FALSE;
      edit (self, NULL);
    }
  sx_tool_queue_draw (tool);
}

/* ---- the pointer */

static double
reach (SxVertexTool *self, double pixels)
{
  return pixels * sx_map_view_get_metres_per_pixel (sx_tool_get_view (SX_TOOL (self)));
}

static void
look_under (SxVertexTool *self, const SxPointer *pointer)
{
  SxSession *session = sx_tool_get_session (SX_TOOL (self));
  SxAdjustment *item;

  self->under = (SxSnapHit){ SX_SNAP_NONE, pointer->at, 0, 0, 0, 0 };
  self->hovered = 0;
  if (self->corners
      && sx_corners_find (self->corners, pointer->at, reach (self, CORNER_PIXELS), reach (self, EDGE_PIXELS),
                          &self->under))
    return;
  item = sx_tool_is_ready (SX_TOOL (self)) ? sx_plot_at (session, pointer->at, reach (self, 4)) : NULL;
  if (item && item->fid != edited_fid (self))
    self->hovered = item->fid;
}

static gboolean
sx_vertex_tool_press (SxTool *tool, const SxPointer *pointer)
{
  SxVertexTool *self = SX_VERTEX_TOOL (tool);

  if (pointer->button != GDK_BUTTON_PRIMARY)
    return FALSE;
  if (!sx_tool_is_ready (tool))
    return TRUE;
  settle (self);
  look_under (self, pointer);
  if (pointer->n_press == 2 && self->under.kind == SX_SNAP_EDGE)
    {
      sx_corners_insert (self->corners, self->under.point, self->under.at);
      sx_corners_commit (self->corners);
      set_hint (self);
      return TRUE;
    }
  sx_hold_press (&self->hold, pointer);
  self->unselects = FALSE;
  self->held = self->under.kind == SX_SNAP_VERTEX ? HOLD_CORNER
               : self->under.kind == SX_SNAP_EDGE ? HOLD_EDGE
                                                  : HOLD_NOTHING;
  if (self->held == HOLD_CORNER)
    {
      gboolean was_selected = sx_corners_is_selected (self->corners, self->under.point);

      self->unselects = was_selected && (pointer->state & GDK_CONTROL_MASK);
      if (!was_selected)
        sx_corners_select (self->corners, self->under.point, (pointer->state & GDK_CONTROL_MASK) != 0);
    }
  self->grabbed = self->under.at;
  set_hint (self);
  sx_tool_queue_draw (tool);
  return TRUE;
}

static void
drag (SxVertexTool *self, const SxPointer *pointer)
{
  gint64 fid = edited_fid (self);

  if (self->held == HOLD_EDGE)
    {
      sx_corners_insert (self->corners, self->under.point, self->under.at);
      self->held = HOLD_CORNER;
    }
  self->snap = sx_tool_snap (SX_TOOL (self), pointer->at, pointer->state, &fid, 1, &self->snap_words);
  sx_corners_move (self->corners, self->snap.at.x - self->grabbed.x, self->snap.at.y - self->grabbed.y);
}

static void
sx_vertex_tool_motion (SxTool *tool, const SxPointer *pointer)
{
  SxVertexTool *self = SX_VERTEX_TOOL (tool);

  self->now = *pointer;
  if (!self->hold.is_down)
    look_under (self, pointer);
  else if (sx_hold_motion (&self->hold, pointer) && self->held != HOLD_NOTHING)
    drag (self, pointer);
  sx_tool_queue_draw (tool);
}

static void
select_in_frame (SxVertexTool *self, const SxPointer *pointer)
{
  SxBox box = SX_BOX_EMPTY;

  sx_box_add (&box, self->hold.start.at);
  sx_box_add (&box, pointer->at);
  sx_corners_select_box (self->corners, box, (pointer->state & GDK_CONTROL_MASK) != 0);
}

static void
click (SxVertexTool *self, const SxPointer *pointer)
{
  SxSession *session = sx_tool_get_session (SX_TOOL (self));
  SxAdjustment *other = self->hovered ? sx_session_find_adjustment (session, self->hovered) : NULL;

  if (self->held == HOLD_CORNER && self->unselects)
    sx_corners_unselect (self->corners, self->under.point);
  else if (self->held == HOLD_CORNER && !(pointer->state & GDK_CONTROL_MASK))
    sx_corners_select (self->corners, self->under.point, FALSE);
  else if (self->held == HOLD_NOTHING && other)
    {
      sx_session_select (session, &other->fid, 1);
      edit (self, other);
    }
  else if (self->held != HOLD_CORNER && self->corners)
    sx_corners_unselect_all (self->corners);
}

static void
sx_vertex_tool_release (SxTool *tool, const SxPointer *pointer)
{
  SxVertexTool *self = SX_VERTEX_TOOL (tool);
  gboolean was_drag = sx_hold_release (&self->hold);

  if (!sx_tool_is_ready (tool))
    return;
  self->snap.kind = SX_SNAP_NONE;
  if (was_drag && self->held == HOLD_CORNER)
    sx_corners_commit (self->corners);
  else if (was_drag && self->corners)
    select_in_frame (self, pointer);
  else if (!was_drag)
    click (self, pointer);
  look_under (self, pointer);
  set_hint (self);
  sx_tool_queue_draw (tool);
}

static void
sx_vertex_tool_leave (SxTool *tool)
{
  SX_VERTEX_TOOL (tool)->under.kind = SX_SNAP_NONE;
  SX_VERTEX_TOOL (tool)->hovered = 0;
  sx_tool_queue_draw (tool);
}

/* ---- keys and menu */

static gboolean
settled (gpointer data)
{
  SxVertexTool *self = data;

  self->settle_timeout = 0;
  if (self->corners)
    sx_corners_commit (self->corners);
  return G_SOURCE_REMOVE;
}

static void
nudge (SxVertexTool *self, double dx, double dy)
{
  double x = 0, y = 0;

  if (self->settle_timeout)
    {
      g_source_remove (self->settle_timeout);
      sx_corners_get_offset (self->corners, &x, &y);
    }
  self->settle_timeout = g_timeout_add (SETTLE_MS, settled, self);
  sx_corners_move (self->corners, x + dx, y + dy);
}

static void
delete_selected (SxVertexTool *self)
{
  settle (self);
  if (!sx_corners_remove_selected (self->corners))
    sx_tool_say (SX_TOOL (self), _ ("A plot needs three corners. To take the whole plot away, delete it with "
                                    "the select tool."));
  else
    sx_corners_commit (self->corners);
  self->under.kind = SX_SNAP_NONE;
  set_hint (self);
}

static gboolean
escape (SxVertexTool *self)
{
  if (self->hold.is_down || self->settle_timeout)
    {
      g_clear_handle_id (&self->settle_timeout, g_source_remove);
      self->hold.is_down = FALSE;
      self->snap.kind = SX_SNAP_NONE;
      if (self->corners)
        sx_corners_revert (self->corners);
    }
  else if (sx_vertex_tool_get_n_selected (self) > 0)
    sx_corners_unselect_all (self->corners);
  else
    return FALSE;
  set_hint (self);
  sx_tool_queue_draw (SX_TOOL (self));
  return TRUE;
}

static gboolean
sx_vertex_tool_key (SxTool *tool, guint keyval, GdkModifierType state)
{
  SxVertexTool *self = SX_VERTEX_TOOL (tool);
  guint n = sx_vertex_tool_get_n_selected (self);
  double dx, dy;

  if (!sx_tool_is_ready (tool))
    return FALSE;
  if (n > 0 && !self->hold.is_down && sx_mover_step (keyval, state, &dx, &dy))
    {
      nudge (self, dx, dy);
      return TRUE;
    }
  switch (keyval)
    {
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
    case GDK_KEY_BackSpace:
      if (n > 0 && !self->hold.is_down)
        delete_selected (self);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      settle (self);
      if (n > 0)
        sx_corners_unselect_all (self->corners);
      set_hint (self);
      return TRUE;
    case GDK_KEY_a:
      if (!(state & GDK_CONTROL_MASK) || !self->corners)
        return FALSE;
      sx_corners_select_box (self->corners, (SxBox){ -INFINITY, -INFINITY, INFINITY, INFINITY }, FALSE);
      set_hint (self);
      return TRUE;
    case GDK_KEY_Escape:
      return escape (self);
    default:
      return FALSE;
    }
}

static GMenuModel *
sx_vertex_tool_menu (SxTool *tool, const SxPointer *pointer)
{
  SxVertexTool *self = SX_VERTEX_TOOL (tool);
  GMenu *menu;

  look_under (self, pointer);
  if (!self->corners)
    return NULL;
  menu = g_menu_new ();
  if (self->under.kind == SX_SNAP_VERTEX && !sx_corners_is_selected (self->corners, self->under.point))
    sx_corners_select (self->corners, self->under.point, FALSE);
  if (self->under.kind == SX_SNAP_EDGE)
    sx_tool_menu_add (menu, _ ("_Add a Corner Here"), "insert");
  if (sx_vertex_tool_get_n_selected (self) > 0)
    sx_tool_menu_add (menu, _ ("_Take the Corners Away"), "remove");
  sx_tool_menu_add (menu, _ ("_Done"), "select");
  return G_MENU_MODEL (menu);
}

static void
sx_vertex_tool_act (SxTool *tool, const char *what)
{
  SxVertexTool *self = SX_VERTEX_TOOL (tool);

  if (g_str_equal (what, "insert") && self->corners && self->under.kind == SX_SNAP_EDGE)
    {
      sx_corners_insert (self->corners, self->under.point, self->under.at);
      sx_corners_commit (self->corners);
    }
  else if (g_str_equal (what, "remove") && sx_vertex_tool_get_n_selected (self) > 0)
    delete_selected (self);
  else if (g_str_equal (what, "select"))
    sx_tool_switch_to (tool, "select");
}

/* ---- drawing */

static void
sx_vertex_tool_write_tip (SxTool *tool, SxTip *tip)
{
  SxVertexTool *self = SX_VERTEX_TOOL (tool);

  if (!self->corners || !sx_corners_is_moved (self->corners))
    return;
  sx_plot_tip_area (tip, sx_corners_get_area (self->corners));
  if (sx_corners_get_crossings (self->corners)->len > 0)
    sx_tip_take (tip, SX_TIP_BAD, g_strdup (_ ("The outline crosses itself")));
  sx_plot_tip_result (tip, sx_tool_get_session (tool), edited_fid (self));
  sx_tip_take (tip, SX_TIP_SNAP, g_strdup (self->snap_words));
}

static void
sx_vertex_tool_snapshot (SxTool *tool, SxSketch *sketch)
{
  SxVertexTool *self = SX_VERTEX_TOOL (tool);
  SxSession *session = sx_tool_get_session (tool);
  SxAdjustment *other = self->hovered ? sx_session_find_adjustment (session, self->hovered) : NULL;

  if (other)
    sx_sketch_shape (sketch, other->shape, FALSE, SX_PEN_HOVER);
  if (!self->corners)
    return;
  sx_corners_draw (self->corners, sketch);
  if (!self->hold.is_down && self->under.kind == SX_SNAP_VERTEX)
    sx_sketch_handles (sketch, &self->under.at, 1, SX_HANDLE_FIRST);
  else if (!self->hold.is_down && self->under.kind == SX_SNAP_EDGE)
    sx_sketch_handles (sketch, &self->under.at, 1, SX_HANDLE_PLAIN);
  if (self->hold.is_drag && self->held == HOLD_NOTHING)
    sx_sketch_frame (sketch, self->hold.start.x, self->hold.start.y, self->now.x, self->now.y);
  if (sx_corners_is_moved (self->corners))
    sx_sketch_snap (sketch, self->snap.kind, self->snap.at);
}

/* ---- the object */

static void
sx_vertex_tool_activate (SxTool *tool)
{
  sx_vertex_tool_selection_changed (tool);
  set_hint (SX_VERTEX_TOOL (tool));
}

static void
sx_vertex_tool_deactivate (SxTool *tool)
{
  SxVertexTool *self = SX_VERTEX_TOOL (tool);

  settle (self);
  if (self->hold.is_down && self->corners)
    sx_corners_revert (self->corners);
  self->hold.is_down = FALSE;
  self->hovered = 0;
  g_clear_pointer (&self->corners, sx_corners_free);
}

static void
sx_vertex_tool_finalize (GObject *object)
{
  SxVertexTool *self = SX_VERTEX_TOOL (object);

  g_clear_handle_id (&self->settle_timeout, g_source_remove);
  g_clear_pointer (&self->corners, sx_corners_free);
  g_free (self->snap_words);
  G_OBJECT_CLASS (sx_vertex_tool_parent_class)->finalize (object);
}

static void
sx_vertex_tool_class_init (SxVertexToolClass *klass)
{
  SxToolClass *tool_class = SX_TOOL_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sx_vertex_tool_finalize;
  tool_class->cursor = "crosshair";
  tool_class->has_crosshair = TRUE;
  tool_class->activate = sx_vertex_tool_activate;
  tool_class->deactivate = sx_vertex_tool_deactivate;
  tool_class->press = sx_vertex_tool_press;
  tool_class->motion = sx_vertex_tool_motion;
  tool_class->release = sx_vertex_tool_release;
  tool_class->leave = sx_vertex_tool_leave;
  tool_class->key = sx_vertex_tool_key;
  tool_class->menu = sx_vertex_tool_menu;
  tool_class->act = sx_vertex_tool_act;
  tool_class->snapshot = sx_vertex_tool_snapshot;
  tool_class->write_tip = sx_vertex_tool_write_tip;
  tool_class->scheme_changed = sx_vertex_tool_scheme_changed;
  tool_class->selection_changed = sx_vertex_tool_selection_changed;
}

static void
sx_vertex_tool_init (SxVertexTool *self)
{
}
