/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 附表9: what of the plan's indicators lies in which township. */
#include <math.h>

#include "base/sx-units.h"
#include "export/sx-tables.h"
#include "geometry/sx-shape-tree.h"

#define N_THINGS 4
#define DECIMALS 4

enum
{
  ARABLE,
  FARMLAND,
  REDLINE,
  BOUNDARY,
};

static const struct
{
  SxMeasure measure;
  double unit;
  const char *head;
} things[N_THINGS] = {
  { SX_MEASURE_ARABLE_AREA, SX_WAN_MU_M2, "耕地保有量" },
  { SX_MEASURE_FARMLAND_AREA, SX_WAN_MU_M2, "永久基本农田保护面积" },
  { SX_MEASURE_REDLINE_AREA, SX_KM2_M2, "生态保护红线面积" },
  { SX_MEASURE_BOUNDARY_AREA, SX_HA_M2, "城镇开发边界面积" },
};

typedef struct
{
  const SxDelivery *delivery;
  SxLayer *townships;
  SxShapeTree **trees;       /* per township */
  double *sums[N_THINGS][2]; /* before, after: m² per township, and one for what lies in none */
} Division;

/* Shares a measure among the townships by where the ground lies. */
static void
divide (Division *self, const SxShapeView *ground, double measure, double *sums)
{
  guint n = self->townships->n_features;
  double whole = sx_shape_view_planar_area (ground), rest = 1;

  for (guint t = 0; t < n && whole > 0 && rest > 1e-9; t++)
    if (sx_box_overlaps (self->townships->box[t], ground->box))
      {
        double part = MIN (rest, sx_shape_tree_overlap (self->trees[t], ground) / whole);

        sums[t] += part * measure;
        rest -= part;
      }
  sums[n] += rest > 1e-6 ? rest * measure : 0;
}

static double
measure_of (const Division *self, const SxLayer *layer, const SxColumn *column, guint feature)
{
  SxShapeView v = sx_layer_shape (layer, feature);
  double m = sx_column_number (column, feature);

  return isfinite (m) && m >= 0 ? m : sx_metric_area (&self->delivery->metric, &v);
}

static void
divide_land (Division *self)
{
  SxLayer *land = sx_plan_layer (self->delivery->plan, "DLTB");
  const SxColumn *net = land ? sx_layer_column (land, "TBDLMJ") : NULL;
  g_autofree guint8 *cropland
      = land ? sx_filter_select (self->delivery->result->rules->cropland, land) : NULL;

  for (guint f = 0; land && f < land->n_features; f++)
    {
      SxShapeView v = sx_layer_shape (land, f);

      if (!cropland[f] || v.n_rings == 0)
        continue;
      divide (self, &v, measure_of (self, land, net, f), self->sums[ARABLE][0]);
    }
  for (guint t = 0; t <= self->townships->n_features; t++)
    self->sums[ARABLE][1][t] = self->sums[ARABLE][0][t];
}

/* The net share of new farmland, as the database has it. */
static double
net_ratio (const Division *self, const SxAfterPiece *piece)
{
  SxLayer *land = sx_plan_layer (self->delivery->plan, "DLTB");
  double gross, net;

  if (piece->land < 0 || !land)
    return 1;
  gross = sx_column_number (sx_layer_column (land, "TBMJ"), (guint)piece->land);
  net = sx_column_number (sx_layer_column (land, "TBDLMJ"), (guint)piece->land);
  return isfinite (gross) && gross > 0 && isfinite (net) && net >= 0 ? net / gross : 1;
}

/* New red line of a kind that the rules do not count adds nothing, as in the indicator. */
static gboolean
kind_counts (const Division *self, const SxAfterPiece *piece)
{
  const SxFilter *filter = self->delivery->result->rules->redline_counted;
  const SxAdjustment *a = piece->adjustment;
  const char *kind = a && a->hxlx && *a->hxlx ? a->hxlx : "11";

  for (guint i = 0; filter && i < filter->tests->len; i++)
    {
      const SxTest *test = filter->tests->pdata[i];

      if (test->kind == SX_TEST_IN && !g_strv_contains ((const char *const *)test->values, kind))
        return FALSE;
    }
  return TRUE;
}

static void
divide_line (Division *self, guint thing, SxLine line)
{
  const SxAfterLayer *layer = sx_after_state_layer (self->delivery->after, sx_line_table (line));
  const SxColumn *column
      = layer ? sx_layer_column (layer->base, line == SX_LINE_FARMLAND ? "YJJBNTMJ" : "MJ") : NULL;
  g_autofree guint8 *counted
      = layer && line == SX_LINE_REDLINE
            ? sx_filter_select (self->delivery->result->rules->redline_counted, layer->base)
            : NULL;

  for (guint f = 0; layer && f < layer->base->n_features; f++)
    {
      SxShapeView v = sx_layer_shape (layer->base, f);
      double m = v.n_rings && (!counted || counted[f]) ? measure_of (self, layer->base, column, f) : 0;

      divide (self, &v, m, self->sums[thing][0]);
      if (!layer->is_touched[f])
        divide (self, &v, m, self->sums[thing][1]);
    }
  for (guint i = 0; layer && i < layer->pieces->len; i++)
    {
      const SxAfterPiece *piece = layer->pieces->pdata[i];
      SxShapeView v = sx_shape_view (piece->shape);
      double m = piece->area * (line == SX_LINE_FARMLAND ? net_ratio (self, piece) : 1);

      if (piece->parent >= 0)
        m = !counted || counted[piece->parent]
                ? measure_of (self, layer->base, column, (guint)piece->parent) * piece->share
                : 0;
      else if (line == SX_LINE_REDLINE && !kind_counts (self, piece))
        m = 0;
      divide (self, &v, m, self->sums[thing][1]);
    }
}

static void
division_init (Division *self)
{
  guint n = self->townships->n_features;

  self->trees = g_new0 (SxShapeTree *, MAX (n, 1));
  for (guint t = 0; t < n; t++)
    {
      SxShapeView v = sx_layer_shape (self->townships, t);

      self->trees[t] = sx_shape_tree_new (&v);
    }
  for (guint i = 0; i < N_THINGS; i++)
    for (guint s = 0; s < 2; s++)
      self->sums[i][s] = g_new0 (double, n + 1);
  divide_land (self);
  divide_line (self, FARMLAND, SX_LINE_FARMLAND);
  divide_line (self, REDLINE, SX_LINE_REDLINE);
  divide_line (self, BOUNDARY, SX_LINE_BOUNDARY);
}

static void
division_clear (Division *self)
{
  for (guint t = 0; t < self->townships->n_features; t++)
    sx_shape_tree_free (self->trees[t]);
  g_free (self->trees);
  for (guint i = 0; i < N_THINGS; i++)
    for (guint s = 0; s < 2; s++)
      g_free (self->sums[i][s]);
}

static guint
add_township (const Division *self, SxGrid *grid, guint t, const char *name)
{
  guint row = sx_grid_add (grid, name, NULL);

  for (guint i = 0; i < N_THINGS; i++)
    for (guint s = 0; s < 2; s++)
      if (sx_result_find (self->delivery->result, things[i].measure)
          && isfinite (sx_result_find (self->delivery->result, things[i].measure)->after))
        sx_grid_number (grid, row, 1 + 2 * i + s, self->sums[i][s][t] / things[i].unit, DECIMALS);
  return row;
}

static gboolean
has_outside (const Division *self)
{
  for (guint i = 0; i < N_THINGS; i++)
    for (guint s = 0; s < 2; s++)
      if (self->sums[i][s][self->townships->n_features] >= 0.5)
        return TRUE;
  return FALSE;
}

static void
fill (Division *self, SxGrid *grid)
{
  const SxColumn *names = sx_layer_column (self->townships, "XZQMC");
  guint n = self->townships->n_features, first = grid->n_rows, last;

  division_init (self);
  for (guint t = 0; t < n; t++)
    add_township (self, grid, t, sx_column_text (names, t));
  if (has_outside (self))
    {
      add_township (self, grid, n, "（行政区范围以外）");
      sx_grid_note (grid, g_strdup ("有图斑部分位于 XZQ 图层范围以外，单列一行。"));
    }
  last = grid->n_rows - 1;
  for (guint c = 1; c < grid->n_columns && last >= first; c++)
    {
      sx_grid_round (grid, c, first, last);
      sx_grid_sum (grid, first - 1, c, first, last);
    }
  division_clear (self);
}

SxGrid *
sx_table_townships (const SxDelivery *delivery)
{
  SxGrid *grid = sx_grid_new ("附表9", "附表9 规划指标乡（镇）级分解表",
                              "单位：耕地、永久基本农田 万亩；生态保护红线 平方千米；城镇开发边界 公顷", 9);
  Division self = { .delivery = delivery, .townships = sx_plan_layer (delivery->plan, "XZQ") };
  guint row;

  sx_grid_add (grid, "行政区", NULL);
  sx_grid_add (grid, NULL);
  sx_grid_merge (grid, 0, 0, 1, 0);
  for (guint i = 0; i < N_THINGS; i++)
    {
      sx_grid_text (grid, 0, 1 + 2 * i, things[i].head);
      sx_grid_text (grid, 1, 1 + 2 * i, "优化前");
      sx_grid_text (grid, 1, 2 + 2 * i, "优化后");
      sx_grid_merge (grid, 0, 1 + 2 * i, 0, 2 + 2 * i);
    }
  grid->is_list = TRUE;
  sx_grid_end_head (grid);
  grid->widths[0] = 24;
  row = sx_grid_add (grid, "上位规划指标落实", NULL);
  for (guint i = ARABLE; i <= FARMLAND; i++)
    {
      const SxIndicatorValue *value = sx_result_find (delivery->result, things[i].measure);

      for (guint s = 0; value && s < 2; s++)
        sx_grid_number (grid, row, 1 + 2 * i + s, value->target, DECIMALS);
    }
  sx_grid_note (grid,
                g_strdup (
                    "“上位规划指标落实”一行的生态保护红线、城镇开发边界任务不在规划包中，由编制单位填写。"));
  sx_grid_add (grid, "本次规划指标落实", NULL);
  if (self.townships && self.townships->n_features)
    fill (&self, grid);
  else
    sx_grid_note (grid, g_strdup ("规划包中没有 XZQ 图层，不能分解到乡镇。"));
  return grid;
}
