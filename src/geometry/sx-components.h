/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The connected components of a graph whose nodes come and go. Says nothing of geometry: neighbours are the
 * caller's ("at most 10 m apart", "share a border").
 *
 * Nodes are numbers of the caller's choice, dense from 0 (memory follows the greatest; use numbers again);
 * edges have no direction. Components are numbers too, chosen here and used again some time after the
 * component is gone. Partition, sizes and weights depend only on the graph as it is; the numbers of
 * components and the order of their nodes also depend on what was before.
 *
 * Changes come in batches, in any order within one. Until a batch ends, only which nodes are there and their
 * neighbours can be asked. Cost: an added node that joins components costs the nodes of the smaller ones; a
 * removed one a few steps where its neighbours meet again nearby, else the nodes of the smaller sides. A node
 * removed and put back (with another shape, say) in one batch costs its neighbours only.
 *
 * One thread at a time may change it; reading may go on in any number of threads while nobody does. */
#pragma once

#include <glib.h>

#define SX_COMPONENTS_NONE G_MAXUINT32

typedef struct _SxComponents SxComponents;

typedef struct
{
  guint32 a, b;
} SxNodePair;

SxComponents *sx_components_new (void);
/* Nodes 0 … n_nodes - 1, all present, with their weights; copies. Loops are dropped; an edge given twice
 * counts once in effect. Component numbers ascend with the least node. 40 bytes a node, 8 bytes an edge, 24 a
 * component. */
SxComponents *sx_components_new_from_graph (const gint64 *weights, guint n_nodes, const SxNodePair *edges,
                                            gsize n_edges);
void sx_components_free (SxComponents *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxComponents, sx_components_free)

void sx_components_begin (SxComponents *self);
/* node must be absent, its neighbours present: an edge is told by that of its nodes which comes later. */
void sx_components_add (SxComponents *self, guint32 node, gint64 weight, const guint32 *neighbours,
                        guint n_neighbours);
/* node must be present. Its edges go with it. */
void sx_components_remove (SxComponents *self, guint32 node);
void sx_components_end (SxComponents *self);

/* What the last batch did, valid until the next begins: arrays of guint32, components, each in one array at
 * most. Created: there was none of that number before. Changed: nodes came or went (or went and came back).
 * Destroyed: there is none of that number now. */
const GArray *sx_components_created (const SxComponents *self);
const GArray *sx_components_changed (const SxComponents *self);
const GArray *sx_components_destroyed (const SxComponents *self);

/* How many there are. */
guint sx_components_count (const SxComponents *self);
/* All components have lesser numbers than this. */
guint32 sx_components_limit (const SxComponents *self);
/* SX_COMPONENTS_NONE for an absent node, of whatever number. */
guint32 sx_components_of (const SxComponents *self, guint32 node);
/* Number of nodes; 0 when there is no such component. */
guint sx_components_size (const SxComponents *self, guint32 component);
/* Sum of the weights of its nodes; 0 when there is no such component. */
gint64 sx_components_weight (const SxComponents *self, guint32 component);

/* All nodes of a component:
 *   for (node = sx_components_first (c, id); node != SX_COMPONENTS_NONE; node = sx_components_next (c, node))
 */
guint32 sx_components_first (const SxComponents *self, guint32 component);
guint32 sx_components_next (const SxComponents *self, guint32 node);

/* Of a present node; in no order, with an edge told twice there twice. Valid until the next change. */
const guint32 *sx_components_neighbours (const SxComponents *self, guint32 node, guint *n);
