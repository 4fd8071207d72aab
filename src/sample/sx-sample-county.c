/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sx-sample-county.h"
#include "sample/sx-sample-divide.h"
#include "sample/sx-sample-land.h"
#include "sample/sx-sample-merge.h"
#include "sample/sx-sample-paint.h"
#include "sample/sx-sample-random.h"
#include "sample/sx-sample-townships.h"
#include <stdlib.h>
#include <string.h>

#define CELLS_PER_PARCEL 30.0
#define PARCEL 0x80000000u /* marks labels that are parcels already while others are zones still */
#define EPSG 4527
#define CENTRE ((SxPoint){ 39532000, 3653000 })

/* Labels the county's cells 1. Bits that hang together with it by a corner only are left out. */
static void
draw_outline (SxCounty *self)
{
  SxLattice *lattice = &self->lattice;
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 start = sx_lattice_cell (lattice, (int)self->ground.cu, (int)self->ground.cv),
          nu = (guint32)lattice->nu;
  g_autofree guint8 *is_inside = g_malloc0 ((gsize)lattice->nu * (gsize)lattice->nv);

  for (int j = 3; j < lattice->nv - 3; j++)
    for (int i = 3; i < lattice->nu - 3; i++)
      is_inside[sx_lattice_cell (lattice, i, j)]
          = (guint8)sx_ground_is_inside (&self->ground, i + 0.5, j + 0.5);
  g_array_append_val (cells, start);
  lattice->label[start] = 1;
  while (cells->len)
    {
      guint32 cell = g_array_index (cells, guint32, cells->len - 1);
      const guint32 beside[4] = { cell - nu, cell - 1, cell + 1, cell + nu };

      g_array_set_size (cells, cells->len - 1);
      for (guint n = 0; n < 4; n++)
        if (is_inside[beside[n]] && !lattice->label[beside[n]])
          {
            lattice->label[beside[n]] = 1;
            g_array_append_val (cells, beside[n]);
          }
    }
}

static guint32
flood_parcel (SxLattice *lattice, guint32 start, guint32 parcel, GArray *cells)
{
  guint32 zone = lattice->label[start], nu = (guint32)lattice->nu, n_cells = 0;

  g_array_append_val (cells, start);
  lattice->label[start] = parcel;
  while (cells->len)
    {
      guint32 cell = g_array_index (cells, guint32, cells->len - 1);
      const guint32 beside[4] = { cell - nu, cell - 1, cell + 1, cell + nu };

      g_array_set_size (cells, cells->len - 1);
      n_cells++;
      for (guint n = 0; n < 4; n++)
        if (lattice->label[beside[n]] == zone)
          {
            lattice->label[beside[n]] = parcel;
            g_array_append_val (cells, beside[n]);
          }
    }
  return n_cells;
}

/* Every connected piece of a zone becomes a parcel. */
static GArray *
find_parcels (SxCounty *self, const GArray *zones)
{
  SxLattice *lattice = &self->lattice;
  guint32 n = (guint32)lattice->nu * (guint32)lattice->nv;
  GArray *parcels = g_array_new (FALSE, TRUE, sizeof (SxParcel));
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (guint32));

  g_array_set_size (parcels, 1);
  for (guint32 c = 0; c < n; c++)
    {
      SxParcel parcel = { .seed = c };

      if (lattice->label[c] == 0 || (lattice->label[c] & PARCEL))
        continue;
      parcel.zone = g_array_index (zones, SxZone, lattice->label[c]);
      parcel.n_cells = flood_parcel (lattice, c, parcels->len | PARCEL, cells);
      g_array_append_val (parcels, parcel);
    }
  for (guint32 c = 0; c < n; c++)
    lattice->label[c] &= ~PARCEL;
  return parcels;
}

static int
compare_keys (const void *a, const void *b)
{
  const guint64 *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

/* Drops the merged ones and numbers the rest by township, village and place. */
static void
order_parcels (SxCounty *self, GArray *found)
{
  SxLattice *lattice = &self->lattice;
  guint32 n_cells = (guint32)lattice->nu * (guint32)lattice->nv, n = 0;
  g_autofree guint64 *keys = g_new (guint64, found->len);
  g_autofree guint32 *number = g_new0 (guint32, found->len);

  for (guint k = 1; k < found->len; k++)
    {
      SxParcel *p = &g_array_index (found, SxParcel, k);

      if (p->n_cells == 0)
        continue;
      p->village = sx_ground_village (&self->ground, p->seed % (guint32)lattice->nu + 0.5,
                                      p->seed / (guint32)lattice->nu + 0.5);
      keys[n++] = ((guint64)p->zone.township << 58) | ((guint64)p->village << 32) | p->seed;
    }
  qsort (keys, n, sizeof (guint64), compare_keys);
  self->n_parcels = n;
  self->parcels = g_new0 (SxParcel, n + 1);
  for (guint k = 0; k < n; k++)
    {
      guint32 old = lattice->label[(guint32)keys[k]];

      number[old] = k + 1;
      self->parcels[k + 1] = g_array_index (found, SxParcel, old);
    }
  for (guint32 c = 0; c < n_cells; c++)
    lattice->label[c] = number[lattice->label[c]];
}

static void
settle (SxCounty *self)
{
  g_autofree guint8 *thin = g_malloc0 (self->n_parcels + 1);
  g_autofree guint8 *straight = g_malloc0 (self->n_parcels + 1);

  for (guint k = 1; k <= self->n_parcels; k++)
    {
      const SxZone *zone = &self->parcels[k].zone;
      const SxClassInfo *info = sx_class_info (zone->land);

      thin[k] = (guint8)(info->thin * 100);
      /* What may be cut back keeps all its vertices: a cut may end at any of them. */
      straight[k] = info->group == SX_GROUP_CROP && zone->height < 120
                    && !sx_land_may_be_cut (self->seed, &self->parcels[k]);
    }
  sx_lattice_settle (&self->lattice, &(SxLatticeLook){ thin, straight });
}

/* One attempt with a county of that many cells; NULL where it has too few parcels, *found tells how many. */
static SxCounty *
try_county (guint parcels, guint64 seed, double cells, guint *found)
{
  g_autoptr (SxCounty) self = g_new0 (SxCounty, 1);
  g_autoptr (GArray) zones = g_array_new (FALSE, TRUE, sizeof (SxZone));
  g_autoptr (GArray) list = NULL;

  self->seed = seed;
  self->streets = g_array_new (FALSE, FALSE, sizeof (SxStreet));
  sx_plane_for_epsg (EPSG, &self->plane);
  sx_ground_init (&self->ground, seed, cells);
  sx_lattice_init (&self->lattice, seed, self->ground.nu, self->ground.nv, CENTRE);
  draw_outline (self);
  g_array_set_size (zones, 2);
  sx_divide_county (self, zones);
  sx_paint_county (self, zones);
  list = find_parcels (self, zones);
  *found = sx_merge_parcels (&self->lattice, list, parcels);
  if (*found != parcels)
    return NULL;
  sx_join_townships (&self->lattice, list);
  order_parcels (self, list);
  settle (self);
  return g_steal_pointer (&self);
}

SxCounty *
sx_county_new (guint parcels, guint64 seed, GCancellable *cancellable, GError **error)
{
  double cells = parcels * CELLS_PER_PARCEL;

  for (;;)
    {
      SxCounty *self;
      guint found;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      self = try_county (parcels, seed, cells, &found);
      if (self)
        return self;
      /* Too few, or more than merging small ones could take away. */
      cells *= CLAMP (1.03 * parcels / MAX (found, 1), 0.5, 2);
    }
}

void
sx_county_free (SxCounty *self)
{
  sx_ground_clear (&self->ground);
  sx_lattice_clear (&self->lattice);
  g_free (self->parcels);
  g_clear_pointer (&self->streets, g_array_unref);
  g_free (self);
}

SxPoint
sx_county_parcel_place (const SxCounty *self, guint parcel)
{
  guint32 seed = self->parcels[parcel].seed, nu = (guint32)self->lattice.nu;

  return (SxPoint){ seed % nu + 0.5, seed / nu + 0.5 };
}
