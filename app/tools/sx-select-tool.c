/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/sx-select-tool.h"

#include "map/sx-map-view.h"
#include "tools/sx-hold.h"
#include "tools/sx-mover.h"
#include "tools/sx-plot.h"

#include "base/sx-i18n.h"

#define REACH_PIXELS 4 /* of a border */

typedef struct
{
  SxHold hold;
  gboolean is_framing;
  SxPointer now; /* the frame's other corner */
  gint64 hovered;
  SxMover *mover;
} SxSelectToolPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (SxSelectTool, sx_select_tool, SX_TYPE_TOOL)

#define PRIV(self) ((SxSelectToolPrivate *)sx_select_tool_get_instance_private (self))
#define MOVES(self) (SX_SELECT_TOOL_GET_CLASS (self)->moves)

static SxAdjustment *
plot_at (SxSelectTool *self, SxPoint at)
{
  SxTool *tool = SX_TOOL (self);
  double reach = REACH_PIXELS * sx_map_view_get_metres_per_pixel (sx_tool_get_view (tool));

  return sx_tool_is_ready (tool) ? sx_plot_at (sx_tool_get_session (tool), at, reach) : NULL;
}

/* ---- the pointer */

static void
hover (SxSelectTool *self, const SxPointer *pointer)
{
  SxAdjustment *item = plot_at (self, pointer->at);
  gint64 fid = item ? item->fid : 0;

  if (fid == PRIV (self)->hovered)
    return;
  PRIV (self)->hovered = fid;
  sx_tool_queue_draw (SX_TOOL (self));
}

/* Takes hold of the plot under the pointer, and of all that are selected where it is one of them. */
static void
begin_move (SxSelectTool *self, const SxPointer *pointer, SxAdjustment *item)
{
  SxSelectToolPrivate *priv = PRIV (self);
  SxSession *session = sx_tool_get_session (SX_TOOL (self));
  const gint64 *fids;
  guint n;

  if (!sx_session_is_selected (session, item->fid))
    sx_session_select (session, &item->fid, 1);
  fids = sx_session_get_selection (session, &n);
  sx_mover_begin (priv->mover, fids, n, pointer);
}

static gboolean
sx_select_tool_press (SxTool *tool, const SxPointer *pointer)
{
  SxSelectTool *self = SX_SELECT_TOOL (tool);
  SxSelectToolPrivate *priv = PRIV (self);
  SxAdjustment *item;

  if (pointer->button != GDK_BUTTON_PRIMARY)
    return FALSE;
  if (!sx_tool_is_ready (tool))
    return TRUE;
  sx_mover_finish (priv->mover);
  item = plot_at (self, pointer->at);
  if (pointer->n_press == 2 && item)
    {
      sx_session_select (sx_tool_get_session (tool), &item->fid, 1);
      sx_tool_switch_to (tool, "vertices");
      return TRUE;
    }
  sx_hold_press (&priv->hold, pointer);
  if (item && (MOVES (self) || (pointer->state & GDK_SHIFT_MASK)) && !(pointer->state & GDK_CONTROL_MASK))
    begin_move (self, pointer, item);
  return TRUE;
}

static void
sx_select_tool_motion (SxTool *tool, const SxPointer *pointer)
{
  SxSelectTool *self = SX_SELECT_TOOL (tool);
  SxSelectToolPrivate *priv = PRIV (self);

  if (!priv->hold.is_down)
    {
      hover (self, pointer);
      return;
    }
  if (!sx_hold_motion (&priv->hold, pointer))
    return;
  if (sx_mover_is_active (priv->mover))
    sx_mover_drag (priv->mover, pointer);
  else
    priv->is_framing = TRUE;
  priv->now = *pointer;
  sx_tool_queue_draw (tool);
}

static void
select_in_frame (SxSelectTool *self, const SxPointer *pointer)
{
  SxSelectToolPrivate *priv = PRIV (self);
  SxTool *tool = SX_TOOL (self);
  SxSession *session = sx_tool_get_session (tool);
  SxMapView *view = sx_tool_get_view (tool);
  g_autoptr (GArray) fids = g_array_new (FALSE, FALSE, sizeof (gint64));
  SxBox box = SX_BOX_EMPTY;
  const gint64 *before;
  guint n;

  sx_box_add (&box, priv->hold.start.at);
  sx_box_add (&box, pointer->at);
  sx_box_add (&box, sx_map_view_to_plan (view, priv->hold.start.x, pointer->y));
  sx_box_add (&box, sx_map_view_to_plan (view, pointer->x, priv->hold.start.y));
  sx_plot_in_box (session, box, fids);
  if (pointer->state & GDK_CONTROL_MASK)
    {
      before = sx_session_get_selection (session, &n);
      for (guint i = 0; i < n; i++)
        {
          gboolean is_new = TRUE;

          for (guint k = 0; k < fids->len; k++)
            is_new = is_new && g_array_index (fids, gint64, k) != before[i];
          if (is_new)
            g_array_append_val (fids, before[i]);
        }
    }
  sx_session_select (session, (const gint64 *)fids->data, fids->len);
}

static void
click (SxSelectTool *self, const SxPointer *pointer)
{
  SxSession *session = sx_tool_get_session (SX_TOOL (self));
  SxAdjustment *item = plot_at (self, pointer->at);

  if (item && (pointer->state & GDK_CONTROL_MASK))
    sx_session_toggle_selected (session, item->fid);
  else if (item)
    sx_session_select (session, &item->fid, 1);
  else if (!(pointer->state & GDK_CONTROL_MASK))
    sx_session_select (session, NULL, 0);
}

static void
sx_select_tool_release (SxTool *tool, const SxPointer *pointer)
{
  SxSelectTool *self = SX_SELECT_TOOL (tool);
  SxSelectToolPrivate *priv = PRIV (self);
  gboolean was_drag = sx_hold_release (&priv->hold);

  if (!sx_tool_is_ready (tool))
    return;
  if (was_drag && sx_mover_is_active (priv->mover))
    sx_mover_finish (priv->mover);
  else if (priv->is_framing)
    select_in_frame (self, pointer);
  else
    {
      sx_mover_cancel (priv->mover);
      click (self, pointer);
    }
  priv->is_framing = FALSE;
  sx_tool_queue_draw (tool);
}

static void
sx_select_tool_leave (SxTool *tool)
{
  PRIV (SX_SELECT_TOOL (tool))->hovered = 0;
  sx_tool_queue_draw (tool);
}

/* ---- keys and menu */

static void
delete_selected (SxTool *tool)
{
  guint n;
  const gint64 *fids = sx_session_get_selection (sx_tool_get_session (tool), &n);

  sx_plot_remove (sx_tool_get_session (tool), fids, n);
}

static gboolean
escape (SxSelectTool *self)
{
  SxSelectToolPrivate *priv = PRIV (self);
  SxSession *session = sx_tool_get_session (SX_TOOL (self));
  guint n;

  sx_session_get_selection (session, &n);
  if (sx_mover_is_active (priv->mover) || priv->is_framing)
    {
      sx_mover_cancel (priv->mover);
      priv->is_framing = FALSE;
      priv->hold.is_down = FALSE;
      sx_tool_queue_draw (SX_TOOL (self));
      return TRUE;
    }
  if (n == 0)
    return FALSE;
  sx_session_select (session, NULL, 0);
  return TRUE;
}

static gboolean
sx_select_tool_key (SxTool *tool, guint keyval, GdkModifierType state)
{
  SxSelectTool *self = SX_SELECT_TOOL (tool);
  SxSelectToolPrivate *priv = PRIV (self);
  const gint64 *fids;
  guint n;

  if (!sx_tool_is_ready (tool))
    return FALSE;
  fids = sx_session_get_selection (sx_tool_get_session (tool), &n);
  if (MOVES (self) && sx_mover_nudge (priv->mover, fids, n, keyval, state))
    return TRUE;
  switch (keyval)
    {
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
    case GDK_KEY_BackSpace:
      delete_selected (tool);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (sx_mover_is_active (priv->mover))
        sx_mover_finish (priv->mover);
      else if (n > 0)
        sx_tool_switch_to (tool, "vertices");
      return TRUE;
    case GDK_KEY_Escape:
      return escape (self);
    default:
      return FALSE;
    }
}

static GMenuModel *
sx_select_tool_menu (SxTool *tool, const SxPointer *pointer)
{
  SxSelectTool *self = SX_SELECT_TOOL (tool);
  SxSession *session = sx_tool_get_session (tool);
  SxAdjustment *item = plot_at (self, pointer->at);
  GMenu *menu;
  guint n;

  if (item && !sx_session_is_selected (session, item->fid))
    sx_session_select (session, &item->fid, 1);
  sx_session_get_selection (session, &n);
  if (!item || n == 0)
    return NULL;
  menu = g_menu_new ();
  if (n == 1)
    sx_tool_menu_add (menu, _ ("Edit _Corners"), "vertices");
  sx_tool_menu_add (menu, _ ("_Move"), "move");
  sx_tool_menu_add (menu, _ ("_Zoom To"), "zoom");
  sx_tool_menu_add (menu, _ ("_Delete"), "delete");
  return G_MENU_MODEL (menu);
}

static void
zoom_to_selected (SxTool *tool)
{
  SxSession *session = sx_tool_get_session (tool);
  SxBox box = SX_BOX_EMPTY;
  guint n;
  const gint64 *fids = sx_session_get_selection (session, &n);

  for (guint i = 0; i < n; i++)
    box = sx_box_union (box, sx_session_find_adjustment (session, fids[i])->shape->box);
  sx_map_view_zoom_to (sx_tool_get_view (tool), box);
}

static void
sx_select_tool_act (SxTool *tool, const char *what)
{
  if (g_str_equal (what, "delete"))
    delete_selected (tool);
  else if (g_str_equal (what, "zoom"))
    zoom_to_selected (tool);
  else
    sx_tool_switch_to (tool, what);
}

/* ---- drawing */

static void
sx_select_tool_snapshot (SxTool *tool, SxSketch *sketch)
{
  SxSelectToolPrivate *priv = PRIV (SX_SELECT_TOOL (tool));
  SxSession *session = sx_tool_get_session (tool);
  SxAdjustment *item = priv->hovered ? sx_session_find_adjustment (session, priv->hovered) : NULL;

  if (item && !sx_session_is_selected (session, item->fid))
    sx_sketch_shape (sketch, item->shape, FALSE, SX_PEN_HOVER);
  sx_mover_draw (priv->mover, sketch);
  if (priv->is_framing)
    sx_sketch_frame (sketch, priv->hold.start.x, priv->hold.start.y, priv->now.x, priv->now.y);
}

static void
sx_select_tool_write_tip (SxTool *tool, SxTip *tip)
{
  sx_mover_write_tip (PRIV (SX_SELECT_TOOL (tool))->mover, tip);
}

/* ---- the object */

static void
sx_select_tool_activate (SxTool *tool)
{
  sx_tool_set_hint (tool, _ (SX_SELECT_TOOL_GET_CLASS (tool)->hint));
}

static void
sx_select_tool_deactivate (SxTool *tool)
{
  SxSelectToolPrivate *priv = PRIV (SX_SELECT_TOOL (tool));

  if (priv->hold.is_down)
    sx_mover_cancel (priv->mover);
  else
    sx_mover_finish (priv->mover); /* of arrow keys */
  priv->hold.is_down = FALSE;
  priv->is_framing = FALSE;
  priv->hovered = 0;
}

static void
sx_select_tool_finalize (GObject *object)
{
  SxSelectToolPrivate *priv = PRIV (SX_SELECT_TOOL (object));

  sx_mover_free (priv->mover);
  G_OBJECT_CLASS (sx_select_tool_parent_class)->finalize (object);
}

static void
sx_select_tool_class_init (SxSelectToolClass *klass)
{
  SxToolClass *tool_class = SX_TOOL_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sx_select_tool_finalize;
  klass->hint = N_ (
      "A click selects a plot, Ctrl adds · a frame selects some · a double click edits corners · Delete");
  tool_class->has_crosshair = TRUE;
  tool_class->activate = sx_select_tool_activate;
  tool_class->deactivate = sx_select_tool_deactivate;
  tool_class->press = sx_select_tool_press;
  tool_class->motion = sx_select_tool_motion;
  tool_class->release = sx_select_tool_release;
  tool_class->leave = sx_select_tool_leave;
  tool_class->key = sx_select_tool_key;
  tool_class->menu = sx_select_tool_menu;
  tool_class->act = sx_select_tool_act;
  tool_class->snapshot = sx_select_tool_snapshot;
  tool_class->write_tip = sx_select_tool_write_tip;
  tool_class->selection_changed = sx_tool_queue_draw;
}

static void
sx_select_tool_init (SxSelectTool *self)
{
  SxSelectToolPrivate *priv = PRIV (self);

  priv->mover = sx_mover_new (SX_TOOL (self));
}
