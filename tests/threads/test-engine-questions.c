/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions about a snapshot: answered as an evaluator answers, or cancelled, each once. */
#include "engine-fixture.h"

static void
test_questions (gconstpointer data)
{
  const EngineCounty *county = data;
  g_autoptr (EngineSession) self = engine_session_new (county, NULL);
  g_autoptr (SxEvaluator) evaluator = engine_county_evaluator (county, county->scheme);
  g_autoptr (GPtrArray) expected = sx_evaluator_contributions (evaluator, NULL, NULL);
  const SxConflict *conflict;
  guint at = 0;

  engine_session_submit (self, county->scheme);
  engine_session_explain (self);
  engine_session_await_answers (self, 1);
  g_assert_cmpuint (self->contributions->len, ==, expected->len);
  for (guint i = 0; i < expected->len; i++)
    {
      const SxContribution *x = self->contributions->pdata[i], *y = expected->pdata[i];

      g_assert_true (x->kind == y->kind && x->at == y->at);
      for (guint k = 0; k < county->rules->indicators->len; k++)
        g_assert_true (x->delta[k] == y->delta[k] || (isnan (x->delta[k]) && isnan (y->delta[k])));
    }
  conflict = engine_session_await_result (self)->conflicts->pdata[0];
  engine_session_conflict_shape (self, conflict);
  engine_session_await_answers (self, 2);
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

/* A new snapshot cancels questions that wait, that are being worked on, and whose answer is on its way. */
static void
test_questions_cancelled (gconstpointer data)
{
  const EngineCounty *county = data;
  g_autoptr (EngineSession) self = engine_session_new (county, NULL);
  g_autoptr (SxScheme) scheme = engine_scheme_copy (county->scheme);
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);

  engine_session_submit (self, scheme);
  engine_session_await_result (self);
  for (guint i = 0; i < 20; i++)
    {
      engine_session_explain (self);
      engine_session_explain (self);
      g_usleep (i < 18 ? (gulong)g_rand_int_range (rand, 0, 20000) : 500000);
      engine_scheme_edit (scheme, county->scheme, rand);
      engine_session_submit (self, scheme);
      engine_session_await_result (self);
      engine_session_await_answers (self, 2 * (i + 1));
    }
  g_assert_cmpuint (self->n_cancelled, ==, 40);
  g_assert_cmpuint (self->n_destroyed, ==, 40);
  engine_county_check (county, scheme, engine_session_result (self));
  engine_session_explain (self);
  engine_session_await_answers (self, 41);
  g_assert_nonnull (self->contributions);
}

/* The places of a row, and how far preparing was until then. */
static void
test_places (gconstpointer data)
{
  const EngineCounty *county = data;
  g_autoptr (EngineSession) self = engine_session_new (county, NULL);
  const SxMeasure measure = SX_MEASURE_REDLINE_SMALL_COUNT;

  engine_session_submit (self, county->scheme);
  engine_session_places (self, measure);
  engine_session_await_answers (self, 1);
  g_assert_cmpfloat (self->progress, ==, 1);
  g_assert_cmpint (self->places->measure, ==, measure);
  g_assert_cmpuint (self->places->n_total, >, 0);
  g_assert_cmpfloat (self->places->n_total, ==,
                     sx_result_find (engine_session_await_result (self), measure)->after);
  engine_session_places (self, measure);
  engine_session_submit (self, county->scheme);
  engine_session_await_answers (self, 2);
  g_assert_cmpuint (self->n_cancelled, ==, 1);
  g_assert_null (self->places);
}

/* Schemes beside the one that was submitted: each as by itself, and what is asked afterwards is about that
 * one again, whether or not the comparison was cut short. */
static void
test_compare (gconstpointer data)
{
  const EngineCounty *county = data;
  g_autoptr (EngineSession) self = engine_session_new (county, NULL);
  g_autoptr (SxScheme) other = engine_scheme_copy (county->scheme), empty = sx_scheme_new (9, "");
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  double total;

  g_ptr_array_remove_range (other->adjustments, 0, other->adjustments->len / 2);
  engine_session_submit (self, county->scheme);
  total = sx_result_find (engine_session_await_result (self), SX_MEASURE_REDLINE_SMALL_COUNT)->after;
  engine_session_compare (self, other, empty);
  engine_session_await_answers (self, 1);
  g_assert_cmpuint (self->compared->len, ==, 2);
  engine_county_check (county, other, self->compared->pdata[0]);
  engine_county_check (county, empty, self->compared->pdata[1]);
  g_assert_cmpuint (((SxResult *)self->compared->pdata[1])->generation, ==, 72);
  engine_session_places (self, SX_MEASURE_REDLINE_SMALL_COUNT);
  engine_session_await_answers (self, 2);
  g_assert_cmpfloat (self->places->n_total, ==, total);
  for (guint i = 0; i < 10; i++)
    {
      engine_session_compare (self, other, empty);
      g_usleep ((gulong)g_rand_int_range (rand, 0, 20000));
      engine_session_submit (self, county->scheme);
      engine_check_same (engine_session_await_result (self), self->results->pdata[0]);
      engine_session_await_answers (self, 3 + i);
    }
  g_assert_cmpuint (self->n_cancelled, ==, 10);
  engine_session_compare (self, county->scheme, other);
  engine_session_await_answers (self, 13);
  engine_check_same (self->compared->pdata[0], self->results->pdata[0]);
  g_assert_cmpuint (self->n_destroyed, ==, 13);
}

int
main (int argc, char **argv)
{
  g_autoptr (EngineCounty) county = NULL;

  g_test_init (&argc, &argv, NULL);
  county = engine_county_new ();
  g_test_add_data_func ("/engine/questions", county, test_questions);
  g_test_add_data_func ("/engine/questions-cancelled", county, test_questions_cancelled);
  g_test_add_data_func ("/engine/compare", county, test_compare);
  g_test_add_data_func ("/engine/places", county, test_places);
  return g_test_run ();
}
