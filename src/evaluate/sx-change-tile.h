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

/* One polygon of the scheme inside one tile. */
typedef struct
{
  SxChangeItem *item;
  SxShape *shape; /* NULL: covers the whole tile */
} SxTileEntry;

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

/* entries: SxTileEntry in stored order. */
gboolean sx_change_tile_measure (const SxPlanIndex *index, SxBox box, SxPoint origin, GArray *entries,
                                 SxTileResult *out, GError **error);
