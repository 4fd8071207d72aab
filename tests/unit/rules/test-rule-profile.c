/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile-fixture.h"

#include <math.h>
#include <string.h>

#include "base/sx-units.h"

/* "DLBM in 0101,0102; CZCSXM not_in 201" */
static char *
describe (const SxFilter *filter)
{
  static const char *const kinds[] = { "in", "not_in", "starts" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; filter != NULL && i < filter->tests->len; i++)
    {
      const SxTest *test = filter->tests->pdata[i];
      g_autofree char *values = g_strjoinv (",", test->values);

      g_string_append_printf (text, "%s%s%s %s %s", i ? "; " : "", test->field, test->first4 ? "/4" : "",
                              kinds[test->kind], values);
    }
  return g_string_free (text, FALSE);
}

static void
assert_filter (const SxFilter *filter, const char *expected)
{
  g_autofree char *text = describe (filter);

  g_assert_cmpstr (text, ==, expected);
}

/* The rows of indicators.md, as the panel has them. */
static const struct
{
  const char *id;
  int number;
  const char *group, *unit;
  SxComparator comparator;
  const char *target; /* parameter */
} rows[] = {
  { "arable_area", 1, "farmland", "万亩", SX_COMPARE_AT_LEAST_TARGET, "target.arable_area" },
  { "farmland_area", 2, "farmland", "万亩", SX_COMPARE_AT_LEAST_TARGET, "target.farmland_area" },
  { "forest_area", 3, "farmland", "万亩", SX_COMPARE_AT_LEAST_TARGET, "target.forest_area" },
  { "forest_cover", 3, "farmland", "%", SX_COMPARE_AT_LEAST_TARGET, "target.forest_cover" },
  { "farmland_irrigated_ratio", 4, "farmland", "%", SX_COMPARE_INCREASE, NULL },
  { "farmland_highstandard_ratio", 5, "farmland", "%", SX_COMPARE_INCREASE, NULL },
  { "farmland_steep_area", 6, "farmland", "亩", SX_COMPARE_DECREASE, NULL },
  { "farmland_contiguity", 7, "farmland", "亩/个", SX_COMPARE_INCREASE, NULL },
  { "farmland_fragment_count", 8, "farmland", "个", SX_COMPARE_DECREASE, NULL },
  { "redline_area", 9, "redline", "km²", SX_COMPARE_NOT_DECREASE, NULL },
  { "redline_ecological_area", 10, "redline", "km²", SX_COMPARE_INCREASE, NULL },
  { "redline_cropland_area", 11, "redline", "km²", SX_COMPARE_NOT_INCREASE, NULL },
  { "redline_small_count", 12, "redline", "个", SX_COMPARE_NOT_INCREASE, NULL },
  { "boundary_area", 13, "boundary", "ha", SX_COMPARE_NOT_INCREASE, NULL },
  { "boundary_increment_balance", 14, "boundary", "ha", SX_COMPARE_NOT_INCREASE, NULL },
  { "boundary_expansion_scale", 14, "boundary", "ha", SX_COMPARE_NOT_INCREASE, NULL },
  { "boundary_multiplier", 14, "boundary", "", SX_COMPARE_NOT_INCREASE, NULL },
  { "boundary_fragment_count", 15, "boundary", "个", SX_COMPARE_DECREASE, NULL },
  { "boundary_window_count", 16, "boundary", "个", SX_COMPARE_DECREASE, NULL },
  { "boundary_zone_ratio", 17, "boundary", "%", SX_COMPARE_INCREASE, NULL },
  { "boundary_direction", 18, "boundary", "", SX_COMPARE_MANUAL, NULL },
  { "boundary_unsuitable_area", 19, "boundary", "亩", SX_COMPARE_NOT_INCREASE, NULL },
  { "road_density", 20, "centre", "km/km²", SX_COMPARE_INCREASE, NULL },
  { "green_coverage", 21, "centre", "%", SX_COMPARE_INCREASE, NULL },
  { "special_case", 22, "other", "", SX_COMPARE_MANUAL, NULL },
  { "zone_match_farmland", 0, "zoning", "%", SX_COMPARE_NOT_DECREASE, NULL },
  { "zone_match_boundary", 0, "zoning", "%", SX_COMPARE_NOT_DECREASE, NULL },
  { "zone_match_redline", 0, "zoning", "%", SX_COMPARE_NOT_DECREASE, NULL },
  { "heritage_area", 0, "lines", "ha", SX_COMPARE_NOT_DECREASE, NULL },
  { "flood_area", 0, "lines", "ha", SX_COMPARE_NOT_DECREASE, NULL },
  { "mineral_area", 0, "lines", "ha", SX_COMPARE_MANUAL, NULL },
  { "green_line_area", 0, "lines", "ha", SX_COMPARE_NOT_DECREASE, NULL },
  { "blue_line_area", 0, "lines", "ha", SX_COMPARE_NOT_DECREASE, NULL },
  { "yellow_line_area", 0, "lines", "ha", SX_COMPARE_NOT_DECREASE, NULL },
  { "purple_line_area", 0, "lines", "ha", SX_COMPARE_NOT_DECREASE, NULL },
  { "lines_overlap_area", 0, "lines", "m²", SX_COMPARE_AT_MOST_TARGET, NULL },
  { "reserve_scale", 0, "reserve", "ha", SX_COMPARE_AT_MOST_TARGET, NULL },
  { "reserve_ratio", 0, "reserve", "%", SX_COMPARE_AT_MOST_TARGET, "reserve_limit" },
};

static void
test_indicators (void)
{
  g_autoptr (SxRuleProfile) profile = profile_load ("anhui-2026");

  g_assert_cmpuint (profile->indicators->len, ==, SX_N_MEASURES);
  g_assert_cmpuint (G_N_ELEMENTS (rows), ==, SX_N_MEASURES);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const SxIndicatorRule *rule = profile->indicators->pdata[i];

      g_assert_cmpstr (rule->id, ==, rows[i].id);
      g_assert_cmpint (rule->measure, ==, i);
      g_assert_cmpstr (sx_measure_name (rule->measure), ==, rule->id);
      g_assert_cmpint (rule->number, ==, rows[i].number);
      g_assert_cmpstr (rule->group, ==, rows[i].group);
      g_assert_cmpstr (rule->unit, ==, rows[i].unit);
      g_assert_cmpint (rule->comparator, ==, rows[i].comparator);
      g_assert_cmpstr (rule->target_parameter, ==, rows[i].target);
      g_assert_true (*rule->label_zh && *rule->label_en && *rule->statute && *rule->source);
    }
  g_assert_cmpfloat (profile_indicator (profile, "lines_overlap_area")->target, ==, 1);
  g_assert_cmpfloat (profile_indicator (profile, "reserve_ratio")->target, ==, 5);
  g_assert_true (isnan (profile_indicator (profile, "reserve_scale")->target));
  g_assert_true (isnan (profile_indicator (profile, "farmland_area")->target));
}

static void
test_choices_and_limits (void)
{
  g_autoptr (SxRuleProfile) profile = profile_load ("anhui-2026");
  g_autofree char *residential = g_strjoinv (",", profile->residential_codes);
  g_autofree char *park = g_strjoinv (",", profile->park_codes);

  g_assert_cmpstr (profile->id, ==, "anhui-2026");
  g_assert_false (profile->code_match_first4);
  g_assert_cmpint (profile->contiguity_layer, ==, SX_CONTIGUITY_FARMLAND);
  g_assert_cmpint (profile->fragment_area, ==, SX_FRAGMENT_BUFFERED);
  g_assert_cmpint (profile->multiplier_decimals, ==, 2);
  g_assert_cmpstr (residential, ==, "0701,0702");
  g_assert_cmpstr (park, ==, "1401,1403");
  g_assert_cmpfloat (profile->park_min_m2, ==, 400);
  g_assert_cmpfloat (profile->cluster_distance_m, ==, 10);
  g_assert_cmpfloat (profile->fragment_plain_m2, ==, 5 * SX_MU_M2);
  g_assert_cmpfloat (profile->fragment_hill_m2, ==, 3 * SX_MU_M2);
  g_assert_cmpfloat (profile->boundary_fragment_m2, ==, 15 * SX_MU_M2);
  g_assert_cmpfloat (profile->redline_small_m2, ==, 1e6);
  g_assert_cmpfloat (profile->window_farmland_m2, ==, 1);
  g_assert_cmpfloat (profile->sliver_m2, ==, 0.01);
  g_assert_cmpstr (g_hash_table_lookup (profile->parameters, "terrain"), ==, "plain");
  g_assert_cmpstr (g_hash_table_lookup (profile->parameters, "walk_5min_m"), ==, "300");
  g_assert_cmpstr (g_hash_table_lookup (profile->parameters, "reserve_limit"), ==, "5");
}

static void
test_classes (void)
{
  g_autoptr (SxRuleProfile) profile = profile_load ("anhui-2026");

  assert_filter (profile->cropland, "DLBM in 0101,0102,0103; CZCSXM not_in 201,202,203");
  assert_filter (profile->ecological, "DLBM in 0301,0302,0303,0304,0305,0306,0307,0401,0402,0403,0404,0603,"
                                      "1101,1102,1103,1104,1105,1106,1107,1108,1110");
  assert_filter (profile->built2020, "CZCSXM in 201,201A,202,202A,203,203A,204,205");
  assert_filter (profile->built2020_or, "DLBM in 1001,1002,1003,1007,1008,1009,1109");
  assert_filter (profile->urban2020, "CZCSXM in 201,201A,202,202A");
  assert_filter (profile->irrigated, "DLBM in 0101,0102");
  assert_filter (profile->steep, "DLBM starts 01; GDPDJB in 4,5");
  assert_filter (profile->redline_counted, "HXLX in 11,12,13,14,15,21,22,23,24,25");
  assert_filter (profile->unsuitable_suitability, "SYXDJ in 21");
  assert_filter (profile->unsuitable_hazard, "FJ in 10,20");
}

#define LINE(l) (1u << SX_LINE_##l)
#define THREE (LINE (FARMLAND) | LINE (REDLINE) | LINE (BOUNDARY))
#define ALL ((1u << SX_N_LINES) - 1)

/* "layer[fallback]: filter" or "line after", joined by " + ". */
static const struct
{
  const char *id;
  guint lines;
  SxDirection direction;
  SxConflictKind kind;
  const char *ground, *exempt;
  SxSeverity severity;
} conflict_rows[] = {
  { "boundary-in-farmland", LINE (BOUNDARY), SX_DIRECTION_IN, SX_CONFLICT_OVERLAP, "farmland after", "",
    SX_SEVERITY_ERROR },
  { "boundary-in-redline", LINE (BOUNDARY), SX_DIRECTION_IN, SX_CONFLICT_OVERLAP, "redline after", "",
    SX_SEVERITY_ERROR },
  { "boundary-in-dzzhq", LINE (BOUNDARY), SX_DIRECTION_IN, SX_CONFLICT_OVERLAP, "DZZHQ: FJ in 10,20", "",
    SX_SEVERITY_ERROR },
  { "boundary-in-xzhq", LINE (BOUNDARY), SX_DIRECTION_IN, SX_CONFLICT_OVERLAP, "XZHQ", "",
    SX_SEVERITY_ERROR },
  { "boundary-in-kczyyf", LINE (BOUNDARY), SX_DIRECTION_IN, SX_CONFLICT_OVERLAP, "KCZYYF[KCZYKCBHX]", "",
    SX_SEVERITY_ERROR },
  { "boundary-in-lswhbhx", LINE (BOUNDARY), SX_DIRECTION_IN, SX_CONFLICT_OVERLAP, "LSWHBHX", "PZJSYD",
    SX_SEVERITY_ERROR },
  { "boundary-in-dyz", LINE (BOUNDARY), SX_DIRECTION_IN, SX_CONFLICT_OVERLAP, "DYZ", "PZJSYD",
    SX_SEVERITY_ERROR },
  { "boundary-in-hlfxkzx", LINE (BOUNDARY), SX_DIRECTION_IN, SX_CONFLICT_OVERLAP, "HLFXKZX", "PZJSYD",
    SX_SEVERITY_ERROR },
  { "boundary-out-pzjsyd", LINE (BOUNDARY), SX_DIRECTION_OUT, SX_CONFLICT_OVERLAP, "PZJSYD", "",
    SX_SEVERITY_ERROR },
  { "boundary-out-pzwjstd", LINE (BOUNDARY), SX_DIRECTION_OUT, SX_CONFLICT_OVERLAP, "PZWJSTD", "",
    SX_SEVERITY_ERROR },
  { "boundary-out-kfq", LINE (BOUNDARY), SX_DIRECTION_OUT, SX_CONFLICT_OVERLAP, "KFQ", "",
    SX_SEVERITY_ERROR },
  { "boundary-out-urban", LINE (BOUNDARY), SX_DIRECTION_OUT, SX_CONFLICT_OVERLAP,
    "DLTB: CZCSXM in 201,201A,202,202A", "", SX_SEVERITY_ERROR },
  { "farmland-in-redline", LINE (FARMLAND), SX_DIRECTION_IN, SX_CONFLICT_OVERLAP, "redline after", "",
    SX_SEVERITY_ERROR },
  { "farmland-in-boundary", LINE (FARMLAND), SX_DIRECTION_IN, SX_CONFLICT_OVERLAP, "boundary after", "",
    SX_SEVERITY_ERROR },
  { "farmland-in-hdglfw", LINE (FARMLAND), SX_DIRECTION_IN, SX_CONFLICT_OVERLAP, "HDGLFW", "",
    SX_SEVERITY_ERROR },
  { "farmland-in-not-cropland", LINE (FARMLAND), SX_DIRECTION_IN, SX_CONFLICT_OUTSIDE,
    "DLTB: DLBM in 0101,0102,0103; CZCSXM not_in 201,202,203", "", SX_SEVERITY_ERROR },
  { "farmland-in-steep", LINE (FARMLAND), SX_DIRECTION_IN, SX_CONFLICT_OVERLAP,
    "DLTB: GDPDJB in 4,5; DLBM in 0101,0102,0103; CZCSXM not_in 201,202,203", "", SX_SEVERITY_WARNING },
  { "farmland-in-not-reserve", LINE (FARMLAND), SX_DIRECTION_IN, SX_CONFLICT_OUTSIDE, "YJJBNTCBQ + GBZNT", "",
    SX_SEVERITY_WARNING },
  { "redline-out-zrbhd-core", LINE (REDLINE), SX_DIRECTION_OUT, SX_CONFLICT_OVERLAP, "ZRBHD: GKFQ in core",
    "", SX_SEVERITY_ERROR },
  { "outside-xzq", ALL, SX_DIRECTION_ANY, SX_CONFLICT_OUTSIDE, "XZQ", "", SX_SEVERITY_ERROR },
  { "overlap-same-line", ALL, SX_DIRECTION_ANY, SX_CONFLICT_SAME_LINE, "", "", SX_SEVERITY_ERROR },
  { "situation", THREE, SX_DIRECTION_ANY, SX_CONFLICT_SITUATION, "", "", SX_SEVERITY_ERROR },
  { "situation-limit", THREE, SX_DIRECTION_ANY, SX_CONFLICT_SITUATION_LIMIT, "", "", SX_SEVERITY_WARNING },
};

static char *
describe_grounds (const GPtrArray *grounds)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < grounds->len; i++)
    {
      const SxGround *ground = grounds->pdata[i];
      g_autofree char *filter = describe (ground->filter);

      g_string_append (text, i ? " + " : "");
      if (ground->line_after)
        g_string_append_printf (text, "%s after", sx_line_name (ground->line));
      else
        g_string_append (text, ground->layer);
      if (ground->fallback != NULL)
        g_string_append_printf (text, "[%s]", ground->fallback);
      if (*filter)
        g_string_append_printf (text, ": %s", filter);
    }
  return g_string_free (text, FALSE);
}

static void
test_conflicts (void)
{
  g_autoptr (SxRuleProfile) profile = profile_load ("anhui-2026");

  g_assert_cmpuint (profile->conflicts->len, ==, G_N_ELEMENTS (conflict_rows));
  for (guint i = 0; i < G_N_ELEMENTS (conflict_rows); i++)
    {
      const SxConflictRule *rule = profile->conflicts->pdata[i];
      g_autofree char *ground = describe_grounds (rule->grounds);
      g_autofree char *exempt = describe_grounds (rule->exempt);

      g_assert_cmpstr (rule->id, ==, conflict_rows[i].id);
      g_assert_cmpuint (rule->lines, ==, conflict_rows[i].lines);
      g_assert_cmpint (rule->direction, ==, conflict_rows[i].direction);
      g_assert_cmpint (rule->kind, ==, conflict_rows[i].kind);
      g_assert_cmpstr (ground, ==, conflict_rows[i].ground);
      g_assert_cmpstr (exempt, ==, conflict_rows[i].exempt);
      g_assert_cmpint (rule->severity, ==, conflict_rows[i].severity);
      g_assert_cmpfloat (rule->distance_m, ==, 0);
      g_assert_cmpfloat (rule->min_area_m2, ==, 1);
      g_assert_true (*rule->text_zh && *rule->text_en && *rule->source);
    }
}

static void
test_situations (void)
{
  static const guint counts[3][2] = { { 5, 7 }, { 4, 6 }, { 6, 7 } }; /* 附表2–4: in, out */
  g_autoptr (SxRuleProfile) profile = profile_load ("anhui-2026");
  const SxSituation *situation;

  for (int line = 0; line < 3; line++)
    for (int direction = 0; direction < 2; direction++)
      for (guint n = 0; n <= 9; n++)
        {
          g_autofree char *code = g_strdup_printf ("%u", n);

          situation = sx_rule_profile_situation (profile, (SxLine)line, (SxDirection)direction, code);
          g_assert_cmpint (situation != NULL, ==, n >= 1 && n <= counts[line][direction]);
        }
  g_assert_null (sx_rule_profile_situation (profile, SX_LINE_GREEN, SX_DIRECTION_IN, "1"));
  g_assert_null (sx_rule_profile_situation (profile, SX_LINE_BOUNDARY, SX_DIRECTION_IN, NULL));

  situation = sx_rule_profile_situation (profile, SX_LINE_BOUNDARY, SX_DIRECTION_IN, "5");
  g_assert_cmpstr (situation->text, ==,
                   "因用地勘界、比例尺精度、权属范围衔接等技术原因，需对城镇开发边界进行技术修正");
  g_assert_cmpint (situation->limit_kind, ==, SX_LIMIT_AT_MOST);
  g_assert_cmpfloat (situation->limit_m2, ==, 5 * SX_MU_M2);
  situation = sx_rule_profile_situation (profile, SX_LINE_BOUNDARY, SX_DIRECTION_IN, "2");
  g_assert_cmpint (situation->limit_kind, ==, SX_LIMIT_BELOW);
  g_assert_cmpfloat (situation->limit_m2, ==, 15 * SX_MU_M2);
  situation = sx_rule_profile_situation (profile, SX_LINE_BOUNDARY, SX_DIRECTION_OUT, "1");
  g_assert_cmpint (situation->limit_kind, ==, SX_LIMIT_BELOW);
  situation = sx_rule_profile_situation (profile, SX_LINE_REDLINE, SX_DIRECTION_OUT, "4");
  g_assert_cmpint (situation->limit_kind, ==, SX_LIMIT_BELOW);
  g_assert_cmpfloat (situation->limit_m2, ==, 1e6);
  situation = sx_rule_profile_situation (profile, SX_LINE_FARMLAND, SX_DIRECTION_OUT, "7");
  g_assert_cmpint (situation->limit_kind, ==, SX_LIMIT_NONE);
}

static void
test_provinces (void)
{
  g_autoptr (SxRuleProfile) henan = profile_load ("henan-2026");
  g_autoptr (SxRuleProfile) heilongjiang = profile_load ("heilongjiang-2026");
  g_autoptr (SxRuleProfile) shanxi = profile_load ("shanxi-2026");
  static const char *const four[]
      = { "green_line_area", "blue_line_area", "yellow_line_area", "purple_line_area" };
  const SxConflictRule *tailings = profile_conflict (henan, "boundary-in-wkk");
  g_autofree char *ground = describe_grounds (tailings->grounds);

  g_assert_cmpuint (henan->conflicts->len, ==, G_N_ELEMENTS (conflict_rows) + 1);
  g_assert_cmpuint (tailings->lines, ==, LINE (BOUNDARY));
  g_assert_cmpint (tailings->direction, ==, SX_DIRECTION_IN);
  g_assert_cmpstr (ground, ==, "WKK");
  g_assert_cmpfloat (tailings->distance_m, ==, 1000);
  g_assert_nonnull (strstr (tailings->source, "舞钢"));
  g_assert_cmpfloat (profile_indicator (henan, "reserve_ratio")->target, ==, 5);
  for (guint i = 0; i < G_N_ELEMENTS (four); i++)
    {
      const SxIndicatorRule *rule = profile_indicator (heilongjiang, four[i]);

      g_assert_cmpint (rule->comparator, ==, SX_COMPARE_NOT_DECREASE);
      g_assert_nonnull (strstr (rule->statute, i == 0 ? "面积不减少、绿地体系完整" : "面积不减少"));
      g_assert_nonnull (strstr (rule->source, "双鸭山"));
    }
  g_assert_nonnull (strstr (profile_indicator (shanxi, "reserve_ratio")->statute, "3.06%"));
  g_assert_cmpfloat (profile_indicator (shanxi, "reserve_ratio")->target, ==, 5);
  g_assert_nonnull (strstr (profile_indicator (shanxi, "heritage_area")->source, "阳泉"));
}

static void
test_builtin_ids (void)
{
  guint n = 0;

  for (const char *const *id = sx_rule_profile_builtin_ids (); *id; id++, n++)
    {
      g_autoptr (SxRuleProfile) profile = profile_load (*id);

      g_assert_cmpstr (profile->id, ==, *id);
      g_assert_cmpuint (profile->indicators->len, ==, SX_N_MEASURES);
    }
  g_assert_cmpuint (n, ==, 4);
}

static void
assert_needs (GHashTable *needed, const char *table, const char *fields)
{
  GPtrArray *names = g_hash_table_lookup (needed, table);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_nonnull (names);
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (text, "%s%s", i ? "," : "", (char *)names->pdata[i]);
  g_assert_cmpstr (text->str, ==, fields);
}

static void
test_needed_columns (void)
{
  g_autoptr (SxRuleProfile) henan = profile_load ("henan-2026");
  g_autoptr (SxRuleProfile) own = profile_extend (
      "\"conflicts\": [{\"id\": \"boundary-in-kczyyf\", \"ground\": [{\"layer\": \"KCZYYF\", \"fallback\":"
      " \"尾矿库\", \"where\": [{\"field\": \"A|级别\", \"in\": [\"1\"]}]}]}]");
  g_autoptr (GHashTable) needed = sx_rule_profile_needed_columns (henan);
  g_autoptr (GHashTable) of_own = sx_rule_profile_needed_columns (own);

  assert_needs (needed, "WKK", "");
  assert_needs (needed, "DLTB", "DLBM,CZCSXM,GDPDJB");
  assert_needs (needed, "DLTB2020", "CZCSXM,DLBM");
  assert_needs (needed, "YJJBNTBHTB", "DLBM,GDPDJB");
  assert_needs (needed, "STBHHX", "HXLX");
  assert_needs (needed, "DZZHQ", "FJ");
  assert_needs (needed, "ZRBHD", "GKFQ");
  assert_needs (needed, "KCZYKCBHX", "");
  assert_needs (needed, "PZJSYD", "");
  assert_needs (of_own, "KCZYYF", "A,级别");
  assert_needs (of_own, "尾矿库", "A,级别");
}

/* A profile may be counted by many threads. */
static void
test_count (void)
{
  SxRuleProfile *profile = profile_load ("anhui-2026");

  g_assert_true (sx_rule_profile_ref (profile) == profile);
  sx_rule_profile_unref (profile);
  g_assert_cmpstr (profile->id, ==, "anhui-2026");
  sx_rule_profile_unref (profile);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule-profile/indicators", test_indicators);
  g_test_add_func ("/rule-profile/choices-and-limits", test_choices_and_limits);
  g_test_add_func ("/rule-profile/classes", test_classes);
  g_test_add_func ("/rule-profile/conflicts", test_conflicts);
  g_test_add_func ("/rule-profile/situations", test_situations);
  g_test_add_func ("/rule-profile/provinces", test_provinces);
  g_test_add_func ("/rule-profile/builtin-ids", test_builtin_ids);
  g_test_add_func ("/rule-profile/needed-columns", test_needed_columns);
  g_test_add_func ("/rule-profile/count", test_count);
  return g_test_run ();
}
