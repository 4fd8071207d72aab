/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dialogs/sx-export-done.h"

#include "sx-accessible.h"
#include "sx-template.h"

#include "base/sx-i18n.h"

struct _SxExportDone
{
  GtkWidget parent_instance;
  char *folder;
  GPtrArray *rows; /* GtkWidget *, borrowed from the group */

  /* template */
  AdwPreferencesGroup *files;
  GtkWidget *open_button;
};

static guint back_signal;

G_DEFINE_FINAL_TYPE (SxExportDone, sx_export_done, GTK_TYPE_WIDGET)

static void
back_clicked (SxExportDone *self)
{
  g_signal_emit (self, back_signal, 0);
}

static void
open_clicked (SxExportDone *self)
{
  g_autoptr (GFile) folder = g_file_new_for_path (self->folder);
  g_autofree char *uri = g_file_get_uri (folder);

  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), uri, GDK_CURRENT_TIME);
}

static void
clear_rows (SxExportDone *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->files, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

static void
add_file (SxExportDone *self, const char *file)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *base = g_path_get_basename (file), *name = g_filename_display_name (base);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_preferences_group_add (self->files, row);
  g_ptr_array_add (self->rows, row);
}

static void
sx_export_done_dispose (GObject *object)
{
  SxExportDone *self = SX_EXPORT_DONE (object);

  if (self->rows)
    clear_rows (self);
  sx_template_dispose (GTK_WIDGET (self), SX_TYPE_EXPORT_DONE);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->folder, g_free);
  G_OBJECT_CLASS (sx_export_done_parent_class)->dispose (object);
}

static void
sx_export_done_class_init (SxExportDoneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_export_done_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-export-done.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, SxExportDone, files);
  gtk_widget_class_bind_template_child (widget_class, SxExportDone, open_button);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked);
  gtk_widget_class_bind_template_callback (widget_class, open_clicked);
  back_signal
      = g_signal_new ("back", SX_TYPE_EXPORT_DONE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sx_export_done_init (SxExportDone *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  sx_accessible_name_button (self->open_button, _ ("Open Folder"));
}

void
sx_export_done_show (SxExportDone *self, const char *folder, const GPtrArray *files, const char *fingerprint)
{
  g_autofree char *shown = g_filename_display_name (folder);
  g_autofree char *escaped = g_markup_escape_text (shown, -1);
  g_autofree char *said = g_strdup_printf (_ ("Fingerprint %.16s"), fingerprint);

  g_free (self->folder);
  self->folder = g_strdup (folder);
  clear_rows (self);
  for (guint i = 0; i < files->len; i++)
    add_file (self, files->pdata[i]);
  adw_preferences_group_set_title (self->files, escaped);
  adw_preferences_group_set_description (self->files, said);
  gtk_widget_grab_focus (self->open_button);
}
