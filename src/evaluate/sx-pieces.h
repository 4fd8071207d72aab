/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Single-part polygons with their near neighbours: the graph that clusters are components of. Pieces 0 …
 * n_base-1 come from a layer and never change; others are made and taken away. */
#pragma once

#include <gio/gio.h>
#include "geometry/sx-box-grid.h"
#include "geometry/sx-box-tree.h"
#include "geometry/sx-components.h"
#include "plan/sx-layer.h"

#define SX_PIECE_UNIT_M2 1e-3 /* of a cluster's weight */

typedef struct
{
  const SxLayer *layer;
  double distance;
  guint n_base;
  guint32 *feature; /* per base piece */
  guint32 *ring;    /* per base piece, within its feature */
  guint32 *first;   /* per feature: its first base piece; n_features + 1 */
  SxBox *box;       /* per base piece */
  guint8 *is_alive; /* per base piece */
  SxBoxTree *tree;
  GPtrArray *made;  /* SxShape * of piece n_base + i, NULL where free */
  GArray *free_ids; /* guint32 */
  SxBoxGrid *grid;  /* of made pieces */
  SxComponents *components;
} SxPieces;

/* select: per feature, NULL all. Parts smaller than sliver_m2 are left out. */
SxPieces *sx_pieces_new (const SxLayer *layer, const guint8 *select, double distance, double sliver_m2,
                         GCancellable *cancellable, GError **error);
void sx_pieces_free (SxPieces *self);
SxShapeView sx_pieces_view (const SxPieces *self, guint32 piece);

/* Within sx_components_begin/end of self->components. */
void sx_pieces_drop_base (SxPieces *self, guint32 piece);
void sx_pieces_restore_base (SxPieces *self, guint32 piece);
guint32 sx_pieces_make (SxPieces *self, SxShape *shape); /* takes the shape */
void sx_pieces_unmake (SxPieces *self, guint32 piece);
