/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sx-sample-plot-kinds.h"
#include "sample/sx-sample-names.h"

static const SxLand *
land_of (const SxSampler *self, guint n)
{
  return &self->use->land[n];
}

static const SxZone *
zone_of (const SxSampler *self, guint n)
{
  return &self->county->parcels[n].zone;
}

gboolean
sx_plot_is_farmland (const SxSampler *self, guint n)
{
  return land_of (self, n)->farmland == SX_FARMLAND_WHOLE || land_of (self, n)->farmland == SX_FARMLAND_CUT;
}

static gboolean
is_in_town (const SxSampler *self, guint n)
{
  return zone_of (self, n)->place == SX_PLACE_TOWN || zone_of (self, n)->place == SX_PLACE_SEAT;
}

static gboolean
is_window_field (const SxSampler *self, guint n)
{
  return is_in_town (self, n) && !land_of (self, n)->boundary && sx_plot_is_farmland (self, n);
}

static gboolean
is_works_window (const SxSampler *self, guint n)
{
  return is_in_town (self, n) && zone_of (self, n)->is_works && !land_of (self, n)->boundary
         && sx_land_is_crop (zone_of (self, n)->land);
}

static gboolean
is_idle_window_field (const SxSampler *self, guint n)
{
  return is_in_town (self, n) && !land_of (self, n)->boundary && sx_land_is_crop (zone_of (self, n)->land)
         && !sx_plot_is_farmland (self, n);
}

static gboolean
is_out_of_boundary (const SxSampler *self, guint n)
{
  return !land_of (self, n)->boundary;
}

static gboolean
is_in_boundary (const SxSampler *self, guint n)
{
  return land_of (self, n)->boundary != 0;
}

static gboolean
is_project_ground (const SxSampler *self, guint n)
{
  const SxLand *land = land_of (self, n);

  return land->is_near && !is_in_town (self, n) && !land->boundary && !land->is_redline
         && sx_land_is_crop (zone_of (self, n)->land);
}

static gboolean
is_lone_works (const SxSampler *self, guint n)
{
  return land_of (self, n)->settled == SX_SETTLED_TOWN_WORKS && !land_of (self, n)->boundary;
}

static gboolean
is_boundary_fragment (const SxSampler *self, guint n)
{
  return land_of (self, n)->boundary && land_of (self, n)->settled == SX_SETTLED_VILLAGE_WORKS
         && self->area[n] < 9500;
}

static gboolean
is_idle_boundary (const SxSampler *self, guint n)
{
  return land_of (self, n)->boundary && !is_in_town (self, n) && sx_land_is_crop (zone_of (self, n)->land)
         && !land_of (self, n)->settled;
}

/* Whatever lies idle in the boundary around that cropland. */
static gboolean
is_idle_fringe (const SxSampler *self, guint n)
{
  return land_of (self, n)->boundary && zone_of (self, n)->place == SX_PLACE_LAND
         && !land_of (self, n)->settled;
}

static gboolean
is_reserve (const SxSampler *self, guint n)
{
  return land_of (self, n)->farmland == SX_FARMLAND_RESERVE && zone_of (self, n)->height < 128;
}

static gboolean
is_good_field (const SxSampler *self, guint n)
{
  const SxLand *land = land_of (self, n);

  return land->is_high_standard && sx_land_is_crop (zone_of (self, n)->land)
         && land->farmland == SX_FARMLAND_NONE && self->county->parcels[n].n_cells > 8;
}

static gboolean
is_steep_farmland (const SxSampler *self, guint n)
{
  return sx_plot_is_farmland (self, n) && land_of (self, n)->slope >= 4 && !zone_of (self, n)->is_kept;
}

static gboolean
is_farmland_patch (const SxSampler *self, guint n)
{
  return sx_plot_is_farmland (self, n) && zone_of (self, n)->is_kept;
}

static gboolean
is_redline (const SxSampler *self, guint n)
{
  return land_of (self, n)->is_redline;
}

static gboolean
is_out_of_redline (const SxSampler *self, guint n)
{
  return !land_of (self, n)->is_redline;
}

static gboolean
is_free_wood (const SxSampler *self, guint n)
{
  return !land_of (self, n)->is_redline && zone_of (self, n)->height > 132
         && sx_class_info (zone_of (self, n)->land)->group == SX_GROUP_WOOD;
}

static gboolean
is_free_reservoir (const SxSampler *self, guint n)
{
  return zone_of (self, n)->land == SX_CLASS_RESERVOIR && !land_of (self, n)->is_redline;
}

static gboolean
is_redline_field (const SxSampler *self, guint n)
{
  return land_of (self, n)->is_redline && !land_of (self, n)->is_core
         && sx_land_is_crop (zone_of (self, n)->land);
}

static gboolean
is_idle_city_ground (const SxSampler *self, guint n)
{
  return land_of (self, n)->is_city
         && (zone_of (self, n)->land == SX_CLASS_IDLE || zone_of (self, n)->land == SX_CLASS_GRASS);
}

static gboolean
is_blank_city_ground (const SxSampler *self, guint n)
{
  return land_of (self, n)->is_city && land_of (self, n)->boundary
         && zone_of (self, n)->land == SX_CLASS_IDLE;
}

static gboolean
is_city_field (const SxSampler *self, guint n)
{
  return land_of (self, n)->is_city && is_idle_boundary (self, n);
}

static gboolean
is_field_by_village (const SxSampler *self, guint n)
{
  return land_of (self, n)->zone == 520 && zone_of (self, n)->place == SX_PLACE_LAND
         && sx_class_info (zone_of (self, n)->land)->group == SX_GROUP_GARDEN;
}

const SxPlotKind sx_plot_kinds[] = {
  { .line = "boundary",
    .direction = "in",
    .situation = "1",
    .n_plots = 1,
    .most_cells = 140,
    .starts = is_works_window,
    .fits = is_out_of_boundary,
    .is_whole = TRUE,
    .farmland_situation = "7",
    .name = "围合天窗填补",
    .project = "中心城区天窗整合",
    .basis = BASIS_CHECKUP },
  { .line = "boundary",
    .direction = "in",
    .situation = "1",
    .n_plots = 2,
    .most_cells = 140,
    .starts = is_window_field,
    .fits = is_out_of_boundary,
    .is_whole = TRUE,
    .farmland_situation = "7",
    .name = "围合天窗填补",
    .project = "中心城区天窗整合",
    .basis = BASIS_CHECKUP },
  { .line = "boundary",
    .direction = "in",
    .situation = "2",
    .n_plots = 1,
    .most_cells = 22,
    .starts = is_idle_window_field,
    .fits = is_out_of_boundary,
    .is_whole = TRUE,
    .name = "小天窗填补",
    .project = "中心城区天窗整合",
    .basis = BASIS_CHECKUP },
  { .line = "boundary",
    .direction = "in",
    .situation = "4",
    .n_plots = 2,
    .most_cells = 140,
    .fits = is_project_ground,
    .beside = is_in_boundary,
    .farmland_situation = "7",
    .name = "产业项目用地",
    .project = "绿色食品产业园",
    .basis = BASIS_FIVE_YEARS },
  { .line = "boundary",
    .direction = "in",
    .situation = "6",
    .n_plots = 1,
    .most_cells = 40,
    .fits = is_lone_works,
    .name = "已批独立工业用地纳入",
    .project = "农机装备厂",
    .basis = "建设用地批复（2019年）",
    .note = "不计入扩展倍数",
    .is_uncounted = TRUE },
  { .line = "boundary",
    .direction = "out",
    .situation = "1",
    .n_plots = 2,
    .most_cells = 24,
    .starts = is_boundary_fragment,
    .fits = is_in_boundary,
    .is_whole = TRUE,
    .name = "零碎地块调出",
    .project = "零碎地块清理",
    .basis = BASIS_CHECKUP },
  { .line = "farmland",
    .direction = "out",
    .situation = "1",
    .n_plots = 1,
    .most_cells = 80,
    .fits = is_steep_farmland,
    .name = "陡坡耕地调出",
    .project = "永久基本农田核实处置",
    .basis = BASIS_FARMLAND },
  { .line = "farmland",
    .direction = "out",
    .situation = "4",
    .n_plots = 3,
    .most_cells = 8,
    .fits = is_farmland_patch,
    .name = "零星破碎耕地调出",
    .project = "全域土地综合整治",
    .basis = BASIS_FARMLAND },
  { .line = "redline",
    .direction = "in",
    .situation = "3",
    .n_plots = 1,
    .most_cells = 240,
    .fits = is_free_wood,
    .beside = is_redline,
    .name = "森林公园扩区调入",
    .project = "森林公园整合优化",
    .basis = BASIS_NATURE,
    .hxlx = "12" },
  { .line = "redline",
    .direction = "in",
    .situation = "1",
    .n_plots = 1,
    .most_cells = 500,
    .fits = is_free_reservoir,
    .beside = is_redline,
    .name = "水库湿地调入",
    .project = "重要湿地名录",
    .basis = BASIS_NATURE,
    .hxlx = "11" },
  { .line = "redline",
    .direction = "out",
    .situation = "4",
    .n_plots = 1,
    .most_cells = 120,
    .fits = is_redline,
    .is_whole = TRUE,
    .name = "独立破碎斑块调出",
    .project = "生态保护红线优化",
    .basis = BASIS_NATURE },
  { .line = "redline",
    .direction = "out",
    .situation = "5",
    .n_plots = 1,
    .most_cells = 60,
    .fits = is_redline_field,
    .beside = is_out_of_redline,
    .name = "边缘耕地技术修正",
    .project = "勘界与比例尺衔接",
    .basis = BASIS_NATURE },
  { .line = "green",
    .direction = "in",
    .n_plots = 1,
    .most_cells = 40,
    .fits = is_idle_city_ground,
    .name = "滨河公园绿线",
    .project = "滨河公园",
    .basis = BASIS_CHECKUP },
  { .line = NULL },
};

const SxPlotKind sx_plot_boundary_back = { .line = "boundary",
                                           .direction = "out",
                                           .situation = "7",
                                           .n_plots = 6,
                                           .most_cells = 300,
                                           .starts = is_idle_boundary,
                                           .fits = is_idle_fringe,
                                           .beside = is_out_of_boundary,
                                           .name = "无开发需要地块调出",
                                           .project = "城镇开发边界优化",
                                           .basis = BASIS_CHECKUP };

const SxPlotKind sx_plot_farmland_back[] = {
  { .line = "farmland",
    .direction = "in",
    .situation = "2",
    .n_plots = 2,
    .most_cells = 120,
    .fits = is_reserve,
    .beside = sx_plot_is_farmland,
    .name = "储备区耕地调入",
    .project = "永久基本农田储备区",
    .basis = BASIS_FARMLAND },
  { .line = "farmland",
    .direction = "in",
    .situation = "3",
    .n_plots = 6,
    .most_cells = 240,
    .fits = is_good_field,
    .beside = sx_plot_is_farmland,
    .name = "高标准农田调入",
    .project = "高标准农田建设",
    .basis = BASIS_FARMLAND },
  { .line = NULL },
};

const SxPlotReclass sx_plot_reclasses[] = {
  { { .most_cells = 30, .fits = is_city_field }, "GHYDYH", "140100", "公园绿地" },
  { { .most_cells = 30, .fits = is_blank_city_ground }, "GHYDYH", "140300", "广场用地" },
  { { .most_cells = 50, .fits = is_city_field }, "GHYDYH", "070102", "二类城镇住宅用地" },
  { { .most_cells = 60, .fits = is_field_by_village }, "GHFQ", "530", "林业发展区" },
  { { .most_cells = 40, .fits = is_field_by_village }, "GHFQ", "510", "村庄建设区" },
  { .layer = NULL },
};
