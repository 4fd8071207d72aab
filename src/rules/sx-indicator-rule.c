/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of the indicator panel, as a profile has it. */
#include "rules/sx-rule-items.h"

#include <math.h>

#include "base/sx-i18n.h"
#include "rules/sx-rule-words.h"

static const char *const keys[]
    = { "id",         "measure", "number",  "group",  "label",  "unit", "decimals",
        "comparator", "target",  "statute", "source", "remove", NULL };

static gpointer
indicator_create (void)
{
  SxIndicatorRule *self = g_new0 (SxIndicatorRule, 1);

  self->target = NAN;
  return self;
}

static void
indicator_free (gpointer data)
{
  SxIndicatorRule *self = data;

  g_free (self->id);
  g_free (self->group);
  g_free (self->label_zh);
  g_free (self->label_en);
  g_free (self->unit);
  g_free (self->target_parameter);
  g_free (self->statute);
  g_free (self->source);
  g_free (self);
}

static char *
indicator_key (gconstpointer item)
{
  return g_strdup (((const SxIndicatorRule *)item)->id);
}

/* {"parameter": "target.x", "default": 5}, {"value": 1}, or null for none. */
static gboolean
read_target (SxIndicatorRule *self, const SxJsonPlace *at, GError **error)
{
  static const char *const target_keys[] = { "parameter", "default", "value", NULL };
  SxJsonPlace place, number;
  gboolean has_parameter, has_value;

  if (!sx_json_has (at, "target", &place))
    return TRUE;
  g_clear_pointer (&self->target_parameter, g_free);
  self->target = NAN;
  if (sx_json_is_null (&place))
    return TRUE;
  if (!sx_json_check_object (&place, target_keys, error))
    return FALSE;
  has_parameter = json_object_has_member (json_node_get_object (place.node), "parameter");
  has_value = sx_json_has (&place, "value", &number);
  if (has_parameter == has_value)
    return sx_json_fail (&place, error,
                         _ ("give either \"parameter\" (with a \"default\" or without) or \"value\""));
  if (has_value)
    return json_object_has_member (json_node_get_object (place.node), "default")
               ? sx_json_fail (&place, error,
                               _ ("\"default\" goes with \"parameter\", not with \"value\"; remove it"))
               : sx_json_number (&number, &self->target, error);
  if (!sx_json_member_text (&place, "parameter", &self->target_parameter, error))
    return FALSE;
  if (sx_json_has (&place, "default", &number) && !sx_json_number (&number, &self->target, error))
    return FALSE;
  return sx_json_has (&place, "parameter", &number)
         && sx_rule_check_id (&number, self->target_parameter, error);
}

static gboolean
check_target (const SxIndicatorRule *self, const SxJsonPlace *at, GError **error)
{
  gboolean has = self->target_parameter != NULL || !isnan (self->target);
  gboolean needs
      = self->comparator == SX_COMPARE_AT_LEAST_TARGET || self->comparator == SX_COMPARE_AT_MOST_TARGET;

  /* the verdict of the reserve's scale is that of its ratio */
  if (needs && !has && self->measure != SX_MEASURE_RESERVE_SCALE)
    return sx_json_fail (at, error, _ ("comparator \"%s\" needs a \"target\"; add it"),
                         sx_comparator_name (self->comparator));
  if (has && !needs)
    return sx_json_fail (at, error,
                         _ ("comparator \"%s\" has no target; write \"target\": null, or use at_least_target "
                            "or "
                            "at_most_target"),
                         sx_comparator_name (self->comparator));
  return TRUE;
}

/* The unit is written out for the reader; the measure has but one. */
static gboolean
read_unit (SxIndicatorRule *self, const SxJsonPlace *at, GError **error)
{
  const char *unit = sx_measure_unit (self->measure);
  SxJsonPlace place;
  const char *text;

  if (!sx_json_has (at, "unit", &place))
    {
      if (self->unit == NULL)
        return sx_json_fail_missing (at, "unit", error);
      place = *at;
      text = self->unit;
    }
  else if (sx_json_is_text (&place))
    text = json_node_get_string (place.node);
  else
    return sx_json_text (&place, &text, error);
  if (!g_str_equal (text, unit))
    return sx_json_fail (&place, error, _ ("the unit of measure \"%s\" is \"%s\"; write that as \"unit\""),
                         sx_measure_name (self->measure), unit);
  g_free (self->unit);
  self->unit = g_strdup (unit);
  return TRUE;
}

/* "measure" may be left out where the id is a measure's name. */
static gboolean
read_measure (SxIndicatorRule *self, const SxJsonPlace *at, gboolean is_new, GError **error)
{
  SxMeasure of_id = SX_MEASURE_ARABLE_AREA;
  int measure = is_new ? (sx_measure_parse (self->id, &of_id) ? (int)of_id : -1) : (int)self->measure;

  if (!sx_json_member_word (at, "measure", sx_measure_words (), &measure, error))
    return FALSE;
  self->measure = (SxMeasure)measure;
  return TRUE;
}

static gboolean
read_group (SxIndicatorRule *self, const SxJsonPlace *at, gboolean is_new, GError **error)
{
  int group = is_new ? -1 : 0;
  SxJsonPlace place;

  if (!sx_json_member_word (at, "group", sx_group_words (), &group, error))
    return FALSE;
  if (sx_json_has (at, "group", &place))
    {
      g_free (self->group);
      self->group = g_strdup (sx_group_words ()[group]);
    }
  return TRUE;
}

static gboolean
indicator_apply (gpointer item, const SxJsonPlace *at, gboolean is_new, GError **error)
{
  SxIndicatorRule *self = item;
  int number = self->number; /* beyond 附录一 there is none: 0 */
  int decimals = is_new ? -1 : self->decimals;
  int comparator = is_new ? -1 : (int)self->comparator;

  if (is_new && (self->id = sx_rule_item_id (at, error)) == NULL)
    return FALSE;
  if (!read_measure (self, at, is_new, error) || !sx_json_member_integer (at, "number", 999, &number, error)
      || !read_group (self, at, is_new, error)
      || !sx_json_member_bilingual (at, "label", &self->label_zh, &self->label_en, error)
      || !read_unit (self, at, error) || !sx_json_member_integer (at, "decimals", 10, &decimals, error)
      || !sx_json_member_word (at, "comparator", sx_comparator_words (), &comparator, error)
      || !read_target (self, at, error) || !sx_json_member_text (at, "statute", &self->statute, error)
      || !sx_json_member_text (at, "source", &self->source, error))
    return FALSE;
  self->number = number;
  self->decimals = decimals;
  self->comparator = (SxComparator)comparator;
  return check_target (self, at, error);
}

const SxRuleItemKind sx_indicator_rule_kind
    = { keys, 1, sx_rule_item_id, indicator_key, indicator_create, indicator_apply, indicator_free };
