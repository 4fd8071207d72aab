/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The export dialog of the window, and where it sends the user. */
#include "sx-window-private.h"

#include "deliver/sx-preflight.h"
#include "dialogs/sx-export-window.h"

/* The dialog stays open beside what is shown. */
static void
go_there (SxWindow *self, const SxPreflightItem *item, SxResult *result)
{
  if (!self->session)
    return;
  if (item->indicator)
    sx_indicator_panel_show_indicator (self->indicator_panel, item->indicator);
  if (item->adjustment != 0)
    {
      sx_session_select (self->session, &item->adjustment, 1);
      if (item->kind == SX_PREFLIGHT_CONFLICT || item->kind == SX_PREFLIGHT_SITUATION)
        sx_indicator_panel_show_conflict (self->indicator_panel, item->adjustment);
    }
  if (!sx_box_is_empty (item->box))
    sx_map_view_zoom_to (self->map, item->box);
}

void
_sx_window_show_export (SxWindow *self)
{
  if (!self->export_window)
    {
      self->export_window = sx_export_window_new (GTK_WINDOW (self), self->session);
      g_object_add_weak_pointer (G_OBJECT (self->export_window), (gpointer *)&self->export_window);
      g_signal_connect_object (self->export_window, "go-there", G_CALLBACK (go_there), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->export_window, "exported", G_CALLBACK (sx_window_toast), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_window_present (self->export_window);
}

void
_sx_window_close_export (SxWindow *self)
{
  if (self->export_window)
    gtk_window_destroy (self->export_window);
}

gboolean
_sx_window_is_exporting (SxWindow *self)
{
  return self->export_window && sx_export_window_is_exporting (SX_EXPORT_WINDOW (self->export_window));
}
