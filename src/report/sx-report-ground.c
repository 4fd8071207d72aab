/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Zones, land use, projects and townships: sentences from 附表6–9, with the figures that stand there. */
#include "report/sx-report-private.h"

#include <math.h>
#include <string.h>

#include "export/sx-tables.h"

/* Columns of 附表6 and 附表7 behind their headings. */
enum
{
  BEFORE = 4,
  SHARE_BEFORE,
  AFTER,
  SHARE_AFTER,
  CHANGE,
};

static gboolean
has_figures (const SxGrid *grid, guint row)
{
  return sx_grid_cell (grid, row, BEFORE)->kind == SX_CELL_NUMBER
         && sx_grid_cell (grid, row, AFTER)->kind == SX_CELL_NUMBER;
}

/* "维护前 …公顷，占 …%；维护后 …公顷，占 …%；增加 …" */
static void
say_balance (SxReport *self, const char *name, const SxGrid *grid, guint row)
{
  g_autofree char *before = _sx_report_cell (grid, row, BEFORE), *after = _sx_report_cell (grid, row, AFTER);
  g_autofree char *share = _sx_report_cell (grid, row, SHARE_BEFORE);
  g_autofree char *share_after = _sx_report_cell (grid, row, SHARE_AFTER);
  const SxCell *a = sx_grid_cell (grid, row, BEFORE), *b = sx_grid_cell (grid, row, AFTER);
  g_autofree char *change = _sx_report_change (a->number, b->number, a->decimals, "ha");
  double first = sx_grid_cell (grid, row, SHARE_BEFORE)->number,
         second = sx_grid_cell (grid, row, SHARE_AFTER)->number;
  g_autofree char *shift = _sx_report_change (first, second, 2, "%");

  _sx_report_say (self, g_strdup_printf ("%s：维护前面积 %s 公顷，占比 %s%%；维护后面积 %s 公顷，占比 "
                                         "%s%%；面积%s，占比%s。",
                                         name, before, share, after, share_after, change, shift));
}

static gboolean
is_total (const SxGrid *grid, guint row, const char *word)
{
  for (guint c = 0; c < BEFORE; c++)
    if (g_strcmp0 (sx_grid_cell (grid, row, c)->text, word) == 0)
      return TRUE;
  return FALSE;
}

/* A zone of the first level begins with its number; its figures stand in that row or in its subtotal. */
void
_sx_report_zones (SxReport *self, const char *of)
{
  const SxGrid *grid = _sx_report_table (self, 6);
  guint last = grid->n_rows - 1;

  if (!has_figures (grid, last))
    {
      _sx_report_ask (self, "规划包中没有规划分区图层，规划分区的维护情况由编制单位填写");
      return;
    }
  _sx_report_say (self, g_strdup ("规划分区按三条控制线的维护结果同步联动，各分区覆盖全域、互不重叠。维护前后"
                                  "情况如下（见附"
                                  "表6）。"));
  for (guint r = grid->n_head; r < last; r++)
    {
      const char *name = sx_grid_cell (grid, r, 1)->text;
      guint row = r;

      if (!name)
        continue;
      for (guint k = r + 1; k < last && !sx_grid_cell (grid, k, 1)->text; k++)
        if (is_total (grid, k, "小计"))
          row = k;
      if (has_figures (grid, row))
        say_balance (self, name, grid, row);
    }
  say_balance (self, "合计", grid, last);
}

/* The innermost heading of a row. */
static const char *
row_name (const SxGrid *grid, guint row)
{
  for (guint c = BEFORE; c > 0; c--)
    if (sx_grid_cell (grid, row, c - 1)->text)
      return sx_grid_cell (grid, row, c - 1)->text;
  return "";
}

void
_sx_report_uses (SxReport *self, const char *of)
{
  const SxGrid *grid = _sx_report_table (self, 7);
  guint n_changed = 0, last = grid->n_rows - 1;

  if (!has_figures (grid, last))
    {
      _sx_report_ask (self, "规划包中没有中心城区规划用地图层，用地布局维护情况由编制单位填写");
      return;
    }
  _sx_report_say (self, g_strdup_printf ("本次维护调整中心城区规划用地与规划分区 %u 处、规划道路 %u "
                                         "条，用地结构见附表7。",
                                         self->delivery->scheme->reclasses->len,
                                         self->delivery->scheme->roads->len));
  for (guint r = grid->n_head; r < last; r++)
    {
      const SxCell *change = sx_grid_cell (grid, r, CHANGE);

      if (!has_figures (grid, r) || change->kind != SX_CELL_NUMBER || fabs (change->number) < 0.005)
        continue;
      say_balance (self, row_name (grid, r), grid, r);
      n_changed++;
    }
  if (n_changed == 0)
    _sx_report_say (self, g_strdup ("维护前后中心城区各类规划用地的面积不变。"));
  say_balance (self, "合计", grid, last);
}

/* How many rows of 附表8 say that word in that column. */
static guint
count_word (const SxGrid *grid, guint column, const char *word)
{
  guint n = 0;

  for (guint r = grid->n_head; r + 1 < grid->n_rows; r++)
    n += g_strcmp0 (sx_grid_cell (grid, r, column)->text, word) == 0;
  return n;
}

void
_sx_report_projects (SxReport *self, const char *of)
{
  static const char *const kinds[] = { "保留", "新增", "更新", "撤销" };
  static const char *const places[] = { "精准落位", "示意上图", "增补清单" };
  const SxGrid *grid = _sx_report_table (self, 8);
  guint n = grid->n_rows - grid->n_head - 1; /* the last row is the remark */
  g_autoptr (GString) text = g_string_new (NULL);
  const SxGrid *summary = _sx_report_table (self, 1);
  char *counts[4];

  if (n == 0)
    {
      _sx_report_ask (self, "规划包中没有重点建设项目清单；新增、撤销、更新、保留的项目由编制单位填写");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    counts[i] = _sx_report_cell (summary, summary->n_rows - 1, 15 + i);
  g_string_append_printf (text,
                          "重点建设项目清单维护前 %s 个，增加 %s 个，删除 %s 个，维护后 %s 个。清单所列",
                          counts[0], counts[1], counts[2], counts[3]);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_string_append_printf (text, "%s%s %u 个", i ? "、" : "", kinds[i], count_word (grid, 8, kinds[i]));
  g_string_append (text, "；按维护情形，");
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    g_string_append_printf (text, "%s%s %u 个", i ? "、" : "", places[i], count_word (grid, 9, places[i]));
  g_string_append (text, "。清单见附表8。");
  _sx_report_say (self, g_strdup (text->str));
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    g_free (counts[i]);
  for (guint i = 0; i < grid->notes->len; i++)
    {
      sx_odt_begin (self->odt, "Not_20_Met");
      sx_odt_text (self->odt, grid->notes->pdata[i]);
      sx_odt_end (self->odt);
    }
}

void
_sx_report_townships (SxReport *self, const char *of)
{
  const SxGrid *grid = _sx_report_table (self, 9);
  guint first = grid->n_head + 2, n = grid->n_rows > first ? grid->n_rows - first : 0;

  if (n && sx_grid_cell (grid, first - 1, 4)->kind == SX_CELL_NUMBER)
    {
      g_autofree char *farmland = _sx_report_cell (grid, first - 1, 4);
      g_autofree char *redline = _sx_report_cell (grid, first - 1, 6);
      g_autofree char *boundary = _sx_report_cell (grid, first - 1, 8);

      _sx_report_say (self, g_strdup_printf ("维护后的永久基本农田保护面积 %s 万亩、生态保护红线面积 %s "
                                             "平方千米、城镇开发边界面积 %s "
                                             "公顷，按图斑位置分解到各乡镇（街道），见附表9。",
                                             farmland, *redline ? redline : "—", *boundary ? boundary : "—"));
    }
  else
    _sx_report_ask (self, "规划指标的乡镇分解：规划包中没有行政区图层");
}
