/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each indicator argued: what is required, how it was, what changed it, how it is, and whether that is
 * enough. */
#include "report/sx-report-private.h"

#include <math.h>
#include <string.h>

#include "evaluate/sx-formula.h"
#include "evaluate/sx-remedy.h"

/* Before, as the row is held to it; what a plan's task stands for is measured without the scheme. */
static double
before_of (const SxIndicatorValue *value)
{
  gboolean has_task = value->rule->comparator == SX_COMPARE_AT_LEAST_TARGET;

  return has_task && isfinite (value->base) ? value->base : value->before;
}

/* What of the scheme the row's numbers come from: "城镇开发边界调入 …"; NULL: nothing of it. */
static char *
causes (const SxReport *self, SxMeasure measure)
{
  const char *const *tables = sx_measure_tables (measure);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; tables[i]; i++)
    for (guint line = 0; line < SX_N_LINES; line++)
      {
        g_autofree char *changes = NULL;

        if (!g_str_equal (tables[i], sx_line_table ((SxLine)line)))
          continue;
        changes = _sx_report_line_changes (self, (SxLine)line);
        if (changes)
          g_string_append_printf (text, "%s%s%s", text->len ? "；" : "", _sx_report_line ((SxLine)line),
                                  changes);
      }
  if (measure == SX_MEASURE_ROAD_DENSITY && self->delivery->scheme->roads->len)
    g_string_append_printf (text, "调整规划道路 %u 条", self->delivery->scheme->roads->len);
  if (measure == SX_MEASURE_GREEN_COVERAGE && self->delivery->scheme->reclasses->len)
    g_string_append_printf (text, "调整规划用地 %u 处", self->delivery->scheme->reclasses->len);
  return text->len ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static const SxJudgement *
judgement_of (const SxReport *self, const char *id)
{
  const GPtrArray *judgements = self->delivery->scheme->judgements;

  for (guint i = 0; i < judgements->len; i++)
    if (g_strcmp0 (((SxJudgement *)judgements->pdata[i])->indicator, id) == 0)
      return judgements->pdata[i];
  return NULL;
}

static char *
conclusion (const SxReport *self, guint at, const char *required)
{
  const SxIndicatorValue *value = &self->delivery->result->indicators[at];
  double missing = sx_remedy_distance (self->delivery->result, at);
  g_autofree char *amount = NULL;
  const char *origin;

  if (value->rule->comparator == SX_COMPARE_MANUAL && value->verdict != SX_VERDICT_NOT_INVOLVED)
    return g_strdup (""); /* what a person judged is said by itself */
  if (value->verdict == SX_VERDICT_PASS)
    return g_strdup_printf ("符合“%s”的要求，达标。", required);
  if (value->verdict == SX_VERDICT_NOT_INVOLVED)
    return g_strdup ("本次维护不涉及，不降低现有水平。");
  if (value->verdict != SX_VERDICT_FAIL)
    return g_strdup ("");
  origin = sx_remedy_origin (value) == SX_ORIGIN_EXISTING ? "该项在维护前即不符合要求，非本次维护造成。"
           : sx_remedy_origin (value) == SX_ORIGIN_WORSENED ? "该项在维护前即不符合要求，本次维护后差距扩大。"
                                                            : "";
  amount = _sx_report_amount (missing, value->rule->decimals,
                              g_str_equal (value->rule->unit, "%") ? "个百分点" : value->rule->unit);
  if (missing > 0 && value->rule->measure != SX_MEASURE_RESERVE_SCALE)
    return g_strdup_printf ("不符合“%s”的要求，不达标，尚差 %s。%s", required, amount, origin);
  return g_strdup_printf ("不符合“%s”的要求，不达标。%s", required, origin);
}

static void
say_judgement (SxReport *self, const SxIndicatorValue *value)
{
  const SxJudgement *judgement = judgement_of (self, value->rule->id);
  g_autofree char *text = NULL;

  if (!judgement)
    {
      if (value->verdict == SX_VERDICT_MANUAL)
        sx_odt_placeholder (self->odt, "研判结论和理由");
      return;
    }
  text = g_strdup_printf ("经研判，结论为%s%s%s。", _sx_report_verdict (value->verdict),
                          judgement->reason && *judgement->reason ? "，理由：" : "",
                          judgement->reason ? judgement->reason : "");
  sx_odt_text (self->odt, text);
}

/* "维护前为 …，维护后为 …，增加 …。" */
static char *
comparison (const SxReport *self, const SxIndicatorValue *value, const char *why)
{
  const SxIndicatorRule *rule = value->rule;
  double first = before_of (value);
  g_autofree char *before = _sx_report_amount (first, rule->decimals, rule->unit);
  g_autofree char *after = _sx_report_amount (value->after, rule->decimals, rule->unit);
  g_autofree char *change = _sx_report_change (first, value->after, rule->decimals, rule->unit);

  if (!isfinite (first))
    return g_strdup_printf ("%s%s维护后为 %s。", why ? why : "", why ? "。" : "", after);
  if (why && !g_str_equal (change, "不变"))
    return g_strdup_printf ("维护前为 %s；本次维护%s；维护后为 %s，较维护前%s。", before, why, after, change);
  return g_strdup_printf ("维护前为 %s，维护后为 %s，较维护前%s。", before, after, change);
}

/* *told: what was said last to be the cause, which is not said twice. */
static void
argue (SxReport *self, guint at, char **told)
{
  const SxIndicatorValue *value = &self->delivery->result->indicators[at];
  g_autofree char *required = _sx_report_requirement (value), *cause = causes (self, value->rule->measure);
  const char *why = g_strcmp0 (cause, *told) == 0 && cause ? "按上述图斑调整" : cause;
  g_autofree char *asked = g_strdup_printf ("。要求：%s。", required), *end = conclusion (self, at, required);

  sx_odt_begin (self->odt, value->verdict == SX_VERDICT_FAIL ? "Not_20_Met" : "Text_20_body");
  sx_odt_strong (self->odt, value->rule->label_zh);
  sx_odt_text (self->odt, asked);
  if (value->verdict == SX_VERDICT_NO_DATA)
    {
      sx_odt_text (self->odt, "规划包中没有核算该项所需的数据。");
      sx_odt_placeholder (self->odt, "该项维护前、维护后的数值与结论");
    }
  else
    {
      if (isfinite (value->after))
        {
          g_autofree char *text = comparison (self, value, why);

          sx_odt_text (self->odt, text);
          if (cause && strstr (text, cause))
            {
              g_free (*told);
              *told = g_steal_pointer (&cause);
            }
        }
      sx_odt_text (self->odt, end);
      say_judgement (self, value);
      if (value->verdict == SX_VERDICT_FAIL)
        sx_odt_placeholder (self->odt, "不达标的原因与处理措施");
    }
  sx_odt_end (self->odt);
}

static void
add_row (SxGrid *grid, const SxIndicatorValue *value)
{
  const SxIndicatorRule *rule = value->rule;
  const char *unit = _sx_report_unit (rule->unit);
  g_autofree char *label
      = *unit ? g_strdup_printf ("%s（%s）", rule->label_zh, unit) : g_strdup (rule->label_zh);
  g_autofree char *required = _sx_report_requirement (value);
  guint row = sx_grid_add (grid, label, required, NULL);

  sx_grid_number (grid, row, 2, before_of (value), rule->decimals);
  sx_grid_number (grid, row, 3, value->after, rule->decimals);
  sx_grid_difference (grid, row, 4, 3, 2);
  sx_grid_text (grid, row, 5, _sx_report_verdict (value->verdict));
}

void
_sx_report_argument (SxReport *self, const char *of)
{
  static const double widths[] = { 30, 18, 13, 13, 12, 10 };
  static const char *const captions[][2] = {
    { "farmland", "永久基本农田正向优化情况表" },
    { "redline", "生态保护红线正向优化情况表" },
    { "boundary", "城镇开发边界正向优化情况表" },
    { "centre", "城镇功能品质优化情况表" },
    { "lines", "其他空间管控边界核算表" },
    { "zoning", "规划分区与三条控制线匹配情况表" },
    { "reserve", "机动规模核算表" },
    { "other", "其他情形" },
  };
  const SxResult *result = self->delivery->result;
  SxGrid *grid = sx_grid_new ("", "", "", G_N_ELEMENTS (widths));
  const char *caption = of;
  g_autofree char *told = NULL;

  sx_grid_add (grid, "指标", "要求", "维护前", "维护后", "变化量", "结论", NULL);
  sx_grid_end_head (grid);
  sx_grid_set_widths (grid, widths);
  for (guint i = 0; i < result->n_indicators; i++)
    if (g_str_equal (result->indicators[i].rule->group, of))
      {
        argue (self, i, &told);
        add_row (grid, &result->indicators[i]);
      }
  for (guint i = 0; i < G_N_ELEMENTS (captions); i++)
    if (g_str_equal (captions[i][0], of))
      caption = captions[i][1];
  if (grid->n_rows > grid->n_head + 1)
    _sx_report_show (self, caption, grid);
  else
    sx_grid_free (grid);
}
