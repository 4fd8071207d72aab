/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-scheme-overview.h"

#include <math.h>

#include "base/sx-locale.h"

#define ACCOUNT_DECIMALS 4

static void
row_free (gpointer data)
{
  SxOverviewRow *self = data;

  g_free (self->cells);
  g_free (self);
}

/* By what the row asks; where all have the same, or a person has to say, none is. */
static void
mark_best (SxOverviewRow *self, guint n)
{
  SxComparator comparator = self->rule->comparator;

  for (guint i = 0; i < n; i++)
    {
      gboolean is_beaten = FALSE, beats = FALSE;

      for (guint k = 0; k < n; k++)
        {
          gint better = sx_comparison_better (comparator, self->cells[i].value, self->cells[k].value);

          is_beaten = is_beaten || better == 1;
          beats = beats || better == 0;
        }
      self->cells[i].is_best = beats && !is_beaten;
    }
}

static SxOverviewRow *
row_new (SxSchemeOverview *self, const char *id, const char *title, const char *unit, int decimals)
{
  SxOverviewRow *row = g_new0 (SxOverviewRow, 1);

  row->id = id;
  row->title = title;
  row->unit = unit;
  row->decimals = decimals;
  row->base = NAN;
  row->cells = g_new0 (SxOverviewCell, self->n_schemes);
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
find_differing (SxOverviewRow *row, guint n)
{
  for (guint i = 1; i < n; i++)
    row->differs = row->differs || !sx_comparison_is_same (row->cells[0].value, row->cells[i].value)
                   || row->cells[0].verdict != row->cells[i].verdict;
}

static void
add_indicator (SxSchemeOverview *self, guint at)
{
  const SxIndicatorValue *first = &((SxResult *)self->results->pdata[0])->indicators[at];
  const SxIndicatorRule *rule = first->rule;
  SxOverviewRow *row = row_new (self, rule->id, sx_locale_is_chinese () ? rule->label_zh : rule->label_en,
                                rule->unit, rule->decimals);

  row->rule = rule;
  row->base = first->before;
  for (guint i = 0; i < self->n_schemes; i++)
    {
      const SxIndicatorValue *value = &((SxResult *)self->results->pdata[i])->indicators[at];

      row->cells[i] = (SxOverviewCell){ value->after, value->verdict, FALSE };
    }
  find_differing (row, self->n_schemes);
  mark_best (row, self->n_schemes);
}

static void
add_account (SxSchemeOverview *self, SxAccount account)
{
  SxOverviewRow *row = row_new (self, sx_account_name (account), sx_account_words (account),
                                sx_account_unit (self->results->pdata[0], account), ACCOUNT_DECIMALS);

  for (guint i = 0; i < self->n_schemes; i++)
    row->cells[i].value = sx_account_value (self->results->pdata[i], account);
  find_differing (row, self->n_schemes);
}

static void
unref_result (gpointer data)
{
  sx_result_unref (data);
}

SxSchemeOverview *
sx_scheme_overview_new (const SxComparisonSide *sides, guint n)
{
  SxSchemeOverview *self = g_new0 (SxSchemeOverview, 1);

  g_return_val_if_fail (n > 0, NULL);
  self->ref_count = 1;
  self->n_schemes = n;
  self->names = g_new0 (char *, n + 1);
  self->results = g_ptr_array_new_with_free_func (unref_result);
  self->rows = g_ptr_array_new_with_free_func (row_free);
  for (guint i = 0; i < n; i++)
    {
      self->names[i] = g_strdup (sides[i].scheme->name);
      g_ptr_array_add (self->results, sx_result_ref (sides[i].result));
    }
  for (guint i = 0; i < sides[0].result->n_indicators; i++)
    add_indicator (self, i);
  for (SxAccount i = 0; i < SX_N_ACCOUNTS; i++)
    add_account (self, i);
  return self;
}

SxSchemeOverview *
sx_scheme_overview_ref (SxSchemeOverview *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
sx_scheme_overview_unref (SxSchemeOverview *self)
{
  if (!self || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->results);
  g_strfreev (self->names);
  g_free (self);
}
