/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plan + rules + scheme → every indicator and conflict (indicators.md), and again after every edit at the
 * cost of what the edit touches.
 *
 * One thread at a time may use an evaluator, and always the same one (it owns GEOS geometries); base measures
 * are computed by worker threads inside sx_evaluator_new(). The plan and the rules are shared and never
 * changed. */
#pragma once

#include <gio/gio.h>
#include "evaluate/sx-places.h"
#include "evaluate/sx-result.h"
#include "plan/sx-plan.h"
#include "plan/sx-item.h"

typedef enum
{
  SX_AREA_ELLIPSOIDAL,
  SX_AREA_PLANAR,
} SxAreaMode;

/* Indexes the plan and measures its state before any scheme. Errors: GEOMETRY, G_IO_ERROR_CANCELLED. */
SxEvaluator *sx_evaluator_new (SxPlan *plan, SxRuleProfile *rules, SxAreaMode mode, GCancellable *cancellable,
                               GError **error);
/* The same, telling how far it is: fraction rises from 0 to 1, one call at a time, but from any thread. */
typedef void (*SxEvaluatorProgress) (double fraction, gpointer data);
SxEvaluator *sx_evaluator_new_with_progress (SxPlan *plan, SxRuleProfile *rules, SxAreaMode mode,
                                             SxEvaluatorProgress progress, gpointer data,
                                             GCancellable *cancellable, GError **error);
void sx_evaluator_free (SxEvaluator *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxEvaluator, sx_evaluator_free)

/* Puts a whole scheme in place of what was there, with its judgements and parameters. On error or cancel the
 * evaluator keeps its old state. */
gboolean sx_evaluator_set_scheme (SxEvaluator *self, const SxScheme *scheme, GCancellable *cancellable,
                                  GError **error);

/* The same from lists of items (SxAdjustment *, SxReclass *, SxRoad *, stored order). What is in both the old
 * and the new state, the same object in the same relative order, is not touched: this is how a snapshot
 * becomes the state at the cost of what differs. Judgements and scheme parameters stay. */
gboolean sx_evaluator_set_items (SxEvaluator *self, GPtrArray *adjustments, GPtrArray *reclasses,
                                 GPtrArray *roads, GCancellable *cancellable, GError **error);

/* Edits. `at` is the stored order (0 … n; n appends). Items are immutable; the evaluator takes a reference.
 */
gboolean sx_evaluator_insert_adjustment (SxEvaluator *self, guint at, SxAdjustment *item, GError **error);
gboolean sx_evaluator_replace_adjustment (SxEvaluator *self, guint at, SxAdjustment *item, GError **error);
gboolean sx_evaluator_remove_adjustment (SxEvaluator *self, guint at, GError **error);
gboolean sx_evaluator_insert_reclass (SxEvaluator *self, guint at, SxReclass *item, GError **error);
gboolean sx_evaluator_remove_reclass (SxEvaluator *self, guint at, GError **error);
gboolean sx_evaluator_insert_road (SxEvaluator *self, guint at, SxRoad *item, GError **error);
gboolean sx_evaluator_remove_road (SxEvaluator *self, guint at, GError **error);
void sx_evaluator_set_judgements (SxEvaluator *self, GPtrArray *judgements); /* SxJudgement *, copied */

guint sx_evaluator_n_adjustments (const SxEvaluator *self);
SxAdjustment *sx_evaluator_adjustment (const SxEvaluator *self, guint at); /* borrowed */

/* The state now: all values, verdicts, conflicts. Owned by the caller. */
SxResult *sx_evaluator_result (SxEvaluator *self, GError **error);

/* The overlap of an adjustment with a rule's ground, to zoom to; NULL with error unset where there is none.
 */
SxShape *sx_evaluator_conflict_shape (SxEvaluator *self, guint adjustment, const SxConflictRule *rule,
                                      GError **error);

/* Where the row's matter lies in the state now; without places where the measure has none. Owned by the
 * caller. Errors: GEOMETRY, G_IO_ERROR_CANCELLED. */
SxPlaces *sx_evaluator_places (SxEvaluator *self, SxMeasure measure, GCancellable *cancellable,
                               GError **error);

typedef struct
{
  SxItemKind kind;
  guint at;
  double *delta;   /* per indicator, in its unit; NAN where a value is null */
  double *without; /* per indicator */
} SxContribution;

/* Why each number moved (indicators.md, Contributions): SxContribution *, in the order adjustments, roads,
 * reclasses. Exact: runs the evaluator through every prefix and every omission, and leaves the state as it
 * was. */
GPtrArray *sx_evaluator_contributions (SxEvaluator *self, GCancellable *cancellable, GError **error);
void sx_contribution_free (SxContribution *self);

/* Milliseconds spent: making indexes and point sets, measuring the base, and the last set_scheme. */
void sx_evaluator_timing (const SxEvaluator *self, double *index_ms, double *base_ms, double *scheme_ms);
