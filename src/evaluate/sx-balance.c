/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/sx-balance.h"

#include <math.h>
#include <string.h>

#include "base/sx-parallel.h"
#include "evaluate/sx-total.h"

static const SxBalanceRow zone_rows[] = {
  { { "1", "生态保护区", "——", "" }, "生态保护区", "Ecological protection", "1", 0, 0 },
  { { "2", "生态控制区", "——", "" }, "生态控制区", "Ecological control", "2", 0, 0 },
  { { "3", "农田保护区", "——", "" }, "农田保护区", "Farmland protection", "3", 0, 0 },
  { { "4", "城镇发展区", "城镇集中建设区", "居住生活区" }, "居住生活区", "Residential", "411", 0, 0 },
  { { "", "", "", "综合服务区" }, "综合服务区", "Services", "412", 0, 0 },
  { { "", "", "", "商业商务区" }, "商业商务区", "Commerce", "413", 0, 0 },
  { { "", "", "", "工业发展区" }, "工业发展区", "Industry", "414", 0, 0 },
  { { "", "", "", "物流仓储区" }, "物流仓储区", "Logistics", "415", 0, 0 },
  { { "", "", "", "绿地休闲区" }, "绿地休闲区", "Green and leisure", "416", 0, 0 },
  { { "", "", "", "交通枢纽区" }, "交通枢纽区", "Transport hubs", "417", 0, 0 },
  { { "", "", "", "战略预留区" }, "战略预留区", "Strategic reserve", "418", 0, 0 },
  { { "", "", "城镇弹性发展区", "" }, "城镇弹性发展区", "Elastic urban development", "42", 0, 0 },
  { { "", "", "特别用途区", "" }, "特别用途区", "Special purposes", "43", 0, 0 },
  { { "", "", "（未细分）", "" }, "城镇发展区（未细分）", "Urban development, not divided", "4", 0, 0 },
  { { "", "", "小计", "" }, "城镇发展区小计", "Urban development, sum", NULL, 3, 13 },
  { { "5", "乡村发展区", "村庄建设区", "" }, "村庄建设区", "Village construction", "51", 0, 0 },
  { { "", "", "一般农业区", "" }, "一般农业区", "General farming", "52", 0, 0 },
  { { "", "", "林业发展区", "" }, "林业发展区", "Forestry", "53", 0, 0 },
  { { "", "", "（未细分）", "" }, "乡村发展区（未细分）", "Rural development, not divided", "5", 0, 0 },
  { { "", "", "小计", "" }, "乡村发展区小计", "Rural development, sum", NULL, 15, 18 },
  { { "6", "矿产能源发展区", "矿产能源发展区", "" }, "矿产能源发展区", "Minerals and energy", "7", 0, 0 },
  { { "", "", "小计", "" }, "矿产能源发展区小计", "Minerals and energy, sum", NULL, 20, 20 },
  { { "（其他分区）", "", "", "" }, "其他分区", "Other zones", "", 0, 0 },
  { { "总计", "", "", "" }, "总计", "Total", NULL, 0, 22 },
};

static const SxBalanceRow use_rows[] = {
  { { "非建设用地", "耕地", "", "" }, "耕地", "Cropland", "01", 0, 0 },
  { { "", "园地", "", "" }, "园地", "Orchards", "02", 0, 0 },
  { { "", "林地", "", "" }, "林地", "Forest", "03", 0, 0 },
  { { "", "草地", "", "" }, "草地", "Grassland", "04", 0, 0 },
  { { "", "湿地", "", "" }, "湿地", "Wetland", "05", 0, 0 },
  { { "", "农业设施建设用地", "", "" }, "农业设施建设用地", "Farm facilities", "06", 0, 0 },
  { { "", "陆地水域", "", "" }, "陆地水域", "Inland waters", "17", 0, 0 },
  { { "", "其他土地", "", "" }, "其他土地", "Other land", "23", 0, 0 },
  { { "", "非建设用地小计", "", "" }, "非建设用地小计", "Not construction, sum", NULL, 0, 7 },
  { { "建设用地", "城乡建设用地", "城镇用地", "居住用地" }, "居住用地", "Residential", "07", 0, 0 },
  { { "", "", "", "公共管理与公共服务用地" }, "公共管理与公共服务用地", "Public services", "08", 0, 0 },
  { { "", "", "", "商业服务业用地" }, "商业服务业用地", "Commerce", "09", 0, 0 },
  { { "", "", "", "工业用地" }, "工业用地", "Industry", "1001", 0, 0 },
  { { "", "", "", "仓储用地" }, "仓储用地", "Storage", "11", 0, 0 },
  { { "", "", "", "城镇村道路用地" }, "城镇村道路用地", "Streets", "1207", 0, 0 },
  { { "", "", "", "交通场站用地" }, "交通场站用地", "Stations", "1208", 0, 0 },
  { { "", "", "", "其他交通设施用地" }, "其他交通设施用地", "Other transport", "1209", 0, 0 },
  { { "", "", "", "公用设施用地" }, "公用设施用地", "Utilities", "13", 0, 0 },
  { { "", "", "", "绿地与开敞空间用地" }, "绿地与开敞空间用地", "Green and open space", "14", 0, 0 },
  { { "", "", "", "留白用地" }, "留白用地", "Reserved", "16", 0, 0 },
  { { "", "", "", "其他城镇建设用地" }, "其他城镇建设用地", "Other urban construction", "10 12", 0, 0 },
  { { "", "", "", "城镇建设用地小计" }, "城镇建设用地小计", "Urban construction, sum", NULL, 9, 20 },
  { { "", "", "村庄用地", "居住用地" }, "村庄居住用地", "Village residential", "0703 0704", 0, 0 },
  { { "", "", "", "公共管理与公共服务用地" }, "公共管理与公共服务用地", "Public services", "-", 0, 0 },
  { { "", "", "", "商业服务业用地" }, "商业服务业用地", "Commerce", "-", 0, 0 },
  { { "", "", "", "工业用地" }, "工业用地", "Industry", "-", 0, 0 },
  { { "", "", "", "仓储用地" }, "仓储用地", "Storage", "-", 0, 0 },
  { { "", "", "", "城镇村道路用地" }, "城镇村道路用地", "Streets", "-", 0, 0 },
  { { "", "", "", "交通场站用地" }, "交通场站用地", "Stations", "-", 0, 0 },
  { { "", "", "", "其他交通设施用地" }, "其他交通设施用地", "Other transport", "-", 0, 0 },
  { { "", "", "", "公用设施用地" }, "公用设施用地", "Utilities", "-", 0, 0 },
  { { "", "", "", "绿地与开敞空间用地" }, "绿地与开敞空间用地", "Green and open space", "-", 0, 0 },
  { { "", "", "", "留白用地" }, "留白用地", "Reserved", "-", 0, 0 },
  { { "", "", "", "其他村庄建设用地" }, "其他村庄建设用地", "Other village construction", "-", 0, 0 },
  { { "", "", "", "村庄建设用地小计" }, "村庄建设用地小计", "Village construction, sum", NULL, 22, 33 },
  { { "", "", "城乡建设用地小计", "" },
    "城乡建设用地小计",
    "Urban and rural construction, sum",
    NULL,
    9,
    33 },
  { { "", "区域基础设施用地", "铁路用地", "" }, "铁路用地", "Railways", "1201", 0, 0 },
  { { "", "", "公路用地", "" }, "公路用地", "Roads", "1202", 0, 0 },
  { { "", "", "机场用地", "" }, "机场用地", "Airports", "1203", 0, 0 },
  { { "", "", "港口码头用地", "" }, "港口码头用地", "Ports", "1204", 0, 0 },
  { { "", "", "管道运输用地", "" }, "管道运输用地", "Pipelines", "1205", 0, 0 },
  { { "", "", "城市轨道交通用地", "" }, "城市轨道交通用地", "Urban rail", "1206", 0, 0 },
  { { "", "", "水工设施用地", "" }, "水工设施用地", "Hydraulic works", "1312", 0, 0 },
  { { "", "", "区域基础设施用地小计", "" },
    "区域基础设施用地小计",
    "Regional infrastructure, sum",
    NULL,
    36,
    42 },
  { { "", "其他建设用地", "特殊用地", "" }, "特殊用地", "Special land", "15", 0, 0 },
  { { "", "", "采矿用地", "" }, "采矿用地", "Mining", "1002", 0, 0 },
  { { "", "", "盐田", "" }, "盐田", "Salt fields", "1003", 0, 0 },
  { { "", "", "其他建设用地小计", "" }, "其他建设用地小计", "Other construction, sum", NULL, 44, 46 },
  { { "", "建设用地小计", "", "" }, "建设用地小计", "Construction, sum", NULL, 9, 46 },
  { { "（其他用地用海）", "", "", "" }, "其他用地用海", "Other uses", "", 0, 0 },
  { { "总计", "", "", "" }, "总计", "Total", NULL, 0, 49 },
};

static const struct
{
  const SxBalanceRow *rows;
  guint n_rows;
  const char *table, *code, *measure;
} balances[SX_N_BALANCES] = {
  [SX_BALANCE_ZONES] = { zone_rows, G_N_ELEMENTS (zone_rows), "GHFQ", "GHFQDM", "MJ" },
  [SX_BALANCE_USES] = { use_rows, G_N_ELEMENTS (use_rows), "ZXCQGHYDYH", "YDYHFLDM", "TBMJ" },
};

G_STATIC_ASSERT (G_N_ELEMENTS (zone_rows) <= SX_BALANCE_MAX_ROWS);
G_STATIC_ASSERT (G_N_ELEMENTS (use_rows) <= SX_BALANCE_MAX_ROWS);

const SxBalanceRow *
sx_balance_rows (SxBalanceKind kind, guint *n)
{
  *n = balances[kind].n_rows;
  return balances[kind].rows;
}

const char *
sx_balance_table (SxBalanceKind kind)
{
  return balances[kind].table;
}

/* How many characters of the code the longest of the prefixes has; 0: none of them begins it. */
static gsize
prefix_length (const char *prefixes, const char *code)
{
  gsize longest = 0;

  for (const char *p = prefixes; *p;)
    {
      gsize n = strcspn (p, " ");

      if (n > longest && strncmp (code, p, n) == 0)
        longest = n;
      p += n + (p[n] == ' ');
    }
  return longest;
}

guint
sx_balance_row_of (SxBalanceKind kind, const char *code)
{
  gsize longest = 0;
  guint best = 0;

  for (guint r = 0; r < balances[kind].n_rows; r++)
    {
      const char *codes = balances[kind].rows[r].codes;
      gsize n = codes ? prefix_length (codes, code) : 0;

      if (n > longest || (codes && !*codes && longest == 0))
        {
          best = r;
          longest = n;
        }
    }
  return best;
}

void
sx_balance_add_up (SxBalanceKind kind, double *areas)
{
  const SxBalanceRow *rows = balances[kind].rows;

  for (guint r = 0; r < balances[kind].n_rows; r++)
    {
      double sum = 0;

      for (guint k = rows[r].sum_from; !rows[r].codes && k <= rows[r].sum_to; k++)
        sum += rows[k].codes ? areas[k] : 0;
      if (!rows[r].codes)
        areas[r] = sum;
    }
}

/* ---- the base */

#define FEATURES_A_JOB 256

typedef struct
{
  SxBalanceBase *base;
  const SxColumn *measure;
  const SxMetric *metric;
} Measuring;

static gboolean
measure_some (guint job, gpointer data, GError **error)
{
  const Measuring *self = data;
  SxBalanceBase *base = self->base;
  guint end = MIN (base->layer->n_features, (job + 1) * FEATURES_A_JOB);

  for (guint f = job * FEATURES_A_JOB; f < end; f++)
    {
      SxShapeView v = sx_layer_shape (base->layer, f);
      double attribute = sx_column_number (self->measure, f), area;

      if (v.n_rings == 0)
        continue;
      area = sx_metric_additive_area (self->metric, &v);
      base->measured[f]
          = isfinite (attribute) && attribute >= 0 ? attribute : sx_metric_area (self->metric, &v);
      base->scale[f] = area > 0 ? base->measured[f] / area : 0;
    }
  return TRUE;
}

gboolean
sx_balance_base_init (SxBalanceBase *self, SxBalanceKind kind, const SxPlan *plan, const SxMetric *metric,
                      GCancellable *cancellable, GError **error)
{
  SxTotal sums[SX_BALANCE_MAX_ROWS] = { 0 };
  const SxColumn *code;
  Measuring measuring;
  guint n;

  self->layer = sx_plan_layer (plan, balances[kind].table);
  if (!self->layer)
    return TRUE;
  n = self->layer->n_features;
  code = sx_layer_column (self->layer, balances[kind].code);
  measuring = (Measuring){ self, sx_layer_column (self->layer, balances[kind].measure), metric };
  self->row = g_new (guint8, MAX (n, 1));
  self->measured = g_new0 (double, MAX (n, 1));
  self->scale = g_new0 (double, MAX (n, 1));
  if (!sx_parallel ((n + FEATURES_A_JOB - 1) / FEATURES_A_JOB, measure_some, &measuring, cancellable, error))
    return FALSE;
  for (guint f = 0; f < n; f++)
    {
      self->row[f] = (guint8)sx_balance_row_of (kind, sx_column_text (code, f));
      sums[self->row[f]] += sx_total (self->measured[f]);
    }
  for (guint r = 0; r < balances[kind].n_rows; r++)
    self->before[r] = sx_total_value (sums[r]);
  return TRUE;
}

void
sx_balance_base_clear (SxBalanceBase *self)
{
  g_clear_pointer (&self->row, g_free);
  g_clear_pointer (&self->measured, g_free);
  g_clear_pointer (&self->scale, g_free);
}
