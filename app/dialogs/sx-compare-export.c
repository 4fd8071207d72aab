/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The comparison as a workbook, written on a thread. */
#include "sx-compare-window-private.h"

#include "base/sx-i18n.h"
#include "export/sx-comparison-workbook.h"

typedef struct
{
  SxComparison *comparison;
  SxPlan *plan;
  SxSnapshot *snapshots[SX_N_SIDES];
  SxSchemeOverview *overview; /* or NULL */
  char *file;
} Writing;

static void
writing_free (gpointer data)
{
  Writing *self = data;

  sx_comparison_unref (self->comparison);
  sx_plan_unref (self->plan);
  for (guint side = 0; side < SX_N_SIDES; side++)
    sx_snapshot_unref (self->snapshots[side]);
  sx_scheme_overview_unref (self->overview);
  g_free (self->file);
  g_free (self);
}

static void
write_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Writing *writing = data;
  const SxComparisonSource from = { writing->plan,
                                    { writing->snapshots[0]->scheme, writing->snapshots[1]->scheme },
                                    writing->overview };
  GError *error = NULL;

  if (sx_comparison_write_workbook (writing->comparison, &from, writing->file, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written (GObject *source, GAsyncResult *result, gpointer data)
{
  SxCompareWindow *self = SX_COMPARE_WINDOW (source);
  const Writing *writing = g_task_get_task_data (G_TASK (result));
  g_autofree char *name = g_path_get_basename (writing->file), *shown = g_filename_display_name (name);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  GtkWidget *dialog;

  g_clear_object (&self->cancellable);
  if (!self->session)
    return; /* closed meanwhile */
  _sx_compare_window_show_spinner (self);
  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      sentence = g_strdup_printf (_ ("The comparison is in “%s”."), shown);
      _sx_compare_window_toast (self, sentence, NULL, NULL);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("The comparison is not written"), error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

void
_sx_compare_window_write (SxCompareWindow *self, const char *file)
{
  Writing *writing = g_new0 (Writing, 1);
  g_autoptr (GTask) task = NULL;

  writing->comparison = sx_comparison_ref (self->shown);
  writing->plan = sx_plan_ref (sx_session_get_plan (self->session));
  for (guint side = 0; side < SX_N_SIDES; side++)
    writing->snapshots[side] = sx_snapshot_ref (sx_comparer_get_snapshot (self->comparer, side));
  if (sx_comparer_get_overview (self->comparer))
    writing->overview = sx_scheme_overview_ref (sx_comparer_get_overview (self->comparer));
  writing->file = g_strdup (file);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, written, NULL);
  g_task_set_task_data (task, writing, writing_free);
  _sx_compare_window_show_spinner (self);
  g_task_run_in_thread (task, write_thread);
}

static void
file_chosen (GtkNativeDialog *dialog, int response, SxCompareWindow *self)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  /* what is written is what is shown when it is decided */
  if (response == GTK_RESPONSE_ACCEPT && sx_comparer_is_current (self->comparer)
      && (file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))))
    {
      if ((path = g_file_get_path (file)))
        _sx_compare_window_write (self, path);
      else
        _sx_compare_window_toast (self, _ ("It can only be written to a folder of this computer."), NULL,
                                  NULL);
    }
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

void
_sx_compare_window_export (SxCompareWindow *self)
{
  GtkFileChooserNative *dialog;
  g_autofree char *name = NULL;

  if (!self->shown || self->cancellable)
    return;
  dialog = gtk_file_chooser_native_new (_ ("Export the Comparison"), GTK_WINDOW (self),
                                        GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), NULL);
  name = g_strdup_printf (_ ("Comparison %s, %s.xlsx"), self->shown->name[0], self->shown->name[1]);
  g_strdelimit (name, "/\\", '-');
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_signal_connect_object (dialog, "response", G_CALLBACK (file_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
