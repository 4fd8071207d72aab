/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-engine-worker.h"

#include "base/sx-error.h"
#include "base/sx-parallel.h"

/* What only the worker's thread knows. */
typedef struct
{
  const SxEngineSetup *setup;
  SxEvaluator *evaluator; /* NULL: not yet, or it broke */
  GError *error;          /* why the evaluator does not hold the snapshot seen last, or NULL */
  SxSnapshot *snapshot;   /* seen last, or NULL */
  gboolean is_elsewhere;  /* the evaluator holds a scheme of a comparison instead */
} Worker;

static void
post_progress (double fraction, gpointer data)
{
  const SxEngineSetup *setup = data;

  if (setup->tells_progress)
    sx_engine_outbox_post_progress (setup->outbox, fraction);
}

static gboolean
prepare (Worker *self)
{
  const SxEngineSetup *setup = self->setup;
  g_autoptr (GCancellable) cancellable = sx_engine_inbox_begin (setup->inbox, SX_ENGINE_WORK_PREPARE, 0);

  sx_engine_outbox_post_stage (setup->outbox, SX_ENGINE_PREPARING);
  g_clear_error (&self->error);
  self->evaluator = sx_evaluator_new_with_progress (setup->plan, setup->rules, setup->mode, post_progress,
                                                    (gpointer)setup, cancellable, &self->error);
  sx_engine_inbox_end (setup->inbox);
  return self->evaluator != NULL;
}

/* ---- snapshots */

/* Whether there is, or can be made, an evaluator. */
static gboolean
is_ready (Worker *self)
{
  if (self->evaluator)
    return TRUE;
  /* A plan that could not be prepared will not be better next time. */
  if (self->error && !g_error_matches (self->error, SX_ERROR, SX_ERROR_INTERNAL))
    return FALSE;
  return prepare (self);
}

static SxResult *
try_update (Worker *self, const SxSnapshot *snapshot)
{
  const SxEngineSetup *setup = self->setup;
  g_autoptr (GCancellable) cancellable = NULL;
  SxResult *result = NULL;

  sx_engine_outbox_post_stage (setup->outbox, SX_ENGINE_EVALUATING);
  cancellable = sx_engine_inbox_begin (setup->inbox, SX_ENGINE_WORK_UPDATE, snapshot->scheme->id);
  g_clear_error (&self->error);
  if (sx_evaluator_set_scheme (self->evaluator, snapshot->scheme, cancellable, &self->error))
    {
      self->is_elsewhere = FALSE;
      result = sx_evaluator_result (self->evaluator, &self->error);
    }
  sx_engine_inbox_end (setup->inbox);
  return result;
}

/* An evaluator that could not go back to its old state after a failure is made anew, once. */
static SxResult *
update (Worker *self, const SxSnapshot *snapshot)
{
  SxResult *result = is_ready (self) ? try_update (self, snapshot) : NULL;

  if (result || !g_error_matches (self->error, SX_ERROR, SX_ERROR_INTERNAL))
    return result;
  g_clear_pointer (&self->evaluator, sx_evaluator_free);
  return prepare (self) ? try_update (self, snapshot) : NULL;
}

/* Takes the snapshot. */
static void
take_in (Worker *self, SxSnapshot *snapshot)
{
  SxEngineOutcome outcome = { snapshot->generation, snapshot->scheme->id, update (self, snapshot), NULL };

  sx_snapshot_unref (self->snapshot);
  self->snapshot = snapshot;
  if (outcome.result)
    outcome.result->generation = snapshot->generation;
  else if (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  else
    outcome.error = g_error_copy (self->error);
  sx_engine_outbox_post_outcome (self->setup->outbox, outcome);
}

/* ---- questions */

/* The evaluator is put back where the snapshot seen last had it. */
static gboolean
come_back (Worker *self, GCancellable *cancellable, GError **error)
{
  if (self->is_elsewhere
      && !sx_evaluator_set_scheme (self->evaluator, self->snapshot->scheme, cancellable, error))
    return FALSE;
  self->is_elsewhere = FALSE;
  return TRUE;
}

/* The next snapshot finds the evaluator where it was: the way back is part of the answer. Where a snapshot
 * came already it does without. */
static void
answer_elsewhere (Worker *self, SxEngineQuestion *question, GCancellable *cancellable)
{
  g_autoptr (GError) broken = NULL;

  self->is_elsewhere = TRUE;
  sx_engine_question_answer (question, self->evaluator, cancellable);
  if (!come_back (self, cancellable, &broken) && !g_error_matches (broken, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("%s", broken->message); /* who asks next is told */
}

/* Takes the question. */
static void
answer (Worker *self, SxEngineQuestion *question)
{
  const SxEngineSetup *setup = self->setup;
  g_autoptr (GCancellable) cancellable = NULL;
  GError *error = NULL;

  sx_engine_outbox_post_stage (setup->outbox, SX_ENGINE_EVALUATING);
  cancellable = sx_engine_inbox_begin (setup->inbox, SX_ENGINE_WORK_ANSWER, 0);
  if (g_cancellable_set_error_if_cancelled (cancellable, &error))
    sx_engine_question_refuse (question, error);
  else if (self->error)
    sx_engine_question_refuse (question, g_error_copy (self->error));
  else if (sx_engine_question_moves (question))
    answer_elsewhere (self, question, cancellable);
  else if (come_back (self, cancellable, &error))
    sx_engine_question_answer (question, self->evaluator, cancellable);
  else
    sx_engine_question_refuse (question, error);
  sx_engine_inbox_end (setup->inbox);
  sx_engine_outbox_post_answer (setup->outbox, question);
}

/* ---- the thread */

static gboolean
next (const SxEngineSetup *setup, SxSnapshot **snapshot, SxEngineQuestion **question)
{
  if (sx_engine_inbox_is_empty (setup->inbox))
    sx_engine_outbox_post_stage (setup->outbox, SX_ENGINE_IDLE);
  return sx_engine_inbox_next (setup->inbox, snapshot, question);
}

gpointer
sx_engine_worker_run (gpointer setup)
{
  Worker self = { .setup = setup };
  SxSnapshot *snapshot;
  SxEngineQuestion *question;

  sx_parallel_give_way (); /* the owner must not wait; painters give way to both */
  if (!prepare (&self) && !g_error_matches (self.error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sx_engine_outbox_post_outcome (self.setup->outbox,
                                   (SxEngineOutcome){ 0, 0, NULL, g_error_copy (self.error) });
  while (next (self.setup, &snapshot, &question))
    if (snapshot)
      take_in (&self, snapshot);
    else
      answer (&self, question);
  g_clear_pointer (&self.evaluator, sx_evaluator_free);
  g_clear_pointer (&self.snapshot, sx_snapshot_unref);
  g_clear_error (&self.error);
  sx_engine_outbox_post_end (self.setup->outbox);
  return NULL;
}
