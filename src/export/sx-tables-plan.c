/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 附表5, 附表8, 附表10 and 附表11: the plan's indicators, projects and passages, and what the scheme does for
 * the control lines. */
#include <math.h>

#include "base/sx-text.h"
#include "base/sx-units.h"
#include "export/sx-delivery-rounding.h"
#include "export/sx-projects.h"
#include "export/sx-tables.h"

/* ---- 附表5 */

/* What a row takes its figures from. */
typedef enum
{
  FROM_NOTHING, /* the package has no such data */
  FROM_TARGET,  /* a target of the plan, which the scheme leaves; what there is now is measured */
  FROM_TASK,    /* a target of the plan, for which stands what is measured before and after */
  FROM_STATE,   /* measured before and after */
  FROM_FOREST,  /* parameters before and after */
} Source;

static const struct
{
  const char *name, *unit, *kind, *level;
  Source source;
  SxMeasure measure;
  double factor; /* from the indicator's unit to the table's */
  int decimals;
} plan_rows[] = {
  { "耕地保有量", "万亩", "约束性", "全域", FROM_TARGET, SX_MEASURE_ARABLE_AREA, 1, 4 },
  { "永久基本农田保护面积", "万亩", "约束性", "全域", FROM_TASK, SX_MEASURE_FARMLAND_AREA, 1, 4 },
  { "陆域生态保护红线面积", "平方千米", "约束性", "全域", FROM_STATE, SX_MEASURE_REDLINE_AREA, 1, 4 },
  { "自然保护地陆域面积占陆域国土面积比例", "%", "预期性", "全域", FROM_NOTHING, 0, 1, 2 },
  { "森林覆盖率", "%", "预期性", "全域", FROM_FOREST, SX_MEASURE_FOREST_COVER, 1, 2 },
  { "水域空间保有量", "万亩", "预期性", "全域", FROM_NOTHING, 0, 1, 4 },
  { "用水总量", "亿立方米", "约束性", "全域", FROM_NOTHING, 0, 1, 4 },
  { "城镇开发边界扩展倍数", "——", "约束性", "全域", FROM_STATE, SX_MEASURE_BOUNDARY_MULTIPLIER, 1, 2 },
  { "城镇开发边界规模", "万亩", "约束性", "全域", FROM_STATE, SX_MEASURE_BOUNDARY_AREA,
    SX_HA_M2 / SX_WAN_MU_M2, 4 },
  { "人均城镇建设用地面积", "平方米", "预期性", "全域", FROM_NOTHING, 0, 1, 2 },
  { "人均城镇建设用地面积", "平方米", "预期性", "中心城区", FROM_NOTHING, 0, 1, 2 },
  { "道路网密度", "千米/平方千米", "约束性", "中心城区", FROM_STATE, SX_MEASURE_ROAD_DENSITY, 1, 2 },
  { "公园绿地、广场步行5分钟覆盖率", "%", "约束性", "中心城区", FROM_STATE, SX_MEASURE_GREEN_COVERAGE, 1, 2 },
};

static void
fill_plan_row (SxGrid *grid, const SxDelivery *delivery, guint at, guint i)
{
  const SxIndicatorValue *value
      = plan_rows[i].source == FROM_NOTHING ? NULL : sx_result_find (delivery->result, plan_rows[i].measure);
  double factor = plan_rows[i].factor;
  int decimals = plan_rows[i].decimals;

  if (!value || isnan (value->after))
    {
      sx_grid_note (grid, g_strdup_printf ("第 %u 行“%s”（%s）：规划包中没有数据。", i + 1, plan_rows[i].name,
                                           plan_rows[i].level));
      return;
    }
  if (plan_rows[i].source == FROM_TARGET)
    {
      sx_grid_number (grid, at, 5, value->base * factor, decimals);
      sx_grid_number (grid, at, 6, value->target * factor, decimals);
      sx_grid_number (grid, at, 7, value->target * factor, decimals);
    }
  else if (plan_rows[i].source == FROM_TASK && isfinite (value->target))
    {
      sx_grid_number (grid, at, 5, value->base * factor, decimals);
      sx_grid_number (grid, at, 6, value->target * factor, decimals);
      sx_grid_number (grid, at, 7, value->after * factor, decimals);
    }
  else if (plan_rows[i].source == FROM_FOREST)
    {
      sx_grid_number (grid, at, 6, value->before * factor, decimals);
      sx_grid_number (grid, at, 7, value->after * factor, decimals);
    }
  else
    {
      sx_grid_number (grid, at, 6, value->base * factor, decimals);
      sx_grid_number (grid, at, 7, value->after * factor, decimals);
    }
  sx_grid_difference (grid, at, 8, 7, 6);
}

SxGrid *
sx_table_indicators (const SxDelivery *delivery)
{
  SxGrid *grid = sx_grid_new ("附表5", "附表5 规划指标维护表", "", 9);
  guint row;

  sx_grid_add (grid, "序号", "指标名称", "单位", "指标属性", "层级", "优化前", "", "优化后", "变化值", NULL);
  sx_grid_add (grid, "", "", "", "", "", "现状指标", "远期目标", "远期目标", NULL);
  for (guint c = 0; c < 5; c++)
    sx_grid_merge (grid, 0, c, 1, c);
  sx_grid_merge (grid, 0, 5, 0, 6);
  sx_grid_merge (grid, 0, 8, 1, 8);
  sx_grid_end_head (grid);
  grid->widths[1] = 34;
  grid->widths[2] = 16;
  for (guint i = 0; i < G_N_ELEMENTS (plan_rows); i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      row = sx_grid_add (grid, number, plan_rows[i].name, plan_rows[i].unit, plan_rows[i].kind,
                         plan_rows[i].level, NULL);
      fill_plan_row (grid, delivery, row, i);
    }
  row = sx_grid_add (grid, "备注：仅填写需要维护的指标。", NULL);
  sx_grid_merge (grid, row, 0, row, 8);
  return grid;
}

/* ---- 附表8 */

SxGrid *
sx_table_projects (const GPtrArray *projects)
{
  SxGrid *grid = sx_grid_new ("附表8", "附表8 重点建设项目动态维护表", "", 10);
  guint row;

  sx_grid_add (grid, "序号", "项目类型", "项目名称", "项目级别", "项目依据", "建设性质", "建设年限",
               "用地面积（公顷）", "维护类型", "维护情形", NULL);
  sx_grid_end_head (grid);
  grid->widths[2] = 28;
  grid->widths[4] = 36;
  grid->words = 1u << 2 | 1u << 4;
  grid->is_list = TRUE;
  for (guint i = 0; i < projects->len; i++)
    {
      const SxProject *p = projects->pdata[i];
      const char *texts[] = { p->type, p->name, p->level, p->basis, p->nature, p->years };
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      row = sx_grid_add (grid, number, NULL);
      for (guint c = 0; c < G_N_ELEMENTS (texts); c++)
        sx_grid_text (grid, row, c + 1, texts[c]);
      sx_grid_number (grid, row, 7, p->area_ha, 4);
      sx_grid_text (grid, row, 8, p->maintenance);
      sx_grid_text (grid, row, 9, p->placement);
      if (g_strcmp0 (p->maintenance, "新增") == 0 && (!p->basis || !*p->basis))
        sx_grid_note (grid, g_strdup_printf ("第 %u 行“%s”是新增项目，没有填写依据。", i + 1,
                                             p->name ? p->name : ""));
    }
  if (projects->len == 0)
    sx_grid_note (grid, g_strdup ("规划包中没有重点建设项目清单。"));
  row = sx_grid_add (grid, "备注：新增项目需要填写依据。", NULL);
  sx_grid_merge (grid, row, 0, row, 9);
  return grid;
}

/* ---- 附表10 */

static const struct
{
  SxMeasure measure;
  const char *what, *unit;
  int decimals;
} passages[] = {
  { SX_MEASURE_FARMLAND_AREA, "永久基本农田保护红线", "万亩", 4 },
  { SX_MEASURE_REDLINE_AREA, "陆域生态保护红线", "平方千米", 4 },
  { SX_MEASURE_BOUNDARY_AREA, "城镇开发边界总面积", "公顷", 4 },
  { SX_MEASURE_BOUNDARY_MULTIPLIER, "城镇开发边界扩展倍数", "倍", 2 },
  { SX_MEASURE_HERITAGE_AREA, "历史文化保护线", "公顷", 4 },
  { SX_MEASURE_FLOOD_AREA, "洪涝风险控制线", "公顷", 4 },
  { SX_MEASURE_MINERAL_AREA, "矿产资源控制线", "公顷", 4 },
  { SX_MEASURE_GREEN_LINE_AREA, "城市绿线", "公顷", 4 },
  { SX_MEASURE_BLUE_LINE_AREA, "城市蓝线", "公顷", 4 },
  { SX_MEASURE_YELLOW_LINE_AREA, "城市黄线", "公顷", 4 },
  { SX_MEASURE_PURPLE_LINE_AREA, "城市紫线", "公顷", 4 },
};

SxGrid *
sx_table_passages (const SxDelivery *delivery)
{
  SxGrid *grid = sx_grid_new ("附表10", "附表10 总体规划文本维护对照情况", "", 3);

  sx_grid_add (grid, "序号", "文本维护前", "文本维护后", NULL);
  sx_grid_end_head (grid);
  grid->widths[1] = grid->widths[2] = 60;
  grid->words = 1u << 1 | 1u << 2;
  for (guint i = 0; i < G_N_ELEMENTS (passages); i++)
    {
      double before, after;
      g_autofree char *number = g_strdup_printf ("%u", grid->n_rows), *first = NULL, *second = NULL;
      g_autofree char *text_before = NULL, *text_after = NULL;

      sx_tables_values (delivery, passages[i].measure, &before, &after);
      first = sx_text_number (before, passages[i].decimals);
      second = sx_text_number (after, passages[i].decimals);
      if (isnan (before) || isnan (after) || g_str_equal (first, second))
        continue;
      text_before = g_strdup_printf ("%s %s %s", passages[i].what, first, passages[i].unit);
      text_after = g_strdup_printf ("%s %s %s", passages[i].what, second, passages[i].unit);
      sx_grid_add (grid, number, text_before, text_after, NULL);
    }
  sx_grid_note (grid,
                g_strdup (
                    "只列出数值有变化的表述；原文的条款号和其余文字须由编制单位对照总体规划文本补齐。"));
  return grid;
}

/* ---- 附表11 */

/* As printed. */
static const struct
{
  const char *line, *aim, *what, *asked;
  SxMeasure measure;
} effects[] = {
  { "耕地和永久基本农田", "（一）数量不减少", "耕地保有量（万亩）", "不低于规划明确的保护任务",
    SX_MEASURE_ARABLE_AREA },
  { "", "", "永久基本农田（万亩）", "不低于规划明确的保护任务", SX_MEASURE_FARMLAND_AREA },
  { "", "", "林地保有量（万亩）、森林覆盖率（%）", "不低于规划明确的保护任务", SX_MEASURE_FOREST_AREA },
  { "", "（二）质量生态有提升", "永久基本农田中的水田水浇地所占比例（%）", "不减少",
    SX_MEASURE_FARMLAND_IRRIGATED_RATIO },
  { "", "", "永久基本农田中高标准农田建成面积占永久基本农田比例（%）", "有增加",
    SX_MEASURE_FARMLAND_HIGHSTANDARD_RATIO },
  { "", "", "永久基本农田范围内坡度15度以上的耕地面积（亩）", "有减少", SX_MEASURE_FARMLAND_STEEP_AREA },
  { "", "（三）布局更优化", "永久基本农田连片度（亩/个）", "有提升", SX_MEASURE_FARMLAND_CONTIGUITY },
  { "", "", "平原地区5亩以下、山地丘陵地区3亩以下永久基本农田碎图斑个数（个）", "有减少",
    SX_MEASURE_FARMLAND_FRAGMENT_COUNT },
  { "生态保护红线", "（一）任务不减少", "陆域生态保护红线面积（万亩）", "不减少", SX_MEASURE_REDLINE_AREA },
  { "", "（二）功能有提升", "生态保护红线范围内生态功能用地面积（平方公里）", "有增加",
    SX_MEASURE_REDLINE_ECOLOGICAL_AREA },
  { "", "", "生态保护红线内耕地面积（平方公里）", "不增加", SX_MEASURE_REDLINE_CROPLAND_AREA },
  { "", "（三）布局更完善", "面积小于1平方公里的生态保护红线图斑数量", "不增加",
    SX_MEASURE_REDLINE_SMALL_COUNT },
  { "城镇开发边界", "（一）总量不突破", "城镇开发边界总面积（公顷）", "不增加", SX_MEASURE_BOUNDARY_AREA },
  { "", "", "城镇开发边界扩展倍数和规模", "不增加", SX_MEASURE_BOUNDARY_MULTIPLIER },
  { "", "（二）布局更集聚", "15亩以下零星破碎的城镇开发边界图斑数量（个）", "有减少",
    SX_MEASURE_BOUNDARY_FRAGMENT_COUNT },
  { "", "", "城镇开发边界围合范围内永久基本农田“天窗”个数（个）", "有减少",
    SX_MEASURE_BOUNDARY_WINDOW_COUNT },
  { "", "", "已批开发区和非农业产业园区面积划入率（%）", "有提升", SX_MEASURE_BOUNDARY_ZONE_RATIO },
  { "", "", "优化后的城镇开发边界与总体规划明确的主要发展方向符合程度", "有提高",
    SX_MEASURE_BOUNDARY_DIRECTION },
  { "", "（三）城镇功能品质有提升",
    "城镇开发边界内不适宜城镇建设区域面积（亩）（包括：地质灾害极高和高风险区、蓄滞洪区、重要矿产资源压覆区、"
    "大遗址保护区等）",
    "不增加", SX_MEASURE_BOUNDARY_UNSUITABLE_AREA },
  { "", "", "中心城区道路网络密度（千米/每平方千米）", "有提高", SX_MEASURE_ROAD_DENSITY },
  { "", "", "公园绿地、广场步行5分钟覆盖率（%）", "有提高", SX_MEASURE_GREEN_COVERAGE },
  { "", "其他情形",
    "对于无法满足以上要求，因工艺改造升级等原因，造成在原址改扩建的省级及以上产业项目，可局部优化城镇开发边界"
    "和永久基本农田保护红线。",
    "更优化", SX_MEASURE_SPECIAL_CASE },
};

/* Of the rows that show two measures. */
static const SxIndicatorValue *
second_value (const SxResult *result, SxMeasure first)
{
  if (first == SX_MEASURE_FOREST_AREA)
    return sx_result_find (result, SX_MEASURE_FOREST_COVER);
  if (first == SX_MEASURE_BOUNDARY_MULTIPLIER)
    return sx_result_find (result, SX_MEASURE_BOUNDARY_EXPANSION_SCALE);
  return NULL;
}

static double
rounded (double number, int decimals)
{
  sx_round_together (&number, 1, decimals);
  return number;
}

/* What a row says of two measures, "12.3000、31.50", and how they change; the change is that of the figures
 * as they stand there. */
static char *
pair_text (const SxIndicatorValue *a, const SxIndicatorValue *b, gboolean is_after)
{
  g_autofree char *first = sx_text_number (is_after ? a->after : a->before, a->rule->decimals);
  g_autofree char *second = sx_text_number (is_after ? b->after : b->before, b->rule->decimals);

  return g_strdup_printf ("%s、%s", first, second);
}

static char *
change_text (const SxIndicatorValue *value)
{
  int decimals = value->rule->decimals;

  return sx_text_change (rounded (value->after, decimals) - rounded (value->before, decimals), decimals);
}

static void
fill_pair (SxGrid *grid, guint row, const SxIndicatorValue *a, const SxIndicatorValue *b)
{
  g_autofree char *before = pair_text (a, b, FALSE), *after = pair_text (a, b, TRUE);
  g_autofree char *first = change_text (a), *second = change_text (b);
  g_autofree char *change = g_strdup_printf ("%s、%s", first, second);

  sx_grid_text (grid, row, 4, before);
  sx_grid_text (grid, row, 5, after);
  sx_grid_text (grid, row, 7, change);
}

/* A row that has no figures says what a person judged; the reason stands in the notes. */
static void
fill_judged (SxGrid *grid, guint row, guint i, const SxIndicatorValue *value)
{
  SxVerdict verdict = value ? value->verdict : SX_VERDICT_NO_DATA;

  if (verdict == SX_VERDICT_PASS)
    sx_grid_text (grid, row, 7, effects[i].asked);
  else if (verdict == SX_VERDICT_FAIL)
    sx_grid_text (grid, row, 7, "不符合要求");
  else if (verdict == SX_VERDICT_NOT_INVOLVED)
    sx_grid_text (grid, row, 7, "不涉及");
  if (verdict == SX_VERDICT_NOT_INVOLVED)
    return;
  sx_grid_note (grid, g_strdup_printf ("序号 %u：%s", i + 1,
                                       value && value->message && *value->message
                                           ? value->message
                                           : "没有数据，由编制单位定性说明。"));
}

static void
fill_effect (SxGrid *grid, const SxDelivery *delivery, guint row, guint i)
{
  const SxIndicatorValue *value = sx_result_find (delivery->result, effects[i].measure);
  const SxIndicatorValue *second = second_value (delivery->result, effects[i].measure);
  /* the guideline asks for this row in square kilometres in 附录一 and in 万亩 here */
  double factor = effects[i].measure == SX_MEASURE_REDLINE_AREA ? SX_KM2_M2 / SX_WAN_MU_M2 : 1;

  if (value && second && isfinite (value->after) && isfinite (second->after))
    fill_pair (grid, row, value, second);
  else if (value && isfinite (value->after))
    {
      sx_grid_number (grid, row, 4, value->before * factor, value->rule->decimals);
      sx_grid_number (grid, row, 5, value->after * factor, value->rule->decimals);
      sx_grid_difference (grid, row, 7, 5, 4);
    }
  else
    fill_judged (grid, row, i, value);
}

SxGrid *
sx_table_effects (const SxDelivery *delivery)
{
  SxGrid *grid = sx_grid_new ("附表11", "附表11 三条控制线动态维护成效表", "", 8);

  sx_grid_add (grid, "序号", "控制线", "优化导向", "具体指标", "优化前", "优化后", "指标要求", "变化量",
               NULL);
  sx_grid_end_head (grid);
  grid->widths[1] = grid->widths[2] = 18;
  grid->widths[3] = 48;
  grid->widths[6] = 24;
  grid->words = 1u << 3;
  for (guint i = 0; i < G_N_ELEMENTS (effects); i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      guint row = sx_grid_add (grid, number, effects[i].line, effects[i].aim, effects[i].what, NULL),
            last = i;

      sx_grid_text (grid, row, 6, effects[i].asked);
      fill_effect (grid, delivery, row, i);
      for (; *effects[i].line && last + 1 < G_N_ELEMENTS (effects) && !*effects[last + 1].line;)
        last++;
      sx_grid_merge (grid, row, 1, row + last - i, 1);
      for (last = i; *effects[i].aim && last + 1 < G_N_ELEMENTS (effects) && !*effects[last + 1].aim;)
        last++;
      sx_grid_merge (grid, row, 2, row + last - i, 2);
    }
  return grid;
}
