/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/sx-layer-group.h"

struct _SxLayerGroup
{
  GObject parent_instance;
  char *title;
  GPtrArray *items;
  gboolean is_folded;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (SxLayerGroup, sx_layer_group, G_TYPE_OBJECT)

static void
changed (SxLayerGroup *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
drop_items (SxLayerGroup *self)
{
  for (guint i = 0; i < self->items->len; i++)
    g_signal_handlers_disconnect_by_data (self->items->pdata[i], self);
  g_ptr_array_set_size (self->items, 0);
}

static void
sx_layer_group_finalize (GObject *object)
{
  SxLayerGroup *self = SX_LAYER_GROUP (object);

  drop_items (self);
  g_ptr_array_unref (self->items);
  g_free (self->title);
  G_OBJECT_CLASS (sx_layer_group_parent_class)->finalize (object);
}

static void
sx_layer_group_class_init (SxLayerGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sx_layer_group_finalize;
  changed_signal
      = g_signal_new ("changed", SX_TYPE_LAYER_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sx_layer_group_init (SxLayerGroup *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

SxLayerGroup *
sx_layer_group_new (const char *title)
{
  SxLayerGroup *self = g_object_new (SX_TYPE_LAYER_GROUP, NULL);

  self->title = g_strdup (title);
  return self;
}

void
sx_layer_group_set_items (SxLayerGroup *self, GPtrArray *items)
{
  drop_items (self);
  for (guint i = 0; i < items->len; i++)
    {
      g_ptr_array_add (self->items, g_object_ref (items->pdata[i]));
      g_signal_connect_swapped (items->pdata[i], "notify::visible", G_CALLBACK (changed), self);
    }
  changed (self);
}

guint
sx_layer_group_get_n_items (SxLayerGroup *self)
{
  return self->items->len;
}

const char *
sx_layer_group_get_title (SxLayerGroup *self)
{
  return self->title;
}

gboolean
sx_layer_group_get_visible (SxLayerGroup *self, gboolean *all)
{
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    n += sx_layer_item_get_visible (self->items->pdata[i]);
  *all = n == self->items->len;
  return n > 0;
}

void
sx_layer_group_set_visible (SxLayerGroup *self, gboolean visible)
{
  for (guint i = 0; i < self->items->len; i++)
    sx_layer_item_set_visible (self->items->pdata[i], visible);
}

gboolean
sx_layer_group_get_folded (SxLayerGroup *self)
{
  return self->is_folded;
}

void
sx_layer_group_set_folded (SxLayerGroup *self, gboolean folded)
{
  self->is_folded = folded;
  changed (self);
}
