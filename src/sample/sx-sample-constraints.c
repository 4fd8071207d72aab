/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that limits or supports a change: approved land, development zones, hazards, protected areas,
 * minerals, and the control lines beside the three. */
#include "sample/sx-sample-blob.h"
#include "sample/sx-sample-names.h"
#include "sample/sx-sample-random.h"
#include <string.h>

static const SxSampleTable tables[] = {
  { "PZJSYD", "已批准建设用地", "MULTIPOLYGON", 4527, { "BSM TEXT(18)", "MC TEXT(100)", "MJ DOUBLE" } },
  { "PZWJSTD", "批准未建设土地", "MULTIPOLYGON", 4527, { "BSM TEXT(18)", "MC TEXT(100)", "MJ DOUBLE" } },
  { "DLCZJSYD", "独立城镇建设用地", "MULTIPOLYGON", 4527, { "BSM TEXT(18)", "MC TEXT(100)", "MJ DOUBLE" } },
  { "HLFXKZX", "洪涝风险控制线", "MULTIPOLYGON", 4527, { "BSM TEXT(18)", "MC TEXT(100)", "MJ DOUBLE" } },
};
static const SxSampleTable suitability = { "CZJSSYXPJJG",
                                           "城镇建设适宜性评价结果",
                                           "MULTIPOLYGON",
                                           4490,
                                           { "BSM TEXT(18)", "SYXDJ TEXT(2)", "MJ DOUBLE" } };
static const SxSampleTable protected_areas
    = { "ZRBHD",
        "自然保护地",
        "MULTIPOLYGON",
        4490,
        { "BSM TEXT(18)", "MC TEXT(100)", "GKFQ TEXT(10)", "MJ DOUBLE" } };
static const SxSampleTable river_reach
    = { "HDGLFW", "河道管理范围", "MULTIPOLYGON", 4527, { "BSM TEXT(18)", "MC TEXT(100)", "MJ DOUBLE" } };

/* Layers of hand-drawn discs. */
static const struct
{
  SxSampleTable table;
  const char *tail; /* of the name, after the township's */
  double low, high; /* heights where they lie */
  double radius;    /* cells, mean */
  double per_km2;   /* one in so many km² */
} discs[] = {
  { { "DZZHQ",
      "地质灾害区",
      "MULTIPOLYGON",
      4527,
      { "BSM TEXT(18)", "MC TEXT(100)", "MJ DOUBLE", "FJ TEXT(2)" } },
    "滑坡崩塌隐患区",
    0.5,
    0.9,
    9,
    16 },
  { { "XZHQ", "蓄滞洪区", "MULTIPOLYGON", 4527, { "BSM TEXT(18)", "MC TEXT(100)", "MJ DOUBLE" } },
    "蓄滞洪区",
    0,
    0.25,
    26,
    110 },
  { { "KCZYYF", "重要矿产资源压覆区", "MULTIPOLYGON", 4490, { "BSM TEXT(18)", "MC TEXT(100)", "MJ DOUBLE" } },
    "煤矿压覆区",
    0.3,
    0.6,
    24,
    100 },
  { { "KCZYKCBHX", "矿产资源控制线", "MULTIPOLYGON", 4490, { "BSM TEXT(18)", "MC TEXT(100)", "MJ DOUBLE" } },
    "石灰岩矿区",
    0.45,
    0.8,
    16,
    90 },
  { { "DYZ", "大遗址保护区", "MULTIPOLYGON", 4527, { "BSM TEXT(18)", "MC TEXT(100)", "MJ DOUBLE" } },
    "古城遗址",
    0.2,
    0.5,
    12,
    120 },
  { { "LSWHBHX", "历史文化保护线", "MULTIPOLYGON", 4527, { "BSM TEXT(18)", "MC TEXT(100)", "MJ DOUBLE" } },
    "古村落保护范围",
    0.2,
    0.6,
    6,
    50 },
};

static void
put_name (SxSampler *self, guint layer, guint number, const char *name, double area)
{
  char bsm[SX_BSM_SIZE];

  sx_sample_package_text (self->package, sx_sampler_bsm (bsm, layer, number));
  sx_sample_package_text (self->package, name);
  sx_sample_package_real (self->package, area);
}

/* A place in the county, clear of the towns and of the discs before it, at a height the layer asks for. */
static gboolean
find_place (const SxSampler *self, SxRandom *random, double low, double high, double radius,
            const GArray *taken, SxPoint *out)
{
  const SxGround *g = &self->county->ground;

  for (guint k = 0; k < 400; k++)
    {
      SxPoint p = { sx_random_real (random, 0, g->nu), sx_random_real (random, 0, g->nv) };
      SxSpot spot = sx_ground_spot (g, p.x, p.y);
      gboolean fits = spot.height >= low && spot.height <= high && spot.ratio > 2.2;

      for (int side = 0; side < 4 && fits; side++)
        fits = sx_ground_is_inside (g, p.x + (side < 2 ? 1.4 : -1.4) * radius,
                                    p.y + (side & 1 ? 1.4 : -1.4) * radius);
      for (guint n = 0; n < taken->len && fits; n++)
        {
          const SxSeat *disc = &g_array_index (taken, SxSeat, n);
          double gap = 1.4 * (disc->radius + radius);

          fits = (p.x - disc->u) * (p.x - disc->u) + (p.y - disc->v) * (p.y - disc->v) > gap * gap;
        }
      *out = p;
      if (fits)
        return TRUE;
    }
  return FALSE;
}

static void
write_discs (SxSampler *self, guint kind)
{
  static const char *const grades[] = { "30", "20", "10", "30" };
  const SxGround *g = &self->county->ground;
  SxRandom random = { sx_random_hash (self->county->seed, SX_SALT_DISC, kind) };
  double km2 = g->radius * g->radius * G_PI * 0.0004, limit = g->radius * 0.12;
  guint n = 2 + (guint)(km2 / discs[kind].per_km2);
  gboolean is_graded = g_str_equal (discs[kind].table.name, "DZZHQ");
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (SxSeat));

  sx_sample_package_begin (self->package, &discs[kind].table);
  for (guint k = 0; k < n; k++)
    {
      double radius = MIN (discs[kind].radius * sx_random_real (&random, 0.6, 1.5), limit);
      g_autofree char *name = NULL;
      SxShapeView view;
      SxPoint p;

      if (!find_place (self, &random, discs[kind].low, discs[kind].high, radius, taken, &p))
        continue;
      g_array_append_val (taken, ((SxSeat){ p.x, p.y, radius }));
      name = g_strdup_printf ("%s%s", sx_sample_township_name (sx_ground_spot (g, p.x, p.y).township),
                              discs[kind].tail);
      view = sx_sampler_blob (self, p, radius, sx_random_next (&random));
      put_name (self, SX_BSM_DISCS + kind, k + 1, name, sx_sampler_area (self, &view));
      if (is_graded)
        sx_sample_package_text (self->package, grades[k % G_N_ELEMENTS (grades)]);
      sx_sample_package_add (self->package, &view);
    }
  sx_sample_package_end (self->package);
}

/* 开发区 around the works of the county town, 非农产业园区 around those of two seats; and the main
 * development direction, a wedge from the town over its works. */
static void
write_works (SxSampler *self)
{
  static const SxSampleTable kfq
      = { "KFQ", "已批开发区", "MULTIPOLYGON", 4527, { "BSM TEXT(18)", "MC TEXT(100)", "MJ DOUBLE" } };
  static const SxSampleTable fnyq
      = { "FNYQ", "非农产业园区", "MULTIPOLYGON", 4527, { "BSM TEXT(18)", "MC TEXT(100)", "MJ DOUBLE" } };
  static const SxSampleTable fzfx
      = { "FZFX", "主要发展方向", "MULTIPOLYGON", 4527, { "BSM TEXT(18)", "MC TEXT(100)", "MJ DOUBLE" } };
  const SxGround *g = &self->county->ground;
  const SxSeat *town = &g->seats[0];
  double wu = g->works_u, wv = g->works_v, r = town->radius;
  SxPoint corners[4] = { { town->u - 0.3 * r * wv, town->v + 0.3 * r * wu },
                         { town->u + 0.3 * r * wv, town->v - 0.3 * r * wu },
                         { town->u + 2 * r * wu + 1.2 * r * wv, town->v + 2 * r * wv - 1.2 * r * wu },
                         { town->u + 2 * r * wu - 1.2 * r * wv, town->v + 2 * r * wv + 1.2 * r * wu } };
  SxShapeView view;

  sx_sample_package_begin (self->package, &kfq);
  view = sx_sampler_blob (self, (SxPoint){ town->u + 0.75 * r * wu, town->v + 0.75 * r * wv }, 0.42 * r,
                          self->county->seed + 1);
  put_name (self, SX_BSM_KFQ, 1, SX_SAMPLE_COUNTY_NAME "经济开发区", sx_sampler_area (self, &view));
  sx_sample_package_add (self->package, &view);
  sx_sample_package_end (self->package);
  sx_sample_package_begin (self->package, &fnyq);
  for (guint k = 1; k < 3; k++)
    {
      const SxSeat *seat = &g->seats[k];
      g_autofree char *name = g_strdup_printf ("%s产业园", sx_sample_township_name (k));

      view = sx_sampler_blob (self,
                              (SxPoint){ seat->u + 0.8 * seat->radius * wu,
                                         seat->v + 0.8 * seat->radius * wv },
                              0.4 * seat->radius, self->county->seed + 1 + k);
      put_name (self, SX_BSM_FNYQ, k, name, sx_sampler_area (self, &view));
      sx_sample_package_add (self->package, &view);
    }
  sx_sample_package_end (self->package);
  sx_sample_package_begin (self->package, &fzfx);
  view = sx_sampler_polygon (self, corners, G_N_ELEMENTS (corners));
  put_name (self, SX_BSM_FZFX, 1, "产城融合发展方向", sx_sampler_area (self, &view));
  sx_sample_package_add (self->package, &view);
  sx_sample_package_end (self->package);
}

static guint
approved_kind (const SxSampler *self, guint n)
{
  const SxParcel *p = &self->county->parcels[n];
  const SxLand *land = &self->use->land[n];
  double chance = sx_random_unit (self->county->seed, SX_SALT_APPROVED, p->seed);
  gboolean is_built = sx_class_info (p->zone.land)->group == SX_GROUP_BUILT;

  if (land->land2020 != p->zone.land && is_built && chance < 0.65)
    return 1;
  if (land->boundary && !is_built && sx_land_is_crop (p->zone.land) && chance < 0.1)
    return 2;
  /* Not those built since 2020: they would count as increment. */
  if (!land->boundary && land->land2020 == p->zone.land
      && (land->settled == SX_SETTLED_TOWN_WORKS
          || (land->settled && p->zone.land == SX_CLASS_COMMERCE && p->zone.place == SX_PLACE_LAND)))
    return 3;
  return p->zone.land == SX_CLASS_RIVER || p->zone.land == SX_CLASS_RESERVOIR ? 4 : 0;
}

static void
write_approved (SxSampler *self)
{
  static const char *const names[]
      = { "城镇批次建设用地", "批而未建地块", "独立选址工业用地", "河湖洪涝风险控制范围" };

  for (guint kind = 1; kind <= G_N_ELEMENTS (tables); kind++)
    {
      for (guint n = 1; n <= self->county->n_parcels; n++)
        self->key[n] = approved_kind (self, n) == kind ? self->county->parcels[n].zone.township + 1u : 0;
      sx_sampler_write_pieces (self, &tables[kind - 1], SX_BSM_APPROVED + kind, names[kind - 1], NULL);
    }
}

static void
suitability_row (SxSampler *self, guint32 key, const SxShapeView *view, gpointer data)
{
  static const char *const grades[] = { "", "11", "12", "21" };
  guint *number = data;
  char bsm[SX_BSM_SIZE];

  sx_sample_package_text (self->package, sx_sampler_bsm (bsm, SX_BSM_SUITABILITY, ++*number));
  sx_sample_package_text (self->package, grades[key & 3]);
  sx_sample_package_real (self->package, sx_sampler_area (self, view));
  sx_sample_package_add (self->package, view);
}

/* 11 suitable, 12 fairly, 21 not: steep ground and water. */
static void
write_suitability (SxSampler *self)
{
  guint number = 0;

  for (guint n = 1; n <= self->county->n_parcels; n++)
    {
      const SxZone *zone = &self->county->parcels[n].zone;
      gboolean is_water = zone->land == SX_CLASS_RIVER || zone->land == SX_CLASS_RESERVOIR;
      SxPoint at = sx_county_parcel_place (self->county, n);
      guint block = (guint)(at.x / 128) + 256 * (guint)(at.y / 128);

      self->key[n] = block * 4 + (is_water || zone->height > 140 ? 3 : zone->height > 100 ? 2 : 1);
    }
  sx_sample_package_begin (self->package, &suitability);
  sx_sampler_dissolve (self, NULL, suitability_row, &number);
  sx_sample_package_end (self->package);
}

static void
protected_row (SxSampler *self, guint32 key, const SxShapeView *view, gpointer data)
{
  g_autofree char *name
      = g_strdup_printf ("%s森林公园", sx_sample_township_name (((key >> 1) - 1) % SX_TOWNSHIPS_MAX));
  guint *number = data;
  char bsm[SX_BSM_SIZE];

  sx_sample_package_text (self->package, sx_sampler_bsm (bsm, SX_BSM_PROTECTED, ++*number));
  sx_sample_package_text (self->package, name);
  sx_sample_package_text (self->package, key & 1 ? "core" : "general");
  sx_sample_package_real (self->package, sx_sampler_area (self, view));
  sx_sample_package_add (self->package, view);
}

static void
write_protected (SxSampler *self)
{
  guint number = 0;

  for (guint n = 1; n <= self->county->n_parcels; n++)
    {
      const SxLand *land = &self->use->land[n];
      const SxZone *zone = &self->county->parcels[n].zone;

      self->key[n] = land->is_redline && zone->height > 160
                         ? (sx_sampler_district (self, n) + 1) * 2 + land->is_core
                         : 0;
    }
  sx_sample_package_begin (self->package, &protected_areas);
  sx_sampler_dissolve (self, NULL, protected_row, &number);
  sx_sample_package_end (self->package);
}

#define BANK 2 /* cells */

/* The rivers and two cells on either side. */
static void
write_river_reach (SxSampler *self)
{
  const SxLattice *lattice = &self->county->lattice;
  gsize size = (gsize)lattice->nu * (gsize)lattice->nv / 8 + 1;
  g_autofree guint8 *mask = g_malloc0 (size);

  for (int j = BANK; j < lattice->nv - BANK; j++)
    for (int i = BANK; i < lattice->nu - BANK; i++)
      {
        if (self->county->parcels[lattice->label[sx_lattice_cell (lattice, i, j)]].zone.land
            != SX_CLASS_RIVER)
          continue;
        for (int b = -BANK; b <= BANK; b++)
          for (int a = -BANK; a <= BANK; a++)
            {
              guint32 cell = sx_lattice_cell (lattice, i + a, j + b);

              mask[cell >> 3] |= (guint8)(1 << (cell & 7));
            }
      }
  for (guint n = 1; n <= self->county->n_parcels; n++)
    self->key[n] = sx_sampler_district (self, n) / SX_TOWNSHIPS_MAX + 1;
  self->outliner.keeps_all = TRUE;
  sx_sampler_write_pieces (self, &river_reach, SX_BSM_RIVER_REACH, "河道管理范围", mask);
  self->outliner.keeps_all = FALSE;
}

void
sx_sampler_write_constraints (SxSampler *self)
{
  write_approved (self);
  write_works (self);
  write_suitability (self);
  for (guint kind = 0; kind < G_N_ELEMENTS (discs); kind++)
    write_discs (self, kind);
  write_protected (self);
  write_river_reach (self);
}
