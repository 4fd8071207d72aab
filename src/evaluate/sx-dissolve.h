/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A control line dissolved, after a scheme: its polygons and its holes, counted, at the cost of what an edit
 * touches.
 *
 * The plane is cut into a quadtree whose leaves hold little of the line. In each leaf the line's ground and
 * the ground beside it are dissolved into atoms by GEOS; atoms of neighbouring leaves that share a piece of
 * the border between them belong together. The components of the line's atoms are its dissolved polygons
 * (those that meet in a point stay apart); those of the other atoms are the outside and the holes (interior
 * rings less what stands inside), where a single polygon encloses them: what two that touch in points have
 * between them hangs together with what is around. Components are kept as a graph
 * that is repaired where atoms come and go.
 *
 * Belongs to one thread after it is built. */
#pragma once

#include "evaluate/sx-region.h"

typedef struct _SxDissolve SxDissolve;

typedef struct
{
  double least_m2, small_m2; /* a dissolved polygon counts as small from the one to below the other */
  double hole_ground_m2;     /* a hole counts with more than so much ground; negative: no holes are kept */
} SxDissolveLimits;

/* base: the line's features, may overlap each other; NULL: none. Areas are as the metric
 * measures. */
SxDissolve *sx_dissolve_new (const SxItemSet *base, const SxMetric *metric, const SxDissolveLimits *limits,
                             GCancellable *cancellable, GError **error);
void sx_dissolve_free (SxDissolve *self);

/* The shape with its corners where those of the line's features are that they are: as outs and ins are to be
 * given to sx_dissolve_update(). A new reference. */
SxShape *sx_dissolve_settle (const SxDissolve *self, SxShape *shape);

/* Makes the leaves that meet `dirty` show (base \ outs) ∪ ins. outs and ins: all of the line's, now. On error
 * the leaves that were not reached keep their state; call again with the old lists to go back. */
gboolean sx_dissolve_update (SxDissolve *self, SxBox dirty, const SxShapeView *outs, guint n_outs,
                             const SxShapeView *ins, guint n_ins, GError **error);

/* Small dissolved polygons. */
guint sx_dissolve_count_small (SxDissolve *self);

/* m² of the ground that counts inside a polygon (farmland, for windows). */
typedef double (*SxDissolveGround) (const SxShapeView *view, gpointer data);
/* Holes with enough of it. Answers are kept until sx_dissolve_forget_ground(). */
guint sx_dissolve_count_holes (SxDissolve *self, SxDissolveGround ground, gpointer data);
void sx_dissolve_forget_ground (SxDissolve *self, SxBox box);

/* The pieces of every small polygon, or of every hole, that the last count counted, each call of visit with a
 * number that is the same for pieces of one. */
typedef void (*SxDissolveShow) (guint number, const SxShapeView *piece, gpointer data);
void sx_dissolve_show_small (const SxDissolve *self, SxDissolveShow visit, gpointer data);
void sx_dissolve_show_holes (const SxDissolve *self, SxDissolveShow visit, gpointer data);

/* All pieces of the line's ground. base: what the line had there before the scheme, where the scheme has come
 * near; NULL: the piece is as it was. FALSE stops, and is given back; of its own accord with error. */
typedef gboolean (*SxDissolveVisit) (const SxShapeView *piece, const SxShapeView *base, gpointer data);
gboolean sx_dissolve_visit (SxDissolve *self, SxDissolveVisit visit, gpointer data, GError **error);
