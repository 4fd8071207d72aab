/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which polygons of a tile are measured together. */
#include "evaluate/sx-change-tile.h"

SxTileGroup *
sx_tile_group_new (void)
{
  SxTileGroup *self = g_new0 (SxTileGroup, 1);

  self->result.conflicts = g_array_new (FALSE, FALSE, sizeof (SxTileConflict));
  self->result.shifts = g_array_new (FALSE, FALSE, sizeof (SxTileShift));
  return self;
}

void
sx_tile_group_free (gpointer data)
{
  SxTileGroup *self = data;

  g_array_unref (self->result.conflicts);
  g_array_unref (self->result.shifts);
  g_free (self);
}

SxShapeView
sx_tile_entry_view (const SxTileEntry *self, SxBox box, SxPoint corners[5])
{
  static const guint32 starts[2] = { 0, 5 };
  static const guint8 shell = 1;

  if (self->shape)
    return sx_shape_view (self->shape);
  corners[0] = corners[4] = (SxPoint){ box.x0, box.y0 };
  corners[1] = (SxPoint){ box.x0, box.y1 };
  corners[2] = (SxPoint){ box.x1, box.y1 };
  corners[3] = (SxPoint){ box.x1, box.y0 };
  return (SxShapeView){ corners, starts, &shell, 1, box };
}

static guint
root_of (guint *first, guint entry)
{
  while (first[entry] != entry)
    entry = first[entry] = first[first[entry]];
  return entry;
}

guint *
sx_tile_find_groups (SxBox box, GArray *entries)
{
  guint *first = g_new (guint, entries->len + 1);
  g_autofree SxShapeView *views = g_new (SxShapeView, entries->len + 1);
  SxPoint corners[5];

  for (guint e = 0; e < entries->len; e++)
    {
      first[e] = e;
      views[e] = sx_tile_entry_view (&g_array_index (entries, SxTileEntry, e), box, corners);
      for (guint o = 0; o < e; o++)
        {
          guint p = root_of (first, o), q = root_of (first, e);

          if (p != q && sx_overlap_exceeds (&views[o], &views[e], SX_TILE_NOISE_M2))
            first[MAX (p, q)] = MIN (p, q);
        }
    }
  for (guint e = 0; e < entries->len; e++)
    first[e] = root_of (first, e);
  return first;
}
