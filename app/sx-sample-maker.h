/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sample county that anybody may try the program on: made once, in the user's data folder, on a thread.
 */
#pragma once

#include "sx-app-types.h"

/* Where it is, made or not. Owned by the caller. */
char *sx_sample_path (void);
typedef void (*SxSampleTold) (double fraction, gpointer data);
/* Makes it where it is not there yet; one that is there stays as the user left it. told may be NULL; it is
 * called in the main loop, with data, until done. Errors: those of sx_sample_write(). */
void sx_sample_make_async (GCancellable *cancellable, SxSampleTold told, GAsyncReadyCallback done,
                           gpointer data);
gboolean sx_sample_make_finish (GAsyncResult *result, GError **error);
