/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an adjustment may not touch (indicators.md, "Conflicts"). */
#include "evaluate/sx-evaluator-private.h"

#include "base/sx-i18n.h"

static gboolean
applies (const SxConflictRule *rule, const SxAdjustment *a)
{
  return ((rule->lines >> a->line) & 1)
         && (rule->direction == SX_DIRECTION_ANY || rule->direction == a->direction);
}

static gboolean
is_about_state (const SxConflictRule *rule)
{
  for (guint i = 0; rule->grounds && i < rule->grounds->len; i++)
    if (((SxGround *)rule->grounds->pdata[i])->line_after)
      return TRUE;
  return rule->kind == SX_CONFLICT_SAME_LINE;
}

void
sx_evaluator_measure_entry (const SxEvaluator *self, SxAdjustmentEntry *entry)
{
  const SxPlanIndex *index = self->index;
  GPtrArray *rules = index->rules->conflicts;
  SxShapeView v = sx_shape_view (entry->item->shape);

  entry->area = sx_metric_area (&index->metric, &v);
  entry->conflict = g_new0 (double, rules->len + 1);
  for (guint r = 0; r < rules->len; r++)
    {
      const SxConflictRule *rule = rules->pdata[r];
      const SxRuleGround *ground = &index->rule_ground[r];
      double overlap;

      if (!applies (rule, entry->item) || ground->is_skipped || !ground->ground || v.n_rings == 0)
        continue;
      overlap = sx_region_overlap (ground->ground, &index->metric, &v);
      entry->conflict[r] = rule->kind == SX_CONFLICT_OUTSIDE
                               ? MAX (sx_metric_additive_area (&index->metric, &v) - overlap, 0)
                               : overlap;
    }
}

/* Is there a conflict, and how much? */
static gboolean
check (const SxEvaluator *self, const SxAdjustmentEntry *entry, guint number, double *area)
{
  const SxConflictRule *rule = self->index->rules->conflicts->pdata[number];
  const SxAdjustment *a = entry->item;
  const SxSituation *situation;

  if (!applies (rule, a) || a->shape->n_rings == 0) /* without ground it takes part in nothing */
    return FALSE;
  if (rule->kind == SX_CONFLICT_SITUATION || rule->kind == SX_CONFLICT_SITUATION_LIMIT)
    {
      situation = a->situation && *a->situation
                      ? sx_rule_profile_situation (self->index->rules, a->line, a->direction, a->situation)
                      : NULL;
      *area = entry->area;
      if (rule->kind == SX_CONFLICT_SITUATION)
        return !situation;
      return situation
             && ((situation->limit_kind == SX_LIMIT_AT_MOST && *area > situation->limit_m2)
                 || (situation->limit_kind == SX_LIMIT_BELOW && *area >= situation->limit_m2));
    }
  *area = is_about_state (rule) ? sx_change_item_conflict (entry->change, number) : entry->conflict[number];
  return *area > rule->min_area_m2;
}

static char *
describe (const SxConflictRule *rule)
{
  const char *language = g_get_language_names ()[0];
  gboolean chinese = g_str_has_prefix (language, "zh");
  const char *text = chinese ? rule->text_zh : rule->text_en;

  return g_strdup (text && *text ? text : rule->text_zh ? rule->text_zh : rule->id);
}

GPtrArray *
sx_evaluator_find_conflicts (const SxEvaluator *self)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_conflict_free);

  for (guint i = 0; i < self->adjustments->len; i++)
    for (guint r = 0; r < self->index->rules->conflicts->len; r++)
      {
        const SxAdjustmentEntry *entry = self->adjustments->pdata[i];
        double area = 0;
        SxConflict *conflict;

        if (!check (self, entry, r, &area))
          continue;
        conflict = g_new0 (SxConflict, 1);
        conflict->adjustment = sx_adjustment_ref (entry->item);
        conflict->rule = self->index->rules->conflicts->pdata[r];
        conflict->area = area;
        conflict->message = describe (conflict->rule);
        g_ptr_array_add (found, conflict);
      }
  return found;
}
