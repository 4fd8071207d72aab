/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-base-map-row.h"

#include "map/sx-base-map.h"
#include "sx-settings.h"
#include "sx-template.h"
#include "sx-tooltip.h"

#include "base/sx-i18n.h"

struct _SxBaseMapRow
{
  GtkWidget parent_instance;

  /* template */
  GtkCheckButton *check;
  GtkLabel *title;
  GtkImage *trouble;
  GtkScale *opacity;
};

G_DEFINE_FINAL_TYPE (SxBaseMapRow, sx_base_map_row, GTK_TYPE_WIDGET)

static void
show_status (SxBaseMapRow *self)
{
  SxBaseMap *base_map = sx_base_map_get ();
  g_autofree char *title = sx_base_map_get_title (base_map);
  g_autofree char *text = g_strdup_printf (_ ("Base Map: %s"), title);
  const char *sentence = sx_base_map_get_sentence (base_map);
  gboolean is_trouble = sx_base_map_get_state (base_map) == SX_BASE_MAP_TROUBLE;

  gtk_widget_set_visible (GTK_WIDGET (self), sx_base_map_get_state (base_map) != SX_BASE_MAP_OFF);
  gtk_label_set_label (self->title, text);
  sx_tooltip_set (GTK_WIDGET (self->title), is_trouble ? sentence : text);
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), is_trouble);
  sx_tooltip_set (GTK_WIDGET (self->trouble), sentence);
  if (is_trouble && sentence)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->trouble), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                    -1);
}

static char *
format_percent (GtkScale *scale, double value, gpointer data)
{
  return g_strdup_printf ("%.0f %%", value * 100);
}

static void
sx_base_map_row_dispose (GObject *object)
{
  sx_template_dispose (GTK_WIDGET (object), SX_TYPE_BASE_MAP_ROW);
  G_OBJECT_CLASS (sx_base_map_row_parent_class)->dispose (object);
}

static void
sx_base_map_row_class_init (SxBaseMapRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_base_map_row_dispose;
  gtk_widget_class_set_css_name (widget_class, "sx-base-map-row");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-base-map-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SxBaseMapRow, check);
  gtk_widget_class_bind_template_child (widget_class, SxBaseMapRow, title);
  gtk_widget_class_bind_template_child (widget_class, SxBaseMapRow, trouble);
  gtk_widget_class_bind_template_child (widget_class, SxBaseMapRow, opacity);
}

static void
sx_base_map_row_init (SxBaseMapRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_scale_set_format_value_func (self->opacity, format_percent, NULL, NULL);
  g_settings_bind (sx_settings_get (), SX_SETTING_BASE_MAP_OPACITY,
                   gtk_range_get_adjustment (GTK_RANGE (self->opacity)), "value", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (sx_base_map_get (), "status-changed", G_CALLBACK (show_status), self,
                           G_CONNECT_SWAPPED);
  show_status (self);
}

void
sx_base_map_row_set_view (SxBaseMapRow *self, SxMapView *view)
{
  g_object_bind_property (view, "base-map-visible", self->check, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}
