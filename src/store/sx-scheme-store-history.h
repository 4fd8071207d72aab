/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The undo history, kept in the package (sx_history, sx_history_row) as images of the rows before and after.
 * It is written in the transaction of the edit itself, so the two can never disagree.
 *
 * Bounded: the newest SX_STORE_HISTORY_GROUPS groups, and of these no more than SX_STORE_HISTORY_BYTES of
 * images and the group that crosses this bound. Private to the scheme store. */
#pragma once

#include "store/sx-scheme-store-private.h"

#define SX_STORE_HISTORY_GROUPS 1000
#define SX_STORE_HISTORY_BYTES (256 * 1024 * 1024)

/* Within an open group that changed something. */
gboolean sx_store_history_finish (SxSchemeStore *self, GError **error);
/* One step back (is_redo: forward) within an open group that holds nothing else; errors as below. On failure
 * only rollback is left. */
gboolean sx_store_history_apply (SxSchemeStore *self, gboolean is_redo, GError **error);
/* One step back (is_redo: forward) as a transaction of its own. FORMAT where another program changed one of
 * the rows in between: nothing is changed then. NOT_FOUND where there is nothing to undo. */
gboolean sx_store_history_move (SxSchemeStore *self, gboolean is_redo, GError **error);
/* NULL where there is none. */
char *sx_store_history_label (SxSchemeStore *self, gboolean is_redo);
