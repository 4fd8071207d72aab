/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sx-sample-paint.h"
#include "sample/sx-sample-random.h"

#define STEP 0.4         /* cells between the points of a path */
#define RIVER_PIECE 75.0 /* cells: a river's or road's parcels end about there */
#define ROAD_PIECE 42.0

typedef struct
{
  SxCounty *county;
  GArray *zones;
} Painter;

static guint32
new_zone (Painter *self, double u, double v, SxClass land)
{
  SxSpot spot = sx_ground_spot (&self->county->ground, u, v);
  SxZone zone = { .land = (guint8)land,
                  .place = (guint8)spot.place,
                  .township = (guint8)spot.township,
                  .height = (guint8)(spot.height * 255),
                  .is_works = (guint8)spot.is_works };

  g_array_append_val (self->zones, zone);
  return self->zones->len - 1;
}

static SxClass
land_at (const Painter *self, guint32 cell)
{
  return g_array_index (self->zones, SxZone, self->county->lattice.label[cell]).land;
}

/* From a to b, winding by up to `sway` cells. */
static GArray *
make_path (SxPoint a, SxPoint b, double sway, guint64 seed)
{
  GArray *path = g_array_new (FALSE, FALSE, sizeof (SxPoint));
  double length = sqrt ((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y));
  double nx = -(b.y - a.y) / MAX (length, 1), ny = (b.x - a.x) / MAX (length, 1);
  guint n = (guint)(length / STEP * 1.3) + 2;

  for (guint k = 0; k <= n; k++)
    {
      double t = (double)k / n, d = t * length, ends = MIN (1, 6 * MIN (t, 1 - t));
      double off = sway * ends
                   * ((sx_random_noise (seed, d / 150, 0.5) - 0.5) * 2
                      + (sx_random_noise (seed + 1, d / 38, 0.5) - 0.5) * 0.45);
      SxPoint p = { a.x + (b.x - a.x) * t + nx * off, a.y + (b.y - a.y) * t + ny * off };

      g_array_append_val (path, p);
    }
  return path;
}

static gboolean
is_way (SxClass land)
{
  return land == SX_CLASS_ROAD || land == SX_CLASS_RAILWAY;
}

/* A disc along the path, a new zone every `piece` cells. Leaves roads, and cells of class `spare`, alone. */
static void
paint_wide (Painter *self, const GArray *path, double radius, SxClass land, double piece, SxClass spare)
{
  SxLattice *lattice = &self->county->lattice;
  guint32 zone = 0;
  int number = -1;

  for (guint k = 0; k < path->len; k += 2)
    {
      SxPoint p = g_array_index (path, SxPoint, k);
      int i0 = MAX ((int)floor (p.x - radius), 1), i1 = MIN ((int)floor (p.x + radius), lattice->nu - 2);
      int j0 = MAX ((int)floor (p.y - radius), 1), j1 = MIN ((int)floor (p.y + radius), lattice->nv - 2);

      if ((int)(k * STEP / piece) != number)
        {
          number = (int)(k * STEP / piece);
          zone = new_zone (self, p.x, p.y, land);
        }
      for (int j = j0; j <= j1; j++)
        for (int i = i0; i <= i1; i++)
          {
            guint32 cell = sx_lattice_cell (lattice, i, j);
            double du = i + 0.5 - p.x, dv = j + 0.5 - p.y;

            if (lattice->label[cell] && du * du + dv * dv <= radius * radius && land_at (self, cell) != spare
                && !is_way (land_at (self, cell)))
              lattice->label[cell] = zone;
          }
    }
}

static gboolean
gives_way (SxClass there, SxClass land)
{
  if (is_way (there) || there == SX_CLASS_RESERVOIR)
    return FALSE;
  return land != SX_CLASS_TRACK || (there != SX_CLASS_RIVER && there != SX_CLASS_STREET);
}

/* One cell wide and connected through cell sides, a new zone every `piece` cells. */
static void
paint_thin (Painter *self, const GArray *path, SxClass land, double piece)
{
  SxLattice *lattice = &self->county->lattice;
  int pi = -1, pj = -1, count = 0;
  guint32 zone = 0;

  for (guint k = 0; k < path->len; k++)
    {
      SxPoint p = g_array_index (path, SxPoint, k);
      int i = (int)floor (p.x), j = (int)floor (p.y);

      if ((i == pi && j == pj) || i < 1 || j < 1 || i > lattice->nu - 2 || j > lattice->nv - 2)
        continue;
      if (pi < 0)
        {
          pi = i;
          pj = j;
        }
      while (pi != i || pj != j)
        {
          guint32 cell;

          if (pi != i)
            pi += pi < i ? 1 : -1;
          else
            pj += pj < j ? 1 : -1;
          cell = sx_lattice_cell (lattice, pi, pj);
          if (count++ % (int)piece == 0)
            zone = new_zone (self, pi + 0.5, pj + 0.5, land);
          if (lattice->label[cell] && gives_way (land_at (self, cell), land))
            lattice->label[cell] = zone;
        }
    }
}

/* From edge to edge of the box, through low ground: the lowest of a few. */
static GArray *
find_course (Painter *self, guint64 seed, double sway)
{
  const SxGround *g = &self->county->ground;
  GArray *best = NULL;
  double lowest = INFINITY;

  for (guint k = 0; k < 6; k++)
    {
      SxRandom random = { sx_random_hash (seed, 1, k) };
      double side = sx_random_real (&random, -0.85, 0.85), slant = sx_random_real (&random, -0.5, 0.5),
             reach = 1.4 * g->radius;
      /* mostly across the slope of the land, some down it */
      double au = k % 3 ? -g->hill_v : g->hill_u, av = k % 3 ? g->hill_u : g->hill_v, height = 0;
      SxPoint a = { g->cu + au * reach + av * (side + slant) * g->radius,
                    g->cv + av * reach - au * (side + slant) * g->radius };
      SxPoint b = { g->cu - au * reach + av * (side - slant) * g->radius,
                    g->cv - av * reach - au * (side - slant) * g->radius };
      GArray *path = make_path (a, b, sway, seed + k);

      for (guint n = 0; n < path->len; n += 50)
        {
          SxPoint p = g_array_index (path, SxPoint, n);

          height += sx_ground_height (g, p.x, p.y) * 50.0 / path->len;
        }
      if (height < lowest)
        {
          lowest = height;
          g_clear_pointer (&best, g_array_unref);
          best = g_array_ref (path);
        }
      g_array_unref (path);
    }
  return best;
}

static void
paint_rivers (Painter *self)
{
  double size = self->county->ground.radius;
  guint n = (guint)CLAMP (1 + size / 90, 2, 34);

  for (guint k = 0; k < n; k++)
    {
      guint64 seed = sx_random_hash (self->county->seed, SX_SALT_RIVER, k);
      gboolean is_main = k % 8 == 0;
      double radius = is_main ? CLAMP (size / 130, 1.2, 3.4) : 0.8 + 0.5 * sx_random_unit (seed, 9, 9);
      g_autoptr (GArray) path = find_course (self, seed, MIN (size * 0.25, 60));

      if (is_main)
        paint_wide (self, path, radius + 1.4, SX_CLASS_DYKE, ROAD_PIECE, SX_CLASS_RIVER);
      if (is_main)
        paint_wide (self, path, radius + 0.7, SX_CLASS_SHOAL, ROAD_PIECE * 0.5, SX_CLASS_RIVER);
      paint_wide (self, path, radius, SX_CLASS_RIVER, RIVER_PIECE, SX_CLASS_NONE);
    }
}

/* Ragged discs of water in the hills, of pits where the works are, of graves. */
static void
paint_blobs (Painter *self)
{
  static const struct
  {
    SxClass land;
    double low, high, smallest, largest, per_cells;
  } kinds[] = {
    { SX_CLASS_RESERVOIR, 0.5, 0.8, 6, 16, 70000 },
    { SX_CLASS_MINE, 0.5, 0.8, 3, 7, 60000 },
    { SX_CLASS_SPECIAL, 0.35, 0.6, 2, 3, 40000 },
  };
  const SxGround *g = &self->county->ground;

  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    {
      SxRandom random = { sx_random_hash (self->county->seed, SX_SALT_BLOB, kind) };
      guint n = 1 + (guint)(g->radius * g->radius * G_PI / kinds[kind].per_cells);

      for (guint k = 0, tries = 0; k < n && tries < 60 * n; tries++)
        {
          SxPoint p = { g->cu + sx_random_real (&random, -1, 1) * g->radius,
                        g->cv + sx_random_real (&random, -1, 1) * g->radius };
          double radius
              = MIN (sx_random_real (&random, kinds[kind].smallest, kinds[kind].largest), g->radius * 0.12);
          double height = sx_ground_height (g, p.x, p.y);
          SxPoint q = { p.x + sx_random_real (&random, -2, 2) * radius,
                        p.y + sx_random_real (&random, -2, 2) * radius };
          g_autoptr (GArray) path = NULL;

          if (!sx_ground_is_inside (g, p.x, p.y) || height < kinds[kind].low || height > kinds[kind].high
              || sx_ground_spot (g, p.x, p.y).place != SX_PLACE_LAND)
            continue;
          path = make_path (p, q, radius, sx_random_next (&random));
          paint_wide (self, path, radius * 0.7, kinds[kind].land, 1e6, SX_CLASS_RIVER);
          k++;
        }
    }
}

static void
paint_road (Painter *self, SxPoint a, SxPoint b, guint64 seed)
{
  double length = sqrt ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
  g_autoptr (GArray) path = make_path (a, b, MIN (length * 0.08, 18), seed);

  paint_thin (self, path, SX_CLASS_ROAD, ROAD_PIECE);
}

/* Each seat to the nearest one placed before it, and to its next nearest; a motorway and a railway through it
 * all. */
static void
paint_roads (Painter *self)
{
  const SxGround *g = &self->county->ground;
  guint64 seed = sx_random_hash (self->county->seed, SX_SALT_ROAD, 0);
  g_autoptr (GArray) railway = find_course (self, seed, MIN (g->radius * 0.08, 25));
  g_autoptr (GArray) motorway = find_course (self, seed + 1, MIN (g->radius * 0.1, 30));

  for (guint k = 1; k < g->n_seats; k++)
    {
      guint first = 0, second = 0;
      double near = INFINITY, next = INFINITY;

      for (guint n = 0; n < k; n++)
        {
          double du = g->seats[n].u - g->seats[k].u, dv = g->seats[n].v - g->seats[k].v,
                 d = du * du + dv * dv;

          if (d < near)
            {
              next = near;
              second = first;
              near = d;
              first = n;
            }
          else if (d < next)
            {
              next = d;
              second = n;
            }
        }
      paint_road (self, (SxPoint){ g->seats[k].u, g->seats[k].v },
                  (SxPoint){ g->seats[first].u, g->seats[first].v }, seed + 10 + k);
      if (k > 1)
        paint_road (self, (SxPoint){ g->seats[k].u, g->seats[k].v },
                    (SxPoint){ g->seats[second].u, g->seats[second].v }, seed + 100 + k);
    }
  paint_wide (self, motorway, 1.0, SX_CLASS_ROAD, ROAD_PIECE * 1.5, SX_CLASS_NONE);
  paint_thin (self, railway, SX_CLASS_RAILWAY, ROAD_PIECE * 2);
}

/* Villages to their neighbours in the north and the east. */
static void
paint_tracks (Painter *self)
{
  const SxGround *g = &self->county->ground;
  guint across = (guint)g->villages_across, n_squares = across * (guint)g->villages_up;

  for (guint n = 0; n + across < n_squares; n++)
    {
      const guint others[2] = { n + 1, n + across };

      for (guint k = 0; k < 2; k++)
        {
          const SxVillage *a = &g->villages[n], *b = &g->villages[others[k]];
          g_autoptr (GArray) path = NULL;

          if (a->radius == 0 || b->radius == 0
              || sx_random_unit (self->county->seed + SX_SALT_TRACK, n, k) > 0.75)
            continue;
          path = make_path ((SxPoint){ a->u, a->v }, (SxPoint){ b->u, b->v }, 7,
                            sx_random_hash (self->county->seed, SX_SALT_TRACK_COURSE + k, n));
          paint_thin (self, path, SX_CLASS_TRACK, ROAD_PIECE);
        }
    }
}

static gboolean
is_deep_in_wood (const Painter *self, int i, int j, int w, int h)
{
  for (int b = -2; b < h + 2; b++)
    for (int a = -2; a < w + 2; a++)
      if (sx_class_info (land_at (self, sx_lattice_cell (&self->county->lattice, i + a, j + b)))->group
          != SX_GROUP_WOOD)
        return FALSE;
  return TRUE;
}

/* Lone fields below 5 mu in woods: farmland's fragments. */
static void
paint_patches (Painter *self)
{
  SxLattice *lattice = &self->county->lattice;
  const SxGround *g = &self->county->ground;
  SxRandom random = { sx_random_hash (self->county->seed, SX_SALT_PATCH, 0) };
  guint wanted = 2 + (guint)(g->radius * g->radius * G_PI / 15000), tries = 60 * wanted;

  for (guint k = 0; k < wanted && tries > 0; tries--)
    {
      int i = (int)sx_random_real (&random, 6, lattice->nu - 10),
          j = (int)sx_random_real (&random, 6, lattice->nv - 10);
      int w = 2, h = 2 + (sx_random_below (&random, 5) == 0);
      guint32 zone;

      if (!is_deep_in_wood (self, i, j, w, h))
        continue;
      zone = new_zone (self, i, j, SX_CLASS_DRY);
      g_array_index (self->zones, SxZone, zone).is_kept = TRUE;
      for (int b = 0; b < h; b++)
        for (int a = 0; a < w; a++)
          lattice->label[sx_lattice_cell (lattice, i + a, j + b)] = zone;
      k++;
    }
}

void
sx_paint_county (SxCounty *county, GArray *zones)
{
  Painter self = { county, zones };

  paint_rivers (&self);
  paint_blobs (&self);
  paint_roads (&self);
  paint_tracks (&self);
  paint_patches (&self);
}
