/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-welcome-page.h"

#include "sx-template.h"

#include "models/sx-recent-plans.h"
#include "sx-sample-maker.h"

#include "base/sx-i18n.h"

struct _SxWelcomePage
{
  GtkWidget parent_instance;
  GListModel *recent;
  GCancellable *making; /* the sample; NULL: it is not being made */

  /* template */
  GtkWidget *recent_box;
  GtkListBox *recent_list;
  GtkButton *sample_button;
  GtkStack *sample_stack;
  GtkProgressBar *sample_progress;
  GtkLabel *sample_error;
};

static guint open_signal;

G_DEFINE_FINAL_TYPE (SxWelcomePage, sx_welcome_page, GTK_TYPE_WIDGET)

/* ---- recent plans */

static GtkWidget *
make_row (gpointer item, gpointer data)
{
  SxRecentPlan *plan = item;
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (sx_recent_plan_get_title (plan), -1);
  g_autofree char *folder = g_markup_escape_text (sx_recent_plan_get_folder (plan), -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), folder);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), "sx-layers-symbolic");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static void
recent_activated (SxWelcomePage *self, GtkListBoxRow *row)
{
  g_autoptr (SxRecentPlan) plan
      = g_list_model_get_item (self->recent, (guint)gtk_list_box_row_get_index (row));

  if (plan)
    g_signal_emit (self, open_signal, 0, sx_recent_plan_get_file (plan));
}

static void
recent_changed (SxWelcomePage *self)
{
  gtk_widget_set_visible (self->recent_box, g_list_model_get_n_items (self->recent) > 0);
}

/* ---- the sample */

static void
sample_told (double fraction, gpointer data)
{
  SxWelcomePage *self = data;

  if (self->sample_progress) /* else the window is gone */
    gtk_progress_bar_set_fraction (self->sample_progress, fraction);
}

static void
sample_made (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (SxWelcomePage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = sx_sample_path ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  gboolean good = sx_sample_make_finish (result, &error);

  g_clear_object (&self->making);
  if (!self->sample_stack)
    return; /* the window is gone */
  gtk_stack_set_visible_child_name (self->sample_stack, "button");
  gtk_widget_set_visible (GTK_WIDGET (self->sample_error), FALSE);
  if (good)
    g_signal_emit (self, open_signal, 0, file);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      gtk_label_set_label (self->sample_error, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->sample_error), TRUE);
    }
}

/* Makes the sample county where it is not there yet, with progress, and opens it. */
static void
try_sample (SxWelcomePage *self)
{
  if (self->making)
    return;
  self->making = g_cancellable_new ();
  gtk_progress_bar_set_fraction (self->sample_progress, 0);
  gtk_stack_set_visible_child_name (self->sample_stack, "progress");
  sx_sample_make_async (self->making, sample_told, sample_made, g_object_ref (self));
}

static void
cancel_sample (SxWelcomePage *self)
{
  if (self->making)
    g_cancellable_cancel (self->making);
}

/* ---- the object */

static void
sx_welcome_page_dispose (GObject *object)
{
  SxWelcomePage *self = SX_WELCOME_PAGE (object);

  cancel_sample (self);
  if (self->recent)
    g_signal_handlers_disconnect_by_data (self->recent, self);
  sx_template_dispose (GTK_WIDGET (self), SX_TYPE_WELCOME_PAGE);
  g_clear_object (&self->recent);
  G_OBJECT_CLASS (sx_welcome_page_parent_class)->dispose (object);
}

static void
sx_welcome_page_class_init (SxWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_welcome_page_dispose;
  open_signal = g_signal_new ("open-file", SX_TYPE_WELCOME_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, G_TYPE_FILE);
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-welcome-page.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, SxWelcomePage, recent_box);
  gtk_widget_class_bind_template_child (widget_class, SxWelcomePage, recent_list);
  gtk_widget_class_bind_template_child (widget_class, SxWelcomePage, sample_button);
  gtk_widget_class_bind_template_child (widget_class, SxWelcomePage, sample_stack);
  gtk_widget_class_bind_template_child (widget_class, SxWelcomePage, sample_progress);
  gtk_widget_class_bind_template_child (widget_class, SxWelcomePage, sample_error);
  gtk_widget_class_bind_template_callback (widget_class, recent_activated);
  gtk_widget_class_bind_template_callback (widget_class, try_sample);
  gtk_widget_class_bind_template_callback (widget_class, cancel_sample);
}

static void
sx_welcome_page_init (SxWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->recent = sx_recent_plans_get ();
  gtk_list_box_bind_model (self->recent_list, self->recent, make_row, NULL, NULL);
  g_signal_connect_swapped (self->recent, "items-changed", G_CALLBACK (recent_changed), self);
  recent_changed (self);
}
