/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a number moved (indicators.md, "Contributions"): the evaluator itself, run through every prefix of the
 * scheme and through every omission. */
#include "evaluate/sx-evaluator-private.h"

/* One plot, road or reclass as it stands in the scheme. */
typedef struct
{
  SxItemKind kind;
  guint at;
  gpointer item; /* reference */
} Item;

static void
item_clear (gpointer data)
{
  Item *item = data;

  if (item->kind == SX_ITEM_ADJUSTMENT)
    sx_adjustment_unref (item->item);
  else if (item->kind == SX_ITEM_ROAD)
    sx_road_unref (item->item);
  else
    sx_reclass_unref (item->item);
}

static GArray *
list_items (const SxEvaluator *self)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (Item));

  g_array_set_clear_func (items, item_clear);
  for (guint i = 0; i < self->adjustments->len; i++)
    {
      Item item = { SX_ITEM_ADJUSTMENT, i,
                    sx_adjustment_ref (((SxAdjustmentEntry *)self->adjustments->pdata[i])->item) };

      g_array_append_val (items, item);
    }
  for (guint i = 0; i < self->roads->len; i++)
    {
      Item item = { SX_ITEM_ROAD, i, sx_road_ref (self->roads->pdata[i]) };

      g_array_append_val (items, item);
    }
  for (guint i = 0; i < self->reclasses->len; i++)
    {
      Item item
          = { SX_ITEM_RECLASS, i, sx_reclass_ref (((SxReclassEntry *)self->reclasses->pdata[i])->item) };

      g_array_append_val (items, item);
    }
  return items;
}

static gboolean
put (SxEvaluator *self, const Item *item, GError **error)
{
  if (item->kind == SX_ITEM_ADJUSTMENT)
    return sx_evaluator_insert_adjustment (self, item->at, item->item, error);
  if (item->kind == SX_ITEM_ROAD)
    return sx_evaluator_insert_road (self, item->at, item->item, error);
  return sx_evaluator_insert_reclass (self, item->at, item->item, error);
}

static gboolean
take (SxEvaluator *self, const Item *item, GError **error)
{
  if (item->kind == SX_ITEM_ADJUSTMENT)
    return sx_evaluator_remove_adjustment (self, item->at, error);
  if (item->kind == SX_ITEM_ROAD)
    return sx_evaluator_remove_road (self, item->at, error);
  return sx_evaluator_remove_reclass (self, item->at, error);
}

static double *
after_values (const SxEvaluator *self)
{
  GPtrArray *rules = self->index->rules->indicators;
  double *values = g_new (double, rules->len + 1);

  for (guint i = 0; i < rules->len; i++)
    {
      SxIndicatorTerms terms;

      sx_evaluator_measure (self, rules->pdata[i], &terms);
      values[i] = terms.after;
      g_free (terms.missing);
      g_free (terms.message);
    }
  return values;
}

void
sx_contribution_free (SxContribution *self)
{
  g_free (self->delta);
  g_free (self->without);
  g_free (self);
}

/* Takes items out from the last on, so that each one's place stays right. */
static gboolean
run_prefixes (SxEvaluator *self, GArray *items, GPtrArray *out, GCancellable *cancellable, GError **error)
{
  guint n = self->index->rules->indicators->len;
  g_autofree double *with = after_values (self);

  for (guint k = items->len; k > 0; k--)
    {
      SxContribution *contribution = out->pdata[k - 1];
      g_autofree double *without = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !take (self, &g_array_index (items, Item, k - 1), error))
        return FALSE;
      without = after_values (self);
      contribution->delta = g_new (double, n + 1);
      for (guint i = 0; i < n; i++)
        contribution->delta[i] = with[i] - without[i];
      g_free (with);
      with = g_steal_pointer (&without);
    }
  return TRUE;
}

static gboolean
put_back (SxEvaluator *self, GArray *items, GError **error)
{
  guint n = self->adjustments->len + self->roads->len + self->reclasses->len;

  for (guint k = n; k < items->len; k++)
    if (!put (self, &g_array_index (items, Item, k), error))
      return FALSE;
  return TRUE;
}

static gboolean
run_omissions (SxEvaluator *self, GArray *items, GPtrArray *out, GCancellable *cancellable, GError **error)
{
  for (guint k = 0; k < items->len; k++)
    {
      const Item *item = &g_array_index (items, Item, k);

      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !take (self, item, error))
        return FALSE;
      ((SxContribution *)out->pdata[k])->without = after_values (self);
      if (!put (self, item, error))
        return FALSE;
    }
  return TRUE;
}

GPtrArray *
sx_evaluator_contributions (SxEvaluator *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) items = list_items (self);
  g_autoptr (GPtrArray) out = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_contribution_free);
  guint64 generation = self->generation;
  gboolean ok;

  for (guint i = 0; i < items->len; i++)
    {
      SxContribution *contribution = g_new0 (SxContribution, 1);

      contribution->kind = g_array_index (items, Item, i).kind;
      contribution->at = g_array_index (items, Item, i).at;
      g_ptr_array_add (out, contribution);
    }
  ok = run_prefixes (self, items, out, cancellable, error);
  if (!put_back (self, items, ok ? error : NULL))
    {
      self->is_broken = TRUE;
      return NULL;
    }
  ok = ok && run_omissions (self, items, out, cancellable, error);
  self->generation = generation;
  return ok ? g_steal_pointer (&out) : NULL;
}
