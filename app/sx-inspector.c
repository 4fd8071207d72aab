/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sx-inspector.h"

#include <json-glib/json-glib.h>

#include "sx-window.h"

#include "map/sx-base-map.h"

#define SX_TYPE_INSPECTOR (sx_inspector_get_type ())
G_DECLARE_FINAL_TYPE (SxInspector, sx_inspector, SX, INSPECTOR, GObject)

struct _SxInspector
{
  GObject parent_instance;
  SxApplication *application; /* borrowed: it holds the action that holds this */
};

G_DEFINE_FINAL_TYPE (SxInspector, sx_inspector, G_TYPE_OBJECT)

static void
member_string (JsonBuilder *json, const char *name, const char *value)
{
  json_builder_set_member_name (json, name);
  if (value)
    json_builder_add_string_value (json, value);
  else
    json_builder_add_null_value (json);
}

static void
member_number (JsonBuilder *json, const char *name, double value)
{
  json_builder_set_member_name (json, name);
  if (isfinite (value))
    json_builder_add_double_value (json, value);
  else
    json_builder_add_null_value (json);
}

static void
member_int (JsonBuilder *json, const char *name, gint64 value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_int_value (json, value);
}

static void
member_boolean (JsonBuilder *json, const char *name, gboolean value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_boolean_value (json, value);
}

static void
add_indicators (JsonBuilder *json, const SxResult *result)
{
  json_builder_set_member_name (json, "indicators");
  json_builder_begin_object (json);
  for (guint i = 0; i < result->n_indicators; i++)
    {
      const SxIndicatorValue *value = &result->indicators[i];

      json_builder_set_member_name (json, value->rule->id);
      json_builder_begin_object (json);
      member_number (json, "before", value->before);
      member_number (json, "after", value->after);
      member_string (json, "verdict", sx_verdict_name (value->verdict));
      json_builder_end_object (json);
    }
  json_builder_end_object (json);
  member_int (json, "conflicts", result->conflicts->len);
  member_int (json, "generation", (gint64)result->generation);
}

static void
add_scheme (JsonBuilder *json, SxSession *session)
{
  SxSchemeState *state = sx_session_get_state (session);
  const SxScheme *scheme = sx_session_get_scheme (session);
  const gint64 *selection;
  guint n;

  member_string (json, "scheme", scheme->name);
  member_int (json, "adjustments", scheme->adjustments->len);
  member_int (json, "roads", scheme->roads->len);
  member_int (json, "reclasses", scheme->reclasses->len);
  member_string (json, "undo", state->undo_label);
  member_string (json, "redo", state->redo_label);
  json_builder_set_member_name (json, "selection");
  json_builder_begin_array (json);
  selection = sx_session_get_selection (session, &n);
  for (guint i = 0; i < n; i++)
    json_builder_add_int_value (json, selection[i]);
  json_builder_end_array (json);
}

static void
add_target (JsonBuilder *json, SxTarget *target)
{
  member_string (json, "line", sx_line_name (sx_target_get_line (target)));
  member_string (json, "direction", sx_direction_name (sx_target_get_direction (target)));
  member_string (json, "situation", sx_target_get_situation (target));
}

static void
add_map (JsonBuilder *json, SxMapView *map)
{
  static const char *const states[] = { "off", "looking", "good", "trouble" };
  SxBaseMap *base_map = sx_base_map_get ();
  SxTool *tool = sx_map_view_get_tool (map);
  SxBox box = sx_map_view_get_visible_box (map);
  graphene_rect_t bounds;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (map));
  double dx = 0, dy = 0;
  guint n_cut;

  json_builder_set_member_name (json, "map");
  json_builder_begin_object (json);
  if (root && gtk_widget_compute_bounds (GTK_WIDGET (map), GTK_WIDGET (root), &bounds))
    {
      gtk_native_get_surface_transform (GTK_NATIVE (root), &dx, &dy);
      member_number (json, "x", (double)bounds.origin.x + dx); /* in the surface, shadows and all */
      member_number (json, "y", (double)bounds.origin.y + dy);
      member_number (json, "width", (double)bounds.size.width);
      member_number (json, "height", (double)bounds.size.height);
    }
  member_number (json, "metres_per_pixel", sx_map_view_get_metres_per_pixel (map));
  member_number (json, "x0", box.x0);
  member_number (json, "y0", box.y0);
  member_number (json, "x1", box.x1);
  member_number (json, "y1", box.y1);
  member_string (json, "tool", tool ? G_OBJECT_TYPE_NAME (tool) : NULL);
  member_string (json, "hint", tool ? sx_tool_get_hint (tool) : NULL);
  member_int (json, "compare", sx_map_view_get_compare (map));
  member_boolean (json, "base_map_visible", sx_map_view_get_base_map_visible (map));
  member_boolean (json, "names_visible", sx_map_view_get_names_visible (map));
  member_int (json, "names_shown", sx_map_view_get_n_names (map, &n_cut));
  member_int (json, "names_cut", n_cut);
  member_string (json, "base_map", states[sx_base_map_get_state (base_map)]);
  member_string (json, "base_map_sentence", sx_base_map_get_sentence (base_map));
  member_string (json, "attribution", sx_base_map_get_attribution (base_map));
  json_builder_end_object (json);
}

static void
add_window (JsonBuilder *json, SxWindow *window)
{
  static const char *const phases[] = { "empty", "opening", "open" };
  SxSession *session = sx_window_get_session (window);
  SxMapView *map = sx_window_get_map (window);

  json_builder_begin_object (json);
  member_string (json, "phase", phases[session ? sx_session_get_phase (session) : SX_SESSION_EMPTY]);
  member_string (json, "toast", sx_window_get_last_toast (window));
  if (session && sx_session_get_phase (session) == SX_SESSION_OPEN)
    {
      const char *why;
      SxResult *result = sx_session_get_result (session);

      member_string (json, "file", sx_session_get_file (session));
      member_boolean (json, "read_only", sx_session_is_read_only (session, &why));
      member_int (json, "unsaved", sx_session_get_unsaved (session, NULL)->len);
      member_boolean (json, "draft_found", sx_session_get_found_draft (session) != NULL);
      if (sx_session_get_state (session))
        add_scheme (json, session);
      add_target (json, sx_session_get_target (session));
      member_boolean (json, "preview", sx_session_is_preview (session));
      if (result)
        add_indicators (json, result);
      add_map (json, map);
    }
  if (sx_window_get_compare_window (window))
    {
      json_builder_set_member_name (json, "compare");
      sx_compare_window_report (sx_window_get_compare_window (window), json);
    }
  member_boolean (json, "idle", sx_window_is_idle (window));
  json_builder_end_object (json);
}

static char *
make_report (SxInspector *self)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "windows");
  json_builder_begin_array (json);
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self->application)); l; l = l->next)
    if (SX_IS_WINDOW (l->data))
      add_window (json, l->data);
  json_builder_end_array (json);
  json_builder_end_object (json);
  root = json_builder_get_root (json);
  return json_to_string (root, FALSE);
}

static void
sx_inspector_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_take_string (value, make_report (SX_INSPECTOR (object)));
}

static void
sx_inspector_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
}

static void
sx_inspector_class_init (SxInspectorClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = sx_inspector_get_property;
  G_OBJECT_CLASS (klass)->set_property = sx_inspector_set_property;
  g_object_class_install_property (G_OBJECT_CLASS (klass), 1,
                                   g_param_spec_string ("report", NULL, NULL, NULL,
                                                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
}

static void
sx_inspector_init (SxInspector *self)
{
}

void
sx_inspector_export (SxApplication *application)
{
  g_autoptr (SxInspector) self = g_object_new (SX_TYPE_INSPECTOR, NULL);
  g_autoptr (GPropertyAction) action = NULL;

  self->application = application;
  action = g_property_action_new ("inspect", self, "report");
  g_action_map_add_action (G_ACTION_MAP (application), G_ACTION (action));
}
