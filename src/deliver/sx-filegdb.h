/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The submission database as a file geodatabase, always written anew. */
#pragma once

#include <gio/gio.h>

#include "base/sx-progress.h"

/* database: the complete submission database. path: ends in ".gdb", and nothing is there yet. Errors:
 * UNWRITABLE, whose message names no file, G_IO_ERROR_CANCELLED. */
gboolean sx_filegdb_write (const char *database, const char *path, SxProgress *progress,
                           GCancellable *cancellable, GError **error);
/* Whether that is a folder with a submission database as a file geodatabase, and nothing else. */
gboolean sx_filegdb_is_delivery (const char *path);
