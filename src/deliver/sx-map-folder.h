/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map sheets of a delivery as a folder, a file a sheet and format, drawn on all cores. */
#pragma once

#include "atlas/sx-atlas.h"
#include "base/sx-progress.h"

/* formats: bits of 1 << SxAtlasFormat; 0: PDF. path: of the folder; nothing is there yet. Sheets that the
 * plan has nothing for are named in the folder's text. Errors: UNWRITABLE, whose message names no file, those
 * of sx_atlas_new(), G_IO_ERROR_CANCELLED. */
gboolean sx_map_folder_write (const SxDelivery *delivery, const SxAtlasOptions *options, guint formats,
                              const char *path, SxProgress *progress, GCancellable *cancellable,
                              GError **error);
/* Whether that is a folder of map sheets with such a text, and nothing else. */
gboolean sx_map_folder_is_delivery (const char *path);
