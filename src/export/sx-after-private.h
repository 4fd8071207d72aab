/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the after-state: what its parts share. */
#pragma once

#include "export/sx-after-state.h"
#include "geometry/sx-box-tree.h"

/* An overlap of less, m², is no overlap: floating-point noise of edges that coincide. */
#define SX_AFTER_NOISE_M2 1e-6

/* A control line before the scheme, and what the scheme does to it. */
typedef struct
{
  SxLayer *base;         /* NULL: the plan has no such table, and the line stays empty */
  SxBoxTree *tree;       /* of its features */
  GPtrArray *ins, *outs; /* SxAdjustment *, borrowed, stored order, those with ground */
  GHashTable
      *settled; /* SxAdjustment * → SxShape *: with corners that are the line's, where it is dissolved */
} SxLineGround;

typedef struct
{
  SxAfterState *state;
  const SxScheme *scheme;
  SxLineGround line[SX_N_LINES];
  SxLayer *land; /* DLTB, or NULL */
  SxBoxTree *land_tree;
  double sliver;
  GCancellable *cancellable;
} SxAfterMaker;

/* Features of the tree's layer that the view covers more than noise of, in stored order: guint32. */
GArray *sx_after_find_over (const SxLayer *layer, const SxBoxTree *tree, const SxShapeView *view);
/* The adjustment's shape, settled where the line is dissolved. */
SxShapeView sx_after_view (const SxLineGround *self, const SxAdjustment *adjustment);
gboolean sx_after_line_before (const SxLineGround *self, SxPoint p);
gboolean sx_after_line_after (const SxLineGround *self, SxPoint p);

/* Adds the buffer's single parts of at least `least` m² (planar); each is a copy of `like` with its shape and
 * area. */
void sx_after_add_changes (const SxAfterMaker *maker, SxAfterLayer *layer, const SxShapeBuffer *ground,
                           const SxAfterChange *like, double least);
/* whole: the area that shares are of; 0: no parent. */
void sx_after_add_pieces (const SxAfterMaker *maker, SxAfterLayer *layer, const SxShapeBuffer *ground,
                          const SxAfterPiece *like, double whole, double least);
SxAfterPiece *sx_after_add_piece (const SxAfterMaker *maker, SxAfterLayer *layer, const SxShapeView *shape,
                                  const SxAfterPiece *like, double whole);
void sx_after_touch (SxAfterLayer *layer, guint feature);

/* Whether the layer's new pieces, from `first` on, are one polygon with what is beside them or apart is made
 * to outlast rounding: sx-after-joints.c. tree: of the base's features, or NULL. */
void sx_after_settle_joints (const SxBoxTree *tree, guint first, SxAfterLayer *layer);
gboolean sx_after_make_line (SxAfterMaker *maker, SxLine line, SxAfterLayer *out, GError **error);
gboolean sx_after_make_zones (SxAfterMaker *maker, SxAfterLayer *out, GError **error);
gboolean sx_after_make_uses (SxAfterMaker *maker, SxAfterLayer *out, GError **error);
gboolean sx_after_make_roads (SxAfterMaker *maker, SxAfterLayer *out, GError **error);
