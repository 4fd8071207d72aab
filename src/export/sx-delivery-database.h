/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The submission database: one GeoPackage with the after-state, and for every maintained layer what was
 * touched, what changed and what replaces it (deliverables.md, "Database"). */
#pragma once

#include "export/sx-delivery.h"

/* Writes it into the folder; *file, owned by the caller, is where it stands. with_personal: names, numbers
 * and addresses of people stay in the fields of farmland. Errors: UNWRITABLE, CONFLICT (the package changed
 * since it was read), those of reading, G_IO_ERROR_CANCELLED; then what was there is untouched. */
gboolean sx_delivery_write_database (const SxDelivery *self, const char *folder, gboolean with_personal,
                                     char **file, GCancellable *cancellable, GError **error);
