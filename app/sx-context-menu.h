/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menu of a right click. One a widget, kept from the first on: GTK 4.8 crashes when what is below the
 * pointer, which may not have moved since, is a popover that was taken off its widget. */
#pragma once

#include <gtk/gtk.h>

/* Shows model at x, y of parent. *menu: NULL at first, then the menu, which parent owns. */
void sx_context_menu_show (GtkWidget **menu, GtkWidget *parent, GMenuModel *model, double x, double y);
/* When parent is disposed of. */
void sx_context_menu_clear (GtkWidget **menu);
