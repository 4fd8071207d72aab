/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The submission database: one GeoPackage with the after-state, and for every maintained layer what was
 * touched, what changed and what replaces it (deliverables.md, "Database"). */
#pragma once

#include "base/sx-progress.h"
#include "export/sx-delivery.h"
#include "export/sx-tables.h"

/* Writes it to the path, where nothing is yet. with_personal: names, numbers and addresses of people stay in
 * the fields of farmland. progress may be NULL. Errors: UNWRITABLE, whose message names no file, CONFLICT
 * (the package changed since it was read), those of reading, G_IO_ERROR_CANCELLED. */
gboolean sx_delivery_write_database (const SxDelivery *self, SxSharedTables *tables, const char *path,
                                     gboolean with_personal, SxProgress *progress, GCancellable *cancellable,
                                     GError **error);
/* Whether that file is such a database. */
gboolean sx_delivery_is_database (const char *path);
