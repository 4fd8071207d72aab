/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-tile-queue.h"

#include <sys/resource.h>
#include <unistd.h>

#include "base/sx-lock.h"
#include "base/sx-parallel.h"

#define NICENESS 13 /* painters give way to the window and to the engine */

/* A layer as the queue knows it. */
typedef struct
{
  gpointer owner; /* only a name here: references are taken on the main thread */
  SxPicture *picture;
  SxPictureMode mode;
  guint64 revision;
  SxTileDone done;
  GArray *wishes; /* SxTileWish, waiting, the next one last */
  GList *jobs;    /* Job *, being painted or on the way back */
} Client;

typedef struct
{
  Client *client; /* NULL: forgotten; main thread's and under the lock */
  SxTile tile;
  SxPicture *picture;
  SxPictureMode mode;
  guint64 revision;
  GCancellable *cancellable;
  SxTileImage *image;
  gboolean is_painted; /* else cancelled */
} Job;

static struct
{
  GMutex lock; /* of all below */
  GCond wake;
  GHashTable *clients; /* owner → Client */
  guint n_threads;
} queue;

static void
job_free (Job *self)
{
  sx_picture_unref (self->picture);
  g_object_unref (self->cancellable);
  sx_tile_image_unref (self->image);
  g_free (self);
}

/* ---- painters */

/* On the main thread: the answer. */
static gboolean
deliver (gpointer data)
{
  Job *job = data;
  Client *client;
  gpointer owner = NULL;
  SxTileDone done = NULL;

  sx_lock (&queue.lock);
  client = job->client;
  if (client)
    {
      client->jobs = g_list_remove (client->jobs, job);
      owner = client->owner;
      done = client->done;
    }
  sx_unlock (&queue.lock);
  if (owner && job->is_painted)
    {
      g_object_ref (owner);
      done (owner, job->tile, job->revision, job->image);
      g_object_unref (owner);
    }
  job_free (job);
  return G_SOURCE_REMOVE;
}

/* With the lock: the most wanted tile, or NULL. */
static Job *
take_job (void)
{
  GHashTableIter iter;
  gpointer value;
  Client *best = NULL;
  double priority = INFINITY;
  Job *job;

  g_hash_table_iter_init (&iter, queue.clients);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Client *client = value;

      if (client->wishes->len > 0
          && g_array_index (client->wishes, SxTileWish, client->wishes->len - 1).priority < priority)
        {
          best = client;
          priority = g_array_index (client->wishes, SxTileWish, client->wishes->len - 1).priority;
        }
    }
  if (!best)
    return NULL;
  job = g_new0 (Job, 1);
  job->client = best;
  job->tile = g_array_index (best->wishes, SxTileWish, best->wishes->len - 1).tile;
  job->picture = sx_picture_ref (best->picture);
  job->mode = best->mode;
  job->revision = best->revision;
  job->cancellable = g_cancellable_new ();
  g_array_set_size (best->wishes, best->wishes->len - 1);
  best->jobs = g_list_prepend (best->jobs, job);
  return job;
}

static gpointer
paint_thread (gpointer data)
{
  setpriority (PRIO_PROCESS, (id_t)gettid (), NICENESS);
  for (;;)
    {
      cairo_surface_t *surface;
      Job *job;

      sx_lock (&queue.lock);
      while (!(job = take_job ()))
        sx_wait (&queue.wake, &queue.lock);
      sx_unlock (&queue.lock);
      surface = sx_tile_paint (job->picture, job->mode, job->tile, job->cancellable);
      job->is_painted = surface || !g_cancellable_is_cancelled (job->cancellable);
      job->image = surface ? sx_tile_image_new (surface) : NULL;
      g_idle_add_full (G_PRIORITY_DEFAULT, deliver, job, NULL);
    }
  return NULL;
}

/* ---- the main thread's side */

static int
compare_wishes (gconstpointer a, gconstpointer b)
{
  double x = ((const SxTileWish *)a)->priority, y = ((const SxTileWish *)b)->priority;

  return (x < y) - (x > y);
}

static Client *
client_of (gpointer owner)
{
  Client *client;

  if (!queue.clients)
    queue.clients = g_hash_table_new (NULL, NULL);
  client = g_hash_table_lookup (queue.clients, owner);
  if (!client)
    {
      client = g_new0 (Client, 1);
      client->owner = owner;
      client->wishes = g_array_new (FALSE, FALSE, sizeof (SxTileWish));
      g_hash_table_insert (queue.clients, owner, client);
    }
  return client;
}

/* Takes those from the wishes that are being painted; cancels what is painted and not wished for. */
static void
match_jobs (Client *client)
{
  for (GList *l = client->jobs; l; l = l->next)
    {
      Job *job = l->data;
      gboolean is_wanted = FALSE;

      for (guint i = 0; i < client->wishes->len && !is_wanted; i++)
        if (sx_tile_equal (g_array_index (client->wishes, SxTileWish, i).tile, job->tile))
          {
            is_wanted = TRUE;
            g_array_remove_index_fast (client->wishes, i);
          }
      if (!is_wanted)
        g_cancellable_cancel (job->cancellable);
    }
}

void
sx_tile_queue_want (gpointer owner, SxPicture *picture, SxPictureMode mode, guint64 revision,
                    const SxTileWish *wishes, guint n, SxTileDone done)
{
  Client *client;

  SX_ASSERT_MAIN_THREAD ();
  sx_lock (&queue.lock);
  client = client_of (owner);
  if (picture != client->picture)
    {
      sx_picture_unref (client->picture);
      client->picture = sx_picture_ref (picture);
    }
  client->mode = mode;
  client->revision = revision;
  client->done = done;
  g_array_set_size (client->wishes, 0);
  if (n > 0)
    g_array_append_vals (client->wishes, wishes, n);
  match_jobs (client);
  g_array_sort (client->wishes, compare_wishes);
  while (n > 0 && queue.n_threads < sx_parallel_n_threads ())
    {
      queue.n_threads++;
      g_thread_unref (g_thread_new ("sx-painter", paint_thread, NULL));
    }
  g_cond_broadcast (&queue.wake);
  sx_unlock (&queue.lock);
}

void
sx_tile_queue_forget (gpointer owner)
{
  Client *client;

  SX_ASSERT_MAIN_THREAD ();
  sx_lock (&queue.lock);
  client = queue.clients ? g_hash_table_lookup (queue.clients, owner) : NULL;
  if (client)
    {
      g_hash_table_remove (queue.clients, owner);
      for (GList *l = client->jobs; l; l = l->next)
        {
          ((Job *)l->data)->client = NULL;
          g_cancellable_cancel (((Job *)l->data)->cancellable);
        }
      g_list_free (client->jobs);
      sx_picture_unref (client->picture);
      g_array_unref (client->wishes);
      g_free (client);
    }
  sx_unlock (&queue.lock);
}
