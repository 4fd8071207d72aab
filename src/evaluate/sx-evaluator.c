/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The evaluator: holds the parts, takes edits to them, and puts their answers together.
 *
 * Every change of the scheme is a batch of items that go and items that come. A batch runs through the parts
 * in a fixed order; when one fails or is cancelled the reverse batch is run, so that the state is the old
 * one. */
#include "evaluate/sx-evaluator-private.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"
#include "base/sx-parallel.h"

#define RECLASS_ORDER 1000000000u /* reclasses come after all adjustments */
#define DEFAULT_WALK_M 300

typedef struct
{
  GPtrArray *gone, *come;                     /* SxAdjustmentEntry * */
  GPtrArray *gone_reclasses, *come_reclasses; /* SxReclassEntry * */
  GPtrArray *dirty_roads;                     /* SxRoad * */
} Batch;

/* ---- entries */

static SxAdjustmentEntry *
adjustment_entry_new (const SxEvaluator *self, SxAdjustment *item)
{
  SxAdjustmentEntry *entry = g_new0 (SxAdjustmentEntry, 1);

  entry->item = sx_adjustment_ref (item);
  sx_evaluator_measure_entry (self, entry);
  return entry;
}

static void
adjustment_entry_free (gpointer data)
{
  SxAdjustmentEntry *entry = data;

  sx_adjustment_unref (entry->item);
  g_free (entry->conflict);
  g_free (entry);
}

static SxReclassEntry *
reclass_entry_new (SxReclass *item)
{
  SxReclassEntry *entry = g_new0 (SxReclassEntry, 1);

  entry->item = sx_reclass_ref (item);
  return entry;
}

static void
reclass_entry_free (gpointer data)
{
  SxReclassEntry *entry = data;

  sx_reclass_unref (entry->item);
  g_free (entry);
}

static void
judgement_free (gpointer data)
{
  SxJudgement *judgement = data;

  g_free (judgement->indicator);
  g_free (judgement->verdict);
  g_free (judgement->reason);
  g_free (judgement);
}

static Batch
batch_new (void)
{
  return (Batch){ g_ptr_array_new (), g_ptr_array_new (), g_ptr_array_new (), g_ptr_array_new (),
                  g_ptr_array_new () };
}

/* frees the lists and the entries of `drop` (those that are not in the scheme any more) */
static void
batch_clear (Batch *self, GPtrArray *drop, GPtrArray *drop_reclasses)
{
  for (guint i = 0; i < drop->len; i++)
    adjustment_entry_free (drop->pdata[i]);
  for (guint i = 0; i < drop_reclasses->len; i++)
    reclass_entry_free (drop_reclasses->pdata[i]);
  g_ptr_array_unref (self->gone);
  g_ptr_array_unref (self->come);
  g_ptr_array_unref (self->gone_reclasses);
  g_ptr_array_unref (self->come_reclasses);
  g_ptr_array_unref (self->dirty_roads);
}

/* ---- running a batch */

static gboolean
put_into_change (SxEvaluator *self, const Batch *batch, GError **error)
{
  for (guint i = 0; i < batch->gone->len; i++)
    {
      SxAdjustmentEntry *entry = batch->gone->pdata[i];

      if (entry->change)
        sx_change_remove (self->change, g_steal_pointer (&entry->change));
    }
  for (guint i = 0; i < batch->gone_reclasses->len; i++)
    {
      SxReclassEntry *entry = batch->gone_reclasses->pdata[i];

      if (entry->change)
        sx_change_remove (self->change, g_steal_pointer (&entry->change));
    }
  for (guint i = 0; i < batch->come->len; i++)
    {
      SxAdjustmentEntry *entry = batch->come->pdata[i];

      if (!entry->change && !(entry->change = sx_change_add (self->change, entry->item, NULL, error)))
        return FALSE;
    }
  for (guint i = 0; i < batch->come_reclasses->len; i++)
    {
      SxReclassEntry *entry = batch->come_reclasses->pdata[i];

      if (entry->item->layer == SX_RECLASS_GHFQ && !entry->change
          && !(entry->change = sx_change_add (self->change, NULL, entry->item, error)))
        return FALSE;
    }
  return TRUE;
}

static void
set_orders (SxEvaluator *self)
{
  for (guint i = 0; i < self->adjustments->len; i++)
    {
      SxAdjustmentEntry *entry = self->adjustments->pdata[i];

      if (entry->change)
        sx_change_item_set_order (self->change, entry->change, i);
    }
  for (guint i = 0; i < self->reclasses->len; i++)
    {
      SxReclassEntry *entry = self->reclasses->pdata[i];

      if (entry->change)
        sx_change_item_set_order (self->change, entry->change, RECLASS_ORDER + i);
    }
}

/* SxAdjustment * of a line in the entries */
static GPtrArray *
of_line (GPtrArray *entries, SxLine line, GPtrArray *out)
{
  for (guint i = 0; i < entries->len; i++)
    {
      SxAdjustment *item = ((SxAdjustmentEntry *)entries->pdata[i])->item;

      if (item->line == line)
        g_ptr_array_add (out, item);
    }
  return out;
}

static gboolean
update_dissolve (SxEvaluator *self, SxDissolve *dissolve, SxLine line, GPtrArray *dirty, GError **error)
{
  g_autoptr (GPtrArray) all = of_line (self->adjustments, line, g_ptr_array_new ());
  g_autoptr (GArray) outs = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  g_autoptr (GArray) ins = g_array_new (FALSE, FALSE, sizeof (SxShapeView));

  for (guint i = 0; i < all->len; i++)
    {
      const SxAdjustment *item = all->pdata[i];
      SxShapeView v = sx_shape_view (item->shape);

      g_array_append_val (item->direction == SX_DIRECTION_OUT ? outs : ins, v);
    }
  for (guint i = 0; i < dirty->len; i++)
    {
      SxBox box = ((SxAdjustment *)dirty->pdata[i])->shape->box;

      if (!sx_box_is_empty (box)
          && !sx_dissolve_update (dissolve, box, (SxShapeView *)(gpointer)outs->data, outs->len,
                                  (SxShapeView *)(gpointer)ins->data, ins->len, error))
        return FALSE;
    }
  return TRUE;
}

static double
farmland_in_view (const SxShapeView *view, gpointer data)
{
  return sx_farmland_inside (data, view);
}

static void
count (SxEvaluator *self, SxCounts *out)
{
  out->clusters = sx_farmland_n_clusters (self->farmland);
  out->fragments = sx_farmland_n_fragments (self->farmland);
  out->redline_small = sx_dissolve_count_small (self->redline);
  out->boundary_fragments = sx_dissolve_count_small (self->boundary);
  out->boundary_windows = sx_dissolve_count_holes (self->boundary, farmland_in_view, self->farmland);
}

static gboolean
update_lines (SxEvaluator *self, const Batch *batch, GCancellable *cancellable, GError **error)
{
  for (SxLine line = SX_LINE_FARMLAND; line <= SX_LINE_BOUNDARY; line++)
    {
      g_autoptr (GPtrArray) dirty
          = of_line (batch->come, line, of_line (batch->gone, line, g_ptr_array_new ()));
      g_autoptr (GPtrArray) all = NULL;

      if (dirty->len == 0 || !((self->index->present_lines >> line) & 1))
        continue;
      if (line != SX_LINE_FARMLAND)
        {
          if (!update_dissolve (self, line == SX_LINE_REDLINE ? self->redline : self->boundary, line, dirty,
                                error))
            return FALSE;
          continue;
        }
      all = of_line (self->adjustments, line, g_ptr_array_new ());
      for (guint i = 0; i < dirty->len; i++)
        if (!sx_box_is_empty (((SxAdjustment *)dirty->pdata[i])->shape->box))
          sx_dissolve_forget_ground (self->boundary, ((SxAdjustment *)dirty->pdata[i])->shape->box);
      if (!sx_farmland_update (self->farmland, dirty, all, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
update_city (SxEvaluator *self, const Batch *batch, GError **error)
{
  g_autoptr (GPtrArray) uses = g_ptr_array_new ();
  gboolean changed = FALSE;

  if (batch->dirty_roads->len && !sx_city_set_roads (self->city, self->roads, batch->dirty_roads, error))
    return FALSE;
  for (guint i = 0; i < batch->gone_reclasses->len; i++)
    changed |= ((SxReclassEntry *)batch->gone_reclasses->pdata[i])->item->layer == SX_RECLASS_GHYDYH;
  for (guint i = 0; i < batch->come_reclasses->len; i++)
    changed |= ((SxReclassEntry *)batch->come_reclasses->pdata[i])->item->layer == SX_RECLASS_GHYDYH;
  if (!changed)
    return TRUE;
  for (guint i = 0; i < self->reclasses->len; i++)
    {
      SxReclass *item = ((SxReclassEntry *)self->reclasses->pdata[i])->item;

      if (item->layer == SX_RECLASS_GHYDYH)
        g_ptr_array_add (uses, item);
    }
  return sx_city_set_reclasses (self->city, uses, error);
}

static gboolean
run (SxEvaluator *self, const Batch *batch, GCancellable *cancellable, GError **error)
{
  if (!put_into_change (self, batch, error))
    return FALSE;
  set_orders (self);
  if (!sx_change_update (self->change, cancellable, error) || !update_lines (self, batch, cancellable, error)
      || !update_city (self, batch, error))
    return FALSE;
  count (self, &self->after);
  return TRUE;
}

/* The scheme's lists as they were, to go back to. */
typedef struct
{
  GPtrArray *adjustments, *reclasses, *roads;
} Lists;

static Lists
copy_lists (const SxEvaluator *self)
{
  return (Lists){ g_ptr_array_copy (self->adjustments, NULL, NULL),
                  g_ptr_array_copy (self->reclasses, NULL, NULL),
                  g_ptr_array_copy (self->roads, (GCopyFunc)(gpointer)sx_road_ref, NULL) };
}

static void
lists_clear (Lists *lists)
{
  g_ptr_array_unref (lists->adjustments);
  g_ptr_array_unref (lists->reclasses);
  g_ptr_array_set_free_func (lists->roads, (GDestroyNotify)sx_road_unref);
  g_ptr_array_unref (lists->roads);
}

static void
swap_lists (SxEvaluator *self, Lists *lists)
{
  Lists now = { self->adjustments, self->reclasses, self->roads };

  self->adjustments = lists->adjustments;
  self->reclasses = lists->reclasses;
  self->roads = lists->roads;
  g_ptr_array_set_free_func (self->roads, (GDestroyNotify)sx_road_unref);
  g_ptr_array_set_free_func (now.roads, NULL);
  *lists = now;
}

/* Runs a batch whose items are in the lists already; `old` are the lists before. Takes both. */
static gboolean
commit (SxEvaluator *self, Batch *batch, Lists *old, GCancellable *cancellable, GError **error)
{
  gboolean ok = !self->is_broken && run (self, batch, cancellable, error);

  if (self->is_broken)
    g_set_error (error, SX_ERROR, SX_ERROR_INTERNAL,
                 _ ("An earlier overlay failed and could not be taken back; open the plan again."));
  if (ok)
    self->generation++;
  else
    {
      Batch back
          = { batch->come, batch->gone, batch->come_reclasses, batch->gone_reclasses, batch->dirty_roads };

      swap_lists (self, old);
      if (!self->is_broken && !run (self, &back, NULL, NULL))
        self->is_broken = TRUE;
    }
  lists_clear (old);
  batch_clear (batch, ok ? batch->gone : batch->come, ok ? batch->gone_reclasses : batch->come_reclasses);
  return ok;
}

/* ---- edits */

/* For each of the new items the place of the same object among the old ones, or G_MAXUINT: it is new, or
 * stands before one that it stood behind. */
static guint *
match_items (GPtrArray *old_items, GPtrArray *items)
{
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  guint *match = g_new (guint, items->len + 1), next = 0;

  for (guint i = 0; i < old_items->len; i++)
    g_hash_table_insert (places, old_items->pdata[i], GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < items->len; i++)
    {
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, items->pdata[i]));

      match[i] = place > next ? place - 1 : G_MAXUINT;
      next = MAX (next, place);
    }
  return match;
}

/* Replaces the entries by those for `items`, keeping what is matched; what goes and comes is noted. Every
 * entry starts with a pointer to its item. */
static void
exchange_entries (SxEvaluator *self, GPtrArray *entries, GPtrArray *items,
                  gpointer (*make) (SxEvaluator *, gpointer), GPtrArray *gone, GPtrArray *come)
{
  g_autoptr (GPtrArray) old = g_ptr_array_copy (entries, NULL, NULL);
  g_autoptr (GPtrArray) old_items = g_ptr_array_new ();
  g_autofree guint *match = NULL;

  for (guint i = 0; i < old->len; i++)
    g_ptr_array_add (old_items, *(gpointer *)old->pdata[i]);
  match = match_items (old_items, items);
  g_ptr_array_set_size (entries, 0);
  for (guint i = 0; i < items->len; i++)
    {
      gpointer entry = match[i] != G_MAXUINT ? g_steal_pointer (&old->pdata[match[i]]) : NULL;

      if (!entry)
        {
          entry = make (self, items->pdata[i]);
          g_ptr_array_add (come, entry);
        }
      g_ptr_array_add (entries, entry);
    }
  for (guint i = 0; i < old->len; i++)
    if (old->pdata[i])
      g_ptr_array_add (gone, old->pdata[i]);
}

static gpointer
make_adjustment_entry (SxEvaluator *self, gpointer item)
{
  return adjustment_entry_new (self, item);
}

static gpointer
make_reclass_entry (SxEvaluator *self, gpointer item)
{
  return reclass_entry_new (item);
}

static void
exchange_roads (SxEvaluator *self, const Lists *old, GPtrArray *items, GPtrArray *dirty)
{
  for (guint i = 0; i < old->roads->len; i++)
    if (!g_ptr_array_find (items, old->roads->pdata[i], NULL))
      g_ptr_array_add (dirty, old->roads->pdata[i]);
  g_ptr_array_set_size (self->roads, 0);
  for (guint i = 0; i < items->len; i++)
    {
      g_ptr_array_add (self->roads, sx_road_ref (items->pdata[i]));
      if (!g_ptr_array_find (old->roads, items->pdata[i], NULL))
        g_ptr_array_add (dirty, items->pdata[i]);
    }
}

gboolean
sx_evaluator_set_items (SxEvaluator *self, GPtrArray *adjustments, GPtrArray *reclasses, GPtrArray *roads,
                        GCancellable *cancellable, GError **error)
{
  Batch batch = batch_new ();
  Lists old = copy_lists (self);

  exchange_entries (self, self->adjustments, adjustments, make_adjustment_entry, batch.gone, batch.come);
  exchange_entries (self, self->reclasses, reclasses, make_reclass_entry, batch.gone_reclasses,
                    batch.come_reclasses);
  exchange_roads (self, &old, roads, batch.dirty_roads);
  return commit (self, &batch, &old, cancellable, error);
}

gboolean
sx_evaluator_set_scheme (SxEvaluator *self, const SxScheme *scheme, GCancellable *cancellable, GError **error)
{
  gint64 start = g_get_monotonic_time ();

  if (!sx_evaluator_set_items (self, scheme->adjustments, scheme->reclasses, scheme->roads, cancellable,
                               error))
    return FALSE;
  g_clear_pointer (&self->scheme_parameters, g_hash_table_unref);
  if (scheme->parameters)
    self->scheme_parameters = g_hash_table_ref (scheme->parameters);
  sx_evaluator_set_judgements (self, scheme->judgements);
  self->scheme_ms = (double)(g_get_monotonic_time () - start) / 1000;
  return TRUE;
}

/* item NULL: take the adjustment at `at` out; take FALSE: leave it in */
static gboolean
edit_adjustment (SxEvaluator *self, guint at, gboolean take, SxAdjustment *item, GError **error)
{
  Batch batch = batch_new ();
  Lists old = copy_lists (self);

  if (take)
    {
      g_ptr_array_add (batch.gone, self->adjustments->pdata[at]);
      g_ptr_array_remove_index (self->adjustments, at);
    }
  if (item)
    {
      SxAdjustmentEntry *entry = adjustment_entry_new (self, item);

      g_ptr_array_add (batch.come, entry);
      g_ptr_array_insert (self->adjustments, (gint)at, entry);
    }
  return commit (self, &batch, &old, NULL, error);
}

gboolean
sx_evaluator_insert_adjustment (SxEvaluator *self, guint at, SxAdjustment *item, GError **error)
{
  g_return_val_if_fail (at <= self->adjustments->len, FALSE);
  return edit_adjustment (self, at, FALSE, item, error);
}

gboolean
sx_evaluator_replace_adjustment (SxEvaluator *self, guint at, SxAdjustment *item, GError **error)
{
  g_return_val_if_fail (at < self->adjustments->len, FALSE);
  return edit_adjustment (self, at, TRUE, item, error);
}

gboolean
sx_evaluator_remove_adjustment (SxEvaluator *self, guint at, GError **error)
{
  g_return_val_if_fail (at < self->adjustments->len, FALSE);
  return edit_adjustment (self, at, TRUE, NULL, error);
}

gboolean
sx_evaluator_insert_reclass (SxEvaluator *self, guint at, SxReclass *item, GError **error)
{
  Batch batch;
  Lists old;
  SxReclassEntry *entry;

  g_return_val_if_fail (at <= self->reclasses->len, FALSE);
  batch = batch_new ();
  old = copy_lists (self);
  entry = reclass_entry_new (item);
  g_ptr_array_add (batch.come_reclasses, entry);
  g_ptr_array_insert (self->reclasses, (gint)at, entry);
  return commit (self, &batch, &old, NULL, error);
}

gboolean
sx_evaluator_remove_reclass (SxEvaluator *self, guint at, GError **error)
{
  Batch batch;
  Lists old;

  g_return_val_if_fail (at < self->reclasses->len, FALSE);
  batch = batch_new ();
  old = copy_lists (self);
  g_ptr_array_add (batch.gone_reclasses, self->reclasses->pdata[at]);
  g_ptr_array_remove_index (self->reclasses, at);
  return commit (self, &batch, &old, NULL, error);
}

gboolean
sx_evaluator_insert_road (SxEvaluator *self, guint at, SxRoad *item, GError **error)
{
  Batch batch;
  Lists old;

  g_return_val_if_fail (at <= self->roads->len, FALSE);
  batch = batch_new ();
  old = copy_lists (self);
  g_ptr_array_add (batch.dirty_roads, item);
  g_ptr_array_insert (self->roads, (gint)at, sx_road_ref (item));
  return commit (self, &batch, &old, NULL, error);
}

gboolean
sx_evaluator_remove_road (SxEvaluator *self, guint at, GError **error)
{
  Batch batch;
  Lists old;

  g_return_val_if_fail (at < self->roads->len, FALSE);
  batch = batch_new ();
  old = copy_lists (self);
  g_ptr_array_add (batch.dirty_roads, self->roads->pdata[at]);
  g_ptr_array_remove_index (self->roads, at); /* `old` keeps it alive */
  return commit (self, &batch, &old, NULL, error);
}

void
sx_evaluator_set_judgements (SxEvaluator *self, GPtrArray *judgements)
{
  g_autoptr (GPtrArray) old = self->judgements;

  self->judgements = g_ptr_array_new_with_free_func (judgement_free);
  for (guint i = 0; judgements && i < judgements->len; i++)
    {
      const SxJudgement *from = judgements->pdata[i];
      SxJudgement *copy = g_new0 (SxJudgement, 1);

      copy->indicator = g_strdup (from->indicator);
      copy->verdict = g_strdup (from->verdict);
      copy->reason = g_strdup (from->reason);
      g_ptr_array_add (self->judgements, copy);
    }
}

guint
sx_evaluator_n_adjustments (const SxEvaluator *self)
{
  return self->adjustments->len;
}

guint
sx_evaluator_n_reclasses (const SxEvaluator *self)
{
  return self->reclasses->len;
}

guint
sx_evaluator_n_roads (const SxEvaluator *self)
{
  return self->roads->len;
}

SxAdjustment *
sx_evaluator_adjustment (const SxEvaluator *self, guint at)
{
  g_return_val_if_fail (at < self->adjustments->len, NULL);
  return ((SxAdjustmentEntry *)self->adjustments->pdata[at])->item;
}

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
      value->message = terms.message;
    }
  put_ledger (self, result);
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
  count (self, &self->before);
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
  self->judgements = g_ptr_array_new_with_free_func (judgement_free);
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
      adjustment_entry_free (entry);
    }
  for (guint i = 0; i < self->reclasses->len; i++)
    {
      SxReclassEntry *entry = self->reclasses->pdata[i];

      if (entry->change)
        sx_change_remove (self->change, entry->change);
      reclass_entry_free (entry);
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
