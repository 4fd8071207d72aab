/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sx-parallel.h"

#include "base/sx-lock.h"

#include <sys/resource.h>
#include <unistd.h>

#define NICENESS 5

typedef struct
{
  guint n;
  gint next;
  gboolean (*task) (guint i, gpointer data, GError **error);
  gpointer data;
  GCancellable *cancellable;
  GMutex lock;
  GError *error;
} Job;

static gpointer
work (gpointer data)
{
  Job *job = data;

  SX_TSAN_ACQUIRE (job);
  for (;;)
    {
      guint i = (guint)g_atomic_int_add (&job->next, 1);
      g_autoptr (GError) error = NULL;

      if (i >= job->n)
        break;
      if (!g_cancellable_set_error_if_cancelled (job->cancellable, &error)
          && job->task (i, job->data, &error))
        continue;
      g_atomic_int_set (&job->next, (gint)MIN (job->n, (guint)G_MAXINT / 2));
      sx_lock (&job->lock);
      if (!job->error)
        job->error = g_steal_pointer (&error);
      sx_unlock (&job->lock);
      break;
    }
  SX_TSAN_RELEASE (job);
  return NULL;
}

void
sx_parallel_give_way (void)
{
  setpriority (PRIO_PROCESS, (id_t)gettid (), NICENESS);
}

static gpointer
assist (gpointer data)
{
  sx_parallel_give_way ();
  return work (data);
}

guint
sx_parallel_n_threads (void)
{
  return MAX (1, g_get_num_processors ());
}

gboolean
sx_parallel (guint n, gboolean (*task) (guint i, gpointer data, GError **error), gpointer data,
             GCancellable *cancellable, GError **error)
{
  Job job = { n, 0, task, data, cancellable, { 0 }, NULL };
  guint n_threads = MIN (sx_parallel_n_threads (), n);
  g_autofree GThread **threads = g_new0 (GThread *, MAX (n_threads, 1));

  g_mutex_init (&job.lock);
  SX_TSAN_RELEASE (&job);
  for (guint i = 1; i < n_threads; i++)
    threads[i] = g_thread_new ("sx-parallel", assist, &job);
  work (&job);
  for (guint i = 1; i < n_threads; i++)
    g_thread_join (threads[i]);
  SX_TSAN_ACQUIRE (&job);
  g_mutex_clear (&job.lock);
  if (!job.error)
    return TRUE;
  g_propagate_error (error, job.error);
  return FALSE;
}
