/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/sx-rule-words.h"

static const char *const measure_words[SX_N_MEASURES + 1] = {
  [SX_MEASURE_ARABLE_AREA] = "arable_area",
  [SX_MEASURE_FARMLAND_AREA] = "farmland_area",
  [SX_MEASURE_FOREST_AREA] = "forest_area",
  [SX_MEASURE_FOREST_COVER] = "forest_cover",
  [SX_MEASURE_FARMLAND_IRRIGATED_RATIO] = "farmland_irrigated_ratio",
  [SX_MEASURE_FARMLAND_HIGHSTANDARD_RATIO] = "farmland_highstandard_ratio",
  [SX_MEASURE_FARMLAND_STEEP_AREA] = "farmland_steep_area",
  [SX_MEASURE_FARMLAND_CONTIGUITY] = "farmland_contiguity",
  [SX_MEASURE_FARMLAND_FRAGMENT_COUNT] = "farmland_fragment_count",
  [SX_MEASURE_REDLINE_AREA] = "redline_area",
  [SX_MEASURE_REDLINE_ECOLOGICAL_AREA] = "redline_ecological_area",
  [SX_MEASURE_REDLINE_CROPLAND_AREA] = "redline_cropland_area",
  [SX_MEASURE_REDLINE_SMALL_COUNT] = "redline_small_count",
  [SX_MEASURE_BOUNDARY_AREA] = "boundary_area",
  [SX_MEASURE_BOUNDARY_INCREMENT_BALANCE] = "boundary_increment_balance",
  [SX_MEASURE_BOUNDARY_EXPANSION_SCALE] = "boundary_expansion_scale",
  [SX_MEASURE_BOUNDARY_MULTIPLIER] = "boundary_multiplier",
  [SX_MEASURE_BOUNDARY_FRAGMENT_COUNT] = "boundary_fragment_count",
  [SX_MEASURE_BOUNDARY_WINDOW_COUNT] = "boundary_window_count",
  [SX_MEASURE_BOUNDARY_ZONE_RATIO] = "boundary_zone_ratio",
  [SX_MEASURE_BOUNDARY_DIRECTION] = "boundary_direction",
  [SX_MEASURE_BOUNDARY_UNSUITABLE_AREA] = "boundary_unsuitable_area",
  [SX_MEASURE_ROAD_DENSITY] = "road_density",
  [SX_MEASURE_GREEN_COVERAGE] = "green_coverage",
  [SX_MEASURE_SPECIAL_CASE] = "special_case",
  [SX_MEASURE_ZONE_MATCH_FARMLAND] = "zone_match_farmland",
  [SX_MEASURE_ZONE_MATCH_BOUNDARY] = "zone_match_boundary",
  [SX_MEASURE_ZONE_MATCH_REDLINE] = "zone_match_redline",
  [SX_MEASURE_HERITAGE_AREA] = "heritage_area",
  [SX_MEASURE_FLOOD_AREA] = "flood_area",
  [SX_MEASURE_MINERAL_AREA] = "mineral_area",
  [SX_MEASURE_GREEN_LINE_AREA] = "green_line_area",
  [SX_MEASURE_BLUE_LINE_AREA] = "blue_line_area",
  [SX_MEASURE_YELLOW_LINE_AREA] = "yellow_line_area",
  [SX_MEASURE_PURPLE_LINE_AREA] = "purple_line_area",
  [SX_MEASURE_LINES_OVERLAP_AREA] = "lines_overlap_area",
  [SX_MEASURE_RESERVE_SCALE] = "reserve_scale",
  [SX_MEASURE_RESERVE_RATIO] = "reserve_ratio",
};

static const char *const measure_units[SX_N_MEASURES] = {
  [SX_MEASURE_ARABLE_AREA] = "万亩",
  [SX_MEASURE_FARMLAND_AREA] = "万亩",
  [SX_MEASURE_FOREST_AREA] = "万亩",
  [SX_MEASURE_FOREST_COVER] = "%",
  [SX_MEASURE_FARMLAND_IRRIGATED_RATIO] = "%",
  [SX_MEASURE_FARMLAND_HIGHSTANDARD_RATIO] = "%",
  [SX_MEASURE_FARMLAND_STEEP_AREA] = "亩",
  [SX_MEASURE_FARMLAND_CONTIGUITY] = "亩/个",
  [SX_MEASURE_FARMLAND_FRAGMENT_COUNT] = "个",
  [SX_MEASURE_REDLINE_AREA] = "km²",
  [SX_MEASURE_REDLINE_ECOLOGICAL_AREA] = "km²",
  [SX_MEASURE_REDLINE_CROPLAND_AREA] = "km²",
  [SX_MEASURE_REDLINE_SMALL_COUNT] = "个",
  [SX_MEASURE_BOUNDARY_AREA] = "ha",
  [SX_MEASURE_BOUNDARY_INCREMENT_BALANCE] = "ha",
  [SX_MEASURE_BOUNDARY_EXPANSION_SCALE] = "ha",
  [SX_MEASURE_BOUNDARY_MULTIPLIER] = "",
  [SX_MEASURE_BOUNDARY_FRAGMENT_COUNT] = "个",
  [SX_MEASURE_BOUNDARY_WINDOW_COUNT] = "个",
  [SX_MEASURE_BOUNDARY_ZONE_RATIO] = "%",
  [SX_MEASURE_BOUNDARY_DIRECTION] = "",
  [SX_MEASURE_BOUNDARY_UNSUITABLE_AREA] = "亩",
  [SX_MEASURE_ROAD_DENSITY] = "km/km²",
  [SX_MEASURE_GREEN_COVERAGE] = "%",
  [SX_MEASURE_SPECIAL_CASE] = "",
  [SX_MEASURE_ZONE_MATCH_FARMLAND] = "%",
  [SX_MEASURE_ZONE_MATCH_BOUNDARY] = "%",
  [SX_MEASURE_ZONE_MATCH_REDLINE] = "%",
  [SX_MEASURE_HERITAGE_AREA] = "ha",
  [SX_MEASURE_FLOOD_AREA] = "ha",
  [SX_MEASURE_MINERAL_AREA] = "ha",
  [SX_MEASURE_GREEN_LINE_AREA] = "ha",
  [SX_MEASURE_BLUE_LINE_AREA] = "ha",
  [SX_MEASURE_YELLOW_LINE_AREA] = "ha",
  [SX_MEASURE_PURPLE_LINE_AREA] = "ha",
  [SX_MEASURE_LINES_OVERLAP_AREA] = "m²",
  [SX_MEASURE_RESERVE_SCALE] = "ha",
  [SX_MEASURE_RESERVE_RATIO] = "%",
};

static const char *const comparator_words[SX_N_COMPARATORS + 1] = {
  [SX_COMPARE_INCREASE] = "increase",
  [SX_COMPARE_NOT_DECREASE] = "not_decrease",
  [SX_COMPARE_DECREASE] = "decrease",
  [SX_COMPARE_NOT_INCREASE] = "not_increase",
  [SX_COMPARE_AT_LEAST_TARGET] = "at_least_target",
  [SX_COMPARE_AT_MOST_TARGET] = "at_most_target",
  [SX_COMPARE_MANUAL] = "manual",
};

static const char *const group_words[]
    = { "farmland", "redline", "boundary", "centre", "other", "zoning", "lines", "reserve", NULL };

static const char *const conflict_kind_words[] = {
  [SX_CONFLICT_OVERLAP] = "overlap",
  [SX_CONFLICT_OUTSIDE] = "outside",
  [SX_CONFLICT_SAME_LINE] = "same_line",
  [SX_CONFLICT_SITUATION] = "situation",
  [SX_CONFLICT_SITUATION_LIMIT] = "situation_limit",
  NULL,
};

static const char *const severity_words[] = {
  [SX_SEVERITY_WARNING] = "warning",
  [SX_SEVERITY_ERROR] = "error",
  NULL,
};

const char *
sx_measure_name (SxMeasure measure)
{
  g_return_val_if_fail (measure >= 0 && measure < SX_N_MEASURES, NULL);
  return measure_words[measure];
}

gboolean
sx_measure_parse (const char *text, SxMeasure *out)
{
  for (int i = 0; text != NULL && i < SX_N_MEASURES; i++)
    if (g_str_equal (text, measure_words[i]))
      {
        *out = (SxMeasure)i;
        return TRUE;
      }
  return FALSE;
}

const char *
sx_measure_unit (SxMeasure measure)
{
  g_return_val_if_fail (measure >= 0 && measure < SX_N_MEASURES, NULL);
  return measure_units[measure];
}

const char *
sx_comparator_name (SxComparator comparator)
{
  g_return_val_if_fail (comparator >= 0 && comparator < SX_N_COMPARATORS, NULL);
  return comparator_words[comparator];
}

const char *const *
sx_comparator_words (void)
{
  return comparator_words;
}

const char *const *
sx_measure_words (void)
{
  return measure_words;
}

const char *const *
sx_group_words (void)
{
  return group_words;
}

const char *const *
sx_conflict_kind_words (void)
{
  return conflict_kind_words;
}

const char *const *
sx_severity_words (void)
{
  return severity_words;
}

void
sx_line_words (const char *words[SX_N_LINES + 2])
{
  for (int i = 0; i < SX_N_LINES; i++)
    words[i] = sx_line_name ((SxLine)i);
  words[SX_N_LINES] = "any";
  words[SX_N_LINES + 1] = NULL;
}
