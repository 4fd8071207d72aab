/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole window: what is being exported is not replaced by another plan. */
#include "../remove-tree.h"
#include "../wait-until.h"

#include <glib/gstdio.h>

#include "dialogs/sx-export-window.h"
#include "sample/sx-sample.h"
#include "sx-window.h"

#define PARCELS 500

typedef struct
{
  SxApplication *application;
  SxWindow *window;
  char *folder, *first, *second; /* packages */
} Fixture;

static gboolean
is_idle (Fixture *self)
{
  return sx_window_get_session (self->window) && sx_window_is_idle (self->window);
}

static void
open_plan (Fixture *self, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  sx_window_open (self->window, file);
}

static gboolean
shows (Fixture *self, const char *path)
{
  return g_strcmp0 (sx_session_get_file (sx_window_get_session (self->window)), path) == 0;
}

static gboolean
shows_second (Fixture *self)
{
  return shows (self, self->second) && is_idle (self);
}

/* ---- the fixture */

static char *
make_plan (Fixture *self, const char *name)
{
  char *path = g_build_filename (self->folder, name, NULL);
  GError *error = NULL;

  sx_sample_write (path, PARCELS, 1, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return path;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  GError *error = NULL;

  self->folder = g_dir_make_tmp ("sanxian-window-XXXXXX", &error);
  g_assert_no_error (error);
  self->first = make_plan (self, "first.gpkg");
  self->second = make_plan (self, "second.gpkg");
  self->application = sx_application_new ();
  g_application_set_flags (G_APPLICATION (self->application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (self->application), NULL, &error);
  g_assert_no_error (error);
  self->window = sx_window_new (self->application);
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *)&self->window);
  gtk_window_present (GTK_WINDOW (self->window));
  open_plan (self, self->first);
  wait_until (is_idle (self));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  wait_until (!self->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (self->application);
  remove_tree (self->folder);
  g_free (self->first);
  g_free (self->second);
  g_free (self->folder);
}

/* ---- the export dialog */

static SxExportWindow *
dialog_of (Fixture *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (SX_IS_EXPORT_WINDOW (window))
        return SX_EXPORT_WINDOW (window); /* it owns itself */
    }
  return NULL;
}

static gboolean
has_checked (Fixture *self)
{
  return dialog_of (self) && sx_export_window_is_idle (dialog_of (self)) && is_idle (self);
}

static GtkWidget *
child (gpointer parent, const char *id)
{
  if (g_strcmp0 (gtk_buildable_get_buildable_id (parent), id) == 0)
    return parent;
  for (GtkWidget *w = gtk_widget_get_first_child (parent); w; w = gtk_widget_get_next_sibling (w))
    {
      GtkWidget *found = child (w, id);

      if (found)
        return found;
    }
  return NULL;
}

static void
start_export (Fixture *self)
{
  g_autofree char *out = g_build_filename (self->folder, "out", NULL);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.export", NULL));
  wait_until (has_checked (self));
  gtk_editable_set_text (GTK_EDITABLE (child (dialog_of (self), "folder")), out);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (child (dialog_of (self), "take_on")), TRUE);
  g_assert_true (gtk_widget_is_sensitive (child (dialog_of (self), "export_button")));
  g_signal_emit_by_name (child (dialog_of (self), "export_button"), "clicked");
  g_assert_true (sx_export_window_is_exporting (dialog_of (self)));
}

/* ---- the tests */

/* Its end is told to this very loop, so that it cannot have come before the other plan is asked for. */
static void
test_open_while_exporting (Fixture *self, gconstpointer data)
{
  start_export (self);
  open_plan (self, self->second);
  g_assert_nonnull (strstr (sx_window_get_last_toast (self->window), "is being exported"));
  g_signal_emit_by_name (child (dialog_of (self), "cancel_button"), "clicked");
  wait_until (has_checked (self));
  g_assert_true (shows (self, self->first));
  open_plan (self, self->second);
  wait_until (shows_second (self));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add ("/window/open-while-exporting", Fixture, NULL, set_up, test_open_while_exporting, tear_down);
  return g_test_run ();
}
