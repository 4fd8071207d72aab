/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dialogs/sx-export-part-row.h"

struct _SxExportPartRow
{
  AdwActionRow parent_instance;
  GtkSwitch *active; /* template */
  SxPart part;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (SxExportPartRow, sx_export_part_row, ADW_TYPE_ACTION_ROW)

static void
toggled (SxExportPartRow *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
sx_export_part_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SX_TYPE_EXPORT_PART_ROW);
  G_OBJECT_CLASS (sx_export_part_row_parent_class)->dispose (object);
}

static void
sx_export_part_row_class_init (SxExportPartRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_export_part_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-export-part-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SxExportPartRow, active);
  gtk_widget_class_bind_template_callback (widget_class, toggled);
  changed_signal = g_signal_new ("changed", SX_TYPE_EXPORT_PART_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
sx_export_part_row_init (SxExportPartRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sx_export_part_row_set_part (SxExportPartRow *self, SxPart part)
{
  self->part = part;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), sx_part_title (part));
}

SxPart
sx_export_part_row_get_part (SxExportPartRow *self)
{
  return self->part;
}

gboolean
sx_export_part_row_is_active (SxExportPartRow *self)
{
  return gtk_switch_get_active (self->active);
}

void
sx_export_part_row_set_active (SxExportPartRow *self, gboolean active)
{
  gtk_switch_set_active (self->active, active);
}
