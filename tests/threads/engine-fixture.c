/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-fixture.h"

#include <glib/gstdio.h>

#include "base/sx-error.h"
#include "sample/sx-sample.h"
#include "store/sx-package.h"

#define PARCELS 1000

/* ---- the county */

/* GLib makes its lock of error domains with the first error, in a way that ThreadSanitizer cannot see: the
 * first one is made while there is one thread. */
static void
make_first_error (void)
{
  g_autoptr (GError) error = g_error_new_literal (SX_ERROR, SX_ERROR_INTERNAL, "");
}

EngineCounty *
engine_county_new (void)
{
  EngineCounty *self = g_new0 (EngineCounty, 1);
  g_autofree char *folder = g_dir_make_tmp ("sx-engine-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "county.gpkg", NULL);
  g_autoptr (GHashTable) columns = NULL;
  g_autoptr (GError) error = NULL;
  SxReadOptions options = { 0 };

  make_first_error ();
  self->rules = sx_rule_profile_load ("anhui-2026", &error);
  g_assert_no_error (error);
  options.extra_columns = columns = sx_rule_profile_needed_columns (self->rules);
  sx_sample_write (file, PARCELS, 1, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  self->plan = sx_package_read (file, &options, NULL, &error);
  g_assert_no_error (error);
  self->scheme = sx_package_read_scheme (self->plan, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (self->scheme->adjustments->len, >, 3);
  g_unlink (file);
  g_rmdir (folder);
  return self;
}

void
engine_county_free (EngineCounty *self)
{
  sx_scheme_free (self->scheme);
  sx_plan_unref (self->plan);
  sx_rule_profile_unref (self->rules);
  g_free (self);
}

/* ---- schemes */

SxScheme *
engine_scheme_copy (const SxScheme *scheme)
{
  g_autoptr (SxSnapshot) snapshot = sx_snapshot_new (scheme, 1);

  return g_steal_pointer (&snapshot->scheme);
}

/* One adjustment goes, comes back, or is replaced by another object of the same shape. */
void
engine_scheme_edit (SxScheme *scheme, const SxScheme *whole, GRand *rand)
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

void
engine_check_same (const SxResult *a, const SxResult *b)
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

SxEvaluator *
engine_county_evaluator (const EngineCounty *county, const SxScheme *scheme)
{
  g_autoptr (GError) error = NULL;
  SxEvaluator *evaluator = sx_evaluator_new (county->plan, county->rules, SX_AREA_ELLIPSOIDAL, NULL, &error);

  g_assert_no_error (error);
  sx_evaluator_set_scheme (evaluator, scheme, NULL, &error);
  g_assert_no_error (error);
  return evaluator;
}

void
engine_county_check (const EngineCounty *county, const SxScheme *scheme, const SxResult *result)
{
  g_autoptr (SxEvaluator) evaluator = engine_county_evaluator (county, scheme);
  g_autoptr (SxResult) expected = sx_evaluator_result (evaluator, NULL);

  engine_check_same (result, expected);
}

/* ---- the owner's side */

static void
on_result (SxResult *result, gpointer data)
{
  EngineSession *self = data;

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
  EngineSession *self = data;

  g_assert_true (g_thread_self () == self->owner);
  g_assert_nonnull (error);
  g_array_append_val (self->failures, generation);
  g_clear_error (&self->failure);
  self->failure = g_error_copy (error);
}

static void
on_stage (SxEngineStage stage, gpointer data)
{
  EngineSession *self = data;

  g_assert_true (g_thread_self () == self->owner);
  g_assert_nonnull (self->engine);
  self->stage = stage;
}

static void
on_stopped (gpointer data)
{
  EngineSession *self = data;

  g_assert_true (g_thread_self () == self->owner);
  self->has_stopped = TRUE;
}

static void
note_error (EngineSession *self, const GError *error)
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
  EngineSession *self = data;

  g_assert_true ((contributions != NULL) == (error == NULL));
  note_error (self, error);
  g_clear_pointer (&self->contributions, g_ptr_array_unref);
  self->contributions = contributions ? g_ptr_array_ref (contributions) : NULL;
}

static void
on_shape (SxShape *shape, const GError *error, gpointer data)
{
  EngineSession *self = data;

  note_error (self, error);
  g_clear_pointer (&self->shape, sx_shape_unref);
  self->shape = shape ? sx_shape_ref (shape) : NULL;
}

static void
on_places (SxPlaces *places, const GError *error, gpointer data)
{
  EngineSession *self = data;

  g_assert_true ((places != NULL) == (error == NULL));
  note_error (self, error);
  g_clear_pointer (&self->places, sx_places_unref);
  self->places = places ? sx_places_ref (places) : NULL;
}

static void
on_compared (GPtrArray *results, const GError *error, gpointer data)
{
  EngineSession *self = data;

  g_assert_true ((results != NULL) == (error == NULL));
  note_error (self, error);
  g_clear_pointer (&self->compared, g_ptr_array_unref);
  self->compared = results ? g_ptr_array_ref (results) : NULL;
}

static void
on_progress (double fraction, gpointer data)
{
  EngineSession *self = data;

  g_assert_true (g_thread_self () == self->owner);
  g_assert_true (fraction > self->progress && fraction <= 1);
  self->progress = fraction;
}

static void
on_destroy (gpointer data)
{
  EngineSession *self = data;

  g_assert_true (g_thread_self () == self->owner);
  self->n_destroyed++;
}

EngineSession *
engine_session_new (const EngineCounty *county, GMainContext *context)
{
  static const SxEngineEvents events = { on_result, on_failed, on_stage, on_stopped, on_progress };
  EngineSession *self = g_new0 (EngineSession, 1);

  self->county = county;
  self->owner = g_thread_self ();
  self->context = context;
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_result_unref);
  self->failures = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->engine = sx_engine_new (county->plan, county->rules, SX_AREA_ELLIPSOIDAL, context, &events, self);
  return self;
}

void
engine_session_free (EngineSession *self)
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

void
engine_session_submit (EngineSession *self, const SxScheme *scheme)
{
  g_autoptr (SxSnapshot) snapshot = sx_snapshot_new (scheme, ++self->generation);

  sx_engine_submit (self->engine, snapshot);
}

void
engine_session_explain (EngineSession *self)
{
  sx_engine_explain (self->engine, on_explained, self, on_destroy);
}

void
engine_session_conflict_shape (EngineSession *self, const SxConflict *conflict)
{
  sx_engine_conflict_shape (self->engine, conflict->adjustment, conflict->rule, on_shape, self, on_destroy);
}

void
engine_session_places (EngineSession *self, SxMeasure measure)
{
  sx_engine_places (self->engine, measure, on_places, self, on_destroy);
}

static void
unref_snapshot (gpointer data)
{
  sx_snapshot_unref (data);
}

void
engine_session_compare (EngineSession *self, const SxScheme *first, const SxScheme *second)
{
  g_autoptr (GPtrArray) both = g_ptr_array_new_with_free_func (unref_snapshot);

  g_ptr_array_add (both, sx_snapshot_new (first, 71));
  g_ptr_array_add (both, sx_snapshot_new (second, 72));
  sx_engine_compare (self->engine, both, on_compared, self, on_destroy);
}

SxResult *
engine_session_result (const EngineSession *self)
{
  return self->results->len ? self->results->pdata[self->results->len - 1] : NULL;
}

/* Until the snapshot submitted last has its result. */
SxResult *
engine_session_await_result (EngineSession *self)
{
  while (!engine_session_result (self) || engine_session_result (self)->generation < self->generation)
    g_main_context_iteration (self->context, TRUE);
  return engine_session_result (self);
}

void
engine_session_await_answers (EngineSession *self, guint n)
{
  while (self->n_answers < n)
    g_main_context_iteration (self->context, TRUE);
}
