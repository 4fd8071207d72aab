/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts that speak of the whole: what it is based on, how things stand before, what comes out. */
#include "report/sx-report-private.h"

#include <math.h>

#include "evaluate/sx-remedy.h"
#include "export/sx-tables.h"

void
_sx_report_basis (SxReport *self, const char *of)
{
  const SxRuleProfile *rules = self->delivery->result->rules;

  _sx_report_say (self, g_strdup_printf ("本方案的指标、情形和底线要求依据%s，计算规则为“%s”（%s）。",
                                         rules->source, rules->title_zh, rules->id));
}

/* Township names; NULL where the plan has none. */
static GPtrArray *
townships (const SxReport *self)
{
  SxLayer *layer = sx_plan_layer (self->delivery->plan, "XZQ");
  const SxColumn *names = layer ? sx_layer_column (layer, "XZQMC") : NULL;
  GPtrArray *out;

  if (!names || layer->n_features == 0)
    return NULL;
  out = g_ptr_array_new ();
  for (guint f = 0; f < layer->n_features; f++)
    g_ptr_array_add (out, (gpointer)sx_column_text (names, f));
  g_ptr_array_add (out, NULL);
  return out;
}

void
_sx_report_scope (SxReport *self, const char *of)
{
  g_autoptr (GPtrArray) names = townships (self);
  const SxGrid *zones = _sx_report_table (self, 6);
  g_autofree char *area = _sx_report_cell (zones, zones->n_rows - 1, 4), *listed = NULL;

  if (names)
    listed = g_strjoinv ("、", (char **)names->pdata);
  if (listed && *area)
    _sx_report_say (self,
                    g_strdup_printf ("维护范围为%s行政辖区，包括%s，共 %u 个乡镇（街道）；规划分区覆盖总面积 "
                                     "%s 公顷。",
                                     self->delivery->name, listed, names->len - 1, area));
  else if (listed)
    _sx_report_say (self, g_strdup_printf ("维护范围为%s行政辖区，包括%s，共 %u 个乡镇（街道）。",
                                           self->delivery->name, listed, names->len - 1));
  else
    _sx_report_ask (self, "维护范围：行政辖区、面积与中心城区范围");
}

void
_sx_report_present (SxReport *self, const char *of)
{
  static const struct
  {
    SxMeasure measure;
    const char *words;
  } shown[] = {
    { SX_MEASURE_ARABLE_AREA, "耕地" },
    { SX_MEASURE_FARMLAND_AREA, "永久基本农田保护面积" },
    { SX_MEASURE_FARMLAND_HIGHSTANDARD_RATIO, "永久基本农田内高标准农田占比" },
    { SX_MEASURE_REDLINE_AREA, "陆域生态保护红线面积" },
    { SX_MEASURE_BOUNDARY_AREA, "城镇开发边界总面积" },
    { SX_MEASURE_ROAD_DENSITY, "中心城区道路网密度" },
    { SX_MEASURE_GREEN_COVERAGE, "公园绿地、广场步行5分钟覆盖率" },
  };
  g_autoptr (GString) text = g_string_new ("维护前");

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      const SxIndicatorValue *value = sx_result_find (self->delivery->result, shown[i].measure);
      g_autofree char *amount = NULL;

      if (!value || !isfinite (value->base))
        continue;
      amount = _sx_report_amount (value->base, value->rule->decimals, value->rule->unit);
      g_string_append_printf (text, "%s%s %s", g_str_has_suffix (text->str, "前") ? "，" : "；",
                              shown[i].words, amount);
    }
  if (g_str_has_suffix (text->str, "前"))
    return;
  g_string_append (text, "。");
  _sx_report_say (self, g_strdup (text->str));
}

/* What is not as it should be already before the scheme. */
void
_sx_report_troubles (SxReport *self, const char *of)
{
  static const struct
  {
    SxMeasure measure;
    const char *words;
  } shown[] = {
    { SX_MEASURE_FARMLAND_STEEP_AREA, "永久基本农田内坡度15度以上耕地" },
    { SX_MEASURE_FARMLAND_FRAGMENT_COUNT, "永久基本农田碎图斑" },
    { SX_MEASURE_REDLINE_CROPLAND_AREA, "生态保护红线内耕地" },
    { SX_MEASURE_BOUNDARY_FRAGMENT_COUNT, "15亩以下零星破碎的城镇开发边界图斑" },
    { SX_MEASURE_BOUNDARY_WINDOW_COUNT, "城镇开发边界围合范围内永久基本农田“天窗”" },
    { SX_MEASURE_BOUNDARY_UNSUITABLE_AREA, "城镇开发边界内不适宜城镇建设区域" },
    { SX_MEASURE_LINES_OVERLAP_AREA, "三条控制线相互重叠" },
  };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      const SxIndicatorValue *value = sx_result_find (self->delivery->result, shown[i].measure);
      g_autofree char *amount = NULL;

      if (!value || !(_sx_report_round (value->base, value->rule->decimals) > 0))
        continue;
      amount = _sx_report_amount (value->base, value->rule->decimals, value->rule->unit);
      g_string_append_printf (text, "%s%s %s", text->len ? "；" : "维护前存在：", shown[i].words, amount);
    }
  if (text->len)
    _sx_report_say (self, g_strdup_printf ("%s。", text->str));
}

/* The lines that the scheme adjusts, one sentence. */
void
_sx_report_overview (SxReport *self, const char *of)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint line = 0; line < SX_N_LINES; line++)
    {
      g_autofree char *changes = _sx_report_line_changes (self, (SxLine)line);

      if (changes)
        g_string_append_printf (text, "%s%s%s", text->len ? "；" : "本次维护涉及：",
                                _sx_report_line ((SxLine)line), changes);
    }
  if (text->len)
    _sx_report_say (self, g_strdup_printf ("%s。", text->str));
  else
    _sx_report_say (self, g_strdup ("本次维护不调整各类控制线。"));
}

static guint
count_verdicts (const SxResult *result, SxVerdict verdict)
{
  guint n = 0;

  for (guint i = 0; i < result->n_indicators; i++)
    n += result->indicators[i].verdict == verdict;
  return n;
}

/* The indicators that fail, by name. */
static char *
failing (const SxResult *result)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < result->n_indicators; i++)
    if (result->indicators[i].verdict == SX_VERDICT_FAIL)
      g_string_append_printf (text, "%s%s%s", text->len ? "、" : "", result->indicators[i].rule->label_zh,
                              sx_remedy_origin (&result->indicators[i]) == SX_ORIGIN_EXISTING
                                  ? "（维护前即不符合）"
                                  : "");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
_sx_report_summary (SxReport *self, const char *of)
{
  const SxResult *result = self->delivery->result;
  guint n_errors = 0, n_fail = count_verdicts (result, SX_VERDICT_FAIL);
  g_autofree char *names = failing (result);

  for (guint i = 0; i < result->conflicts->len; i++)
    n_errors += ((SxConflict *)result->conflicts->pdata[i])->rule->severity == SX_SEVERITY_ERROR;
  _sx_report_say (self, g_strdup_printf ("按“%s”逐项核算 %u 项指标：达标 %u 项，不达标 %u 项，不涉及 %u "
                                         "项，待研判 %u 项，缺少数据 "
                                         "%u 项；调入调出图斑与底线要求的冲突 %u 处。",
                                         result->rules->title_zh, result->n_indicators,
                                         count_verdicts (result, SX_VERDICT_PASS), n_fail,
                                         count_verdicts (result, SX_VERDICT_NOT_INVOLVED),
                                         count_verdicts (result, SX_VERDICT_MANUAL),
                                         count_verdicts (result, SX_VERDICT_NO_DATA), n_errors));
  if (n_fail == 0)
    return;
  sx_odt_begin (self->odt, "Not_20_Met");
  sx_odt_strong (self->odt, "不达标的指标：");
  sx_odt_text (self->odt, names);
  sx_odt_text (self->odt, "。各项原因见下文相应段落。");
  sx_odt_end (self->odt);
}

void
_sx_report_notes (SxReport *self, const char *of)
{
  const SxDelivery *delivery = self->delivery;

  _sx_report_say (self,
                  g_strdup_printf ("本报告由 Sanxian " SX_VERSION
                                   " 于 %s 生成，方案为“%s”，规则为“%s”（%s），指纹为 %s。",
                                   delivery->date, delivery->scheme->name, delivery->result->rules->title_zh,
                                   delivery->result->rules->id, delivery->fingerprint));
  _sx_report_say (self,
                  g_strdup (
                      "文中和附表中的数值均由同一计算结果生成：面积按图斑椭球面积核算，分项按最大余数法取"
                      "整，与合计一致；变化量为所列维护前、维护后数值之差。"));
  _sx_report_say (self, g_strdup ("标明“待填写”的内容由编制单位撰写；空白栏目及其原因列在各附表之后。"));
  for (guint i = 0; i < delivery->accepted->len; i++)
    {
      sx_odt_begin (self->odt, "Not_20_Met");
      sx_odt_strong (self->odt, "编制单位确认后上报：");
      sx_odt_text (self->odt, delivery->accepted->pdata[i]);
      sx_odt_end (self->odt);
    }
  for (guint i = 0; i < delivery->faults->len; i++)
    {
      sx_odt_begin (self->odt, "Not_20_Met");
      sx_odt_strong (self->odt, "成果一致性核查发现：");
      sx_odt_text (self->odt, delivery->faults->pdata[i]);
      sx_odt_end (self->odt);
    }
}
