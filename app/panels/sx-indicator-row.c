/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-indicator-row.h"

#include "panels/sx-culling.h"
#include "panels/sx-indicator-cells.h"
#include "panels/sx-indicator-detail.h"

struct _SxIndicatorRow
{
  GtkListBoxRow parent_instance;
  GtkBox *box;
  SxIndicatorCells *cells;
  GtkWidget *detail; /* NULL: closed */
  SxIndicatorItem *item;
};

G_DEFINE_FINAL_TYPE (SxIndicatorRow, sx_indicator_row, GTK_TYPE_LIST_BOX_ROW)

static void
sx_indicator_row_dispose (GObject *object)
{
  SxIndicatorRow *self = SX_INDICATOR_ROW (object);

  if (self->item)
    {
      sx_indicator_row_close (self);
      g_signal_handlers_disconnect_by_data (self->item, self);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), NULL);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (sx_indicator_row_parent_class)->dispose (object);
}

static void
sx_indicator_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  if (sx_culling_is_seen (widget))
    GTK_WIDGET_CLASS (sx_indicator_row_parent_class)->snapshot (widget, snapshot);
}

static void
sx_indicator_row_class_init (SxIndicatorRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sx_indicator_row_dispose;
  widget_class->snapshot = sx_indicator_row_snapshot;
  g_type_ensure (SX_TYPE_INDICATOR_CELLS);
  gtk_widget_class_set_template_from_resource (widget_class, SX_RESOURCES "ui/sx-indicator-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorRow, box);
  gtk_widget_class_bind_template_child (widget_class, SxIndicatorRow, cells);
}

static void
sx_indicator_row_init (SxIndicatorRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
item_changed (SxIndicatorRow *self, guint parts)
{
  sx_indicator_cells_show (self->cells, self->item, parts);
  if (!self->item->is_preview) /* a screen reader is not to read what passes sixty times a second */
    {
      g_autofree char *summary = sx_indicator_item_dup_summary (self->item);

      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, summary, -1);
    }
}

GtkWidget *
sx_indicator_row_new (SxIndicatorItem *item, SxIndicatorColumns *columns)
{
  SxIndicatorRow *self = g_object_new (SX_TYPE_INDICATOR_ROW, NULL);

  self->item = g_object_ref (item);
  sx_indicator_cells_set_columns (self->cells, columns);
  g_signal_connect_object (item, "changed", G_CALLBACK (item_changed), self, G_CONNECT_SWAPPED);
  item_changed (self, SX_INDICATOR_ALL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE, -1);
  return GTK_WIDGET (self);
}

SxIndicatorItem *
sx_indicator_row_get_item (SxIndicatorRow *self)
{
  return self->item;
}

gboolean
sx_indicator_row_is_open (SxIndicatorRow *self)
{
  return self->detail != NULL;
}

void
sx_indicator_row_open (SxIndicatorRow *self, SxIndicatorQuestions *questions, SxMapView *view)
{
  if (self->detail)
    return;
  self->detail = sx_indicator_detail_new (self->item, questions, view);
  gtk_box_append (self->box, self->detail);
  gtk_widget_add_css_class (GTK_WIDGET (self), "open");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, TRUE, -1);
}

void
sx_indicator_row_close (SxIndicatorRow *self)
{
  if (!self->detail)
    return;
  gtk_box_remove (self->box, g_steal_pointer (&self->detail));
  gtk_widget_remove_css_class (GTK_WIDGET (self), "open");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE, -1);
}
