/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/sx-toolbox.h"

#include "sx-settings.h"
#include "tools/sx-move-tool.h"
#include "tools/sx-pan-tool.h"
#include "tools/sx-parcel-tool.h"
#include "tools/sx-polygon-tool.h"
#include "tools/sx-reclass-tool.h"
#include "tools/sx-rectangle-tool.h"
#include "tools/sx-road-tool.h"
#include "tools/sx-select-tool.h"
#include "tools/sx-vertex-tool.h"

/* Each with its key on the map; sx-application.c has the same with Alt for the whole window. */
static const struct
{
  const char *name;
  guint key;
  GType (*type) (void);
} kinds[] = {
  { "select", GDK_KEY_v, sx_select_tool_get_type },   { "pan", GDK_KEY_h, sx_pan_tool_get_type },
  { "polygon", GDK_KEY_p, sx_polygon_tool_get_type }, { "rectangle", GDK_KEY_r, sx_rectangle_tool_get_type },
  { "parcels", GDK_KEY_k, sx_parcel_tool_get_type },  { "vertices", GDK_KEY_e, sx_vertex_tool_get_type },
  { "move", GDK_KEY_m, sx_move_tool_get_type },       { "reclass", GDK_KEY_c, sx_reclass_tool_get_type },
  { "road", GDK_KEY_d, sx_road_tool_get_type },
};

struct _SxToolbox
{
  GObject parent_instance;
  SxMapView *view;
  SxSession *session;
  SxTool *tools[G_N_ELEMENTS (kinds)];
  SxSnapper *snapper;
  GSimpleActionGroup *actions;
};

G_DEFINE_FINAL_TYPE (SxToolbox, sx_toolbox, G_TYPE_OBJECT)

SxTool *
sx_toolbox_get_tool (SxToolbox *self, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, name))
      return self->tools[i];
  return NULL;
}

SxSnapper *
sx_toolbox_get_snapper (SxToolbox *self)
{
  return self->snapper;
}

GActionGroup *
sx_toolbox_get_actions (SxToolbox *self)
{
  return G_ACTION_GROUP (self->actions);
}

void
sx_toolbox_use (SxToolbox *self, const char *name)
{
  SxTool *tool = sx_toolbox_get_tool (self, name);

  if (tool)
    g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "tool", g_variant_new_string (name));
}

static void
change_tool (GSimpleAction *action, GVariant *state, gpointer data)
{
  SxToolbox *self = data;
  SxTool *tool = sx_toolbox_get_tool (self, g_variant_get_string (state, NULL));

  if (!tool || !self->session)
    return;
  g_simple_action_set_state (action, state);
  sx_map_view_set_tool (self->view, tool);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
switch_to (SxToolbox *self, const char *name)
{
  sx_toolbox_use (self, name);
}

/* ---- the draft of an earlier session */

static gboolean
has_scheme (SxSession *session, gint64 id)
{
  GPtrArray *schemes = sx_session_get_state (session)->schemes;

  for (guint i = 0; i < schemes->len; i++)
    if (((SxSchemeInfo *)schemes->pdata[i])->id == id)
      return TRUE;
  return FALSE;
}

void
sx_toolbox_resume (SxToolbox *self, SxDraft *draft)
{
  SxTarget *target = sx_session_get_target (self->session);
  SxBox box = SX_BOX_EMPTY;

  if (draft->scheme != sx_session_get_scheme (self->session)->id && has_scheme (self->session, draft->scheme))
    sx_session_show_scheme (self->session, draft->scheme);
  sx_target_set_line (target, draft->line);
  sx_target_set_direction (target, draft->direction);
  sx_target_set_situation (target, draft->situation);
  for (guint i = 0; i < draft->n_points; i++)
    sx_box_add (&box, draft->points[i]);
  sx_toolbox_use (self, "polygon");
  sx_draw_tool_resume (SX_DRAW_TOOL (sx_toolbox_get_tool (self, "polygon")), draft->points, draft->n_points);
  sx_map_view_zoom_to (self->view, box);
}

static void
resume_draft (SxToolbox *self)
{
  g_autoptr (SxDraft) draft = sx_session_steal_found_draft (self->session);

  if (draft)
    sx_toolbox_resume (self, draft);
}

/* ---- the session */

void
sx_toolbox_set_session (SxToolbox *self, SxSession *session)
{
  GAction *tool = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "tool");

  if (session == self->session)
    return;
  if (self->session)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      sx_map_view_set_tool (self->view, NULL);
    }
  g_set_object (&self->session, session);
  sx_snapper_set_session (self->snapper, session);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (tool), session != NULL);
  if (!session)
    return;
  g_signal_connect_object (session, "resume-draft", G_CALLBACK (resume_draft), self, G_CONNECT_SWAPPED);
  sx_toolbox_use (self, "select");
}

/* ---- the object */

static void
sx_toolbox_finalize (GObject *object)
{
  SxToolbox *self = SX_TOOLBOX (object);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_clear_object (&self->tools[i]);
  g_clear_object (&self->snapper);
  g_clear_object (&self->actions);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (sx_toolbox_parent_class)->finalize (object);
}

static void
sx_toolbox_class_init (SxToolboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sx_toolbox_finalize;
}

static void
sx_toolbox_init (SxToolbox *self)
{
  const GActionEntry entries[] = { { "tool", NULL, "s", "'select'", change_tool } };
  g_autoptr (GPropertyAction) snapping = NULL;

  self->snapper = sx_snapper_new ();
  g_settings_bind (sx_settings_get (), SX_SETTING_SNAP_DISTANCE, self->snapper, "distance",
                   G_SETTINGS_BIND_GET);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  snapping = g_property_action_new ("snapping", self->snapper, "enabled");
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (snapping));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      self->tools[i] = g_object_new (kinds[i].type (), NULL);
      sx_tool_set_snapper (self->tools[i], self->snapper);
      g_signal_connect_object (self->tools[i], "switch-to", G_CALLBACK (switch_to), self, G_CONNECT_SWAPPED);
    }
}

static void
add_keys (SxToolbox *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      GtkShortcut *shortcut
          = gtk_shortcut_new (gtk_keyval_trigger_new (kinds[i].key, 0), gtk_named_action_new ("map.tool"));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_string (kinds[i].name));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
    }
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_s, 0),
                                                          gtk_named_action_new ("map.snapping")));
  gtk_widget_add_controller (GTK_WIDGET (self->view), controller);
}

SxToolbox *
sx_toolbox_new (SxMapView *view)
{
  SxToolbox *self = g_object_new (SX_TYPE_TOOLBOX, NULL);

  self->view = view;
  gtk_widget_insert_action_group (GTK_WIDGET (view), "map", G_ACTION_GROUP (self->actions));
  add_keys (self);
  return self;
}
