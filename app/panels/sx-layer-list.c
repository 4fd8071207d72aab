/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-layer-list.h"

#include "sx-template.h"

#include "models/sx-layer-group.h"
#include "models/sx-row-list.h"
#include "panels/sx-base-map-row.h"
#include "panels/sx-layer-row.h"

#include "base/sx-i18n.h"

struct _SxLayerList
{
  GtkWidget parent_instance;
  GListModel *layers; /* the session's, lowest first; or NULL */
  SxMapView *view;
  SxRowList *rows; /* SxLayerItem and SxLayerGroup */
  SxLayerGroup *ground;

  /* template */
  GtkListView *list;
  SxBaseMapRow *base_map;
  GtkCheckButton *names;
};

G_DEFINE_FINAL_TYPE (SxLayerList, sx_layer_list, GTK_TYPE_WIDGET)

/* What covers the ground from border to border, painted below all else. */
static gboolean
is_ground (SxLayerItem *item)
{
  static const char *const tables[] = { "DLTB", "DLTB2020", "CZJSSYXPJJG", "GHFQ" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (g_str_equal (tables[i], sx_layer_item_get_table (item)))
      return TRUE;
  return FALSE;
}

static void
refresh (SxLayerList *self)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) ground = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = self->layers ? g_list_model_get_n_items (self->layers) : 0; i > 0; i--)
    {
      SxLayerItem *item = g_list_model_get_item (self->layers, i - 1);

      g_ptr_array_add (is_ground (item) ? ground : rows, item);
    }
  sx_layer_group_set_items (self->ground, ground);
  if (ground->len > 0)
    g_ptr_array_add (rows, g_object_ref (self->ground));
  for (guint i = 0; i < ground->len && !sx_layer_group_get_folded (self->ground); i++)
    g_ptr_array_add (rows, g_object_ref (ground->pdata[i]));
  sx_row_list_set_rows (self->rows, rows);
}

/* While layers come in, above and below each other, the list stays at its top. */
static void
layers_changed (SxLayerList *self)
{
  refresh (self);
  if (sx_row_list_get_n_rows (self->rows) > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
}

static void
fold_clicked (SxLayerList *self, SxLayerGroup *group)
{
  sx_layer_group_set_folded (group, !sx_layer_group_get_folded (group));
  refresh (self);
}

static void
row_activated (SxLayerList *self, guint position)
{
  gpointer item = sx_row_list_get_row (self->rows, position);

  if (SX_IS_LAYER_GROUP (item))
    fold_clicked (self, item);
  else if (item && sx_layer_item_get_layer (item)->n_features > 0)
    sx_map_view_zoom_to (self->view, sx_layer_item_get_box (item));
}

static void
set_up_row (SxLayerList *self, GtkListItem *list_item)
{
  GtkWidget *row = sx_layer_row_new (self->view);

  g_signal_connect_object (row, "fold-clicked", G_CALLBACK (fold_clicked), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_row (SxLayerList *self, GtkListItem *list_item)
{
  sx_layer_row_set_item (SX_LAYER_ROW (gtk_list_item_get_child (list_item)),
                         gtk_list_item_get_item (list_item));
}

static void
unbind_row (SxLayerList *self, GtkListItem *list_item)
{
  sx_layer_row_set_item (SX_LAYER_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
sx_layer_list_dispose (GObject *object)
{
  SxLayerList *self = SX_LAYER_LIST (object);

  sx_layer_list_set_session (self, NULL);
  sx_template_dispose (GTK_WIDGET (self), SX_TYPE_LAYER_LIST);
  g_clear_object (&self->rows);
  g_clear_object (&self->ground);
  G_OBJECT_CLASS (sx_layer_list_parent_class)->dispose (object);
}

static void
sx_layer_list_class_init (SxLayerListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_layer_list_dispose;
  g_type_ensure (SX_TYPE_BASE_MAP_ROW);
  gtk_widget_class_set_css_name (widget_class, "sx-layer-list");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-layer-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SxLayerList, list);
  gtk_widget_class_bind_template_child (widget_class, SxLayerList, base_map);
  gtk_widget_class_bind_template_child (widget_class, SxLayerList, names);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
}

static void
sx_layer_list_init (SxLayerList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = sx_row_list_new ();
  self->ground = sx_layer_group_new (_ ("Base data"));
  g_signal_connect_object (factory, "setup", G_CALLBACK (set_up_row), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_row), self, G_CONNECT_SWAPPED);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  gtk_list_view_set_factory (self->list, factory);
}

void
sx_layer_list_set_session (SxLayerList *self, SxSession *session)
{
  if (self->layers)
    g_signal_handlers_disconnect_by_data (self->layers, self);
  g_clear_object (&self->layers);
  if (session)
    self->layers = g_object_ref (sx_session_get_layers (session));
  if (session)
    g_signal_connect_swapped (self->layers, "items-changed", G_CALLBACK (layers_changed), self);
  if (self->rows)
    refresh (self);
}

void
sx_layer_list_set_view (SxLayerList *self, SxMapView *view)
{
  self->view = view;
  sx_base_map_row_set_view (self->base_map, view);
  g_object_bind_property (view, "names-visible", self->names, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}
