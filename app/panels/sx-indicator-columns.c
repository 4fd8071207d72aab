/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-indicator-columns.h"

#define WIDTH_AHEAD 6

G_DEFINE_FINAL_TYPE (SxIndicatorColumns, sx_indicator_columns, G_TYPE_OBJECT)

static void
sx_indicator_columns_finalize (GObject *object)
{
  SxIndicatorColumns *self = SX_INDICATOR_COLUMNS (object);

  g_clear_handle_id (&self->resize_idle, g_source_remove);
  g_ptr_array_unref (self->cells);
  G_OBJECT_CLASS (sx_indicator_columns_parent_class)->finalize (object);
}

static void
sx_indicator_columns_class_init (SxIndicatorColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sx_indicator_columns_finalize;
}

static void
sx_indicator_columns_init (SxIndicatorColumns *self)
{
  self->cells = g_ptr_array_new ();
}

SxIndicatorColumns *
sx_indicator_columns_new (void)
{
  return g_object_new (SX_TYPE_INDICATOR_COLUMNS, NULL);
}

void
sx_indicator_columns_add (SxIndicatorColumns *self, GtkWidget *cells)
{
  g_ptr_array_add (self->cells, cells);
}

void
sx_indicator_columns_remove (SxIndicatorColumns *self, GtkWidget *cells)
{
  g_ptr_array_remove_fast (self->cells, cells);
}

static gboolean
resize_all (gpointer data)
{
  SxIndicatorColumns *self = data;

  self->resize_idle = 0;
  for (guint i = 0; i < self->cells->len; i++)
    gtk_widget_queue_resize (g_ptr_array_index (self->cells, i));
  return G_SOURCE_REMOVE;
}

void
sx_indicator_columns_need (SxIndicatorColumns *self, SxIndicatorColumn column, int width)
{
  if (width <= self->width[column])
    return;
  /* some digits more than that, or each digit that comes would lay out the whole panel again */
  self->width[column] = self->width[column] == 0 ? width : width + WIDTH_AHEAD;
  /* those that were measured before this one; not from within measuring */
  if (!self->resize_idle)
    self->resize_idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, resize_all, self, NULL);
}
