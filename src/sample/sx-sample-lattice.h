/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lattice that the county is cut from: cells of some 20 m, each with a label, and a warp that lays the
 * lattice into the plane.
 *
 * Whatever is drawn is a set of cells, and its outline runs along cell edges, so that neighbours share their
 * vertices exactly. Every node may be shifted, by less than half a cell; then edges cannot cross: an edge
 * stays within half a cell of where it was, and so far from every edge it does not share a node with. The
 * shifts turn stairs into slants and pinch one-cell strips to roads and ditches. */
#pragma once

#include "geometry/sx-point.h"

#define SX_LATTICE_WAVES 2

/* A smooth field of random vectors, in cells: uniform cubic B-splines over a coarse grid. */
typedef struct
{
  double spacing; /* cells */
  int across;
  SxPoint *control;
} SxLatticeWave;

typedef struct
{
  guint64 seed;
  int nu, nv;     /* cells; the outermost are outside the county */
  SxPoint centre; /* where the lattice's middle lies in the plane */
  SxLatticeWave wave[SX_LATTICE_WAVES];
  guint32 *label;  /* per cell, row by row from the south; 0 outside the county */
  gint8 *shift;    /* per node, (nu+1) × (nv+1): two of 1/256 cell; NULL before sx_lattice_settle() */
  guint8 *dropped; /* one bit a node: on a straight boundary, not a vertex */
} SxLattice;

#define SX_LATTICE_CELL 20.0 /* metres, about: the warp stretches and squeezes */

void sx_lattice_init (SxLattice *self, guint64 seed, int nu, int nv, SxPoint centre);
void sx_lattice_clear (SxLattice *self);

static inline guint32
sx_lattice_cell (const SxLattice *self, int i, int j)
{
  return (guint32)j * (guint32)self->nu + (guint32)i;
}

static inline guint32
sx_lattice_node (const SxLattice *self, int i, int j)
{
  return (guint32)j * (guint32)(self->nu + 1) + (guint32)i;
}

/* Any place of the lattice in the plane, rounded to 0.1 mm. */
SxPoint sx_lattice_place (const SxLattice *self, double u, double v);
/* A node with its shift. */
SxPoint sx_lattice_point (const SxLattice *self, int i, int j);

/* What the shifts depend on, by label. */
typedef struct
{
  const guint8 *thin; /* 0–100: how far strips of it are pinched, hundredths of a cell; 0 also for label 0 */
  const guint8 *straight; /* 1: boundaries between two such labels may be straight for many cells */
} SxLatticeLook;

/* Shifts the nodes, once the labels are final. */
void sx_lattice_settle (SxLattice *self, const SxLatticeLook *look);

static inline gboolean
sx_lattice_is_dropped (const SxLattice *self, guint32 node)
{
  return (self->dropped[node >> 3] >> (node & 7)) & 1;
}
