/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tooltips of what is shown anew often. */
#pragma once

#include <gtk/gtk.h>

/* As gtk_widget_set_tooltip_text(), but for a text that is there already: GTK would ask the display where the
 * pointer is, and wait for the answer. */
static inline void
sx_tooltip_set (GtkWidget *widget, const char *text)
{
  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) != 0)
    gtk_widget_set_tooltip_text (widget, text);
}
