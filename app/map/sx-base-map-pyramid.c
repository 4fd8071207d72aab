/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-base-map-pyramid.h"

#include <inttypes.h>

#include "raster/sx-raster-address.h"
#include "raster/sx-raster-cache.h"
#include "raster/sx-raster-image.h"

#define MOST_ON_DISK ((gint64)512 << 20)
#define MOST_IN_MEMORY 96    /* tiles: each is on up to four of the map's */
#define MOST_BYTES (8 << 20) /* of an answer */
#define FRESH 14.0           /* days */
#define FIRST_PAUSE 20       /* seconds */
#define LONGEST_PAUSE (10 * 60)

typedef struct
{
  SxPartDone done;
  gpointer data;
  guint index;
} Waiter;

/* A tile that is being fetched. */
typedef struct
{
  SxBaseMapPyramid *pyramid; /* NULL: gone */
  char *name;                /* the key */
  const SxRasterMatrix *matrix;
  gint64 x, y;
  guint attempt;
  GCancellable *cancellable;
  GArray *waiters;
} Part;

struct _SxBaseMapPyramid
{
  SoupSession *session;
  SxBaseMapHealth *health;
  char *address, *key;
  SxRasterGrid *grid;
  SxRasterPlacer *placer;
  SxRasterCache *cache;
  GHashTable *parts; /* name → Part */
  GHashTable *known; /* name → GBytes, or NULL for one that the server has not */
  GQueue names;      /* of known, oldest first; owned there */
};

char *
sx_base_map_cache_folder (void)
{
  return g_build_filename (g_get_user_cache_dir (), "sanxian", "base-map", NULL);
}

static void
bytes_clear (gpointer bytes)
{
  if (bytes)
    g_bytes_unref (bytes);
}

SxBaseMapPyramid *
sx_base_map_pyramid_new (SoupSession *session, SxBaseMapHealth *health, const char *address, const char *key,
                         SxRasterGrid *grid, GError **error)
{
  SxBaseMapPyramid *self = g_new0 (SxBaseMapPyramid, 1);
  g_autofree char *folder = sx_base_map_cache_folder ();

  self->session = session;
  self->health = health;
  self->address = g_strdup (address);
  self->key = g_strdup (key);
  self->grid = grid;
  self->cache = sx_raster_cache_new (folder, address, MOST_ON_DISK);
  self->parts = g_hash_table_new (g_str_hash, g_str_equal);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, bytes_clear);
  g_queue_init (&self->names);
  self->placer = sx_raster_placer_new (grid, error);
  if (!self->placer)
    g_clear_pointer (&self, sx_base_map_pyramid_free);
  return self;
}

static void
part_free (Part *self)
{
  g_free (self->name);
  g_object_unref (self->cancellable);
  g_array_unref (self->waiters);
  g_free (self);
}

void
sx_base_map_pyramid_free (SxBaseMapPyramid *self)
{
  GHashTableIter iter;
  gpointer value;

  if (!self)
    return;
  g_hash_table_iter_init (&iter, self->parts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Part *part = value;

      part->pyramid = NULL; /* it frees itself when its answer comes */
      g_cancellable_cancel (part->cancellable);
    }
  g_hash_table_unref (self->parts);
  g_queue_clear (&self->names);
  g_hash_table_unref (self->known);
  sx_raster_cache_free (self->cache);
  sx_raster_placer_free (self->placer);
  sx_raster_grid_free (self->grid);
  g_free (self->address);
  g_free (self->key);
  g_free (self);
}

SxRasterPlacer *
sx_base_map_pyramid_get_placer (SxBaseMapPyramid *self)
{
  return self->placer;
}

/* ---- what is known */

static void
remember (SxBaseMapPyramid *self, const char *name, GBytes *image)
{
  char *own;

  if (g_hash_table_contains (self->known, name))
    return;
  own = g_strdup (name);
  g_hash_table_insert (self->known, own, image ? g_bytes_ref (image) : NULL);
  g_queue_push_tail (&self->names, own);
  while (self->names.length > MOST_IN_MEMORY)
    g_hash_table_remove (self->known, g_queue_pop_head (&self->names));
}

/* From disk; only what is fresh, but where there is nothing better to be had. */
static GBytes *
look_on_disk (SxBaseMapPyramid *self, const SxRasterMatrix *matrix, gint64 x, gint64 y, gboolean any_age)
{
  double days = 0;
  g_autoptr (GBytes) file = sx_raster_cache_get (self->cache, matrix->id, x, y, &days);

  if (!file || (!any_age && days > FRESH))
    return NULL;
  return sx_raster_image_decode (file, matrix->tile_width, matrix->tile_height);
}

/* ---- health */

static void
note_failure (SxBaseMapHealth *health, const Part *part, gboolean is_refused)
{
  guint seconds;

  if (part->attempt != health->attempt)
    return; /* asked before the pause that there is for it */
  seconds = MIN ((guint)FIRST_PAUSE << MIN (health->n_failures, 8), LONGEST_PAUSE);
  health->n_failures++;
  health->attempt++;
  health->is_refused = is_refused;
  health->paused_until = g_get_monotonic_time () + (gint64)seconds * G_USEC_PER_SEC;
  health->changed (health->data);
}

static void
note_success (SxBaseMapHealth *health)
{
  if (health->n_failures == 0)
    return;
  health->n_failures = 0;
  health->paused_until = 0;
  health->changed (health->data);
}

/* ---- fetching */

static void
answer (Part *part, SxFetchResult result, GBytes *image)
{
  g_autoptr (GArray) waiters = g_steal_pointer (&part->waiters);

  part->waiters = g_array_new (FALSE, FALSE, sizeof (Waiter));
  for (guint i = 0; i < waiters->len; i++)
    {
      const Waiter *waiter = &g_array_index (waiters, Waiter, i);

      waiter->done (waiter->data, waiter->index, result, image);
    }
}

static void
fetched (gpointer data, SxFetchResult result, GBytes *body)
{
  Part *part = data;
  SxBaseMapPyramid *self = part->pyramid;
  const SxRasterMatrix *matrix = part->matrix;
  g_autoptr (GBytes) image = NULL;

  if (self)
    {
      g_hash_table_remove (self->parts, part->name);
      if (result == SX_FETCH_GOOD
          && !(image = sx_raster_image_decode (body, matrix->tile_width, matrix->tile_height)))
        result = SX_FETCH_REFUSED; /* a page of words */
      if (result == SX_FETCH_GOOD)
        sx_raster_cache_put (self->cache, matrix->id, part->x, part->y, body);
      if (result == SX_FETCH_GOOD || result == SX_FETCH_MISSING)
        {
          remember (self, part->name, image);
          note_success (self->health);
        }
      else if (result != SX_FETCH_CANCELLED)
        {
          note_failure (self->health, part, result == SX_FETCH_REFUSED);
          image = look_on_disk (self, matrix, part->x, part->y, TRUE);
        }
      answer (part, image ? SX_FETCH_GOOD : result, image);
    }
  part_free (part);
}

static void
start (SxBaseMapPyramid *self, const char *name, const SxRasterMatrix *matrix, gint64 x, gint64 y,
       const Waiter *waiter)
{
  const SxRasterPlace place = { matrix->id, x, y, matrix->height, self->key };
  g_autofree char *address = sx_raster_address_fill (self->address, &place);
  Part *part = g_new0 (Part, 1);

  part->pyramid = self;
  part->name = g_strdup (name);
  part->matrix = matrix;
  part->x = x;
  part->y = y;
  part->attempt = self->health->attempt;
  part->cancellable = g_cancellable_new ();
  part->waiters = g_array_new (FALSE, FALSE, sizeof (Waiter));
  g_array_append_val (part->waiters, *waiter);
  g_hash_table_insert (self->parts, part->name, part);
  sx_base_map_fetch (self->session, address, MOST_BYTES, part->cancellable, fetched, part);
}

void
sx_base_map_pyramid_ask (SxBaseMapPyramid *self, const SxRasterMatrix *matrix, gint64 x, gint64 y,
                         SxPartDone done, gpointer data, guint index)
{
  g_autofree char *name = g_strdup_printf ("%s/%" PRId64 "/%" PRId64, matrix->id, x, y);
  const Waiter waiter = { done, data, index };
  gboolean is_paused = sx_base_map_health_is_paused (self->health);
  g_autoptr (GBytes) image = NULL;
  gpointer known;
  Part *part;

  if (g_hash_table_lookup_extended (self->known, name, NULL, &known))
    {
      image = known ? g_bytes_ref (known) : NULL;
      done (data, index, image ? SX_FETCH_GOOD : SX_FETCH_MISSING, image);
      return;
    }
  part = g_hash_table_lookup (self->parts, name);
  if (part && !g_cancellable_is_cancelled (part->cancellable))
    {
      g_array_append_val (part->waiters, waiter);
      return;
    }
  image = look_on_disk (self, matrix, x, y, is_paused);
  if (image)
    {
      if (!is_paused)
        remember (self, name, image);
      done (data, index, SX_FETCH_GOOD, image);
    }
  else if (is_paused)
    done (data, index, self->health->is_refused ? SX_FETCH_REFUSED : SX_FETCH_UNREACHABLE, NULL);
  else
    start (self, name, matrix, x, y, &waiter);
}

void
sx_base_map_pyramid_forget (SxBaseMapPyramid *self, gpointer data)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->parts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Part *part = value;

      for (guint i = part->waiters->len; i > 0; i--)
        if (g_array_index (part->waiters, Waiter, i - 1).data == data)
          g_array_remove_index (part->waiters, i - 1);
      if (part->waiters->len == 0)
        { /* another one of that name may be begun meanwhile */
          g_hash_table_iter_remove (&iter);
          part->pyramid = NULL;
          g_cancellable_cancel (part->cancellable);
        }
    }
}

void
sx_base_map_pyramid_give_up (SxBaseMapPyramid *self, SxFetchResult result)
{
  g_autoptr (GList) parts = g_hash_table_get_values (self->parts);

  g_hash_table_remove_all (self->parts);
  for (GList *l = parts; l; l = l->next)
    ((Part *)l->data)->pyramid = NULL; /* frees itself when its answer comes */
  for (GList *l = parts; l; l = l->next)
    {
      Part *part = l->data;
      g_autoptr (GBytes) image = look_on_disk (self, part->matrix, part->x, part->y, TRUE);

      answer (part, image ? SX_FETCH_GOOD : result, image);
      g_cancellable_cancel (part->cancellable);
    }
}
