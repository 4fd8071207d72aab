/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a scheme is changed with: one item at a time, or as a whole. */
#include "evaluate/sx-evaluator-batch.h"

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
  return sx_adjustment_entry_new (self, item);
}

static gpointer
make_reclass_entry (SxEvaluator *self, gpointer item)
{
  return sx_reclass_entry_new (item);
}

static void
exchange_roads (SxEvaluator *self, const SxLists *old, GPtrArray *items, GPtrArray *dirty)
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
  SxBatch batch = sx_batch_new ();
  SxLists old = sx_lists_copy (self);

  exchange_entries (self, self->adjustments, adjustments, make_adjustment_entry, batch.gone, batch.come);
  exchange_entries (self, self->reclasses, reclasses, make_reclass_entry, batch.gone_reclasses,
                    batch.come_reclasses);
  exchange_roads (self, &old, roads, batch.dirty_roads);
  return sx_evaluator_commit (self, &batch, &old, cancellable, error);
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
  SxBatch batch = sx_batch_new ();
  SxLists old = sx_lists_copy (self);

  if (take)
    {
      g_ptr_array_add (batch.gone, self->adjustments->pdata[at]);
      g_ptr_array_remove_index (self->adjustments, at);
    }
  if (item)
    {
      SxAdjustmentEntry *entry = sx_adjustment_entry_new (self, item);

      g_ptr_array_add (batch.come, entry);
      g_ptr_array_insert (self->adjustments, (gint)at, entry);
    }
  return sx_evaluator_commit (self, &batch, &old, NULL, error);
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
  SxBatch batch;
  SxLists old;
  SxReclassEntry *entry;

  g_return_val_if_fail (at <= self->reclasses->len, FALSE);
  batch = sx_batch_new ();
  old = sx_lists_copy (self);
  entry = sx_reclass_entry_new (item);
  g_ptr_array_add (batch.come_reclasses, entry);
  g_ptr_array_insert (self->reclasses, (gint)at, entry);
  return sx_evaluator_commit (self, &batch, &old, NULL, error);
}

gboolean
sx_evaluator_remove_reclass (SxEvaluator *self, guint at, GError **error)
{
  SxBatch batch;
  SxLists old;

  g_return_val_if_fail (at < self->reclasses->len, FALSE);
  batch = sx_batch_new ();
  old = sx_lists_copy (self);
  g_ptr_array_add (batch.gone_reclasses, self->reclasses->pdata[at]);
  g_ptr_array_remove_index (self->reclasses, at);
  return sx_evaluator_commit (self, &batch, &old, NULL, error);
}

gboolean
sx_evaluator_insert_road (SxEvaluator *self, guint at, SxRoad *item, GError **error)
{
  SxBatch batch;
  SxLists old;

  g_return_val_if_fail (at <= self->roads->len, FALSE);
  batch = sx_batch_new ();
  old = sx_lists_copy (self);
  g_ptr_array_add (batch.dirty_roads, item);
  g_ptr_array_insert (self->roads, (gint)at, sx_road_ref (item));
  return sx_evaluator_commit (self, &batch, &old, NULL, error);
}

gboolean
sx_evaluator_remove_road (SxEvaluator *self, guint at, GError **error)
{
  SxBatch batch;
  SxLists old;

  g_return_val_if_fail (at < self->roads->len, FALSE);
  batch = sx_batch_new ();
  old = sx_lists_copy (self);
  g_ptr_array_add (batch.dirty_roads, self->roads->pdata[at]);
  g_ptr_array_remove_index (self->roads, at); /* `old` keeps it alive */
  return sx_evaluator_commit (self, &batch, &old, NULL, error);
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

void
sx_evaluator_set_judgements (SxEvaluator *self, GPtrArray *judgements)
{
  g_autoptr (GPtrArray) old = self->judgements; /* NULL at first */

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

SxAdjustment *
sx_evaluator_adjustment (const SxEvaluator *self, guint at)
{
  g_return_val_if_fail (at < self->adjustments->len, NULL);
  return ((SxAdjustmentEntry *)self->adjustments->pdata[at])->item;
}
