/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-tile-cache.h"

#include <math.h>

#include "map/sx-tile-queue.h"

#define MOST_CHANGES 64
#define MARGIN 24.0 /* pixels that lines and hatches reach beyond what they belong to */

typedef struct
{
  SxTile tile; /* the key */
  SxTileImage *image;
  gsize n_bytes;
  guint64 revision;
  GList *use; /* its link in `uses` */
} Entry;

typedef struct
{
  guint64 revision;
  SxBox box;
} Change;

struct _SxTileCache
{
  gsize most_bytes, n_bytes;
  GHashTable *entries; /* SxTile * (in the Entry) → Entry */
  GQueue uses;         /* Entry *, used last first */
  guint64 revision;
  GQueue changes; /* Change *, oldest first */
};

static guint
tile_hash (gconstpointer key)
{
  const SxTile *t = key;

  return (guint)t->x * 73856093u ^ (guint)t->y * 19349663u ^ (guint)(t->zoom * 64) * 83492791u
         ^ (guint)t->scale;
}

static gboolean
tile_equal (gconstpointer a, gconstpointer b)
{
  return sx_tile_equal (*(const SxTile *)a, *(const SxTile *)b);
}

static void
entry_free (gpointer data)
{
  Entry *self = data;

  sx_tile_image_unref (self->image);
  g_free (self);
}

SxTileCache *
sx_tile_cache_new (gsize most_bytes)
{
  SxTileCache *self = g_new0 (SxTileCache, 1);

  self->most_bytes = most_bytes;
  self->entries = g_hash_table_new_full (tile_hash, tile_equal, NULL, entry_free);
  g_queue_init (&self->uses);
  g_queue_init (&self->changes);
  return self;
}

void
sx_tile_cache_clear (SxTileCache *self)
{
  g_queue_clear (&self->uses);
  g_hash_table_remove_all (self->entries);
  self->n_bytes = 0;
}

void
sx_tile_cache_free (SxTileCache *self)
{
  if (!self)
    return;
  sx_tile_cache_clear (self);
  g_hash_table_unref (self->entries);
  g_queue_clear_full (&self->changes, g_free);
  g_free (self);
}

SxBox
sx_tile_box (SxTile tile)
{
  double n = exp2 (tile.zoom);

  return (SxBox){ tile.x / n, tile.y / n, (tile.x + 1) / n, (tile.y + 1) / n };
}

guint64
sx_tile_cache_outdate (SxTileCache *self, SxBox box)
{
  Change *change = g_new (Change, 1);

  *change = (Change){ ++self->revision, box };
  g_queue_push_tail (&self->changes, change);
  if (self->changes.length > MOST_CHANGES)
    { /* the two oldest become one */
      g_autofree Change *oldest = g_queue_pop_head (&self->changes);
      Change *next = g_queue_peek_head (&self->changes);

      next->box = sx_box_union (next->box, oldest->box);
    }
  return self->revision;
}

guint64
sx_tile_cache_get_revision (SxTileCache *self)
{
  return self->revision;
}

static gboolean
is_current (SxTileCache *self, const Entry *entry)
{
  SxBox box = sx_box_grown (sx_tile_box (entry->tile), MARGIN / SX_TILE_SIZE / exp2 (entry->tile.zoom));

  for (GList *l = self->changes.tail; l; l = l->prev)
    {
      const Change *change = l->data;

      if (change->revision <= entry->revision)
        return TRUE;
      if (sx_box_overlaps (change->box, box))
        return FALSE;
    }
  return TRUE;
}

static void
drop (SxTileCache *self, Entry *entry)
{
  self->n_bytes -= entry->n_bytes;
  g_queue_delete_link (&self->uses, entry->use);
  g_hash_table_remove (self->entries, &entry->tile);
}

void
sx_tile_cache_put (SxTileCache *self, SxTile tile, guint64 revision, SxTileImage *image)
{
  Entry *entry = g_hash_table_lookup (self->entries, &tile);

  if (entry && entry->revision > revision)
    return;
  if (entry)
    drop (self, entry);
  entry = g_new0 (Entry, 1);
  entry->tile = tile;
  entry->revision = revision;
  entry->n_bytes = sizeof *entry;
  if (image)
    {
      entry->image = sx_tile_image_ref (image);
      entry->n_bytes += sx_tile_image_n_bytes (image);
    }
  g_queue_push_head (&self->uses, entry);
  entry->use = self->uses.head;
  g_hash_table_insert (self->entries, &entry->tile, entry);
  self->n_bytes += entry->n_bytes;
  while (self->n_bytes > self->most_bytes && self->uses.length > 1)
    drop (self, g_queue_peek_tail (&self->uses));
}

gboolean
sx_tile_cache_get (SxTileCache *self, SxTile tile, SxTileImage **image, gboolean *current)
{
  Entry *entry = g_hash_table_lookup (self->entries, &tile);

  if (!entry)
    return FALSE;
  g_queue_unlink (&self->uses, entry->use);
  g_queue_push_head_link (&self->uses, entry->use);
  *image = entry->image;
  *current = is_current (self, entry);
  return TRUE;
}
