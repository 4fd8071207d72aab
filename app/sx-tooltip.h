/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tooltips: of what is shown anew often, and of wide letters. */
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

/* From now on tooltips are as wide as their text: GTK 4.8 makes one as wide as it has characters, which
 * breaks a Chinese one in the middle of every word. Call once a program. */
void sx_tooltip_fit_wide_text (void);
