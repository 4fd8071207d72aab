/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/sx-tool.h"

#include "map/sx-map-view.h"
#include "tools/sx-snapper.h"

typedef struct
{
  SxMapView *view; /* borrowed; set while active */
  SxSession *session;
  SxSnapper *snapper;
  char *hint;
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

SxSnapper *
sx_tool_get_snapper (SxTool *self)
{
  return ((SxToolPrivate *)sx_tool_get_instance_private (self))->snapper;
}

void
sx_tool_set_snapper (SxTool *self, SxSnapper *snapper)
{
  g_set_object (&((SxToolPrivate *)sx_tool_get_instance_private (self))->snapper, snapper);
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

void
sx_tool_activate (SxTool *self, SxMapView *view, SxSession *session)
{
  SxToolPrivate *priv = sx_tool_get_instance_private (self);

  priv->view = view;
  priv->session = session;
  if (SX_TOOL_GET_CLASS (self)->activate)
    SX_TOOL_GET_CLASS (self)->activate (self);
}

void
sx_tool_deactivate (SxTool *self)
{
  SxToolPrivate *priv = sx_tool_get_instance_private (self);

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

void
sx_tool_snapshot (SxTool *self, SxSketch *sketch)
{
  if (SX_TOOL_GET_CLASS (self)->snapshot)
    SX_TOOL_GET_CLASS (self)->snapshot (self, sketch);
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
