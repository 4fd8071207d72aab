/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a scheme changes on the ground, as areas: every measure of the after-state that is an area of point
 * sets, as a difference from the base, and the conflicts that depend on the after-state.
 *
 * The county is cut into square tiles of some two dozen parcels. In a tile the polygons of the scheme that
 * lie over each other are a group, and overlaid into cells of equal cover; each cell is cut along the base's
 * red line, boundary and zones where these matter, and what is then uniform is measured without further
 * overlays (sx-area.h). A group's terms are a pure function of the base and of its polygons in the tile; an
 * edit recomputes the groups it touches and exchanges their terms in the sums: what it costs does not grow
 * with the plots beside it.
 *
 * Belongs to one thread. */
#pragma once

#include "evaluate/sx-plan-index.h"
#include "evaluate/sx-total.h"
#include "plan/sx-scheme.h"

/* Differences from the base, m² (moments: m³). */
typedef struct
{
  SxTotal line_m[SX_N_LINES]; /* M (after) - M (base), without farmland, which is measured parcel by parcel */
  SxTotal redline_eco, redline_crop;
  SxTotal boundary; /* A (after) - A (base) */
  SxTotal balance;  /* boundary_increment_balance less the base's scattered land */
  SxTotal expansion, zone_parks, unsuitable;
  SxTotal increment_in, increment_out; /* the ledger's two sides, less built 2020 */
  SxTotal came_in, came_in_direction;  /* new boundary, and what of it lies in FZFX */
  SxTotal moment_x, moment_y;          /* of the boundary's change, about SxChange's origin */
  SxTotal zone_area[3], zone_match[3];
  SxTotal overlap[SX_N_PAIRS];
} SxChangeTerms;

typedef struct _SxChange SxChange;
typedef struct _SxChangeItem SxChangeItem;

SxChange *sx_change_new (const SxPlanIndex *index);
void sx_change_free (SxChange *self);

/* Puts a polygon in; exactly one of adjustment and reclass is given, the item refs it. Nothing is
 * recomputed yet; the tiles it meets become dirty. Errors: GEOMETRY. */
SxChangeItem *sx_change_add (SxChange *self, SxAdjustment *adjustment, SxReclass *reclass, GError **error);
/* Takes it out and frees it at the next update. */
void sx_change_remove (SxChange *self, SxChangeItem *item);
/* Stored order among all items: lower comes first. To be set before the update. */
void sx_change_item_set_order (SxChange *self, SxChangeItem *item, guint order);
/* Recomputes the dirty tiles. On error the state is undefined until an update succeeds. */
gboolean sx_change_update (SxChange *self, GCancellable *cancellable, GError **error);

const SxChangeTerms *sx_change_terms (const SxChange *self);
/* m² that a row of a balance has more than in the base. */
double sx_change_shift (const SxChange *self, SxBalanceKind kind, guint row);
SxPoint sx_change_origin (const SxChange *self);
/* m² of the item's polygon that a rule about an after-state, or overlap-same-line, speaks of. */
double sx_change_item_conflict (const SxChangeItem *item, guint rule);
