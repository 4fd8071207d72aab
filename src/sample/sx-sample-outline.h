/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns sets of cells into polygons: floods one connected piece, then walks along its edges.
 *
 * A piece is connected through cell sides. Where two of its cells meet in a corner only, the walk crosses
 * over, so that what they enclose becomes a hole that touches the shell in one point; every ring is simple.
 */
#pragma once

#include "geometry/sx-shape.h"
#include "sample/sx-sample-lattice.h"

typedef struct
{
  const SxLattice *lattice;
  const guint32
      *key; /* by label; cells of the same key belong together, key 0 to nothing. NULL: the label itself */
  gboolean keeps_all;          /* every node is a vertex: for pieces that do not follow parcels */
  const guint8 *mask;          /* one bit a cell; where not NULL, cells without it belong to nothing */
  guint8 *now, *seen, *walked; /* one bit a cell */
  GArray *cells;               /* guint32: the piece flooded last */
  guint32 cursor;
} SxOutliner;

void sx_outliner_init (SxOutliner *self, const SxLattice *lattice);
void sx_outliner_clear (SxOutliner *self);
/* Starts over with other keys. */
void sx_outliner_reset (SxOutliner *self, const guint32 *key, const guint8 *mask);
/* The cells of the label at `cell`, whatever the keys; good until the outliner is used again. */
const GArray *sx_outliner_cells (SxOutliner *self, guint32 cell);
/* The piece that `cell`, the first of its piece in stored order, belongs to; appended to out as one polygon,
 * the shell counter-clockwise. */
void sx_outliner_piece_at (SxOutliner *self, guint32 cell, SxShapeBuffer *out);
/* The next piece in stored order of cells; FALSE where there is none left. */
gboolean sx_outliner_next (SxOutliner *self, SxShapeBuffer *out, guint32 *key);
