/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files and folders that are written beside their places and moved there together, when all are complete;
 * until then, and whatever happens, what was there stays. Beside means: in a folder of ours below the target
 * folder, locked while we live, so that the leftovers of a killed export can be told from a running one. */
#pragma once

#include <gio/gio.h>

typedef struct _SxDeliveryStage SxDeliveryStage;

/* Whether what stands at a path is of the kind that may be replaced. */
typedef gboolean (*SxDeliveryKind) (const char *path);

/* folder is made where it is missing. Errors: UNWRITABLE. */
SxDeliveryStage *sx_delivery_stage_new (const char *folder, GError **error);
/* Where to write what is to be called that; nothing is there yet. Borrowed. Errors: UNWRITABLE, where
 * something else has the name. */
const char *sx_delivery_stage_add (SxDeliveryStage *self, const char *name, SxDeliveryKind may_replace,
                                   GError **error);
/* The same for what only helps with the others and goes away with the stage. */
const char *sx_delivery_stage_scratch (SxDeliveryStage *self, const char *name);
/* Where it is going to stand. */
char *sx_delivery_stage_place (const SxDeliveryStage *self, const char *name);
/* All on disk and under their names, or none: then what was moved is moved back. Frees self. files: char *,
 * in the order they were added; NULL: not asked for. Errors: UNWRITABLE, G_IO_ERROR_CANCELLED. */
gboolean sx_delivery_stage_finish (SxDeliveryStage *self, GPtrArray **files, GCancellable *cancellable,
                                   GError **error);
/* Takes everything back. */
void sx_delivery_stage_free (SxDeliveryStage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxDeliveryStage, sx_delivery_stage_free)

/* Passes the problem on; where it is of writing, with the place that it is about. Takes it; always FALSE. */
gboolean sx_delivery_explain (const char *place, GError *problem, GError **error);
