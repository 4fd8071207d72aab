/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/sx-draw-tool.h"

#include "map/sx-map-view.h"
#include "sx-app-words.h"
#include "tools/sx-drawing.h"
#include "tools/sx-hold.h"
#include "tools/sx-plot.h"

#include "base/sx-i18n.h"
#include "geometry/sx-area.h"

#define CLOSE_PIXELS 9 /* a click so near the first corner closes the outline */

typedef struct
{
  gconstpointer session; /* that the points are of; only compared */
  SxDrawing *drawing;
  SxSnapHit cursor; /* where the next would be */
  gboolean has_cursor;
  gboolean is_paused; /* Esc took the rubber band off; once more gives up */
  gboolean closes;    /* a click now would close the outline */
  SxHold hold;

  /* of the outline as it is under the hand */
  SxShape *shape; /* valid, or NULL */
  double measure; /* m² or m */
  char *snap_words;
  SxShape *kept; /* committed, not yet in the scheme */
} SxDrawToolPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SxDrawTool, sx_draw_tool, SX_TYPE_TOOL)

#define PRIV(self) ((SxDrawToolPrivate *)sx_draw_tool_get_instance_private (self))
#define LEAST(self) (sx_drawing_least (PRIV (self)->drawing))

static inline guint
n_points (SxDrawTool *self)
{
  return PRIV (self)->drawing->points->len;
}

/* ---- the outline under the hand */

static void
make_corners (SxDrawTool *self)
{
  SxDrawToolClass *klass = SX_DRAW_TOOL_GET_CLASS (self);
  SxDrawToolPrivate *priv = PRIV (self);
  g_autoptr (GArray) points = g_array_copy (priv->drawing->points);

  if (priv->has_cursor && !priv->is_paused && points->len > 0)
    g_array_append_val (points, priv->cursor.at);
  g_array_set_size (priv->drawing->corners, 0);
  if (klass->corners)
    klass->corners (self, (const SxPoint *)points->data, points->len, priv->drawing->corners);
  else
    g_array_append_vals (priv->drawing->corners, points->data, points->len);
}

static void
measure (SxDrawTool *self)
{
  SxDrawToolPrivate *priv = PRIV (self);
  SxSession *session = sx_tool_get_session (SX_TOOL (self));
  SxShapeView view = sx_shape_view (priv->shape);
  const SxMetric metric = { sx_session_get_plane (session), FALSE };

  priv->measure = SX_DRAW_TOOL_GET_CLASS (self)->is_line ? sx_metric_length (&metric, &view)
                                                         : sx_plot_area (session, &view);
}

static void
set_hint (SxDrawTool *self)
{
  SxDrawToolPrivate *priv = PRIV (self);
  const char *hint;

  if (!sx_tool_is_ready (SX_TOOL (self)))
    hint = _ ("Drawing is possible as soon as the plan is read");
  else if (n_points (self) == 0)
    hint = SX_DRAW_TOOL_GET_CLASS (self)->n_points == 2
               ? _ ("Drag from corner to corner, or click both · S snapping, Ctrl suspends it")
               : _ ("Click the first corner; with the keyboard: arrow keys and Space · S snapping, Ctrl "
                    "suspends it");
  else if (priv->is_paused)
    hint = _ ("Esc once more gives up what is drawn; a click goes on");
  else if (n_points (self) + 1 <= LEAST (self))
    hint = _ ("Click the next corner · Backspace takes one back · Esc gives up");
  else
    hint = _ ("Enter or a double click finishes · Backspace takes a corner back · Esc gives up");
  sx_tool_set_hint (SX_TOOL (self), hint);
}

/* The corners or the cursor changed: what is under the hand is made anew and previewed. */
static void
update (SxDrawTool *self, gboolean points_changed)
{
  SxDrawToolPrivate *priv = PRIV (self);
  SxTool *tool = SX_TOOL (self);
  SxOutlineVerdict verdict = SX_OUTLINE_EMPTY;

  g_clear_pointer (&priv->shape, sx_shape_unref);
  make_corners (self);
  sx_drawing_find_crossings (priv->drawing, points_changed);
  if (n_points (self) > 0 && priv->drawing->crossings->len == 0 && sx_tool_is_ready (tool)
      && (priv->shape = sx_drawing_make_shape (priv->drawing, &verdict)))
    {
      measure (self);
      SX_DRAW_TOOL_GET_CLASS (self)->preview (self, priv->shape);
    }
  else if (n_points (self) > 0 && sx_tool_is_ready (tool))
    sx_session_end_preview (sx_tool_get_session (tool));
  if (points_changed && SX_DRAW_TOOL_GET_CLASS (self)->corners_set)
    SX_DRAW_TOOL_GET_CLASS (self)->corners_set (self, (const SxPoint *)priv->drawing->points->data,
                                                n_points (self));
  set_hint (self);
  sx_tool_queue_draw (tool);
}

void
sx_draw_tool_drop (SxDrawTool *self)
{
  SxDrawToolPrivate *priv = PRIV (self);

  sx_drawing_reset (priv->drawing);
  priv->is_paused = FALSE;
  priv->closes = FALSE;
  if (sx_tool_is_ready (SX_TOOL (self)))
    sx_session_end_preview (sx_tool_get_session (SX_TOOL (self)));
  update (self, TRUE);
}

void
sx_draw_tool_resume (SxDrawTool *self, const SxPoint *points, guint n)
{
  SxDrawToolPrivate *priv = PRIV (self);

  g_array_set_size (priv->drawing->points, 0);
  g_array_append_vals (priv->drawing->points, points, n);
  priv->is_paused = TRUE;
  update (self, TRUE);
}

gboolean
sx_draw_tool_is_drawing (SxDrawTool *self)
{
  return n_points (self) > 0;
}

/* As Enter does. */
static void
finish (SxDrawTool *self)
{
  SxDrawToolPrivate *priv = PRIV (self);
  SxTool *tool = SX_TOOL (self);
  g_autoptr (SxShape) shape = NULL;
  SxOutlineVerdict verdict;

  if (n_points (self) == 0 || !sx_tool_is_ready (tool))
    return;
  priv->is_paused = TRUE;
  update (self, FALSE);
  shape = sx_drawing_make_shape (priv->drawing, &verdict);
  if (!shape)
    {
      sx_tool_say (tool, SX_DRAW_TOOL_GET_CLASS (self)->is_line ? _ ("A line needs two corners.")
                                                                : sx_plot_refusal (verdict));
      if (SX_DRAW_TOOL_GET_CLASS (self)->n_points > 0) /* more corners would not help */
        sx_draw_tool_drop (self);
      return;
    }
  if (verdict == SX_OUTLINE_REPAIRED)
    sx_tool_say (tool, _ ("The outline touched itself and was repaired; its area is the same."));
  if (!priv->shape) /* touches itself: not previewed while it was drawn */
    SX_DRAW_TOOL_GET_CLASS (self)->preview (self, shape);
  SX_DRAW_TOOL_GET_CLASS (self)->finish (self, shape);
}

void
sx_draw_tool_done (SxDrawTool *self)
{
  SxDrawToolPrivate *priv = PRIV (self);

  g_clear_pointer (&priv->kept, sx_shape_unref);
  priv->kept = g_steal_pointer (&priv->shape);
  sx_drawing_reset (priv->drawing);
  priv->is_paused = FALSE;
  priv->closes = FALSE;
  set_hint (self);
  sx_tool_queue_draw (SX_TOOL (self));
}

/* ---- the pointer */

/* Near the first corner a click closes; elsewhere the pointer snaps. */
static void
place_cursor (SxDrawTool *self, const SxPointer *pointer)
{
  SxDrawToolPrivate *priv = PRIV (self);
  double metres = sx_map_view_get_metres_per_pixel (sx_tool_get_view (SX_TOOL (self)));

  priv->has_cursor = TRUE;
  priv->closes = FALSE;
  if (n_points (self) >= LEAST (self) && !SX_DRAW_TOOL_GET_CLASS (self)->is_line)
    {
      SxPoint first = g_array_index (priv->drawing->points, SxPoint, 0);

      priv->closes = hypot (first.x - pointer->at.x, first.y - pointer->at.y) <= CLOSE_PIXELS * metres;
      if (priv->closes)
        {
          g_clear_pointer (&priv->snap_words, g_free);
          priv->cursor = (SxSnapHit){ SX_SNAP_NONE, first, 0, 0, 0, 0 };
          return;
        }
    }
  priv->cursor = sx_tool_snap (SX_TOOL (self), pointer->at, pointer->state, NULL, 0, &priv->snap_words);
}

static gboolean
is_last (SxDrawTool *self, SxPoint p)
{
  SxPoint last;

  if (n_points (self) == 0)
    return FALSE;
  last = g_array_index (PRIV (self)->drawing->points, SxPoint, n_points (self) - 1);
  return last.x == p.x && last.y == p.y;
}

static void
set_corner (SxDrawTool *self)
{
  SxDrawToolPrivate *priv = PRIV (self);
  guint enough = SX_DRAW_TOOL_GET_CLASS (self)->n_points;

  priv->is_paused = FALSE;
  if (priv->closes || (is_last (self, priv->cursor.at) && n_points (self) >= LEAST (self)))
    {
      finish (self);
      return;
    }
  if (is_last (self, priv->cursor.at))
    return;
  g_array_append_val (priv->drawing->points, priv->cursor.at);
  update (self, TRUE);
  if (enough > 0 && n_points (self) >= enough)
    finish (self);
}

static gboolean
sx_draw_tool_press (SxTool *tool, const SxPointer *pointer)
{
  SxDrawTool *self = SX_DRAW_TOOL (tool);
  SxDrawToolPrivate *priv = PRIV (self);

  if (pointer->button != GDK_BUTTON_PRIMARY || !sx_tool_is_ready (tool))
    return pointer->button == GDK_BUTTON_PRIMARY;
  if (pointer->n_press >= 2)
    {
      if (n_points (self) >= LEAST (self))
        finish (self);
      return TRUE;
    }
  place_cursor (self, pointer);
  sx_hold_press (&priv->hold, pointer);
  set_corner (self);
  return TRUE;
}

static void
sx_draw_tool_motion (SxTool *tool, const SxPointer *pointer)
{
  SxDrawTool *self = SX_DRAW_TOOL (tool);
  SxDrawToolPrivate *priv = PRIV (self);

  sx_hold_motion (&priv->hold, pointer);
  place_cursor (self, pointer);
  update (self, FALSE);
}

static void
sx_draw_tool_release (SxTool *tool, const SxPointer *pointer)
{
  SxDrawTool *self = SX_DRAW_TOOL (tool);
  SxDrawToolPrivate *priv = PRIV (self);

  if (sx_hold_release (&priv->hold) && SX_DRAW_TOOL_GET_CLASS (self)->n_points == 2 && n_points (self) == 1)
    {
      place_cursor (self, pointer);
      set_corner (self);
    }
}

static void
sx_draw_tool_leave (SxTool *tool)
{
  SxDrawToolPrivate *priv = PRIV (SX_DRAW_TOOL (tool));

  priv->has_cursor = FALSE;
  update (SX_DRAW_TOOL (tool), FALSE);
}

/* ---- keys and menu */

static void
take_back (SxDrawTool *self)
{
  SxDrawToolPrivate *priv = PRIV (self);

  if (n_points (self) <= 1)
    {
      sx_draw_tool_drop (self);
      return;
    }
  g_array_set_size (priv->drawing->points, n_points (self) - 1);
  update (self, TRUE);
}

static gboolean
escape (SxDrawTool *self)
{
  SxDrawToolPrivate *priv = PRIV (self);

  if (n_points (self) == 0)
    return FALSE;
  if (priv->is_paused || n_points (self) == 1)
    {
      sx_draw_tool_drop (self);
      return TRUE;
    }
  priv->is_paused = TRUE;
  update (self, FALSE);
  return TRUE;
}

static gboolean
sx_draw_tool_key (SxTool *tool, guint keyval, GdkModifierType state)
{
  SxDrawTool *self = SX_DRAW_TOOL (tool);

  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      finish (self);
      return TRUE;
    case GDK_KEY_BackSpace:
      if (n_points (self) > 0)
        take_back (self);
      return TRUE;
    case GDK_KEY_Escape:
      return escape (self);
    default:
      return FALSE;
    }
}

static GMenuModel *
sx_draw_tool_menu (SxTool *tool, const SxPointer *pointer)
{
  GMenu *menu;

  if (n_points (SX_DRAW_TOOL (tool)) == 0)
    return NULL;
  menu = g_menu_new ();
  sx_tool_menu_add (menu, _ ("_Finish"), "finish");
  sx_tool_menu_add (menu, _ ("Take _Back the Last Corner"), "take-back");
  sx_tool_menu_add (menu, _ ("_Give Up"), "drop");
  return G_MENU_MODEL (menu);
}

static void
sx_draw_tool_act (SxTool *tool, const char *what)
{
  SxDrawTool *self = SX_DRAW_TOOL (tool);

  if (g_str_equal (what, "finish"))
    finish (self);
  else if (g_str_equal (what, "take-back") && n_points (self) > 0)
    take_back (self);
  else if (g_str_equal (what, "drop"))
    sx_draw_tool_drop (self);
}

/* ---- drawing */

static void
sx_draw_tool_write_tip (SxTool *tool, SxTip *tip)
{
  SxDrawTool *self = SX_DRAW_TOOL (tool);
  SxDrawToolPrivate *priv = PRIV (self);
  SxDrawToolClass *klass = SX_DRAW_TOOL_GET_CLASS (self);

  if (!priv->has_cursor)
    return;
  if (priv->shape && klass->is_line)
    {
      g_autofree char *length = sx_words_number (priv->measure, 1);

      sx_tip_take (tip, SX_TIP_HEAD, g_strdup_printf (_ ("%s m"), length));
    }
  else if (priv->shape)
    sx_plot_tip_area (tip, priv->measure);
  if (priv->drawing->crossings->len > 0)
    sx_tip_take (tip, SX_TIP_BAD, g_strdup (_ ("The outline crosses itself")));
  if (klass->tip)
    klass->tip (self, tip);
  if (priv->closes)
    sx_tip_take (tip, SX_TIP_SNAP, g_strdup (_ ("A click closes the outline")));
  else
    sx_tip_take (tip, SX_TIP_SNAP, g_strdup (priv->snap_words));
}

static void
sx_draw_tool_snapshot (SxTool *tool, SxSketch *sketch)
{
  SxDrawTool *self = SX_DRAW_TOOL (tool);
  SxDrawToolPrivate *priv = PRIV (self);
  SxPen pen = SX_DRAW_TOOL_GET_CLASS (self)->pen (self);

  if (priv->kept)
    sx_sketch_shape (sketch, priv->kept, SX_DRAW_TOOL_GET_CLASS (self)->is_line, pen);
  sx_drawing_draw (priv->drawing, sketch, pen);
  sx_sketch_handles (sketch, (const SxPoint *)priv->drawing->points->data, n_points (self), SX_HANDLE_PLAIN);
  if (priv->closes)
    sx_sketch_handles (sketch, (const SxPoint *)priv->drawing->points->data, 1, SX_HANDLE_FIRST);
  if (priv->has_cursor)
    sx_sketch_snap (sketch, priv->cursor.kind, priv->cursor.at);
}

/* ---- the object */

static void
sx_draw_tool_scheme_changed (SxTool *tool)
{
  g_clear_pointer (&PRIV (SX_DRAW_TOOL (tool))->kept, sx_shape_unref);
  set_hint (SX_DRAW_TOOL (tool));
  sx_tool_queue_draw (tool);
}

static void
sx_draw_tool_activate (SxTool *tool)
{
  SxDrawToolPrivate *priv = PRIV (SX_DRAW_TOOL (tool));
  SxSession *session = sx_tool_get_session (tool);

  if (priv->session != session)
    sx_drawing_reset (priv->drawing);
  priv->session = session;
  priv->is_paused = TRUE;
  update (SX_DRAW_TOOL (tool), FALSE);
}

static void
sx_draw_tool_deactivate (SxTool *tool)
{
  SxDrawToolPrivate *priv = PRIV (SX_DRAW_TOOL (tool));

  if (sx_tool_is_ready (tool) && n_points (SX_DRAW_TOOL (tool)) > 0)
    sx_session_end_preview (sx_tool_get_session (tool));
  priv->has_cursor = FALSE;
  priv->hold.is_down = FALSE;
  g_clear_pointer (&priv->kept, sx_shape_unref);
  g_clear_pointer (&priv->shape, sx_shape_unref);
}

static void
sx_draw_tool_constructed (GObject *object)
{
  SxDrawTool *self = SX_DRAW_TOOL (object);

  G_OBJECT_CLASS (sx_draw_tool_parent_class)->constructed (object);
  PRIV (self)->drawing = sx_drawing_new (SX_DRAW_TOOL_GET_CLASS (self)->is_line);
}

static void
sx_draw_tool_finalize (GObject *object)
{
  SxDrawToolPrivate *priv = PRIV (SX_DRAW_TOOL (object));

  sx_drawing_free (priv->drawing);
  g_clear_pointer (&priv->shape, sx_shape_unref);
  g_clear_pointer (&priv->kept, sx_shape_unref);
  g_free (priv->snap_words);
  G_OBJECT_CLASS (sx_draw_tool_parent_class)->finalize (object);
}

static void
sx_draw_tool_class_init (SxDrawToolClass *klass)
{
  SxToolClass *tool_class = SX_TOOL_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = sx_draw_tool_constructed;
  G_OBJECT_CLASS (klass)->finalize = sx_draw_tool_finalize;
  tool_class->cursor = "crosshair";
  tool_class->has_crosshair = TRUE;
  tool_class->activate = sx_draw_tool_activate;
  tool_class->deactivate = sx_draw_tool_deactivate;
  tool_class->press = sx_draw_tool_press;
  tool_class->motion = sx_draw_tool_motion;
  tool_class->release = sx_draw_tool_release;
  tool_class->leave = sx_draw_tool_leave;
  tool_class->key = sx_draw_tool_key;
  tool_class->menu = sx_draw_tool_menu;
  tool_class->act = sx_draw_tool_act;
  tool_class->snapshot = sx_draw_tool_snapshot;
  tool_class->write_tip = sx_draw_tool_write_tip;
  tool_class->scheme_changed = sx_draw_tool_scheme_changed;
}

static void
sx_draw_tool_init (SxDrawTool *self)
{
}
