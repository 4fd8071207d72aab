/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-engine-outbox.h"

#include "base/sx-lock.h"

struct _SxEngineOutbox
{
  GMainContext *context;
  GSourceFunc deliver;
  gpointer data;

  GMutex lock; /* of all below */
  GCond told;  /* for who waits for an outcome */
  SxEngineMail mail;
  GSource *source; /* that will call for the mail; NULL: there is none */
};

SxEngineOutbox *
sx_engine_outbox_new (GMainContext *context, GSourceFunc deliver, gpointer data)
{
  SxEngineOutbox *self = g_new0 (SxEngineOutbox, 1);

  self->context = g_main_context_ref (context);
  self->deliver = deliver;
  self->data = data;
  g_mutex_init (&self->lock);
  g_cond_init (&self->told);
  return self;
}

void
sx_engine_outbox_free (SxEngineOutbox *self)
{
  g_auto (SxEngineMail) mail = sx_engine_outbox_take (self);

  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->told);
  g_free (self);
}

static void
outcome_clear (SxEngineOutcome *self)
{
  g_clear_pointer (&self->result, sx_result_unref);
  g_clear_error (&self->error);
}

void
sx_engine_mail_clear (SxEngineMail *self)
{
  SxEngineQuestion *answer;

  outcome_clear (&self->outcome);
  while ((answer = g_queue_pop_head (&self->answers)))
    sx_engine_question_free (answer);
}

/* ---- posting */

/* Under the lock. Not g_main_context_invoke(): that calls at once, on the worker's thread, where nobody
 * happens to own the context. */
static void
deliver_later (SxEngineOutbox *self)
{
  if (self->source)
    return;
  self->source = g_idle_source_new ();
  g_source_set_priority (self->source, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->source, self->deliver, self->data, NULL);
  g_source_attach (self->source, self->context);
}

void
sx_engine_outbox_post_outcome (SxEngineOutbox *self, SxEngineOutcome outcome)
{
  SxEngineOutcome unread;

  sx_lock (&self->lock);
  unread = self->mail.outcome;
  self->mail.outcome = outcome;
  self->mail.has_outcome = TRUE;
  deliver_later (self);
  g_cond_signal (&self->told);
  sx_unlock (&self->lock);
  outcome_clear (&unread);
}

void
sx_engine_outbox_post_answer (SxEngineOutbox *self, SxEngineQuestion *answer)
{
  sx_lock (&self->lock);
  g_queue_push_tail (&self->mail.answers, answer);
  deliver_later (self);
  sx_unlock (&self->lock);
}

void
sx_engine_outbox_post_stage (SxEngineOutbox *self, SxEngineStage stage)
{
  sx_lock (&self->lock);
  self->mail.stage = stage;
  self->mail.has_stage = TRUE;
  deliver_later (self);
  sx_unlock (&self->lock);
}

void
sx_engine_outbox_post_progress (SxEngineOutbox *self, double fraction)
{
  sx_lock (&self->lock);
  self->mail.progress = fraction;
  self->mail.has_progress = TRUE;
  deliver_later (self);
  sx_unlock (&self->lock);
}

void
sx_engine_outbox_post_end (SxEngineOutbox *self)
{
  sx_lock (&self->lock);
  self->mail.has_ended = TRUE;
  deliver_later (self);
  sx_unlock (&self->lock);
}

/* ---- the owner's */

SxEngineMail
sx_engine_outbox_take (SxEngineOutbox *self)
{
  SxEngineMail mail;
  GSource *source;

  sx_lock (&self->lock);
  mail = self->mail;
  self->mail = (SxEngineMail){ 0 };
  source = g_steal_pointer (&self->source);
  sx_unlock (&self->lock);
  if (source)
    {
      g_source_destroy (source);
      g_source_unref (source);
    }
  return mail;
}

gboolean
sx_engine_outbox_wait (SxEngineOutbox *self, guint64 generation, gint64 until)
{
  gboolean has_outcome;

  sx_lock (&self->lock);
  while (!(self->mail.has_outcome && self->mail.outcome.generation == generation)
         && sx_wait_until (&self->told, &self->lock, until))
    ;
  has_outcome = self->mail.has_outcome;
  sx_unlock (&self->lock);
  return has_outcome;
}
