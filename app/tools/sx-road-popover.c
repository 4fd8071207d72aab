/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/sx-road-popover.h"

/* Of 城市道路工程设计规范: what DLDJ holds, whatever the user's language. */
static const char *const grades[] = { "快速路", "主干路", "次干路", "支路" };

struct _SxRoadPopover
{
  GtkPopover parent_instance;
  GtkDropDown *grade;
  GtkEntry *name;
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (SxRoadPopover, sx_road_popover, GTK_TYPE_POPOVER)

static void
apply (SxRoadPopover *self)
{
  g_signal_emit (self, chosen_signal, 0);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
sx_road_popover_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SX_TYPE_ROAD_POPOVER);
  G_OBJECT_CLASS (sx_road_popover_parent_class)->dispose (object);
}

static void
sx_road_popover_class_init (SxRoadPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_road_popover_dispose;
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-road-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, SxRoadPopover, grade);
  gtk_widget_class_bind_template_child (widget_class, SxRoadPopover, name);
  gtk_widget_class_bind_template_callback (widget_class, apply);
}

static void
sx_road_popover_init (SxRoadPopover *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (grades); i++)
    gtk_string_list_append (list, grades[i]);
  gtk_drop_down_set_model (self->grade, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->grade, G_N_ELEMENTS (grades) - 1);
}

SxRoadPopover *
sx_road_popover_new (void)
{
  return g_object_new (SX_TYPE_ROAD_POPOVER, NULL);
}

const char *
sx_road_popover_get_grade (SxRoadPopover *self)
{
  return grades[MIN (gtk_drop_down_get_selected (self->grade), G_N_ELEMENTS (grades) - 1)];
}

const char *
sx_road_popover_get_name (SxRoadPopover *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->name));
}

void
sx_road_popover_begin (SxRoadPopover *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
}
