/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 附表6 and 附表7: zones and land use, before and after, with their shares. */
#include <math.h>
#include <string.h>

#include "base/sx-units.h"
#include "export/sx-tables.h"

#define DECIMALS 2

/* A row of a table: its headings, and the codes it counts (prefixes, blanks between; NULL: a sum). */
typedef struct
{
  const char *heads[4];
  const char *codes;
  guint sum_from, sum_to; /* sums: rows of the table, both included; sums among them are left out */
} Row;

static const Row zone_rows[] = {
  { { "1", "生态保护区", "——", "" }, "1", 0, 0 },
  { { "2", "生态控制区", "——", "" }, "2", 0, 0 },
  { { "3", "农田保护区", "——", "" }, "3", 0, 0 },
  { { "4", "城镇发展区", "城镇集中建设区", "居住生活区" }, "411", 0, 0 },
  { { "", "", "", "综合服务区" }, "412", 0, 0 },
  { { "", "", "", "商业商务区" }, "413", 0, 0 },
  { { "", "", "", "工业发展区" }, "414", 0, 0 },
  { { "", "", "", "物流仓储区" }, "415", 0, 0 },
  { { "", "", "", "绿地休闲区" }, "416", 0, 0 },
  { { "", "", "", "交通枢纽区" }, "417", 0, 0 },
  { { "", "", "", "战略预留区" }, "418", 0, 0 },
  { { "", "", "城镇弹性发展区", "" }, "42", 0, 0 },
  { { "", "", "特别用途区", "" }, "43", 0, 0 },
  { { "", "", "（未细分）", "" }, "4", 0, 0 },
  { { "", "", "小计", "" }, NULL, 3, 13 },
  { { "5", "乡村发展区", "村庄建设区", "" }, "51", 0, 0 },
  { { "", "", "一般农业区", "" }, "52", 0, 0 },
  { { "", "", "林业发展区", "" }, "53", 0, 0 },
  { { "", "", "（未细分）", "" }, "5", 0, 0 },
  { { "", "", "小计", "" }, NULL, 15, 18 },
  { { "6", "矿产能源发展区", "矿产能源发展区", "" }, "7", 0, 0 },
  { { "", "", "小计", "" }, NULL, 20, 20 },
  { { "（其他分区）", "", "", "" }, "", 0, 0 },
  { { "总计", "", "", "" }, NULL, 0, 22 },
};

static const Row use_rows[] = {
  { { "非建设用地", "耕地", "", "" }, "01", 0, 0 },
  { { "", "园地", "", "" }, "02", 0, 0 },
  { { "", "林地", "", "" }, "03", 0, 0 },
  { { "", "草地", "", "" }, "04", 0, 0 },
  { { "", "湿地", "", "" }, "05", 0, 0 },
  { { "", "农业设施建设用地", "", "" }, "06", 0, 0 },
  { { "", "陆地水域", "", "" }, "17", 0, 0 },
  { { "", "其他土地", "", "" }, "23", 0, 0 },
  { { "", "非建设用地小计", "", "" }, NULL, 0, 7 },
  { { "建设用地", "城乡建设用地", "城镇用地", "居住用地" }, "07", 0, 0 },
  { { "", "", "", "公共管理与公共服务用地" }, "08", 0, 0 },
  { { "", "", "", "商业服务业用地" }, "09", 0, 0 },
  { { "", "", "", "工业用地" }, "1001", 0, 0 },
  { { "", "", "", "仓储用地" }, "11", 0, 0 },
  { { "", "", "", "城镇村道路用地" }, "1207", 0, 0 },
  { { "", "", "", "交通场站用地" }, "1208", 0, 0 },
  { { "", "", "", "其他交通设施用地" }, "1209", 0, 0 },
  { { "", "", "", "公用设施用地" }, "13", 0, 0 },
  { { "", "", "", "绿地与开敞空间用地" }, "14", 0, 0 },
  { { "", "", "", "留白用地" }, "16", 0, 0 },
  { { "", "", "", "其他城镇建设用地" }, "10 12", 0, 0 },
  { { "", "", "", "城镇建设用地小计" }, NULL, 9, 20 },
  { { "", "", "村庄用地", "居住用地" }, "0703 0704", 0, 0 },
  { { "", "", "", "公共管理与公共服务用地" }, "-", 0, 0 },
  { { "", "", "", "商业服务业用地" }, "-", 0, 0 },
  { { "", "", "", "工业用地" }, "-", 0, 0 },
  { { "", "", "", "仓储用地" }, "-", 0, 0 },
  { { "", "", "", "城镇村道路用地" }, "-", 0, 0 },
  { { "", "", "", "交通场站用地" }, "-", 0, 0 },
  { { "", "", "", "其他交通设施用地" }, "-", 0, 0 },
  { { "", "", "", "公用设施用地" }, "-", 0, 0 },
  { { "", "", "", "绿地与开敞空间用地" }, "-", 0, 0 },
  { { "", "", "", "留白用地" }, "-", 0, 0 },
  { { "", "", "", "其他村庄建设用地" }, "-", 0, 0 },
  { { "", "", "", "村庄建设用地小计" }, NULL, 22, 33 },
  { { "", "", "城乡建设用地小计", "" }, NULL, 9, 33 },
  { { "", "区域基础设施用地", "铁路用地", "" }, "1201", 0, 0 },
  { { "", "", "公路用地", "" }, "1202", 0, 0 },
  { { "", "", "机场用地", "" }, "1203", 0, 0 },
  { { "", "", "港口码头用地", "" }, "1204", 0, 0 },
  { { "", "", "管道运输用地", "" }, "1205", 0, 0 },
  { { "", "", "城市轨道交通用地", "" }, "1206", 0, 0 },
  { { "", "", "水工设施用地", "" }, "1312", 0, 0 },
  { { "", "", "区域基础设施用地小计", "" }, NULL, 36, 42 },
  { { "", "其他建设用地", "特殊用地", "" }, "15", 0, 0 },
  { { "", "", "采矿用地", "" }, "1002", 0, 0 },
  { { "", "", "盐田", "" }, "1003", 0, 0 },
  { { "", "", "其他建设用地小计", "" }, NULL, 44, 46 },
  { { "", "建设用地小计", "", "" }, NULL, 9, 46 },
  { { "（其他用地用海）", "", "", "" }, "", 0, 0 },
  { { "总计", "", "", "" }, NULL, 0, 49 },
};

typedef struct
{
  const SxDelivery *delivery;
  const Row *rows;
  guint n_rows;
  const SxAfterLayer *layer;
  const SxColumn *codes, *measures;
  double *before, *after; /* per row, m² */
} Balance;

/* The row with the longest prefix of the code. */
static guint
row_of_code (const Balance *self, const char *code)
{
  gsize longest = 0;
  guint best = 0;
  gboolean is_found = FALSE;

  for (guint r = 0; r < self->n_rows; r++)
    {
      g_auto (GStrv) prefixes = self->rows[r].codes ? g_strsplit (self->rows[r].codes, " ", -1) : NULL;
      gboolean is_rest = self->rows[r].codes && !*self->rows[r].codes;

      if (is_rest && !is_found)
        best = r;
      for (guint i = 0; prefixes && prefixes[i]; i++)
        if (*prefixes[i] && g_str_has_prefix (code, prefixes[i])
            && (!is_found || strlen (prefixes[i]) > longest))
          {
            is_found = TRUE;
            longest = strlen (prefixes[i]);
            best = r;
          }
    }
  return best;
}

static double
measure (const Balance *self, guint feature)
{
  SxShapeView v = sx_layer_shape (self->layer->base, feature);
  double m = sx_column_number (self->measures, feature);

  if (v.n_rings == 0)
    return 0;
  return isfinite (m) && m >= 0 ? m : sx_metric_area (&self->delivery->metric, &v);
}

static void
add_up (Balance *self)
{
  const SxAfterLayer *layer = self->layer;

  for (guint f = 0; f < layer->base->n_features; f++)
    {
      guint row = row_of_code (self, sx_column_text (self->codes, f));
      double m = measure (self, f);

      self->before[row] += m;
      if (!layer->is_touched[f])
        self->after[row] += m;
    }
  for (guint i = 0; i < layer->pieces->len; i++)
    {
      const SxAfterPiece *piece = layer->pieces->pdata[i];
      const char *code = piece->code ? piece->code : sx_column_text (self->codes, (guint)piece->parent);

      self->after[row_of_code (self, code)] += measure (self, (guint)piece->parent) * piece->share;
    }
}

static double
total (const double *numbers, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += numbers[i];
  return sum;
}

/* Rows that are not printed in the guideline are there only where they hold something. */
static gboolean
is_shown (const Balance *self, guint r)
{
  const char *head = self->rows[r].heads[0];

  for (guint h = 0; h < 4; h++)
    if (g_str_has_prefix (self->rows[r].heads[h], "（"))
      head = NULL;
  return head || self->before[r] > 0 || self->after[r] > 0;
}

/* Rows of areas and shares, then sums; at[r]: the grid's row of row r. heads: columns of headings. */
static void
fill (const Balance *self, SxGrid *grid, guint heads)
{
  g_autofree gint *at = g_new (gint, self->n_rows);
  guint first = grid->n_rows, last;
  const double *sides[2] = { self->before, self->after };

  for (guint r = 0; r < self->n_rows; r++)
    {
      const Row *row = &self->rows[r];

      at[r] = -1;
      if (!is_shown (self, r) && row->codes)
        continue;
      at[r] = (gint)sx_grid_add (grid, NULL);
      for (guint h = 0; h < heads; h++)
        sx_grid_text (grid, (guint)at[r], h, row->heads[h]);
      for (guint s = 0; s < 2 && row->codes && !g_str_equal (row->codes, "-"); s++)
        {
          double whole = total (sides[s], self->n_rows);

          sx_grid_number (grid, (guint)at[r], heads + 2 * s, sides[s][r] / SX_HA_M2, DECIMALS);
          sx_grid_number (grid, (guint)at[r], heads + 2 * s + 1,
                          whole > 0 ? sides[s][r] / whole * 100 : (double)NAN, DECIMALS);
        }
    }
  last = grid->n_rows - 1;
  for (guint c = heads; c < heads + 4; c++)
    sx_grid_round (grid, c, first, last);
  for (guint r = 0; r < self->n_rows; r++)
    {
      g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (guint));

      for (guint k = self->rows[r].sum_from; !self->rows[r].codes && k <= self->rows[r].sum_to; k++)
        if (self->rows[k].codes && at[k] >= 0)
          g_array_append_val (parts, at[k]);
      for (guint c = heads; c < heads + 4 && parts->len; c++)
        sx_grid_sum_of (grid, (guint)at[r], c, (const guint *)(gconstpointer)parts->data, parts->len);
    }
  for (guint r = first; r <= last; r++)
    sx_grid_difference (grid, r, heads + 4, heads + 2, heads);
}

/* A heading that stands for the empty ones below it and beside it. */
static void
merge_heads (SxGrid *grid, guint heads)
{
  guint n = grid->n_rows;

  for (guint r = grid->n_head; r < n; r++)
    for (guint c = 0; c < heads; c++)
      {
        guint down = r, right = c;

        if (sx_grid_cell (grid, r, c)->kind == SX_CELL_EMPTY)
          continue;
        while (right + 1 < heads && sx_grid_cell (grid, r, right + 1)->kind == SX_CELL_EMPTY)
          right++;
        while (right == c && down + 1 < n && sx_grid_cell (grid, down + 1, c)->kind == SX_CELL_EMPTY)
          {
            gboolean goes_on = TRUE;

            for (guint k = 0; k < c; k++)
              goes_on &= sx_grid_cell (grid, down + 1, k)->kind == SX_CELL_EMPTY;
            if (!goes_on)
              break;
            down++;
          }
        sx_grid_merge (grid, r, c, down, right);
      }
}

static SxGrid *
make (const SxDelivery *delivery, SxGrid *grid, const char *table, const char *code, const char *field,
      const Row *rows, guint n_rows, guint heads)
{
  Balance self
      = { delivery, rows, n_rows, sx_after_state_layer (delivery->after, table), NULL, NULL, NULL, NULL };

  self.before = g_new0 (double, n_rows);
  self.after = g_new0 (double, n_rows);
  if (self.layer)
    {
      self.codes = sx_layer_column (self.layer->base, code);
      self.measures = sx_layer_column (self.layer->base, field);
      add_up (&self);
      fill (&self, grid, heads);
    }
  else
    {
      for (guint r = 0; r < n_rows; r++)
        if (!rows[r].codes || is_shown (&self, r))
          {
            guint at = sx_grid_add (grid, NULL);

            for (guint h = 0; h < heads; h++)
              sx_grid_text (grid, at, h, rows[r].heads[h]);
          }
      sx_grid_note (grid, g_strdup_printf ("规划包中没有 %s 图层，全表为空。", table));
    }
  merge_heads (grid, heads);
  g_free (self.before);
  g_free (self.after);
  return grid;
}

static void
add_balance_head (SxGrid *grid, guint heads)
{
  static const char *const second[] = { "面积", "比重", "面积", "比重" };
  guint row = grid->n_rows - 2;

  sx_grid_text (grid, row, heads, "优化前");
  sx_grid_text (grid, row, heads + 2, "优化后");
  sx_grid_text (grid, row, heads + 4, "面积变化");
  for (guint i = 0; i < G_N_ELEMENTS (second); i++)
    sx_grid_text (grid, row + 1, heads + i, second[i]);
  sx_grid_merge (grid, row, heads, row, heads + 1);
  sx_grid_merge (grid, row, heads + 2, row, heads + 3);
  sx_grid_merge (grid, row, heads + 4, row + 1, heads + 4);
  sx_grid_end_head (grid);
}

SxGrid *
sx_table_zones (const SxDelivery *delivery)
{
  SxGrid *grid = sx_grid_new ("附表6", "附表6 规划分区维护表", "单位：公顷、%", 9);

  sx_grid_add (grid, "序号", "一级规划分区", "二级规划分区", NULL);
  sx_grid_add (grid, NULL);
  sx_grid_merge (grid, 0, 0, 1, 0);
  sx_grid_merge (grid, 0, 1, 1, 1);
  sx_grid_merge (grid, 0, 2, 1, 3);
  add_balance_head (grid, 4);
  grid->widths[1] = grid->widths[2] = grid->widths[3] = 18;
  return make (delivery, grid, "GHFQ", "GHFQDM", "MJ", zone_rows, G_N_ELEMENTS (zone_rows), 4);
}

SxGrid *
sx_table_uses (const SxDelivery *delivery)
{
  SxGrid *grid = sx_grid_new ("附表7", "附表7 中心城区用地结构维护表", "单位：公顷、%", 9);

  sx_grid_add (grid, "类别名称", NULL);
  sx_grid_add (grid, NULL);
  sx_grid_merge (grid, 0, 0, 1, 3);
  add_balance_head (grid, 4);
  grid->widths[1] = grid->widths[2] = 18;
  grid->widths[3] = 26;
  sx_grid_note (grid, g_strdup ("规划用地用海代码不区分城镇与村庄用地：除农村宅基地、农村社区服务设施用地外，"
                                "均计入城镇用地。"));
  return make (delivery, grid, "ZXCQGHYDYH", "YDYHFLDM", "TBMJ", use_rows, G_N_ELEMENTS (use_rows), 4);
}
