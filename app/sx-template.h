/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of a widget with a template. */
#pragma once

#include <gtk/gtk.h>

/* In dispose of a direct subclass of GtkWidget: drops the template's children, bound to a name or not.
 * gtk_widget_dispose_template() of GTK 4.8 drops those alone that are bound. */
static inline void
sx_template_dispose (GtkWidget *widget, GType type)
{
  GtkWidget *child;

  gtk_widget_dispose_template (widget, type);
  while ((child = gtk_widget_get_first_child (widget)))
    gtk_widget_unparent (child);
}
