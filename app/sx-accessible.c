/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sx-accessible.h"

#include "base/sx-i18n.h"

#define NAMED "sx-accessible-named" /* a button has the name that it is to have */

void
sx_accessible_name_button (GtkWidget *button, const char *name)
{
  g_object_set_data (G_OBJECT (button), NAMED, button);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* "_Open" is "Open", "打开(_O)" is "打开(O)", "__" is an underscore: what is read on it. */
static char *
without_mnemonic (const char *label)
{
  GString *name = g_string_sized_new (strlen (label));

  for (const char *p = label; *p; p++)
    if (*p != '_' || *++p)
      g_string_append_c (name, *p);
    else
      break;
  return g_string_free (name, FALSE);
}

static void
name_by_label (GtkWidget *button)
{
  const char *label = gtk_button_get_label (GTK_BUTTON (button));
  g_autofree char *name = NULL;

  if (!label || !gtk_button_get_use_underline (GTK_BUTTON (button)))
    return;
  name = without_mnemonic (label);
  sx_accessible_name_button (button, name);
}

static gboolean
on_realize (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  GtkWidget *widget = g_value_get_object (&values[0]);

  if (GTK_IS_BUTTON (widget) && gtk_button_get_use_underline (GTK_BUTTON (widget))
      && !g_object_get_data (G_OBJECT (widget), NAMED))
    {
      g_signal_connect (widget, "notify::label", G_CALLBACK (name_by_label), NULL);
      name_by_label (widget);
    }
  return TRUE;
}

void
sx_accessible_name_mnemonics (void)
{
  g_type_class_unref (g_type_class_ref (GTK_TYPE_WIDGET)); /* it has its signals from now on */
  g_signal_add_emission_hook (g_signal_lookup ("realize", GTK_TYPE_WIDGET), 0, on_realize, NULL, NULL);
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
