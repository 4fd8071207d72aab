/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of a changing set of boxes meet a given box: for the pieces that edits make and take away, beside a
 * box tree over what never changes. Ids are the caller's. One thread at a time may change it; queries may run
 * together while nobody does. */
#pragma once

#include "geometry/sx-point.h"

typedef struct _SxBoxGrid SxBoxGrid;

/* cell: about the size of a usual box, > 0. Boxes of any size are welcome; it only sets the speed. */
SxBoxGrid *sx_box_grid_new (double cell);
void sx_box_grid_free (SxBoxGrid *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxBoxGrid, sx_box_grid_free)

guint sx_box_grid_n_items (const SxBoxGrid *self);
/* id must not be in. An empty box counts as an item but is never found. */
void sx_box_grid_insert (SxBoxGrid *self, guint32 id, SxBox box);
/* FALSE when id is not in. */
gboolean sx_box_grid_remove (SxBoxGrid *self, guint32 id);
/* Appends the ids whose boxes have a point in common with query to out, a GArray of guint32, in ascending
 * order; the ids already there stay in front. */
void sx_box_grid_query (const SxBoxGrid *self, SxBox query, GArray *out);
