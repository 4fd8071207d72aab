/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to sx-dissolve: one leaf of its quadtree, and the atoms that the line's ground, and the ground
 * beside it, are dissolved into inside the leaf. */
#pragma once

#include "geometry/sx-area.h"

#define SX_ON_BORDER_M 1e-6 /* coordinates on a leaf's border are exact but for rounding */

typedef enum
{
  SX_ATOM_LINE,
  SX_ATOM_BESIDE,
  SX_N_ATOM_KINDS
} SxAtomKind;

/* a stretch of a leaf's border; side 0 west, 1 east (t = y), 2 south, 3 north (t = x) */
typedef struct
{
  guint8 side;
  double t0, t1;
} SxStretch;

typedef struct
{
  SxShape *shape;
  guint32 node;  /* of the components; SX_COMPONENTS_NONE: none yet */
  double area;   /* m² as the metric measures */
  double ground; /* m² of what windows are counted by; NAN: not known */
  guint n_stretches;
  SxStretch *stretches;
} SxAtom;

/* two atoms of the line in one leaf that belong together, by their places in it */
typedef struct
{
  guint earlier, later;
} SxJoint;

/* Where two atoms of the line touch without belonging together there, in a point or but for rounding: an atom
 * of the ground beside that lies between them at such a place. All by their places in the leaf. */
typedef struct
{
  guint earlier, later, beside;
} SxPass;

typedef struct
{
  SxBox box;
  SxShapeBuffer base;   /* what the line has there before the scheme, once it is dissolved */
  SxShapeBuffer around; /* the polygons that base is dissolved and cut from, where it is: with the edges that
                         * meet the box as they are */
  SxShapeBuffer
      stored; /* what is around it as it was before overlapping features were made one; empty: the same */
  gboolean is_cut;   /* base is, from something larger */
  gboolean is_apart; /* no two features touch each other here, so that nothing is dissolved */
  gboolean is_dissolved;
  gboolean is_changed; /* polygons of the scheme are near */
  GArray *neighbours;  /* guint32 leaves */
  GPtrArray *atoms[SX_N_ATOM_KINDS];
  GArray *joints; /* SxJoint, of the line's atoms */
  GArray *passes; /* SxPass */
} SxLeaf;

SxLeaf *sx_leaf_new (SxBox box);
void sx_leaf_free (gpointer leaf);
/* The polygons that the leaf's ground is made of, before any scheme; near its box with the corners they have.
 */
const SxShapeBuffer *sx_leaf_polygons (const SxLeaf *self);
/* Makes the atoms. */
gboolean sx_leaf_build (SxLeaf *self, const SxMetric *metric, gboolean with_holes, GError **error);
/* Dissolves what is around it into `base`, where features touch and that has not been done: it costs more
 * than all else here, and without holes only who looks at what is new needs it. */
gboolean sx_leaf_dissolve (SxLeaf *self, GError **error);
/* Makes the atoms of (base \ outs) ∪ ins: of what the base keeps, and after these of what is new. On error
 * the leaf is to be updated again. sliver_m2: new ground of a smaller planar area is none. */
gboolean sx_leaf_update (SxLeaf *self, const SxMetric *metric, gboolean with_holes, double sliver_m2,
                         const SxShapeView *outs, guint n_outs, const SxShapeView *ins, guint n_ins,
                         GError **error);
/* Finds the passes between the atoms as they are. */
void sx_leaf_find_passes (SxLeaf *self);
/* Whether an atom of one leaf and one of another share a piece of the border between them. */
gboolean sx_atoms_share_border (const SxAtom *a, SxBox box_a, const SxAtom *b, SxBox box_b);
/* The part of the view inside the box, appended. */
gboolean sx_leaf_clip (const SxShapeView *view, SxBox box, SxShapeBuffer *out, GError **error);
