/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/sx-draw-tool.h"

#include "map/sx-map-input.h"
#include "tools/sx-hold.h"
#include "tools/sx-plot.h"
#include "tools/sx-snapper.h"

#include "base/sx-i18n.h"
#include "base/sx-text.h"
#include "geometry/sx-area.h"
#include "geometry/sx-crossing.h"

#define CLOSE_PIXELS 9 /* a click so near the first corner closes the outline */

typedef struct
{
  gconstpointer session; /* that the points are of; only compared */
  GArray *points;        /* SxPoint, set */
  SxSnapHit cursor;      /* where the next would be */
  gboolean has_cursor;
  gboolean is_paused; /* Esc took the rubber band off; once more gives up */
  gboolean closes;    /* a click now would close the outline */
  SxHold hold;

  /* of the outline as it is under the hand */
  GArray *corners;   /* SxPoint */
  GArray *crossings; /* SxCrossing, the first n_fixed of edges between set points */
  guint n_fixed;
  SxShape *shape; /* valid, or NULL */
  double measure; /* m² or m */
  SxTip *tip;
  char *snap_words;
  SxShape *kept; /* committed, not yet in the scheme */
} SxDrawToolPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SxDrawTool, sx_draw_tool, SX_TYPE_TOOL)

#define PRIV(self) ((SxDrawToolPrivate *)sx_draw_tool_get_instance_private (self))
#define LEAST(self) (SX_DRAW_TOOL_GET_CLASS (self)->is_line ? 2u : 3u)

/* ---- the outline under the hand */

static void
find_crossings (SxDrawTool *self, gboolean fixed_too)
{
  SxDrawToolPrivate *priv = PRIV (self);
  guint n = priv->corners->len;
  g_autoptr (GArray) ring = NULL;
  g_autoptr (GArray) edges = NULL;
  const guint8 is_shell[] = { TRUE };
  guint32 start[] = { 0, 0 };
  SxShapeView view;

  g_array_set_size (priv->crossings, fixed_too ? 0 : priv->n_fixed);
  if (SX_DRAW_TOOL_GET_CLASS (self)->is_line || n < 4)
    return;
  ring = g_array_copy (priv->corners);
  g_array_append_val (ring, g_array_index (priv->corners, SxPoint, 0));
  edges = g_array_new (FALSE, FALSE, sizeof (guint32));
  view = (SxShapeView){ (const SxPoint *)ring->data, start, is_shell, 1, SX_BOX_EMPTY };
  if (fixed_too)
    {
      for (guint32 i = 0; i + 1 < priv->points->len; i++)
        g_array_append_val (edges, i);
      start[1] = priv->points->len; /* the open line of what is set */
      sx_crossing_find (&view, (const guint32 *)edges->data, edges->len, priv->crossings);
      priv->n_fixed = priv->crossings->len;
      g_array_set_size (edges, 0);
    }
  for (guint32 i = priv->points->len - 1; i < n; i++)
    g_array_append_val (edges, i);
  start[1] = n + 1;
  sx_crossing_find (&view, (const guint32 *)edges->data, edges->len, priv->crossings);
}

static void
make_corners (SxDrawTool *self)
{
  SxDrawToolClass *klass = SX_DRAW_TOOL_GET_CLASS (self);
  SxDrawToolPrivate *priv = PRIV (self);
  g_autoptr (GArray) points = g_array_copy (priv->points);

  if (priv->has_cursor && !priv->is_paused && points->len > 0)
    g_array_append_val (points, priv->cursor.at);
  g_array_set_size (priv->corners, 0);
  if (klass->corners)
    klass->corners (self, (const SxPoint *)points->data, points->len, priv->corners);
  else
    g_array_append_vals (priv->corners, points->data, points->len);
}

static SxShape *
line_of (const GArray *corners)
{
  const guint32 start[] = { 0, corners->len };
  const guint8 is_shell[] = { TRUE };
  SxShapeView view = { (const SxPoint *)corners->data, start, is_shell, 1, SX_BOX_EMPTY };

  view.box = sx_shape_view_compute_box (&view);
  return sx_shape_new (&view);
}

/* The shape of the corners, or NULL with the verdict. */
static SxShape *
shape_of (SxDrawTool *self, SxOutlineVerdict *verdict)
{
  SxDrawToolPrivate *priv = PRIV (self);
  SxShapeBuffer buffer = SX_SHAPE_BUFFER_INIT;
  SxShape *shape = NULL;

  *verdict = SX_OUTLINE_EMPTY;
  if (priv->corners->len < LEAST (self))
    return NULL;
  if (SX_DRAW_TOOL_GET_CLASS (self)->is_line)
    {
      *verdict = SX_OUTLINE_GOOD;
      return line_of (priv->corners);
    }
  if (sx_outline_append_ring ((const SxPoint *)priv->corners->data, priv->corners->len, TRUE, &buffer))
    {
      SxShapeView view = sx_shape_buffer_view (&buffer, 0, 1);

      *verdict = sx_outline_check (&view, &shape);
    }
  sx_shape_buffer_clear (&buffer);
  return shape;
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
  else if (priv->points->len == 0)
    hint = SX_DRAW_TOOL_GET_CLASS (self)->n_points == 2
               ? _ ("Drag from corner to corner, or click both · S snapping, Ctrl suspends it")
               : _ ("Click the first corner; with the keyboard: arrow keys and Space · S snapping, Ctrl "
                    "suspends it");
  else if (priv->is_paused)
    hint = _ ("Esc once more gives up what is drawn; a click goes on");
  else if (priv->points->len + 1 <= LEAST (self))
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
  find_crossings (self, points_changed);
  if (priv->points->len > 0 && priv->crossings->len == 0 && sx_tool_is_ready (tool)
      && (priv->shape = shape_of (self, &verdict)))
    {
      measure (self);
      SX_DRAW_TOOL_GET_CLASS (self)->preview (self, priv->shape);
    }
  else if (priv->points->len > 0 && sx_tool_is_ready (tool))
    sx_session_end_preview (sx_tool_get_session (tool));
  if (points_changed && SX_DRAW_TOOL_GET_CLASS (self)->corners_set)
    SX_DRAW_TOOL_GET_CLASS (self)->corners_set (self, (const SxPoint *)priv->points->data, priv->points->len);
  set_hint (self);
  sx_tool_queue_draw (tool);
}

void
sx_draw_tool_drop (SxDrawTool *self)
{
  SxDrawToolPrivate *priv = PRIV (self);

  g_array_set_size (priv->points, 0);
  priv->is_paused = FALSE;
  priv->closes = FALSE;
  priv->n_fixed = 0;
  if (sx_tool_is_ready (SX_TOOL (self)))
    sx_session_end_preview (sx_tool_get_session (SX_TOOL (self)));
  update (self, TRUE);
}

void
sx_draw_tool_resume (SxDrawTool *self, const SxPoint *points, guint n)
{
  SxDrawToolPrivate *priv = PRIV (self);

  g_array_set_size (priv->points, 0);
  g_array_append_vals (priv->points, points, n);
  priv->is_paused = TRUE;
  priv->n_fixed = 0;
  update (self, TRUE);
}

gboolean
sx_draw_tool_is_drawing (SxDrawTool *self)
{
  return PRIV (self)->points->len > 0;
}

void
sx_draw_tool_finish (SxDrawTool *self)
{
  SxDrawToolPrivate *priv = PRIV (self);
  SxTool *tool = SX_TOOL (self);
  g_autoptr (SxShape) shape = NULL;
  SxOutlineVerdict verdict;

  if (priv->points->len == 0 || !sx_tool_is_ready (tool))
    return;
  priv->is_paused = TRUE;
  update (self, FALSE);
  shape = shape_of (self, &verdict);
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
  g_array_set_size (priv->points, 0);
  priv->is_paused = FALSE;
  priv->closes = FALSE;
  priv->n_fixed = 0;
  make_corners (self);
  g_array_set_size (priv->crossings, 0);
  set_hint (self);
  sx_tool_queue_draw (SX_TOOL (self));
}

/* ---- the pointer */

/* Where the pointer snaps to: its own corners as well, but for the last. */
static void
place_cursor (SxDrawTool *self, const SxPointer *pointer)
{
  SxDrawToolPrivate *priv = PRIV (self);
  SxSnapper *snapper = sx_tool_get_snapper (SX_TOOL (self));
  SxMapView *view = sx_tool_get_view (SX_TOOL (self));
  double metres = sx_map_view_get_metres_per_pixel (view);

  g_clear_pointer (&priv->snap_words, g_free);
  priv->cursor = (SxSnapHit){ SX_SNAP_NONE, pointer->at, 0, 0, 0, 0 };
  priv->has_cursor = TRUE;
  priv->closes = FALSE;
  if (priv->points->len >= LEAST (self) && !SX_DRAW_TOOL_GET_CLASS (self)->is_line)
    {
      SxPoint first = g_array_index (priv->points, SxPoint, 0);

      priv->closes = hypot (first.x - pointer->at.x, first.y - pointer->at.y) <= CLOSE_PIXELS * metres;
      if (priv->closes)
        {
          priv->cursor.at = first;
          return;
        }
    }
  if (snapper)
    {
      sx_snapper_find (snapper, view, pointer->at, pointer->state, NULL, &priv->cursor);
      priv->snap_words = sx_snapper_describe (snapper);
    }
}

static gboolean
is_last (SxDrawToolPrivate *priv, SxPoint p)
{
  SxPoint last;

  if (priv->points->len == 0)
    return FALSE;
  last = g_array_index (priv->points, SxPoint, priv->points->len - 1);
  return last.x == p.x && last.y == p.y;
}

static void
set_corner (SxDrawTool *self)
{
  SxDrawToolPrivate *priv = PRIV (self);
  guint enough = SX_DRAW_TOOL_GET_CLASS (self)->n_points;

  priv->is_paused = FALSE;
  if (priv->closes || (is_last (priv, priv->cursor.at) && priv->points->len >= LEAST (self)))
    {
      sx_draw_tool_finish (self);
      return;
    }
  if (is_last (priv, priv->cursor.at))
    return;
  g_array_append_val (priv->points, priv->cursor.at);
  update (self, TRUE);
  if (enough > 0 && priv->points->len >= enough)
    sx_draw_tool_finish (self);
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
      if (priv->points->len >= LEAST (self))
        sx_draw_tool_finish (self);
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

  if (sx_hold_release (&priv->hold) && SX_DRAW_TOOL_GET_CLASS (self)->n_points == 2 && priv->points->len == 1)
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

  if (priv->points->len <= 1)
    {
      sx_draw_tool_drop (self);
      return;
    }
  g_array_set_size (priv->points, priv->points->len - 1);
  update (self, TRUE);
}

static gboolean
escape (SxDrawTool *self)
{
  SxDrawToolPrivate *priv = PRIV (self);

  if (priv->points->len == 0)
    return FALSE;
  if (priv->is_paused || priv->points->len == 1)
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
      sx_draw_tool_finish (self);
      return TRUE;
    case GDK_KEY_BackSpace:
      if (PRIV (self)->points->len > 0)
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

  if (PRIV (SX_DRAW_TOOL (tool))->points->len == 0)
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
    sx_draw_tool_finish (self);
  else if (g_str_equal (what, "take-back") && PRIV (self)->points->len > 0)
    take_back (self);
  else if (g_str_equal (what, "drop"))
    sx_draw_tool_drop (self);
}

/* ---- drawing */

static void
draw_outline (SxDrawTool *self, SxSketch *sketch)
{
  SxDrawToolPrivate *priv = PRIV (self);
  gboolean is_line = SX_DRAW_TOOL_GET_CLASS (self)->is_line || priv->corners->len < 3;
  g_autoptr (GArray) ring = g_array_copy (priv->corners);
  guint32 start[] = { 0, 0 };
  const guint8 is_shell[] = { TRUE };
  SxShapeView view = { NULL, start, is_shell, 1, SX_BOX_EMPTY };

  if (!is_line)
    g_array_append_val (ring, g_array_index (priv->corners, SxPoint, 0));
  start[1] = ring->len;
  view.points = (const SxPoint *)ring->data;
  sx_sketch_view (sketch, &view, is_line,
                  priv->crossings->len > 0 ? SX_PEN_FAULT : SX_DRAW_TOOL_GET_CLASS (self)->pen (self));
}

static void
draw_crossings (SxDrawTool *self, SxSketch *sketch)
{
  SxDrawToolPrivate *priv = PRIV (self);

  for (guint i = 0; i < MIN (priv->crossings->len, 32); i++)
    {
      const SxCrossing *crossing = &g_array_index (priv->crossings, SxCrossing, i);
      guint32 edges[] = { crossing->a, crossing->b };

      for (guint k = 0; k < 2; k++)
        {
          const SxPoint ends[]
              = { g_array_index (priv->corners, SxPoint, edges[k]),
                  g_array_index (priv->corners, SxPoint, (edges[k] + 1) % priv->corners->len) };
          const guint32 start[] = { 0, 2 };
          const guint8 is_shell[] = { TRUE };
          const SxShapeView edge = { ends, start, is_shell, 1, SX_BOX_EMPTY };

          sx_sketch_view (sketch, &edge, TRUE, SX_PEN_FAULT);
        }
    }
  for (guint i = 0; i < MIN (priv->crossings->len, 32); i++)
    sx_sketch_crossing (sketch, g_array_index (priv->crossings, SxCrossing, i).at);
}

static void
write_tip (SxDrawTool *self)
{
  SxDrawToolPrivate *priv = PRIV (self);
  SxDrawToolClass *klass = SX_DRAW_TOOL_GET_CLASS (self);

  sx_tip_clear (priv->tip);
  if (priv->shape && klass->is_line)
    {
      g_autofree char *length = sx_text_number (priv->measure, 1);

      sx_tip_take (priv->tip, SX_TIP_HEAD, g_strdup_printf (_ ("%s m"), length));
    }
  else if (priv->shape)
    sx_plot_tip_area (priv->tip, priv->measure);
  if (priv->crossings->len > 0)
    sx_tip_take (priv->tip, SX_TIP_BAD, g_strdup (_ ("The outline crosses itself")));
  if (klass->tip)
    klass->tip (self, priv->tip);
  if (priv->closes)
    sx_tip_take (priv->tip, SX_TIP_SNAP, g_strdup (_ ("A click closes the outline")));
  else
    sx_tip_take (priv->tip, SX_TIP_SNAP, g_strdup (priv->snap_words));
}

const char *
sx_draw_tool_get_tip (SxDrawTool *self)
{
  write_tip (self);
  return sx_tip_get_text (PRIV (self)->tip);
}

static void
sx_draw_tool_snapshot (SxTool *tool, SxSketch *sketch)
{
  SxDrawTool *self = SX_DRAW_TOOL (tool);
  SxDrawToolPrivate *priv = PRIV (self);
  SxPen pen = SX_DRAW_TOOL_GET_CLASS (self)->pen (self);
  double x, y;

  if (priv->kept)
    sx_sketch_shape (sketch, priv->kept, SX_DRAW_TOOL_GET_CLASS (self)->is_line, pen);
  if (priv->corners->len > 1)
    draw_outline (self, sketch);
  draw_crossings (self, sketch);
  sx_sketch_handles (sketch, (const SxPoint *)priv->points->data, priv->points->len, SX_HANDLE_PLAIN);
  if (priv->closes)
    sx_sketch_handles (sketch, (const SxPoint *)priv->points->data, 1, SX_HANDLE_FIRST);
  if (!priv->has_cursor)
    return;
  sx_sketch_snap (sketch, priv->cursor.kind, priv->cursor.at);
  if (sx_map_input_get_pointer (sx_tool_get_view (tool), &x, &y))
    {
      write_tip (self);
      sx_sketch_tip (sketch, priv->tip, x, y);
    }
}

/* ---- the object */

static void
scheme_changed (SxDrawTool *self)
{
  g_clear_pointer (&PRIV (self)->kept, sx_shape_unref);
  set_hint (self);
  sx_tool_queue_draw (SX_TOOL (self));
}

static void
sx_draw_tool_activate (SxTool *tool)
{
  SxDrawToolPrivate *priv = PRIV (SX_DRAW_TOOL (tool));
  SxSession *session = sx_tool_get_session (tool);

  if (priv->session != session)
    g_array_set_size (priv->points, 0);
  priv->session = session;
  priv->is_paused = TRUE;
  g_signal_connect_object (session, "scheme-changed", G_CALLBACK (scheme_changed), tool, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "result-changed", G_CALLBACK (sx_tool_queue_draw), tool,
                           G_CONNECT_SWAPPED);
  update (SX_DRAW_TOOL (tool), FALSE);
}

static void
sx_draw_tool_deactivate (SxTool *tool)
{
  SxDrawToolPrivate *priv = PRIV (SX_DRAW_TOOL (tool));
  SxSession *session = sx_tool_get_session (tool);

  g_signal_handlers_disconnect_by_func (session, scheme_changed, tool);
  g_signal_handlers_disconnect_by_func (session, sx_tool_queue_draw, tool);
  if (sx_tool_is_ready (tool) && priv->points->len > 0)
    sx_session_end_preview (session);
  priv->has_cursor = FALSE;
  priv->hold.is_down = FALSE;
  g_clear_pointer (&priv->kept, sx_shape_unref);
  g_clear_pointer (&priv->shape, sx_shape_unref);
}

static void
sx_draw_tool_finalize (GObject *object)
{
  SxDrawToolPrivate *priv = PRIV (SX_DRAW_TOOL (object));

  g_array_unref (priv->points);
  g_array_unref (priv->corners);
  g_array_unref (priv->crossings);
  g_clear_pointer (&priv->shape, sx_shape_unref);
  g_clear_pointer (&priv->kept, sx_shape_unref);
  sx_tip_free (priv->tip);
  g_free (priv->snap_words);
  G_OBJECT_CLASS (sx_draw_tool_parent_class)->finalize (object);
}

static void
sx_draw_tool_class_init (SxDrawToolClass *klass)
{
  SxToolClass *tool_class = SX_TOOL_CLASS (klass);

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
}

static void
sx_draw_tool_init (SxDrawTool *self)
{
  SxDrawToolPrivate *priv = PRIV (self);

  priv->points = g_array_new (FALSE, FALSE, sizeof (SxPoint));
  priv->corners = g_array_new (FALSE, FALSE, sizeof (SxPoint));
  priv->crossings = g_array_new (FALSE, FALSE, sizeof (SxCrossing));
  priv->tip = sx_tip_new ();
}
