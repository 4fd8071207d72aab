/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of one feature table into a layer under construction. */
#pragma once

#include "store/sx-feature-reader.h"

/* An empty builder with the table's columns. */
SxLayerBuilder *sx_package_layer_builder (const SxPackageTable *table);
/* Appends the rows with rowids first … last (all rows, where the table has no rowid), geometry and cells, to
 * builder; *n_rows: how many. Errors: UNREADABLE, LIMIT, G_IO_ERROR_CANCELLED. */
gboolean sx_package_layer_read (const SxPackageFile *file, sqlite3 *db, SxFeatureReader *reader, gint64 first,
                                gint64 last, SxLayerBuilder *builder, guint *n_rows,
                                GCancellable *cancellable, GError **error);
