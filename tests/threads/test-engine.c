/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the engine says is what an evaluator says that is used directly, in whatever haste snapshots and the
 * end come. */
#include "engine-fixture.h"

#include "base/sx-error.h"

#define SUBMITS 10000

static void
test_same (gconstpointer data)
{
  const EngineCounty *county = data;
  g_autoptr (EngineSession) self = engine_session_new (county, NULL);
  SxResult *result;

  engine_session_submit (self, county->scheme);
  result = engine_session_await_result (self);
  g_assert_cmpuint (result->generation, ==, 1);
  g_assert_cmpuint (result->conflicts->len, >, 0);
  engine_county_check (county, county->scheme, result);
  while (self->stage != SX_ENGINE_IDLE)
    g_main_context_iteration (NULL, TRUE);
}

/* Far more snapshots than can be evaluated: each result is of one of them, none is told twice or late, and
 * the last one is told. */
static void
test_busy (gconstpointer data)
{
  const EngineCounty *county = data;
  g_autoptr (EngineSession) self = engine_session_new (county, NULL);
  g_autoptr (SxScheme) scheme = engine_scheme_copy (county->scheme);
  g_autoptr (SxEvaluator) evaluator = engine_county_evaluator (county, scheme);
  g_autoptr (GPtrArray) history = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_snapshot_unref);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint i = 0; i < SUBMITS; i++)
    {
      engine_scheme_edit (scheme, county->scheme, rand);
      g_ptr_array_add (history, sx_snapshot_new (scheme, ++self->generation));
      sx_engine_submit (self->engine, history->pdata[i]);
      if (i % 7 == 0)
        g_main_context_iteration (NULL, FALSE);
      if (i % 100 == 0)
        g_usleep (5000);
      if (i % 1000 == 0)
        engine_session_await_result (self);
    }
  engine_county_check (county, scheme, engine_session_await_result (self));
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
      engine_check_same (result, expected);
    }
}

/* A result that was ready before another scheme was submitted is of no use to anybody. */
static void
test_other_scheme (gconstpointer data)
{
  const EngineCounty *county = data;
  g_autoptr (EngineSession) self = engine_session_new (county, NULL);
  g_autoptr (SxScheme) other = engine_scheme_copy (county->scheme);
  SxResult *result;

  other->id = county->scheme->id + 1;
  g_ptr_array_set_size (other->adjustments, 3);
  engine_session_submit (self, county->scheme);
  engine_session_await_result (self);
  for (guint i = 0; i < 20; i++)
    {
      guint before = self->results->len;

      engine_session_submit (self, county->scheme);
      g_usleep (i % 5 * 3000); /* evaluated, or begun, or unread */
      engine_session_submit (self, other);
      result = engine_session_await_result (self);
      engine_check_same (result, self->results->pdata[before]);
      g_assert_cmpuint (self->results->len, ==, before + 1);
    }
  engine_county_check (county, other, engine_session_result (self));
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
  const EngineCounty *county = data;
  g_autoptr (EngineSession) self = engine_session_new (county, NULL);
  g_autoptr (SxScheme) scheme = engine_scheme_copy (county->scheme);

  g_ptr_array_add (scheme->adjustments, broken_copy (scheme->adjustments->pdata[0]));
  for (guint i = 0; i < 3; i++)
    {
      engine_session_submit (self, scheme);
      engine_session_explain (self);
      engine_session_await_answers (self, i + 1);
      g_assert_cmpuint (self->failures->len, ==, i + 1);
      g_assert_cmpuint (g_array_index (self->failures, guint64, i), ==, self->generation);
      g_assert_error (self->failure, SX_ERROR, SX_ERROR_GEOMETRY);
      g_assert_cmpuint (self->results->len, ==, i);
      engine_session_submit (self, county->scheme);
      engine_county_check (county, county->scheme, engine_session_await_result (self));
    }
}

/* A snapshot stays as it was when the scheme goes on. */
static void
test_snapshot (gconstpointer data)
{
  const EngineCounty *county = data;
  g_autoptr (SxScheme) scheme = engine_scheme_copy (county->scheme);
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

/* Stopped at any moment: no event but `stopped` after it, and every question's data is freed. */
static void
test_stop (gconstpointer data)
{
  const EngineCounty *county = data;
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint i = 0; i < 30; i++)
    {
      g_autoptr (EngineSession) self = engine_session_new (county, NULL);
      guint n_results, n_answers;

      engine_session_submit (self, county->scheme);
      engine_session_explain (self);
      engine_session_explain (self);
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
  const EngineCounty *county = data;
  g_autoptr (EngineSession) self = engine_session_new (county, NULL);

  self->free_on_result = TRUE;
  engine_session_explain (self);
  engine_session_submit (self, county->scheme);
  while (self->engine)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (self->results->len, ==, 1);
  g_assert_cmpuint (self->n_destroyed, ==, 1);
}

/* Who catches up gets the result without running the loop, each once, and the loop tells nothing twice. */
static void
test_catch_up (gconstpointer data)
{
  const EngineCounty *county = data;
  g_autoptr (EngineSession) self = engine_session_new (county, NULL);
  g_autoptr (SxScheme) scheme = engine_scheme_copy (county->scheme);
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  for (guint i = 0; i < 50; i++)
    {
      engine_scheme_edit (scheme, county->scheme, rand);
      engine_session_submit (self, scheme);
      sx_engine_catch_up (self->engine, 1); /* hardly ever there yet: nothing, or the result */
      sx_engine_catch_up (self->engine, 60 * G_USEC_PER_SEC);
      g_assert_cmpuint (self->results->len, ==, i + 1);
      g_assert_cmpuint (engine_session_result (self)->generation, ==, self->generation);
    }
  engine_county_check (county, scheme, engine_session_result (self));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (self->results->len, ==, 50);
}

/* That call, too, may free the engine. */
static void
test_free_in_catch_up (gconstpointer data)
{
  const EngineCounty *county = data;
  g_autoptr (EngineSession) self = engine_session_new (county, NULL);

  self->free_on_result = TRUE;
  engine_session_explain (self);
  engine_session_submit (self, county->scheme);
  sx_engine_catch_up (self->engine, 60 * G_USEC_PER_SEC);
  g_assert_null (self->engine);
  g_assert_cmpuint (self->results->len, ==, 1);
  g_assert_cmpuint (self->n_destroyed, ==, 1);
}

/* An owner other than the main thread, with a context of its own. */
static gpointer
run_owner (gpointer data)
{
  const EngineCounty *county = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (EngineSession) self = engine_session_new (county, context);

  engine_session_submit (self, county->scheme);
  engine_county_check (county, county->scheme, engine_session_await_result (self));
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

int
main (int argc, char **argv)
{
  g_autoptr (EngineCounty) county = NULL;

  g_test_init (&argc, &argv, NULL);
  county = engine_county_new ();
  g_test_add_data_func ("/engine/snapshot", county, test_snapshot);
  g_test_add_data_func ("/engine/same", county, test_same);
  g_test_add_data_func ("/engine/busy", county, test_busy);
  g_test_add_data_func ("/engine/other-scheme", county, test_other_scheme);
  g_test_add_data_func ("/engine/failure", county, test_failure);
  g_test_add_data_func ("/engine/stop", county, test_stop);
  g_test_add_data_func ("/engine/free-in-event", county, test_free_in_event);
  g_test_add_data_func ("/engine/catch-up", county, test_catch_up);
  g_test_add_data_func ("/engine/free-in-catch-up", county, test_free_in_catch_up);
  g_test_add_data_func ("/engine/other-owner", county, test_other_owner);
  return g_test_run ();
}
