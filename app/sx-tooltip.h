/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tooltips: of what is shown anew often, and of wide letters. */
#pragma once

#include <gtk/gtk.h>

/* As gtk_widget_set_tooltip_text(), which asks the display where the pointer is, and waits for the answer:
 * here the text is told once the pointer asks for it. NULL: none. */
void sx_tooltip_set (GtkWidget *widget, const char *text);
/* Borrowed; NULL: none was set. */
const char *sx_tooltip_get (GtkWidget *widget);

/* From now on tooltips are as wide as their text: GTK 4.8 makes one as wide as it has characters, which
 * breaks a Chinese one in the middle of every word. Call once a program. */
void sx_tooltip_fit_wide_text (void);
