/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sx-sample-divide.h"
#include "sample/sx-sample-random.h"
#include <math.h>
#include <string.h>

typedef struct
{
  int i0, j0, i1, j1; /* half open */
} Block;

typedef struct
{
  SxCounty *county;
  GArray *zones;
} Divider;

typedef struct
{
  SxClass land;
  guint8 share; /* of 100 */
} Share;

static SxClass
pick (const Share *shares, double chance)
{
  double sum = 0;

  for (; shares[1].share; shares++)
    {
      sum += shares->share * 0.01;
      if (chance < sum)
        break;
    }
  return shares->land;
}

static SxClass
town_land (const SxSpot *spot, double chance)
{
  static const Share works[] = { { SX_CLASS_INDUSTRY, 70 },
                                 { SX_CLASS_LOGISTICS, 10 },
                                 { SX_CLASS_UTILITY, 6 },
                                 { SX_CLASS_PARK, 5 },
                                 { SX_CLASS_IDLE, 5 },
                                 { SX_CLASS_COMMERCE, 4 },
                                 { 0, 0 } };
  static const Share core[] = { { SX_CLASS_COMMERCE, 30 }, { SX_CLASS_TOWN_HOUSE, 42 },
                                { SX_CLASS_OFFICE, 8 },    { SX_CLASS_SCHOOL, 8 },
                                { SX_CLASS_PARK, 6 },      { SX_CLASS_SQUARE, 4 },
                                { SX_CLASS_STATION, 2 },   { 0, 0 } };
  static const Share rest[]
      = { { SX_CLASS_TOWN_HOUSE, 64 }, { SX_CLASS_SCHOOL, 8 },     { SX_CLASS_COMMERCE, 8 },
          { SX_CLASS_PARK, 7 },        { SX_CLASS_FARM_HOUSE, 4 }, { SX_CLASS_UTILITY, 3 },
          { SX_CLASS_OFFICE, 3 },      { SX_CLASS_IDLE, 3 },       { 0, 0 } };
  static const Share edge[] = { { SX_CLASS_TOWN_HOUSE, 40 }, { SX_CLASS_FARM_HOUSE, 18 },
                                { SX_CLASS_IRRIGATED, 16 },  { SX_CLASS_IDLE, 7 },
                                { SX_CLASS_INDUSTRY, 7 },    { SX_CLASS_PARK, 5 },
                                { SX_CLASS_OTHER_WOOD, 4 },  { SX_CLASS_SPECIAL, 1 },
                                { SX_CLASS_GRASS, 2 },       { 0, 0 } };

  return pick (spot->ratio > 0.82 ? edge : spot->is_works ? works : spot->ratio < 0.3 ? core : rest, chance);
}

/* Heights at which one kind of country passes into the next are blurred. */
static SxClass
country_land (double ground_height, double blur, double chance)
{
  double height = ground_height + 0.07 * (blur - 0.5);
  static const Share river_plain[] = { { SX_CLASS_PADDY, 80 },     { SX_CLASS_IRRIGATED, 6 },
                                       { SX_CLASS_POND, 4 },       { SX_CLASS_FISHPOND, 4 },
                                       { SX_CLASS_OTHER_WOOD, 3 }, { SX_CLASS_FACILITY, 2 },
                                       { SX_CLASS_GRASS, 1 },      { 0, 0 } };
  static const Share plain[]
      = { { SX_CLASS_IRRIGATED, 78 }, { SX_CLASS_DRY, 8 },          { SX_CLASS_ORCHARD, 4 },
          { SX_CLASS_OTHER_WOOD, 4 }, { SX_CLASS_POND, 2 },         { SX_CLASS_FACILITY, 2 },
          { SX_CLASS_INDUSTRY, 1 },   { SX_CLASS_OTHER_GARDEN, 1 }, { 0, 0 } };
  static const Share slopes[] = { { SX_CLASS_DRY, 58 },       { SX_CLASS_ORCHARD, 9 },
                                  { SX_CLASS_TEA, 5 },        { SX_CLASS_WOOD, 12 },
                                  { SX_CLASS_OTHER_WOOD, 7 }, { SX_CLASS_GRASS, 5 },
                                  { SX_CLASS_POND, 2 },       { SX_CLASS_SPECIAL, 1 },
                                  { SX_CLASS_BARE, 1 },       { 0, 0 } };
  static const Share hills[] = { { SX_CLASS_WOOD, 62 },  { SX_CLASS_SHRUB, 10 },
                                 { SX_CLASS_BAMBOO, 5 }, { SX_CLASS_OTHER_WOOD, 5 },
                                 { SX_CLASS_MEADOW, 3 }, { SX_CLASS_GRASS, 4 },
                                 { SX_CLASS_TEA, 3 },    { SX_CLASS_DRY, 7 },
                                 { SX_CLASS_BARE, 1 },   { 0, 0 } };

  return pick (height < 0.27 ? river_plain : height < 0.46 ? plain : height < 0.56 ? slopes : hills, chance);
}

static SxClass
block_land (const SxSpot *spot, guint64 id)
{
  static const Share village[] = { { SX_CLASS_FARM_HOUSE, 84 }, { SX_CLASS_IDLE, 4 },
                                   { SX_CLASS_SCHOOL, 2 },      { SX_CLASS_OFFICE, 2 },
                                   { SX_CLASS_COMMERCE, 1 },    { SX_CLASS_OTHER_WOOD, 4 },
                                   { SX_CLASS_POND, 3 },        { 0, 0 } };
  double chance = sx_random_unit (id, 5, 0);

  if (spot->place == SX_PLACE_VILLAGE)
    return pick (village, chance);
  return spot->place == SX_PLACE_LAND ? country_land (spot->height, sx_random_unit (id, 5, 1), chance)
                                      : town_land (spot, chance);
}

/* How many cells a parcel of the place has, about. */
static double
parcel_cells (const SxSpot *spot)
{
  switch (spot->place)
    {
    case SX_PLACE_VILLAGE:
      return 15;
    case SX_PLACE_SEAT:
    case SX_PLACE_TOWN:
      return spot->is_works ? 36 : 18;
    case SX_PLACE_LAND:
    default:
      return spot->height < 0.56 ? 38 : 78;
    }
}

/* Cells of street, track or ditch between the halves of a block with that longer side; 0: none. */
static int
strip_width (const SxSpot *spot, int side, guint64 id)
{
  double chance = sx_random_unit (id, 6, 0);

  switch (spot->place)
    {
    case SX_PLACE_VILLAGE:
      return side > 7;
    case SX_PLACE_SEAT:
      return side > 7;
    case SX_PLACE_TOWN:
      return side > 34 ? 2 : side > 8;
    case SX_PLACE_LAND:
    default:
      if (spot->height >= 0.56)
        return side > 40 && chance < 0.4;
      return side > 27 ? chance < 0.92 : side > 15 && chance < 0.16;
    }
}

static void
fill (Divider *self, Block b, const SxSpot *spot, SxClass land)
{
  SxLattice *lattice = &self->county->lattice;
  SxZone zone = { .land = (guint8)land,
                  .place = (guint8)spot->place,
                  .township = (guint8)spot->township,
                  .height = (guint8)(spot->height * 255),
                  .is_works = (guint8)spot->is_works };
  guint32 number = self->zones->len;

  g_array_append_val (self->zones, zone);
  for (int j = b.j0; j < b.j1; j++)
    for (int i = b.i0; i < b.i1; i++)
      {
        guint32 *label = &lattice->label[sx_lattice_cell (lattice, i, j)];

        if (*label)
          *label = number;
      }
}

static SxSpot
block_spot (const Divider *self, Block b)
{
  return sx_ground_spot (&self->county->ground, (b.i0 + b.i1) * 0.5, (b.j0 + b.j1) * 0.5);
}

static void
note_street (Divider *self, Block b, gboolean is_upright, int width)
{
  SxStreet street = { .grade = (guint8)(width > 1 ? 1 : 3) };
  double middle = is_upright ? (b.i0 + b.i1) * 0.5 : (b.j0 + b.j1) * 0.5;

  street.from = is_upright ? (SxPoint){ middle, b.j0 } : (SxPoint){ b.i0, middle };
  street.to = is_upright ? (SxPoint){ middle, b.j1 } : (SxPoint){ b.i1, middle };
  g_array_append_val (self->county->streets, street);
}

/* A strip in pieces of up to 30 cells, each of the class its place asks for. */
static void
fill_strip (Divider *self, Block b, gboolean is_upright, int width, guint64 id)
{
  int length = is_upright ? b.j1 - b.j0 : b.i1 - b.i0;
  int n = MAX (1, (length + 15) / 30);
  gboolean is_ditch = sx_random_unit (id, 7, 0) < 0.42;

  for (int k = 0; k < n; k++)
    {
      Block piece = b;
      SxSpot spot;
      SxClass land;

      if (is_upright)
        {
          piece.j0 = b.j0 + length * k / n;
          piece.j1 = b.j0 + length * (k + 1) / n;
        }
      else
        {
          piece.i0 = b.i0 + length * k / n;
          piece.i1 = b.i0 + length * (k + 1) / n;
        }
      spot = block_spot (self, piece);
      land = spot.place != SX_PLACE_LAND     ? SX_CLASS_STREET
             : is_ditch && spot.height < 0.5 ? SX_CLASS_DITCH
                                             : SX_CLASS_TRACK;
      fill (self, piece, &spot, land);
      if (spot.place == SX_PLACE_TOWN)
        note_street (self, piece, is_upright, width);
    }
}

static gboolean
is_far_outside (const Divider *self, Block b)
{
  const SxGround *g = &self->county->ground;
  double du = MAX (MAX (b.i0 - g->cu, g->cu - b.i1), 0), dv = MAX (MAX (b.j0 - g->cv, g->cv - b.j1), 0);
  double reach = g->radius * 1.35;

  return du * du + dv * dv > reach * reach;
}

static void
divide (Divider *self, Block b, guint64 id)
{
  int w = b.i1 - b.i0, h = b.j1 - b.j0, side = MAX (w, h), strip, at;
  gboolean is_upright; /* the cut */
  Block low = b, high = b, between = b;
  SxSpot spot;

  if (is_far_outside (self, b))
    return;
  spot = block_spot (self, b);
  if (w * h <= parcel_cells (&spot) * (0.62 + 0.76 * sx_random_unit (id, 1, 0)) || side < 4)
    {
      fill (self, b, &spot, block_land (&spot, id));
      return;
    }
  is_upright = w > h * 1.35 || (h <= w * 1.35 && sx_random_unit (id, 2, 0) < 0.5);
  side = is_upright ? w : h;
  strip = side >= 6 ? strip_width (&spot, side, id) : 0;
  at = (int)((side - strip) * (0.34 + 0.32 * sx_random_unit (id, 3, 0)) + 0.5);
  at = CLAMP (at, 1, side - strip - 1);
  if (is_upright)
    {
      low.i1 = between.i0 = b.i0 + at;
      high.i0 = between.i1 = b.i0 + at + strip;
    }
  else
    {
      low.j1 = between.j0 = b.j0 + at;
      high.j0 = between.j1 = b.j0 + at + strip;
    }
  if (strip)
    fill_strip (self, between, is_upright, strip, id);
  divide (self, low, sx_random_hash (id, 10, 1));
  divide (self, high, sx_random_hash (id, 10, 2));
}

static gboolean
is_wild (const Divider *self, guint32 zone)
{
  const SxZone *z = &g_array_index (self->zones, SxZone, zone);

  return z->place == SX_PLACE_LAND && z->height > 128 && sx_class_info (z->land)->group != SX_GROUP_STRIP;
}

/* In the hills, boundaries are no straight lines: each cell takes the zone of one up to REACH cells away, the
 * way smooth noise points. */
#define REACH 3

static void
ruffle (Divider *self)
{
  SxLattice *lattice = &self->county->lattice;
  guint64 seed = sx_random_hash (self->county->seed, SX_SALT_RUFFLE, 0);
  gsize row = (gsize)lattice->nu;
  g_autofree guint32 *before
      = g_new (guint32, row * (REACH + 1)); /* this row and those below it, as they were */

  for (int j = 0; j < lattice->nv; j++)
    {
      guint32 *label = lattice->label + (gsize)j * row;

      memcpy (before + (gsize)(j % (REACH + 1)) * row, label, row * sizeof (guint32));
      if (j < REACH || j >= lattice->nv - REACH)
        continue;
      for (int i = REACH; i < lattice->nu - REACH; i++)
        {
          int di, dj;
          guint32 from;

          if (!label[i] || !is_wild (self, label[i]))
            continue;
          di = (int)floor ((sx_random_noise (seed, i / 7.0, j / 7.0) - 0.5) * 2 * REACH + 0.5);
          dj = (int)floor ((sx_random_noise (seed + 1, i / 7.0, j / 7.0) - 0.5) * 2 * REACH + 0.5);
          from = dj > 0 ? label[dj * (int)row + i + di]
                        : before[(gsize)((j + dj) % (REACH + 1)) * row + (gsize)(i + di)];
          if (from && is_wild (self, from))
            label[i] = from;
        }
    }
}

void
sx_divide_county (SxCounty *county, GArray *zones)
{
  Divider self = { county, zones };
  const SxLattice *lattice = &county->lattice;

  divide (&self, (Block){ 1, 1, lattice->nu - 1, lattice->nv - 1 },
          sx_random_hash (county->seed, SX_SALT_DIVIDE, 0));
  ruffle (&self);
}
