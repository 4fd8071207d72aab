/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The central city: its extent, planned land use, roads and four lines. */
#include "sample/sx-sample-blob.h"
#include "sample/sx-sample-names.h"
#include "sample/sx-sample-random.h"

static const SxSampleTable extent
    = { "ZXCQFW", "中心城区范围", "MULTIPOLYGON", 4527, { "BSM TEXT(18)", "MC TEXT(100)", "MJ DOUBLE" } };
static const SxSampleTable land_use
    = { "ZXCQGHYDYH",
        "中心城区规划用地用海",
        "MULTIPOLYGON",
        4527,
        { "BSM TEXT(18)", "YDYHFLDM TEXT(6)", "YDYHFLMC TEXT(60)", "TBMJ DOUBLE", "GHZT TEXT(2)" } };
static const SxSampleTable roads = { "ZXCQDLZXX",
                                     "中心城区道路中心线",
                                     "LINESTRING",
                                     4527,
                                     { "BSM TEXT(18)", "DLMC TEXT(100)", "DLDJ TEXT(20)", "HXKD DOUBLE" } };
static const SxSampleTable four_lines[] = {
  { "ZXCQCSLVX", "城市绿线", "MULTIPOLYGON", 4527, { "BSM TEXT(18)", "MC TEXT(100)", "MJ DOUBLE" } },
  { "ZXCQCSLX", "城市蓝线", "MULTIPOLYGON", 4527, { "BSM TEXT(18)", "MC TEXT(100)", "MJ DOUBLE" } },
  { "ZXCQCSHX", "城市黄线", "MULTIPOLYGON", 4527, { "BSM TEXT(18)", "MC TEXT(100)", "MJ DOUBLE" } },
  { "ZXCQCSZX", "城市紫线", "MULTIPOLYGON", 4527, { "BSM TEXT(18)", "MC TEXT(100)", "MJ DOUBLE" } },
};

typedef struct
{
  const char *code, *name;
} Use;

/* What is to be built where nothing is yet. */
static Use
planned_use (double chance, gboolean is_works)
{
  static const struct
  {
    double until;
    Use use;
  } uses[] = { { 0.48, { "070102", "二类城镇住宅用地" } }, { 0.56, { "070101", "一类城镇住宅用地" } },
               { 0.66, { "090100", "商业用地" } },         { 0.76, { "140100", "公园绿地" } },
               { 0.80, { "140300", "广场用地" } },         { 0.86, { "080403", "中小学用地" } },
               { 0.90, { "080601", "医院用地" } },         { 0.94, { "140200", "防护绿地" } },
               { 1.00, { "160000", "留白用地" } } };
  guint k = 0;

  if (is_works && chance < 0.8)
    return (Use){ "100100", "工业用地" };
  while (chance >= uses[k].until)
    k++;
  return uses[k].use;
}

static Use
use_of (const SxSampler *self, guint n)
{
  const SxParcel *p = &self->county->parcels[n];
  const SxLand *land = &self->use->land[n];
  const SxClassInfo *info = sx_class_info (p->zone.land);
  double chance = sx_random_unit (self->county->seed, SX_SALT_CITY_USE, p->seed);

  if (p->zone.land == SX_CLASS_TOWN_HOUSE && chance < 0.12)
    return (Use){ "070101", "一类城镇住宅用地" };
  if (land->boundary && info->group != SX_GROUP_BUILT && info->group != SX_GROUP_STRIP
      && info->group != SX_GROUP_WATER)
    return planned_use (chance, p->zone.is_works);
  return (Use){ info->use_code, info->use_name };
}

static void
use_row (SxSampler *self, guint32 n, const SxShapeView *view, gpointer data)
{
  Use use = use_of (self, n);
  guint *number = data;
  char bsm[SX_BSM_SIZE];

  sx_sample_package_text (self->package, sx_sampler_bsm (bsm, SX_BSM_CITY_USE, ++*number));
  sx_sample_package_text (self->package, use.code);
  sx_sample_package_text (self->package, use.name);
  sx_sample_package_real (self->package, self->area[n]);
  sx_sample_package_text (self->package,
                          g_str_equal (use.code, sx_class_info (self->county->parcels[n].zone.land)->use_code)
                              ? "1"
                              : "2");
  sx_sample_package_add (self->package, view);
}

static void
write_extent_and_use (SxSampler *self)
{
  guint number = 0;

  for (guint n = 1; n <= self->county->n_parcels; n++)
    self->key[n] = self->use->land[n].is_city;
  sx_sampler_write_as_one (self, &extent, SX_BSM_CITY, SX_SAMPLE_COUNTY_NAME "中心城区");
  for (guint n = 1; n <= self->county->n_parcels; n++)
    self->key[n] = self->use->land[n].is_city ? n : 0;
  sx_sample_package_begin (self->package, &land_use);
  sx_sampler_dissolve (self, NULL, use_row, &number);
  sx_sample_package_end (self->package);
}

/* Only main streets have bridges. */
static gboolean
is_on_land (const SxSampler *self, const SxStreet *street)
{
  const SxLattice *lattice = &self->county->lattice;
  int i = (int)((street->from.x + street->to.x) / 2), j = (int)((street->from.y + street->to.y) / 2);
  const SxParcel *parcel = &self->county->parcels[lattice->label[sx_lattice_cell (lattice, i, j)]];

  return street->grade == 1 || sx_class_info (parcel->zone.land)->group != SX_GROUP_WATER;
}

static void
write_roads (SxSampler *self)
{
  static const char *const names[] = { "人民路",   "解放路", "建设路", "中山路", "淮河路", "育才路",
                                       "迎宾大道", "新华路", "工业路", "滨河路", "文化路", "和平路" };
  const GArray *streets = self->county->streets;

  sx_sample_package_begin (self->package, &roads);
  for (guint k = 0; k < streets->len; k++)
    {
      const SxStreet *street = &g_array_index (streets, SxStreet, k);
      SxShapeView view = sx_sampler_straight (self, street->from, street->to);
      char bsm[SX_BSM_SIZE];

      if (!is_on_land (self, street))
        continue;
      sx_sample_package_text (self->package, sx_sampler_bsm (bsm, SX_BSM_CITY_ROAD, k + 1));
      sx_sample_package_text (self->package, names[sx_random_hash (self->county->seed, SX_SALT_STREET_NAME, k)
                                                   % G_N_ELEMENTS (names)]);
      sx_sample_package_text (self->package, street->grade == 1 ? "主干路" : k % 3 == 0 ? "次干路" : "支路");
      sx_sample_package_real (self->package, street->grade == 1 ? 40 : k % 3 == 0 ? 24 : 15);
      sx_sample_package_add (self->package, &view);
    }
  sx_sample_package_end (self->package);
}

/* Which of the four lines a parcel of the city belongs to; 0: none. */
static guint
line_of (const SxSampler *self, guint n)
{
  static const guint8 by_class[SX_N_CLASSES]
      = { [SX_CLASS_PARK] = 1,    [SX_CLASS_SQUARE] = 1,  [SX_CLASS_RIVER] = 2,  [SX_CLASS_RESERVOIR] = 2,
          [SX_CLASS_UTILITY] = 3, [SX_CLASS_STATION] = 3, [SX_CLASS_OFFICE] = 4, [SX_CLASS_SCHOOL] = 4 };
  const SxParcel *p = &self->county->parcels[n];
  guint line = by_class[p->zone.land];

  if (!self->use->land[n].is_city
      || (line == 4 && sx_random_unit (self->county->seed, SX_SALT_PURPLE_LINE, p->seed) > 0.2))
    return 0;
  return line;
}

void
sx_sampler_write_city (SxSampler *self)
{
  static const char *const names[] = { "公园绿地绿线", "河道蓝线", "市政设施黄线", "历史建筑紫线" };

  write_extent_and_use (self);
  write_roads (self);
  for (guint line = 1; line <= G_N_ELEMENTS (four_lines); line++)
    {
      for (guint n = 1; n <= self->county->n_parcels; n++)
        self->key[n] = line_of (self, n) == line;
      sx_sampler_write_pieces (self, &four_lines[line - 1], SX_BSM_CITY_LINES + line, names[line - 1], NULL);
    }
}
