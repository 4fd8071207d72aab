/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-map-blinker.h"

#include "base/sx-i18n.h"

#define HALF_MS 900 /* slow enough to look at each, and for eyes that flicker hurts */

struct _SxMapBlinker
{
  GtkWidget parent_instance;
  GtkLabel *label;
  gboolean is_after;
  guint timeout;
};

enum
{
  PROP_IS_AFTER = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SxMapBlinker, sx_map_blinker, GTK_TYPE_WIDGET)

static void
show (SxMapBlinker *self, gboolean is_after)
{
  self->is_after = is_after;
  gtk_label_set_label (self->label, is_after ? _ ("After maintenance") : _ ("Before maintenance"));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_AFTER]);
}

static gboolean
turn (gpointer data)
{
  SxMapBlinker *self = data;

  show (self, !self->is_after);
  return G_SOURCE_CONTINUE;
}

static void
sx_map_blinker_map (GtkWidget *widget)
{
  SxMapBlinker *self = SX_MAP_BLINKER (widget);

  GTK_WIDGET_CLASS (sx_map_blinker_parent_class)->map (widget);
  show (self, FALSE); /* what one sees at first is the after that one works on */
  self->timeout = g_timeout_add (HALF_MS, turn, self);
}

static void
sx_map_blinker_unmap (GtkWidget *widget)
{
  SxMapBlinker *self = SX_MAP_BLINKER (widget);

  g_clear_handle_id (&self->timeout, g_source_remove);
  GTK_WIDGET_CLASS (sx_map_blinker_parent_class)->unmap (widget);
}

static void
sx_map_blinker_dispose (GObject *object)
{
  SxMapBlinker *self = SX_MAP_BLINKER (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  if (self->label)
    gtk_widget_unparent (GTK_WIDGET (self->label));
  self->label = NULL;
  G_OBJECT_CLASS (sx_map_blinker_parent_class)->dispose (object);
}

static void
sx_map_blinker_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, SX_MAP_BLINKER (object)->is_after);
}

static void
sx_map_blinker_class_init (SxMapBlinkerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sx_map_blinker_dispose;
  object_class->get_property = sx_map_blinker_get_property;
  widget_class->map = sx_map_blinker_map;
  widget_class->unmap = sx_map_blinker_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sx-map-blinker");
  properties[PROP_IS_AFTER]
      = g_param_spec_boolean ("is-after", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sx_map_blinker_init (SxMapBlinker *self)
{
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_set_parent (GTK_WIDGET (self->label), GTK_WIDGET (self));
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_END); /* above are the bars */
}

SxMapBlinker *
sx_map_blinker_new (void)
{
  return g_object_new (SX_TYPE_MAP_BLINKER, "visible", FALSE, NULL);
}

gboolean
sx_map_blinker_is_after (SxMapBlinker *self)
{
  return self->is_after;
}
