/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dialogs/sx-proof-window.h"

#include "dialogs/sx-proof-job.h"
#include "dialogs/sx-proof-row.h"

#include "base/sx-i18n.h"

#define REST 400 /* ms after the last key, or the last edit of the scheme */

struct _SxProofWindow
{
  AdwWindow parent_instance;
  SxSession *session;
  GFile *file;               /* the draft; NULL: what is in the text view */
  GCancellable *cancellable; /* of what is under way; NULL: nothing is */
  SxProofAnswer *answer;     /* shown, or NULL */
  guint64 answered_state;    /* the generation that it is of */
  guint rest_timeout;
  GListStore *numbers; /* of items that are shown: GtkStringObject, "12" */

  /* template */
  GtkTextView *text;
  GtkStack *draft_pages;
  GtkStack *result_pages;
  GtkLabel *file_label;
  GtkLabel *counts;
  AdwStatusPage *trouble;
  GtkListView *list;
  GtkToggleButton *show_all;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (SxProofWindow, sx_proof_window, ADW_TYPE_WINDOW)

/* ---- what came out */

static gboolean
is_shown (SxProofWindow *self, const SxProofItem *item)
{
  return gtk_toggle_button_get_active (self->show_all)
         || (item->kind != SX_PROOF_AGREES && item->kind != SX_PROOF_UNKNOWN);
}

static void
fill_list (SxProofWindow *self)
{
  const SxProof *proof = self->answer ? self->answer->proof : NULL;
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; proof && i < proof->items->len; i++)
    if (is_shown (self, proof->items->pdata[i]))
      {
        g_autofree char *number = g_strdup_printf ("%u", i);

        g_ptr_array_add (shown, gtk_string_object_new (number));
      }
  g_list_store_splice (self->numbers, 0, g_list_model_get_n_items (G_LIST_MODEL (self->numbers)),
                       shown->pdata, shown->len);
}

static void
show_counts (SxProofWindow *self)
{
  const SxProof *proof = self->answer->proof;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint kind = 0; kind < SX_N_PROOF_KINDS; kind++)
    g_string_append_printf (text, "%s%s %u", kind ? "　" : "", sx_proof_kind_words ((SxProofKind)kind),
                            proof->n[kind]);
  gtk_label_set_text (self->counts, text->str);
}

static void
show_trouble (SxProofWindow *self, const char *icon, const char *title, const char *words)
{
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_status_page_set_icon_name (self->trouble, icon);
  adw_status_page_set_title (self->trouble, title);
  adw_status_page_set_description (self->trouble, escaped);
  gtk_stack_set_visible_child_name (self->result_pages, "trouble");
}

static void
show_answer (SxProofWindow *self)
{
  const SxProof *proof = self->answer->proof;
  guint n_figures = 0;

  for (guint kind = 0; kind < SX_N_PROOF_KINDS; kind++)
    n_figures += proof->n[kind];
  show_counts (self);
  fill_list (self);
  if (n_figures == 0)
    show_trouble (self, "sx-verdict-nodata-symbolic", _ ("No Figures"),
                  _ ("The draft has no figures with a unit."));
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->numbers)) == 0)
    show_trouble (self, "sx-verdict-pass-symbolic", _ ("Nothing Differs"),
                  _ ("Every figure that could be matched agrees with the scheme."));
  else
    gtk_stack_set_visible_child_name (self->result_pages, "list");
}

static void
answered (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SxProofWindow) self = data;
  g_autoptr (GError) error = NULL;
  SxProofAnswer *answer = sx_proof_job_finish (result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    {
      g_clear_pointer (&answer, sx_proof_answer_free); /* a newer one is under way, or the window is closed */
      return;
    }
  g_clear_object (&self->cancellable);
  gtk_spinner_stop (self->spinner);
  g_clear_pointer (&self->answer, sx_proof_answer_free);
  self->answer = answer;
  if (answer)
    show_answer (self);
  else
    show_trouble (self, "dialog-warning-symbolic", _ ("Not Checked"), error->message);
}

/* ---- asking */

/* What is in the text view, or NULL where it is blank. */
static char *
typed_text (SxProofWindow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  return *text ? g_steal_pointer (&text) : NULL;
}

static void
stop (SxProofWindow *self)
{
  g_clear_handle_id (&self->rest_timeout, g_source_remove);
  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_spinner_stop (self->spinner);
}

static void
check (SxProofWindow *self)
{
  SxSchemeState *state = sx_session_get_state (self->session);
  SxResult *result = sx_session_get_settled_result (self->session);
  SxPlan *plan = sx_session_get_plan (self->session);
  g_autofree char *file = self->file ? g_file_get_path (self->file) : NULL,
                  *text = file ? NULL : typed_text (self);
  SxProofQuestion question = { .plan = plan, .result = result, .file = file, .text = text };

  stop (self);
  if (!file && !text)
    {
      g_clear_pointer (&self->answer, sx_proof_answer_free);
      fill_list (self);
      gtk_stack_set_visible_child_name (self->result_pages, "nothing");
      return;
    }
  if (!state || !result)
    return; /* asked again when it is there */
  question.snapshot = state->snapshot;
  question.metric = (SxMetric){ plan->plane, sx_session_get_area_mode (self->session) == SX_AREA_PLANAR };
  if (self->answer && self->answered_state == state->snapshot->generation)
    question.figures = self->answer->figures;
  self->answered_state = state->snapshot->generation;
  self->cancellable = g_cancellable_new ();
  gtk_spinner_start (self->spinner);
  sx_proof_job_ask (&question, self->cancellable, answered, g_object_ref (self));
}

static gboolean
rested (gpointer data)
{
  SxProofWindow *self = data;

  self->rest_timeout = 0;
  check (self);
  return G_SOURCE_REMOVE;
}

static void
check_soon (SxProofWindow *self)
{
  g_clear_handle_id (&self->rest_timeout, g_source_remove);
  self->rest_timeout = g_timeout_add (REST, rested, self);
}

/* Previews come at the pace of the hand: they are nothing to this. */
static void
result_changed (SxProofWindow *self)
{
  SxSchemeState *state = sx_session_get_state (self->session);
  gboolean is_known = self->answer || self->cancellable;

  if (state && sx_session_get_settled_result (self->session)
      && !(is_known && state->snapshot->generation == self->answered_state))
    check_soon (self);
}

/* ---- the draft */

static void
use_text (SxProofWindow *self)
{
  g_clear_object (&self->file);
  gtk_stack_set_visible_child_name (self->draft_pages, "text");
  check (self);
}

void
sx_proof_window_open (SxProofWindow *self, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file), *shown = g_filename_display_name (name);

  g_set_object (&self->file, file);
  gtk_label_set_text (self->file_label, shown);
  gtk_stack_set_visible_child_name (self->draft_pages, "file");
  check (self);
}

static void
file_chosen (GtkNativeDialog *dialog, int response, SxProofWindow *self)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT && (file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))))
    sx_proof_window_open (self, file);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
open_clicked (SxProofWindow *self)
{
  GtkFileChooserNative *dialog
      = gtk_file_chooser_native_new (_ ("Open a Draft"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN,
                                     _ ("_Open"), NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  static const char *const suffixes[] = { "odt", "docx", "txt" };

  gtk_file_filter_set_name (filter, _ ("Drafts (*.odt, *.docx, *.txt)"));
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  g_signal_connect_object (dialog, "response", G_CALLBACK (file_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
text_changed (SxProofWindow *self)
{
  if (!self->file)
    check_soon (self);
}

static gboolean
dropped (GtkDropTarget *target, const GValue *value, double x, double y, SxProofWindow *self)
{
  GSList *files = gdk_file_list_get_files (g_value_get_boxed (value));

  if (!files)
    return FALSE;
  sx_proof_window_open (self, files->data);
  g_slist_free (files);
  return TRUE;
}

/* ---- rows */

static void
set_up_row (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, sx_proof_row_new ());
}

static void
bind_row (SxProofWindow *self, GtkListItem *item)
{
  guint at = (guint)g_ascii_strtoull (gtk_string_object_get_string (gtk_list_item_get_item (item)), NULL, 10);

  if (self->answer && at < self->answer->proof->items->len)
    sx_proof_row_show (SX_PROOF_ROW (gtk_list_item_get_child (item)), self->answer->proof->items->pdata[at]);
}

static void
show_all_toggled (SxProofWindow *self)
{
  if (self->answer)
    show_answer (self);
}

/* ---- the window */

static gboolean
close_on_escape (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

static void
sx_proof_window_dispose (GObject *object)
{
  SxProofWindow *self = SX_PROOF_WINDOW (object);

  if (self->numbers)
    stop (self);
  g_clear_object (&self->file);
  g_clear_pointer (&self->answer, sx_proof_answer_free);
  g_clear_object (&self->numbers);
  gtk_widget_dispose_template (GTK_WIDGET (object), SX_TYPE_PROOF_WINDOW);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (sx_proof_window_parent_class)->dispose (object);
}

static void
sx_proof_window_class_init (SxProofWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_proof_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-proof-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SxProofWindow, text);
  gtk_widget_class_bind_template_child (widget_class, SxProofWindow, draft_pages);
  gtk_widget_class_bind_template_child (widget_class, SxProofWindow, result_pages);
  gtk_widget_class_bind_template_child (widget_class, SxProofWindow, file_label);
  gtk_widget_class_bind_template_child (widget_class, SxProofWindow, counts);
  gtk_widget_class_bind_template_child (widget_class, SxProofWindow, trouble);
  gtk_widget_class_bind_template_child (widget_class, SxProofWindow, list);
  gtk_widget_class_bind_template_child (widget_class, SxProofWindow, show_all);
  gtk_widget_class_bind_template_child (widget_class, SxProofWindow, spinner);
  gtk_widget_class_bind_template_callback (widget_class, check);
  gtk_widget_class_bind_template_callback (widget_class, open_clicked);
  gtk_widget_class_bind_template_callback (widget_class, use_text);
  gtk_widget_class_bind_template_callback (widget_class, show_all_toggled);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, close_on_escape, NULL);
}

static void
sx_proof_window_init (SxProofWindow *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  GtkNoSelection *model;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->numbers = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  g_signal_connect (factory, "setup", G_CALLBACK (set_up_row), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row), self, G_CONNECT_SWAPPED);
  model = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->numbers)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (model));
  gtk_list_view_set_factory (self->list, factory);
  g_object_unref (model);
  g_object_unref (factory);
  g_signal_connect_object (gtk_text_view_get_buffer (self->text), "changed", G_CALLBACK (text_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (drop, "drop", G_CALLBACK (dropped), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

SxProofWindow *
sx_proof_window_new (GtkWindow *parent, SxSession *session)
{
  SxProofWindow *self
      = g_object_new (SX_TYPE_PROOF_WINDOW, "transient-for", parent, "destroy-with-parent", TRUE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "scheme-changed", G_CALLBACK (result_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "result-changed", G_CALLBACK (result_changed), self, G_CONNECT_SWAPPED);
  return self;
}

gboolean
sx_proof_window_is_idle (SxProofWindow *self)
{
  return !self->cancellable && !self->rest_timeout;
}

const SxProof *
sx_proof_window_get_proof (SxProofWindow *self)
{
  return self->answer ? self->answer->proof : NULL;
}
