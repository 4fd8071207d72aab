/* Runs independent tasks on all cores. */
#pragma once

#include <gio/gio.h>

/* Calls task (i, data) for every i below n, each once, in any order, on up to the number of cores threads,
 * the calling one among them; returns when all are done. A task that returns FALSE with error set, or a
 * cancelled cancellable, keeps further tasks from starting; the first error is given back. */
gboolean sx_parallel (guint n, gboolean (*task) (guint i, gpointer data, GError **error), gpointer data,
                      GCancellable *cancellable, GError **error);
guint sx_parallel_n_threads (void);
