/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deliver/sx-preflight.h"

#include <math.h>

#include "base/sx-i18n.h"
#include "base/sx-locale.h"
#include "base/sx-text.h"
#include "evaluate/sx-result-words.h"
#include "plan/sx-catalogue.h"

/* What the statutory files are made from, beside the control lines. */
static const char *const needed_layers[] = { "XZQ", "DLTB", "GHFQ", "ZXCQGHYDYH", "ZXCQFW" };

static const char *const kind_names[] = {
  [SX_PREFLIGHT_EMPTY] = "empty",         [SX_PREFLIGHT_INDICATOR] = "indicator",
  [SX_PREFLIGHT_CONFLICT] = "conflict",   [SX_PREFLIGHT_SITUATION] = "situation",
  [SX_PREFLIGHT_INVARIANT] = "invariant", [SX_PREFLIGHT_JUDGEMENT] = "judgement",
  [SX_PREFLIGHT_REASON] = "reason",       [SX_PREFLIGHT_NO_DATA] = "no_data",
  [SX_PREFLIGHT_NO_LAYER] = "no_layer",
};

const char *
sx_preflight_kind_name (SxPreflightKind kind)
{
  return kind_names[kind];
}

static void
item_free (gpointer data)
{
  SxPreflightItem *self = data;

  g_free (self->text);
  g_free (self->record);
  g_free (self);
}

/* Takes both sentences. */
static SxPreflightItem *
add (GPtrArray *items, SxPreflightKind kind, gboolean blocks, char *text, char *record)
{
  SxPreflightItem *item = g_new0 (SxPreflightItem, 1);

  item->kind = kind;
  item->blocks = blocks;
  item->text = text;
  item->record = record;
  item->box = SX_BOX_EMPTY;
  g_ptr_array_add (items, item);
  return item;
}

static void
add_adjustment (SxPreflightItem *item, const SxAdjustment *adjustment)
{
  item->adjustment = adjustment->fid;
  item->box = adjustment->shape->box;
}

/* ---- rows */

static const char *
label_of (const SxIndicatorRule *rule)
{
  return sx_locale_is_chinese () ? rule->label_zh : rule->label_en;
}

static char *
asked_in_chinese (const SxIndicatorValue *value)
{
  g_autofree char *target = sx_text_number (value->target, value->rule->decimals);

  switch (value->rule->comparator)
    {
    case SX_COMPARE_INCREASE:
      return g_strdup ("增加");
    case SX_COMPARE_NOT_DECREASE:
      return g_strdup ("不减少");
    case SX_COMPARE_DECREASE:
      return g_strdup ("减少");
    case SX_COMPARE_NOT_INCREASE:
      return g_strdup ("不增加");
    case SX_COMPARE_AT_LEAST_TARGET:
      return g_strdup_printf ("不低于%s%s", target, sx_words_unit_zh (value->rule->unit));
    case SX_COMPARE_AT_MOST_TARGET:
      if (!isfinite (value->target)) /* a row beside the one that has the limit */
        return g_strdup ("不超过上限");
      return g_strdup_printf ("不高于%s%s", target, sx_words_unit_zh (value->rule->unit));
    case SX_COMPARE_MANUAL:
    default:
      return g_strdup ("研判通过");
    }
}

static void
add_failing (GPtrArray *items, const SxIndicatorValue *value)
{
  const SxIndicatorRule *rule = value->rule;
  g_autofree char *before = sx_text_number (value->before, rule->decimals);
  g_autofree char *after = sx_text_number (value->after, rule->decimals);
  g_autofree char *asked = sx_words_requirement (value);
  g_autofree char *reached = g_strchomp (g_strdup_printf ("%s %s", after, sx_words_unit (rule->unit)));
  char *text
      = g_strdup_printf (_ ("“%s” fails: %s → %s, asked for: %s."), label_of (rule), before, reached, asked);
  g_autofree char *asked_zh = asked_in_chinese (value);
  char *record
      = g_strdup_printf ("指标“%s”不达标：维护前%s%s，维护后%s%s，要求%s。", rule->label_zh, before,
                         sx_words_unit_zh (rule->unit), after, sx_words_unit_zh (rule->unit), asked_zh);

  add (items, SX_PREFLIGHT_INDICATOR, TRUE, text, record)->indicator = rule->id;
}

static void
add_row (GPtrArray *items, const SxIndicatorValue *value)
{
  const SxIndicatorRule *rule = value->rule;

  if (value->verdict == SX_VERDICT_FAIL)
    add_failing (items, value);
  else if (value->verdict == SX_VERDICT_MANUAL)
    add (items, SX_PREFLIGHT_JUDGEMENT, FALSE,
         g_strdup_printf (_ ("“%s” has to be judged by a person, and nobody did."), label_of (rule)),
         g_strdup_printf ("指标“%s”待研判。", rule->label_zh))
        ->indicator
        = rule->id;
  else if (value->verdict == SX_VERDICT_NO_DATA)
    add (items, SX_PREFLIGHT_NO_DATA, FALSE,
         value->message ? g_strdup_printf (_ ("“%s” has no data: %s"), label_of (rule), value->message)
                        : g_strdup_printf (_ ("“%s” has no data."), label_of (rule)),
         g_strdup_printf ("指标“%s”缺少数据。", rule->label_zh))
        ->indicator
        = rule->id;
}

static const SxIndicatorRule *
find_rule (const SxResult *result, const char *id)
{
  for (guint i = 0; i < result->n_indicators; i++)
    if (g_str_equal (result->indicators[i].rule->id, id))
      return result->indicators[i].rule;
  return NULL;
}

static void
add_judgements (GPtrArray *items, const SxScheme *scheme, const SxResult *result)
{
  for (guint i = 0; i < scheme->judgements->len; i++)
    {
      const SxJudgement *judgement = scheme->judgements->pdata[i];
      const SxIndicatorRule *rule = find_rule (result, judgement->indicator);

      if (rule && !(judgement->reason && *judgement->reason))
        add (items, SX_PREFLIGHT_REASON, FALSE,
             g_strdup_printf (_ ("The judgement of “%s” has no reason."), label_of (rule)),
             g_strdup_printf ("指标“%s”的研判未写明理由。", rule->label_zh))
            ->indicator
            = rule->id;
    }
}

/* ---- plots */

static void
add_conflict (GPtrArray *items, const SxConflict *conflict)
{
  const SxConflictRule *rule = conflict->rule;
  gboolean is_situation = rule->kind == SX_CONFLICT_SITUATION, is_error = rule->severity == SX_SEVERITY_ERROR;
  g_autofree char *plot = sx_words_adjustment (conflict->adjustment);
  g_autofree char *area = sx_text_number (conflict->area, 2);
  SxPreflightItem *item
      = add (items, is_situation ? SX_PREFLIGHT_SITUATION : SX_PREFLIGHT_CONFLICT, is_error,
             g_strdup_printf (_ ("%s: %s"), plot, conflict->message),
             g_strdup_printf ("图斑%" PRId64 "%s%s：%s（%s平方米）", conflict->adjustment->fid,
                              conflict->adjustment->name ? " " : "",
                              conflict->adjustment->name ? conflict->adjustment->name : "", rule->text_zh,
                              area));

  add_adjustment (item, conflict->adjustment);
}

/* Plots that say nothing of what they rest on: one line, which leads to the first. */
static void
add_baseless (GPtrArray *items, const SxScheme *scheme)
{
  const SxAdjustment *first = NULL;
  guint n = 0;

  for (guint i = 0; i < scheme->adjustments->len; i++)
    {
      const SxAdjustment *a = scheme->adjustments->pdata[i];

      if (a->basis && *a->basis)
        continue;
      first = first ? first : a;
      n++;
    }
  if (first)
    add_adjustment (add (items, SX_PREFLIGHT_REASON, FALSE,
                         g_strdup_printf (_ ("Plots that do not say what they are based on: %u."), n),
                         g_strdup_printf ("%u个图斑未填写依据。", n)),
                    first);
}

/* ---- the plan */

static void
add_missing_layer (GPtrArray *items, const SxPlan *plan, const SxCatalogue *catalogue, const char *name)
{
  const SxCatalogueTable *table = sx_catalogue_find (catalogue, name);
  SxLayer *layer = sx_plan_layer (plan, name);
  const char *title = table ? table->title : name;

  if (layer && layer->n_features)
    return;
  add (items, SX_PREFLIGHT_NO_LAYER, FALSE,
       g_strdup_printf (layer ? _ ("Layer %s (%s) is empty, so that what is made from it stays empty.")
                              : _ ("The package has no layer %s (%s), so that what is made from it stays "
                                   "empty."),
                        name, title),
       g_strdup_printf (layer ? "图层%s（%s）没有要素，相关内容为空。"
                              : "数据包没有图层%s（%s），相关内容为空。",
                        name, title));
}

static void
add_layers (GPtrArray *items, const SxPlan *plan)
{
  g_autoptr (SxCatalogue) catalogue = sx_catalogue_load ();

  for (guint i = 0; i < G_N_ELEMENTS (needed_layers); i++)
    add_missing_layer (items, plan, catalogue, needed_layers[i]);
  for (SxLine line = SX_LINE_FARMLAND; line <= SX_LINE_BOUNDARY; line++)
    add_missing_layer (items, plan, catalogue, sx_line_table (line));
}

/* ---- the list */

static gint
compare_items (gconstpointer a, gconstpointer b)
{
  const SxPreflightItem *x = *(const SxPreflightItem *const *)a, *y = *(const SxPreflightItem *const *)b;

  if (x->blocks != y->blocks)
    return x->blocks ? -1 : 1;
  return (gint)x->kind - (gint)y->kind; /* g_ptr_array_sort() keeps the order of equal ones */
}

GPtrArray *
sx_preflight (const SxPlan *plan, const SxScheme *scheme, const SxResult *result, const SxDelivery *delivery)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (item_free);

  if (scheme->adjustments->len + scheme->reclasses->len + scheme->roads->len == 0)
    add (items, SX_PREFLIGHT_EMPTY, TRUE,
         g_strdup (_ ("The scheme changes nothing, so there is nothing to hand in; draw a plot first.")),
         g_strdup ("方案没有任何调整。"))
        ->is_final
        = TRUE;
  for (guint i = 0; i < result->n_indicators; i++)
    add_row (items, &result->indicators[i]);
  for (guint i = 0; i < result->conflicts->len; i++)
    add_conflict (items, result->conflicts->pdata[i]);
  for (guint i = 0; delivery && i < delivery->faults->len; i++)
    add (items, SX_PREFLIGHT_INVARIANT, TRUE, g_strdup (delivery->faults->pdata[i]),
         g_strdup_printf ("成果不变量不成立：%s", (char *)delivery->faults->pdata[i]));
  add_judgements (items, scheme, result);
  add_baseless (items, scheme);
  add_layers (items, plan);
  g_ptr_array_sort (items, compare_items);
  return items;
}

guint
sx_preflight_n_blocking (const GPtrArray *items)
{
  guint n = 0;

  while (n < items->len && ((SxPreflightItem *)items->pdata[n])->blocks)
    n++;
  return n;
}

gboolean
sx_delivery_accept (SxDelivery *delivery, const GPtrArray *items)
{
  guint n = sx_preflight_n_blocking (items);

  g_ptr_array_set_size (delivery->accepted, 0);
  for (guint i = 0; i < n; i++)
    {
      const SxPreflightItem *item = items->pdata[i];

      if (item->is_final)
        return FALSE;
      g_ptr_array_add (delivery->accepted, g_strdup (item->record));
    }
  return TRUE;
}

gboolean
sx_delivery_is_accepted (const SxDelivery *delivery, char **open)
{
  g_autoptr (GPtrArray) items = sx_preflight (delivery->plan, delivery->scheme, delivery->result, delivery);
  g_autoptr (GHashTable) accepted = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = sx_preflight_n_blocking (items);

  for (guint i = 0; i < delivery->accepted->len; i++)
    g_hash_table_add (accepted, delivery->accepted->pdata[i]);
  for (guint i = 0; i < n; i++)
    {
      const SxPreflightItem *item = items->pdata[i];

      if (g_hash_table_contains (accepted, item->record))
        continue;
      if (open)
        *open = g_strdup (item->text);
      return FALSE;
    }
  return TRUE;
}
