/* A control line dissolved, after a scheme: its polygons and its holes, counted, at the cost of what an edit
 * touches.
 *
 * The plane is cut into a quadtree whose leaves hold little of the line. In each leaf the line's ground and
 * the ground beside it are dissolved into atoms by GEOS; atoms of neighbouring leaves that share a piece of
 * the border between them belong together. The components of the line's atoms are its dissolved polygons
 * (those that meet in a point stay apart); those of the other atoms are the outside and the holes (interior
 * rings less what stands inside).
 *
 * Belongs to one thread after it is built. */
#pragma once

#include "evaluate/sx-region.h"

typedef struct _SxDissolve SxDissolve;

/* base: the line's features, may overlap each other; NULL: none. with_holes: keep the ground beside, too. */
SxDissolve *sx_dissolve_new (const SxItemSet *base, const SxMetric *metric, gboolean with_holes,
                             GCancellable *cancellable, GError **error);
void sx_dissolve_free (SxDissolve *self);

/* Makes the leaves that meet `dirty` show (base \ outs) ∪ ins. outs and ins: all of the line's, now. On error
 * the leaves that were not reached keep their state; call again with the old lists to go back. */
gboolean sx_dissolve_update (SxDissolve *self, SxBox dirty, const SxShapeView *outs, guint n_outs,
                             const SxShapeView *ins, guint n_ins, GError **error);

/* Dissolved polygons of an area (as the metric measures) of at least `least` and below `limit`, m². */
guint sx_dissolve_count_below (SxDissolve *self, double least, double limit);

/* m² of the ground that counts inside a polygon (farmland, for windows). */
typedef double (*SxDissolveGround) (const SxShapeView *view, gpointer data);
/* Holes that contain more than `limit` m² of it. Answers are kept until sx_dissolve_forget_ground(). */
guint sx_dissolve_count_holes (SxDissolve *self, double limit, SxDissolveGround ground, gpointer data);
void sx_dissolve_forget_ground (SxDissolve *self, SxBox box);

/* The pieces of every dissolved polygon of an area of at least `least` and below `limit` (holes = FALSE), or
 * of every hole that sx_dissolve_count_holes() would count with that limit (TRUE), each call of visit with a
 * number that is the same for pieces of one polygon. After a count. */
typedef void (*SxDissolveShow) (guint number, const SxShapeView *piece, gpointer data);
void sx_dissolve_show (SxDissolve *self, gboolean holes, double least, double limit, SxDissolveShow visit,
                       gpointer data);

/* All pieces of the line's ground. base: what the line had there before the scheme, where the scheme has come
 * near; NULL: the piece is as it was. FALSE stops, and is given back. */
typedef gboolean (*SxDissolveVisit) (const SxShapeView *piece, const SxShapeView *base, gpointer data);
gboolean sx_dissolve_visit (SxDissolve *self, SxDissolveVisit visit, gpointer data);
