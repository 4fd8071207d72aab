/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sx-sample-townships.h"
#include <string.h>

#define ROUNDS 12 /* a parcel far from its township's main piece is reached neighbour by neighbour */

typedef struct
{
  const SxLattice *lattice;
  GArray *parcels;
  guint32 *parent; /* union–find over parcels */
} Joiner;

static inline guint8 *
township (const Joiner *self, guint32 n)
{
  return &g_array_index (self->parcels, SxParcel, n).zone.township;
}

static guint32
root (guint32 *parent, guint32 n)
{
  while (parent[n] != n)
    n = parent[n] = parent[parent[n]];
  return n;
}

/* Calls visit() for every two parcels that share a cell edge, again and again as they do. */
static void
for_each_edge (Joiner *self, void (*visit) (Joiner *self, guint32 a, guint32 b, gpointer data), gpointer data)
{
  const SxLattice *lattice = self->lattice;
  guint32 nu = (guint32)lattice->nu, n_cells = nu * (guint32)(lattice->nv - 1);

  for (guint32 c = 0; c < n_cells; c++)
    {
      guint32 here = lattice->label[c], east = lattice->label[c + 1], north = lattice->label[c + nu];

      if (here && east && here != east)
        visit (self, here, east, data);
      if (here && north && here != north)
        visit (self, here, north, data);
    }
}

static void
unite (Joiner *self, guint32 a, guint32 b, gpointer data)
{
  guint32 ra, rb;

  if (*township (self, a) != *township (self, b))
    return;
  ra = root (self->parent, a);
  rb = root (self->parent, b);
  if (ra != rb)
    self->parent[MAX (ra, rb)] = MIN (ra, rb);
}

/* is_home: by parcel, whether it lies in the main piece of its township. */
static gboolean
find_homes (Joiner *self, guint8 *is_home)
{
  guint n = self->parcels->len;
  g_autofree guint32 *size = g_new0 (guint32, n);
  guint32 best[SX_TOWNSHIPS_MAX] = { 0 };
  gboolean is_all = TRUE;

  for (guint32 k = 0; k < n; k++)
    self->parent[k] = k;
  for_each_edge (self, unite, NULL);
  for (guint32 k = 1; k < n; k++)
    size[root (self->parent, k)] += g_array_index (self->parcels, SxParcel, k).n_cells;
  for (guint32 k = 1; k < n; k++)
    if (size[k] > size[best[*township (self, k)]])
      best[*township (self, k)] = k;
  for (guint32 k = 1; k < n; k++)
    {
      is_home[k] = root (self->parent, k) == best[*township (self, k)];
      is_all = is_all && (is_home[k] || g_array_index (self->parcels, SxParcel, k).n_cells == 0);
    }
  return is_all;
}

static void
adopt (Joiner *self, guint32 a, guint32 b, gpointer data)
{
  guint8 *is_home = data;

  if (is_home[a] == is_home[b])
    return;
  if (is_home[b])
    *township (self, a) = *township (self, b);
  else
    *township (self, b) = *township (self, a);
  is_home[a] = is_home[b] = TRUE;
}

void
sx_join_townships (const SxLattice *lattice, GArray *parcels)
{
  g_autofree guint32 *parent = g_new (guint32, parcels->len);
  g_autofree guint8 *is_home = g_malloc0 (parcels->len);
  Joiner self = { lattice, parcels, parent };

  for (guint k = 0; k < ROUNDS && !find_homes (&self, is_home); k++)
    for_each_edge (&self, adopt, is_home);
}
