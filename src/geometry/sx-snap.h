/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which vertex, crossing or edge of some shapes a point snaps to. Pure; any thread; no allocation while
 * searching.
 *
 * A vertex in reach is preferred to a crossing, a crossing to an edge, whatever their distances; among the
 * same kind the nearest counts, and of two just as near the one added first. */
#pragma once

#include "geometry/sx-shape.h"

typedef enum
{
  SX_SNAP_NONE,
  SX_SNAP_EDGE,
  SX_SNAP_CROSSING, /* of two edges, of the same shape or of two */
  SX_SNAP_VERTEX,
} SxSnapKind;

typedef struct
{
  SxSnapKind kind;
  SxPoint at;
  double distance;
  guint owner;       /* of the shape, as it was added */
  guint32 point;     /* VERTEX: its index in the shape's points; else the one that the edge starts with */
  guint other_owner; /* CROSSING: of the other edge's shape */
} SxSnapHit;

#define SX_SNAP_MAX_EDGES 96

typedef struct
{
  SxPoint a, b;
  guint owner;
  guint32 point;
} SxSnapEdge;

/* One search, on the stack. */
typedef struct
{
  SxPoint at;
  double radius;
  SxSnapHit vertex, edge;              /* the best so far */
  SxSnapEdge edges[SX_SNAP_MAX_EDGES]; /* in reach, for crossings; more than these are not looked at */
  guint n_edges;
} SxSnapSearch;

void sx_snap_search_init (SxSnapSearch *self, SxPoint at, double radius);
/* All rings of the view, polygons or lines; costs a few nanoseconds an edge. */
void sx_snap_search_add (SxSnapSearch *self, const SxShapeView *view, guint owner);
/* FALSE: nothing is in reach. */
gboolean sx_snap_search_finish (const SxSnapSearch *self, SxSnapHit *hit);

/* The boxes of short runs of a long outline, so that a search costs what lies near. Made in one pass over the
 * view's points, which it does not keep; immutable. */
typedef struct _SxSnapRuns SxSnapRuns;

SxSnapRuns *sx_snap_runs_new (const SxShapeView *view);
void sx_snap_runs_free (SxSnapRuns *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxSnapRuns, sx_snap_runs_free)
/* As sx_snap_search_add(), of the view that the runs were made of. */
void sx_snap_search_add_runs (SxSnapSearch *self, const SxShapeView *view, const SxSnapRuns *runs,
                              guint owner);
