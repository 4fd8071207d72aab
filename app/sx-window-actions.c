/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sx-window-private.h"

#include "base/sx-i18n.h"

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
close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sx_session_undo (SX_WINDOW (widget)->session);
}

static void
redo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sx_session_redo (SX_WINDOW (widget)->session);
}

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

void
_sx_window_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.open", NULL, open_action);
  gtk_widget_class_install_action (klass, "win.close", NULL, close_action);
  gtk_widget_class_install_action (klass, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (klass, "win.redo", NULL, redo_action);
  gtk_widget_class_install_action (klass, "win.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (klass, "win.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (klass, "win.zoom-plan", NULL, zoom_action);
}

void
_sx_window_update_actions (SxWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  SxSchemeState *state = self->session ? sx_session_get_state (self->session) : NULL;

  gtk_widget_action_set_enabled (widget, "win.undo", state && state->undo_label);
  gtk_widget_action_set_enabled (widget, "win.redo", state && state->redo_label);
  gtk_widget_action_set_enabled (widget, "win.zoom-in", self->session != NULL);
  gtk_widget_action_set_enabled (widget, "win.zoom-out", self->session != NULL);
  gtk_widget_action_set_enabled (widget, "win.zoom-plan", self->session != NULL);
}
