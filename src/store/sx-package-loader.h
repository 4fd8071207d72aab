/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads all tables of a package at once: workers take ranges of rows, the calling thread puts them together
 * in order. What comes out does not depend on the number of threads. */
#pragma once

#include "store/sx-package.h"
#include "store/sx-package-table.h"

/* Adds a layer for every one of tables, and what was repaired and skipped, to plan, whose plane is set.
 * connections: one a thread. options may be NULL. Errors: UNREADABLE, CRS, LIMIT, G_IO_ERROR_CANCELLED. */
gboolean sx_package_load (const SxPackageFile *file, sqlite3 **connections, guint n_threads,
                          GPtrArray *tables, SxPlan *plan, const SxReadOptions *options,
                          GCancellable *cancellable, GError **error);
