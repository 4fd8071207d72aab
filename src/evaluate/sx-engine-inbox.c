/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-engine-inbox.h"

#include "base/sx-lock.h"

struct _SxEngineInbox
{
  GMutex lock; /* of all below */
  GCond news;
  gboolean is_stopping;
  SxSnapshot *snapshot;
  GQueue questions;      /* SxEngineQuestion *, about the snapshot put in last */
  GCancellable *running; /* of what the worker does now, or NULL */
  SxEngineWork work;     /* what it does now */
  gint64 scheme;         /* of the update */
};

SxEngineInbox *
sx_engine_inbox_new (void)
{
  SxEngineInbox *self = g_new0 (SxEngineInbox, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->news);
  return self;
}

static void
drop_questions (GQueue *questions)
{
  SxEngineQuestion *question;

  while ((question = g_queue_pop_head (questions)))
    sx_engine_question_free (question);
}

void
sx_engine_inbox_free (SxEngineInbox *self)
{
  drop_questions (&self->questions);
  sx_snapshot_unref (self->snapshot);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->news);
  g_free (self);
}

/* ---- the owner's */

void
sx_engine_inbox_put (SxEngineInbox *self, SxSnapshot *snapshot, GQueue *questions)
{
  g_autoptr (SxSnapshot) unread = NULL;
  g_autoptr (GCancellable) running = NULL;
  SxEngineQuestion *question;

  sx_lock (&self->lock);
  unread = g_steal_pointer (&self->snapshot);
  self->snapshot = sx_snapshot_ref (snapshot);
  while ((question = g_queue_pop_head (&self->questions)))
    g_queue_push_tail (questions, question);
  if (self->running
      && (self->work == SX_ENGINE_WORK_ANSWER
          || (self->work == SX_ENGINE_WORK_UPDATE && self->scheme != snapshot->scheme->id)))
    running = g_object_ref (self->running);
  g_cond_signal (&self->news);
  sx_unlock (&self->lock);
  if (running)
    g_cancellable_cancel (running);
}

void
sx_engine_inbox_ask (SxEngineInbox *self, SxEngineQuestion *question)
{
  sx_lock (&self->lock);
  g_queue_push_tail (&self->questions, question);
  g_cond_signal (&self->news);
  sx_unlock (&self->lock);
}

void
sx_engine_inbox_stop (SxEngineInbox *self)
{
  g_autoptr (SxSnapshot) unread = NULL;
  g_autoptr (GCancellable) running = NULL;
  GQueue questions;

  sx_lock (&self->lock);
  self->is_stopping = TRUE;
  unread = g_steal_pointer (&self->snapshot);
  questions = self->questions;
  self->questions = (GQueue)G_QUEUE_INIT;
  if (self->running)
    running = g_object_ref (self->running);
  g_cond_signal (&self->news);
  sx_unlock (&self->lock);
  if (running)
    g_cancellable_cancel (running);
  drop_questions (&questions);
}

/* ---- the worker's */

/* Under the lock. */
static gboolean
is_empty (const SxEngineInbox *self)
{
  return !self->snapshot && self->questions.length == 0;
}

gboolean
sx_engine_inbox_is_empty (SxEngineInbox *self)
{
  gboolean empty;

  sx_lock (&self->lock);
  empty = is_empty (self);
  sx_unlock (&self->lock);
  return empty;
}

gboolean
sx_engine_inbox_next (SxEngineInbox *self, SxSnapshot **snapshot, SxEngineQuestion **question)
{
  *snapshot = NULL;
  *question = NULL;
  sx_lock (&self->lock);
  while (!self->is_stopping && is_empty (self))
    sx_wait (&self->news, &self->lock);
  if (self->snapshot)
    *snapshot = g_steal_pointer (&self->snapshot);
  else
    *question = g_queue_pop_head (&self->questions);
  sx_unlock (&self->lock);
  return *snapshot || *question;
}

GCancellable *
sx_engine_inbox_begin (SxEngineInbox *self, SxEngineWork work, gint64 scheme)
{
  GCancellable *cancellable = g_cancellable_new ();

  sx_lock (&self->lock);
  self->running = g_object_ref (cancellable);
  self->work = work;
  self->scheme = scheme;
  if (self->is_stopping || (work == SX_ENGINE_WORK_ANSWER && self->snapshot))
    g_cancellable_cancel (cancellable);
  sx_unlock (&self->lock);
  return cancellable;
}

void
sx_engine_inbox_end (SxEngineInbox *self)
{
  sx_lock (&self->lock);
  g_clear_object (&self->running);
  sx_unlock (&self->lock);
}
