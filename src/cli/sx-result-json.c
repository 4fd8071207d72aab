/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sx-result-json.h"

#include "base/sx-locale.h"

void
sx_result_write_plan (SxJsonWriter *out, const SxOpenedPlan *opened)
{
  g_autofree char *name = g_path_get_basename (opened->plan->file);
  g_autofree char *crs = opened->plan->epsg ? g_strdup_printf ("EPSG:%d", opened->plan->epsg) : NULL;

  sx_json_writer_begin_object (out, "plan");
  sx_json_writer_string (out, "file", name);
  sx_json_writer_string (out, "crs", crs);
  sx_json_writer_string (out, "area", sx_area_mode_name (opened->mode));
  sx_json_writer_end (out);
}

static void
write_contributions (SxJsonWriter *out, const GPtrArray *contributions, guint indicator,
                     const SxScheme *scheme)
{
  sx_json_writer_begin_array (out, "contributions");
  for (guint i = 0; i < contributions->len; i++)
    {
      const SxContribution *c = g_ptr_array_index (contributions, i);

      sx_json_writer_begin_object (out, NULL);
      if (c->kind == SX_ITEM_ADJUSTMENT)
        sx_json_writer_integer (out, "adjustment",
                                ((SxAdjustment *)g_ptr_array_index (scheme->adjustments, c->at))->fid);
      else if (c->kind == SX_ITEM_ROAD)
        sx_json_writer_integer (out, "road", ((SxRoad *)g_ptr_array_index (scheme->roads, c->at))->fid);
      else
        sx_json_writer_integer (out, "reclass",
                                ((SxReclass *)g_ptr_array_index (scheme->reclasses, c->at))->fid);
      sx_json_writer_number (out, "delta", c->delta[indicator]);
      sx_json_writer_number (out, "without", c->without[indicator]);
      sx_json_writer_end (out);
    }
  sx_json_writer_end (out);
}

static void
write_indicators (SxJsonWriter *out, const SxResult *result, const SxScheme *scheme,
                  const GPtrArray *contributions)
{
  gboolean chinese = sx_locale_is_chinese ();

  sx_json_writer_begin_array (out, "indicators");
  for (guint i = 0; i < result->n_indicators; i++)
    {
      const SxIndicatorValue *value = &result->indicators[i];

      sx_json_writer_begin_object (out, NULL);
      sx_json_writer_string (out, "id", value->rule->id);
      sx_json_writer_string (out, "group", value->rule->group);
      sx_json_writer_string (out, "label", chinese ? value->rule->label_zh : value->rule->label_en);
      sx_json_writer_string (out, "unit", value->rule->unit);
      sx_json_writer_number (out, "before", value->before);
      sx_json_writer_number (out, "after", value->after);
      sx_json_writer_number (out, "target", value->target);
      sx_json_writer_string (out, "comparator", sx_comparator_name (value->rule->comparator));
      sx_json_writer_string (out, "verdict", sx_verdict_name (value->verdict));
      sx_json_writer_string (out, "message", value->message);
      if (contributions)
        write_contributions (out, contributions, i, scheme);
      sx_json_writer_end (out);
    }
  sx_json_writer_end (out);
}

static void
write_conflicts (SxJsonWriter *out, const SxResult *result)
{
  sx_json_writer_begin_array (out, "conflicts");
  for (guint i = 0; i < result->conflicts->len; i++)
    {
      const SxConflict *conflict = g_ptr_array_index (result->conflicts, i);

      sx_json_writer_begin_object (out, NULL);
      if (conflict->adjustment->key)
        sx_json_writer_string (out, "adjustment", conflict->adjustment->key);
      else
        sx_json_writer_integer (out, "adjustment", conflict->adjustment->fid);
      sx_json_writer_string (out, "rule", conflict->rule->id);
      sx_json_writer_string (out, "severity",
                             conflict->rule->severity == SX_SEVERITY_ERROR ? "error" : "warning");
      sx_json_writer_number (out, "area", conflict->area);
      sx_json_writer_string (out, "message", conflict->message);
      sx_json_writer_end (out);
    }
  sx_json_writer_end (out);
}

static void
write_timing (SxJsonWriter *out, const SxOpenedPlan *opened)
{
  sx_json_writer_begin_object (out, "timing_ms");
  sx_json_writer_number (out, "load", opened->load_ms);
  sx_json_writer_number (out, "index", opened->index_ms);
  sx_json_writer_number (out, "evaluate", opened->evaluate_ms);
  sx_json_writer_end (out);
}

char *
sx_result_to_json (const SxResult *result, const SxOpenedPlan *opened, const GPtrArray *contributions)
{
  g_autoptr (SxJsonWriter) out = sx_json_writer_new (TRUE);

  sx_json_writer_begin_object (out, NULL);
  sx_result_write_plan (out, opened);
  sx_json_writer_string (out, "rules", result->rules->id);
  sx_json_writer_string (out, "scheme", opened->scheme->name);
  write_indicators (out, result, opened->scheme, contributions);
  write_conflicts (out, result);
  write_timing (out, opened);
  return sx_json_writer_take (out);
}

char *
sx_result_to_step (const SxResult *result, guint step, double ms)
{
  g_autoptr (SxJsonWriter) out = sx_json_writer_new (FALSE);

  sx_json_writer_begin_object (out, NULL);
  sx_json_writer_integer (out, "step", step);
  sx_json_writer_number (out, "ms", ms);
  sx_json_writer_begin_object (out, "indicators");
  for (guint i = 0; i < result->n_indicators; i++)
    sx_json_writer_number (out, result->indicators[i].rule->id, result->indicators[i].after);
  sx_json_writer_end (out);
  sx_json_writer_begin_object (out, "verdicts");
  for (guint i = 0; i < result->n_indicators; i++)
    sx_json_writer_string (out, result->indicators[i].rule->id,
                           sx_verdict_name (result->indicators[i].verdict));
  sx_json_writer_end (out);
  sx_json_writer_integer (out, "conflicts", result->conflicts->len);
  return sx_json_writer_take (out);
}
