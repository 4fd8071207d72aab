/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-map-picture.h"

struct _SxMapPicture
{
  GObject parent_instance;
  SxSession *session;
  SxMapPicture *other;  /* whose layers these are; NULL: its own */
  SxSnapshot *snapshot; /* beside another: the scheme; NULL: none */
  GHashTable *ready; /* SxLayerItem → SxPictureLayer; NULL while it is being made; shared with those beside */
  guint n_making;
  SxPicture *picture, *outlines;
  gboolean is_everywhere;
  SxBox dirty_layers, dirty_scheme;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (SxMapPicture, sx_map_picture, G_TYPE_OBJECT)

static SxTheme
current_theme (void)
{
  return adw_style_manager_get_dark (adw_style_manager_get_default ()) ? SX_THEME_DARK : SX_THEME_LIGHT;
}

static gboolean
is_outline (const SxPictureLayer *layer)
{
  return g_str_equal (layer->style->table, "XZQ") || g_str_equal (layer->style->table, "ZXCQFW");
}

/* Visible layers that are ready, or those of them that are mere outlines. */
static SxPicture *
make_picture (SxMapPicture *self, gboolean only_outlines, SxSnapshot *snapshot)
{
  GListModel *items = sx_session_get_layers (self->session);
  guint n_items = g_list_model_get_n_items (items), n = 0;
  g_autofree SxPictureEntry *entries = g_new (SxPictureEntry, n_items + 1);
  SxPlane plane = sx_session_get_plane (self->session);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (SxLayerItem) item = g_list_model_get_item (items, i);
      SxPictureLayer *layer = g_hash_table_lookup (self->ready, item);

      if (layer && sx_layer_item_get_visible (item) && (!only_outlines || is_outline (layer)))
        entries[n++] = (SxPictureEntry){ layer, sx_layer_item_get_opacity (item) };
    }
  return sx_picture_new (&plane, current_theme (), entries, n, snapshot);
}

static SxSnapshot *
current_snapshot (SxMapPicture *self)
{
  SxSchemeState *state = sx_session_get_state (self->session);

  return self->other ? self->snapshot : state ? state->snapshot : NULL;
}

/* layers: where they look different from now on; NULL: everywhere. */
static void
rebuild (SxMapPicture *self, const SxBox *layers)
{
  SxPicture *old = self->picture;

  self->picture = make_picture (self, FALSE, current_snapshot (self));
  g_clear_pointer (&self->outlines, sx_picture_unref);
  self->outlines = make_picture (self, TRUE, NULL);
  self->is_everywhere = !layers || !old;
  self->dirty_layers = layers ? *layers : SX_BOX_EMPTY;
  self->dirty_scheme = old ? sx_picture_changed_box (old, self->picture) : SX_BOX_EMPTY;
  sx_picture_unref (old);
  g_signal_emit (self, changed_signal, 0);
}

/* ---- layers */

typedef struct
{
  SxLayerItem *item;
  SxPictureLayer *layer;
} Making;

static void
making_free (gpointer data)
{
  Making *self = data;

  g_object_unref (self->item);
  sx_picture_layer_unref (self->layer);
  g_free (self);
}

static void
make_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Making *making = data;

  making->layer = sx_picture_layer_new (sx_layer_item_get_layer (making->item));
  g_task_return_boolean (task, TRUE);
}

static void
made (GObject *source, GAsyncResult *result, gpointer data)
{
  SxMapPicture *self = SX_MAP_PICTURE (source);
  Making *making = g_task_get_task_data (G_TASK (result));
  SxBox box = sx_layer_item_get_box (making->item);

  self->n_making--;
  if (!self->session || !making->layer)
    return;
  g_hash_table_replace (self->ready, g_object_ref (making->item), sx_picture_layer_ref (making->layer));
  if (sx_layer_item_get_visible (making->item))
    rebuild (self, &box);
}

/* Makes the item's layer ready, once it is to be seen. */
static void
show_item (SxMapPicture *self, SxLayerItem *item)
{
  g_autoptr (GTask) task = NULL;
  Making *making;

  if (!sx_layer_item_get_visible (item) || g_hash_table_contains (self->ready, item))
    return;
  making = g_new0 (Making, 1);
  making->item = g_object_ref (item);
  g_hash_table_insert (self->ready, g_object_ref (item), NULL);
  self->n_making++;
  task = g_task_new (self, NULL, made, NULL);
  g_task_set_task_data (task, making, making_free);
  g_task_run_in_thread (task, make_thread);
}

static void
item_changed (SxMapPicture *self, GParamSpec *pspec, SxLayerItem *item)
{
  SxBox box = sx_layer_item_get_box (item);

  show_item (self, item);
  if (g_hash_table_lookup (self->ready, item))
    rebuild (self, &box);
}

static void
layer_added (SxMapPicture *self, SxLayerItem *item)
{
  g_signal_connect_object (item, "notify::visible", G_CALLBACK (item_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::opacity", G_CALLBACK (item_changed), self, G_CONNECT_SWAPPED);
  show_item (self, item);
}

/* ---- the rest */

static void
scheme_changed (SxMapPicture *self)
{
  const SxBox nowhere = SX_BOX_EMPTY;

  if (self->picture)
    rebuild (self, &nowhere);
}

static void
theme_changed (SxMapPicture *self)
{
  if (self->picture)
    rebuild (self, NULL);
}

static void
unref_layer (gpointer layer)
{
  sx_picture_layer_unref (layer);
}

static void
sx_map_picture_dispose (GObject *object)
{
  SxMapPicture *self = SX_MAP_PICTURE (object);

  g_clear_object (&self->session);
  g_clear_object (&self->other);
  g_clear_pointer (&self->snapshot, sx_snapshot_unref);
  g_clear_pointer (&self->ready, g_hash_table_unref);
  g_clear_pointer (&self->picture, sx_picture_unref);
  g_clear_pointer (&self->outlines, sx_picture_unref);
  G_OBJECT_CLASS (sx_map_picture_parent_class)->dispose (object);
}

static void
sx_map_picture_class_init (SxMapPictureClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sx_map_picture_dispose;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
sx_map_picture_init (SxMapPicture *self)
{
  self->ready = g_hash_table_new_full (NULL, NULL, g_object_unref, unref_layer);
}

SxMapPicture *
sx_map_picture_new (SxSession *session)
{
  SxMapPicture *self = g_object_new (SX_TYPE_MAP_PICTURE, NULL);
  GListModel *items = sx_session_get_layers (session);

  self->session = g_object_ref (session);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (SxLayerItem) item = g_list_model_get_item (items, i);

      layer_added (self, item);
    }
  g_signal_connect_object (session, "layer-added", G_CALLBACK (layer_added), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "scheme-changed", G_CALLBACK (scheme_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (theme_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/* The other one is another: so are these layers, but only where that one's are. */
static void
other_changed (SxMapPicture *self)
{
  SxBox layers, scheme;

  rebuild (self, sx_map_picture_get_dirty (self->other, &layers, &scheme) ? &layers : NULL);
}

SxMapPicture *
sx_map_picture_new_beside (SxMapPicture *other)
{
  SxMapPicture *self = g_object_new (SX_TYPE_MAP_PICTURE, NULL);

  self->session = g_object_ref (other->session);
  self->other = g_object_ref (other);
  g_hash_table_unref (self->ready);
  self->ready = g_hash_table_ref (other->ready);
  g_signal_connect_object (other, "changed", G_CALLBACK (other_changed), self, G_CONNECT_SWAPPED);
  if (other->picture)
    rebuild (self, NULL);
  return self;
}

void
sx_map_picture_set_snapshot (SxMapPicture *self, SxSnapshot *snapshot)
{
  const SxBox nowhere = SX_BOX_EMPTY;
  SxSnapshot *old = self->snapshot;

  g_return_if_fail (self->other);
  self->snapshot = snapshot ? sx_snapshot_ref (snapshot) : NULL;
  sx_snapshot_unref (old);
  if (self->picture)
    rebuild (self, &nowhere);
}

const SxScheme *
sx_map_picture_get_scheme (SxMapPicture *self)
{
  SxSnapshot *snapshot = self->session ? current_snapshot (self) : NULL;

  return snapshot ? snapshot->scheme : NULL;
}

SxPicture *
sx_map_picture_get (SxMapPicture *self)
{
  return self->picture;
}

SxPicture *
sx_map_picture_get_outlines (SxMapPicture *self)
{
  return self->outlines;
}

gboolean
sx_map_picture_get_dirty (SxMapPicture *self, SxBox *layers, SxBox *scheme)
{
  *layers = self->dirty_layers;
  *scheme = self->dirty_scheme;
  return !self->is_everywhere;
}

gboolean
sx_map_picture_is_idle (SxMapPicture *self)
{
  return self->n_making == 0 && (!self->other || sx_map_picture_is_idle (self->other));
}
