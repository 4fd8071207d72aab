/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows out of sight paint nothing. GTK 4.8 draws everything in a list again in each frame, in sight or not: a
 * list of hundreds of rows, of which ten are seen, would cost each motion of the pointer some milliseconds.
 */
#pragma once

#include <gtk/gtk.h>

/* In snapshot() of a widget above the list, before the children's: finds which rows of the list, a
 * GtkListView or a GtkListBox, are within the height of the view, and has those painted that were not until
 * now. */
void sx_culling_mark (GtkWidget *list, GtkWidget *view);
/* In snapshot() of a row, or of what a list item holds: FALSE: it need not be painted. */
gboolean sx_culling_is_seen (GtkWidget *row);
