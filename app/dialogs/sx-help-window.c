/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dialogs/sx-help-window.h"

struct _SxHelpWindow
{
  AdwWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (SxHelpWindow, sx_help_window, ADW_TYPE_WINDOW)

static void
keys_clicked (SxHelpWindow *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_widget_activate_action (GTK_WIDGET (parent), "win.show-help-overlay", NULL);
}

static gboolean
close_on_escape (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

static void
sx_help_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SX_TYPE_HELP_WINDOW);
  G_OBJECT_CLASS (sx_help_window_parent_class)->dispose (object);
}

static void
sx_help_window_class_init (SxHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_help_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-help-window.ui");
  gtk_widget_class_bind_template_callback (widget_class, keys_clicked);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, close_on_escape, NULL);
}

static void
sx_help_window_init (SxHelpWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sx_help_window_show (GtkWindow *parent)
{
  gtk_window_present (g_object_new (SX_TYPE_HELP_WINDOW, "transient-for", parent, NULL));
}
