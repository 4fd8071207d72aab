/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sx-context-menu.h"

void
sx_context_menu_show (GtkWidget **menu, GtkWidget *parent, GMenuModel *model, double x, double y)
{
  if (*menu)
    gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (*menu), model);
  else
    {
      *menu = gtk_popover_menu_new_from_model (model);
      gtk_popover_set_has_arrow (GTK_POPOVER (*menu), FALSE);
      gtk_widget_set_halign (*menu, GTK_ALIGN_START);
      gtk_widget_set_parent (*menu, parent);
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (*menu), &(GdkRectangle){ (int)x, (int)y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (*menu));
}

void
sx_context_menu_clear (GtkWidget **menu)
{
  if (!*menu)
    return;
  gtk_popover_popdown (GTK_POPOVER (*menu));
  g_clear_pointer (menu, gtk_widget_unparent);
}
