/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-layer-row.h"

#include "sx-template.h"
#include "sx-tooltip.h"

#include "models/sx-layer-group.h"
#include "panels/sx-layer-popover.h"
#include "panels/sx-layer-swatch.h"
#include "sx-app-words.h"

#include "base/sx-i18n.h"

struct _SxLayerRow
{
  GtkWidget parent_instance;
  SxMapView *view;
  GObject *item; /* SxLayerItem, SxLayerGroup or NULL */
  gboolean is_updating;

  /* template */
  GtkCheckButton *check;
  SxLayerSwatch *swatch;
  GtkLabel *title;
  GtkLabel *count;
  GtkMenuButton *menu_button;
  GtkButton *fold_button;
};

static guint fold_signal;

G_DEFINE_FINAL_TYPE (SxLayerRow, sx_layer_row, GTK_TYPE_WIDGET)

static void
check_toggled (SxLayerRow *self)
{
  gboolean visible = gtk_check_button_get_active (self->check);

  if (self->is_updating || !self->item)
    return;
  if (SX_IS_LAYER_GROUP (self->item))
    sx_layer_group_set_visible (SX_LAYER_GROUP (self->item), visible);
  else
    sx_layer_item_set_visible (SX_LAYER_ITEM (self->item), visible);
}

static void
fold_clicked (SxLayerRow *self)
{
  g_signal_emit (self, fold_signal, 0, self->item);
}

static void
make_popover (GtkMenuButton *button, gpointer data)
{
  SxLayerRow *self = data;

  gtk_menu_button_set_popover (button, sx_layer_popover_new (SX_LAYER_ITEM (self->item), self->view));
}

static void
update_names (SxLayerRow *self, const char *title)
{
  g_autofree char *check = g_strdup_printf (_ ("Show %s"), title);
  g_autofree char *menu = g_strdup_printf (_ ("Opacity and legend of %s"), title);
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self)); /* the list's own, which takes the focus */

  gtk_label_set_label (self->title, title);
  sx_tooltip_set (GTK_WIDGET (self->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, check, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL, menu,
                                  -1);
  if (row)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static void
show_group (SxLayerRow *self, SxLayerGroup *group)
{
  gboolean is_folded = sx_layer_group_get_folded (group), all;
  gboolean visible = sx_layer_group_get_visible (group, &all);
  g_autofree char *count = g_strdup_printf ("%u", sx_layer_group_get_n_items (group));
  const char *fold = is_folded ? _ ("Show the Layers of the Group") : _ ("Hide the Layers of the Group");

  gtk_check_button_set_active (self->check, visible && all);
  gtk_check_button_set_inconsistent (self->check, visible && !all);
  gtk_label_set_label (self->count, count);
  gtk_button_set_icon_name (self->fold_button, is_folded ? "pan-end-symbolic" : "pan-down-symbolic");
  sx_tooltip_set (GTK_WIDGET (self->fold_button), fold);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->fold_button), GTK_ACCESSIBLE_PROPERTY_LABEL, fold,
                                  -1);
  update_names (self, sx_layer_group_get_title (group));
}

static void
show_layer (SxLayerRow *self, SxLayerItem *item)
{
  g_autofree char *count = sx_words_count (sx_layer_item_get_layer (item)->n_features);
  gboolean visible = sx_layer_item_get_visible (item);

  gtk_check_button_set_active (self->check, visible);
  gtk_check_button_set_inconsistent (self->check, FALSE);
  gtk_label_set_label (self->count, count);
  if (visible)
    gtk_widget_remove_css_class (GTK_WIDGET (self->title), "dim-label");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->title), "dim-label");
  sx_layer_swatch_set_layer (self->swatch, item);
  update_names (self, sx_layer_item_get_title (item));
}

static void
update (SxLayerRow *self)
{
  gboolean is_group = SX_IS_LAYER_GROUP (self->item);

  self->is_updating = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->swatch), !is_group);
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), !is_group);
  gtk_widget_set_visible (GTK_WIDGET (self->fold_button), is_group);
  if (is_group)
    show_group (self, SX_LAYER_GROUP (self->item));
  else
    show_layer (self, SX_LAYER_ITEM (self->item));
  self->is_updating = FALSE;
}

void
sx_layer_row_set_item (SxLayerRow *self, gpointer item)
{
  if (self->item)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (!item)
    {
      gtk_menu_button_set_popover (self->menu_button, NULL);
      return;
    }
  g_signal_connect_swapped (item, SX_IS_LAYER_GROUP (item) ? "changed" : "notify::visible",
                            G_CALLBACK (update), self);
  update (self);
}

static void
sx_layer_row_dispose (GObject *object)
{
  SxLayerRow *self = SX_LAYER_ROW (object);

  if (self->item)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
  sx_template_dispose (GTK_WIDGET (self), SX_TYPE_LAYER_ROW);
  G_OBJECT_CLASS (sx_layer_row_parent_class)->dispose (object);
}

static void
sx_layer_row_class_init (SxLayerRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_layer_row_dispose;
  fold_signal = g_signal_new ("fold-clicked", SX_TYPE_LAYER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, SX_TYPE_LAYER_GROUP);
  g_type_ensure (SX_TYPE_LAYER_SWATCH);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-layer-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SxLayerRow, check);
  gtk_widget_class_bind_template_child (widget_class, SxLayerRow, swatch);
  gtk_widget_class_bind_template_child (widget_class, SxLayerRow, title);
  gtk_widget_class_bind_template_child (widget_class, SxLayerRow, count);
  gtk_widget_class_bind_template_child (widget_class, SxLayerRow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SxLayerRow, fold_button);
  gtk_widget_class_bind_template_callback (widget_class, check_toggled);
  gtk_widget_class_bind_template_callback (widget_class, fold_clicked);
}

static void
sx_layer_row_init (SxLayerRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->menu_button, make_popover, self, NULL);
}

GtkWidget *
sx_layer_row_new (SxMapView *view)
{
  SxLayerRow *self = g_object_new (SX_TYPE_LAYER_ROW, NULL);

  self->view = view;
  return GTK_WIDGET (self);
}
