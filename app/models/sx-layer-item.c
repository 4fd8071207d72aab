/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/sx-layer-item.h"

struct _SxLayerItem
{
  GObject parent_instance;
  SxLayer *layer;
  SxBoxTree *tree;
  char *title;
  SxBox box;
  gboolean visible;
  double opacity;
};

enum
{
  PROP_TITLE = 1,
  PROP_COUNT,
  PROP_VISIBLE,
  PROP_OPACITY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SxLayerItem, sx_layer_item, G_TYPE_OBJECT)

static void
sx_layer_item_finalize (GObject *object)
{
  SxLayerItem *self = SX_LAYER_ITEM (object);

  g_clear_pointer (&self->tree, sx_box_tree_free);
  g_clear_pointer (&self->layer, sx_layer_unref);
  g_free (self->title);
  G_OBJECT_CLASS (sx_layer_item_parent_class)->finalize (object);
}

static void
sx_layer_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SxLayerItem *self = SX_LAYER_ITEM (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_COUNT:
      g_value_set_uint (value, self->layer->n_features);
      break;
    case PROP_VISIBLE:
      g_value_set_boolean (value, self->visible);
      break;
    case PROP_OPACITY:
      g_value_set_double (value, self->opacity);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
sx_layer_item_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SxLayerItem *self = SX_LAYER_ITEM (object);

  switch (id)
    {
    case PROP_VISIBLE:
      sx_layer_item_set_visible (self, g_value_get_boolean (value));
      break;
    case PROP_OPACITY:
      sx_layer_item_set_opacity (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
sx_layer_item_class_init (SxLayerItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags write = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sx_layer_item_finalize;
  object_class->get_property = sx_layer_item_get_property;
  object_class->set_property = sx_layer_item_set_property;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, read);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_VISIBLE] = g_param_spec_boolean ("visible", NULL, NULL, TRUE, write);
  properties[PROP_OPACITY] = g_param_spec_double ("opacity", NULL, NULL, 0, 1, 1, write);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sx_layer_item_init (SxLayerItem *self)
{
  self->visible = TRUE;
  self->opacity = 1;
}

SxLayerItem *
sx_layer_item_new (SxLayer *layer, const char *title)
{
  SxLayerItem *self = g_object_new (SX_TYPE_LAYER_ITEM, NULL);

  self->layer = sx_layer_ref (layer);
  self->tree = sx_box_tree_new (layer->box, layer->n_features);
  self->title = g_strdup (title);
  self->box = SX_BOX_EMPTY;
  for (guint i = 0; i < layer->n_features; i++)
    self->box = sx_box_union (self->box, layer->box[i]);
  return self;
}

SxLayer *
sx_layer_item_get_layer (SxLayerItem *self)
{
  return self->layer;
}

const SxBoxTree *
sx_layer_item_get_tree (SxLayerItem *self)
{
  return self->tree;
}

const char *
sx_layer_item_get_table (SxLayerItem *self)
{
  return self->layer->name;
}

const char *
sx_layer_item_get_title (SxLayerItem *self)
{
  return self->title;
}

SxBox
sx_layer_item_get_box (SxLayerItem *self)
{
  return self->box;
}

gboolean
sx_layer_item_get_visible (SxLayerItem *self)
{
  return self->visible;
}

void
sx_layer_item_set_visible (SxLayerItem *self, gboolean visible)
{
  if (self->visible == !!visible)
    return;
  self->visible = !!visible;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VISIBLE]);
}

double
sx_layer_item_get_opacity (SxLayerItem *self)
{
  return self->opacity;
}

void
sx_layer_item_set_opacity (SxLayerItem *self, double opacity)
{
  if (self->opacity == opacity)
    return;
  self->opacity = opacity;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPACITY]);
}
