/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question about a snapshot on its way to the worker, and with its answer on the way back. One thread at a
 * time has it: the owner makes, tells and frees it, the worker answers it. */
#pragma once

#include "evaluate/sx-engine.h"

typedef struct _SxEngineQuestion SxEngineQuestion;

/* As the functions of sx-engine.h that ask; data is freed with the question. */
SxEngineQuestion *sx_engine_question_new_explain (SxEngineExplained done, gpointer data,
                                                  GDestroyNotify destroy);
SxEngineQuestion *sx_engine_question_new_conflict_shape (SxAdjustment *adjustment, const SxConflictRule *rule,
                                                         SxEngineShape done, gpointer data,
                                                         GDestroyNotify destroy);
SxEngineQuestion *sx_engine_question_new_places (SxMeasure measure, SxEnginePlaces done, gpointer data,
                                                 GDestroyNotify destroy);
SxEngineQuestion *sx_engine_question_new_compare (GPtrArray *snapshots, SxEngineCompared done, gpointer data,
                                                  GDestroyNotify destroy);
void sx_engine_question_free (SxEngineQuestion *self);

/* Of the snapshot that it is about. */
guint64 sx_engine_question_get_generation (const SxEngineQuestion *self);
void sx_engine_question_set_generation (SxEngineQuestion *self, guint64 generation);

/* Whether answering leaves the evaluator with another scheme than that of the snapshot. */
gboolean sx_engine_question_moves (const SxEngineQuestion *self);
/* Once: from the evaluator, which holds the snapshot; errors become the answer. */
void sx_engine_question_answer (SxEngineQuestion *self, SxEvaluator *evaluator, GCancellable *cancellable);
/* In place of any answer there is. Takes the error. */
void sx_engine_question_refuse (SxEngineQuestion *self, GError *error);
/* Calls `done`. */
void sx_engine_question_tell (const SxEngineQuestion *self);
