/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What other programs changed in a package, and since when, so that an edit made without knowing it can be
 * refused. Private to the scheme writer; its thread. */
#pragma once

#include "store/sx-edit.h"
#include "store/sx-scheme-state.h"

typedef struct _SxOutside SxOutside;

SxOutside *sx_outside_new (void);
void sx_outside_free (SxOutside *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxOutside, sx_outside_free)

/* Another program committed between the two. */
void sx_outside_note (SxOutside *self, const SxSchemeState *before, const SxSchemeState *after);
/* Whether the edit, by what its maker knew, is about nothing that another program
 * changed afterwards. now: what it will be done to. Errors: CONFLICT, NOT_FOUND. */
gboolean sx_outside_check (const SxOutside *self, const SxEdit *edit, const SxSchemeState *now,
                           const char *file, GError **error);
