/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-layer-swatch.h"

#define WIDTH 24
#define HEIGHT 16
#define N_STRIPS 4

struct _SxLayerSwatch
{
  GtkWidget parent_instance;
  const SxTableStyle *style;
  guint n_classes;
  guint classes[N_STRIPS];
};

G_DEFINE_FINAL_TYPE (SxLayerSwatch, sx_layer_swatch, GTK_TYPE_WIDGET)

static void
sx_layer_swatch_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SxLayerSwatch *self = SX_LAYER_SWATCH (widget);
  gboolean is_dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  int x = (gtk_widget_get_width (widget) - WIDTH) / 2, y = (gtk_widget_get_height (widget) - HEIGHT) / 2;
  cairo_t *cr;

  if (!self->style)
    return;
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT ((float)x, (float)y, (float)WIDTH, (float)HEIGHT));
  cairo_translate (cr, x, y);
  for (guint i = 0; i < self->n_classes; i++)
    {
      double from = (double)(WIDTH * i) / self->n_classes, to = (double)(WIDTH * (i + 1)) / self->n_classes;

      cairo_save (cr);
      cairo_rectangle (cr, from, 0, to - from, HEIGHT);
      cairo_clip (cr);
      sx_table_style_swatch (self->style, is_dark ? SX_THEME_DARK : SX_THEME_LIGHT, self->classes[i], cr,
                             WIDTH, HEIGHT);
      cairo_restore (cr);
    }
  cairo_destroy (cr);
}

static void
sx_layer_swatch_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                         int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
sx_layer_swatch_class_init (SxLayerSwatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = sx_layer_swatch_snapshot;
  widget_class->measure = sx_layer_swatch_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
sx_layer_swatch_init (SxLayerSwatch *self)
{
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

GtkWidget *
sx_layer_swatch_new (void)
{
  return g_object_new (SX_TYPE_LAYER_SWATCH, NULL);
}

void
sx_layer_swatch_set (SxLayerSwatch *self, const SxTableStyle *style, guint map_class)
{
  self->style = style;
  self->n_classes = 1;
  self->classes[0] = map_class;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

GArray *
sx_layer_swatch_classes (SxLayerItem *item)
{
  const SxTableStyle *style = sx_map_style_table (sx_map_style_get (), sx_layer_item_get_table (item));
  const SxColumn *column
      = style && style->field ? sx_layer_column (sx_layer_item_get_layer (item), style->field) : NULL;
  GArray *classes = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean occurs[256] = { FALSE }; /* a style has at most 255 classes */

  if (!column || column->type != SX_COLUMN_TEXT)
    return classes;
  for (guint i = 1; i < column->pool->len; i++) /* each code of the layer once */
    occurs[sx_table_style_class (style, column->pool->pdata[i])] = TRUE;
  for (guint i = 0; i < style->n_classes; i++)
    if (occurs[i])
      g_array_append_val (classes, i);
  return classes;
}

void
sx_layer_swatch_set_layer (SxLayerSwatch *self, SxLayerItem *item)
{
  g_autoptr (GArray) classes = sx_layer_swatch_classes (item);

  sx_layer_swatch_set (self, sx_map_style_table (sx_map_style_get (), sx_layer_item_get_table (item)), 0);
  if (classes->len == 0)
    return;
  self->n_classes = MIN (classes->len, N_STRIPS);
  memcpy (self->classes, classes->data, self->n_classes * sizeof (guint));
}
