/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The value of every indicator before and after, from the evaluator's parts (indicators.md, the two tables).
 */
#include "evaluate/sx-evaluator-private.h"

#include "base/sx-i18n.h"
#include "base/sx-units.h"

gboolean
sx_evaluator_parameter (const SxEvaluator *self, const char *key, double *out)
{
  const char *text = g_hash_table_lookup (self->index->rules->parameters, key);
  char *end;

  if (sx_plan_parameter (self->index->plan, key))
    return sx_plan_parameter_number (self->index->plan, key, out);
  if (!text)
    return FALSE;
  *out = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && isfinite (*out);
}

gboolean
sx_evaluator_has_line (const SxEvaluator *self, SxLine line)
{
  for (guint i = 0; i < self->adjustments->len; i++)
    {
      const SxAdjustment *item = ((SxAdjustmentEntry *)self->adjustments->pdata[i])->item;

      if (item->line == line && item->shape->n_rings)
        return TRUE;
    }
  return FALSE;
}

/* ---- what is missing */

static gboolean
need (const SxEvaluator *self, SxIndicatorTerms *t, const char *table)
{
  if (sx_plan_index_has (self->index, table))
    return TRUE;
  if (!t->missing)
    t->missing = g_strdup_printf (_ ("The layer %s is missing."), table);
  return FALSE;
}

static gboolean
need_any (const SxEvaluator *self, SxIndicatorTerms *t, const char *const *tables)
{
  g_autofree char *names = NULL;

  for (guint i = 0; tables[i]; i++)
    if (sx_plan_index_has (self->index, tables[i]))
      return TRUE;
  names = g_strjoinv (", ", (char **)tables);
  if (!t->missing)
    t->missing = g_strdup_printf (_ ("All of the layers %s are missing."), names);
  return FALSE;
}

static gboolean
need_positive (SxIndicatorTerms *t, double denominator, const char *what)
{
  if (denominator > 0)
    return TRUE;
  if (!t->missing)
    t->missing = g_strdup_printf (_ ("%s is 0, so there is no ratio."), what);
  return FALSE;
}

static gboolean
need_parameter (const SxEvaluator *self, SxIndicatorTerms *t, const char *key, double *out)
{
  if (sx_evaluator_parameter (self, key, out))
    return TRUE;
  if (!t->missing)
    t->missing = g_strdup_printf (_ ("The parameter %s is missing or not a number."), key);
  return FALSE;
}

/* ---- farmland */

static double
farmland_m (const SxFarmlandTerms *terms)
{
  return sx_total_value (terms->all);
}

static void
farmland_share (const SxEvaluator *self, SxIndicatorTerms *t, gsize member)
{
  const SxFarmlandTerms *before = &self->farmland_before, *after = sx_farmland_terms (self->farmland);

  if (!need (self, t, "YJJBNTBHTB"))
    return;
  if (need_positive (t, farmland_m (before), _ ("The area of permanent farmland before")))
    t->before = 100 * sx_total_value (G_STRUCT_MEMBER (SxTotal, before, member)) / farmland_m (before);
  if (need_positive (t, farmland_m (after), _ ("The area of permanent farmland after")))
    t->after = 100 * sx_total_value (G_STRUCT_MEMBER (SxTotal, after, member)) / farmland_m (after);
}

static void
farmland_area (const SxEvaluator *self, const SxIndicatorRule *rule, SxIndicatorTerms *t)
{
  double base = farmland_m (&self->farmland_before) / SX_WAN_MU_M2;

  if (!need (self, t, "YJJBNTBHTB"))
    return;
  t->base = base;
  t->after = farmland_m (sx_farmland_terms (self->farmland)) / SX_WAN_MU_M2;
  t->message = g_strdup_printf (_ ("The layer has %.4f 万亩 before the scheme."), base);
}

static void
contiguity (const SxEvaluator *self, SxIndicatorTerms *t)
{
  if (self->index->rules->contiguity_layer == SX_CONTIGUITY_CROPLAND)
    {
      if (need (self, t, "DLTB")
          && need_positive (t, self->before.cropland_clusters, _ ("The number of clusters")))
        t->before = t->after = self->index->arable / SX_MU_M2 / self->before.cropland_clusters;
      return;
    }
  if (!need (self, t, "YJJBNTBHTB"))
    return;
  if (need_positive (t, self->before.clusters, _ ("The number of clusters before")))
    t->before = farmland_m (&self->farmland_before) / SX_MU_M2 / self->before.clusters;
  if (need_positive (t, self->after.clusters, _ ("The number of clusters after")))
    t->after = farmland_m (sx_farmland_terms (self->farmland)) / SX_MU_M2 / self->after.clusters;
}

static void
forest (const SxEvaluator *self, SxIndicatorTerms *t, const char *key)
{
  const char *text = self->scheme_parameters ? g_hash_table_lookup (self->scheme_parameters, key) : NULL;
  char *end;

  t->after = t->before;
  if (!text)
    return;
  t->after = g_ascii_strtod (text, &end);
  if (end != text && *end == '\0' && isfinite (t->after))
    return;
  t->after = NAN;
  t->missing = g_strdup_printf (_ ("The scheme's parameter %s is “%s”, which is no number."), key, text);
}

static gboolean
measure_farmland (const SxEvaluator *self, const SxIndicatorRule *rule, SxIndicatorTerms *t)
{
  const SxFarmlandTerms *after = sx_farmland_terms (self->farmland);

  switch ((int)rule->measure)
    {
    case SX_MEASURE_ARABLE_AREA:
      if (need (self, t, "DLTB"))
        t->base = t->after = self->index->arable / SX_WAN_MU_M2;
      break;
    case SX_MEASURE_FARMLAND_AREA:
      farmland_area (self, rule, t);
      break;
    case SX_MEASURE_FOREST_AREA:
      forest (self, t, "forest_area");
      break;
    case SX_MEASURE_FOREST_COVER:
      forest (self, t, "forest_cover");
      break;
    case SX_MEASURE_FARMLAND_IRRIGATED_RATIO:
      farmland_share (self, t, G_STRUCT_OFFSET (SxFarmlandTerms, irrigated));
      break;
    case SX_MEASURE_FARMLAND_HIGHSTANDARD_RATIO:
      if (need (self, t, "GBZNT"))
        farmland_share (self, t, G_STRUCT_OFFSET (SxFarmlandTerms, highstandard));
      break;
    case SX_MEASURE_FARMLAND_STEEP_AREA:
      if (need (self, t, "YJJBNTBHTB"))
        {
          t->before = sx_total_value (self->farmland_before.steep) / SX_MU_M2;
          t->after = sx_total_value (after->steep) / SX_MU_M2;
        }
      break;
    case SX_MEASURE_FARMLAND_CONTIGUITY:
      contiguity (self, t);
      break;
    case SX_MEASURE_FARMLAND_FRAGMENT_COUNT:
      if (need (self, t, "YJJBNTBHTB"))
        {
          t->before = self->before.fragments;
          t->after = self->after.fragments;
        }
      break;
    default:
      return FALSE;
    }
  return TRUE;
}

/* ---- red line */

static gboolean
measure_redline (const SxEvaluator *self, const SxIndicatorRule *rule, SxIndicatorTerms *t)
{
  const SxChangeTerms *change = sx_change_terms (self->change);
  const SxPlanIndex *index = self->index;

  switch ((int)rule->measure)
    {
    case SX_MEASURE_REDLINE_AREA:
      if (need (self, t, "STBHHX"))
        {
          t->before = index->line_m[SX_LINE_REDLINE] / SX_KM2_M2;
          t->after = (index->line_m[SX_LINE_REDLINE] + sx_total_value (change->line_m[SX_LINE_REDLINE]))
                     / SX_KM2_M2;
        }
      break;
    case SX_MEASURE_REDLINE_ECOLOGICAL_AREA:
      if (need (self, t, "STBHHX") && need (self, t, "DLTB"))
        {
          t->before = index->redline_eco / SX_KM2_M2;
          t->after = (index->redline_eco + sx_total_value (change->redline_eco)) / SX_KM2_M2;
        }
      break;
    case SX_MEASURE_REDLINE_CROPLAND_AREA:
      if (need (self, t, "STBHHX") && need (self, t, "DLTB"))
        {
          t->before = index->redline_crop / SX_KM2_M2;
          t->after = (index->redline_crop + sx_total_value (change->redline_crop)) / SX_KM2_M2;
        }
      break;
    case SX_MEASURE_REDLINE_SMALL_COUNT:
      if (need (self, t, "STBHHX"))
        {
          t->before = self->before.redline_small;
          t->after = self->after.redline_small;
        }
      break;
    default:
      return FALSE;
    }
  return TRUE;
}

/* ---- boundary */

/* C before and after, m²; FALSE when a layer is missing */
static gboolean
expansion (const SxEvaluator *self, SxIndicatorTerms *t, double *before, double *after)
{
  if (!need (self, t, "CZKFBJGX") || !need (self, t, "DLTB2020") || !need (self, t, "PZJSYD"))
    return FALSE;
  *before = self->index->expansion;
  *after = *before + sx_total_value (sx_change_terms (self->change)->expansion);
  return TRUE;
}

static void
multiplier (const SxEvaluator *self, SxIndicatorTerms *t)
{
  double before, after, urban = self->index->urban2020_area;

  if (sx_plan_parameter (self->index->plan, "urban2020_ha"))
    {
      if (!need_parameter (self, t, "urban2020_ha", &urban))
        return;
      urban *= SX_HA_M2;
    }
  if (!expansion (self, t, &before, &after) || !need_positive (t, urban, _ ("The urban land of 2020")))
    return;
  t->before = before / urban + 1;
  t->after = after / urban + 1;
}

static void
direction (const SxEvaluator *self, SxIndicatorTerms *t)
{
  const SxChangeTerms *change = sx_change_terms (self->change);
  double base = self->index->boundary, delta = sx_total_value (change->boundary);
  double in = sx_total_value (change->came_in), within = sx_total_value (change->came_in_direction);
  SxPoint origin = sx_change_origin (self->change), c = self->index->boundary_centroid;
  double x, y, angle;
  g_autoptr (GString) text = NULL;

  if (base <= 0 || base + delta <= 0 || !sx_evaluator_has_line (self, SX_LINE_BOUNDARY))
    return;
  x = (base * (c.x - origin.x) + sx_total_value (change->moment_x)) / (base + delta) + origin.x - c.x;
  y = (base * (c.y - origin.y) + sx_total_value (change->moment_y)) / (base + delta) + origin.y - c.y;
  angle = atan2 (x, y) * 180 / G_PI;
  text = g_string_new (NULL);
  if (in > 0 && sx_plan_index_has (self->index, "FZFX"))
    g_string_append_printf (text,
                            _ ("%.1f %% of the new boundary area lies in the main development direction; "),
                            100 * within / in);
  g_string_append_printf (text, _ ("the centroid moves %.1f m towards %.0f° (from north, clockwise)."),
                          hypot (x, y), angle < 0 ? angle + 360 : angle);
  t->message = g_string_free (g_steal_pointer (&text), FALSE);
}

static void
zone_ratio (const SxEvaluator *self, SxIndicatorTerms *t)
{
  static const char *const parks[] = { "KFQ", "FNYQ", NULL };
  const SxPlanIndex *index = self->index;

  if (!need (self, t, "CZKFBJGX") || !need_any (self, t, parks)
      || !need_positive (t, index->parks_area, _ ("The area of development zones and parks")))
    return;
  t->before = 100 * index->zone_parks / index->parks_area;
  t->after = 100 * (index->zone_parks + sx_total_value (sx_change_terms (self->change)->zone_parks))
             / index->parks_area;
}

static void
unsuitable (const SxEvaluator *self, SxIndicatorTerms *t)
{
  static const char *const layers[] = { "CZJSSYXPJJG", "DZZHQ", "XZHQ", "KCZYYF", "KCZYKCBHX", "DYZ", NULL };
  double base = self->index->boundary_unsuitable;

  if (!need (self, t, "CZKFBJGX") || !need_any (self, t, layers))
    return;
  t->before = base / SX_MU_M2;
  t->after = (base + sx_total_value (sx_change_terms (self->change)->unsuitable)) / SX_MU_M2;
}

static gboolean
measure_boundary_counts (const SxEvaluator *self, const SxIndicatorRule *rule, SxIndicatorTerms *t)
{
  if (rule->measure == SX_MEASURE_BOUNDARY_FRAGMENT_COUNT)
    {
      if (need (self, t, "CZKFBJGX"))
        {
          t->before = self->before.boundary_fragments;
          t->after = self->after.boundary_fragments;
        }
      return TRUE;
    }
  if (rule->measure != SX_MEASURE_BOUNDARY_WINDOW_COUNT)
    return FALSE;
  if (need (self, t, "CZKFBJGX") && need (self, t, "YJJBNTBHTB"))
    {
      t->before = self->before.boundary_windows;
      t->after = self->after.boundary_windows;
    }
  return TRUE;
}

static gboolean
measure_boundary (const SxEvaluator *self, const SxIndicatorRule *rule, SxIndicatorTerms *t)
{
  const SxChangeTerms *change = sx_change_terms (self->change);
  double before, after;

  switch ((int)rule->measure)
    {
    case SX_MEASURE_BOUNDARY_AREA:
      if (need (self, t, "CZKFBJGX"))
        {
          t->before = self->index->line_m[SX_LINE_BOUNDARY] / SX_HA_M2;
          t->after
              = (self->index->line_m[SX_LINE_BOUNDARY] + sx_total_value (change->line_m[SX_LINE_BOUNDARY]))
                / SX_HA_M2;
        }
      break;
    case SX_MEASURE_BOUNDARY_INCREMENT_BALANCE:
      t->before = 0;
      if (need (self, t, "CZKFBJGX") && need (self, t, "DLTB2020") && need (self, t, "DLCZJSYD"))
        t->after = (self->index->balance_scattered + sx_total_value (change->balance)) / SX_HA_M2;
      break;
    case SX_MEASURE_BOUNDARY_EXPANSION_SCALE:
      if (expansion (self, t, &before, &after))
        {
          t->before = before / SX_HA_M2;
          t->after = after / SX_HA_M2;
        }
      break;
    case SX_MEASURE_BOUNDARY_MULTIPLIER:
      multiplier (self, t);
      break;
    case SX_MEASURE_BOUNDARY_ZONE_RATIO:
      zone_ratio (self, t);
      break;
    case SX_MEASURE_BOUNDARY_DIRECTION:
      direction (self, t);
      break;
    case SX_MEASURE_BOUNDARY_UNSUITABLE_AREA:
      unsuitable (self, t);
      break;
    default:
      return measure_boundary_counts (self, rule, t);
    }
  return TRUE;
}

/* ---- central city */

static gboolean
measure_city (const SxEvaluator *self, const SxIndicatorRule *rule, SxIndicatorTerms *t)
{
  const SxCityTerms *before = sx_city_before (self->city), *after = sx_city_after (self->city);

  if (rule->measure == SX_MEASURE_ROAD_DENSITY)
    {
      if (need (self, t, "ZXCQDLZXX") && need (self, t, "ZXCQFW")
          && need_positive (t, before->area, _ ("The area of the central city")))
        {
          t->before = before->road_length / 1000 / (before->area / SX_KM2_M2);
          t->after = after->road_length / 1000 / (before->area / SX_KM2_M2);
        }
      return TRUE;
    }
  if (rule->measure != SX_MEASURE_GREEN_COVERAGE)
    return FALSE;
  if (!need (self, t, "ZXCQGHYDYH") || !need (self, t, "ZXCQFW"))
    return TRUE;
  if (need_positive (t, before->residential, _ ("The residential land before")))
    t->before = 100 * before->covered / before->residential;
  if (need_positive (t, after->residential, _ ("The residential land after")))
    t->after = 100 * after->covered / after->residential;
  return TRUE;
}

/* ---- zones, other lines, overlaps, reserve */

static void
zone_match (const SxEvaluator *self, SxIndicatorTerms *t, SxLine line)
{
  const SxChangeTerms *change = sx_change_terms (self->change);
  double area = self->index->zone_area[line], match = self->index->zone_match[line];

  if (!need (self, t, sx_line_table (line)) || !need (self, t, "GHFQ"))
    return;
  if (need_positive (t, area, _ ("The area of the zone before")))
    t->before = 100 * match / area;
  area += sx_total_value (change->zone_area[line]);
  if (need_positive (t, area > 1e-3 ? area : 0, _ ("The area of the zone after")))
    t->after = 100 * (match + sx_total_value (change->zone_match[line])) / area;
}

static void
line_area (const SxEvaluator *self, SxIndicatorTerms *t, SxLine line)
{
  double base = self->index->line_m[line];

  if (!need (self, t, sx_line_table (line)))
    return;
  t->before = base / SX_HA_M2;
  t->after = (base + sx_total_value (sx_change_terms (self->change)->line_m[line])) / SX_HA_M2;
}

static void
lines_overlap (const SxEvaluator *self, SxIndicatorTerms *t)
{
  const SxChangeTerms *change = sx_change_terms (self->change);
  double before = 0, delta = 0;

  if (!need (self, t, "YJJBNTBHTB") || !need (self, t, "STBHHX") || !need (self, t, "CZKFBJGX"))
    return;
  for (guint i = 0; i < SX_N_PAIRS; i++)
    {
      before += self->index->overlap[i];
      delta += sx_total_value (change->overlap[i]);
    }
  t->before = before;
  t->after = MAX (before + delta, 0);
  t->message = g_strdup_printf (_ ("%.2f m² were there before the scheme, which changes them by %+.2f m²."),
                                before, delta);
}

static void
reserve (const SxEvaluator *self, SxIndicatorTerms *t, gboolean ratio)
{
  double before, after;

  t->before = 0;
  if (!expansion (self, t, &before, &after))
    return;
  if (!need_positive (t, before, _ ("The expansion scale before")))
    {
      if (!ratio)
        t->after = (before - after) / SX_HA_M2;
      return;
    }
  t->after = ratio ? 100 * (before - after) / before : (before - after) / SX_HA_M2;
}

static void
measure_rest (const SxEvaluator *self, const SxIndicatorRule *rule, SxIndicatorTerms *t)
{
  switch ((int)rule->measure)
    {
    case SX_MEASURE_ZONE_MATCH_FARMLAND:
      zone_match (self, t, SX_LINE_FARMLAND);
      break;
    case SX_MEASURE_ZONE_MATCH_BOUNDARY:
      zone_match (self, t, SX_LINE_BOUNDARY);
      break;
    case SX_MEASURE_ZONE_MATCH_REDLINE:
      zone_match (self, t, SX_LINE_REDLINE);
      break;
    case SX_MEASURE_LINES_OVERLAP_AREA:
      lines_overlap (self, t);
      break;
    case SX_MEASURE_RESERVE_SCALE:
    case SX_MEASURE_RESERVE_RATIO:
      reserve (self, t, rule->measure == SX_MEASURE_RESERVE_RATIO);
      break;
    case SX_MEASURE_SPECIAL_CASE:
      break;
    default:
      /* heritage … purple, in the order of SxLine */
      line_area (self, t, (SxLine)(SX_LINE_HERITAGE + ((int)rule->measure - SX_MEASURE_HERITAGE_AREA)));
    }
}

/* The target, and the value before where that is the target itself (rows 1–3). */
static void
find_target (const SxEvaluator *self, const SxIndicatorRule *rule, SxIndicatorTerms *t)
{
  gboolean is_before = rule->measure <= SX_MEASURE_FOREST_COVER;

  t->target = rule->target;
  if (rule->target_parameter)
    {
      double value;

      if (sx_evaluator_parameter (self, rule->target_parameter, &value))
        t->target = value;
      else if (isnan (rule->target) || sx_plan_parameter (self->index->plan, rule->target_parameter))
        {
          t->target = NAN;
          t->missing
              = g_strdup_printf (_ ("The parameter %s is missing or not a number."), rule->target_parameter);
        }
    }
  if (is_before)
    t->before = t->target;
}

void
sx_evaluator_measure (const SxEvaluator *self, const SxIndicatorRule *rule, SxIndicatorTerms *out)
{
  *out = (SxIndicatorTerms){ NAN, NAN, NAN, NAN, NULL, NULL };
  find_target (self, rule, out);
  if (!measure_farmland (self, rule, out) && !measure_redline (self, rule, out)
      && !measure_boundary (self, rule, out) && !measure_city (self, rule, out))
    measure_rest (self, rule, out);
  if (rule->measure > SX_MEASURE_FOREST_COVER)
    out->base = out->before;
}
