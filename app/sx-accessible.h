/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a screen reader says of a button. */
#pragma once

#include <gtk/gtk.h>

/* That name alone: GTK 4.8 says of a button with a label first the label with its underscore, then the label.
 */
static inline void
sx_accessible_name_button (GtkWidget *button, const char *name)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
