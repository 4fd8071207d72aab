/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to sx-change: a tile cut into cells, each of which is uniform: the same polygons of the scheme
 * cover all of it, and of the base it is in the same lines and zones, where these matter. */
#pragma once

#include "evaluate/sx-change-tile.h"

typedef struct
{
  SxShape *shape;
  double planar;  /* m² */
  guint64 *cover; /* bit per entry */
  guint32 base;   /* bit per SxLine: inside the line's base; but farmland, which is measured by area */
  guint8 zone;    /* the base's, as sx_change_zone_bits(); they may overlap */
} SxChangeCell;

/* Of the zones that farmland, redline and boundary are matched with (bits by line), and of GHFQ's ground. */
#define SX_CHANGE_IN_GHFQ 8
guint8 sx_change_zone_bits (guint8 zone_class);

#define SX_MAIN_LINES ((1u << SX_LINE_FARMLAND) | (1u << SX_LINE_REDLINE) | (1u << SX_LINE_BOUNDARY))

/* The cells of the box that any entry covers (SxChangeCell). entries: SxTileEntry in stored order. Errors:
 * GEOMETRY. */
GArray *sx_change_cells_new (const SxPlanIndex *index, SxBox box, GArray *entries, GError **error);

/* bit per line that the cell had to be known for */
guint32 sx_change_cell_lines (const SxChangeCell *self, const SxPlanIndex *index, GArray *entries);

static inline gboolean
sx_change_cell_is_covered (const SxChangeCell *self, guint entry)
{
  return (self->cover[entry / 64] >> (entry % 64)) & 1;
}
