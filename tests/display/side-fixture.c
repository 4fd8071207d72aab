/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "side-fixture.h"

#include "panels/sx-adjustment-form.h"
#include "panels/sx-adjustment-list.h"

void
side_fixture_set_up (SideFixture *self, gconstpointer parcels)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *over = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  panel_fixture_set_up (&self->base, parcels);
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self->window, 1100, 860);
  self->map = g_object_new (SX_TYPE_MAP_VIEW, "hexpand", TRUE, "vexpand", TRUE, NULL);
  self->sidebar = g_object_new (SX_TYPE_SIDEBAR, NULL);
  self->target_bar = g_object_new (SX_TYPE_TARGET_BAR, NULL);
  self->scheme_button = g_object_new (SX_TYPE_SCHEME_BUTTON, NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->sidebar));
  gtk_box_append (GTK_BOX (over), GTK_WIDGET (self->scheme_button));
  gtk_box_append (GTK_BOX (over), GTK_WIDGET (self->target_bar));
  gtk_box_append (GTK_BOX (over), GTK_WIDGET (self->map));
  gtk_box_append (GTK_BOX (box), over);
  gtk_window_set_child (self->window, box);
  sx_sidebar_set_view (self->sidebar, self->map);
  sx_target_bar_set_view (self->target_bar, self->map);
  sx_map_view_set_session (self->map, self->base.session);
  sx_sidebar_set_session (self->sidebar, self->base.session);
  sx_target_bar_set_session (self->target_bar, self->base.session);
  sx_scheme_button_set_session (self->scheme_button, self->base.session);
  gtk_window_present (self->window);
  side_fixture_wait_idle (self);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->sidebar));
}

void
side_fixture_tear_down (SideFixture *self, gconstpointer data)
{
  g_object_ref (self->sidebar);
  g_object_ref (self->target_bar);
  g_object_ref (self->scheme_button);
  sx_sidebar_set_session (self->sidebar, NULL);
  sx_target_bar_set_session (self->target_bar, NULL);
  sx_scheme_button_set_session (self->scheme_button, NULL);
  sx_map_view_set_session (self->map, NULL);
  gtk_window_destroy (self->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->sidebar);
  g_assert_finalize_object (self->target_bar);
  g_assert_finalize_object (self->scheme_button);
  panel_fixture_tear_down (&self->base, NULL);
}

void
side_fixture_wait_idle (SideFixture *self)
{
  panel_fixture_wait_idle (&self->base);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
side_fixture_undo (SideFixture *self)
{
  sx_session_undo (self->base.session);
  side_fixture_wait_idle (self);
}

gpointer
side_fixture_find (gpointer parent, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (parent), type))
    return parent;
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child;
       child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = side_fixture_find (child, type);

      if (found)
        return found;
    }
  return NULL;
}

SxSchemeRows *
side_fixture_rows (SideFixture *self)
{
  gpointer list
      = side_fixture_find (side_fixture_find (self->sidebar, SX_TYPE_ADJUSTMENT_LIST), GTK_TYPE_LIST_VIEW);

  return SX_SCHEME_ROWS (gtk_list_view_get_model (list));
}

SxAdjustment *
side_fixture_adjustment (SideFixture *self, SxLine line, SxDirection direction)
{
  GPtrArray *all = sx_session_get_scheme (self->base.session)->adjustments;

  for (guint i = 0; i < all->len; i++)
    {
      SxAdjustment *item = all->pdata[i];

      if (item->line == line && item->direction == direction)
        return item;
    }
  g_error ("the sample has no such adjustment");
}

void
side_fixture_select (SideFixture *self, gint64 fid)
{
  guint position;

  g_assert_true (sx_scheme_rows_find (side_fixture_rows (self), fid, &position));
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (side_fixture_rows (self)), position, TRUE);
}

void
side_fixture_type (SideFixture *self, const char *entry, const char *text)
{
  gpointer form = side_fixture_find (self->sidebar, SX_TYPE_ADJUSTMENT_FORM);
  GtkWidget *widget = panel_fixture_child (form, entry);

  gtk_widget_grab_focus (widget);
  gtk_editable_set_text (GTK_EDITABLE (widget), text);
  g_signal_emit_by_name (widget, "activate");
}

void
side_fixture_answer (SideFixture *self, const char *text, const char *response)
{
  GListModel *windows = gtk_window_get_toplevels ();
  AdwMessageDialog *dialog = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        dialog = ADW_MESSAGE_DIALOG (window);
    }
  g_assert_nonnull (dialog);
  if (text)
    gtk_editable_set_text (GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog)), text);
  g_assert_true (adw_message_dialog_get_response_enabled (dialog, response));
  adw_message_dialog_response (dialog, response);
  gtk_window_destroy (GTK_WINDOW (dialog));
  side_fixture_wait_idle (self);
}
