/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The owner's side. What both threads see is in the boxes, each with its lock; what is here is the owner's
 * alone, but the setup, which nobody changes. */
#include "evaluate/sx-engine.h"

#include "base/sx-i18n.h"
#include "evaluate/sx-engine-worker.h"

struct _SxEngine
{
  guint ref_count; /* of the owner, and of each deliver() under way */
  SxEngineSetup setup;
  GThread *thread;
  SxEngineEvents events;
  gpointer data;
  gboolean is_closed; /* no events any more */
  guint64 generation; /* submitted last */
  guint64 delivered;  /* whose outcome was delivered last */
  gint64 scheme;
};

/* ---- events */

static void
tell_outcome (SxEngine *self, const SxEngineOutcome *outcome)
{
  self->delivered = outcome->generation;
  /* Of a scheme that the owner has left since? */
  if (outcome->generation > 0 && outcome->scheme != self->scheme)
    return;
  if (outcome->result)
    self->events.result (outcome->result, self->data);
  else
    self->events.failed (outcome->generation, outcome->error, self->data);
}

/* Whatever became of it: about an older snapshot it is cancelled. */
static void
tell_answer (const SxEngine *self, SxEngineQuestion *answer)
{
  if (sx_engine_question_get_generation (answer) != self->generation)
    sx_engine_question_refuse (answer, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                            _ ("The scheme has changed since.")));
  sx_engine_question_tell (answer);
}

static void engine_unref (SxEngine *self);

/* Any of the calls may stop or free the engine. */
static gboolean
deliver (gpointer data)
{
  SxEngine *self = data;
  g_auto (SxEngineMail) mail = sx_engine_outbox_take (self->setup.outbox);
  SxEngineQuestion *answer;

  self->ref_count++;
  if (mail.has_progress && !self->is_closed)
    self->events.progress (mail.progress, self->data);
  if (mail.has_outcome && !self->is_closed)
    tell_outcome (self, &mail.outcome);
  while (!self->is_closed && (answer = g_queue_pop_head (&mail.answers)))
    {
      tell_answer (self, answer);
      sx_engine_question_free (answer);
    }
  if (mail.has_stage && !self->is_closed && self->events.stage)
    self->events.stage (mail.stage, self->data);
  if (mail.has_ended && self->thread && self->events.stopped)
    self->events.stopped (self->data);
  engine_unref (self);
  return G_SOURCE_REMOVE;
}

/* ---- life */

SxEngine *
sx_engine_new (SxPlan *plan, SxRuleProfile *rules, SxAreaMode mode, GMainContext *context,
               const SxEngineEvents *events, gpointer data)
{
  SxEngine *self = g_new0 (SxEngine, 1);

  self->ref_count = 1;
  self->setup.plan = sx_plan_ref (plan);
  self->setup.rules = sx_rule_profile_ref (rules);
  self->setup.mode = mode;
  self->setup.tells_progress = events->progress != NULL;
  self->setup.inbox = sx_engine_inbox_new ();
  self->setup.outbox = sx_engine_outbox_new (context ? context : g_main_context_default (), deliver, self);
  self->events = *events;
  self->data = data;
  self->thread = g_thread_new ("sx-engine", sx_engine_worker_run, &self->setup);
  return self;
}

static void
engine_unref (SxEngine *self)
{
  if (--self->ref_count > 0)
    return;
  sx_engine_inbox_free (self->setup.inbox);
  sx_engine_outbox_free (self->setup.outbox);
  sx_plan_unref (self->setup.plan);
  sx_rule_profile_unref (self->setup.rules);
  g_free (self);
}

void
sx_engine_stop (SxEngine *self)
{
  self->is_closed = TRUE;
  sx_engine_inbox_stop (self->setup.inbox);
}

void
sx_engine_free (SxEngine *self)
{
  g_auto (SxEngineMail) undelivered = { 0 };

  if (!self)
    return;
  sx_engine_stop (self);
  g_thread_join (g_steal_pointer (&self->thread));
  undelivered = sx_engine_outbox_take (self->setup.outbox);
  engine_unref (self);
}

/* ---- from the owner */

void
sx_engine_submit (SxEngine *self, SxSnapshot *snapshot)
{
  GQueue unanswered = G_QUEUE_INIT;
  SxEngineQuestion *question;

  g_return_if_fail (!self->is_closed);
  g_return_if_fail (snapshot->generation > self->generation);
  self->generation = snapshot->generation;
  self->scheme = snapshot->scheme->id;
  sx_engine_inbox_put (self->setup.inbox, snapshot, &unanswered);
  while ((question = g_queue_pop_head (&unanswered)))
    sx_engine_outbox_post_answer (self->setup.outbox, question); /* tell_answer() sees how old it is */
}

void
sx_engine_catch_up (SxEngine *self, gint64 most_us)
{
  gint64 until = g_get_monotonic_time () + most_us;

  g_return_if_fail (!self->is_closed);
  if (self->delivered == self->generation)
    return;
  if (sx_engine_outbox_wait (self->setup.outbox, self->generation, until))
    deliver (self);
}

/* Takes the question. */
static void
ask (SxEngine *self, SxEngineQuestion *question)
{
  sx_engine_question_set_generation (question, self->generation);
  sx_engine_inbox_ask (self->setup.inbox, question);
}

void
sx_engine_explain (SxEngine *self, SxEngineExplained done, gpointer data, GDestroyNotify destroy)
{
  g_return_if_fail (!self->is_closed);
  ask (self, sx_engine_question_new_explain (done, data, destroy));
}

void
sx_engine_conflict_shape (SxEngine *self, SxAdjustment *adjustment, const SxConflictRule *rule,
                          SxEngineShape done, gpointer data, GDestroyNotify destroy)
{
  g_return_if_fail (!self->is_closed);
  ask (self, sx_engine_question_new_conflict_shape (adjustment, rule, done, data, destroy));
}

void
sx_engine_places (SxEngine *self, SxMeasure measure, SxEnginePlaces done, gpointer data,
                  GDestroyNotify destroy)
{
  g_return_if_fail (!self->is_closed);
  ask (self, sx_engine_question_new_places (measure, done, data, destroy));
}

void
sx_engine_compare (SxEngine *self, GPtrArray *snapshots, SxEngineCompared done, gpointer data,
                   GDestroyNotify destroy)
{
  g_return_if_fail (!self->is_closed && self->generation > 0);
  ask (self, sx_engine_question_new_compare (snapshots, done, data, destroy));
}
