/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The three control lines, the zoning, and what goes with farmland: its reserve and high-standard fields. */
#include "sample/sx-sampler.h"
#include "sample/sx-sample-names.h"
#include "sample/sx-sample-random.h"
#include <string.h>

static const SxSampleTable farmland
    = { "YJJBNTBHTB",
        "永久基本农田",
        "MULTIPOLYGON",
        4527,
        { "BSM TEXT(18)", "XZQDM TEXT(12)", "XZQMC TEXT(100)", "DLBM TEXT(5)", "DLMC TEXT(60)",
          "GDPDJB TEXT(2)", "YJJBNTTBMJ DOUBLE", "KCXS DOUBLE", "KCMJ DOUBLE", "YJJBNTMJ DOUBLE" } };
static const SxSampleTable redline = { "STBHHX",
                                       "生态保护红线",
                                       "MULTIPOLYGON",
                                       4490,
                                       { "BSM TEXT(18)", "XZQDM TEXT(12)", "XZQMC TEXT(100)",
                                         "HXMC TEXT(255)", "HXLX TEXT(255)", "MJ DOUBLE" } };
static const SxSampleTable boundary = { "CZKFBJGX",
                                        "城镇开发边界",
                                        "MULTIPOLYGON",
                                        4527,
                                        { "BSM TEXT(18)", "XZQDM TEXT(12)", "XZQMC TEXT(100)",
                                          "GHFQDM TEXT(3)", "GHFQMC TEXT(50)", "MJ DOUBLE" } };
static const SxSampleTable zoning = { "GHFQ",
                                      "规划分区",
                                      "MULTIPOLYGON",
                                      4527,
                                      { "BSM TEXT(18)", "XZQDM TEXT(12)", "XZQMC TEXT(100)", "GHFQDM TEXT(3)",
                                        "GHFQMC TEXT(50)", "MJ DOUBLE" } };
static const SxSampleTable reserve = {
  "YJJBNTCBQ", "永久基本农田储备区", "MULTIPOLYGON", 4527, { "BSM TEXT(18)", "DLBM TEXT(5)", "MJ DOUBLE" }
};
static const SxSampleTable high_standard
    = { "GBZNT", "高标准农田", "MULTIPOLYGON", 4527, { "BSM TEXT(18)", "MC TEXT(100)", "MJ DOUBLE" } };

static const char *
zone_name (guint code)
{
  static const struct
  {
    guint code;
    const char *name;
  } names[] = { { 100, "生态保护区" },     { 200, "生态控制区" },    { 300, "农田保护区" },
                { 410, "城镇集中建设区" }, { 411, "居住生活区" },    { 413, "商业商务区" },
                { 414, "工业发展区" },     { 416, "绿地休闲区" },    { 420, "城镇弹性发展区" },
                { 430, "特别用途区" },     { 510, "村庄建设区" },    { 520, "一般农业区" },
                { 530, "林业发展区" },     { 700, "矿产能源发展区" } };

  for (guint k = 0; k < G_N_ELEMENTS (names); k++)
    if (names[k].code == code)
      return names[k].name;
  return NULL;
}

static void
put_head (SxSampler *self, guint layer, guint number)
{
  char bsm[SX_BSM_SIZE];

  sx_sample_package_text (self->package, sx_sampler_bsm (bsm, layer, number));
  sx_sample_package_text (self->package, SX_SAMPLE_COUNTY_CODE);
  sx_sample_package_text (self->package, SX_SAMPLE_COUNTY_NAME);
}

/* One bit a cell: 0 for the row of cells along one side of a parcel that is cut back. */
static guint8 *
cut_mask (const SxSampler *self)
{
  const SxLattice *lattice = &self->county->lattice;
  guint32 nu = (guint32)lattice->nu, n_cells = nu * (guint32)lattice->nv;
  guint8 *mask = g_malloc (n_cells / 8 + 1);

  memset (mask, 0xff, n_cells / 8 + 1);
  for (guint32 c = nu; c < n_cells - nu; c++)
    {
      const guint32 beside[4] = { c - nu, c - 1, c + 1, c + nu };
      guint32 n = lattice->label[c];

      if (self->use->land[n].farmland == SX_FARMLAND_CUT
          && lattice->label[beside[sx_random_hash (self->county->seed, SX_SALT_CUT_SIDE, n) & 3]] != n)
        mask[c >> 3] &= (guint8) ~(1 << (c & 7));
    }
  return mask;
}

static void
farmland_row (SxSampler *self, guint32 n, const SxShapeView *view, gpointer data)
{
  const SxLand *land = &self->use->land[n];
  const SxClassInfo *info = sx_class_info (self->county->parcels[n].zone.land);
  double area = land->farmland == SX_FARMLAND_WHOLE ? self->area[n] : sx_sampler_area (self, view);
  double kc = floor (area * land->kc * 0.01 + 0.5) / 100, net = floor ((area - kc) * 100 + 0.5) / 100;
  char slope[2] = { (char)('0' + land->slope), 0 };
  guint *number = data;

  self->farmland_m2 += net;
  put_head (self, SX_BSM_FARMLAND, ++*number);
  sx_sample_package_text (self->package, info->code);
  sx_sample_package_text (self->package, info->name);
  sx_sample_package_text (self->package, slope);
  sx_sample_package_real (self->package, area);
  sx_sample_package_real (self->package, land->kc / 10000.0);
  sx_sample_package_real (self->package, kc);
  sx_sample_package_real (self->package, net);
  sx_sample_package_add (self->package, view);
}

static void
write_farmland (SxSampler *self)
{
  g_autofree guint8 *mask = cut_mask (self);
  guint number = 0;

  for (guint n = 1; n <= self->county->n_parcels; n++)
    {
      guint8 f = self->use->land[n].farmland;

      self->key[n] = f == SX_FARMLAND_WHOLE || f == SX_FARMLAND_CUT ? n : 0;
    }
  sx_sample_package_begin (self->package, &farmland);
  sx_sampler_dissolve (self, mask, farmland_row, &number);
  sx_sample_package_end (self->package);
}

static void
redline_row (SxSampler *self, guint32 key, const SxShapeView *view, gpointer data)
{
  static const char *const kinds[][2]
      = { { "11", "水源涵养" }, { "12", "生物多样性维护" }, { "13", "水土保持" }, { "21", "水土流失" } };
  guint *number = data;
  g_autofree char *name = NULL;
  guint kind
      = (guint)(sx_random_hash (self->county->seed, SX_SALT_REDLINE_KIND, ++*number) % G_N_ELEMENTS (kinds));

  name = g_strdup_printf ("%s%s生态保护红线", sx_sample_township_name ((key - 1) % SX_TOWNSHIPS_MAX),
                          kinds[kind][1]);
  put_head (self, SX_BSM_REDLINE, *number);
  sx_sample_package_text (self->package, name);
  sx_sample_package_text (self->package, kinds[kind][0]);
  sx_sample_package_real (self->package, sx_sampler_area (self, view));
  sx_sample_package_add (self->package, view);
}

static void
write_redline (SxSampler *self)
{
  guint number = 0;

  for (guint n = 1; n <= self->county->n_parcels; n++)
    self->key[n] = self->use->land[n].is_redline ? sx_sampler_district (self, n) + 1 : 0;
  sx_sample_package_begin (self->package, &redline);
  sx_sampler_dissolve (self, NULL, redline_row, &number);
  sx_sample_package_end (self->package);
}

/* Rows of GHFQDM, GHFQMC, MJ; the key holds the code in its low 10 bits. */
typedef struct
{
  guint layer, number;
} ZoneRows;

static void
zone_row (SxSampler *self, guint32 key, const SxShapeView *view, gpointer data)
{
  ZoneRows *rows = data;
  g_autofree char *code = g_strdup_printf ("%u", key & 1023);

  put_head (self, rows->layer, ++rows->number);
  sx_sample_package_text (self->package, code);
  sx_sample_package_text (self->package, zone_name (key & 1023));
  sx_sample_package_real (self->package, sx_sampler_area (self, view));
  sx_sample_package_add (self->package, view);
}

static void
write_boundary (SxSampler *self)
{
  ZoneRows rows = { SX_BSM_BOUNDARY, 0 };

  for (guint n = 1; n <= self->county->n_parcels; n++)
    {
      guint code = self->use->land[n].boundary;

      self->key[n] = code ? code + 1024u * (self->county->parcels[n].zone.township + 1u) : 0;
    }
  sx_sample_package_begin (self->package, &boundary);
  sx_sampler_dissolve (self, NULL, zone_row, &rows);
  sx_sample_package_end (self->package);
}

/* Towns' and red-line zones by township, the others by squares of some 2 km. */
static void
write_zoning (SxSampler *self)
{
  ZoneRows rows = { SX_BSM_ZONING, 0 };

  for (guint n = 1; n <= self->county->n_parcels; n++)
    {
      guint code = self->use->land[n].zone;
      SxPoint at = sx_county_parcel_place (self->county, n);
      guint block = code >= 200 && (code < 400 || code >= 500) ? (guint)(at.x / 96) + 256 * (guint)(at.y / 96)
                                                               : sx_sampler_district (self, n);

      self->key[n] = code + 1024u * block;
    }
  sx_sample_package_begin (self->package, &zoning);
  sx_sampler_dissolve (self, NULL, zone_row, &rows);
  sx_sample_package_end (self->package);
}

static void
reserve_row (SxSampler *self, guint32 n, const SxShapeView *view, gpointer data)
{
  guint *number = data;
  char bsm[SX_BSM_SIZE];

  sx_sample_package_text (self->package, sx_sampler_bsm (bsm, SX_BSM_RESERVE, ++*number));
  sx_sample_package_text (self->package, sx_class_info (self->county->parcels[n].zone.land)->code);
  sx_sample_package_real (self->package, self->area[n]);
  sx_sample_package_add (self->package, view);
}

static void
write_reserve (SxSampler *self)
{
  guint number = 0;

  for (guint n = 1; n <= self->county->n_parcels; n++)
    self->key[n] = self->use->land[n].farmland == SX_FARMLAND_RESERVE ? n : 0;
  sx_sample_package_begin (self->package, &reserve);
  sx_sampler_dissolve (self, NULL, reserve_row, &number);
  sx_sample_package_end (self->package);
}

static void
high_standard_row (SxSampler *self, guint32 key, const SxShapeView *view, gpointer data)
{
  guint *number = data;
  g_autofree char *name = NULL;
  char bsm[SX_BSM_SIZE];

  name = g_strdup_printf ("%u年%s高标准农田建设项目", 2014 + *number % 11, sx_sample_township_name (key - 1));
  sx_sample_package_text (self->package, sx_sampler_bsm (bsm, SX_BSM_HIGH_STANDARD, ++*number));
  sx_sample_package_text (self->package, name);
  sx_sample_package_real (self->package, sx_sampler_area (self, view));
  sx_sample_package_add (self->package, view);
}

static void
write_high_standard (SxSampler *self)
{
  guint number = 0;

  for (guint n = 1; n <= self->county->n_parcels; n++)
    self->key[n] = self->use->land[n].is_high_standard ? self->county->parcels[n].zone.township + 1u : 0;
  sx_sample_package_begin (self->package, &high_standard);
  sx_sampler_dissolve (self, NULL, high_standard_row, &number);
  sx_sample_package_end (self->package);
}

void
sx_sampler_write_lines (SxSampler *self)
{
  write_farmland (self);
  write_redline (self);
  write_boundary (self);
  write_zoning (self);
  write_reserve (self);
  write_high_standard (self);
}
