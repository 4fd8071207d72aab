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

#define LENGTH_DECIMALS 3 /* of kilometres */
#define DECIMALS 4        /* of hectares and of the account, as the command line has them */

static guint changed_signal;

G_DEFINE_FINAL_TYPE (SxCompareRow, sx_compare_row, G_TYPE_OBJECT)

static void
clear (SxCompareRow *self)
{
  for (guint i = 0; i < SX_COMPARE_N_TEXTS; i++)
    g_clear_pointer (&self->text[i], g_free);
  g_clear_pointer (&self->tooltip, g_free);
  g_clear_pointer (&self->of, sx_comparison_unref);
  g_clear_pointer (&self->values, g_array_unref);
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
has_same_values (const GArray *a, const GArray *b)
{
  if (!a || !b || a->len != b->len)
    return a == b;
  for (guint i = 0; i < a->len; i++)
    {
      const SxCompareValue *x = &g_array_index (a, SxCompareValue, i),
                           *y = &g_array_index (b, SxCompareValue, i);

      if (x->icon != y->icon || x->is_best != y->is_best || g_strcmp0 (x->text, y->text) != 0)
        return FALSE;
    }
  return TRUE;
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
  return a->differs == b->differs && a->best == b->best && g_strcmp0 (a->tooltip, b->tooltip) == 0
         && has_same_values (a->values, b->values);
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
    }
  self->of = other->of ? sx_comparison_ref (other->of) : NULL;
  self->item = other->item;
  self->said = other->said;
  self->values = other->values ? g_array_ref (other->values) : NULL;
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
      = row->differs && !isnan (difference) ? sx_words_change (difference, decimals) : g_strdup ("=");
}

static void
put_numbers (SxCompareRow *row, double first, double second, int decimals)
{
  row->text[SX_COMPARE_FIRST] = sx_words_number (first, decimals);
  row->text[SX_COMPARE_SECOND] = sx_words_number (second, decimals);
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
  row->text[SX_COMPARE_BEFORE] = sx_words_number (value[0]->before, rule->decimals);
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

/* ---- what the schemes hold */

static const char *
id_word (SxItemKind kind)
{
  return kind == SX_ITEM_ADJUSTMENT ? "adjustment" : kind == SX_ITEM_ROAD ? "road" : "reclass";
}

char *
sx_compare_item_id (SxItemKind kind, gint64 fid)
{
  return g_strdup_printf ("%s %" PRId64, id_word (kind), fid);
}

gboolean
sx_compare_row_is_in (SxCompareRow *self, guint side)
{
  return self->item ? self->item->item[side] != NULL : self->said && self->said->value[side];
}

char *
sx_compare_row_dup_id (SxCompareRow *self, guint side)
{
  if (!sx_compare_row_is_in (self, side))
    return NULL;
  if (self->said)
    return g_strdup (self->key);
  return sx_compare_item_id (self->item->kind, sx_item_fid (self->item->kind, self->item->item[side]));
}

/* "东部新城 · ④ 衔接…", "公园绿地 · 140100", "学府路 · 支路" */
static char *
item_words (const SxComparisonItem *of, guint side, const SxRuleProfile *rules)
{
  gconstpointer item = of->item[side];
  const char *name = sx_item_name (of->kind, item), *told = NULL;
  g_autofree char *clean = name ? sx_text_clean (name) : NULL;
  g_autofree char *fid = g_strdup_printf ("%" PRId64, sx_item_fid (of->kind, item));
  g_autofree char *more = NULL;

  if (of->kind == SX_ITEM_ADJUSTMENT)
    {
      const SxAdjustment *plot = item;

      more = sx_words_situation (rules, plot->line, plot->direction, plot->situation);
      told = more ? more : _ ("no situation yet");
    }
  else if (of->kind == SX_ITEM_RECLASS)
    told = ((const SxReclass *)item)->code;
  else if (((const SxRoad *)item)->grade)
    told = more = sx_text_clean (((const SxRoad *)item)->grade);
  return g_strjoin (" · ", clean && *clean ? clean : fid, told, NULL);
}

static char *
kind_title (const SxComparisonItem *of)
{
  gconstpointer any = sx_comparison_item_any (of);

  if (of->kind == SX_ITEM_ADJUSTMENT)
    return g_strdup_printf ("%s %s", sx_words_direction (((const SxAdjustment *)any)->direction),
                            sx_words_line_title (((const SxAdjustment *)any)->line));
  if (of->kind == SX_ITEM_ROAD)
    return g_strdup (((const SxRoad *)any)->is_removal ? _ ("Road removed") : _ ("Road added"));
  return g_strdup (((const SxReclass *)any)->layer == SX_RECLASS_GHFQ ? _ ("Zone changed")
                                                                      : _ ("Land use changed"));
}

/* Hectares; of a road kilometres, which it says. */
static char *
size_words (const SxComparisonItem *of, double size, gboolean is_change)
{
  g_autofree char *length = NULL;

  if (of->kind != SX_ITEM_ROAD)
    return is_change ? sx_words_change (size / SX_HA_M2, DECIMALS)
                     : sx_words_number (size / SX_HA_M2, DECIMALS);
  length = is_change ? sx_words_change (size / 1000, LENGTH_DECIMALS)
                     : sx_words_number (size / 1000, LENGTH_DECIMALS);
  return g_strdup_printf (_ ("%s km"), length);
}

static void
add_item (SxCompareRows *self, SxComparison *of, const SxComparisonItem *from, const SxRuleProfile *rules)
{
  gint64 fids[SX_COMPARISON_SIDES];
  g_autofree char *title = kind_title (from);
  SxCompareRow *row;

  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    fids[side] = from->item[side] ? sx_item_fid (from->kind, from->item[side]) : 0;
  row = add (self, g_strdup_printf ("%s %" PRId64 " %" PRId64, id_word (from->kind), fids[0], fids[1]), title,
             from->state != SX_COMPARED_SAME);
  row->of = sx_comparison_ref (of);
  row->item = from;
  row->tooltip = g_strdup (title);
  row->text[SX_COMPARE_UNIT] = g_strdup (sx_comparison_item_words (from));
  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    if (from->item[side])
      {
        row->text[SX_COMPARE_FIRST + side] = size_words (from, from->size[side], FALSE);
        row->text[SX_COMPARE_FIRST_NOTE + side] = item_words (from, side, rules);
      }
  if (from->item[0] && from->item[1])
    row->text[SX_COMPARE_DIFFERENCE]
        = from->ground_differs ? size_words (from, from->size[1] - from->size[0], TRUE) : g_strdup ("=");
}

static void
add_said (SxCompareRows *self, SxComparison *of, const SxComparisonText *from)
{
  g_autofree char *title = sx_comparison_text_title (from);
  SxCompareRow *row
      = add (self, g_strdup_printf ("%s %s", from->is_judgement ? "judgement" : "parameter", from->key),
             title, from->state != SX_COMPARED_SAME);

  row->of = sx_comparison_ref (of);
  row->said = from;
  row->tooltip = g_strdup (title);
  row->text[SX_COMPARE_UNIT] = g_strdup (sx_comparison_text_words (from));
  for (guint side = 0; side < SX_COMPARISON_SIDES; side++)
    {
      g_autofree char *value = NULL, *reason = NULL;
      SxVerdict verdict;

      if (!from->value[side])
        continue;
      value = sx_text_clean (sx_comparison_text_value_words (from, side));
      reason = from->reason[side] ? sx_text_clean (from->reason[side]) : NULL;
      row->text[SX_COMPARE_FIRST_NOTE + side]
          = g_strjoin (" · ", value, reason && *reason ? reason : NULL, NULL);
      if (from->is_judgement && sx_verdict_parse (from->value[side], &verdict))
        {
          row->icon[side] = sx_verdict_icon (verdict);
          row->look[side] = sx_verdict_class (verdict);
        }
    }
}

static const char *
heading_of (SxItemKind kind)
{
  return kind == SX_ITEM_ADJUSTMENT ? _ ("Plots")
         : kind == SX_ITEM_ROAD     ? _ ("Roads")
                                    : _ ("Reclassifications");
}

SxCompareRows
sx_compare_rows_items (SxComparison *c, const SxRuleProfile *rules)
{
  SxCompareRows self = rows_new ();

  for (guint i = 0; i < c->items->len; i++)
    {
      const SxComparisonItem *item = c->items->pdata[i];

      if (i == 0 || item->kind != ((SxComparisonItem *)c->items->pdata[i - 1])->kind)
        add_heading (&self, heading_of (item->kind));
      add_item (&self, c, item, rules);
    }
  if (c->texts->len > 0)
    add_heading (&self, _ ("Judgements and Figures"));
  for (guint i = 0; i < c->texts->len; i++)
    add_said (&self, c, c->texts->pdata[i]);
  return self;
}

/* ---- all schemes */

static void
value_clear (gpointer data)
{
  g_free (((SxCompareValue *)data)->text);
}

static void
add_overview (SxCompareRows *self, const SxSchemeOverview *of, const SxOverviewRow *from)
{
  SxCompareRow *row = add (self, g_strdup (from->id), from->title, from->differs);

  row->text[SX_COMPARE_UNIT] = unit_words (from->unit);
  row->text[SX_COMPARE_BEFORE] = from->rule ? sx_words_number (from->base, from->decimals) : NULL;
  row->tooltip = g_strdup (from->title);
  row->values = g_array_new (FALSE, TRUE, sizeof (SxCompareValue));
  g_array_set_clear_func (row->values, value_clear);
  for (guint i = 0; i < of->n_schemes; i++)
    {
      const SxOverviewCell *cell = &from->cells[i];
      SxCompareValue value
          = { sx_words_number (cell->value, from->decimals), NULL, NULL, NULL, cell->is_best };

      if (from->rule)
        {
          value.icon = sx_verdict_icon (cell->verdict);
          value.look = sx_verdict_class (cell->verdict);
          value.verdict = sx_words_verdict (cell->verdict);
        }
      g_array_append_val (row->values, value);
    }
}

SxCompareRows
sx_compare_rows_overview (const SxSchemeOverview *of)
{
  SxCompareRows self = rows_new ();
  const char *group = "";

  for (guint i = 0; i < of->rows->len; i++)
    {
      const SxOverviewRow *row = of->rows->pdata[i];
      const char *its = row->rule ? row->rule->group : NULL;

      if (g_strcmp0 (its, group) != 0)
        add_heading (&self, its ? sx_words_group (its) : _ ("Increment ledger"));
      group = its;
      add_overview (&self, of, row);
    }
  return self;
}
