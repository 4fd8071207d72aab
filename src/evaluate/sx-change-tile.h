/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to sx-change: the terms of one tile. */
#pragma once

#include "evaluate/sx-change.h"

struct _SxChangeItem
{
  SxAdjustment *adjustment;
  SxReclass *reclass;
  guint order;
  gboolean is_counted_hxlx; /* red line in: its type counts in redline_area */
  guint8 zone;              /* reclass: the zone it makes */
  GArray *tiles;            /* TileKey of every tile it meets */
  SxTotal *conflict;        /* per rule */
  gboolean is_dead;
};

typedef struct
{
  SxChangeItem *item;
  guint rule;
  SxTotal area;
} SxTileConflict;

/* Ground of a balance that goes from one row to others. */
typedef struct
{
  guint8 kind, row; /* SxBalanceKind */
  SxTotal area;     /* m² that come to the row */
} SxTileShift;

typedef struct
{
  SxChangeTerms terms;
  GArray *conflicts; /* SxTileConflict */
  GArray *shifts;    /* SxTileShift */
} SxTileResult;

/* Polygons of a tile that lie over each other, directly or by way of others. What they change depends on no
 * other polygon, so that an edit measures only the groups it touches, however many a tile has. */
typedef struct
{
  gboolean is_stale; /* others belong together now */
  SxTileResult result;
} SxTileGroup;

/* One polygon of the scheme inside one tile. */
typedef struct
{
  SxChangeItem *item;
  SxShape *shape;     /* NULL: covers the whole tile */
  SxTileGroup *group; /* NULL: not measured yet */
} SxTileEntry;

/* An overlap below this, m², is no overlap, and a rest below it is no rest: floating-point noise of
 * coinciding edges. */
#define SX_TILE_NOISE_M2 1e-6

/* of an entry in the tile of that box; corners: room for the box's ring */
SxShapeView sx_tile_entry_view (const SxTileEntry *self, SxBox box, SxPoint corners[5]);
/* For each of the entries the number of the first one in its group. */
guint *sx_tile_find_groups (SxBox box, GArray *entries);

SxTileGroup *sx_tile_group_new (void);
void sx_tile_group_free (gpointer self);

/* What the polygons of a group change. entries: SxTileEntry in stored order. Errors: GEOMETRY. */
gboolean sx_change_tile_measure (const SxPlanIndex *index, SxBox box, SxPoint origin, GArray *entries,
                                 SxTileResult *out, GError **error);
