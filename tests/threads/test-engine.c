/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine on a made-up county: what it says is what an evaluator says that is used directly, in whatever
 * haste snapshots, questions and the end come. */
#include "evaluate/sx-engine.h"

#include <glib/gstdio.h>

#include "base/sx-error.h"
#include "sample/sx-sample.h"
#include "store/sx-package.h"

#define PARCELS 1000
#define SUBMITS 10000

typedef struct
{
  SxPlan *plan;
  SxRuleProfile *rules;
  SxScheme *scheme; /* the sample's own */
} County;

/* One owner of an engine, and what it was told. */
typedef struct
{
  const County *county;
  GThread *owner;
  GMainContext *context;
  SxEngine *engine;
  guint64 generation; /* submitted last */
  GPtrArray *results; /* SxResult *, delivered */
  GArray *failures;   /* guint64, generations */
  GError *failure;    /* the last one */
  guint n_answers, n_cancelled, n_destroyed;
  GPtrArray *contributions;
  SxShape *shape;
  SxPlaces *places;
  GPtrArray *compared; /* SxResult *, answered last */
  double progress;
  SxEngineStage stage;
  gboolean has_stopped;
  gboolean free_on_result;
} Session;

/* ---- the owner's side */

static void
on_result (SxResult *result, gpointer data)
{
  Session *self = data;

  g_assert_true (g_thread_self () == self->owner);
  g_assert_nonnull (self->engine);
  g_assert_cmpuint (result->generation, <=, self->generation);
  if (self->results->len > 0)
    g_assert_cmpuint (result->generation, >,
                      ((SxResult *)self->results->pdata[self->results->len - 1])->generation);
  g_ptr_array_add (self->results, sx_result_ref (result));
  if (self->free_on_result)
    g_clear_pointer (&self->engine, sx_engine_free);
}

static void
on_failed (guint64 generation, const GError *error, gpointer data)
{
  Session *self = data;

  g_assert_true (g_thread_self () == self->owner);
  g_assert_nonnull (error);
  g_array_append_val (self->failures, generation);
  g_clear_error (&self->failure);
  self->failure = g_error_copy (error);
}

static void
on_stage (SxEngineStage stage, gpointer data)
{
  Session *self = data;

  g_assert_true (g_thread_self () == self->owner);
  g_assert_nonnull (self->engine);
  self->stage = stage;
}

static void
on_stopped (gpointer data)
{
  Session *self = data;

  g_assert_true (g_thread_self () == self->owner);
  self->has_stopped = TRUE;
}

static void
note_error (Session *self, const GError *error)
{
  g_assert_true (g_thread_self () == self->owner);
  self->n_answers++;
  if (!error)
    return;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->n_cancelled++;
  else
    g_assert_error (error, SX_ERROR, SX_ERROR_GEOMETRY);
}

static void
on_explained (GPtrArray *contributions, const GError *error, gpointer data)
{
  Session *self = data;

  g_assert_true ((contributions != NULL) == (error == NULL));
  note_error (self, error);
  g_clear_pointer (&self->contributions, g_ptr_array_unref);
  self->contributions = contributions ? g_ptr_array_ref (contributions) : NULL;
}

static void
on_shape (SxShape *shape, const GError *error, gpointer data)
{
  Session *self = data;

  note_error (self, error);
  g_clear_pointer (&self->shape, sx_shape_unref);
  self->shape = shape ? sx_shape_ref (shape) : NULL;
}

static void
on_places (SxPlaces *places, const GError *error, gpointer data)
{
  Session *self = data;

  g_assert_true ((places != NULL) == (error == NULL));
  note_error (self, error);
  g_clear_pointer (&self->places, sx_places_unref);
  self->places = places ? sx_places_ref (places) : NULL;
}

static void
on_compared (GPtrArray *results, const GError *error, gpointer data)
{
  Session *self = data;

  g_assert_true ((results != NULL) == (error == NULL));
  note_error (self, error);
  g_clear_pointer (&self->compared, g_ptr_array_unref);
  self->compared = results ? g_ptr_array_ref (results) : NULL;
}

static void
on_progress (double fraction, gpointer data)
{
  Session *self = data;

  g_assert_true (g_thread_self () == self->owner);
  g_assert_true (fraction > self->progress && fraction <= 1);
  self->progress = fraction;
}

static void
on_destroy (gpointer data)
{
  Session *self = data;

  g_assert_true (g_thread_self () == self->owner);
  self->n_destroyed++;
}

static Session *
session_new (const County *county, GMainContext *context)
{
  static const SxEngineEvents events = { on_result, on_failed, on_stage, on_stopped, on_progress };
  Session *self = g_new0 (Session, 1);

  self->county = county;
  self->owner = g_thread_self ();
  self->context = context;
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_result_unref);
  self->failures = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->engine = sx_engine_new (county->plan, county->rules, SX_AREA_ELLIPSOIDAL, context, &events, self);
  return self;
}

static void
session_free (Session *self)
{
  g_clear_pointer (&self->engine, sx_engine_free);
  g_ptr_array_unref (self->results);
  g_array_unref (self->failures);
  g_clear_error (&self->failure);
  g_clear_pointer (&self->contributions, g_ptr_array_unref);
  g_clear_pointer (&self->shape, sx_shape_unref);
  g_clear_pointer (&self->places, sx_places_unref);
  g_clear_pointer (&self->compared, g_ptr_array_unref);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Session, session_free)

static void
submit (Session *self, const SxScheme *scheme)
{
  g_autoptr (SxSnapshot) snapshot = sx_snapshot_new (scheme, ++self->generation);

  sx_engine_submit (self->engine, snapshot);
}

static void
explain (Session *self)
{
  sx_engine_explain (self->engine, on_explained, self, on_destroy);
}

static SxResult *
last_result (Session *self)
{
  return self->results->len ? self->results->pdata[self->results->len - 1] : NULL;
}

/* Until the snapshot submitted last has its result. */
static SxResult *
await_result (Session *self)
{
  while (!last_result (self) || last_result (self)->generation < self->generation)
    g_main_context_iteration (self->context, TRUE);
  return last_result (self);
}

static void
await_answers (Session *self, guint n)
{
  while (self->n_answers < n)
    g_main_context_iteration (self->context, TRUE);
}

/* ---- schemes */

static SxScheme *
copy_scheme (const SxScheme *scheme)
{
  g_autoptr (SxSnapshot) snapshot = sx_snapshot_new (scheme, 1);

  return g_steal_pointer (&snapshot->scheme);
}

/* One adjustment goes, comes back, or is replaced by another object of the same shape. */
static void
edit_scheme (SxScheme *scheme, const SxScheme *whole, GRand *rand)
{
  GPtrArray *list = scheme->adjustments;
  guint kind = list->len < 2 ? 1 : (guint)g_rand_int_range (rand, 0, 3);
  guint at = list->len ? (guint)g_rand_int_range (rand, 0, (gint)list->len) : 0;

  if (kind == 0)
    g_ptr_array_remove_index (list, at);
  else if (kind == 1)
    {
      guint from = (guint)g_rand_int_range (rand, 0, (gint)whole->adjustments->len);

      if (list->len < whole->adjustments->len)
        g_ptr_array_insert (list, (gint)at, sx_adjustment_copy (whole->adjustments->pdata[from]));
    }
  else
    {
      SxAdjustment *old = list->pdata[at];

      list->pdata[at] = sx_adjustment_copy (old);
      sx_adjustment_unref (old);
    }
}

/* ---- the same without an engine */

static void
check_same (const SxResult *a, const SxResult *b)
{
  g_assert_cmpuint (a->n_indicators, ==, b->n_indicators);
  for (guint i = 0; i < a->n_indicators; i++)
    {
      const SxIndicatorValue *x = &a->indicators[i], *y = &b->indicators[i];

      g_assert_true (x->before == y->before || (isnan (x->before) && isnan (y->before)));
      g_assert_true (x->after == y->after || (isnan (x->after) && isnan (y->after)));
      g_assert_cmpint (x->verdict, ==, y->verdict);
      g_assert_cmpstr (x->message, ==, y->message);
    }
  g_assert_cmpuint (a->conflicts->len, ==, b->conflicts->len);
  for (guint i = 0; i < a->conflicts->len; i++)
    {
      const SxConflict *x = a->conflicts->pdata[i], *y = b->conflicts->pdata[i];

      g_assert_true (x->adjustment == y->adjustment && x->rule == y->rule);
      g_assert_cmpfloat (x->area, ==, y->area);
    }
}

static SxEvaluator *
evaluator_for (const County *county, const SxScheme *scheme)
{
  g_autoptr (GError) error = NULL;
  SxEvaluator *evaluator = sx_evaluator_new (county->plan, county->rules, SX_AREA_ELLIPSOIDAL, NULL, &error);

  g_assert_no_error (error);
  sx_evaluator_set_scheme (evaluator, scheme, NULL, &error);
  g_assert_no_error (error);
  return evaluator;
}

static void
check_result (const County *county, const SxScheme *scheme, const SxResult *result)
{
  g_autoptr (SxEvaluator) evaluator = evaluator_for (county, scheme);
  g_autoptr (SxResult) expected = sx_evaluator_result (evaluator, NULL);

  check_same (result, expected);
}

/* ---- tests */

static void
test_same (gconstpointer data)
{
  const County *county = data;
  g_autoptr (Session) self = session_new (county, NULL);
  SxResult *result;

  submit (self, county->scheme);
  result = await_result (self);
  g_assert_cmpuint (result->generation, ==, 1);
  g_assert_cmpuint (result->conflicts->len, >, 0);
  check_result (county, county->scheme, result);
  while (self->stage != SX_ENGINE_IDLE)
    g_main_context_iteration (NULL, TRUE);
}

/* Far more snapshots than can be evaluated: each result is of one of them, none is told twice or late, and
 * the last one is told. */
static void
test_busy (gconstpointer data)
{
  const County *county = data;
  g_autoptr (Session) self = session_new (county, NULL);
  g_autoptr (SxScheme) scheme = copy_scheme (county->scheme);
  g_autoptr (SxEvaluator) evaluator = evaluator_for (county, scheme);
  g_autoptr (GPtrArray) history = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_snapshot_unref);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint i = 0; i < SUBMITS; i++)
    {
      edit_scheme (scheme, county->scheme, rand);
      g_ptr_array_add (history, sx_snapshot_new (scheme, ++self->generation));
      sx_engine_submit (self->engine, history->pdata[i]);
      if (i % 7 == 0)
        g_main_context_iteration (NULL, FALSE);
      if (i % 100 == 0)
        g_usleep (5000);
      if (i % 1000 == 0)
        await_result (self);
    }
  check_result (county, scheme, await_result (self));
  g_assert_cmpuint (self->failures->len, ==, 0);
  g_assert_cmpuint (self->results->len, >=, 10);
  g_assert_cmpuint (self->results->len, <, SUBMITS);
  g_test_message ("%u results of %u snapshots", self->results->len, SUBMITS);
  for (guint i = 0; i < self->results->len; i += self->results->len / 10)
    {
      SxResult *result = self->results->pdata[i];
      SxSnapshot *snapshot = history->pdata[result->generation - 1];
      g_autoptr (SxResult) expected = NULL;

      g_assert_true (sx_evaluator_set_scheme (evaluator, snapshot->scheme, NULL, NULL));
      expected = sx_evaluator_result (evaluator, NULL);
      check_same (result, expected);
    }
}

/* A result that was ready before another scheme was submitted is of no use to anybody. */
static void
test_other_scheme (gconstpointer data)
{
  const County *county = data;
  g_autoptr (Session) self = session_new (county, NULL);
  g_autoptr (SxScheme) other = copy_scheme (county->scheme);
  SxResult *result;

  other->id = county->scheme->id + 1;
  g_ptr_array_set_size (other->adjustments, 3);
  submit (self, county->scheme);
  await_result (self);
  for (guint i = 0; i < 20; i++)
    {
      guint before = self->results->len;

      submit (self, county->scheme);
      g_usleep (i % 5 * 3000); /* evaluated, or begun, or unread */
      submit (self, other);
      result = await_result (self);
      check_same (result, self->results->pdata[before]);
      g_assert_cmpuint (self->results->len, ==, before + 1);
    }
  check_result (county, other, last_result (self));
}

/* What no part of the program makes: a ring that is not closed, on the ground of another adjustment. */
static SxAdjustment *
broken_copy (SxAdjustment *from)
{
  SxShapeView view = sx_shape_view (from->shape);
  g_autoptr (SxShape) shape = sx_shape_new (&view);

  shape->points[0].x += 1;
  return sx_adjustment_new (SX_LINE_BOUNDARY, SX_DIRECTION_IN, shape);
}

/* A snapshot that cannot be evaluated is told as such, to questions too, and the next one is none the worse.
 */
static void
test_failure (gconstpointer data)
{
  const County *county = data;
  g_autoptr (Session) self = session_new (county, NULL);
  g_autoptr (SxScheme) scheme = copy_scheme (county->scheme);

  g_ptr_array_add (scheme->adjustments, broken_copy (scheme->adjustments->pdata[0]));
  for (guint i = 0; i < 3; i++)
    {
      submit (self, scheme);
      explain (self);
      await_answers (self, i + 1);
      g_assert_cmpuint (self->failures->len, ==, i + 1);
      g_assert_cmpuint (g_array_index (self->failures, guint64, i), ==, self->generation);
      g_assert_error (self->failure, SX_ERROR, SX_ERROR_GEOMETRY);
      g_assert_cmpuint (self->results->len, ==, i);
      submit (self, county->scheme);
      check_result (county, county->scheme, await_result (self));
    }
}

/* A snapshot stays as it was when the scheme goes on. */
static void
test_snapshot (gconstpointer data)
{
  const County *county = data;
  g_autoptr (SxScheme) scheme = copy_scheme (county->scheme);
  g_autoptr (SxSnapshot) snapshot = NULL;
  guint n = scheme->adjustments->len;

  g_hash_table_insert (scheme->parameters, g_strdup ("forest_area"), g_strdup ("1"));
  snapshot = sx_snapshot_new (scheme, 7);
  g_ptr_array_set_size (scheme->adjustments, 0);
  g_hash_table_remove_all (scheme->parameters);
  g_assert_cmpuint (snapshot->generation, ==, 7);
  g_assert_cmpuint (snapshot->scheme->adjustments->len, ==, n);
  g_assert_true (snapshot->scheme->adjustments->pdata[0] == county->scheme->adjustments->pdata[0]);
  g_assert_cmpstr (g_hash_table_lookup (snapshot->scheme->parameters, "forest_area"), ==, "1");
}

static void
test_questions (gconstpointer data)
{
  const County *county = data;
  g_autoptr (Session) self = session_new (county, NULL);
  g_autoptr (SxEvaluator) evaluator = evaluator_for (county, county->scheme);
  g_autoptr (GPtrArray) expected = sx_evaluator_contributions (evaluator, NULL, NULL);
  const SxConflict *conflict;
  guint at = 0;

  submit (self, county->scheme);
  explain (self);
  await_answers (self, 1);
  g_assert_cmpuint (self->contributions->len, ==, expected->len);
  for (guint i = 0; i < expected->len; i++)
    {
      const SxContribution *x = self->contributions->pdata[i], *y = expected->pdata[i];

      g_assert_true (x->kind == y->kind && x->at == y->at);
      for (guint k = 0; k < county->rules->indicators->len; k++)
        g_assert_true (x->delta[k] == y->delta[k] || (isnan (x->delta[k]) && isnan (y->delta[k])));
    }
  conflict = await_result (self)->conflicts->pdata[0];
  sx_engine_conflict_shape (self->engine, conflict->adjustment, conflict->rule, on_shape, self, on_destroy);
  await_answers (self, 2);
  g_assert_true (g_ptr_array_find (county->scheme->adjustments, conflict->adjustment, &at));
  {
    g_autoptr (SxShape) shape = sx_evaluator_conflict_shape (evaluator, at, conflict->rule, NULL);
    SxShapeView x, y;

    g_assert (shape && self->shape);
    x = sx_shape_view (self->shape);
    y = sx_shape_view (shape);
    g_assert_true (sx_shape_view_equal (&x, &y));
  }
  g_assert_cmpuint (self->n_cancelled, ==, 0);
  g_assert_cmpuint (self->n_destroyed, ==, 2);
}

/* The places of a row, and how far preparing was until then. */
static void
test_places (gconstpointer data)
{
  const County *county = data;
  g_autoptr (Session) self = session_new (county, NULL);
  const SxMeasure measure = SX_MEASURE_REDLINE_SMALL_COUNT;

  submit (self, county->scheme);
  sx_engine_places (self->engine, measure, on_places, self, on_destroy);
  await_answers (self, 1);
  g_assert_cmpfloat (self->progress, ==, 1);
  g_assert_cmpint (self->places->measure, ==, measure);
  g_assert_cmpuint (self->places->n_total, >, 0);
  g_assert_cmpfloat (self->places->n_total, ==, sx_result_find (await_result (self), measure)->after);
  sx_engine_places (self->engine, measure, on_places, self, on_destroy);
  submit (self, county->scheme);
  await_answers (self, 2);
  g_assert_cmpuint (self->n_cancelled, ==, 1);
  g_assert_null (self->places);
}

static void
unref_snapshot (gpointer data)
{
  sx_snapshot_unref (data);
}

static void
compare (Session *self, const SxScheme *first, const SxScheme *second)
{
  g_autoptr (GPtrArray) both = g_ptr_array_new_with_free_func (unref_snapshot);

  g_ptr_array_add (both, sx_snapshot_new (first, 71));
  g_ptr_array_add (both, sx_snapshot_new (second, 72));
  sx_engine_compare (self->engine, both, on_compared, self, on_destroy);
}

/* Schemes beside the one that was submitted: each as by itself, and what is asked afterwards is about that
 * one again, whether or not the comparison was cut short. */
static void
test_compare (gconstpointer data)
{
  const County *county = data;
  g_autoptr (Session) self = session_new (county, NULL);
  g_autoptr (SxScheme) other = copy_scheme (county->scheme), empty = sx_scheme_new (9, "");
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  double total;

  g_ptr_array_remove_range (other->adjustments, 0, other->adjustments->len / 2);
  submit (self, county->scheme);
  total = sx_result_find (await_result (self), SX_MEASURE_REDLINE_SMALL_COUNT)->after;
  compare (self, other, empty);
  await_answers (self, 1);
  g_assert_cmpuint (self->compared->len, ==, 2);
  check_result (county, other, self->compared->pdata[0]);
  check_result (county, empty, self->compared->pdata[1]);
  g_assert_cmpuint (((SxResult *)self->compared->pdata[1])->generation, ==, 72);
  sx_engine_places (self->engine, SX_MEASURE_REDLINE_SMALL_COUNT, on_places, self, on_destroy);
  await_answers (self, 2);
  g_assert_cmpfloat (self->places->n_total, ==, total);
  for (guint i = 0; i < 10; i++)
    {
      compare (self, other, empty);
      g_usleep ((gulong)g_rand_int_range (rand, 0, 20000));
      submit (self, county->scheme);
      check_same (await_result (self), self->results->pdata[0]);
      await_answers (self, 3 + i);
    }
  g_assert_cmpuint (self->n_cancelled, ==, 10);
  compare (self, county->scheme, other);
  await_answers (self, 13);
  check_same (self->compared->pdata[0], self->results->pdata[0]);
  g_assert_cmpuint (self->n_destroyed, ==, 13);
}

/* A new snapshot cancels questions that wait, that are being worked on, and whose answer is on its way. */
static void
test_questions_cancelled (gconstpointer data)
{
  const County *county = data;
  g_autoptr (Session) self = session_new (county, NULL);
  g_autoptr (SxScheme) scheme = copy_scheme (county->scheme);
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);

  submit (self, scheme);
  await_result (self);
  for (guint i = 0; i < 20; i++)
    {
      explain (self);
      explain (self);
      g_usleep (i < 18 ? (gulong)g_rand_int_range (rand, 0, 20000) : 500000);
      edit_scheme (scheme, county->scheme, rand);
      submit (self, scheme);
      await_result (self);
      await_answers (self, 2 * (i + 1));
    }
  g_assert_cmpuint (self->n_cancelled, ==, 40);
  g_assert_cmpuint (self->n_destroyed, ==, 40);
  check_result (county, scheme, last_result (self));
  explain (self);
  await_answers (self, 41);
  g_assert_nonnull (self->contributions);
}

/* Stopped at any moment: no event but `stopped` after it, and every question's data is freed. */
static void
test_stop (gconstpointer data)
{
  const County *county = data;
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint i = 0; i < 30; i++)
    {
      g_autoptr (Session) self = session_new (county, NULL);
      guint n_results, n_answers;

      submit (self, county->scheme);
      explain (self);
      explain (self);
      g_usleep (i < 28 ? (gulong)g_rand_int_range (rand, 0, 1 << (8 + i % 10)) : 500000);
      if (i % 3 == 0)
        g_main_context_iteration (NULL, FALSE);
      sx_engine_stop (self->engine);
      n_results = self->results->len;
      n_answers = self->n_answers;
      if (i % 2 == 0)
        {
          while (!self->has_stopped)
            g_main_context_iteration (NULL, TRUE);
        }
      g_clear_pointer (&self->engine, sx_engine_free);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_cmpuint (self->results->len, ==, n_results);
      g_assert_cmpuint (self->n_answers, ==, n_answers);
      g_assert_cmpuint (self->n_destroyed, ==, 2);
    }
}

static void
test_free_in_event (gconstpointer data)
{
  const County *county = data;
  g_autoptr (Session) self = session_new (county, NULL);

  self->free_on_result = TRUE;
  explain (self);
  submit (self, county->scheme);
  while (self->engine)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (self->results->len, ==, 1);
  g_assert_cmpuint (self->n_destroyed, ==, 1);
}

/* Who catches up gets the result without running the loop, each once, and the loop tells nothing twice. */
static void
test_catch_up (gconstpointer data)
{
  const County *county = data;
  g_autoptr (Session) self = session_new (county, NULL);
  g_autoptr (SxScheme) scheme = copy_scheme (county->scheme);
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  for (guint i = 0; i < 50; i++)
    {
      edit_scheme (scheme, county->scheme, rand);
      submit (self, scheme);
      sx_engine_catch_up (self->engine, 1); /* hardly ever there yet: nothing, or the result */
      sx_engine_catch_up (self->engine, 60 * G_USEC_PER_SEC);
      g_assert_cmpuint (self->results->len, ==, i + 1);
      g_assert_cmpuint (last_result (self)->generation, ==, self->generation);
    }
  check_result (county, scheme, last_result (self));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (self->results->len, ==, 50);
}

/* That call, too, may free the engine. */
static void
test_free_in_catch_up (gconstpointer data)
{
  const County *county = data;
  g_autoptr (Session) self = session_new (county, NULL);

  self->free_on_result = TRUE;
  explain (self);
  submit (self, county->scheme);
  sx_engine_catch_up (self->engine, 60 * G_USEC_PER_SEC);
  g_assert_null (self->engine);
  g_assert_cmpuint (self->results->len, ==, 1);
  g_assert_cmpuint (self->n_destroyed, ==, 1);
}

/* An owner other than the main thread, with a context of its own. */
static gpointer
run_owner (gpointer data)
{
  const County *county = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (Session) self = session_new (county, context);

  submit (self, county->scheme);
  check_result (county, county->scheme, await_result (self));
  return NULL;
}

static void
test_other_owner (gconstpointer data)
{
  GThread *threads[2];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("owner", run_owner, (gpointer)data);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

/* ---- the county */

static gboolean
county_init (County *self, const char *folder)
{
  g_autofree char *file = g_build_filename (folder, "county.gpkg", NULL);
  g_autoptr (GHashTable) columns = NULL;
  g_autoptr (GError) error = NULL;
  SxReadOptions options = { 0 };

  self->rules = sx_rule_profile_load ("anhui-2026", &error);
  g_assert_no_error (error);
  options.extra_columns = columns = sx_rule_profile_needed_columns (self->rules);
  sx_sample_write (file, PARCELS, 1, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  self->plan = sx_package_read (file, &options, NULL, &error);
  g_assert_no_error (error);
  self->scheme = sx_package_read_scheme (self->plan, NULL, NULL, &error);
  g_assert_no_error (error);
  g_unlink (file);
  return self->scheme->adjustments->len > 3;
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;
  County county = { 0 };
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("sx-engine-XXXXXX", NULL);
  g_assert_true (county_init (&county, folder));
  g_rmdir (folder);
  g_test_add_data_func ("/engine/snapshot", &county, test_snapshot);
  g_test_add_data_func ("/engine/same", &county, test_same);
  g_test_add_data_func ("/engine/busy", &county, test_busy);
  g_test_add_data_func ("/engine/other-scheme", &county, test_other_scheme);
  g_test_add_data_func ("/engine/failure", &county, test_failure);
  g_test_add_data_func ("/engine/questions", &county, test_questions);
  g_test_add_data_func ("/engine/questions-cancelled", &county, test_questions_cancelled);
  g_test_add_data_func ("/engine/compare", &county, test_compare);
  g_test_add_data_func ("/engine/places", &county, test_places);
  g_test_add_data_func ("/engine/stop", &county, test_stop);
  g_test_add_data_func ("/engine/free-in-event", &county, test_free_in_event);
  g_test_add_data_func ("/engine/catch-up", &county, test_catch_up);
  g_test_add_data_func ("/engine/free-in-catch-up", &county, test_free_in_catch_up);
  g_test_add_data_func ("/engine/other-owner", &county, test_other_owner);
  status = g_test_run ();
  sx_scheme_free (county.scheme);
  sx_plan_unref (county.plan);
  sx_rule_profile_unref (county.rules);
  return status;
}
