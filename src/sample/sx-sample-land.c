/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sx-sample-land.h"
#include "sample/sx-sample-random.h"

/* What is asked of a parcel by chance. */
typedef enum
{
  CHANCE_CUT,
  CHANCE_SETTLED,
  CHANCE_NEW,
  CHANCE_WINDOW,
  CHANCE_LONE_BOUNDARY,
  CHANCE_FARMLAND,
  CHANCE_RESERVE,
  CHANCE_REDLINE,
  CHANCE_RIDGES,
  CHANCE_JOINED,
} Chance;

/* Keyed by place, not by number, so that it does not hang on the order of parcels. */
static double
chance (guint64 seed, const SxParcel *p, Chance question)
{
  return sx_random_unit (seed, SX_SALT_PARCEL + (guint64)question, p->seed);
}

gboolean
sx_land_may_be_cut (guint64 seed, const SxParcel *p)
{
  return sx_land_is_crop (p->zone.land) && p->n_cells >= 16 && chance (seed, p, CHANCE_CUT) < 0.11;
}

static SxSettled
settlement (guint64 seed, const SxParcel *p)
{
  SxClass land = p->zone.land;
  SxGroup group = sx_class_info (land)->group;
  gboolean is_built = group == SX_GROUP_BUILT || land == SX_CLASS_STREET;
  gboolean is_works = land == SX_CLASS_INDUSTRY || land == SX_CLASS_LOGISTICS;

  if (group == SX_GROUP_WATER && p->n_cells > 40)
    return SX_SETTLED_NONE;
  if (land == SX_CLASS_SPECIAL)
    return SX_SETTLED_SPECIAL;
  if (land == SX_CLASS_MINE)
    return SX_SETTLED_MINE;
  switch ((SxPlaceKind)p->zone.place)
    {
    case SX_PLACE_TOWN:
      if (!is_built && chance (seed, p, CHANCE_SETTLED) < (group == SX_GROUP_STRIP ? 1 : 0.8))
        return SX_SETTLED_NONE;
      return is_works && p->zone.is_works ? SX_SETTLED_CITY_WORKS : SX_SETTLED_CITY;
    case SX_PLACE_SEAT:
      if (!is_built && chance (seed, p, CHANCE_SETTLED) < (group == SX_GROUP_STRIP ? 1 : 0.8))
        return SX_SETTLED_NONE;
      return is_works ? SX_SETTLED_TOWN_WORKS : SX_SETTLED_TOWN;
    case SX_PLACE_VILLAGE:
      return is_built || (group != SX_GROUP_STRIP && chance (seed, p, CHANCE_SETTLED) < 0.3)
                 ? SX_SETTLED_VILLAGE
                 : SX_SETTLED_NONE;
    case SX_PLACE_LAND:
    default:
      if (!is_built)
        return SX_SETTLED_NONE;
      return is_works
                 ? (chance (seed, p, CHANCE_SETTLED) < 0.5 ? SX_SETTLED_TOWN_WORKS : SX_SETTLED_VILLAGE_WORKS)
                 : SX_SETTLED_VILLAGE;
    }
}

/* Built since 2020 on what was a field. */
static gboolean
is_new (guint64 seed, const SxParcel *p, const SxSpot *spot, SxSettled settled)
{
  SxClass land = p->zone.land;

  if (land == SX_CLASS_FACILITY)
    return chance (seed, p, CHANCE_NEW) < 0.4;
  if (settled == SX_SETTLED_NONE || sx_class_info (land)->group != SX_GROUP_BUILT || land == SX_CLASS_SPECIAL)
    return FALSE;
  if (spot->place == SX_PLACE_LAND)
    return chance (seed, p, CHANCE_NEW) < 0.35;
  if (spot->place == SX_PLACE_VILLAGE)
    return chance (seed, p, CHANCE_NEW) < 0.025;
  return chance (seed, p, CHANCE_NEW) < (spot->is_works ? 0.22 : spot->ratio > 0.7 ? 0.14 : 0.02);
}

static guint16
boundary_code (guint64 seed, const SxParcel *p, const SxSpot *spot)
{
  SxClass land = p->zone.land;
  gboolean is_crop = sx_land_is_crop (land);
  double growth = sx_random_noise (seed + SX_SALT_GROWTH, spot->ratio * 3, spot->township * 7.7);

  if (land == SX_CLASS_RIVER || land == SX_CLASS_RESERVOIR || land == SX_CLASS_RAILWAY)
    return 0;
  if (p->zone.place == SX_PLACE_TOWN || p->zone.place == SX_PLACE_SEAT)
    {
      if (is_crop && chance (seed, p, CHANCE_WINDOW) < 0.72)
        return 0; /* a window, where all around it is inside */
      if (land == SX_CLASS_PARK && spot->ratio > 0.8)
        return 430;
      return 410;
    }
  if (p->zone.place != SX_PLACE_LAND || (sx_class_info (land)->group == SX_GROUP_STRIP && p->n_cells > 12))
    return 0;
  if (spot->ratio < 1.2 && (spot->is_works || growth > 0.62) && p->zone.height < 125)
    return spot->ratio < 1.12 ? 410 : 420;
  if (land == SX_CLASS_INDUSTRY && chance (seed, p, CHANCE_LONE_BOUNDARY) < 0.3)
    return 410;
  return 0;
}

static SxFarmland
farmland (guint64 seed, const SxParcel *p, const SxLand *land, double gaps)
{
  if (!sx_land_is_crop (p->zone.land) || land->settled || land->boundary || land->is_redline)
    return SX_FARMLAND_NONE;
  if (p->zone.is_kept)
    return chance (seed, p, CHANCE_FARMLAND) < 0.6 ? SX_FARMLAND_WHOLE : SX_FARMLAND_NONE;
  if (p->n_cells < 6 || gaps < 0.2 || chance (seed, p, CHANCE_FARMLAND) > (land->slope > 3 ? 0.35 : 0.92))
    return chance (seed, p, CHANCE_RESERVE) < 0.22 && land->slope <= 3 ? SX_FARMLAND_RESERVE
                                                                       : SX_FARMLAND_NONE;
  return sx_land_may_be_cut (seed, p) ? SX_FARMLAND_CUT : SX_FARMLAND_WHOLE;
}

static gboolean
redline (guint64 seed, const SxParcel *p, double wild)
{
  SxClass land = p->zone.land;
  SxGroup group = sx_class_info (land)->group;
  double height = p->zone.height / 255.0 + 0.12 * (wild - 0.5);

  if (p->zone.place != SX_PLACE_LAND || group == SX_GROUP_BUILT || p->zone.is_kept)
    return FALSE;
  if (land == SX_CLASS_RIVER || height < (land == SX_CLASS_RESERVOIR ? 0.5 : 0.6))
    return FALSE;
  return land == SX_CLASS_TRACK || group == SX_GROUP_WOOD || group == SX_GROUP_GRASS
         || group == SX_GROUP_WATER || chance (seed, p, CHANCE_REDLINE) < 0.3;
}

static guint16
zone_code (const SxParcel *p, const SxLand *land)
{
  SxGroup group = sx_class_info (p->zone.land)->group;

  if (land->is_redline)
    return 100;
  if (land->boundary == 420 || land->boundary == 430)
    return land->boundary;
  if (land->boundary)
    return p->zone.is_works                    ? 414
           : p->zone.land == SX_CLASS_COMMERCE ? 413
           : p->zone.land == SX_CLASS_PARK     ? 416
                                               : 411;
  if (land->farmland == SX_FARMLAND_WHOLE || land->farmland == SX_FARMLAND_CUT)
    return 300;
  if (p->zone.height > 150 && group != SX_GROUP_BUILT && group != SX_GROUP_CROP)
    return 200;
  if (land->settled == SX_SETTLED_MINE)
    return 700;
  if (land->settled)
    return 510;
  return group == SX_GROUP_WOOD ? 530 : p->zone.height < 115 && group == SX_GROUP_STRIP ? 300 : 520;
}

static guint16
deduction (guint64 seed, const SxParcel *p, guint slope)
{
  static const guint16 low[] = { 0, 0, 320, 640, 980, 1400 }, width[] = { 0, 0, 160, 260, 300, 420 };

  if (slope == 1)
    return 0;
  return (guint16)(low[slope] + chance (seed, p, CHANCE_RIDGES) * width[slope]);
}

static void
judge (SxLandUse *self, guint n)
{
  guint64 seed = self->county->seed;
  const SxParcel *p = &self->county->parcels[n];
  SxPoint at = sx_county_parcel_place (self->county, n);
  SxSpot spot = sx_ground_spot (&self->county->ground, at.x, at.y);
  double wild = sx_random_fbm (seed + SX_SALT_WILD, at.x / 70, at.y / 70, 2),
         gaps = sx_random_noise (seed + SX_SALT_GAPS, at.x / 35, at.y / 35);
  SxLand *land = &self->land[n];

  land->settled = (guint8)settlement (seed, p);
  land->settled2020 = land->settled;
  land->land2020 = p->zone.land;
  if (is_new (seed, p, &spot, land->settled))
    {
      land->settled2020 = SX_SETTLED_NONE;
      land->land2020 = p->zone.height < 70    ? SX_CLASS_PADDY
                       : p->zone.height < 117 ? SX_CLASS_IRRIGATED
                                              : SX_CLASS_DRY;
    }
  if (sx_land_is_crop (p->zone.land))
    {
      land->slope = (guint8)sx_ground_slope (p->zone.height / 255.0);
      land->kc = deduction (seed, p, land->slope);
    }
  land->boundary = boundary_code (seed, p, &spot);
  land->is_redline = !land->boundary && redline (seed, p, wild);
  land->is_city = spot.seat == 0 && spot.ratio < 1.22 && !land->is_redline;
  land->is_near = spot.ratio < 1.35;
  land->is_core = land->is_redline && p->zone.height > 175;
  land->farmland = (guint8)farmland (seed, p, land, gaps);
  land->is_high_standard = p->zone.height < 110
                           && sx_random_noise (seed + SX_SALT_HIGH_STANDARD, at.x / 80, at.y / 80) > 0.56
                           && (sx_land_is_crop (p->zone.land) || p->zone.land == SX_CLASS_TRACK
                               || p->zone.land == SX_CLASS_DITCH)
                           && !land->boundary && !land->settled;
  land->zone = zone_code (p, land);
}

/* Half of what was built since 2020 was part of a larger field then: of the first one beside it. */
static void
join_2020 (SxLandUse *self)
{
  const SxCounty *county = self->county;
  const guint32 *label = county->lattice.label;
  guint32 nu = (guint32)county->lattice.nu, n_cells = nu * (guint32)county->lattice.nv;

  for (guint k = 0; k <= county->n_parcels; k++)
    self->key2020[k] = k;
  for (guint32 c = nu; c < n_cells - nu; c++)
    {
      const guint32 beside[4] = { c - nu, c - 1, c + 1, c + nu };
      guint32 n = label[c];

      if (n == 0 || self->key2020[n] != n || self->land[n].land2020 == county->parcels[n].zone.land
          || chance (county->seed, &county->parcels[n], CHANCE_JOINED) < 0.5)
        continue;
      for (guint k = 0; k < 4; k++)
        {
          guint32 other = label[beside[k]];

          if (other && other != n && sx_land_is_crop (county->parcels[other].zone.land)
              && !self->land[other].settled)
            self->key2020[n] = other;
        }
    }
}

void
sx_land_use_init (SxLandUse *self, const SxCounty *county)
{
  self->county = county;
  self->land = g_new0 (SxLand, county->n_parcels + 1);
  self->key2020 = g_new (guint32, county->n_parcels + 1);
  for (guint n = 1; n <= county->n_parcels; n++)
    judge (self, n);
  join_2020 (self);
}

void
sx_land_use_clear (SxLandUse *self)
{
  g_clear_pointer (&self->land, g_free);
  g_clear_pointer (&self->key2020, g_free);
}
