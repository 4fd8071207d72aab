/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the evaluator: how a change of the scheme is taken in, and taken back where it fails. */
#pragma once

#include "evaluate/sx-evaluator-private.h"

typedef struct
{
  GPtrArray *gone, *come;                     /* SxAdjustmentEntry * */
  GPtrArray *gone_reclasses, *come_reclasses; /* SxReclassEntry * */
  GPtrArray *dirty_roads;                     /* SxRoad * */
} SxBatch;

/* The scheme's lists as they were, to go back to. */
typedef struct
{
  GPtrArray *adjustments, *reclasses, *roads;
} SxLists;

/* With its conflicts on static ground measured. */
SxAdjustmentEntry *sx_adjustment_entry_new (const SxEvaluator *evaluator, SxAdjustment *item);
void sx_adjustment_entry_free (gpointer entry);
SxReclassEntry *sx_reclass_entry_new (SxReclass *item);
void sx_reclass_entry_free (gpointer entry);

SxBatch sx_batch_new (void);
SxLists sx_lists_copy (const SxEvaluator *evaluator);
/* Runs a batch whose items are in the evaluator's lists already; `old` are the lists before. Takes both. On
 * error the lists, and the state, are the old ones. */
gboolean sx_evaluator_commit (SxEvaluator *self, SxBatch *batch, SxLists *old, GCancellable *cancellable,
                              GError **error);
/* Counts what can be counted, as the state is now. */
void sx_evaluator_count (SxEvaluator *self, SxCounts *out);
