/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sx-sample-merge.h"

#define TOO_SMALL 3  /* cells: such a parcel is never left alone */
#define SMALL_MAX 60 /* cells: a larger one is never merged */

typedef struct
{
  SxLattice *lattice;
  GArray *parcels;
  GArray *cells;  /* guint32: of the parcel at hand */
  GArray *others; /* Neighbour */
} Merger;

typedef struct
{
  guint32 label, n_edges;
} Neighbour;

static SxParcel *
parcel (const Merger *self, guint32 n)
{
  return &g_array_index (self->parcels, SxParcel, n);
}

static void
count_neighbour (Merger *self, guint32 label)
{
  Neighbour fresh = { label, 1 };

  for (guint k = 0; k < self->others->len; k++)
    if (g_array_index (self->others, Neighbour, k).label == label)
      {
        g_array_index (self->others, Neighbour, k).n_edges++;
        return;
      }
  g_array_append_val (self->others, fresh);
}

/* Lists the parcel's cells and counts its edges with each neighbour. */
static void
survey (Merger *self, guint32 n)
{
  const guint32 *label = self->lattice->label;
  guint32 nu = (guint32)self->lattice->nu, seed = parcel (self, n)->seed;

  g_array_set_size (self->cells, 0);
  g_array_set_size (self->others, 0);
  g_array_append_val (self->cells, seed);
  for (guint k = 0; k < self->cells->len; k++)
    {
      guint32 cell = g_array_index (self->cells, guint32, k);
      const guint32 beside[4] = { cell - nu, cell - 1, cell + 1, cell + nu };

      for (guint b = 0; b < 4; b++)
        {
          gboolean is_known = FALSE;

          if (label[beside[b]] != n)
            {
              if (label[beside[b]])
                count_neighbour (self, label[beside[b]]);
              continue;
            }
          for (guint m = 0; m < self->cells->len && !is_known; m++)
            is_known = g_array_index (self->cells, guint32, m) == beside[b];
          if (!is_known)
            g_array_append_val (self->cells, beside[b]);
        }
    }
}

static double
suits (const SxZone *a, const SxZone *b, guint n_edges)
{
  SxGroup ga = sx_class_info (a->land)->group, gb = sx_class_info (b->land)->group;
  double score = n_edges;

  if (a->land == b->land)
    score *= 12;
  else if (ga == gb && ga != SX_GROUP_STRIP)
    score *= 4;
  else if (gb == SX_GROUP_STRIP || gb == SX_GROUP_WATER)
    score *= 0.1;
  if (a->township != b->township)
    score *= 0.2;
  if ((a->place == SX_PLACE_LAND) != (b->place == SX_PLACE_LAND))
    score *= 0.3;
  if (b->is_kept)
    score = 0;
  return score;
}

static gboolean
merge (Merger *self, guint32 n)
{
  SxParcel *p = parcel (self, n), *q;
  double best = 0;
  guint32 to = 0;

  survey (self, n);
  for (guint k = 0; k < self->others->len; k++)
    {
      const Neighbour *o = &g_array_index (self->others, Neighbour, k);
      double score = suits (&p->zone, &parcel (self, o->label)->zone, o->n_edges);

      if (score > best)
        {
          best = score;
          to = o->label;
        }
    }
  if (to == 0)
    return FALSE;
  q = parcel (self, to);
  for (guint k = 0; k < self->cells->len; k++)
    self->lattice->label[g_array_index (self->cells, guint32, k)] = to;
  q->n_cells += p->n_cells;
  q->seed = MIN (q->seed, p->seed);
  p->n_cells = 0;
  return TRUE;
}

guint
sx_merge_parcels (SxLattice *lattice, GArray *parcels, guint wanted)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (Neighbour));
  Merger self = { lattice, parcels, cells, others };
  guint left = parcels->len - 1;

  for (guint size = 1; size <= SMALL_MAX && (size < TOO_SMALL || left > wanted); size++)
    for (guint32 n = 1; n < parcels->len && (size < TOO_SMALL || left > wanted); n++)
      {
        const SxParcel *p = parcel (&self, n);

        if (p->n_cells == size && !p->zone.is_kept && merge (&self, n))
          left--;
      }
  return left;
}
