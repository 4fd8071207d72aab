/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the scheme store. */
#pragma once

#include "store/sx-scheme-store.h"

/* Within a group: a new scheme with everything that another one holds, also the columns that other programs
 * added. *id is the new one's. Errors: those of a write, NOT_FOUND. */
gboolean sx_scheme_store_copy_scheme (SxSchemeStore *self, gint64 from, const char *name, const char *note,
                                      gint64 *id, GError **error);
