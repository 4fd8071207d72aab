/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/sx-tool.h"

#include "map/sx-map-input.h"
#include "map/sx-sketch.h"
#include "tools/sx-snapper.h"

typedef struct
{
  SxMapView *view; /* borrowed; set while active */
  SxSession *session;
  SxSnapper *snapper;
  char *hint;
  SxTip *tip;
  gulong heard[3]; /* handlers on the session, while active */
} SxToolPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SxTool, sx_tool, G_TYPE_OBJECT)

enum
{
  HINT_CHANGED,
  SWITCH_TO,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sx_tool_finalize (GObject *object)
{
  SxToolPrivate *priv = sx_tool_get_instance_private (SX_TOOL (object));

  g_clear_object (&priv->snapper);
  g_free (priv->hint);
  sx_tip_free (priv->tip);
  G_OBJECT_CLASS (sx_tool_parent_class)->finalize (object);
}

static void
sx_tool_class_init (SxToolClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sx_tool_finalize;
  signals[HINT_CHANGED] = g_signal_new ("hint-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
  signals[SWITCH_TO] = g_signal_new ("switch-to", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sx_tool_init (SxTool *self)
{
  ((SxToolPrivate *)sx_tool_get_instance_private (self))->tip = sx_tip_new ();
}

SxMapView *
sx_tool_get_view (SxTool *self)
{
  return ((SxToolPrivate *)sx_tool_get_instance_private (self))->view;
}

SxSession *
sx_tool_get_session (SxTool *self)
{
  return ((SxToolPrivate *)sx_tool_get_instance_private (self))->session;
}

const char *
sx_tool_get_hint (SxTool *self)
{
  return ((SxToolPrivate *)sx_tool_get_instance_private (self))->hint;
}

void
sx_tool_set_hint (SxTool *self, const char *hint)
{
  SxToolPrivate *priv = sx_tool_get_instance_private (self);

  if (g_strcmp0 (priv->hint, hint) == 0)
    return;
  g_free (priv->hint);
  priv->hint = g_strdup (hint);
  g_signal_emit (self, signals[HINT_CHANGED], 0);
}

void
sx_tool_queue_draw (SxTool *self)
{
  SxToolPrivate *priv = sx_tool_get_instance_private (self);

  if (priv->view)
    sx_map_view_queue_sketch (priv->view);
}

void
sx_tool_set_snapper (SxTool *self, SxSnapper *snapper)
{
  g_set_object (&((SxToolPrivate *)sx_tool_get_instance_private (self))->snapper, snapper);
}

SxSnapHit
sx_tool_snap (SxTool *self, SxPoint at, GdkModifierType state, const gint64 *without, guint n_without,
              char **words)
{
  SxToolPrivate *priv = sx_tool_get_instance_private (self);
  SxSnapHit hit = { SX_SNAP_NONE, at, 0, 0, 0, 0 };

  g_clear_pointer (words, g_free);
  if (priv->snapper)
    {
      sx_snapper_find (priv->snapper, priv->view, at, state, without, n_without, &hit);
      *words = sx_snapper_describe (priv->snapper);
    }
  return hit;
}

void
sx_tool_say (SxTool *self, const char *sentence)
{
  SxSession *session = sx_tool_get_session (self);

  if (session)
    g_signal_emit_by_name (session, "trouble", sentence);
}

void
sx_tool_switch_to (SxTool *self, const char *name)
{
  g_signal_emit (self, signals[SWITCH_TO], 0, name);
}

gboolean
sx_tool_is_ready (SxTool *self)
{
  SxSession *session = sx_tool_get_session (self);

  return session && sx_session_get_phase (session) == SX_SESSION_OPEN && sx_session_get_state (session);
}

void
sx_tool_menu_add (GMenu *menu, const char *label, const char *what)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "tool.act", "s", what);
  g_menu_append_item (menu, item);
}

static void
listen (SxTool *self, SxToolPrivate *priv)
{
  const SxToolClass *klass = SX_TOOL_GET_CLASS (self);
  const struct
  {
    const char *signal;
    void (*told) (SxTool *self);
  } wanted[] = { { "scheme-changed", klass->scheme_changed },
                 { "selection-changed", klass->selection_changed },
                 { "result-changed", klass->write_tip ? sx_tool_queue_draw : NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (priv->heard); i++)
    if (priv->session && wanted[i].told)
      priv->heard[i] = g_signal_connect_object (priv->session, wanted[i].signal, G_CALLBACK (wanted[i].told),
                                                self, G_CONNECT_SWAPPED);
}

void
sx_tool_activate (SxTool *self, SxMapView *view, SxSession *session)
{
  SxToolPrivate *priv = sx_tool_get_instance_private (self);

  priv->view = view;
  priv->session = session;
  listen (self, priv);
  if (SX_TOOL_GET_CLASS (self)->activate)
    SX_TOOL_GET_CLASS (self)->activate (self);
}

void
sx_tool_deactivate (SxTool *self)
{
  SxToolPrivate *priv = sx_tool_get_instance_private (self);

  for (guint i = 0; i < G_N_ELEMENTS (priv->heard); i++)
    g_clear_signal_handler (&priv->heard[i], priv->session);
  if (SX_TOOL_GET_CLASS (self)->deactivate)
    SX_TOOL_GET_CLASS (self)->deactivate (self);
  sx_tool_set_hint (self, NULL);
  priv->view = NULL;
  priv->session = NULL;
}

gboolean
sx_tool_press (SxTool *self, const SxPointer *pointer)
{
  return SX_TOOL_GET_CLASS (self)->press && SX_TOOL_GET_CLASS (self)->press (self, pointer);
}

void
sx_tool_motion (SxTool *self, const SxPointer *pointer)
{
  if (SX_TOOL_GET_CLASS (self)->motion)
    SX_TOOL_GET_CLASS (self)->motion (self, pointer);
}

void
sx_tool_release (SxTool *self, const SxPointer *pointer)
{
  if (SX_TOOL_GET_CLASS (self)->release)
    SX_TOOL_GET_CLASS (self)->release (self, pointer);
}

void
sx_tool_leave (SxTool *self)
{
  if (SX_TOOL_GET_CLASS (self)->leave)
    SX_TOOL_GET_CLASS (self)->leave (self);
}

gboolean
sx_tool_key (SxTool *self, guint keyval, GdkModifierType state)
{
  return SX_TOOL_GET_CLASS (self)->key && SX_TOOL_GET_CLASS (self)->key (self, keyval, state);
}

const char *
sx_tool_get_tip (SxTool *self)
{
  SxToolPrivate *priv = sx_tool_get_instance_private (self);

  sx_tip_clear (priv->tip);
  if (SX_TOOL_GET_CLASS (self)->write_tip)
    SX_TOOL_GET_CLASS (self)->write_tip (self, priv->tip);
  return sx_tip_get_text (priv->tip);
}

void
sx_tool_snapshot (SxTool *self, SxSketch *sketch)
{
  SxToolPrivate *priv = sx_tool_get_instance_private (self);
  double x, y;

  if (SX_TOOL_GET_CLASS (self)->snapshot)
    SX_TOOL_GET_CLASS (self)->snapshot (self, sketch);
  if (!SX_TOOL_GET_CLASS (self)->write_tip || !sx_map_input_get_pointer (priv->view, &x, &y))
    return;
  sx_tool_get_tip (self);
  sx_sketch_tip (sketch, priv->tip, x, y);
}

GMenuModel *
sx_tool_menu (SxTool *self, const SxPointer *pointer)
{
  return SX_TOOL_GET_CLASS (self)->menu ? SX_TOOL_GET_CLASS (self)->menu (self, pointer) : NULL;
}

void
sx_tool_act (SxTool *self, const char *what)
{
  if (SX_TOOL_GET_CLASS (self)->act)
    SX_TOOL_GET_CLASS (self)->act (self, what);
}

const char *
sx_tool_get_cursor (SxTool *self)
{
  return SX_TOOL_GET_CLASS (self)->cursor;
}

gboolean
sx_tool_has_crosshair (SxTool *self)
{
  return SX_TOOL_GET_CLASS (self)->has_crosshair;
}
