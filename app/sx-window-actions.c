/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sx-step-buttons.h"
#include "sx-window-private.h"

#include "dialogs/sx-help-window.h"
#include "dialogs/sx-preferences-window.h"
#include "dialogs/sx-proof-window.h"
#include "dialogs/sx-projects-window.h"

#include "base/sx-i18n.h"

/* ---- opening */

static void
file_chosen (GtkNativeDialog *dialog, int response, SxWindow *self)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT && (file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))))
    sx_window_open (self, file);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkFileChooserNative *dialog
      = gtk_file_chooser_native_new (_ ("Open a Plan"), GTK_WINDOW (widget), GTK_FILE_CHOOSER_ACTION_OPEN,
                                     _ ("_Open"), NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Plan packages (*.gpkg)"));
  gtk_file_filter_add_suffix (filter, "gpkg");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  g_signal_connect_object (dialog, "response", G_CALLBACK (file_chosen), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
open_recent_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  sx_window_open (SX_WINDOW (widget), file);
}

/* A label of a menu: an underscore in a name is no mnemonic. */
static char *
escape (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "_", -1);

  return g_strjoinv ("__", parts);
}

static void
recent_changed (SxWindow *self)
{
  guint n = g_list_model_get_n_items (self->recent);

  g_menu_remove_all (self->recent_menu);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SxRecentPlan) plan = g_list_model_get_item (self->recent, i);
      g_autofree char *both
          = g_strdup_printf ("%s — %s", sx_recent_plan_get_title (plan), sx_recent_plan_get_folder (plan));
      g_autofree char *label = escape (both), *uri = g_file_get_uri (sx_recent_plan_get_file (plan));
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "win.open-recent", "s", uri);
      g_menu_append_item (self->recent_menu, item);
    }
  if (n == 0)
    g_menu_append (self->recent_menu, _ ("No Recent Plans"), "win.nothing");
}

static gboolean
dropped (GtkDropTarget *target, const GValue *value, double x, double y, SxWindow *self)
{
  GSList *files = gdk_file_list_get_files (g_value_get_boxed (value));

  if (!files)
    return FALSE;
  sx_window_open (self, files->data);
  g_slist_free (files);
  return TRUE;
}

/* ---- undo and redo */

/* What was typed and not yet left has its own undo. */
static gboolean
undid_typing (GtkWidget *widget, const char *action)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (widget));

  return GTK_IS_TEXT (focus) && gtk_widget_activate_action (focus, action, NULL);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (!undid_typing (widget, "text.undo"))
    sx_session_undo (SX_WINDOW (widget)->session);
}

static void
redo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (!undid_typing (widget, "text.redo"))
    sx_session_redo (SX_WINDOW (widget)->session);
}

/* ---- the map */

static void
zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SxMapView *map = SX_WINDOW (widget)->map;
  double x = gtk_widget_get_width (GTK_WIDGET (map)) / 2.0,
         y = gtk_widget_get_height (GTK_WIDGET (map)) / 2.0;

  if (g_str_equal (name, "win.zoom-plan"))
    sx_map_view_zoom_to_plan (map);
  else
    sx_map_view_zoom_by (map, g_str_equal (name, "win.zoom-in") ? 2 : 0.5, x, y);
}

static const char *const compare_names[] = {
  [SX_MAP_AFTER] = "after",
  [SX_MAP_SWIPE] = "swipe",
  [SX_MAP_DIFFERENCE] = "difference",
  [SX_MAP_BLINK] = "blink",
};

/* The same again turns it off. */
static void
compare_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SxWindow *self = data;
  const char *name = g_variant_get_string (parameter, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (compare_names); i++)
    if (g_str_equal (compare_names[i], name))
      sx_map_view_set_compare (self->map, sx_map_view_get_compare (self->map) == (SxMapCompare)i
                                              ? SX_MAP_AFTER
                                              : (SxMapCompare)i);
}

static void
compare_changed (SxWindow *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "compare");

  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_string (compare_names[sx_map_view_get_compare (self->map)]));
}

/* ---- the rest */

static void
close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
sidebar_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SxSidebar *sidebar = SX_WINDOW (widget)->sidebar;

  if (g_str_equal (name, "win.find"))
    sx_sidebar_find (sidebar);
  else
    sx_sidebar_edit_name (sidebar);
}

static void
projects_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sx_projects_window_open (GTK_WINDOW (widget), SX_WINDOW (widget)->session);
}

static void
compare_schemes_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _sx_window_show_compare (SX_WINDOW (widget));
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _sx_window_show_export (SX_WINDOW (widget));
}

static void
preferences_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sx_preferences_window_show (GTK_WINDOW (widget));
}

static void
proof_read_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SxWindow *self = SX_WINDOW (widget);

  if (!self->proof_window)
    {
      self->proof_window = GTK_WINDOW (sx_proof_window_new (GTK_WINDOW (widget), self->session));
      g_object_add_weak_pointer (G_OBJECT (self->proof_window), (gpointer *)&self->proof_window);
    }
  gtk_window_present (self->proof_window);
}

void
_sx_window_close_proof (SxWindow *self)
{
  if (self->proof_window)
    gtk_window_destroy (self->proof_window);
}

static void
help_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sx_help_window_show (GTK_WINDOW (widget));
}

static void
focus_map_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (SX_WINDOW (widget)->map));
}

void
_sx_window_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.open", NULL, open_action);
  gtk_widget_class_install_action (klass, "win.open-recent", "s", open_recent_action);
  gtk_widget_class_install_action (klass, "win.close", NULL, close_action);
  gtk_widget_class_install_action (klass, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (klass, "win.redo", NULL, redo_action);
  gtk_widget_class_install_action (klass, "win.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (klass, "win.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (klass, "win.zoom-plan", NULL, zoom_action);
  gtk_widget_class_install_action (klass, "win.find", NULL, sidebar_action);
  gtk_widget_class_install_action (klass, "win.attributes", NULL, sidebar_action);
  gtk_widget_class_install_action (klass, "win.focus-map", NULL, focus_map_action);
  gtk_widget_class_install_action (klass, "win.projects", NULL, projects_action);
  gtk_widget_class_install_action (klass, "win.compare-schemes", NULL, compare_schemes_action);
  gtk_widget_class_install_action (klass, "win.export", NULL, export_action);
  gtk_widget_class_install_action (klass, "win.preferences", NULL, preferences_action);
  gtk_widget_class_install_action (klass, "win.proof-read", NULL, proof_read_action);
  gtk_widget_class_install_action (klass, "win.help", NULL, help_action);
}

void
_sx_window_set_up_actions (SxWindow *self)
{
  const GActionEntry entries[] = { { "compare", compare_activated, "s", "'after'" } };
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->map, "notify::compare", G_CALLBACK (compare_changed), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "target", sx_target_bar_get_actions (self->target_bar));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "map", sx_tool_palette_get_actions (self->tool_palette));
  self->recent = sx_recent_plans_get ();
  g_signal_connect_object (self->recent, "items-changed", G_CALLBACK (recent_changed), self,
                           G_CONNECT_SWAPPED);
  recent_changed (self);
  g_signal_connect_object (drop, "drop", G_CALLBACK (dropped), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

void
_sx_window_update_actions (SxWindow *self)
{
  static const char *const of_a_plan[]
      = { "win.zoom-in", "win.zoom-out", "win.zoom-plan", "win.find", "win.focus-map" };
  GtkWidget *widget = GTK_WIDGET (self);
  GAction *compare = g_action_map_lookup_action (G_ACTION_MAP (self), "compare");
  SxSchemeState *state = self->session ? sx_session_get_state (self->session) : NULL;
  guint n_selected = 0;

  sx_projects_window_close_other (GTK_WINDOW (self), self->session);
  if (self->session)
    sx_session_get_selection (self->session, &n_selected);
  for (guint i = 0; i < G_N_ELEMENTS (of_a_plan); i++)
    gtk_widget_action_set_enabled (widget, of_a_plan[i], self->session != NULL);
  gtk_widget_action_set_enabled (widget, "win.attributes", n_selected > 0);
  gtk_widget_action_set_enabled (widget, "win.projects", state != NULL);
  gtk_widget_action_set_enabled (widget, "win.compare-schemes", state != NULL);
  gtk_widget_action_set_enabled (widget, "win.export", state != NULL);
  gtk_widget_action_set_enabled (widget, "win.proof-read", state != NULL);
  gtk_widget_action_set_enabled (widget, "win.undo", state && state->undo_label);
  gtk_widget_action_set_enabled (widget, "win.redo", state && state->redo_label);
  sx_step_buttons_update (self->undo_button, self->redo_button, state);
  gtk_widget_set_visible (self->plan_buttons, self->session != NULL);
  gtk_widget_set_visible (self->compare_buttons, self->session != NULL);
  gtk_widget_set_visible (self->export_button, self->session != NULL);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (compare), self->session != NULL);
}
