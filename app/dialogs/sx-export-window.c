/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dialogs/sx-export-window.h"

#include "dialogs/sx-export-checks.h"
#include "dialogs/sx-export-done.h"
#include "dialogs/sx-export-parts.h"
#include "dialogs/sx-export-preview.h"
#include "sx-accessible.h"
#include "sx-delivery-job.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"

#define REST 300 /* ms: the scheme */

struct _SxExportWindow
{
  AdwWindow parent_instance;
  SxSession *session;
  SxDeliveryJob *job;
  guint64 asked_state; /* the generation that is checked, or was; 0: none yet */
  guint rest_timeout;
  gboolean is_opened; /* the first list was shown */

  /* template */
  GtkStack *stages, *bar;
  AdwViewStack *pages;
  AdwViewStackPage *checks_page, *sheets_page;
  SxExportChecks *checks;
  SxExportParts *parts;
  SxExportPreview *preview;
  SxExportDone *done;
  GtkInfoBar *trouble_bar;
  GtkLabel *trouble, *status, *fingerprint, *writing;
  GtkSpinner *spinner;
  GtkWidget *export_button, *cancel_button;
  GtkProgressBar *progress;
};

enum
{
  GO_THERE,
  EXPORTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SxExportWindow, sx_export_window, ADW_TYPE_WINDOW)

/* ---- what can be done now */

/* The list is that of the scheme as it is. */
static gboolean
is_current (SxExportWindow *self)
{
  SxSchemeState *state = sx_session_get_state (self->session);
  SxDeliveryDigest *digest = sx_delivery_job_get_digest (self->job);

  return state && digest && digest->state == state->snapshot->generation;
}

/* Why nothing can be exported just now; NULL: it can. Owned by the caller. */
static char *
get_obstacle (SxExportWindow *self)
{
  const GError *failure = sx_session_get_failure (self->session);
  SxDeliveryDigest *digest = sx_delivery_job_get_digest (self->job);

  if (failure)
    return g_strdup (failure->message);
  if (sx_session_get_unsaved (self->session, NULL)->len > 0)
    return g_strdup (_ ("Edits are not in the package yet: try again or discard them first."));
  if (!is_current (self))
    return g_strdup (_ ("The scheme is being checked."));
  if (digest->failure)
    return g_strdup (_ ("There is nothing to hand in."));
  if (digest->n_blocking > 0 && !sx_export_checks_is_taken_on (self->checks))
    return g_strdup_printf (dngettext (SX_GETTEXT_DOMAIN, "%u problem is to be resolved or taken on first.",
                                       "%u problems are to be resolved or taken on first.",
                                       digest->n_blocking),
                            digest->n_blocking);
  return sx_export_parts_get_fault (self->parts);
}

/* Which state it is that goes out. */
static void
show_fingerprint (SxExportWindow *self, const SxDeliveryDigest *digest)
{
  gboolean is_shown = digest && digest->fingerprint && is_current (self);
  g_autofree char *text
      = is_shown ? g_strdup_printf (_ ("%s · fingerprint %.16s"), sx_session_get_scheme (self->session)->name,
                                    digest->fingerprint)
                 : g_strdup ("");

  gtk_label_set_label (self->fingerprint, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->fingerprint), is_shown ? digest->fingerprint : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->fingerprint), is_shown);
}

static char *
get_readiness (const SxDeliveryDigest *digest)
{
  guint n = digest->n_blocking;

  if (n == 0)
    return g_strdup (_ ("Everything is ready to be handed in."));
  return g_strdup_printf (dngettext (SX_GETTEXT_DOMAIN, "Every file will say that you take on %u problem.",
                                     "Every file will say that you take on %u problems.", n),
                          n);
}

static void
update (SxExportWindow *self)
{
  SxDeliveryDigest *digest = self->job ? sx_delivery_job_get_digest (self->job) : NULL;
  g_autofree char *obstacle = NULL, *readiness = NULL;
  gboolean is_checking;

  if (!self->session)
    return; /* the template is being made, or is gone */
  obstacle = get_obstacle (self);
  is_checking = !is_current (self) && !sx_session_get_failure (self->session);
  readiness = obstacle ? NULL : get_readiness (digest);
  gtk_label_set_label (self->status, obstacle ? obstacle : readiness);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_checking);
  gtk_spinner_set_spinning (self->spinner, is_checking);
  gtk_widget_set_sensitive (self->export_button, obstacle == NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->export_button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  obstacle ? obstacle : "", -1);
  sx_export_checks_set_stale (self->checks, !is_current (self));
  adw_view_stack_page_set_badge_number (self->checks_page, digest ? digest->n_blocking : 0);
  adw_view_stack_page_set_needs_attention (self->checks_page, digest && digest->n_blocking > 0);
  show_fingerprint (self, digest);
}

/* ---- following the scheme */

/* The state and its own result go to the job; where the result is not there yet, when it is. */
static gboolean
rested (gpointer data)
{
  SxExportWindow *self = data;
  SxSchemeState *state = sx_session_get_state (self->session);
  SxResult *result = sx_session_get_settled_result (self->session);
  SxPlan *plan = sx_session_get_plan (self->session);

  self->rest_timeout = 0;
  if (state && result && state->snapshot->generation != self->asked_state)
    {
      const SxMetric metric = { plan->plane, sx_session_get_area_mode (self->session) == SX_AREA_PLANAR };

      self->asked_state = state->snapshot->generation;
      sx_delivery_job_prepare (self->job, plan, state->snapshot, result, &metric);
    }
  return G_SOURCE_REMOVE;
}

static void
scheme_changed (SxExportWindow *self)
{
  g_clear_handle_id (&self->rest_timeout, g_source_remove);
  self->rest_timeout = g_timeout_add (REST, rested, self);
  update (self);
}

/* Previews come at the pace of the hand: they are nothing to this. */
static void
result_changed (SxExportWindow *self)
{
  SxSchemeState *state = sx_session_get_state (self->session);

  if (state && state->snapshot->generation == self->asked_state)
    return;
  if (!self->rest_timeout)
    rested (self);
  update (self);
}

static void
prepared (SxExportWindow *self)
{
  SxDeliveryDigest *digest = sx_delivery_job_get_digest (self->job);

  sx_export_checks_show (self->checks, digest);
  adw_view_stack_page_set_visible (self->sheets_page, digest->sheets->len > 0);
  if (!self->is_opened && !digest->failure && digest->n_blocking == 0)
    adw_view_stack_set_visible_child_name (self->pages, "parts");
  self->is_opened = TRUE;
  update (self);
}

static void
look_changed (SxExportWindow *self)
{
  SxDeliveryLook look;

  if (!self->job)
    return;
  sx_export_parts_get_look (self->parts, &look);
  sx_delivery_job_set_look (self->job, &look);
}

static void
go_there (SxExportWindow *self, const SxPreflightItem *item)
{
  g_signal_emit (self, signals[GO_THERE], 0, item, sx_delivery_job_get_digest (self->job)->result);
}

/* ---- exporting */

static void
trouble_read (SxExportWindow *self)
{
  gtk_info_bar_set_revealed (self->trouble_bar, FALSE);
}

static void
show_writing (SxExportWindow *self, gboolean is_writing)
{
  gtk_widget_set_sensitive (self->cancel_button, is_writing);
  gtk_stack_set_visible_child_name (self->bar, is_writing ? "writing" : "ready");
  gtk_widget_grab_focus (is_writing ? self->cancel_button : self->export_button);
  gtk_widget_set_sensitive (GTK_WIDGET (self->parts), !is_writing); /* an entry there has lost the focus */
}

static void
export_clicked (SxExportWindow *self)
{
  SxDeliverOptions options;
  g_autofree char *folder = NULL;

  sx_export_parts_remember (self->parts);
  sx_export_parts_get_options (self->parts, &options);
  folder = g_filename_from_utf8 (options.folder, -1, NULL, NULL, NULL);
  options.folder = folder ? folder : options.folder;
  trouble_read (self);
  look_changed (self);
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_label_set_label (self->writing, _ ("Writing…"));
  show_writing (self, TRUE);
  sx_delivery_job_export (self->job, &options, sx_export_checks_is_taken_on (self->checks));
}

static void
cancel_clicked (SxExportWindow *self)
{
  gtk_widget_set_sensitive (self->cancel_button, FALSE);
  gtk_label_set_label (self->writing, _ ("Taking back what was written…"));
  sx_delivery_job_cancel (self->job);
}

static void
progressed (SxExportWindow *self, double fraction, const char *what)
{
  g_autofree char *text = what ? g_strdup_printf (_ ("Writing: %s"), what) : NULL;

  gtk_progress_bar_set_fraction (self->progress, fraction);
  if (text && gtk_widget_get_sensitive (self->cancel_button)
      && g_strcmp0 (gtk_label_get_label (self->writing), text) != 0)
    gtk_label_set_label (self->writing, text);
}

static void
show_trouble (SxExportWindow *self, const GError *error)
{
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    text = g_strdup (_ ("The export was cancelled; the folder is as it was before."));
  else if (g_error_matches (error, SX_ERROR, SX_ERROR_UNWRITABLE))
    text = g_strdup_printf (_ ("%s Nothing was written; choose another folder, or make room there."),
                            error->message);
  else
    text = g_strdup_printf (_ ("%s Nothing was written."), error->message);
  gtk_label_set_label (self->trouble, text);
  gtk_info_bar_set_message_type (self->trouble_bar, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                                                        ? GTK_MESSAGE_INFO
                                                        : GTK_MESSAGE_ERROR);
  gtk_info_bar_set_revealed (self->trouble_bar, TRUE);
}

static void
show_done (SxExportWindow *self, const GPtrArray *files)
{
  g_autofree char *text
      = g_strdup_printf (dngettext (SX_GETTEXT_DOMAIN, "Exported: %u file", "Exported: %u files", files->len),
                         files->len);
  SxDeliverOptions options;

  sx_export_parts_get_options (self->parts, &options);
  gtk_stack_set_visible_child_name (self->stages, "done");
  sx_export_done_show (self->done, options.folder, files,
                       sx_delivery_job_get_digest (self->job)->fingerprint);
  g_signal_emit (self, signals[EXPORTED], 0, text);
}

static void
finished (SxExportWindow *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *files = sx_delivery_job_finish (self->job, &error);

  show_writing (self, FALSE);
  if (files)
    show_done (self, files);
  else
    show_trouble (self, error);
  update (self);
}

static void
back_clicked (SxExportWindow *self)
{
  gtk_stack_set_visible_child_name (self->stages, "prepare");
  gtk_widget_grab_focus (self->export_button);
}

/* ---- the object */

/* Esc cancels the export, and else closes. */
static gboolean
escape_pressed (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  SxExportWindow *self = SX_EXPORT_WINDOW (widget);

  if (!sx_delivery_job_is_exporting (self->job))
    gtk_window_close (GTK_WINDOW (self));
  else if (gtk_widget_get_sensitive (self->cancel_button))
    cancel_clicked (self);
  return TRUE;
}

static gboolean
close_pressed (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

static void
sx_export_window_dispose (GObject *object)
{
  SxExportWindow *self = SX_EXPORT_WINDOW (object);

  g_clear_handle_id (&self->rest_timeout, g_source_remove);
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  if (self->job)
    {
      g_signal_handlers_disconnect_by_data (self->job, self);
      sx_delivery_job_close (self->job);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), SX_TYPE_EXPORT_WINDOW);
  g_clear_object (&self->job);
  G_OBJECT_CLASS (sx_export_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SxExportWindow, stages);
  gtk_widget_class_bind_template_child (widget_class, SxExportWindow, bar);
  gtk_widget_class_bind_template_child (widget_class, SxExportWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, SxExportWindow, checks_page);
  gtk_widget_class_bind_template_child (widget_class, SxExportWindow, sheets_page);
  gtk_widget_class_bind_template_child (widget_class, SxExportWindow, checks);
  gtk_widget_class_bind_template_child (widget_class, SxExportWindow, parts);
  gtk_widget_class_bind_template_child (widget_class, SxExportWindow, preview);
  gtk_widget_class_bind_template_child (widget_class, SxExportWindow, done);
  gtk_widget_class_bind_template_child (widget_class, SxExportWindow, trouble_bar);
  gtk_widget_class_bind_template_child (widget_class, SxExportWindow, trouble);
  gtk_widget_class_bind_template_child (widget_class, SxExportWindow, status);
  gtk_widget_class_bind_template_child (widget_class, SxExportWindow, fingerprint);
  gtk_widget_class_bind_template_child (widget_class, SxExportWindow, writing);
  gtk_widget_class_bind_template_child (widget_class, SxExportWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, SxExportWindow, export_button);
  gtk_widget_class_bind_template_child (widget_class, SxExportWindow, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SxExportWindow, progress);
}

static void
sx_export_window_class_init (SxExportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_export_window_dispose;
  g_type_ensure (SX_TYPE_EXPORT_CHECKS);
  g_type_ensure (SX_TYPE_EXPORT_DONE);
  g_type_ensure (SX_TYPE_EXPORT_PARTS);
  g_type_ensure (SX_TYPE_EXPORT_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-export-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, export_clicked);
  gtk_widget_class_bind_template_callback (widget_class, go_there);
  gtk_widget_class_bind_template_callback (widget_class, look_changed);
  gtk_widget_class_bind_template_callback (widget_class, trouble_read);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_pressed, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, close_pressed, NULL);
  signals[GO_THERE] = g_signal_new ("go-there", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                    G_TYPE_POINTER, G_TYPE_POINTER);
  signals[EXPORTED] = g_signal_new ("exported", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                    G_TYPE_STRING);
}

static void
sx_export_window_init (SxExportWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sx_accessible_name_button (self->export_button, _ ("Export"));
  sx_accessible_name_button (self->cancel_button, _ ("Cancel"));
  self->job = sx_delivery_job_new ();
  g_signal_connect_object (self->job, "prepared", G_CALLBACK (prepared), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->job, "progress", G_CALLBACK (progressed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->job, "finished", G_CALLBACK (finished), self, G_CONNECT_SWAPPED);
  sx_export_preview_set_job (self->preview, self->job);
  look_changed (self);
}

GtkWindow *
sx_export_window_new (GtkWindow *parent, SxSession *session)
{
  SxExportWindow *self = g_object_new (SX_TYPE_EXPORT_WINDOW, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  sx_export_parts_set_plan (self->parts, sx_session_get_file (session));
  g_signal_connect_object (session, "scheme-changed", G_CALLBACK (scheme_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "result-changed", G_CALLBACK (result_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "unsaved-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  sx_export_checks_show (self->checks, NULL);
  rested (self);
  update (self);
  return GTK_WINDOW (self);
}

gboolean
sx_export_window_is_exporting (SxExportWindow *self)
{
  return self->job && sx_delivery_job_is_exporting (self->job);
}

gboolean
sx_export_window_is_idle (SxExportWindow *self)
{
  return is_current (self) && !sx_delivery_job_is_exporting (self->job)
         && sx_export_preview_is_idle (self->preview);
}
