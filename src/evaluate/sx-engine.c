/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One lock guards all that both threads see: the inbox (one snapshot, and questions about it) and the outbox
 * (one outcome, one stage, and answers). The evaluator itself is the worker's alone. */
#include "evaluate/sx-engine.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "base/sx-lock.h"

/* A question on its way in, and with its answer on the way out. It asks what `done` is for: one of the four.
 */
typedef struct
{
  guint64 generation; /* of the snapshot it is about */
  struct
  {
    SxEngineExplained explained;
    SxEngineShape found;
    SxEnginePlaces placed;
    SxEngineCompared compared;
  } done;
  SxAdjustment *adjustment;   /* found */
  const SxConflictRule *rule; /* found */
  SxMeasure measure;          /* placed */
  GPtrArray *snapshots;       /* compared: SxSnapshot * */
  gpointer data;
  GDestroyNotify destroy;
  GPtrArray *contributions;
  SxShape *shape;
  SxPlaces *places;
  GPtrArray *results; /* SxResult * */
  GError *error;
} Question;

/* What became of a snapshot. */
typedef struct
{
  guint64 generation; /* 0: of none, but of the plan */
  gint64 scheme;
  SxResult *result; /* or: */
  GError *error;
} Outcome;

typedef struct
{
  gboolean has_outcome, has_stage, has_ended, has_progress;
  Outcome outcome;
  SxEngineStage stage;
  double progress;
  GQueue answers; /* Question * */
} Outbox;

typedef enum
{
  WORK_PREPARE,
  WORK_UPDATE,
  WORK_ANSWER,
} Work;

struct _SxEngine
{
  gint ref_count; /* of the owner, the worker and the source */
  SxPlan *plan;
  SxRuleProfile *rules;
  SxAreaMode mode;
  GMainContext *context;
  SxEngineEvents events;
  gpointer data;

  /* the owner's */
  GThread *thread;
  gboolean is_closed; /* no events any more */
  guint64 generation; /* submitted last */
  guint64 delivered;  /* whose outcome was delivered last */
  gint64 scheme;

  GMutex lock; /* of the rest */
  GCond news;  /* for the worker */
  GCond told;  /* for an owner that waits in sx_engine_catch_up() */
  gboolean is_stopping;
  SxSnapshot *inbox;
  GQueue questions;      /* Question *, about the snapshot submitted last */
  GCancellable *running; /* of what the worker does now, or NULL */
  Work running_work;
  gint64 running_scheme;
  Outbox outbox;
  GSource *source; /* that will deliver the outbox; NULL: it is empty */
};

/* What only the worker's thread knows. */
typedef struct
{
  SxEngine *engine;
  SxEvaluator *evaluator; /* NULL: not yet, or it broke */
  GError *error;          /* why the evaluator does not hold the snapshot seen last, or NULL */
  SxSnapshot *snapshot;   /* seen last, or NULL */
  gboolean is_elsewhere;  /* the evaluator holds a scheme of a comparison instead */
} Worker;

static void engine_unref (gpointer data);

/* ---- questions and outboxes */

static void
question_forget (Question *self)
{
  g_clear_pointer (&self->contributions, g_ptr_array_unref);
  g_clear_pointer (&self->shape, sx_shape_unref);
  g_clear_pointer (&self->places, sx_places_unref);
  g_clear_pointer (&self->results, g_ptr_array_unref);
  g_clear_error (&self->error);
}

static void
question_free (gpointer data)
{
  Question *self = data;

  if (self->destroy)
    self->destroy (self->data);
  sx_adjustment_unref (self->adjustment);
  g_clear_pointer (&self->snapshots, g_ptr_array_unref);
  question_forget (self);
  g_free (self);
}

static void
question_cancel (Question *self)
{
  question_forget (self);
  g_set_error_literal (&self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The scheme has changed since."));
}

static void
outcome_clear (Outcome *self)
{
  g_clear_pointer (&self->result, sx_result_unref);
  g_clear_error (&self->error);
}

static void
outbox_clear (Outbox *self)
{
  outcome_clear (&self->outcome);
  g_queue_clear_full (&self->answers, question_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outbox, outbox_clear)

/* ---- to the owner */

static void
tell_outcome (SxEngine *self, const Outcome *outcome)
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
tell_answer (SxEngine *self, Question *answer)
{
  if (answer->generation != self->generation)
    question_cancel (answer);
  if (answer->done.explained)
    answer->done.explained (answer->contributions, answer->error, answer->data);
  else if (answer->done.found)
    answer->done.found (answer->shape, answer->error, answer->data);
  else if (answer->done.compared)
    answer->done.compared (answer->results, answer->error, answer->data);
  else
    answer->done.placed (answer->places, answer->error, answer->data);
}

/* Any of the calls may stop or free the engine; the source's reference keeps it until deliver() is done. */
static gboolean
deliver (gpointer data)
{
  SxEngine *self = data;
  g_auto (Outbox) box = { 0 };
  Question *answer;

  sx_lock (&self->lock);
  box = self->outbox;
  self->outbox = (Outbox){ 0 };
  g_clear_pointer (&self->source, g_source_unref);
  sx_unlock (&self->lock);

  if (box.has_progress && !self->is_closed)
    self->events.progress (box.progress, self->data);
  if (box.has_outcome && !self->is_closed)
    tell_outcome (self, &box.outcome);
  while (!self->is_closed && (answer = g_queue_pop_head (&box.answers)))
    {
      tell_answer (self, answer);
      question_free (answer);
    }
  if (box.has_stage && !self->is_closed && self->events.stage)
    self->events.stage (box.stage, self->data);
  if (box.has_ended && self->thread && self->events.stopped)
    self->events.stopped (self->data);
  return G_SOURCE_REMOVE;
}

/* Under the lock. Not g_main_context_invoke(): that calls at once, on the worker's thread, where nobody
 * happens to own the context. */
static void
deliver_later (SxEngine *self)
{
  if (self->source)
    return;
  g_atomic_int_inc (&self->ref_count);
  self->source = g_idle_source_new ();
  g_source_set_priority (self->source, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->source, deliver, self, engine_unref);
  g_source_attach (self->source, self->context);
}

/* Under the lock. */
static void
put_stage (SxEngine *self, SxEngineStage stage)
{
  self->outbox.stage = stage;
  self->outbox.has_stage = TRUE;
  deliver_later (self);
}

static void
post_stage (SxEngine *self, SxEngineStage stage)
{
  sx_lock (&self->lock);
  put_stage (self, stage);
  sx_unlock (&self->lock);
}

static void
post_progress (double fraction, gpointer data)
{
  SxEngine *self = data;

  if (!self->events.progress)
    return;
  sx_lock (&self->lock);
  self->outbox.progress = fraction;
  self->outbox.has_progress = TRUE;
  deliver_later (self);
  sx_unlock (&self->lock);
}

/* Takes what the outcome holds; one that was not delivered yet is dropped. */
static void
post_outcome (SxEngine *self, Outcome outcome)
{
  Outcome unread;

  sx_lock (&self->lock);
  unread = self->outbox.outcome;
  self->outbox.outcome = outcome;
  self->outbox.has_outcome = TRUE;
  deliver_later (self);
  g_cond_signal (&self->told);
  sx_unlock (&self->lock);
  outcome_clear (&unread);
}

static void
post_answer (SxEngine *self, Question *answer)
{
  sx_lock (&self->lock);
  g_queue_push_tail (&self->outbox.answers, answer);
  deliver_later (self);
  sx_unlock (&self->lock);
}

static void
post_end (SxEngine *self)
{
  sx_lock (&self->lock);
  self->outbox.has_ended = TRUE;
  deliver_later (self);
  sx_unlock (&self->lock);
}

/* ---- the worker */

/* What may cancel the work that begins now. Cancelled at once where the owner wants to stop. */
static GCancellable *
begin (SxEngine *self, Work work, gint64 scheme)
{
  GCancellable *cancellable = g_cancellable_new ();

  sx_lock (&self->lock);
  self->running = g_object_ref (cancellable);
  self->running_work = work;
  self->running_scheme = scheme;
  if (self->is_stopping || (work == WORK_ANSWER && self->inbox))
    g_cancellable_cancel (cancellable);
  sx_unlock (&self->lock);
  return cancellable;
}

static void
end (SxEngine *self)
{
  sx_lock (&self->lock);
  g_clear_object (&self->running);
  sx_unlock (&self->lock);
}

static gboolean
prepare (Worker *self)
{
  SxEngine *engine = self->engine;
  g_autoptr (GCancellable) cancellable = begin (engine, WORK_PREPARE, 0);

  post_stage (engine, SX_ENGINE_PREPARING);
  g_clear_error (&self->error);
  self->evaluator = sx_evaluator_new_with_progress (engine->plan, engine->rules, engine->mode, post_progress,
                                                    engine, cancellable, &self->error);
  end (engine);
  return self->evaluator != NULL;
}

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
  SxEngine *engine = self->engine;
  g_autoptr (GCancellable) cancellable = NULL;
  SxResult *result = NULL;

  post_stage (engine, SX_ENGINE_EVALUATING);
  cancellable = begin (engine, WORK_UPDATE, snapshot->scheme->id);
  g_clear_error (&self->error);
  if (sx_evaluator_set_scheme (self->evaluator, snapshot->scheme, cancellable, &self->error))
    {
      self->is_elsewhere = FALSE;
      result = sx_evaluator_result (self->evaluator, &self->error);
    }
  end (engine);
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

static void
take_in (Worker *self, SxSnapshot *snapshot)
{
  Outcome outcome = { snapshot->generation, snapshot->scheme->id, update (self, snapshot), NULL };

  sx_snapshot_unref (self->snapshot);
  self->snapshot = sx_snapshot_ref (snapshot);
  if (outcome.result)
    outcome.result->generation = snapshot->generation;
  else if (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  else
    outcome.error = g_error_copy (self->error);
  post_outcome (self->engine, outcome);
}

static SxShape *
find_shape (Worker *self, const Question *question, GError **error)
{
  for (guint i = 0; i < sx_evaluator_n_adjustments (self->evaluator); i++)
    if (sx_evaluator_adjustment (self->evaluator, i) == question->adjustment)
      return sx_evaluator_conflict_shape (self->evaluator, i, question->rule, error);
  return NULL;
}

/* ---- comparisons */

/* The evaluator is put right for everything else. */
static gboolean
come_back (Worker *self, GCancellable *cancellable, GError **error)
{
  if (self->is_elsewhere
      && !sx_evaluator_set_scheme (self->evaluator, self->snapshot->scheme, cancellable, error))
    return FALSE;
  self->is_elsewhere = FALSE;
  return TRUE;
}

static void
unref_result (gpointer data)
{
  sx_result_unref (data);
}

static GPtrArray *
compare_schemes (Worker *self, GPtrArray *snapshots, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func (unref_result);

  for (guint i = 0; i < snapshots->len; i++)
    {
      const SxSnapshot *snapshot = snapshots->pdata[i];
      SxResult *result;

      self->is_elsewhere = TRUE;
      if (!sx_evaluator_set_scheme (self->evaluator, snapshot->scheme, cancellable, error)
          || !(result = sx_evaluator_result (self->evaluator, error)))
        return NULL;
      result->generation = snapshot->generation;
      g_ptr_array_add (results, result);
    }
  return g_steal_pointer (&results);
}

/* The next snapshot finds the evaluator where it was: the way back is part of the answer. Where a snapshot
 * came already it does without. */
static void
answer_comparison (Worker *self, Question *question, GCancellable *cancellable)
{
  g_autoptr (GError) broken = NULL;

  question->results = compare_schemes (self, question->snapshots, cancellable, &question->error);
  if (!come_back (self, cancellable, &broken) && !g_error_matches (broken, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("%s", broken->message); /* who asks next is told */
}

static void
answer_about_snapshot (Worker *self, Question *question, GCancellable *cancellable)
{
  if (!come_back (self, cancellable, &question->error))
    return;
  if (question->done.found)
    question->shape = find_shape (self, question, &question->error);
  else if (question->done.placed)
    question->places
        = sx_evaluator_places (self->evaluator, question->measure, cancellable, &question->error);
  else
    question->contributions = sx_evaluator_contributions (self->evaluator, cancellable, &question->error);
}

/* Takes the question. */
static void
answer (Worker *self, Question *question)
{
  SxEngine *engine = self->engine;
  g_autoptr (GCancellable) cancellable = NULL;

  post_stage (engine, SX_ENGINE_EVALUATING);
  cancellable = begin (engine, WORK_ANSWER, 0);
  if (g_cancellable_set_error_if_cancelled (cancellable, &question->error))
    ;
  else if (self->error)
    question->error = g_error_copy (self->error);
  else if (question->done.compared)
    answer_comparison (self, question, cancellable);
  else
    answer_about_snapshot (self, question, cancellable);
  end (engine);
  post_answer (engine, question);
}

/* Waits for something to do. FALSE: to stop. */
static gboolean
next (SxEngine *self, SxSnapshot **snapshot, Question **question)
{
  gboolean is_idle = FALSE;

  *snapshot = NULL;
  *question = NULL;
  sx_lock (&self->lock);
  while (!self->is_stopping && !self->inbox && g_queue_is_empty (&self->questions))
    {
      if (!is_idle)
        put_stage (self, SX_ENGINE_IDLE);
      is_idle = TRUE;
      sx_wait (&self->news, &self->lock);
    }
  if (self->inbox)
    *snapshot = g_steal_pointer (&self->inbox);
  else if (!self->is_stopping)
    *question = g_queue_pop_head (&self->questions);
  sx_unlock (&self->lock);
  return *snapshot || *question;
}

static gpointer
work (gpointer data)
{
  Worker self = { .engine = data };
  SxSnapshot *snapshot;
  Question *question;

  if (!prepare (&self) && !g_error_matches (self.error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    post_outcome (self.engine, (Outcome){ 0, 0, NULL, g_error_copy (self.error) });
  while (next (self.engine, &snapshot, &question))
    {
      if (snapshot)
        take_in (&self, snapshot);
      else
        answer (&self, question);
      sx_snapshot_unref (snapshot);
    }
  g_clear_pointer (&self.evaluator, sx_evaluator_free);
  g_clear_pointer (&self.snapshot, sx_snapshot_unref);
  g_clear_error (&self.error);
  post_end (self.engine);
  engine_unref (self.engine);
  return NULL;
}

/* ---- life */

SxEngine *
sx_engine_new (SxPlan *plan, SxRuleProfile *rules, SxAreaMode mode, GMainContext *context,
               const SxEngineEvents *events, gpointer data)
{
  SxEngine *self = g_new0 (SxEngine, 1);

  self->ref_count = 2;
  self->plan = sx_plan_ref (plan);
  self->rules = sx_rule_profile_ref (rules);
  self->mode = mode;
  self->context = g_main_context_ref (context ? context : g_main_context_default ());
  self->events = *events;
  self->data = data;
  g_mutex_init (&self->lock);
  g_cond_init (&self->news);
  g_cond_init (&self->told);
  self->thread = g_thread_new ("sx-engine", work, self);
  return self;
}

static void
engine_unref (gpointer data)
{
  SxEngine *self = data;

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  outbox_clear (&self->outbox);
  sx_plan_unref (self->plan);
  sx_rule_profile_unref (self->rules);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->news);
  g_cond_clear (&self->told);
  g_free (self);
}

void
sx_engine_stop (SxEngine *self)
{
  g_autoptr (SxSnapshot) unread = NULL;
  g_autoptr (GCancellable) running = NULL;
  GQueue questions;

  self->is_closed = TRUE;
  sx_lock (&self->lock);
  self->is_stopping = TRUE;
  unread = g_steal_pointer (&self->inbox);
  questions = self->questions;
  self->questions = (GQueue)G_QUEUE_INIT;
  if (self->running)
    running = g_object_ref (self->running);
  g_cond_signal (&self->news);
  sx_unlock (&self->lock);
  if (running)
    g_cancellable_cancel (running);
  g_queue_clear_full (&questions, question_free);
}

void
sx_engine_free (SxEngine *self)
{
  g_auto (Outbox) box = { 0 };
  GSource *source;

  if (!self)
    return;
  sx_engine_stop (self);
  g_thread_join (g_steal_pointer (&self->thread));
  /* Nobody else is left: what was under way is dropped here, on the owner's thread. */
  sx_lock (&self->lock);
  box = self->outbox;
  self->outbox = (Outbox){ 0 };
  source = g_steal_pointer (&self->source);
  sx_unlock (&self->lock);
  if (source)
    {
      g_source_destroy (source);
      g_source_unref (source);
    }
  engine_unref (self);
}

/* ---- from the owner */

void
sx_engine_submit (SxEngine *self, SxSnapshot *snapshot)
{
  g_autoptr (SxSnapshot) unread = NULL;
  g_autoptr (GCancellable) running = NULL;
  Question *question;

  g_return_if_fail (!self->is_closed);
  g_return_if_fail (snapshot->generation > self->generation);
  self->generation = snapshot->generation;
  self->scheme = snapshot->scheme->id;
  sx_lock (&self->lock);
  unread = g_steal_pointer (&self->inbox);
  self->inbox = sx_snapshot_ref (snapshot);
  while ((question = g_queue_pop_head (&self->questions)))
    {
      g_queue_push_tail (&self->outbox.answers, question); /* tell_answer () sees that it is out of date */
      deliver_later (self);
    }
  if (self->running
      && (self->running_work == WORK_ANSWER
          || (self->running_work == WORK_UPDATE && self->running_scheme != self->scheme)))
    running = g_object_ref (self->running);
  g_cond_signal (&self->news);
  sx_unlock (&self->lock);
  if (running)
    g_cancellable_cancel (running);
}

void
sx_engine_catch_up (SxEngine *self, gint64 most_us)
{
  gint64 until = g_get_monotonic_time () + most_us;
  GSource *source = NULL;

  g_return_if_fail (!self->is_closed);
  if (self->delivered == self->generation)
    return;
  sx_lock (&self->lock);
  while (!(self->outbox.has_outcome && self->outbox.outcome.generation == self->generation)
         && sx_wait_until (&self->told, &self->lock, until))
    ;
  if (self->outbox.has_outcome)
    source = g_source_ref (self->source);
  sx_unlock (&self->lock);
  if (!source)
    return;
  g_atomic_int_inc (&self->ref_count); /* the source's own goes with it */
  g_source_destroy (source);
  g_source_unref (source);
  deliver (self);
  engine_unref (self);
}

static Question *
question_new (gpointer data, GDestroyNotify destroy)
{
  Question *self = g_new0 (Question, 1);

  self->data = data;
  self->destroy = destroy;
  return self;
}

/* Takes the question. */
static void
ask (SxEngine *self, Question *question)
{
  question->generation = self->generation;
  sx_lock (&self->lock);
  g_queue_push_tail (&self->questions, question);
  g_cond_signal (&self->news);
  sx_unlock (&self->lock);
}

void
sx_engine_explain (SxEngine *self, SxEngineExplained done, gpointer data, GDestroyNotify destroy)
{
  Question *question;

  g_return_if_fail (!self->is_closed);
  question = question_new (data, destroy);
  question->done.explained = done;
  ask (self, question);
}

void
sx_engine_conflict_shape (SxEngine *self, SxAdjustment *adjustment, const SxConflictRule *rule,
                          SxEngineShape done, gpointer data, GDestroyNotify destroy)
{
  Question *question;

  g_return_if_fail (!self->is_closed);
  question = question_new (data, destroy);
  question->adjustment = sx_adjustment_ref (adjustment);
  question->rule = rule;
  question->done.found = done;
  ask (self, question);
}

void
sx_engine_places (SxEngine *self, SxMeasure measure, SxEnginePlaces done, gpointer data,
                  GDestroyNotify destroy)
{
  Question *question;

  g_return_if_fail (!self->is_closed);
  question = question_new (data, destroy);
  question->measure = measure;
  question->done.placed = done;
  ask (self, question);
}

void
sx_engine_compare (SxEngine *self, GPtrArray *snapshots, SxEngineCompared done, gpointer data,
                   GDestroyNotify destroy)
{
  Question *question;

  g_return_if_fail (!self->is_closed && self->generation > 0);
  question = question_new (data, destroy);
  question->snapshots = g_ptr_array_new_full (snapshots->len, (GDestroyNotify)sx_snapshot_unref);
  for (guint i = 0; i < snapshots->len; i++)
    g_ptr_array_add (question->snapshots, sx_snapshot_ref (snapshots->pdata[i]));
  question->done.compared = done;
  ask (self, question);
}
