/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The evaluator on a thread of its own, for who may not wait: snapshots of the scheme go in, results come
 * out.
 *
 * The engine has one owner: the thread that runs `context`. The owner makes the engine, calls all functions
 * here, and gets all events from that context's loop, never from within a call but sx_engine_catch_up(). No
 * other function waits for the worker, but sx_engine_free() where sx_engine_stop() did not come first.
 *
 * What comes in faster than it can be worked on is not queued: of snapshots not begun the newest counts, of
 * results not yet delivered too. An update under way is finished, so that dragging a plot shows results all
 * the while; only a snapshot of another scheme, and stopping, cancel it. */
#pragma once

#include "evaluate/sx-evaluator.h"
#include "plan/sx-snapshot.h"

typedef enum
{
  SX_ENGINE_PREPARING,  /* indexes the plan and measures it, once */
  SX_ENGINE_EVALUATING, /* a snapshot, or a question */
  SX_ENGINE_IDLE,
} SxEngineStage;

typedef struct
{
  /* result->generation is its snapshot's; it rises from call to call, and the scheme is the one submitted
   * last. The result is borrowed. */
  void (*result) (SxResult *result, gpointer data);
  /* In place of a result. Generation 0: the plan cannot be evaluated at all (SX_ERROR_GEOMETRY), every
   * snapshot will fail. After any other failure the next snapshot is tried as if nothing had been. */
  void (*failed) (guint64 generation, const GError *error, gpointer data);
  /* May be NULL. A stage that passes quickly may be left out. */
  void (*stage) (SxEngineStage stage, gpointer data);
  /* May be NULL. The last event, after sx_engine_stop(): the worker is done, sx_engine_free() does not wait.
   */
  void (*stopped) (gpointer data);
  /* May be NULL. How far preparing is, 0–1, rising; values that pass quickly are left out. */
  void (*progress) (double fraction, gpointer data);
} SxEngineEvents;

/* Starts the worker, which prepares at once. context NULL: the default one. events is copied; data goes to
 * each. */
SxEngine *sx_engine_new (SxPlan *plan, SxRuleProfile *rules, SxAreaMode mode, GMainContext *context,
                         const SxEngineEvents *events, gpointer data);
/* Asks the worker to end, cancels what it does, and gives no event from now on but `stopped`. Questions not
 * answered are dropped: only their destroy is called. */
void sx_engine_stop (SxEngine *self);
/* Stops, waits until the worker has ended, which is one step of its work, and frees. May be called from an
 * event. */
void sx_engine_free (SxEngine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxEngine, sx_engine_free)

/* The scheme as it is now. Its generation is above that of all before. Takes a reference. */
void sx_engine_submit (SxEngine *self, SxSnapshot *snapshot);

/* Gives the events that are ready now, where the result is among them; waits for that of the snapshot
 * submitted last, at most so many µs. For who is about to paint: most edits are evaluated within a
 * millisecond, so the frame that shows the hand's motion shows its numbers too. */
void sx_engine_catch_up (SxEngine *self, gint64 most_us);

/* Questions about the snapshot submitted last, answered in turn when it is evaluated; the next snapshot
 * cancels them. `done` is called once: with the answer, or with the error (G_IO_ERROR_CANCELLED). `destroy`,
 * which may be NULL, frees data afterwards. Answers are borrowed; take a reference to keep them. */

/* contributions: SxContribution *, as sx_evaluator_contributions() gives them; NULL: error is set. A snapshot
 * that cancels this has its result later by up to what a whole scheme takes, as the evaluator has to be put
 * right first. */
typedef void (*SxEngineExplained) (GPtrArray *contributions, const GError *error, gpointer data);
void sx_engine_explain (SxEngine *self, SxEngineExplained done, gpointer data, GDestroyNotify destroy);

/* shape: the overlap that a conflict speaks of, or NULL where there is none or error is set. */
typedef void (*SxEngineShape) (SxShape *shape, const GError *error, gpointer data);
/* adjustment: one of the snapshot's. rule: of the engine's rules. */
void sx_engine_conflict_shape (SxEngine *self, SxAdjustment *adjustment, const SxConflictRule *rule,
                               SxEngineShape done, gpointer data, GDestroyNotify destroy);

/* places: as sx_evaluator_places() gives them; NULL: error is set. */
typedef void (*SxEnginePlaces) (SxPlaces *places, const GError *error, gpointer data);
void sx_engine_places (SxEngine *self, SxMeasure measure, SxEnginePlaces done, gpointer data,
                       GDestroyNotify destroy);

/* results: SxResult *, one a snapshot, in that order; NULL: error is set. */
typedef void (*SxEngineCompared) (GPtrArray *results, const GError *error, gpointer data);
/* What other schemes of the plan (SxSnapshot *) give, each by itself; the scheme submitted last, which there
 * must be, stays the one that everything else is about. Costs what setting each scheme costs, and setting the
 * first one back. */
void sx_engine_compare (SxEngine *self, GPtrArray *snapshots, SxEngineCompared done, gpointer data,
                        GDestroyNotify destroy);
