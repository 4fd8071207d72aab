/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of SxComponents, shared by its two files: the graph and its labels, and the repair of labels
 * after nodes were removed. */
#pragma once

#include "geometry/sx-components.h"
#include "geometry/sx-slice-pool.h"

#define NONE SX_COMPONENTS_NONE

/* Forty bytes, all that a search touches of a node but its neighbours. */
typedef struct
{
  SxSlice neighbours;
  guint32 component;      /* NONE: absent */
  guint32 next, previous; /* in the ring of the component's nodes */
  guint32 search;         /* during a repair: 1 + the search that found it, 0: none */
  guint32 search_next;    /* in a list of that search */
  gint64 weight;
} Node;

typedef struct
{
  guint32 first;   /* any of its nodes */
  guint32 n_nodes; /* 0: the number is free, or will be with the next batch */
  gint64 weight;
  guint8 is_touched; /* in this batch */
  guint8 was_there;  /* before this batch; of touched ones */
} Component;

struct _SxComponents
{
  Node *nodes;
  guint32 n_nodes, nodes_allocated; /* absent ones too */
  SxSlicePool pool;
  GArray *components;      /* Component */
  GArray *free_components; /* guint32 */
  guint n_components;
  gboolean in_batch;
  GArray *touched; /* guint32, components */
  GArray *seeds;   /* guint32, nodes that lost a neighbour in this batch */
  GArray *created, *changed, *destroyed;
};

static inline Component *
component_at (const SxComponents *self, guint32 component)
{
  return &g_array_index (self->components, Component, component);
}

/* A new component without nodes, touched. */
guint32 sx_components_make (SxComponents *self);
/* Takes a node out of its component, or puts one without into a component; touches the component. */
void sx_components_detach (SxComponents *self, guint32 node);
void sx_components_attach (SxComponents *self, guint32 node, guint32 component);

/* Splits what the removals of this batch have cut apart: all nodes of a component hang together again. */
void sx_components_repair (SxComponents *self);
