/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of n boxes meet a given box: a packed tree, built once, then immutable. Any number of threads may
 * search it at the same time.
 *
 * Hits come in an order that depends only on the boxes (the same on every machine) but is not sorted. */
#pragma once

#include "geometry/sx-point.h"

typedef struct _SxBoxTree SxBoxTree;

/* Called for each hit; FALSE ends the search. */
typedef gboolean (*SxBoxVisit) (guint item, gpointer data);

/* Borrows boxes, which must outlive the tree unchanged; item i is boxes[i]. Empty boxes are never hit. Needs
 * 22 bytes a box beside the boxes themselves. */
SxBoxTree *sx_box_tree_new (const SxBox *boxes, guint n);
void sx_box_tree_free (SxBoxTree *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxBoxTree, sx_box_tree_free)

/* Number of boxes that are not empty. */
guint sx_box_tree_n_items (const SxBoxTree *self);
/* Visits every item whose box has a point in common with query (touching counts). FALSE when visit ended it.
 */
gboolean sx_box_tree_search (const SxBoxTree *self, SxBox query, SxBoxVisit visit, gpointer data);
/* The same, appending the items to out, a GArray of guint32. */
void sx_box_tree_query (const SxBoxTree *self, SxBox query, GArray *out);
