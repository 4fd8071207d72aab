/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-comparison-items.h"

#include <math.h>

#include "base/sx-i18n.h"

/* Two evaluations of the same state differ by less. */
#define NOISE 1e-9

gboolean
sx_comparison_is_same (double a, double b)
{
  if (isnan (a) || isnan (b))
    return isnan (a) && isnan (b);
  return fabs (a - b) <= NOISE * MAX (fabs (a), fabs (b));
}

/* b less a. */
static double
difference_of (double a, double b)
{
  return sx_comparison_is_same (a, b) && !isnan (a) ? 0 : b - a;
}

gint
sx_comparison_better (SxComparator comparator, double first, double second)
{
  gboolean more = FALSE;

  if (isnan (first) || isnan (second) || sx_comparison_is_same (first, second))
    return SX_COMPARISON_NONE;
  switch (comparator)
    {
    case SX_COMPARE_INCREASE:
    case SX_COMPARE_NOT_DECREASE:
    case SX_COMPARE_AT_LEAST_TARGET:
      more = TRUE;
      break;
    case SX_COMPARE_DECREASE:
    case SX_COMPARE_NOT_INCREASE:
    case SX_COMPARE_AT_MOST_TARGET:
      break;
    case SX_COMPARE_MANUAL:
    default:
      return SX_COMPARISON_NONE;
    }
  return (first > second) == more ? 0 : 1;
}

/* ---- the account */

static const struct
{
  const char *name, *words;
  SxMeasure measure; /* SX_N_MEASURES: one of the two sides */
} accounts[SX_N_ACCOUNTS] = {
  [SX_ACCOUNT_INCREMENT_IN] = { "increment_in", N_ ("Increment in"), SX_N_MEASURES },
  [SX_ACCOUNT_INCREMENT_OUT] = { "increment_out", N_ ("Increment out"), SX_N_MEASURES },
  [SX_ACCOUNT_INCREMENT_BALANCE]
  = { "increment_balance", N_ ("Increment balance"), SX_MEASURE_BOUNDARY_INCREMENT_BALANCE },
  [SX_ACCOUNT_EXPANSION_SCALE]
  = { "expansion_scale", N_ ("Expansion scale"), SX_MEASURE_BOUNDARY_EXPANSION_SCALE },
  [SX_ACCOUNT_MULTIPLIER] = { "multiplier", N_ ("Expansion multiplier"), SX_MEASURE_BOUNDARY_MULTIPLIER },
  [SX_ACCOUNT_RESERVE] = { "reserve", N_ ("Reserve"), SX_MEASURE_RESERVE_SCALE },
};

const char *
sx_account_name (SxAccount account)
{
  return accounts[account].name;
}

const char *
sx_account_words (SxAccount account)
{
  return _ (accounts[account].words);
}

const char *
sx_account_unit (const SxResult *result, SxAccount account)
{
  const SxIndicatorValue *value = accounts[account].measure == SX_N_MEASURES
                                      ? NULL
                                      : sx_result_find (result, accounts[account].measure);

  return accounts[account].measure == SX_N_MEASURES ? "ha" : value ? value->rule->unit : "";
}

double
sx_account_value (const SxResult *result, SxAccount account)
{
  const SxIndicatorValue *value;

  if (accounts[account].measure == SX_N_MEASURES)
    return account == SX_ACCOUNT_INCREMENT_IN ? result->increment_in : result->increment_out;
  value = sx_result_find (result, accounts[account].measure);
  return value ? value->after : (double)NAN;
}

static void
compare_accounts (SxComparison *self)
{
  for (SxAccount i = 0; i < SX_N_ACCOUNTS; i++)
    {
      SxComparisonAccount *account = &self->accounts[i];

      account->unit = sx_account_unit (self->result[0], i);
      for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
        account->value[side] = sx_account_value (self->result[side], i);
      account->difference = difference_of (account->value[0], account->value[1]);
      account->differs = !sx_comparison_is_same (account->value[0], account->value[1]);
    }
}

/* ---- indicators */

static void
compare_rows (SxComparison *self)
{
  for (guint i = 0; i < self->result[0]->n_indicators; i++)
    {
      const SxIndicatorValue *a = &self->result[0]->indicators[i], *b = &self->result[1]->indicators[i];
      SxComparisonRow row
          = { a->rule, { a, b }, difference_of (a->after, b->after), FALSE, SX_COMPARISON_NONE };

      row.differs = !sx_comparison_is_same (a->after, b->after) || a->verdict != b->verdict;
      row.best = sx_comparison_better (a->rule->comparator, a->after, b->after);
      self->n_rows_differ += row.differs;
      g_array_append_val (self->rows, row);
    }
}

/* ---- conflicts */

static SxComparisonConflict *
conflict_of (SxComparison *self, const SxConflictRule *rule)
{
  SxComparisonConflict none = { rule, { 0 }, { 0 } };

  for (guint i = 0; i < self->conflicts->len; i++)
    if (g_array_index (self->conflicts, SxComparisonConflict, i).rule == rule)
      return &g_array_index (self->conflicts, SxComparisonConflict, i);
  g_array_append_val (self->conflicts, none);
  return &g_array_index (self->conflicts, SxComparisonConflict, self->conflicts->len - 1);
}

static void
compare_conflicts (SxComparison *self)
{
  GPtrArray *rules = self->result[0]->rules->conflicts;

  for (guint r = 0; r < rules->len; r++)
    for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
      for (guint i = 0; i < self->result[side]->conflicts->len; i++)
        {
          const SxConflict *conflict = g_ptr_array_index (self->result[side]->conflicts, i);

          if (conflict->rule == rules->pdata[r])
            {
              SxComparisonConflict *row = conflict_of (self, conflict->rule);

              row->n[side]++;
              row->area[side] += conflict->area;
            }
        }
}

/* ---- ledgers */

static void
ledger_free (gpointer data)
{
  SxComparisonLedger *row = data;

  g_free (row->situation);
  g_free (row);
}

static SxComparisonLedger *
ledger_of (SxComparison *self, const SxAdjustment *a)
{
  SxComparisonLedger *row;

  for (guint i = 0; i < self->ledger->len; i++)
    {
      row = self->ledger->pdata[i];
      if (row->line == a->line && row->direction == a->direction
          && g_strcmp0 (row->situation, a->situation) == 0)
        return row;
    }
  row = g_new0 (SxComparisonLedger, 1);
  row->line = a->line;
  row->direction = a->direction;
  row->situation = g_strdup (a->situation);
  g_ptr_array_add (self->ledger, row);
  return row;
}

static int
compare_ledger_rows (gconstpointer a, gconstpointer b)
{
  const SxComparisonLedger *p = *(SxComparisonLedger *const *)a, *q = *(SxComparisonLedger *const *)b;

  if (p->line != q->line)
    return (int)p->line - (int)q->line;
  if (p->direction != q->direction)
    return (int)p->direction - (int)q->direction;
  return g_strcmp0 (p->situation, q->situation);
}

static void
compare_ledgers (SxComparison *self, const SxScheme *const *schemes, const SxMetric *metric)
{
  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    for (guint i = 0; i < schemes[side]->adjustments->len; i++)
      {
        const SxAdjustment *a = schemes[side]->adjustments->pdata[i];
        SxShapeView view = sx_shape_view (a->shape);
        SxComparisonLedger *row = ledger_of (self, a);

        row->n[side]++;
        row->area[side] += sx_metric_area (metric, &view);
      }
  g_ptr_array_sort (self->ledger, compare_ledger_rows);
}

static void
count_items (SxComparison *self)
{
  self->n_items = self->items->len + self->texts->len;
  for (guint i = 0; i < self->items->len; i++)
    self->n_items_differ += ((SxComparisonItem *)self->items->pdata[i])->state != SX_COMPARED_SAME;
  for (guint i = 0; i < self->texts->len; i++)
    self->n_items_differ += ((SxComparisonText *)self->texts->pdata[i])->state != SX_COMPARED_SAME;
}

SxComparison *
sx_comparison_new (const SxComparisonSide *first, const SxComparisonSide *second, const SxMetric *metric)
{
  SxComparison *self = g_new0 (SxComparison, 1);
  const SxComparisonSide *sides[SX_COMPARISON_SIDES] = { first, second };
  const SxScheme *schemes[SX_COMPARISON_SIDES] = { first->scheme, second->scheme };

  g_return_val_if_fail (first->result->rules == second->result->rules, NULL);
  self->ref_count = 1;
  self->metric = *metric;
  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    {
      self->name[side] = g_strdup (sides[side]->scheme->name);
      self->result[side] = sx_result_ref (sides[side]->result);
    }
  self->rows = g_array_new (FALSE, FALSE, sizeof (SxComparisonRow));
  self->ledger = g_ptr_array_new_with_free_func (ledger_free);
  self->conflicts = g_array_new (FALSE, FALSE, sizeof (SxComparisonConflict));
  compare_rows (self);
  compare_accounts (self);
  compare_conflicts (self);
  compare_ledgers (self, schemes, metric);
  self->items = sx_comparison_pair_items (schemes, metric);
  self->texts = sx_comparison_pair_texts (schemes, first->result->rules);
  count_items (self);
  return self;
}

char *
sx_comparison_summary (const SxComparison *self)
{
  return g_strdup_printf (_ ("%u of %u indicators and %u of %u items differ"), self->n_rows_differ,
                          self->rows->len, self->n_items_differ, self->n_items);
}

SxComparison *
sx_comparison_ref (SxComparison *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
sx_comparison_unref (SxComparison *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_array_unref (self->rows);
  g_ptr_array_unref (self->ledger);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->texts);
  g_array_unref (self->conflicts);
  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    {
      g_free (self->name[side]);
      sx_result_unref (self->result[side]);
    }
  g_free (self);
}
