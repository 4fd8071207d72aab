/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/sx-compare-row.h"

#include <math.h>

#include "models/sx-indicator-item.h"
#include "sx-app-words.h"

#include "base/sx-i18n.h"
#include "base/sx-locale.h"
#include "base/sx-text.h"
#include "base/sx-units.h"
#include "evaluate/sx-result-words.h"

#define DECIMALS 4 /* of hectares and of the account, as the command line has them */

static guint changed_signal;

G_DEFINE_FINAL_TYPE (SxCompareRow, sx_compare_row, G_TYPE_OBJECT)

static void
clear (SxCompareRow *self)
{
  for (guint i = 0; i < SX_COMPARE_N_TEXTS; i++)
    g_clear_pointer (&self->text[i], g_free);
  g_clear_pointer (&self->tooltip, g_free);
  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    g_clear_pointer (&self->plot[side], sx_adjustment_unref);
}

static void
sx_compare_row_finalize (GObject *object)
{
  SxCompareRow *self = SX_COMPARE_ROW (object);

  clear (self);
  g_free (self->key);
  G_OBJECT_CLASS (sx_compare_row_parent_class)->finalize (object);
}

static void
sx_compare_row_class_init (SxCompareRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sx_compare_row_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
sx_compare_row_init (SxCompareRow *self)
{
  self->best = SX_COMPARISON_NONE;
}

static gboolean
looks_the_same (const SxCompareRow *a, const SxCompareRow *b)
{
  for (guint i = 0; i < SX_COMPARE_N_TEXTS; i++)
    if (g_strcmp0 (a->text[i], b->text[i]) != 0)
      return FALSE;
  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    if (a->icon[side] != b->icon[side] || a->look[side] != b->look[side])
      return FALSE;
  return a->differs == b->differs && a->best == b->best && g_strcmp0 (a->tooltip, b->tooltip) == 0;
}

void
sx_compare_row_take (SxCompareRow *self, SxCompareRow *other)
{
  gboolean is_same = looks_the_same (self, other);

  clear (self);
  self->differs = other->differs;
  self->best = other->best;
  self->tooltip = g_strdup (other->tooltip);
  for (guint i = 0; i < SX_COMPARE_N_TEXTS; i++)
    self->text[i] = g_strdup (other->text[i]);
  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    {
      self->icon[side] = other->icon[side];
      self->look[side] = other->look[side];
      self->plot[side] = other->plot[side] ? sx_adjustment_ref (other->plot[side]) : NULL;
    }
  if (!is_same)
    g_signal_emit (self, changed_signal, 0);
}

/* ---- making them */

static SxCompareRows
rows_new (void)
{
  return (SxCompareRows){ g_ptr_array_new_with_free_func (g_object_unref), 0 };
}

/* key is taken. */
static SxCompareRow *
add (SxCompareRows *self, char *key, const char *title, gboolean differs)
{
  SxCompareRow *row = g_object_new (SX_TYPE_COMPARE_ROW, NULL);

  row->key = key;
  row->text[SX_COMPARE_TITLE] = sx_text_clean (title);
  row->differs = differs;
  self->n_differ += differs;
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
add_heading (SxCompareRows *self, const char *title)
{
  add (self, g_strdup_printf ("heading %s", title), title, FALSE)->is_heading = TRUE;
}

static void
put_difference (SxCompareRow *row, double difference, int decimals)
{
  row->text[SX_COMPARE_DIFFERENCE]
      = row->differs && !isnan (difference) ? sx_text_change (difference, decimals) : g_strdup ("=");
}

static void
put_numbers (SxCompareRow *row, double first, double second, int decimals)
{
  row->text[SX_COMPARE_FIRST] = sx_text_number (first, decimals);
  row->text[SX_COMPARE_SECOND] = sx_text_number (second, decimals);
}

static char *
unit_words (const char *unit)
{
  return g_strdup (g_str_equal (unit, "ha") ? _ ("ha") : sx_words_unit (unit));
}

/* ---- indicators */

static void
add_indicator (SxCompareRows *self, const SxComparisonRow *from)
{
  const SxIndicatorRule *rule = from->rule;
  const SxIndicatorValue *const *value = from->value;
  const char *title = sx_locale_is_chinese () ? rule->label_zh : rule->label_en;
  SxCompareRow *row = add (self, g_strdup (rule->id), title, from->differs);
  g_autofree char *asked = sx_words_requirement (value[0]);

  row->best = from->best;
  row->text[SX_COMPARE_UNIT] = unit_words (rule->unit);
  row->text[SX_COMPARE_BEFORE] = sx_text_number (value[0]->before, rule->decimals);
  put_numbers (row, value[0]->after, value[1]->after, rule->decimals);
  put_difference (row, from->difference, rule->decimals);
  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    {
      row->text[SX_COMPARE_FIRST_NOTE + side] = g_strdup (sx_words_verdict (value[side]->verdict));
      row->icon[side] = sx_verdict_icon (value[side]->verdict);
      row->look[side] = sx_verdict_class (value[side]->verdict);
    }
  /* TRANSLATORS: an indicator and what is asked of it: "永久基本农田面积：不减少" */
  row->tooltip = asked && *asked ? g_strdup_printf (_ ("%s: %s"), title, asked) : g_strdup (title);
}

SxCompareRows
sx_compare_rows_indicators (const SxComparison *c)
{
  SxCompareRows self = rows_new ();
  const char *group = NULL;

  for (guint i = 0; i < c->rows->len; i++)
    {
      const SxComparisonRow *row = &g_array_index (c->rows, SxComparisonRow, i);

      if (g_strcmp0 (row->rule->group, group) != 0)
        add_heading (&self, sx_words_group (row->rule->group));
      group = row->rule->group;
      add_indicator (&self, row);
    }
  return self;
}

/* ---- ledgers */

static void
add_situation (SxCompareRows *self, const SxComparisonLedger *from, const SxRuleProfile *rules)
{
  g_autofree char *situation = sx_words_situation (rules, from->line, from->direction, from->situation);
  g_autofree char *title
      = g_strdup_printf ("%s %s · %s", sx_words_direction (from->direction), sx_words_line_title (from->line),
                         situation ? situation : _ ("no situation yet"));
  double first = from->area[0] / SX_HA_M2, second = from->area[1] / SX_HA_M2;
  gboolean differs = from->n[0] != from->n[1] || fabs (second - first) > 1e-9 * MAX (first, second);
  SxCompareRow *row = add (self,
                           g_strdup_printf ("%d %d %s", (int)from->line, (int)from->direction,
                                            from->situation ? from->situation : ""),
                           title, differs);

  row->text[SX_COMPARE_UNIT] = unit_words ("ha");
  put_numbers (row, first, second, DECIMALS);
  put_difference (row, second - first, DECIMALS);
  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    row->text[SX_COMPARE_FIRST_NOTE + side]
        = g_strdup_printf (dngettext (SX_GETTEXT_DOMAIN, "%u plot", "%u plots", from->n[side]),
                           from->n[side]);
  row->tooltip = g_strdup (title);
}

SxCompareRows
sx_compare_rows_ledgers (const SxComparison *c, const SxRuleProfile *rules)
{
  SxCompareRows self = rows_new ();

  add_heading (&self, _ ("Increment ledger"));
  for (SxAccount i = 0; i < SX_N_ACCOUNTS; i++)
    {
      const SxComparisonAccount *account = &c->accounts[i];
      SxCompareRow *row = add (&self, g_strdup (sx_account_name (i)), sx_account_words (i), account->differs);

      row->text[SX_COMPARE_UNIT] = unit_words (account->unit);
      put_numbers (row, account->value[0], account->value[1], DECIMALS);
      put_difference (row, account->difference, DECIMALS);
    }
  if (c->ledger->len > 0)
    add_heading (&self, _ ("By situation"));
  for (guint i = 0; i < c->ledger->len; i++)
    add_situation (&self, c->ledger->pdata[i], rules);
  return self;
}

/* ---- conflicts */

SxCompareRows
sx_compare_rows_conflicts (const SxComparison *c)
{
  SxCompareRows self = rows_new ();

  for (guint i = 0; i < c->conflicts->len; i++)
    {
      const SxComparisonConflict *from = &g_array_index (c->conflicts, SxComparisonConflict, i);
      const SxConflictRule *rule = from->rule;
      const char *title = sx_locale_is_chinese () ? rule->text_zh : rule->text_en;
      double first = from->area[0] / SX_HA_M2, second = from->area[1] / SX_HA_M2;
      gboolean differs = from->n[0] != from->n[1] || fabs (second - first) > 1e-9 * MAX (first, second);
      SxCompareRow *row = add (&self, g_strdup (rule->id), title, differs);

      row->text[SX_COMPARE_UNIT] = g_strdup (sx_words_severity (rule->severity));
      put_numbers (row, first, second, DECIMALS);
      put_difference (row, second - first, DECIMALS);
      row->best = from->n[0] == from->n[1] ? SX_COMPARISON_NONE : from->n[0] < from->n[1] ? 0 : 1;
      for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
        row->text[SX_COMPARE_FIRST_NOTE + side]
            = g_strdup_printf (dngettext (SX_GETTEXT_DOMAIN, "%u place", "%u places", from->n[side]),
                               from->n[side]);
      row->tooltip = g_strdup (title);
    }
  return self;
}

/* ---- plots */

/* "东部新城 · ④ 衔接…" */
static char *
plot_words (const SxAdjustment *item, const SxRuleProfile *rules)
{
  g_autofree char *name = item->name ? sx_text_clean (item->name) : NULL;
  g_autofree char *fid = g_strdup_printf ("%" PRId64, item->fid);
  g_autofree char *situation = sx_words_situation (rules, item->line, item->direction, item->situation);

  return g_strdup_printf ("%s · %s", name && *name ? name : fid,
                          situation ? situation : _ ("no situation yet"));
}

static void
add_plot (SxCompareRows *self, const SxComparisonPlot *from, const SxRuleProfile *rules)
{
  const SxAdjustment *any = from->adjustment[0] ? from->adjustment[0] : from->adjustment[1];
  g_autofree char *title
      = g_strdup_printf ("%s %s", sx_words_direction (any->direction), sx_words_line_title (any->line));
  gint64 fids[SX_COMPARISON_SIDES];
  SxCompareRow *row;

  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    fids[side] = from->adjustment[side] ? from->adjustment[side]->fid : 0;
  row = add (self, g_strdup_printf ("%" PRId64 " %" PRId64, fids[0], fids[1]), title,
             from->state != SX_PLOT_SAME);
  row->is_plot = TRUE;
  row->text[SX_COMPARE_UNIT] = g_strdup (sx_comparison_plot_words (from));
  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    if (from->adjustment[side])
      {
        row->plot[side] = sx_adjustment_ref (from->adjustment[side]);
        row->text[SX_COMPARE_FIRST + side] = sx_text_number (from->area[side] / SX_HA_M2, DECIMALS);
        row->text[SX_COMPARE_FIRST_NOTE + side] = plot_words (from->adjustment[side], rules);
      }
  if (fids[0] && fids[1])
    row->text[SX_COMPARE_DIFFERENCE]
        = from->ground_differs ? sx_text_change ((from->area[1] - from->area[0]) / SX_HA_M2, DECIMALS)
                               : g_strdup ("=");
}

SxCompareRows
sx_compare_rows_plots (const SxComparison *c, const SxRuleProfile *rules)
{
  SxCompareRows self = rows_new ();

  for (guint i = 0; i < c->plots->len; i++)
    add_plot (&self, c->plots->pdata[i], rules);
  return self;
}
