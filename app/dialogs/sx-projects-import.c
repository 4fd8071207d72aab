/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dialogs/sx-projects-import.h"

#include <math.h>

#include "base/sx-i18n.h"
#include "store/sx-project-import.h"

/* One file on its way in. */
typedef struct
{
  SxSession *session;
  SxProjectsImportFailed failed;
  char *path, *name;
  SxProjectImport *read;
  SxEdit *edit;
  guint n_new, n_changed, n_same;
} Import;

static void
import_free (gpointer data)
{
  Import *self = data;

  g_object_unref (self->session);
  g_clear_pointer (&self->read, sx_project_import_free);
  g_clear_pointer (&self->edit, sx_edit_unref);
  g_free (self->path);
  g_free (self->name);
  g_free (self);
}

/* ---- what it would do */

/* The project as it is with what the file says of it: an empty cell leaves what is there. */
static SxProject *
merge (const SxProject *there, const SxProject *comes)
{
  SxProject *merged = sx_project_copy (there);

  for (guint i = 0; i < SX_PROJECT_N_TEXTS; i++)
    if (sx_project_text (comes, i))
      sx_project_set_text (merged, i, sx_project_text (comes, i));
  if (!isnan (comes->area_ha))
    merged->area_ha = comes->area_ha;
  return merged;
}

/* What has the name of one in the list stands for it; the first of several. */
static void
make_edit (Import *self)
{
  const GPtrArray *projects = sx_session_get_scheme (self->session)->projects;
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *label = g_strdup_printf (_ ("Import Key Projects: %s"), self->name);

  g_clear_pointer (&self->edit, sx_edit_unref);
  self->edit = sx_edit_new (label, 0);
  self->n_new = self->n_changed = self->n_same = 0;
  for (guint i = projects->len; i > 0; i--)
    if (((SxProject *)projects->pdata[i - 1])->name)
      g_hash_table_insert (by_name, ((SxProject *)projects->pdata[i - 1])->name, projects->pdata[i - 1]);
  for (guint i = 0; i < self->read->projects->len; i++)
    {
      SxProject *comes = self->read->projects->pdata[i];
      SxProject *there = g_hash_table_lookup (by_name, comes->name);
      g_autoptr (SxProject) merged = there ? merge (there, comes) : NULL;

      g_hash_table_remove (by_name, comes->name);
      if (!there)
        sx_edit_add_project (self->edit, comes);
      else if (!sx_project_equal (there, merged))
        sx_edit_set_project (self->edit, merged);
      self->n_new += !there;
      self->n_changed += there && !sx_project_equal (there, merged);
      self->n_same += there && sx_project_equal (there, merged);
    }
}

/* ---- asking */

static void
append_sentences (GString *text, const char *heading, const GPtrArray *sentences)
{
  if (sentences->len > 0)
    g_string_append_printf (text, "%s%s\n", text->len ? "\n" : "", heading);
  for (guint i = 0; i < sentences->len; i++)
    g_string_append_printf (text, "• %s\n", (char *)sentences->pdata[i]);
}

/* What was not taken, and what should be looked at; NULL where all is well. */
static GtkWidget *
make_report (const SxProjectImport *read)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *scroller, *view;

  append_sentences (text, _ ("Not imported:"), read->refused);
  append_sentences (text, _ ("To be looked at:"), read->remarks);
  if (text->len == 0)
    return NULL;
  view = gtk_text_view_new ();
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text->str, (int)text->len - 1);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_cursor_visible (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 10);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 10);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 8);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What the file has besides"), -1);
  scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 220);
  gtk_scrolled_window_set_min_content_width (GTK_SCROLLED_WINDOW (scroller), 420);
  gtk_widget_add_css_class (scroller, "card");
  return scroller;
}

static char *
describe (const Import *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _ ("“%s”: %u new, %u changed, %u as they are, %u rows that cannot be used."),
                          self->name, self->n_new, self->n_changed, self->n_same, self->read->refused->len);
  if (self->n_changed > 0)
    g_string_append_printf (text, " %s",
                            _ ("A row with the name of a project in the list changes that one; its empty "
                               "cells leave what is there."));
  return g_string_free (text, FALSE);
}

static void
answered (AdwMessageDialog *dialog, const char *response, Import *self)
{
  if (!g_str_equal (response, "import"))
    return;
  make_edit (self); /* the list may be another by now */
  sx_session_commit (self->session, self->edit);
}

static void
import_closed (gpointer data, GClosure *closure)
{
  import_free (data);
}

/* Takes self. */
static void
ask (GtkWindow *parent, Import *self)
{
  guint n;
  g_autofree char *heading = NULL, *body = NULL;
  GtkWidget *dialog, *report = make_report (self->read);

  make_edit (self);
  n = self->n_new + self->n_changed;
  heading = n > 0 ? g_strdup_printf (_ ("Import %u Key Projects?"), n) : g_strdup (_ ("Nothing to Import"));
  body = describe (self);
  dialog = adw_message_dialog_new (parent, heading, body);
  if (report)
    adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), report);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel",
                                   n > 0 ? _ ("_Cancel") : _ ("_Close"));
  if (n > 0)
    {
      adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "import", _ ("_Import"));
      adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "import",
                                                  ADW_RESPONSE_SUGGESTED);
      adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "import");
    }
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered), self, import_closed, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- reading */

static void
read_file (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Import *self = data;
  GError *error = NULL;
  SxProjectImport *read = sx_project_import_read (self->path, cancellable, &error);

  if (read)
    g_task_return_pointer (task, read, (GDestroyNotify)sx_project_import_free);
  else
    g_task_return_error (task, error);
}

static void
was_read (GObject *parent, GAsyncResult *result, gpointer data)
{
  GTask *task = G_TASK (result);
  const Import *asked = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  SxProjectImport *read = g_task_propagate_pointer (task, &error);
  gboolean is_open = gtk_widget_get_visible (GTK_WIDGET (parent)) && sx_session_get_state (asked->session);
  Import *self;

  if (!read || !is_open)
    {
      if (is_open)
        asked->failed (GTK_WINDOW (parent), error->message);
      g_clear_pointer (&read, sx_project_import_free);
      return;
    }
  self = g_new0 (Import, 1);
  self->session = g_object_ref (asked->session);
  self->name = g_strdup (asked->name);
  self->read = read;
  ask (GTK_WINDOW (parent), self);
}

void
sx_projects_import_file (GtkWindow *parent, SxSession *session, GFile *file, SxProjectsImportFailed failed)
{
  Import *self;
  g_autoptr (GTask) task = NULL;
  g_autofree char *base = g_file_get_basename (file);

  if (!g_file_peek_path (file))
    {
      failed (parent, _ ("The file is not on this computer; copy it here and import it then."));
      return;
    }
  self = g_new0 (Import, 1);
  self->session = g_object_ref (session);
  self->failed = failed;
  self->path = g_file_get_path (file);
  self->name = g_filename_display_name (base);
  task = g_task_new (parent, NULL, was_read, NULL);
  g_task_set_task_data (task, self, import_free);
  g_task_run_in_thread (task, read_file);
}
