/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to sx-dissolve: what it keeps. */
#pragma once

#include "evaluate/sx-dissolve-leaf.h"
#include "evaluate/sx-dissolve.h"
#include "geometry/sx-components.h"

/* Atoms as nodes of a graph, and for each component what is counted. */
typedef struct
{
  SxComponents *components;
  GPtrArray *atoms;       /* SxAtom * by node, NULL where free */
  GArray *free_nodes;     /* guint32 */
  GByteArray *is_counted; /* per component */
  guint n_counted;
  GHashTable *unjudged; /* component + 1: what changed since it was judged */
} SxDissolveGraph;

/* A component of the ground beside that passes lead from, and what it hangs together with. */
typedef struct
{
  guint32 component, first; /* first: the least component of all that hang together */
  gboolean is_counted;      /* these are, as one hole */
} SxPassed;

struct _SxDissolve
{
  const SxMetric *metric;
  SxDissolveLimits limits;
  GPtrArray *leaves; /* SxLeaf * */
  SxBox *boxes;      /* of leaves */
  SxBoxTree *tree;
  SxDissolveGraph graphs[SX_N_ATOM_KINDS];
  GHashTable *with_passes; /* leaf + 1: it has some */
  GArray *passed;          /* SxPassed, of the last count of holes */
};

/* Leaves for the base, which may be NULL, not dissolved yet. */
gboolean sx_dissolve_build_leaves (SxDissolve *self, const SxItemSet *base, GError **error);
/* Notes whether the component is counted. */
void sx_dissolve_set_counted (SxDissolveGraph *graph, guint32 component, gboolean is_counted);
/* Notes that the component is to be judged anew at the next count. */
void sx_dissolve_mark_unjudged (SxDissolveGraph *graph, guint32 component);
/* Notes whether the leaf, whose atoms were made anew, has passes. */
void sx_dissolve_note_passes (SxDissolve *self, guint32 leaf);
/* Tells the pieces of the component, with the number. */
void sx_dissolve_show (const SxDissolveGraph *graph, guint32 component, guint number, SxDissolveShow visit,
                       gpointer data);
