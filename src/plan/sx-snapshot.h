/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scheme as it was at one moment: the same items in the same order, and a number that says which moment.
 * Immutable and counted; may be handed to any thread. Making one costs a reference an item. */
#pragma once

#include "plan/sx-scheme.h"

struct _SxSnapshot
{
  gint ref_count;
  guint64 generation; /* the maker's count of edits: the later, the higher */
  SxScheme *scheme;   /* a copy that nobody changes; shares the items */
};

/* generation: above that of every earlier snapshot that goes the same way. */
SxSnapshot *sx_snapshot_new (const SxScheme *scheme, guint64 generation);
SxSnapshot *sx_snapshot_ref (SxSnapshot *self);
void sx_snapshot_unref (SxSnapshot *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxSnapshot, sx_snapshot_unref)
