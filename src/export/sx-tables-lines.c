/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 附表1–附表4: the lines, all together and by situation. */
#include <math.h>
#include <string.h>

#include "base/sx-text.h"
#include "base/sx-units.h"
#include "export/sx-plot-figures.h"
#include "export/sx-projects.h"
#include "export/sx-tables.h"

#define HA_DECIMALS 4
#define N_SUMMARY 17
#define SUMMARY_WIDTH 9.6 /* characters: nineteen columns are to be read on one page */

void
sx_tables_values (const SxDelivery *delivery, SxMeasure measure, double *before, double *after)
{
  const SxIndicatorValue *value = sx_result_find (delivery->result, measure);

  *before = value ? value->base : (double)NAN;
  *after = value ? value->after : (double)NAN;
}

/* ---- 附表1 */

/* The lines, in the order of the table; the boundary is a column wider. */
static const struct
{
  SxMeasure measure;
  double to_ha;
  guint column;
  gboolean is_second; /* in the table's second part */
  const char *table;
} summary_lines[] = {
  { SX_MEASURE_FARMLAND_AREA, SX_WAN_MU_M2 / SX_HA_M2, 1, FALSE, "YJJBNTBHTB" },
  { SX_MEASURE_REDLINE_AREA, SX_KM2_M2 / SX_HA_M2, 3, FALSE, "STBHHX" },
  { SX_MEASURE_BOUNDARY_AREA, 1, 5, FALSE, "CZKFBJGX" },
  { SX_MEASURE_HERITAGE_AREA, 1, 1, TRUE, "LSWHBHX" },
  { SX_MEASURE_FLOOD_AREA, 1, 3, TRUE, "HLFXKZX" },
  { SX_MEASURE_MINERAL_AREA, 1, 5, TRUE, "KCZYKCBHX" },
  { SX_MEASURE_GREEN_LINE_AREA, 1, 7, TRUE, "ZXCQCSLVX" },
  { SX_MEASURE_BLUE_LINE_AREA, 1, 9, TRUE, "ZXCQCSLX" },
  { SX_MEASURE_YELLOW_LINE_AREA, 1, 11, TRUE, "ZXCQCSHX" },
  { SX_MEASURE_PURPLE_LINE_AREA, 1, 13, TRUE, "ZXCQCSZX" },
};

static void
head_of_lines (SxGrid *grid)
{
  sx_grid_add (grid, "行政区名称", "三条控制线（公顷）", NULL);
  sx_grid_add (grid, "", "永久基本农田保护红线", "", "生态保护红线", "", "城镇开发边界", NULL);
  sx_grid_add (grid, "", "调整前", "调整后", "调整前", "调整后", "调整前总规模",
               "调整后总规模（其中不计入扩展倍数的）", "其中不计入扩展倍数的", "调整前扩展倍数",
               "调整后扩展倍数", NULL);
  sx_grid_merge (grid, 0, 0, 2, 0);
  sx_grid_merge (grid, 0, 1, 0, 9);
  sx_grid_merge (grid, 1, 1, 1, 2);
  sx_grid_merge (grid, 1, 3, 1, 4);
  sx_grid_merge (grid, 1, 5, 1, 9);
  sx_grid_merge (grid, 2, 6, 2, 7); /* printed as one column, "XX（XX）" */
}

static void
head_of_others (SxGrid *grid, guint row)
{
  sx_grid_add (grid, "行政区名称", "其他重要控制线（公顷）", "", "", "", "", "", "城市重要控制线（公顷）", "",
               "", "", "", "", "", "", NULL);
  sx_grid_text (grid, row, 15, "重点建设项目清单（个）");
  sx_grid_add (grid, "", "历史文化保护线", "", "洪涝风险控制线", "", "矿产资源控制线", "", "城市绿线", "",
               "城市蓝线", "", "城市黄线", "", "城市紫线", NULL);
  sx_grid_add (grid, "", "调整前", "调整后", "调整前", "调整后", "调整前", "调整后", "调整前", "调整后",
               "调整前", "调整后", "调整前", "调整后", "调整前", "调整后", NULL);
  for (guint c = 0; c < 4; c++)
    {
      static const char *const words[] = { "调整前", "增加", "删除", "调整后" };

      sx_grid_text (grid, row + 2, 15 + c, words[c]);
    }
  sx_grid_merge (grid, row, 0, row + 2, 0);
  sx_grid_merge (grid, row, 1, row, 6);
  sx_grid_merge (grid, row, 7, row, 14);
  sx_grid_merge (grid, row, 15, row + 1, 18);
  for (guint c = 1; c < 15; c += 2)
    sx_grid_merge (grid, row + 1, c, row + 1, c + 1);
}

/* Ground that came into the boundary and does not count in the multiplier, ha. */
static double
uncounted_ha (const SxDelivery *delivery)
{
  const SxAfterLayer *boundary = sx_after_state_layer (delivery->after, sx_line_table (SX_LINE_BOUNDARY));
  double sum = 0;

  for (guint i = 0; boundary && i < boundary->changes->len; i++)
    {
      const SxAfterChange *change = boundary->changes->pdata[i];

      if (change->kind == SX_MAINTAIN_IN && change->adjustment && change->adjustment->uncounted)
        sum += change->area;
    }
  return sum / SX_HA_M2;
}

static void
fill_lines (SxGrid *grid, const SxDelivery *delivery, guint row, gboolean is_second)
{
  for (guint i = 0; i < G_N_ELEMENTS (summary_lines); i++)
    {
      double before, after;

      if (summary_lines[i].is_second != is_second)
        continue;
      sx_tables_values (delivery, summary_lines[i].measure, &before, &after);
      sx_grid_number (grid, row, summary_lines[i].column, before * summary_lines[i].to_ha, HA_DECIMALS);
      sx_grid_number (grid, row, summary_lines[i].column + 1, after * summary_lines[i].to_ha, HA_DECIMALS);
      if (isnan (before))
        sx_grid_note (grid, g_strdup_printf ("规划包中没有 %s 图层，相应栏目为空。", summary_lines[i].table));
    }
}

static void
fill_multiplier (SxGrid *grid, const SxDelivery *delivery, guint row)
{
  double before, after;

  sx_tables_values (delivery, SX_MEASURE_BOUNDARY_MULTIPLIER, &before, &after);
  sx_grid_number (grid, row, 8, before, 2);
  sx_grid_number (grid, row, 9, after, 2);
  if (sx_after_state_layer (delivery->after, sx_line_table (SX_LINE_BOUNDARY)))
    sx_grid_number (grid, row, 7, uncounted_ha (delivery), HA_DECIMALS);
  sx_grid_bracket (grid, row, 7);
}

static void
fill_projects (SxGrid *grid, const GPtrArray *projects, guint row)
{
  SxProjectCounts counts = sx_project_count (projects);

  if (projects->len == 0)
    {
      sx_grid_note (grid, g_strdup ("规划包中没有重点建设项目清单，相应栏目为空。"));
      return;
    }
  sx_grid_number (grid, row, 15, counts.before, 0);
  sx_grid_number (grid, row, 16, counts.added, 0);
  sx_grid_number (grid, row, 17, counts.removed, 0);
  sx_grid_number (grid, row, 18, counts.after, 0);
}

SxGrid *
sx_table_summary (const SxDelivery *delivery, const GPtrArray *projects)
{
  SxGrid *grid
      = sx_grid_new ("附表1", "附表1 三条控制线、其他重要控制线、城市重要控制线和重点建设项目清单调整汇总表",
                     "", N_SUMMARY + 2);
  guint row;

  for (guint c = 0; c < grid->n_columns; c++)
    grid->widths[c] = c ? SUMMARY_WIDTH : 1.4 * SUMMARY_WIDTH;
  head_of_lines (grid);
  sx_grid_end_head (grid);
  row = sx_grid_add (grid, delivery->name, NULL);
  fill_lines (grid, delivery, row, FALSE);
  fill_multiplier (grid, delivery, row);
  sx_grid_add (grid, "合计", NULL);
  for (guint c = 1; c <= 7; c++)
    sx_grid_sum (grid, row + 1, c, row, row);
  sx_grid_bracket (grid, row + 1, 7);
  sx_grid_add (grid, "", NULL);
  row = grid->second = grid->n_rows;
  head_of_others (grid, row);
  row = sx_grid_add (grid, delivery->name, NULL);
  fill_lines (grid, delivery, row, TRUE);
  fill_projects (grid, projects, row);
  sx_grid_add (grid, "合计", NULL);
  for (guint c = 1; c < grid->n_columns; c++)
    sx_grid_sum (grid, row + 1, c, row, row);
  return grid;
}

/* ---- 附表2–4 */

/* What a table adds to a situation in its last column, as printed. */
static const char *
remark (SxLine line, SxDirection direction, const char *code)
{
  if (line == SX_LINE_BOUNDARY && direction == SX_DIRECTION_IN && g_str_equal (code, "5"))
    return "原则上单个地块面积不超过5亩";
  if (line == SX_LINE_BOUNDARY && direction == SX_DIRECTION_IN && g_str_equal (code, "6"))
    return "备注符合规定的文件和具体情形";
  return "";
}

typedef struct
{
  SxGrid *grid;
  const SxDelivery *delivery;
  SxLine line;
  const double *figures; /* per change of the layer, ha; NULL: there is none */
  gboolean has_counts;
} Situations;

/* Plots that really changed, ha; code NULL: those without a known situation. */
static void
count_changes (const Situations *self, SxDirection direction, const char *code, guint *n, double *ha)
{
  const SxAfterLayer *layer = sx_after_state_layer (self->delivery->after, sx_line_table (self->line));

  *n = 0;
  *ha = 0;
  for (guint i = 0; layer && i < layer->changes->len; i++)
    {
      const SxAdjustment *a = ((SxAfterChange *)layer->changes->pdata[i])->adjustment;
      gboolean is_known
          = sx_rule_profile_situation (self->delivery->result->rules, self->line, direction, a->situation)
            != NULL;

      if (a->direction != direction || (code ? g_strcmp0 (a->situation, code) != 0 : is_known))
        continue;
      ++*n;
      *ha += self->figures[i];
    }
}

static void
add_situation (const Situations *self, SxDirection direction, const char *text, const char *code)
{
  guint n, row = sx_grid_add (self->grid, direction == SX_DIRECTION_IN ? "调入" : "调出", text, NULL), c = 2;
  double ha;

  count_changes (self, direction, code, &n, &ha);
  if (self->has_counts)
    sx_grid_number (self->grid, row, c++, n, 0);
  sx_grid_number (self->grid, row, c++, ha, HA_DECIMALS);
  sx_grid_text (self->grid, row, c, code ? remark (self->line, direction, code) : "");
}

/* The rows of one direction; *first and *last: which. */
static void
add_direction (const Situations *self, SxDirection direction, guint *first, guint *last)
{
  const GPtrArray *situations = self->delivery->result->rules->situations;
  guint n;
  double ha;

  *first = self->grid->n_rows;
  for (guint i = 0; i < situations->len; i++)
    {
      const SxSituation *s = situations->pdata[i];
      g_autofree char *text = g_strdup_printf ("%s.%s", s->code, s->text);

      if (s->line == self->line && s->direction == direction)
        add_situation (self, direction, text, s->code);
    }
  count_changes (self, direction, NULL, &n, &ha);
  if (n)
    {
      add_situation (self, direction, "（未填写情形）", NULL);
      sx_grid_note (self->grid, g_strdup_printf ("有 %u 个%s图斑没有填写情形，单列一行。", n,
                                                 direction == SX_DIRECTION_IN ? "调入" : "调出"));
    }
  *last = self->grid->n_rows - 1;
  sx_grid_merge (self->grid, *first, 0, *last, 0);
  sx_grid_round (self->grid, self->has_counts ? 3 : 2, *first, *last);
}

/* Scattered urban land outside the boundary as it is after the scheme, ha. */
static double
independent_ha (const SxDelivery *delivery)
{
  SxLayer *land = sx_plan_layer (delivery->plan, "DLCZJSYD");
  const SxAfterLayer *boundary = sx_after_state_layer (delivery->after, sx_line_table (SX_LINE_BOUNDARY));
  double sum = 0;

  if (!land)
    return NAN;
  for (guint f = 0; f < land->n_features; f++)
    {
      SxShapeView v = sx_layer_shape (land, f), other;
      double area = v.n_rings ? sx_metric_area (&delivery->metric, &v) : 0;

      for (guint i = 0; boundary && i < boundary->base->n_features; i++)
        if (!boundary->is_touched[i] && sx_box_overlaps (boundary->base->box[i], v.box))
          {
            other = sx_layer_shape (boundary->base, i);
            area -= sx_metric_overlap (&delivery->metric, &v, &other);
          }
      for (guint i = 0; boundary && i < boundary->pieces->len; i++)
        {
          other = sx_shape_view (((SxAfterPiece *)boundary->pieces->pdata[i])->shape);
          area -= sx_metric_overlap (&delivery->metric, &v, &other);
        }
      sum += MAX (area, 0);
    }
  return sum / SX_HA_M2;
}

/* 附表1 adds up what the layer's field says of each feature, less what is deducted; these are plots. */
static void
note_difference (const Situations *self, guint in, guint out)
{
  guint c = self->grid->n_columns - 2;
  double plots = sx_grid_cell (self->grid, in, c)->number - sx_grid_cell (self->grid, out, c)->number, before,
         after;
  g_autofree char *by_plots = sx_text_number (plots, HA_DECIMALS), *by_field = NULL;

  sx_tables_values (self->delivery, summary_lines[self->line].measure, &before, &after);
  by_field = sx_text_number ((after - before) * summary_lines[self->line].to_ha, HA_DECIMALS);
  if (isfinite (after - before) && !g_str_equal (by_plots, by_field))
    sx_grid_note (self->grid,
                  g_strdup ("本表规模是图斑面积；附表1按图层的面积字段汇总，两表的变化量因此不同。"));
}

SxGrid *
sx_table_situations (const SxDelivery *delivery, SxLine line)
{
  static const char *const titles[][2] = {
    { "附表2", "附表2 耕地和永久基本农田动态维护方案维护情况汇总表" },
    { "附表3", "附表3 生态保护红线动态维护方案维护情况汇总表" },
    { "附表4", "附表4 城镇开发边界动态维护方案维护情况汇总表" },
  };
  gboolean has_counts = line == SX_LINE_FARMLAND;
  g_autofree double *figures = sx_plot_figures (delivery, line);
  Situations self = { sx_grid_new (titles[line][0], titles[line][1], "", has_counts ? 5 : 4), delivery, line,
                      figures, has_counts };
  const char *total = line == SX_LINE_BOUNDARY ? "共计" : "总计";
  g_autofree char *in = g_strconcat ("调入", total, NULL), *out = g_strconcat ("调出", total, NULL);
  guint first[2], last[2], row = 0;

  if (has_counts)
    sx_grid_add (self.grid, "维护类型", "需维护情形", "图斑数量（个）", "规模（公顷）", "备注", NULL);
  else
    sx_grid_add (self.grid, "维护类型", "需维护情形", "规模（公顷）", "备注", NULL);
  sx_grid_end_head (self.grid);
  self.grid->widths[1] = 60;
  self.grid->words = 1u << 1 | 1u << (self.grid->n_columns - 1);
  self.grid->widths[self.grid->n_columns - 1] = 28;
  add_direction (&self, SX_DIRECTION_IN, &first[0], &last[0]);
  add_direction (&self, SX_DIRECTION_OUT, &first[1], &last[1]);
  for (guint d = 0; d < 2; d++)
    {
      row = sx_grid_add (self.grid, d == 0 ? in : out, NULL);
      sx_grid_merge (self.grid, row, 0, row, 1);
      for (guint c = 2; c + 1 < self.grid->n_columns; c++)
        sx_grid_sum (self.grid, row, c, first[d], last[d]);
    }
  note_difference (&self, row - 1, row);
  if (line == SX_LINE_BOUNDARY)
    {
      row = sx_grid_add (self.grid, "独立城镇建设用地", NULL);
      sx_grid_merge (self.grid, row, 0, row, 1);
      sx_grid_number (self.grid, row, 2, independent_ha (delivery), HA_DECIMALS);
    }
  if (!sx_after_state_layer (delivery->after, sx_line_table (line)))
    sx_grid_note (self.grid, g_strdup_printf ("规划包中没有 %s 图层。", sx_line_table (line)));
  return self.grid;
}
