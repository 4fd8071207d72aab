/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dialogs/sx-export-checks.h"

#include "dialogs/sx-export-check-row.h"
#include "sx-template.h"

#include "base/sx-i18n.h"

#define SHOWN_AT_FIRST 100 /* of each group */

struct _SxExportChecks
{
  GtkWidget parent_instance;
  SxDeliveryDigest *digest;
  GPtrArray *rows; /* GtkWidget *, borrowed from the groups */
  gboolean is_all; /* also those beyond SHOWN_AT_FIRST */

  /* template */
  GtkStack *stack;
  AdwStatusPage *failure;
  GtkWidget *page;
  AdwPreferencesGroup *blocking, *notes;
  AdwActionRow *take_on_row;
  GtkCheckButton *take_on;
};

enum
{
  CHANGED,
  GO_THERE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SxExportChecks, sx_export_checks, GTK_TYPE_WIDGET)

/* ---- the lists */

static void
row_goes_there (SxExportChecks *self, SxExportCheckRow *row)
{
  g_signal_emit (self, signals[GO_THERE], 0, sx_export_check_row_get_item (row));
}

static void
add_row (SxExportChecks *self, AdwPreferencesGroup *group, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
}

static void show_rows (SxExportChecks *self);

static void
show_all (SxExportChecks *self)
{
  self->is_all = TRUE;
  show_rows (self);
}

static void
add_more (SxExportChecks *self, AdwPreferencesGroup *group, guint n_more)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_strdup_printf (_ ("Show %u more"), n_more);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (show_all), self, G_CONNECT_SWAPPED);
  add_row (self, group, row);
}

static void
add_rows (SxExportChecks *self, AdwPreferencesGroup *group, guint from, guint to)
{
  guint end = self->is_all ? to : MIN (to, from + SHOWN_AT_FIRST);

  for (guint i = from; i < end; i++)
    {
      GtkWidget *row = sx_export_check_row_new (self->digest->checks->pdata[i]);

      g_signal_connect_object (row, "go-there", G_CALLBACK (row_goes_there), self, G_CONNECT_SWAPPED);
      add_row (self, group, row);
    }
  if (end < to)
    add_more (self, group, to - end);
  gtk_widget_set_visible (GTK_WIDGET (group), from < to);
}

static void
clear_rows (SxExportChecks *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = self->rows->pdata[i];
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static void
show_rows (SxExportChecks *self)
{
  clear_rows (self);
  add_rows (self, self->blocking, 0, self->digest->n_blocking);
  add_rows (self, self->notes, self->digest->n_blocking, self->digest->checks->len);
}

/* ---- taking on */

static gboolean
can_be_taken_on (const SxDeliveryDigest *digest)
{
  for (guint i = 0; i < digest->n_blocking; i++)
    if (((SxPreflightItem *)digest->checks->pdata[i])->is_final)
      return FALSE;
  return TRUE;
}

static gboolean
same_problems (const SxDeliveryDigest *a, const SxDeliveryDigest *b)
{
  if (!a || a->n_blocking != b->n_blocking)
    return FALSE;
  for (guint i = 0; i < a->n_blocking; i++)
    if (!g_str_equal (((SxPreflightItem *)a->checks->pdata[i])->text,
                      ((SxPreflightItem *)b->checks->pdata[i])->text))
      return FALSE;
  return TRUE;
}

static void
show_take_on (SxExportChecks *self, gboolean is_same)
{
  guint n = self->digest->n_blocking;
  gboolean can = can_be_taken_on (self->digest);
  g_autofree char *title
      = g_strdup_printf (dngettext (SX_GETTEXT_DOMAIN, "I know of the %u problem below and take it on",
                                    "I know of the %u problems below and take them on", n),
                         n);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->take_on_row), title);
  adw_action_row_set_subtitle (self->take_on_row,
                               can ? "" : _ ("There is something that cannot be taken on."));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->take_on), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->take_on_row), can);
  if (!is_same || !can)
    gtk_check_button_set_active (self->take_on, FALSE);
}

static void
taken_on (SxExportChecks *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
sx_export_checks_is_taken_on (SxExportChecks *self)
{
  return gtk_check_button_get_active (self->take_on);
}

/* ---- the object */

static void
sx_export_checks_dispose (GObject *object)
{
  SxExportChecks *self = SX_EXPORT_CHECKS (object);

  if (self->rows)
    clear_rows (self);
  sx_template_dispose (GTK_WIDGET (self), SX_TYPE_EXPORT_CHECKS);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->digest, sx_delivery_digest_unref);
  G_OBJECT_CLASS (sx_export_checks_parent_class)->dispose (object);
}

static void
sx_export_checks_class_init (SxExportChecksClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_export_checks_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-export-checks.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, SxExportChecks, stack);
  gtk_widget_class_bind_template_child (widget_class, SxExportChecks, failure);
  gtk_widget_class_bind_template_child (widget_class, SxExportChecks, page);
  gtk_widget_class_bind_template_child (widget_class, SxExportChecks, blocking);
  gtk_widget_class_bind_template_child (widget_class, SxExportChecks, notes);
  gtk_widget_class_bind_template_child (widget_class, SxExportChecks, take_on_row);
  gtk_widget_class_bind_template_child (widget_class, SxExportChecks, take_on);
  gtk_widget_class_bind_template_callback (widget_class, taken_on);
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[GO_THERE] = g_signal_new ("go-there", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                    G_TYPE_POINTER);
}

static void
sx_export_checks_init (SxExportChecks *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sx_export_checks_show (SxExportChecks *self, SxDeliveryDigest *digest)
{
  g_autoptr (SxDeliveryDigest) old = g_steal_pointer (&self->digest);

  clear_rows (self); /* they borrow of the old one */
  self->digest = digest ? sx_delivery_digest_ref (digest) : NULL;
  if (!digest)
    gtk_stack_set_visible_child_name (self->stack, "waiting");
  else if (digest->failure)
    {
      adw_status_page_set_description (self->failure, digest->failure);
      gtk_stack_set_visible_child_name (self->stack, "failure");
    }
  else
    {
      show_rows (self);
      show_take_on (self, same_problems (old, digest));
      gtk_stack_set_visible_child_name (self->stack, digest->checks->len > 0 ? "list" : "clean");
    }
}

void
sx_export_checks_set_stale (SxExportChecks *self, gboolean is_stale)
{
  gtk_widget_set_sensitive (self->page, !is_stale);
}
