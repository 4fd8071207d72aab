/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs independent tasks on all cores, and leaves them to who must not wait. */
#pragma once

#include <gio/gio.h>

/* Calls task (i, data) for every i below n, each once, in any order, on up to the number of cores threads,
 * the calling one among them; returns when all are done. A task that returns FALSE with error set, or a
 * cancelled cancellable, keeps further tasks from starting; the first error is given back. */
gboolean sx_parallel (guint n, gboolean (*task) (guint i, gpointer data, GError **error), gpointer data,
                      GCancellable *cancellable, GError **error);
guint sx_parallel_n_threads (void);

/* From now on the calling thread, and those that it begins, give way to others of the program: with all cores
 * at work the thread of a window would else wait for its turn, at times longer than a frame. It cannot be
 * taken back. The threads that sx_parallel () begins do so. */
void sx_parallel_give_way (void);
