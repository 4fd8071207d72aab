/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The evaluator: holds the parts and puts their answers together. */
#include "evaluate/sx-evaluator-batch.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "base/sx-parallel.h"

#define DEFAULT_WALK_M 300

/* ---- results */

static void
put_ledger (const SxEvaluator *self, SxResult *result)
{
  const SxIndicatorValue *balance = sx_result_find (result, SX_MEASURE_BOUNDARY_INCREMENT_BALANCE);
  const SxChangeTerms *change = sx_change_terms (self->change);

  if (!balance || isnan (balance->after))
    return;
  result->increment_in = sx_total_value (change->increment_in) / 1e4;
  result->increment_out = sx_total_value (change->increment_out) / 1e4;
}

static void
put_balances (const SxEvaluator *self, SxResult *result)
{
  for (guint k = 0; k < SX_N_BALANCES; k++)
    {
      const SxBalanceBase *base = &self->index->balance[k];
      SxBalance *balance = &result->balances[k];

      balance->is_there = base->layer != NULL;
      for (guint r = 0; r < SX_BALANCE_MAX_ROWS; r++)
        {
          balance->before[r] = base->before[r];
          balance->after[r] = base->before[r] + sx_change_shift (self->change, k, r);
        }
      sx_balance_add_up (k, balance->before);
      sx_balance_add_up (k, balance->after);
    }
}

SxResult *
sx_evaluator_result (SxEvaluator *self, GError **error)
{
  SxResult *result;

  if (self->is_broken)
    {
      g_set_error (error, SX_ERROR, SX_ERROR_INTERNAL,
                   _ ("An earlier overlay failed and could not be taken back; open the plan again."));
      return NULL;
    }
  result = sx_result_new (self->index->rules);
  result->generation = self->generation;
  for (guint i = 0; i < result->n_indicators; i++)
    {
      SxIndicatorValue *value = &result->indicators[i];
      SxIndicatorTerms terms;

      sx_evaluator_measure (self, value->rule, &terms);
      value->verdict = sx_evaluator_judge (self, value->rule, &terms);
      value->before = terms.before;
      value->after = terms.after;
      value->target = terms.target;
      value->base = terms.base;
      value->message = terms.message;
    }
  put_ledger (self, result);
  put_balances (self, result);
  g_ptr_array_unref (result->conflicts);
  result->conflicts = sx_evaluator_find_conflicts (self);
  return result;
}

void
sx_evaluator_timing (const SxEvaluator *self, double *index_ms, double *base_ms, double *scheme_ms)
{
  *index_ms = self->index_ms;
  *base_ms = self->base_ms;
  *scheme_ms = self->scheme_ms;
}

/* ---- life */

static double
fragment_limit (const SxEvaluator *self)
{
  const SxRuleProfile *rules = self->index->rules;
  const char *terrain = sx_plan_parameter (self->index->plan, "terrain");

  if (!terrain)
    terrain = g_hash_table_lookup (rules->parameters, "terrain");
  return g_strcmp0 (terrain, "hill") == 0 ? rules->fragment_hill_m2 : rules->fragment_plain_m2;
}

typedef struct
{
  SxEvaluator *self;
  double walk;
  SxProgress *progress;
  GCancellable *cancellable;
} Making;

/* Two jobs that share nothing: the central city, and the lines (which share their work among the cores
 * themselves). */
static gboolean
make_part (guint i, gpointer data, GError **error)
{
  Making *making = data;
  SxEvaluator *self = making->self;
  const SxPlanIndex *index = self->index;
  const SxRuleProfile *rules = index->rules;
  const SxDissolveLimits redline = { rules->sliver_m2, rules->redline_small_m2, -1 };
  const SxDissolveLimits boundary
      = { rules->sliver_m2, rules->boundary_fragment_m2, rules->window_farmland_m2 };

  if (i == 0)
    return (self->city = sx_city_new (index, making->walk, error)) != NULL;
  self->redline = sx_dissolve_new (sx_plan_index_items (index, sx_line_table (SX_LINE_REDLINE)),
                                   &index->metric, &redline, making->cancellable, error);
  if (!self->redline)
    return FALSE;
  self->boundary = sx_dissolve_new (sx_plan_index_items (index, sx_line_table (SX_LINE_BOUNDARY)),
                                    &index->metric, &boundary, making->cancellable, error);
  if (!self->boundary)
    return FALSE;
  sx_progress_add (making->progress, 0.1);
  self->farmland = sx_farmland_new (index, fragment_limit (self), making->cancellable, error);
  return self->farmland != NULL;
}

static gboolean
make_parts (SxEvaluator *self, SxProgress *progress, GCancellable *cancellable, GError **error)
{
  const SxRuleProfile *rules = self->index->rules;
  Making making = { self, DEFAULT_WALK_M, progress, cancellable };

  sx_evaluator_parameter (self, "walk_5min_m", &making.walk);
  if (!sx_parallel (2, make_part, &making, cancellable, error))
    return FALSE;
  self->change = sx_change_new (self->index);
  if (rules->contiguity_layer == SX_CONTIGUITY_CROPLAND
      && !sx_farmland_count_clusters (sx_plan_index_items (self->index, "DLTB"), self->index->cropland,
                                      rules->cluster_distance_m, cancellable, &self->before.cropland_clusters,
                                      error))
    return FALSE;
  self->farmland_before = *sx_farmland_terms (self->farmland);
  sx_evaluator_count (self, &self->before);
  self->after = self->before;
  sx_evaluator_note_places (self);
  sx_progress_add (progress, 1);
  return TRUE;
}

SxEvaluator *
sx_evaluator_new (SxPlan *plan, SxRuleProfile *rules, SxAreaMode mode, GCancellable *cancellable,
                  GError **error)
{
  return sx_evaluator_new_with_progress (plan, rules, mode, NULL, NULL, cancellable, error);
}

SxEvaluator *
sx_evaluator_new_with_progress (SxPlan *plan, SxRuleProfile *rules, SxAreaMode mode, SxEvaluatorProgress told,
                                gpointer data, GCancellable *cancellable, GError **error)
{
  SxEvaluator *self = g_new0 (SxEvaluator, 1);
  gint64 start = g_get_monotonic_time ();
  SxProgress progress;
  gboolean ok;

  self->adjustments = g_ptr_array_new ();
  self->reclasses = g_ptr_array_new ();
  self->roads = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_road_unref);
  sx_evaluator_set_judgements (self, NULL);
  sx_progress_init (&progress, told, data);
  self->index = sx_plan_index_new (plan, rules, mode == SX_AREA_PLANAR, &progress, cancellable, error);
  self->index_ms = (double)(g_get_monotonic_time () - start) / 1000;
  start = g_get_monotonic_time ();
  ok = self->index && make_parts (self, &progress, cancellable, error);
  sx_progress_clear (&progress);
  self->base_ms = (double)(g_get_monotonic_time () - start) / 1000;
  if (self->index)
    {
      self->index_ms -= self->index->measure_ms;
      self->base_ms += self->index->measure_ms;
    }
  if (ok)
    return self;
  sx_evaluator_free (self);
  return NULL;
}

void
sx_evaluator_free (SxEvaluator *self)
{
  if (!self)
    return;
  for (guint i = 0; i < self->adjustments->len; i++)
    {
      SxAdjustmentEntry *entry = self->adjustments->pdata[i];

      if (entry->change)
        sx_change_remove (self->change, entry->change);
      sx_adjustment_entry_free (entry);
    }
  for (guint i = 0; i < self->reclasses->len; i++)
    {
      SxReclassEntry *entry = self->reclasses->pdata[i];

      if (entry->change)
        sx_change_remove (self->change, entry->change);
      sx_reclass_entry_free (entry);
    }
  sx_change_free (self->change);
  sx_city_free (self->city);
  sx_farmland_free (self->farmland);
  sx_dissolve_free (self->redline);
  sx_dissolve_free (self->boundary);
  sx_item_set_free (self->redline_small_before);
  sx_item_set_free (self->boundary_fragments_before);
  sx_item_set_free (self->boundary_windows_before);
  g_ptr_array_unref (self->adjustments);
  g_ptr_array_unref (self->reclasses);
  g_ptr_array_unref (self->roads);
  g_ptr_array_unref (self->judgements);
  g_clear_pointer (&self->scheme_parameters, g_hash_table_unref);
  sx_plan_index_free (self->index);
  g_free (self);
}
