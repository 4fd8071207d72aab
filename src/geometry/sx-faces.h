/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A polygon cut along the outlines of others into faces that cover it: without gap, without overlap, with the
 * same points on both sides of every border. Overlays one by one cannot promise that, as each rounds its
 * crossings anew. */
#pragma once

#include "geometry/sx-shape.h"

typedef struct
{
  gsize first_ring, n_rings; /* in the buffer; the first is the shell */
  SxPoint inside;            /* a point of the face, off its border */
  double area;               /* planar, m² */
} SxFace;

/* Appends the faces' rings to out and the faces (SxFace) to faces. Uses the calling thread's GEOS. Errors:
 * GEOMETRY; out and faces are then as they were. */
gboolean sx_faces_cut (const SxShapeView *polygon, const SxShapeView *others, guint n, SxShapeBuffer *out,
                       GArray *faces, GError **error);
/* Gives every face smaller than `least` (m²) the class of the larger neighbour with which it has most border
 * in common: such slivers are what rounding leaves between borders that lie on each other. classes: one a
 * face. */
void sx_faces_absorb (const SxShapeBuffer *rings, const GArray *faces, gint *classes, double least);
