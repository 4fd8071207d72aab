/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that GDAL writes, with an eye on each write: some of its drivers take no notice where a file's last
 * bytes have no room, and leave it short without a word. Private to the room. */
#pragma once

#include <glib.h>

typedef struct _SxWatchedFiles SxWatchedFiles;

/* What GDAL writes at or below `path` from now on, from any thread, if it writes to sx_watched_files_path ().
 * To be freed after GDAL has closed all of it. */
SxWatchedFiles *sx_watched_files_new (const char *path);
void sx_watched_files_free (SxWatchedFiles *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxWatchedFiles, sx_watched_files_free)

/* The same path as GDAL is to be given it. */
const char *sx_watched_files_path (const SxWatchedFiles *self);
/* Why the first write, flush or close that failed did, in the system's words: errno, or 0 where all went
 * well. */
int sx_watched_files_error (const SxWatchedFiles *self);
