/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sx-result-text.h"

#include <math.h>

#include "base/sx-i18n.h"
#include "base/sx-locale.h"
#include "evaluate/sx-result-words.h"
#include "base/sx-text.h"
#include "cli/sx-text-table.h"

static void
append_head (GString *out, const SxResult *result, const SxOpenedPlan *opened)
{
  g_autoptr (SxTextTable) table = sx_text_table_new ("ll");
  g_autofree char *file = g_path_get_basename (opened->plan->file);
  g_autofree char *crs
      = opened->plan->epsg ? g_strdup_printf ("EPSG:%d", opened->plan->epsg) : g_strdup ("CGCS2000");
  g_autofree char *plan
      = g_strdup_printf (_ ("%s (%s, %s)"), file, crs,
                         opened->mode == SX_AREA_PLANAR ? _ ("planar areas") : _ ("ellipsoidal areas"));
  g_autofree char *scheme
      = g_strdup_printf (dngettext (SX_GETTEXT_DOMAIN, "%s (%u adjustment)", "%s (%u adjustments)",
                                    opened->scheme->adjustments->len),
                         *opened->scheme->name ? opened->scheme->name : _ ("none yet"),
                         opened->scheme->adjustments->len);
  g_autofree char *rules
      = g_strdup_printf (_ ("%s (%s)"),
                         sx_locale_is_chinese () ? result->rules->title_zh : result->rules->title_en,
                         result->rules->id);
  g_auto (GStrv) flaws = sx_opened_plan_flaws (opened);

  sx_text_table_add_line (table, _ ("Dynamic maintenance of the territorial plan: indicators and conflicts"));
  sx_text_table_add_row (table, (const char *[]){ _ ("Plan"), plan });
  sx_text_table_add_row (table, (const char *[]){ _ ("Scheme"), scheme });
  sx_text_table_add_row (table, (const char *[]){ _ ("Rules"), rules });
  for (guint i = 0; flaws[i]; i++)
    sx_text_table_add_row (table, (const char *[]){ _ ("Attention"), flaws[i] });
  sx_text_table_append_to (table, out);
}

/* "27 pass · 2 fail · 1 to judge", and what else there is. */
static void
append_summary (GString *out, const SxResult *result)
{
  static const SxVerdict order[]
      = { SX_VERDICT_PASS, SX_VERDICT_FAIL, SX_VERDICT_MANUAL, SX_VERDICT_NOT_INVOLVED, SX_VERDICT_NO_DATA };
  guint counts[G_N_ELEMENTS (order)] = { 0 }, n_errors = 0, n_warnings = 0;

  for (guint i = 0; i < result->n_indicators; i++)
    counts[result->indicators[i].verdict]++;
  for (guint i = 0; i < result->conflicts->len; i++)
    if (((SxConflict *)g_ptr_array_index (result->conflicts, i))->rule->severity == SX_SEVERITY_ERROR)
      n_errors++;
    else
      n_warnings++;

  g_string_append_c (out, '\n');
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (i < 3 || counts[order[i]] > 0)
      g_string_append_printf (out, "%s%u %s", i ? " · " : "", counts[order[i]], sx_words_verdict (order[i]));
  g_string_append_c (out, '\n');
  g_string_append_printf (out, _ ("Conflicts: %u errors, %u warnings"), n_errors, n_warnings);
  g_string_append_c (out, '\n');
}

static void
add_ledger_row (SxTextTable *table, const char *label, double number, int decimals, const char *unit)
{
  g_autofree char *text = sx_text_number (number, decimals);

  sx_text_table_add_row (table, (const char *[]){ "", label, text, unit });
}

/* The double-entry account of the boundary: what came in and went out as increment, and what is left. */
static void
append_ledger (GString *out, const SxResult *result)
{
  static const SxMeasure measures[]
      = { SX_MEASURE_BOUNDARY_INCREMENT_BALANCE, SX_MEASURE_BOUNDARY_EXPANSION_SCALE,
          SX_MEASURE_BOUNDARY_MULTIPLIER, SX_MEASURE_RESERVE_SCALE };
  const char *const labels[]
      = { _ ("Increment balance"), _ ("Expansion scale"), _ ("Expansion multiplier"), _ ("Reserve") };
  const SxIndicatorValue *balance = sx_result_find (result, SX_MEASURE_BOUNDARY_INCREMENT_BALANCE);
  g_autoptr (SxTextTable) table = sx_text_table_new ("llrl");

  if (!balance)
    return;
  sx_text_table_add_line (table, "");
  sx_text_table_add_line (table, _ ("Increment ledger"));
  add_ledger_row (table, _ ("Increment in"), result->increment_in, balance->rule->decimals,
                  sx_words_unit ("ha"));
  add_ledger_row (table, _ ("Increment out"), result->increment_out, balance->rule->decimals,
                  sx_words_unit ("ha"));
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    {
      const SxIndicatorValue *value = sx_result_find (result, measures[i]);

      if (value)
        add_ledger_row (table, labels[i], value->after, value->rule->decimals,
                        sx_words_unit (value->rule->unit));
    }
  sx_text_table_append_to (table, out);
}

static int
by_size (gconstpointer a, gconstpointer b, gpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  double x = fabs ((*(const SxContribution *const *)a)->delta[i]),
         y = fabs ((*(const SxContribution *const *)b)->delta[i]);

  return x > y ? -1 : x < y ? 1 : 0;
}

static void
add_contribution (SxTextTable *table, const SxContribution *c, guint indicator, const SxIndicatorRule *rule,
                  const SxScheme *scheme)
{
  g_autofree char *name = sx_words_item (c->kind, g_ptr_array_index (sx_item_list (scheme, c->kind), c->at));
  g_autofree char *delta = sx_text_change (c->delta[indicator], rule->decimals);
  g_autofree char *without = sx_text_number (c->without[indicator], rule->decimals);
  g_autofree char *cell = g_strdup_printf ("  %s", name);
  g_autofree char *note = g_strdup_printf (_ ("%s without it"), without);

  sx_text_table_add_row (table, (const char *[]){ "", cell, "", "", "", delta, "", "", note });
}

/* What moved the indicator, largest first; parts of the scheme that leave it alone are not listed, those
 * whose share rounds to nothing are only counted. */
static void
add_contributions (SxTextTable *table, const GPtrArray *contributions, guint indicator,
                   const SxIndicatorValue *value, const SxScheme *scheme)
{
  double noise = SX_INDICATOR_NOISE * MAX (fabs (value->before), fabs (value->after));
  double shown = 0.5 * pow (10.0, -value->rule->decimals);
  g_autoptr (GPtrArray) moving = g_ptr_array_new ();
  guint n_small = 0;

  for (guint i = 0; i < contributions->len; i++)
    {
      SxContribution *c = g_ptr_array_index (contributions, i);
      double size = fabs (c->delta[indicator]);

      if (size >= shown)
        g_ptr_array_add (moving, c);
      else if (size > noise)
        n_small++;
    }
  g_ptr_array_sort_with_data (moving, by_size, GUINT_TO_POINTER (indicator));
  for (guint i = 0; i < moving->len; i++)
    add_contribution (table, g_ptr_array_index (moving, i), indicator, value->rule, scheme);
  if (n_small > 0)
    {
      g_autofree char *text = g_strdup_printf (dngettext (SX_GETTEXT_DOMAIN, "%u part that moves it by less",
                                                          "%u parts that move it by less", n_small),
                                               n_small);
      g_autofree char *cell = g_strdup_printf ("  %s", text);

      sx_text_table_add_row (table, (const char *[]){ "", cell, "", "", "", "", "", "", "" });
    }
}

static void
add_indicator (SxTextTable *table, const SxIndicatorValue *value)
{
  const SxIndicatorRule *rule = value->rule;
  gboolean is_nothing = isnan (value->before) && isnan (value->after);
  g_autofree char *number = rule->number > 0 ? g_strdup_printf ("%d", rule->number) : NULL;
  g_autofree char *before = sx_text_number (value->before, rule->decimals);
  g_autofree char *after = sx_text_number (value->after, rule->decimals);
  g_autofree char *change = sx_text_change (sx_indicator_value_change (value), rule->decimals);
  g_autofree char *asked = sx_words_requirement (value);
  g_autofree char *verdict = g_strdup_printf ("%s %s", sx_words_verdict_symbol (value->verdict),
                                              sx_words_verdict (value->verdict));

  sx_text_table_add_row (table,
                         (const char *[]){ number, sx_locale_is_chinese () ? rule->label_zh : rule->label_en,
                                           before, is_nothing ? "" : "→", after, change,
                                           sx_words_unit (rule->unit), asked, verdict });
  if (value->message)
    {
      g_autofree char *line = g_strdup_printf ("      %s", value->message);

      sx_text_table_add_line (table, line);
    }
}

static void
add_group (SxTextTable *table, const SxResult *result, guint first, const SxOpenedPlan *opened,
           const GPtrArray *contributions)
{
  const char *group = result->indicators[first].rule->group;

  sx_text_table_add_line (table, "");
  sx_text_table_add_line (table, sx_words_group (group));
  for (guint i = first; i < result->n_indicators; i++)
    {
      if (!g_str_equal (result->indicators[i].rule->group, group))
        continue;
      add_indicator (table, &result->indicators[i]);
      if (contributions)
        add_contributions (table, contributions, i, &result->indicators[i], opened->scheme);
    }
}

static void
append_indicators (GString *out, const SxResult *result, const SxOpenedPlan *opened,
                   const GPtrArray *contributions)
{
  g_autoptr (SxTextTable) table = sx_text_table_new ("rlrlrrlll");
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);

  sx_text_table_add_line (table, "");
  sx_text_table_add_row (table, (const char *[]){ _ ("No."), _ ("Indicator"), _ ("Before"), "", _ ("After"),
                                                  _ ("Change"), _ ("Unit"), _ ("Required"), _ ("Verdict") });
  for (guint i = 0; i < result->n_indicators; i++)
    if (g_hash_table_add (done, result->indicators[i].rule->group))
      add_group (table, result, i, opened, contributions);
  sx_text_table_append_to (table, out);
}

static void
append_conflicts (GString *out, const SxResult *result)
{
  g_autoptr (SxTextTable) table = sx_text_table_new ("lllrl");

  if (result->conflicts->len == 0)
    return;
  sx_text_table_add_line (table, "");
  sx_text_table_add_line (table, _ ("Conflicts"));
  for (guint i = 0; i < result->conflicts->len; i++)
    {
      const SxConflict *conflict = g_ptr_array_index (result->conflicts, i);
      g_autofree char *name = sx_words_adjustment (conflict->adjustment);
      g_autofree char *area = sx_text_number (conflict->area, 2);
      g_autofree char *size = g_strdup_printf ("%s m²", area);

      sx_text_table_add_row (table,
                             (const char *[]){ "", sx_words_severity (conflict->rule->severity), name, size,
                                               conflict->message ? conflict->message : conflict->rule->id });
    }
  sx_text_table_append_to (table, out);
}

char *
sx_result_to_text (const SxResult *result, const SxOpenedPlan *opened, const GPtrArray *contributions)
{
  GString *out = g_string_new (NULL);

  append_head (out, result, opened);
  append_summary (out, result);
  append_ledger (out, result);
  append_indicators (out, result, opened, contributions);
  append_conflicts (out, result);
  return g_string_free (out, FALSE);
}
