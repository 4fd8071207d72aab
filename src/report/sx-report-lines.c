/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes into the control lines and what leaves them, by situation; figures are those of 附表2–4. */
#include "report/sx-report-private.h"

#include <math.h>
#include <string.h>

#include "base/sx-units.h"
#include "export/sx-plot-figures.h"
#include "export/sx-tables.h"

#define HA_DECIMALS 4
#define MAX_LISTED 100 /* plots of a line that the text lists one by one */

/* ---- one line */

/* One direction of a line as it really changes. */
typedef struct
{
  guint n;
  double area;           /* m² */
  GPtrArray *situations; /* char *, in the order of the rules, without owner; a NULL one: not filled in */
} Flow;

static gboolean
has_situation (const Flow *flow, const char *code)
{
  for (guint i = 0; i < flow->situations->len; i++)
    if (g_strcmp0 (flow->situations->pdata[i], code) == 0)
      return TRUE;
  return FALSE;
}

static void
measure_flow (const SxReport *self, SxLine line, SxDirection direction, Flow *flow)
{
  const SxAfterLayer *layer = sx_after_state_layer (self->delivery->after, sx_line_table (line));

  *flow = (Flow){ .situations = g_ptr_array_new () };
  for (guint i = 0; layer && i < layer->changes->len; i++)
    {
      const SxAfterChange *change = layer->changes->pdata[i];

      if (!change->adjustment || change->adjustment->direction != direction)
        continue;
      flow->n++;
      flow->area += change->area;
      if (!has_situation (flow, change->adjustment->situation))
        g_ptr_array_add (flow->situations, change->adjustment->situation);
    }
}

static int
compare_codes (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

static char *
flow_words (Flow *flow, const char *direction)
{
  g_autoptr (GString) codes = g_string_new (NULL);
  g_autofree char *area = _sx_report_figure (flow->area / SX_HA_M2, HA_DECIMALS);

  g_ptr_array_sort (flow->situations, compare_codes);
  for (guint i = 0; i < flow->situations->len; i++)
    if (flow->situations->pdata[i])
      g_string_append_printf (codes, "%s%s", codes->len ? "、" : "", (char *)flow->situations->pdata[i]);
  if (codes->len)
    return g_strdup_printf ("%s图斑 %u 个、%s 公顷（情形 %s）", direction, flow->n, area, codes->str);
  return g_strdup_printf ("%s图斑 %u 个、%s 公顷", direction, flow->n, area);
}

char *
_sx_report_line_changes (const SxReport *self, SxLine line)
{
  Flow in, out;
  g_autofree char *first = NULL, *second = NULL;

  measure_flow (self, line, SX_DIRECTION_IN, &in);
  measure_flow (self, line, SX_DIRECTION_OUT, &out);
  if (in.n)
    first = flow_words (&in, "调入");
  if (out.n)
    second = flow_words (&out, "调出");
  g_ptr_array_unref (in.situations);
  g_ptr_array_unref (out.situations);
  if (first && second)
    return g_strdup_printf ("%s，%s", first, second);
  return first ? g_steal_pointer (&first) : g_steal_pointer (&second);
}

/* ---- by situation */

/* Plots of one situation; code NULL: of none that the rules know. */
static guint
count_plots (const SxReport *self, SxLine line, SxDirection direction, const char *code)
{
  const SxAfterLayer *layer = sx_after_state_layer (self->delivery->after, sx_line_table (line));
  guint n = 0;

  for (guint i = 0; layer && i < layer->changes->len; i++)
    {
      const SxAfterChange *change = layer->changes->pdata[i];
      const SxAdjustment *a = change->adjustment;

      if (a && a->direction == direction
          && (code ? g_strcmp0 (a->situation, code) == 0
                   : !sx_rule_profile_situation (self->delivery->result->rules, line, direction,
                                                 a->situation)))
        n++;
    }
  return n;
}

/* A row of 附表2–4 as a sentence; nothing for a situation that nothing is of. */
static void
say_situation (SxReport *self, const SxGrid *grid, guint row, SxLine line, SxDirection direction)
{
  const SxCell *area = sx_grid_cell (grid, row, grid->n_columns - 2);
  const char *text = sx_grid_cell (grid, row, 1)->text;
  const char *dot = text ? strchr (text, '.') : NULL;
  g_autofree char *code = dot ? g_strndup (text, (gsize)(dot - text)) : NULL;
  g_autofree char *figure = _sx_report_cell (grid, row, grid->n_columns - 2);
  const char *way = direction == SX_DIRECTION_IN ? "调入" : "调出";
  guint n = count_plots (self, line, direction, code);

  if (area->kind != SX_CELL_NUMBER || n == 0)
    return;
  if (code)
    _sx_report_say (self,
                    g_strdup_printf ("%s情形 %s（%s）：%u 个图斑，%s 公顷。", way, code, dot + 1, n, figure));
  else
    {
      sx_odt_begin (self->odt, "Not_20_Met");
      sx_odt_text (self->odt, way);
      sx_odt_strong (self->odt, "未填写情形");
      g_free (code);
      code = g_strdup_printf ("的图斑 %u 个，%s 公顷，应在上报前补填。", n, figure);
      sx_odt_text (self->odt, code);
      sx_odt_end (self->odt);
    }
}

/* Rows of both directions stand one after the other, each named in the first column, then the totals. */
static void
say_situations (SxReport *self, const SxGrid *grid, SxLine line)
{
  for (guint r = grid->n_head; r < grid->n_rows; r++)
    {
      const char *way = sx_grid_cell (grid, r, 0)->text;

      if (g_strcmp0 (way, "调入") == 0)
        say_situation (self, grid, r, line, SX_DIRECTION_IN);
      else if (g_strcmp0 (way, "调出") == 0)
        say_situation (self, grid, r, line, SX_DIRECTION_OUT);
    }
}

/* ---- plot by plot */

/* What one adjustment really changes, ha; NAN: nothing. */
static double
changed_ha (const SxAfterLayer *layer, const double *figures, const SxAdjustment *adjustment)
{
  double sum = NAN;

  for (guint i = 0; layer && i < layer->changes->len; i++)
    {
      const SxAfterChange *change = layer->changes->pdata[i];

      if (change->adjustment == adjustment)
        sum = (isnan (sum) ? 0 : sum) + figures[i];
    }
  return sum;
}

static void
add_plots (SxReport *self, SxGrid *grid, SxLine line, SxDirection direction)
{
  const GPtrArray *adjustments = self->delivery->scheme->adjustments;
  const SxAfterLayer *layer = sx_after_state_layer (self->delivery->after, sx_line_table (line));
  g_autofree double *figures = sx_plot_figures (self->delivery, line);

  for (guint i = 0; i < adjustments->len; i++)
    {
      const SxAdjustment *a = adjustments->pdata[i];
      g_autofree char *number = NULL;
      double ha = a->line == line ? changed_ha (layer, figures, a) : (double)NAN;
      guint row;

      if (a->direction != direction || isnan (ha))
        continue;
      number = g_strdup_printf ("%u", grid->n_rows - grid->n_head + 1);
      row = sx_grid_add (grid, number, direction == SX_DIRECTION_IN ? "调入" : "调出",
                         a->name && *a->name ? a->name : "（未命名）",
                         a->situation ? a->situation : "（未填写）", NULL);
      sx_grid_number (grid, row, 4, ha, HA_DECIMALS);
      sx_grid_text (grid, row, 5, a->project);
      sx_grid_text (grid, row, 6, a->basis);
    }
}

static void
show_plots (SxReport *self, SxLine line)
{
  static const double widths[] = { 6, 6, 20, 6, 14, 20, 24 };
  g_autofree char *caption = g_strdup_printf ("%s调整图斑一览表", _sx_report_line (line));
  SxGrid *grid = sx_grid_new ("", "", "", G_N_ELEMENTS (widths));

  sx_grid_add (grid, "序号", "类型", "图斑", "情形", "面积（公顷）", "项目", "依据", NULL);
  sx_grid_end_head (grid);
  sx_grid_set_widths (grid, widths);
  add_plots (self, grid, line, SX_DIRECTION_IN);
  add_plots (self, grid, line, SX_DIRECTION_OUT);
  if (grid->n_rows - grid->n_head <= MAX_LISTED)
    {
      _sx_report_show (self, caption, grid);
      return;
    }
  _sx_report_say (self, g_strdup_printf ("调整图斑 %u 个，逐个列在成果数据库的 WHC%s 图层中。",
                                         grid->n_rows - grid->n_head, sx_line_table (line)));
  sx_grid_free (grid);
}

void
_sx_report_situations (SxReport *self, const char *of)
{
  SxLine line = SX_LINE_FARMLAND;
  g_autofree char *changes = NULL;

  if (!sx_line_parse (of, &line))
    g_return_if_reached ();
  if (!sx_after_state_layer (self->delivery->after, sx_line_table (line)))
    {
      _sx_report_ask (self, "规划包中没有这条控制线的图层，调整情况由编制单位填写");
      return;
    }
  changes = _sx_report_line_changes (self, line);
  if (!changes)
    {
      _sx_report_say (self, g_strdup_printf ("本次维护不涉及%s的调整。", _sx_report_line (line)));
      return;
    }
  _sx_report_say (self, g_strdup_printf ("本次维护%s%s。按情形分述如下，汇总见附表%u。",
                                         _sx_report_line (line), changes, 2 + (guint)line));
  say_situations (self, _sx_report_table (self, 2 + (guint)line), line);
  show_plots (self, line);
}

/* ---- the account of the boundary */

void
_sx_report_ledger (SxReport *self, const char *of)
{
  const SxResult *result = self->delivery->result;
  const SxIndicatorValue *scale = sx_result_find (result, SX_MEASURE_BOUNDARY_EXPANSION_SCALE);
  const SxIndicatorValue *reserve = sx_result_find (result, SX_MEASURE_RESERVE_SCALE);
  double in = _sx_report_round (result->increment_in, HA_DECIMALS),
         out = _sx_report_round (result->increment_out, HA_DECIMALS);
  g_autofree char *first = _sx_report_figure (in, HA_DECIMALS),
                  *second = _sx_report_figure (out, HA_DECIMALS);
  g_autofree char *rest = _sx_report_figure (fabs (in - out), HA_DECIMALS), *before = NULL, *after = NULL;

  if (!isfinite (in) || !isfinite (out))
    {
      _sx_report_ask (self,
                      "增量用地台账：规划包中缺少 2020 年现状建设用地等数据，调入、调出增量由编制单位填写");
      return;
    }
  _sx_report_say (self, g_strdup_printf ("扣除 2020 年现状建设用地后，调入增量用地 %s "
                                         "公顷（含边界外零星城镇建设用地），"
                                         "调出增量用地 %s 公顷，调入%s调出 %s 公顷。",
                                         first, second, in > out ? "超出" : "少于", rest));
  if (!scale || !isfinite (scale->base) || !isfinite (scale->after))
    return;
  before = _sx_report_amount (scale->base, scale->rule->decimals, scale->rule->unit);
  after = _sx_report_amount (scale->after, scale->rule->decimals, scale->rule->unit);
  if (reserve && isfinite (reserve->after) && reserve->after > 0)
    {
      g_autofree char *kept
          = _sx_report_amount (reserve->after, reserve->rule->decimals, reserve->rule->unit);

      _sx_report_say (self, g_strdup_printf ("扩展规模维护前 %s，维护后 %s，预留机动规模 %s。", before, after,
                                             kept));
    }
  else
    _sx_report_say (self, g_strdup_printf ("扩展规模维护前 %s，维护后 %s。", before, after));
}

/* ---- the other lines */

void
_sx_report_lines (SxReport *self, const char *of)
{
  g_autoptr (GString) untouched = g_string_new (NULL);

  for (guint line = SX_LINE_HERITAGE; line < SX_N_LINES; line++)
    {
      g_autofree char *changes = _sx_report_line_changes (self, (SxLine)line);

      if (changes)
        _sx_report_say (self, g_strdup_printf ("本次维护%s%s。", _sx_report_line ((SxLine)line), changes));
      else if (sx_after_state_layer (self->delivery->after, sx_line_table ((SxLine)line)))
        g_string_append_printf (untouched, "%s%s", untouched->len ? "、" : "",
                                _sx_report_line ((SxLine)line));
    }
  if (untouched->len)
    _sx_report_say (self, g_strdup_printf ("本次维护不涉及%s的调整。", untouched->str));
}
