/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sx-accessible.h"

#include "base/sx-i18n.h"

void
sx_accessible_name_button (GtkWidget *button, const char *name)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
on_children_changed (GListModel *children, guint position, guint n_removed, guint n_added, gpointer data)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (GtkWidget) toast = g_list_model_get_item (children, i);

      for (GtkWidget *child = gtk_widget_get_first_child (toast); child;
           child = gtk_widget_get_next_sibling (child))
        if (GTK_IS_BUTTON (child) && gtk_button_get_icon_name (GTK_BUTTON (child)))
          sx_accessible_name_button (child, _ ("Dismiss"));
    }
}

void
sx_accessible_name_toasts (AdwToastOverlay *toasts)
{
  GListModel *children = gtk_widget_observe_children (GTK_WIDGET (toasts));

  g_signal_connect (children, "items-changed", G_CALLBACK (on_children_changed), NULL);
  g_object_set_data_full (G_OBJECT (toasts), "sx-toasts", children, g_object_unref);
}
