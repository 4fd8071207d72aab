/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills an empty R*Tree of SQLite at once, packed page by page, many times faster than row by row. The form
 * of its pages is SQLite's and documented (sqlite.org/rtree.html, "Roll-your-own"; ext/rtree/rtree.c). */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "geometry/sx-shape.h"

typedef struct
{
  gint64 fid;
  SxBox box; /* not empty */
} SxRtreeEntry;

/* rtree: the name of a tree of two dimensions that was just made, in the transaction under way. The result is
 * SQLite's; SQLITE_INTERRUPT when cancelled. */
int sx_rtree_fill (sqlite3 *db, const char *rtree, const SxRtreeEntry *entries, guint n,
                   GCancellable *cancellable);
