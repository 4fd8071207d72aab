/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/sx-question.h"

#include "map/sx-map-input.h"
#include "map/sx-map-view.h"

static void
closed (GtkWidget *popover, gpointer view)
{
  gtk_widget_grab_focus (view);
}

/* It stays on the map: GTK 4.8 crashes when what is below the pointer, which may not have moved since, is a
 * popover without a surface. */
void
sx_question_end (SxQuestion *self)
{
  GtkWidget *parent = gtk_widget_get_parent (self->popover);

  if (!parent)
    return;
  g_signal_handlers_disconnect_by_func (self->popover, closed, parent);
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

void
sx_question_clear (SxQuestion *self)
{
  if (!self->popover)
    return;
  sx_question_end (self);
  if (gtk_widget_get_parent (self->popover))
    gtk_widget_unparent (self->popover);
  g_clear_object (&self->popover);
}

void
sx_question_ask (SxQuestion *self, SxTool *tool)
{
  GtkWidget *view = GTK_WIDGET (sx_tool_get_view (tool));
  double x, y;

  sx_question_end (self);
  if (!sx_map_input_get_pointer (SX_MAP_VIEW (view), &x, &y))
    {
      x = gtk_widget_get_width (view) / 2.0;
      y = gtk_widget_get_height (view) / 2.0;
    }
  if (gtk_widget_get_parent (self->popover) != view)
    {
      if (gtk_widget_get_parent (self->popover))
        gtk_widget_unparent (self->popover);
      gtk_widget_set_parent (self->popover, view);
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &(GdkRectangle){ (int)x, (int)y, 1, 1 });
  g_signal_connect (self->popover, "closed", G_CALLBACK (closed), view);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}
