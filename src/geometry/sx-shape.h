/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Geometry as values: polygons or polylines as flat arrays.
 *
 * SxShapeView borrows the arrays (of a layer's feature or of an SxShape); SxShape owns them, is immutable and
 * counted, and may be handed to any thread. SxShapeBuffer is the growable form all readers write into.
 *
 * Polygon: rings are closed (last point = first), shells clockwise and holes counter-clockwise (y up); each
 * shell is followed by its own holes and starts a new single-part polygon. Polyline: a ring is one open line,
 * all ring_is_shell = 1. */
#pragma once

#include "base/sx-types.h"
#include "geometry/sx-point.h"

typedef struct
{
  const SxPoint *points;
  const guint32 *ring_start; /* n_rings + 1 offsets into points */
  const guint8 *ring_is_shell;
  guint n_rings; /* 0: empty */
  SxBox box;
  const SxBox
      *chunks; /* box i is of points i × SX_SHAPE_CHUNK to (i + 1) × SX_SHAPE_CHUNK; NULL: not known */
} SxShapeView;

#define SX_SHAPE_CHUNK 64

struct _SxShape
{
  gint ref_count;
  guint n_rings;
  guint n_points;
  SxBox box;
  SxPoint *points;
  guint32 *ring_start;
  guint8 *ring_is_shell;
  SxBox *chunks; /* where there are many points, so that who looks at one place need not see them all */
};

typedef struct
{
  SxPoint *points;
  guint32 *ring_start; /* n_rings + 1, ring_start[0] = 0 */
  guint8 *ring_is_shell;
  gsize n_points, n_rings;
  gsize points_allocated, rings_allocated;
} SxShapeBuffer;

#define SX_SHAPE_BUFFER_INIT                                                                                 \
  {                                                                                                          \
    NULL, NULL, NULL, 0, 0, 0, 0                                                                             \
  }

void sx_shape_buffer_clear (SxShapeBuffer *self); /* frees the arrays */
void sx_shape_buffer_reset (SxShapeBuffer *self); /* empties, keeps the memory */
/* Room for so many points and rings in all; memory that is never filled costs nothing. */
void sx_shape_buffer_reserve (SxShapeBuffer *self, gsize n_points, gsize n_rings);
void sx_shape_buffer_add_point (SxShapeBuffer *self, SxPoint p);
SxPoint *sx_shape_buffer_add_points (SxShapeBuffer *self, gsize n); /* room for n points, to be filled in */
/* Ends the ring made of the points added since the last ring ended. */
void sx_shape_buffer_end_ring (SxShapeBuffer *self, gboolean is_shell);
void sx_shape_buffer_append (SxShapeBuffer *self, const SxShapeView *view);
SxShapeView sx_shape_buffer_view (const SxShapeBuffer *self, gsize first_ring, gsize n_rings);
/* Turns the rings from first_ring on so that shells run clockwise and holes counter-clockwise. */
void sx_shape_buffer_orient (SxShapeBuffer *self, gsize first_ring);

SxShape *sx_shape_new (const SxShapeView *view); /* copies */
SxShape *sx_shape_ref (SxShape *self);
void sx_shape_unref (SxShape *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxShape, sx_shape_unref)

static inline SxShapeView
sx_shape_view (const SxShape *self)
{
  return (SxShapeView){ self->points,  self->ring_start, self->ring_is_shell,
                        self->n_rings, self->box,        self->chunks };
}

guint sx_shape_view_n_points (const SxShapeView *v);
SxBox sx_shape_view_compute_box (const SxShapeView *v);
/* Number of single-part polygons. */
guint sx_shape_view_n_parts (const SxShapeView *v);
/* The part that starts at ring `ring` (a shell); *next gets the ring of the next part. Box computed. */
SxShapeView sx_shape_view_part (const SxShapeView *v, guint ring, guint *next);
/* All parts of what a buffer holds, as views (SxShapeView) that borrow from it. Owned by the caller. */
GArray *sx_shape_buffer_parts (const SxShapeBuffer *self);
/* Planar shoelace area of one ring, positive for clockwise. Relative to its first point, so exact at 38
 * million. */
double sx_ring_signed_area (const SxPoint *points, guint n);
/* Planar area in m²: shells minus holes. */
double sx_shape_view_planar_area (const SxShapeView *v);
/* Planar centroid; the middle of the box where there is no area. */
SxPoint sx_shape_view_centroid (const SxShapeView *v);
/* Whether the polygons have the point inside; on their border either may come out. */
gboolean sx_shape_view_contains (const SxShapeView *v, SxPoint p);
gboolean sx_shape_view_equal (const SxShapeView *a, const SxShapeView *b); /* bit for bit */
