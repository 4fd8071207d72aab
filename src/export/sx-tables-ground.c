/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 附表6 and 附表7: zones and land use, before and after, with their shares. */
#include <math.h>

#include "export/sx-balance-figures.h"
#include "export/sx-tables.h"

typedef SxBalanceRow Row;

typedef struct
{
  const SxDelivery *delivery;
  SxBalanceKind kind;
  const Row *rows;
  guint n_rows;
  const SxAfterLayer *layer;
  const SxColumn *codes, *measures;
  double *before, *after; /* per row, m² */
} Balance;

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
      guint row = sx_balance_row_of (self->kind, sx_column_text (self->codes, f));
      double m = measure (self, f);

      self->before[row] += m;
      if (!layer->is_touched[f])
        self->after[row] += m;
    }
  for (guint i = 0; i < layer->pieces->len; i++)
    {
      const SxAfterPiece *piece = layer->pieces->pdata[i];
      const char *code = piece->code ? piece->code : sx_column_text (self->codes, (guint)piece->parent);

      self->after[sx_balance_row_of (self->kind, code)]
          += measure (self, (guint)piece->parent) * piece->share;
    }
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
  SxBalanceFigures figures[2];

  sx_balance_figures (self->kind, self->before, self->after, &figures[0], &figures[1]);
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
          sx_grid_number (grid, (guint)at[r], heads + 2 * s, figures[s].ha[r], SX_BALANCE_DECIMALS);
          sx_grid_number (grid, (guint)at[r], heads + 2 * s + 1, figures[s].share[r], SX_BALANCE_DECIMALS);
        }
    }
  last = grid->n_rows - 1;
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
make (const SxDelivery *delivery, SxGrid *grid, SxBalanceKind kind, const char *code, const char *field,
      guint heads)
{
  const char *table = sx_balance_table (kind);
  guint n_rows;
  const Row *rows = sx_balance_rows (kind, &n_rows);
  Balance self = { delivery, kind, rows, n_rows, sx_after_state_layer (delivery->after, table),
                   NULL,     NULL, NULL, NULL };

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
  grid->is_upright = TRUE;
  return make (delivery, grid, SX_BALANCE_ZONES, "GHFQDM", "MJ", 4);
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
  grid->is_upright = TRUE;
  sx_grid_note (grid, g_strdup ("规划用地用海代码不区分城镇与村庄用地：除农村宅基地、农村社区服务设施用地外，"
                                "均计入城镇用地。"));
  return make (delivery, grid, SX_BALANCE_USES, "YDYHFLDM", "TBMJ", 4);
}
