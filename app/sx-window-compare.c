/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window that compares schemes of the open plan, one a window. */
#include "sx-window-private.h"

#include "base/sx-i18n.h"

void
_sx_window_show_compare (SxWindow *self)
{
  SxSchemeState *state = self->session ? sx_session_get_state (self->session) : NULL;

  if (!state)
    return;
  if (state->schemes->len == 0)
    {
      sx_window_toast (self, _ ("There is no scheme yet to compare with the plan: draw a plot, or make one "
                                "in the menu of "
                                "schemes."));
      return;
    }
  if (!self->compare_window)
    g_set_weak_pointer (&self->compare_window,
                        sx_compare_window_new (gtk_window_get_application (GTK_WINDOW (self)), self->map));
  gtk_window_present (GTK_WINDOW (self->compare_window));
}

SxCompareWindow *
sx_window_get_compare_window (SxWindow *self)
{
  return self->compare_window;
}

void
_sx_window_close_compare (SxWindow *self)
{
  SxCompareWindow *window = self->compare_window;

  g_clear_weak_pointer (&self->compare_window);
  if (window)
    gtk_window_destroy (GTK_WINDOW (window));
}
