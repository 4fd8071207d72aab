/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-comparison.h"

#include <math.h>

#include "base/sx-i18n.h"

/* Two evaluations of the same state differ by less. */
#define NOISE 1e-9
/* Plots are one and the same, drawn otherwise, from this share of the smaller one on. */
#define SAME_PLOT_SHARE 0.5

static gboolean
is_same_number (double a, double b)
{
  if (isnan (a) || isnan (b))
    return isnan (a) && isnan (b);
  return fabs (a - b) <= NOISE * MAX (fabs (a), fabs (b));
}

/* b less a. */
static double
difference_of (double a, double b)
{
  return is_same_number (a, b) && !isnan (a) ? 0 : b - a;
}

gint
sx_comparison_better (SxComparator comparator, double first, double second)
{
  gboolean more = FALSE;

  if (isnan (first) || isnan (second) || is_same_number (first, second))
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

const char *
sx_plot_state_name (SxPlotState state)
{
  static const char *const names[] = {
    [SX_PLOT_SAME] = "same",
    [SX_PLOT_CHANGED] = "changed",
    [SX_PLOT_FIRST] = "first",
    [SX_PLOT_SECOND] = "second",
  };

  return names[state];
}

const char *
sx_comparison_plot_words (const SxComparisonPlot *plot)
{
  switch (plot->state)
    {
    case SX_PLOT_SAME:
      return _ ("the same");
    case SX_PLOT_CHANGED:
      return plot->ground_differs ? _ ("drawn otherwise") : _ ("described otherwise");
    case SX_PLOT_FIRST:
      return _ ("only in A");
    case SX_PLOT_SECOND:
    default:
      return _ ("only in B");
    }
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

static double
account_value (const SxResult *result, SxAccount account)
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
      const SxIndicatorValue *value = accounts[i].measure == SX_N_MEASURES
                                          ? NULL
                                          : sx_result_find (self->result[0], accounts[i].measure);

      account->unit = accounts[i].measure == SX_N_MEASURES ? "ha" : value ? value->rule->unit : "";
      for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
        account->value[side] = account_value (self->result[side], i);
      account->difference = difference_of (account->value[0], account->value[1]);
      account->differs = !is_same_number (account->value[0], account->value[1]);
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

      row.differs = !is_same_number (a->after, b->after) || a->verdict != b->verdict;
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

/* ---- plots */

static void
plot_free (gpointer data)
{
  SxComparisonPlot *plot = data;

  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    g_clear_pointer (&plot->adjustment[side], sx_adjustment_unref);
  g_free (plot);
}

static gboolean
is_same_ground (const SxAdjustment *a, const SxAdjustment *b)
{
  SxShapeView va = sx_shape_view (a->shape), vb = sx_shape_view (b->shape);

  return sx_shape_view_equal (&va, &vb);
}

static gboolean
has_same_words (const SxAdjustment *a, const SxAdjustment *b)
{
  return g_strcmp0 (a->situation, b->situation) == 0 && g_strcmp0 (a->name, b->name) == 0
         && g_strcmp0 (a->project, b->project) == 0 && g_strcmp0 (a->basis, b->basis) == 0
         && g_strcmp0 (a->note, b->note) == 0 && g_strcmp0 (a->hxlx, b->hxlx) == 0
         && a->uncounted == b->uncounted;
}

/* How much of the smaller of two plots they share, 0–1. */
static double
share (const SxAdjustment *a, const SxAdjustment *b)
{
  SxShapeView va = sx_shape_view (a->shape), vb = sx_shape_view (b->shape);
  double smaller = MIN (sx_shape_view_planar_area (&va), sx_shape_view_planar_area (&vb));

  if (smaller <= 0 || !sx_box_overlaps (va.box, vb.box))
    return 0;
  return sx_overlap_planar (&va, &vb) / smaller;
}

static void
add_plot (SxComparison *self, SxAdjustment *first, SxAdjustment *second, const SxMetric *metric)
{
  SxComparisonPlot *plot = g_new0 (SxComparisonPlot, 1);
  SxAdjustment *both[SX_COMPARISON_SIDES] = { first, second };

  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    {
      plot->area[side] = NAN;
      if (both[side])
        {
          SxShapeView view = sx_shape_view (both[side]->shape);

          plot->adjustment[side] = sx_adjustment_ref (both[side]);
          plot->area[side] = sx_metric_area (metric, &view);
        }
    }
  plot->state = !second ? SX_PLOT_FIRST : !first ? SX_PLOT_SECOND : SX_PLOT_SAME;
  if (first && second)
    {
      plot->ground_differs = !is_same_ground (first, second);
      if (plot->ground_differs || !has_same_words (first, second))
        plot->state = SX_PLOT_CHANGED;
    }
  self->n_plots_differ += plot->state != SX_PLOT_SAME;
  g_ptr_array_add (self->plots, plot);
}

/* For each plot of the first scheme its counterpart in the second: the same ground, else, in a second round,
 * the plot that shares most with it. Each counts once. */
static SxAdjustment **
find_partners (const SxScheme *first, const SxScheme *second, GHashTable *taken)
{
  SxAdjustment **partners = g_new0 (SxAdjustment *, MAX (first->adjustments->len, 1));

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < first->adjustments->len; i++)
      {
        SxAdjustment *a = first->adjustments->pdata[i], *found = NULL;
        double most = 0;

        for (guint k = 0; k < second->adjustments->len && !partners[i]; k++)
          {
            SxAdjustment *b = second->adjustments->pdata[k];
            double common;

            if (a->line != b->line || a->direction != b->direction || g_hash_table_contains (taken, b))
              continue;
            common = round == 0 ? (is_same_ground (a, b) ? 1 + has_same_words (a, b) : 0) : share (a, b);
            if (common >= SAME_PLOT_SHARE && common > most)
              {
                most = common;
                found = b;
              }
          }
        if (found)
          {
            partners[i] = found;
            g_hash_table_add (taken, found);
          }
      }
  return partners;
}

static const SxAdjustment *
plot_adjustment (const SxComparisonPlot *plot)
{
  return plot->adjustment[0] ? plot->adjustment[0] : plot->adjustment[1];
}

static int
compare_plot_order (gconstpointer a, gconstpointer b)
{
  const SxAdjustment *p = plot_adjustment (*(SxComparisonPlot *const *)a),
                     *q = plot_adjustment (*(SxComparisonPlot *const *)b);

  if (p->line != q->line)
    return (int)p->line - (int)q->line;
  return (int)p->direction - (int)q->direction;
}

static void
compare_plots (SxComparison *self, const SxScheme *const *schemes, const SxMetric *metric)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  g_autofree SxAdjustment **partners = find_partners (schemes[0], schemes[1], taken);

  for (guint i = 0; i < schemes[0]->adjustments->len; i++)
    add_plot (self, schemes[0]->adjustments->pdata[i], partners[i], metric);
  for (guint i = 0; i < schemes[1]->adjustments->len; i++)
    if (!g_hash_table_contains (taken, schemes[1]->adjustments->pdata[i]))
      add_plot (self, NULL, schemes[1]->adjustments->pdata[i], metric);
  g_ptr_array_sort (self->plots, compare_plot_order); /* stable: else as stored */
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
  self->plots = g_ptr_array_new_with_free_func (plot_free);
  self->conflicts = g_array_new (FALSE, FALSE, sizeof (SxComparisonConflict));
  compare_rows (self);
  compare_accounts (self);
  compare_conflicts (self);
  compare_ledgers (self, schemes, metric);
  compare_plots (self, schemes, metric);
  return self;
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
  g_ptr_array_unref (self->plots);
  g_array_unref (self->conflicts);
  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    {
      g_free (self->name[side]);
      sx_result_unref (self->result[side]);
    }
  g_free (self);
}
