/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/sx-report-private.h"

#include <math.h>

#include "base/sx-text.h"
#include "export/sx-delivery-rounding.h"

double
_sx_report_round (double number, int decimals)
{
  sx_round_together (&number, 1, decimals);
  return number;
}

char *
_sx_report_figure (double number, int decimals)
{
  return sx_text_number (_sx_report_round (number, decimals), decimals);
}

const char *
_sx_report_unit (const char *unit)
{
  static const char *const words[][2] = {
    { "ha", "公顷" },
    { "km²", "平方千米" },
    { "m²", "平方米" },
    { "km/km²", "千米/平方千米" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i][0], unit))
      return words[i][1];
  return unit;
}

char *
_sx_report_amount (double number, int decimals, const char *unit)
{
  g_autofree char *figure = _sx_report_figure (number, decimals);
  const char *shown = _sx_report_unit (unit);

  return g_strconcat (figure, *shown && !g_str_equal (shown, "%") ? " " : "", shown, NULL);
}

char *
_sx_report_change (double before, double after, int decimals, const char *unit)
{
  double a = _sx_report_round (before, decimals), b = _sx_report_round (after, decimals);
  g_autofree char *amount
      = _sx_report_amount (fabs (b - a), decimals, g_str_equal (unit, "%") ? "个百分点" : unit);

  if (!isfinite (before) || !isfinite (after))
    return g_strdup ("");
  if (a == b && before != after && fabs (after - before) > SX_INDICATOR_NOISE * fabs (before))
    return g_strdup_printf ("%s，变化小于所列小数位", after > before ? "略有增加" : "略有减少");
  if (a == b)
    return g_strdup ("不变");
  return g_strdup_printf ("%s %s", b > a ? "增加" : "减少", amount);
}

char *
_sx_report_requirement (const SxIndicatorValue *value)
{
  g_autofree char *target = _sx_report_amount (value->target, value->rule->decimals, value->rule->unit);

  switch (value->rule->comparator)
    {
    case SX_COMPARE_INCREASE:
      return g_strdup ("有增加");
    case SX_COMPARE_NOT_DECREASE:
      return g_strdup ("不减少");
    case SX_COMPARE_DECREASE:
      return g_strdup ("有减少");
    case SX_COMPARE_NOT_INCREASE:
      return g_strdup ("不增加");
    case SX_COMPARE_AT_LEAST_TARGET:
      return isfinite (value->target) ? g_strdup_printf ("不低于 %s", target) : g_strdup ("不低于规划任务");
    case SX_COMPARE_AT_MOST_TARGET:
      return isfinite (value->target) ? g_strdup_printf ("不超过 %s", target) : g_strdup ("不超过上限");
    case SX_COMPARE_MANUAL:
      return g_strdup ("由编制单位研判");
    default:
      g_return_val_if_reached (NULL);
    }
}

const char *
_sx_report_verdict (SxVerdict verdict)
{
  static const char *const words[] = {
    [SX_VERDICT_PASS] = "达标",     [SX_VERDICT_FAIL] = "不达标",      [SX_VERDICT_NOT_INVOLVED] = "不涉及",
    [SX_VERDICT_MANUAL] = "待研判", [SX_VERDICT_NO_DATA] = "缺少数据",
  };

  return words[verdict];
}

const char *
_sx_report_line (SxLine line)
{
  static const char *const words[SX_N_LINES] = {
    [SX_LINE_FARMLAND] = "永久基本农田", [SX_LINE_REDLINE] = "生态保护红线",
    [SX_LINE_BOUNDARY] = "城镇开发边界", [SX_LINE_HERITAGE] = "历史文化保护线",
    [SX_LINE_FLOOD] = "洪涝风险控制线",  [SX_LINE_MINERAL] = "矿产资源控制线",
    [SX_LINE_GREEN] = "城市绿线",        [SX_LINE_BLUE] = "城市蓝线",
    [SX_LINE_YELLOW] = "城市黄线",       [SX_LINE_PURPLE] = "城市紫线",
  };

  return words[line];
}

char *
_sx_report_cell (const SxGrid *grid, guint row, guint column)
{
  const SxCell *cell = sx_grid_cell (grid, row, column);

  if (cell->kind == SX_CELL_NUMBER)
    return sx_text_number (cell->number, cell->decimals);
  return g_strdup (cell->text ? cell->text : "");
}
