/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-conflict-row.h"

#include "panels/sx-culling.h"
#include "sx-tooltip.h"

#include "base/sx-i18n.h"

struct _SxConflictRow
{
  GtkListBoxRow parent_instance;
  GtkImage *icon;
  GtkLabel *name, *area, *text;
  SxConflictItem *item;
};

G_DEFINE_FINAL_TYPE (SxConflictRow, sx_conflict_row, GTK_TYPE_LIST_BOX_ROW)

static void
sx_conflict_row_dispose (GObject *object)
{
  SxConflictRow *self = SX_CONFLICT_ROW (object);

  if (self->item)
    g_signal_handlers_disconnect_by_data (self->item, self);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), NULL);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (sx_conflict_row_parent_class)->dispose (object);
}

static void
sx_conflict_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  if (sx_culling_is_seen (widget))
    GTK_WIDGET_CLASS (sx_conflict_row_parent_class)->snapshot (widget, snapshot);
}

static void
sx_conflict_row_class_init (SxConflictRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_conflict_row_dispose;
  widget_class->snapshot = sx_conflict_row_snapshot;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-conflict-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SxConflictRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SxConflictRow, name);
  gtk_widget_class_bind_template_child (widget_class, SxConflictRow, area);
  gtk_widget_class_bind_template_child (widget_class, SxConflictRow, text);
}

static void
sx_conflict_row_init (SxConflictRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
item_changed (SxConflictRow *self)
{
  gboolean is_error = self->item->rule->severity == SX_SEVERITY_ERROR;
  const char *severity = is_error ? _ ("Error") : _ ("Warning");
  g_autofree char *sentence
      = g_strdup_printf ("%s, %s, %s, %s", severity, self->item->name, self->item->area, self->item->text);

  if (g_strcmp0 (gtk_label_get_label (self->name), self->item->name) != 0)
    gtk_label_set_label (self->name, self->item->name);
  if (g_strcmp0 (gtk_label_get_label (self->area), self->item->area) != 0)
    gtk_label_set_label (self->area, self->item->area);
  if (g_strcmp0 (gtk_label_get_label (self->text), self->item->text) != 0)
    gtk_label_set_label (self->text, self->item->text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
}

static void
show_severity (SxConflictRow *self, gboolean is_error)
{
  gtk_image_set_from_icon_name (self->icon,
                                is_error ? "sx-verdict-fail-symbolic" : "dialog-warning-symbolic");
  sx_tooltip_set (GTK_WIDGET (self->icon), is_error ? _ ("Error") : _ ("Warning"));
  gtk_widget_remove_css_class (GTK_WIDGET (self), is_error ? "verdict-manual" : "verdict-fail");
  gtk_widget_add_css_class (GTK_WIDGET (self), is_error ? "verdict-fail" : "verdict-manual");
}

GtkWidget *
sx_conflict_row_new (SxConflictItem *item)
{
  SxConflictRow *self = g_object_new (SX_TYPE_CONFLICT_ROW, NULL);

  sx_conflict_row_set_item (self, item);
  return GTK_WIDGET (self);
}

void
sx_conflict_row_set_item (SxConflictRow *self, SxConflictItem *item)
{
  if (self->item)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  show_severity (self, item->rule->severity == SX_SEVERITY_ERROR);
  g_signal_connect_object (item, "changed", G_CALLBACK (item_changed), self, G_CONNECT_SWAPPED);
  item_changed (self);
}

SxConflictItem *
sx_conflict_row_get_item (SxConflictRow *self)
{
  return self->item;
}
