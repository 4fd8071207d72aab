/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-engine-question.h"

/* What all of a kind have in common. */
typedef struct
{
  gboolean moves;
  /* On the worker's thread. */
  gpointer (*find) (const SxEngineQuestion *self, SxEvaluator *evaluator, GCancellable *cancellable,
                    GError **error);
  void (*tell) (const SxEngineQuestion *self);
  GDestroyNotify forget; /* what find() gave */
} Kind;

struct _SxEngineQuestion
{
  const Kind *kind;
  guint64 generation;
  gpointer data;
  GDestroyNotify destroy;

  /* what is asked, as its kind knows */
  union
  {
    SxEngineExplained explained;
    SxEngineShape found;
    SxEnginePlaces placed;
    SxEngineCompared compared;
  } done;
  SxAdjustment *adjustment;
  const SxConflictRule *rule;
  SxMeasure measure;
  GPtrArray *snapshots; /* SxSnapshot * */

  gpointer answer;
  GError *error;
};

static void
unref_array (gpointer data)
{
  g_ptr_array_unref (data);
}

/* ---- why each number moved */

static gpointer
find_contributions (const SxEngineQuestion *self, SxEvaluator *evaluator, GCancellable *cancellable,
                    GError **error)
{
  return sx_evaluator_contributions (evaluator, cancellable, error);
}

static void
tell_contributions (const SxEngineQuestion *self)
{
  self->done.explained (self->answer, self->error, self->data);
}

/* ---- where a conflict is */

static gpointer
find_shape (const SxEngineQuestion *self, SxEvaluator *evaluator, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < sx_evaluator_n_adjustments (evaluator); i++)
    if (sx_evaluator_adjustment (evaluator, i) == self->adjustment)
      return sx_evaluator_conflict_shape (evaluator, i, self->rule, error);
  return NULL;
}

static void
tell_shape (const SxEngineQuestion *self)
{
  self->done.found (self->answer, self->error, self->data);
}

static void
unref_shape (gpointer data)
{
  sx_shape_unref (data);
}

/* ---- where a row's matter lies */

static gpointer
find_places (const SxEngineQuestion *self, SxEvaluator *evaluator, GCancellable *cancellable, GError **error)
{
  return sx_evaluator_places (evaluator, self->measure, cancellable, error);
}

static void
tell_places (const SxEngineQuestion *self)
{
  self->done.placed (self->answer, self->error, self->data);
}

static void
unref_places (gpointer data)
{
  sx_places_unref (data);
}

/* ---- what other schemes give */

static void
unref_result (gpointer data)
{
  sx_result_unref (data);
}

static void
unref_snapshot (gpointer data)
{
  sx_snapshot_unref (data);
}

static gpointer
find_results (const SxEngineQuestion *self, SxEvaluator *evaluator, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func (unref_result);

  for (guint i = 0; i < self->snapshots->len; i++)
    {
      const SxSnapshot *snapshot = self->snapshots->pdata[i];
      SxResult *result;

      if (!sx_evaluator_set_scheme (evaluator, snapshot->scheme, cancellable, error)
          || !(result = sx_evaluator_result (evaluator, error)))
        return NULL;
      result->generation = snapshot->generation;
      g_ptr_array_add (results, result);
    }
  return g_steal_pointer (&results);
}

static void
tell_results (const SxEngineQuestion *self)
{
  self->done.compared (self->answer, self->error, self->data);
}

/* ---- life */

static SxEngineQuestion *
question_new (const Kind *kind, gpointer data, GDestroyNotify destroy)
{
  SxEngineQuestion *self = g_new0 (SxEngineQuestion, 1);

  self->kind = kind;
  self->data = data;
  self->destroy = destroy;
  return self;
}

SxEngineQuestion *
sx_engine_question_new_explain (SxEngineExplained done, gpointer data, GDestroyNotify destroy)
{
  static const Kind kind = { FALSE, find_contributions, tell_contributions, unref_array };
  SxEngineQuestion *self = question_new (&kind, data, destroy);

  self->done.explained = done;
  return self;
}

SxEngineQuestion *
sx_engine_question_new_conflict_shape (SxAdjustment *adjustment, const SxConflictRule *rule,
                                       SxEngineShape done, gpointer data, GDestroyNotify destroy)
{
  static const Kind kind = { FALSE, find_shape, tell_shape, unref_shape };
  SxEngineQuestion *self = question_new (&kind, data, destroy);

  self->adjustment = sx_adjustment_ref (adjustment);
  self->rule = rule;
  self->done.found = done;
  return self;
}

SxEngineQuestion *
sx_engine_question_new_places (SxMeasure measure, SxEnginePlaces done, gpointer data, GDestroyNotify destroy)
{
  static const Kind kind = { FALSE, find_places, tell_places, unref_places };
  SxEngineQuestion *self = question_new (&kind, data, destroy);

  self->measure = measure;
  self->done.placed = done;
  return self;
}

SxEngineQuestion *
sx_engine_question_new_compare (GPtrArray *snapshots, SxEngineCompared done, gpointer data,
                                GDestroyNotify destroy)
{
  static const Kind kind = { TRUE, find_results, tell_results, unref_array };
  SxEngineQuestion *self = question_new (&kind, data, destroy);

  self->snapshots = g_ptr_array_new_full (snapshots->len, unref_snapshot);
  for (guint i = 0; i < snapshots->len; i++)
    g_ptr_array_add (self->snapshots, sx_snapshot_ref (snapshots->pdata[i]));
  self->done.compared = done;
  return self;
}

void
sx_engine_question_free (SxEngineQuestion *self)
{
  if (self->destroy)
    self->destroy (self->data);
  g_clear_pointer (&self->answer, self->kind->forget);
  g_clear_error (&self->error);
  g_clear_pointer (&self->adjustment, sx_adjustment_unref);
  g_clear_pointer (&self->snapshots, g_ptr_array_unref);
  g_free (self);
}

guint64
sx_engine_question_get_generation (const SxEngineQuestion *self)
{
  return self->generation;
}

void
sx_engine_question_set_generation (SxEngineQuestion *self, guint64 generation)
{
  self->generation = generation;
}

gboolean
sx_engine_question_moves (const SxEngineQuestion *self)
{
  return self->kind->moves;
}

void
sx_engine_question_answer (SxEngineQuestion *self, SxEvaluator *evaluator, GCancellable *cancellable)
{
  self->answer = self->kind->find (self, evaluator, cancellable, &self->error);
}

void
sx_engine_question_refuse (SxEngineQuestion *self, GError *error)
{
  g_clear_pointer (&self->answer, self->kind->forget);
  g_clear_error (&self->error);
  self->error = error;
}

void
sx_engine_question_tell (const SxEngineQuestion *self)
{
  self->kind->tell (self);
}
