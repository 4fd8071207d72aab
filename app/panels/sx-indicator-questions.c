/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sx-indicator-questions.h"

#define REST_MS 150

struct _SxIndicatorQuestions
{
  GObject parent_instance;
  SxSession *session;
  guint wanted[SX_N_MEASURES];
  guint n_wanted;
  gint64 rested_since; /* monotonic, of the newest settled result */
  guint timeout;

  /* answers, and what is asked; a generation of 0 is none */
  guint64 shown; /* of the settled result that the panel shows; 0: a preview, or it is being computed */
  guint64 contributions_asked, contributions_of;
  GPtrArray *contributions;
  SxSnapshot *snapshot; /* that the contributions count items of */
  guint64 places_asked[SX_N_MEASURES], places_of[SX_N_MEASURES];
  SxPlaces *places[SX_N_MEASURES];
  char *failure;
};

typedef struct
{
  SxIndicatorQuestions *questions; /* reference */
  guint64 generation;
  SxMeasure measure;
} Question;

static guint changed_signal;

G_DEFINE_FINAL_TYPE (SxIndicatorQuestions, sx_indicator_questions, G_TYPE_OBJECT)

static void
sx_indicator_questions_finalize (GObject *object)
{
  SxIndicatorQuestions *self = SX_INDICATOR_QUESTIONS (object);

  sx_indicator_questions_close (self);
  G_OBJECT_CLASS (sx_indicator_questions_parent_class)->finalize (object);
}

static void
sx_indicator_questions_class_init (SxIndicatorQuestionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sx_indicator_questions_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
sx_indicator_questions_init (SxIndicatorQuestions *self)
{
}

/* ---- asking */

static Question *
question_new (SxIndicatorQuestions *self, SxMeasure measure)
{
  Question *question = g_new (Question, 1);

  *question = (Question){ g_object_ref (self), self->shown, measure };
  return question;
}

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->questions);
  g_free (question);
}

static void
note_failure (SxIndicatorQuestions *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* another state came; it is asked again */
  g_free (self->failure);
  self->failure = g_strdup (error->message);
}

static void
got_contributions (GPtrArray *contributions, const GError *error, gpointer data)
{
  const Question *question = data;
  SxIndicatorQuestions *self = question->questions;

  if (!self->session || question->generation != self->shown)
    return;
  g_clear_pointer (&self->contributions, g_ptr_array_unref);
  if (contributions)
    {
      self->contributions = g_ptr_array_ref (contributions);
      self->contributions_of = question->generation;
      g_clear_pointer (&self->snapshot, sx_snapshot_unref);
      self->snapshot = sx_snapshot_ref (sx_session_get_state (self->session)->snapshot);
    }
  else
    note_failure (self, error);
  g_signal_emit (self, changed_signal, 0);
}

static void
got_places (SxPlaces *places, const GError *error, gpointer data)
{
  const Question *question = data;
  SxIndicatorQuestions *self = question->questions;

  if (!self->session || question->generation != self->shown)
    return;
  g_clear_pointer (&self->places[question->measure], sx_places_unref);
  if (places)
    {
      self->places[question->measure] = sx_places_ref (places);
      self->places_of[question->measure] = question->generation;
    }
  else
    note_failure (self, error);
  g_signal_emit (self, changed_signal, 0);
}

/* Everything that is wanted and not asked yet. */
static gboolean
ask (gpointer data)
{
  SxIndicatorQuestions *self = data;
  SxEngine *engine = sx_session_get_engine (self->session);

  if (!sx_session_is_idle (self->session))
    return G_SOURCE_CONTINUE;
  self->timeout = 0;
  if (!engine || self->shown == 0)
    return G_SOURCE_REMOVE;
  for (SxMeasure measure = 0; measure < SX_N_MEASURES; measure++)
    if (self->wanted[measure] > 0 && sx_measure_has_places (measure)
        && self->places_asked[measure] != self->shown)
      {
        self->places_asked[measure] = self->shown;
        sx_engine_places (engine, measure, got_places, question_new (self, measure), question_free);
      }
  if (self->n_wanted > 0 && self->contributions_asked != self->shown)
    {
      self->contributions_asked = self->shown;
      sx_engine_explain (engine, got_contributions, question_new (self, 0), question_free);
    }
  return G_SOURCE_REMOVE;
}

/* When the scheme has rested for long enough. */
static void
ask_later (SxIndicatorQuestions *self)
{
  gint64 left = REST_MS - (g_get_monotonic_time () - self->rested_since) / 1000;

  g_clear_handle_id (&self->timeout, g_source_remove);
  if (self->n_wanted > 0 && self->shown != 0)
    self->timeout = g_timeout_add ((guint)CLAMP (left, 0, REST_MS), ask, self);
}

static void
result_changed (SxIndicatorQuestions *self)
{
  SxResult *result = sx_session_get_final_result (self->session);
  gboolean is_settled = result && !sx_session_is_preview (self->session);
  guint64 shown = is_settled && !sx_session_get_failure (self->session) ? result->generation : 0;

  if (shown == self->shown)
    return;
  self->shown = shown;
  self->rested_since = g_get_monotonic_time ();
  g_clear_pointer (&self->failure, g_free);
  ask_later (self);
  g_signal_emit (self, changed_signal, 0);
}

/* ---- from outside */

SxIndicatorQuestions *
sx_indicator_questions_new (SxSession *session)
{
  SxIndicatorQuestions *self = g_object_new (SX_TYPE_INDICATOR_QUESTIONS, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "result-changed", G_CALLBACK (result_changed), self, G_CONNECT_SWAPPED);
  result_changed (self);
  return self;
}

void
sx_indicator_questions_close (SxIndicatorQuestions *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->contributions, g_ptr_array_unref);
  g_clear_pointer (&self->snapshot, sx_snapshot_unref);
  for (SxMeasure measure = 0; measure < SX_N_MEASURES; measure++)
    g_clear_pointer (&self->places[measure], sx_places_unref);
  g_clear_pointer (&self->failure, g_free);
}

SxSession *
sx_indicator_questions_get_session (SxIndicatorQuestions *self)
{
  return self->session;
}

void
sx_indicator_questions_want (SxIndicatorQuestions *self, SxMeasure measure)
{
  self->wanted[measure]++;
  self->n_wanted++;
  if (self->session)
    ask_later (self);
}

void
sx_indicator_questions_drop (SxIndicatorQuestions *self, SxMeasure measure)
{
  g_return_if_fail (self->wanted[measure] > 0);
  self->wanted[measure]--;
  self->n_wanted--;
}

GPtrArray *
sx_indicator_questions_get_contributions (SxIndicatorQuestions *self)
{
  return self->shown != 0 && self->contributions_of == self->shown ? self->contributions : NULL;
}

SxPlaces *
sx_indicator_questions_get_places (SxIndicatorQuestions *self, SxMeasure measure)
{
  return self->shown != 0 && self->places_of[measure] == self->shown ? self->places[measure] : NULL;
}

const char *
sx_indicator_questions_get_failure (SxIndicatorQuestions *self)
{
  return self->failure;
}

const SxScheme *
sx_indicator_questions_get_scheme (SxIndicatorQuestions *self)
{
  return self->snapshot ? self->snapshot->scheme : NULL;
}
