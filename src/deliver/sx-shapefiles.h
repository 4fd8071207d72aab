/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The submission database as a folder of shapefiles in GBK, for who takes nothing else. What a shapefile
 * cannot hold is listed in a text beside them, 说明.txt. */
#pragma once

#include "base/sx-progress.h"
#include "export/sx-delivery.h"

/* database: the complete submission database. path: of the folder; nothing is there yet. Errors: UNWRITABLE,
 * whose message names no file, G_IO_ERROR_CANCELLED. */
gboolean sx_shapefiles_write (const SxDelivery *delivery, const char *database, const char *path,
                              SxProgress *progress, GCancellable *cancellable, GError **error);
/* Whether that is a folder of shapefiles with such a text, and nothing else. */
gboolean sx_shapefiles_is_delivery (const char *path);
