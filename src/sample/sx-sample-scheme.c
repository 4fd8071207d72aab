/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One scheme, 2026年度动态维护: what a planner of this county might propose. Nearly balanced: what the
 * boundary gives up is a little more than what it takes in, farmland likewise; some rows fail and some plots
 * conflict. */
#include "sample/sx-sample-blob.h"
#include "sample/sx-sample-names.h"
#include "sample/sx-sample-random.h"
#include <string.h>

#define BASIS_FIVE_YEARS SX_SAMPLE_COUNTY_NAME "国民经济和社会发展第十五个五年规划纲要"
#define BASIS_TRANSPORT SX_SAMPLE_COUNTY_NAME "综合交通“十五五”规划"
#define BASIS_CHECKUP "2025年度国土空间规划城市体检评估报告"
#define BASIS_FARMLAND "永久基本农田年度评估调整方案"
#define BASIS_NATURE "自然保护地整合优化方案"

static const SxSampleTable adjustments = {
  "sx_adjustment",
  "维护图斑",
  "MULTIPOLYGON",
  4527,
  { "scheme_id INTEGER NOT NULL", "line TEXT NOT NULL", "direction TEXT NOT NULL", "situation TEXT",
    "name TEXT", "project TEXT", "basis TEXT", "note TEXT", "hxlx TEXT", "uncounted INTEGER" },
};
static const SxSampleTable reclasses = { "sx_reclass",
                                         "用途调整",
                                         "MULTIPOLYGON",
                                         4527,
                                         { "scheme_id INTEGER NOT NULL", "layer TEXT NOT NULL",
                                           "code TEXT NOT NULL", "name TEXT", "note TEXT" } };
static const SxSampleTable road_changes
    = { "sx_road",
        "道路调整",
        "MULTILINESTRING",
        4527,
        { "scheme_id INTEGER NOT NULL", "action TEXT NOT NULL", "grade TEXT", "name TEXT" } };

typedef gboolean (*Fits) (const SxSampler *self, guint n);

/* Plots of one kind: groups of neighbouring parcels that fit. */
typedef struct
{
  const char *line, *direction, *situation;
  Fits fits;
  guint n_plots;
  guint most_cells;        /* of a plot */
  gboolean frees_farmland; /* farmland on the same ground goes out, situation farmland_situation */
  const char *farmland_situation;
  const char *name, *project, *basis, *note;
  const char *hxlx;
  gboolean is_uncounted;
} Kind;

typedef struct
{
  SxSampler *sampler;
  guint8 *is_taken;                                            /* per parcel */
  guint number;                                                /* of plots so far */
  GPtrArray *projects;                                         /* Project */
  double boundary_in, boundary_out, farmland_in, farmland_out; /* m² */
} Planner;

/* A plot that becomes a row of 近期重点项目. */
typedef struct
{
  const char *kind, *name, *basis, *nature;
  SxShape *shape;
  double area;
} Project;

static void
project_free (gpointer data)
{
  Project *self = data;

  sx_shape_unref (self->shape);
  g_free (self);
}

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

static gboolean
is_farmland (const SxSampler *self, guint n)
{
  return land_of (self, n)->farmland == SX_FARMLAND_WHOLE || land_of (self, n)->farmland == SX_FARMLAND_CUT;
}

static gboolean
is_in_town (const SxSampler *self, guint n)
{
  return zone_of (self, n)->place == SX_PLACE_TOWN || zone_of (self, n)->place == SX_PLACE_SEAT;
}

static gboolean
is_window_with_farmland (const SxSampler *self, guint n)
{
  return is_in_town (self, n) && !land_of (self, n)->boundary && is_farmland (self, n);
}

static gboolean
is_small_window (const SxSampler *self, guint n)
{
  return is_in_town (self, n) && !land_of (self, n)->boundary && !is_farmland (self, n)
         && self->area[n] < 9000 && sx_land_is_crop (zone_of (self, n)->land);
}

static gboolean
is_project_ground (const SxSampler *self, guint n)
{
  const SxLand *land = land_of (self, n);

  return land->is_near && !is_in_town (self, n) && !land->boundary && !land->is_redline
         && sx_land_is_crop (zone_of (self, n)->land);
}

static gboolean
is_sliver_of_town (const SxSampler *self, guint n)
{
  return land_of (self, n)->is_near && !land_of (self, n)->boundary && !is_farmland (self, n)
         && !land_of (self, n)->is_redline && self->area[n] < 3000;
}

static gboolean
is_lone_works (const SxSampler *self, guint n)
{
  return land_of (self, n)->settled == SX_SETTLED_TOWN_WORKS && !land_of (self, n)->boundary;
}

static gboolean
is_boundary_fragment (const SxSampler *self, guint n)
{
  return land_of (self, n)->boundary && zone_of (self, n)->place == SX_PLACE_LAND
         && land_of (self, n)->settled == SX_SETTLED_VILLAGE_WORKS && self->area[n] < 9800;
}

static gboolean
is_idle_boundary (const SxSampler *self, guint n)
{
  return land_of (self, n)->boundary && sx_land_is_crop (zone_of (self, n)->land)
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
  return is_farmland (self, n) && land_of (self, n)->slope >= 4;
}

static gboolean
is_wood_by_redline (const SxSampler *self, guint n)
{
  return !land_of (self, n)->is_redline && zone_of (self, n)->height > 138
         && zone_of (self, n)->land == SX_CLASS_WOOD;
}

static gboolean
is_free_reservoir (const SxSampler *self, guint n)
{
  return zone_of (self, n)->land == SX_CLASS_RESERVOIR && !land_of (self, n)->is_redline;
}

static gboolean
is_redline_crop (const SxSampler *self, guint n)
{
  return land_of (self, n)->is_redline && !land_of (self, n)->is_core
         && sx_land_is_crop (zone_of (self, n)->land);
}

static gboolean
is_free_city_ground (const SxSampler *self, guint n)
{
  return land_of (self, n)->is_city
         && (zone_of (self, n)->land == SX_CLASS_IDLE || zone_of (self, n)->land == SX_CLASS_GRASS);
}

static const Kind kinds[] = {
  { "boundary", "in", "1", is_window_with_farmland, 3, 90, TRUE, "7", "围合天窗填补", "中心城区天窗整合",
    BASIS_CHECKUP, NULL, NULL, 0 },
  { "boundary", "in", "2", is_small_window, 2, 22, FALSE, NULL, "小天窗填补", "中心城区天窗整合",
    BASIS_CHECKUP, NULL, NULL, 0 },
  { "boundary", "in", "4", is_project_ground, 3, 140, TRUE, "7", "产业项目用地", "经济开发区绿色食品产业园",
    BASIS_FIVE_YEARS, NULL, NULL, 0 },
  { "boundary", "in", "5", is_sliver_of_town, 1, 7, FALSE, NULL, "边界技术修正", "勘界与比例尺衔接",
    BASIS_CHECKUP, NULL, NULL, 0 },
  { "boundary", "in", "6", is_lone_works, 1, 40, FALSE, NULL, "已批独立工业用地纳入", "农机装备厂",
    "建设用地批复（2019年）", "不计入扩展倍数", NULL, 1 },
  { "boundary", "out", "1", is_boundary_fragment, 4, 30, FALSE, NULL, "零碎地块调出", "零碎地块清理",
    BASIS_CHECKUP, NULL, NULL, 0 },
  { "farmland", "out", "1", is_steep_farmland, 2, 60, FALSE, NULL, "陡坡耕地调出", "永久基本农田核实处置",
    BASIS_FARMLAND, NULL, NULL, 0 },
  { "redline", "in", "3", is_wood_by_redline, 2, 200, FALSE, NULL, "森林公园扩区调入", "森林公园整合优化",
    BASIS_NATURE, NULL, "12", 0 },
  { "redline", "in", "1", is_free_reservoir, 1, 500, FALSE, NULL, "水库湿地调入", "重要湿地名录",
    BASIS_NATURE, NULL, "11", 0 },
  { "redline", "out", "5", is_redline_crop, 2, 60, FALSE, NULL, "边缘耕地技术修正", "勘界与比例尺衔接",
    BASIS_NATURE, NULL, NULL, 0 },
  { "green", "in", NULL, is_free_city_ground, 1, 40, FALSE, NULL, "滨河公园绿线", "滨河公园", BASIS_CHECKUP,
    NULL, NULL, 0 },
};
/* Plots that make up for what the others take, until it is enough. */
static const Kind boundary_back = { "boundary",
                                    "out",
                                    "7",
                                    is_idle_boundary,
                                    9,
                                    150,
                                    FALSE,
                                    NULL,
                                    "无开发需要地块调出",
                                    "城镇开发边界优化",
                                    BASIS_CHECKUP,
                                    NULL,
                                    NULL,
                                    0 };
static const Kind farmland_back[] = {
  { "farmland", "in", "2", is_reserve, 3, 120, FALSE, NULL, "储备区耕地调入", "永久基本农田储备区",
    BASIS_FARMLAND, NULL, NULL, 0 },
  { "farmland", "in", "3", is_good_field, 12, 160, FALSE, NULL, "高标准农田调入", "高标准农田建设",
    BASIS_FARMLAND, NULL, NULL, 0 },
};

typedef struct
{
  double area, farmland; /* m²: of the parcels; of those that are farmland, net */
} Gathered;

static void
take_parcel (Planner *self, guint n, Gathered *sum)
{
  SxSampler *sampler = self->sampler;

  sampler->key[n] = 1;
  self->is_taken[n] = TRUE;
  sum->area += sampler->area[n];
  if (is_farmland (sampler, n))
    sum->farmland += sampler->area[n] * (1 - land_of (sampler, n)->kc / 10000.0);
}

/* The parcels beside parcel n that fit and are still free join, while the plot has room. */
static void
take_neighbours (Planner *self, guint n, const Kind *kind, GArray *parcels, guint *n_cells, Gathered *sum)
{
  SxSampler *sampler = self->sampler;
  const SxLattice *lattice = &sampler->county->lattice;
  guint32 nu = (guint32)lattice->nu;

  sx_outliner_reset (&sampler->outliner, NULL, NULL);
  sx_shape_buffer_reset (&sampler->buffer);
  sx_outliner_piece_at (&sampler->outliner, sampler->county->parcels[n].seed, &sampler->buffer);
  for (guint c = 0; c < sampler->outliner.cells->len; c++)
    {
      guint32 cell = g_array_index (sampler->outliner.cells, guint32, c);
      const guint32 beside[4] = { cell - nu, cell - 1, cell + 1, cell + nu };

      for (guint b = 0; b < 4; b++)
        {
          guint other = lattice->label[beside[b]], size = sampler->county->parcels[other].n_cells;

          if (!other || self->is_taken[other] || *n_cells + size > kind->most_cells
              || !kind->fits (sampler, other))
            continue;
          *n_cells += size;
          take_parcel (self, other, sum);
          g_array_append_val (parcels, other);
        }
    }
}

/* Parcels from `seed` on through neighbours that fit: their union is in the sampler's buffer. */
static SxShapeView
gather (Planner *self, guint seed, const Kind *kind, Gathered *sum)
{
  SxSampler *sampler = self->sampler;
  g_autoptr (GArray) parcels = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_cells = sampler->county->parcels[seed].n_cells;
  guint32 key;

  memset (sampler->key, 0, sizeof (guint32) * (sampler->county->n_parcels + 1));
  *sum = (Gathered){ 0, 0 };
  g_array_append_val (parcels, seed);
  take_parcel (self, seed, sum);
  for (guint k = 0; k < parcels->len; k++)
    take_neighbours (self, g_array_index (parcels, guint, k), kind, parcels, &n_cells, sum);
  sx_outliner_reset (&sampler->outliner, sampler->key, NULL);
  sx_shape_buffer_reset (&sampler->buffer);
  while (sx_outliner_next (&sampler->outliner, &sampler->buffer, &key))
    ;
  return sx_shape_buffer_view (&sampler->buffer, 0, sampler->buffer.n_rings);
}

static void
add_plot (Planner *self, const Kind *kind, const char *line, const char *direction, const char *situation,
          const SxShapeView *view)
{
  SxSamplePackage *package = self->sampler->package;
  g_autofree char *name = g_strdup_printf ("%s%02u", kind->name, ++self->number);

  sx_sample_package_integer (package, 1);
  sx_sample_package_text (package, line);
  sx_sample_package_text (package, direction);
  sx_sample_package_text (package, situation);
  sx_sample_package_text (package, name);
  sx_sample_package_text (package, kind->project);
  sx_sample_package_text (package, kind->basis);
  sx_sample_package_text (package, kind->note);
  sx_sample_package_text (package, kind->hxlx);
  sx_sample_package_integer (package, kind->is_uncounted);
  sx_sample_package_add (package, view);
}

static void
note_project (Planner *self, const Kind *kind, const SxShapeView *view, double area)
{
  Project *project = g_new0 (Project, 1);

  *project = (Project){ "产业", kind->project, kind->basis, "新建", sx_shape_new (view), area };
  g_ptr_array_add (self->projects, project);
}

static void
count (Planner *self, const Kind *kind, const Gathered *sum, double area)
{
  gboolean is_in = g_str_equal (kind->direction, "in");

  if (g_str_equal (kind->line, "boundary"))
    *(is_in ? &self->boundary_in : &self->boundary_out) += kind->is_uncounted ? 0 : area;
  if (g_str_equal (kind->line, "farmland") && is_in)
    self->farmland_in += area;
  else if (g_str_equal (kind->line, "farmland") || kind->farmland_situation)
    self->farmland_out += sum->farmland;
}

/* One plot of a kind, from the first parcel that fits after a random one; FALSE where none is left. */
static gboolean
plan_plot (Planner *self, const Kind *kind)
{
  SxSampler *sampler = self->sampler;
  guint n_parcels = sampler->county->n_parcels;
  guint start = (guint)(sx_random_hash (sampler->county->seed, 9700, self->number) % n_parcels);

  for (guint k = 0; k < n_parcels; k++)
    {
      guint n = 1 + (start + k) % n_parcels;
      SxShapeView view;
      Gathered sum;

      if (self->is_taken[n] || sampler->county->parcels[n].n_cells > kind->most_cells
          || !kind->fits (sampler, n))
        continue;
      view = gather (self, n, kind, &sum);
      add_plot (self, kind, kind->line, kind->direction, kind->situation, &view);
      if (kind->farmland_situation && sum.farmland > 0)
        add_plot (self, kind, "farmland", "out", kind->farmland_situation, &view);
      if (g_str_equal (kind->line, "boundary") && g_strcmp0 (kind->situation, "4") == 0)
        note_project (self, kind, &view, sum.area);
      count (self, kind, &sum, sum.area);
      return TRUE;
    }
  return FALSE;
}

/* What is drawn by hand over the parcels: a site beside the county town, and a road's widening. */
static void
plan_by_hand (Planner *self)
{
  static const Kind site = { "boundary",
                             "in",
                             "4",
                             NULL,
                             0,
                             0,
                             FALSE,
                             NULL,
                             "物流园用地",
                             "皖北冷链物流园",
                             BASIS_FIVE_YEARS,
                             "与永久基本农田的关系待核实",
                             NULL,
                             0 };
  static const Kind road = { "farmland",     "out",           "2",  NULL, 0, 0, FALSE, NULL, "省道改建占用",
                             "S203改建工程", BASIS_TRANSPORT, NULL, NULL, 0 };
  const SxGround *g = &self->sampler->county->ground;
  const SxSeat *town = &g->seats[0], *seat = &g->seats[1];
  double u = town->u - 1.3 * town->radius * g->works_u, v = town->v - 1.3 * town->radius * g->works_v,
         side = MIN (6, town->radius * 0.3);
  SxPoint corners[4] = { { u - side, v - side * 0.6 },
                         { u + side * 0.9, v - side * 0.8 },
                         { u + side, v + side * 0.5 },
                         { u - side * 0.8, v + side * 0.7 } };
  SxPoint line[12];
  SxShapeView view;
  double area;

  view = sx_sampler_polygon (self->sampler, corners, 4);
  area = sx_sampler_area (self->sampler, &view);
  add_plot (self, &site, site.line, site.direction, site.situation, &view);
  note_project (self, &site, &view, area);
  self->boundary_in += area;
  for (guint k = 0; k < G_N_ELEMENTS (line); k++)
    {
      double t = 0.4 + 0.25 * k / (G_N_ELEMENTS (line) - 1);

      line[k] = (SxPoint){ town->u + (seat->u - town->u) * t + 5, town->v + (seat->v - town->v) * t + 5 };
    }
  view = sx_sampler_corridor (self->sampler, line, G_N_ELEMENTS (line), 0.8);
  area = sx_sampler_area (self->sampler, &view);
  add_plot (self, &road, road.line, road.direction, road.situation, &view);
  note_project (self, &road, &view, area);
  self->farmland_out += area * 0.7;
}

static void
write_adjustments (Planner *self)
{
  sx_sample_package_begin (self->sampler->package, &adjustments);
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint n = 0; n < kinds[k].n_plots && plan_plot (self, &kinds[k]); n++)
      ;
  plan_by_hand (self);
  for (guint n = 0; n < boundary_back.n_plots && self->boundary_out < self->boundary_in * 1.01
                    && plan_plot (self, &boundary_back);
       n++)
    ;
  for (guint k = 0; k < G_N_ELEMENTS (farmland_back); k++)
    for (guint n = 0; n < farmland_back[k].n_plots && self->farmland_in < self->farmland_out * 1.03
                      && plan_plot (self, &farmland_back[k]);
         n++)
      ;
  sx_sample_package_end (self->sampler->package);
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

static void
write_reclasses (Planner *self)
{
  static const struct
  {
    Kind kind;
    const char *layer, *code, *name;
  } rows[] = {
    { { .fits = is_city_field, .most_cells = 30 }, "GHYDYH", "140100", "公园绿地" },
    { { .fits = is_blank_city_ground, .most_cells = 30 }, "GHYDYH", "140300", "广场用地" },
    { { .fits = is_city_field, .most_cells = 50 }, "GHYDYH", "070102", "二类城镇住宅用地" },
    { { .fits = is_field_by_village, .most_cells = 60 }, "GHFQ", "530", "林业发展区" },
    { { .fits = is_field_by_village, .most_cells = 40 }, "GHFQ", "510", "村庄建设区" },
  };
  SxSampler *sampler = self->sampler;

  sx_sample_package_begin (sampler->package, &reclasses);
  for (guint r = 0; r < G_N_ELEMENTS (rows); r++)
    for (guint n = 1; n <= sampler->county->n_parcels; n++)
      {
        Gathered sum;
        SxShapeView view;

        if (self->is_taken[n] || !rows[r].kind.fits (sampler, n))
          continue;
        view = gather (self, n, &rows[r].kind, &sum);
        sx_sample_package_integer (sampler->package, 1);
        sx_sample_package_text (sampler->package, rows[r].layer);
        sx_sample_package_text (sampler->package, rows[r].code);
        sx_sample_package_text (sampler->package, rows[r].name);
        sx_sample_package_text (sampler->package, "维护后用途");
        sx_sample_package_add (sampler->package, &view);
        break;
      }
  sx_sample_package_end (sampler->package);
}

static void
add_road (Planner *self, const char *action, const char *grade, const char *name, SxPoint from, SxPoint to)
{
  SxShapeView view = sx_sampler_straight (self->sampler, from, to);

  sx_sample_package_integer (self->sampler->package, 1);
  sx_sample_package_text (self->sampler->package, action);
  sx_sample_package_text (self->sampler->package, grade);
  sx_sample_package_text (self->sampler->package, name);
  sx_sample_package_add (self->sampler->package, &view);
}

static void
write_roads (Planner *self)
{
  const GArray *streets = self->sampler->county->streets;
  const SxSeat *town = &self->sampler->county->ground.seats[0];
  double r = town->radius;

  sx_sample_package_begin (self->sampler->package, &road_changes);
  add_road (self, "add", "次干路", "规划学府路", (SxPoint){ town->u - 0.7 * r, town->v + 0.31 * r },
            (SxPoint){ town->u + 0.7 * r, town->v + 0.36 * r });
  add_road (self, "add", "支路", "规划园区二路", (SxPoint){ town->u + 0.2 * r, town->v - 0.8 * r },
            (SxPoint){ town->u + 0.27 * r, town->v + 0.6 * r });
  if (streets->len)
    {
      const SxStreet *street = &g_array_index (streets, SxStreet, streets->len / 2);

      add_road (self, "remove", NULL, NULL, street->from, street->to);
    }
  sx_sample_package_end (self->sampler->package);
}

static void
write_projects (Planner *self)
{
  static const SxSampleTable table
      = { "JQZDXMM",
          "近期重点项目（面）",
          "MULTIPOLYGON",
          4527,
          { "XMLX TEXT(50)", "XMMC TEXT(255)", "XMJB TEXT(10)", "XMYJ TEXT(255)", "JSXZ TEXT(10)",
            "JSNX TEXT(20)", "YDMJ DOUBLE", "WHLX TEXT(10)", "WHQX TEXT(20)" } };
  SxSamplePackage *package = self->sampler->package;

  sx_sample_package_begin (package, &table);
  for (guint k = 0; k < self->projects->len; k++)
    {
      const Project *project = g_ptr_array_index (self->projects, k);
      SxShapeView view = sx_shape_view (project->shape);

      sx_sample_package_text (package, project->kind);
      sx_sample_package_text (package, project->name);
      sx_sample_package_text (package, k % 3 ? "县级" : "省级");
      sx_sample_package_text (package, project->basis);
      sx_sample_package_text (package, project->nature);
      sx_sample_package_text (package, "2026-2028");
      sx_sample_package_real (package, project->area);
      sx_sample_package_text (package, "新增");
      sx_sample_package_text (package, "精准落位");
      sx_sample_package_add (package, &view);
    }
  sx_sample_package_end (package);
  for (guint k = 0; k < self->projects->len; k++)
    {
      const Project *project = g_ptr_array_index (self->projects, k);

      sx_sample_package_run (package,
                             "INSERT INTO sx_project VALUES (%u, %Q, %Q, %Q, %Q, %Q, '2026-2028', %!.6g, "
                             "'新增', '精准落位', 'JQZDXMM:%u')",
                             k + 1, project->kind, project->name, k % 3 ? "县级" : "省级", project->basis,
                             project->nature, project->area / 1e4, k + 1);
    }
}

void
sx_sampler_write_scheme (SxSampler *self)
{
  Planner planner = { .sampler = self, .projects = g_ptr_array_new_with_free_func (project_free) };

  planner.is_taken = g_new0 (guint8, self->county->n_parcels + 1);
  write_adjustments (&planner);
  write_reclasses (&planner);
  write_roads (&planner);
  write_projects (&planner);
  sx_sample_package_run (self->package, "INSERT INTO sx_scheme VALUES (1, '2026年度动态维护', '样例方案', "
                                        "'2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z')");
  sx_sample_package_run (self->package, "INSERT INTO sx_judgement VALUES (1, 'boundary_direction', 'pass', "
                                        "'新增用地位于产城融合发展方向上'),"
                                        " (1, 'mineral_area', 'pass', '与矿产资源规划核对一致')");
  g_ptr_array_unref (planner.projects);
  g_free (planner.is_taken);
}
