/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-culling.h"

#define MARGIN 40 /* pixels: a shadow, a part of a row */

static GQuark
hidden_quark (void)
{
  return g_quark_from_static_string ("sx-culling-hidden");
}

gboolean
sx_culling_is_seen (GtkWidget *row)
{
  return !g_object_get_qdata (G_OBJECT (row), hidden_quark ());
}

static void
set_seen (GtkWidget *row, gboolean is_seen)
{
  if (is_seen == sx_culling_is_seen (row))
    return;
  g_object_set_qdata (G_OBJECT (row), hidden_quark (), GINT_TO_POINTER (!is_seen));
  gtk_widget_queue_draw (row); /* within this frame: the widgets above are being painted */
}

void
sx_culling_mark (GtkWidget *list, GtkWidget *view)
{
  float height = (float)gtk_widget_get_height (view);

  for (GtkWidget *child = gtk_widget_get_first_child (list); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = GTK_IS_LIST_BOX_ROW (child) ? child : gtk_widget_get_first_child (child);
      graphene_rect_t place;

      if (row && gtk_widget_get_mapped (row) && gtk_widget_compute_bounds (child, view, &place))
        set_seen (row,
                  place.origin.y < height + MARGIN && place.origin.y + place.size.height > (float)-MARGIN);
    }
}
