/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-layer-popover.h"

#include "panels/sx-layer-swatch.h"
#include "sx-app-words.h"

#include "base/sx-i18n.h"

struct _SxLayerPopover
{
  GtkPopover parent_instance;
  SxLayerItem *item;
  SxMapView *view;

  /* template */
  GtkLabel *title;
  GtkLabel *count;
  GtkScale *opacity;
  GtkWidget *zoom_button;
  GtkWidget *legend_window;
  GtkBox *legend;
};

G_DEFINE_FINAL_TYPE (SxLayerPopover, sx_layer_popover, GTK_TYPE_POPOVER)

static void
zoom_clicked (SxLayerPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  sx_map_view_zoom_to (self->view, sx_layer_item_get_box (self->item));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
opacity_moved (SxLayerPopover *self)
{
  sx_layer_item_set_opacity (self->item, gtk_range_get_value (GTK_RANGE (self->opacity)) / 100);
}

static void
sx_layer_popover_dispose (GObject *object)
{
  SxLayerPopover *self = SX_LAYER_POPOVER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SX_TYPE_LAYER_POPOVER);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (sx_layer_popover_parent_class)->dispose (object);
}

static void
sx_layer_popover_class_init (SxLayerPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_layer_popover_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-layer-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, SxLayerPopover, title);
  gtk_widget_class_bind_template_child (widget_class, SxLayerPopover, count);
  gtk_widget_class_bind_template_child (widget_class, SxLayerPopover, opacity);
  gtk_widget_class_bind_template_child (widget_class, SxLayerPopover, zoom_button);
  gtk_widget_class_bind_template_child (widget_class, SxLayerPopover, legend_window);
  gtk_widget_class_bind_template_child (widget_class, SxLayerPopover, legend);
  gtk_widget_class_bind_template_callback (widget_class, zoom_clicked);
  gtk_widget_class_bind_template_callback (widget_class, opacity_moved);
}

static char *
format_percent (GtkScale *scale, double value, gpointer data)
{
  return g_strdup_printf ("%.0f %%", value);
}

static void
sx_layer_popover_init (SxLayerPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_scale_set_format_value_func (self->opacity, format_percent, NULL, NULL);
}

static void
add_class (SxLayerPopover *self, const SxTableStyle *style, guint map_class)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *swatch = sx_layer_swatch_new ();
  GtkWidget *label = gtk_label_new (sx_table_style_label (style, map_class));

  sx_layer_swatch_set (SX_LAYER_SWATCH (swatch), style, map_class);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), swatch);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (self->legend, box);
}

static void
fill_legend (SxLayerPopover *self)
{
  const SxTableStyle *style = sx_map_style_table (sx_map_style_get (), sx_layer_item_get_table (self->item));
  g_autoptr (GArray) classes = sx_layer_swatch_classes (self->item);

  for (guint i = 0; i < classes->len; i++)
    add_class (self, style, g_array_index (classes, guint, i));
  gtk_widget_set_visible (self->legend_window, classes->len > 1);
}

GtkWidget *
sx_layer_popover_new (SxLayerItem *item, SxMapView *view)
{
  SxLayerPopover *self = g_object_new (SX_TYPE_LAYER_POPOVER, NULL);
  guint n = sx_layer_item_get_layer (item)->n_features;
  g_autofree char *number = sx_words_count (n);
  g_autofree char *count
      = g_strdup_printf (dngettext (SX_GETTEXT_DOMAIN, "%s feature", "%s features", n), number);

  self->item = g_object_ref (item);
  self->view = view;
  gtk_label_set_label (self->title, sx_layer_item_get_title (item));
  gtk_label_set_label (self->count, count);
  gtk_range_set_value (GTK_RANGE (self->opacity), sx_layer_item_get_opacity (item) * 100);
  gtk_widget_set_sensitive (self->zoom_button, n > 0);
  fill_legend (self);
  return GTK_WIDGET (self);
}
