/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A made-up county, one owner of an engine on it, and the same without an engine. */
#pragma once

#include "evaluate/sx-engine.h"

typedef struct
{
  SxPlan *plan;
  SxRuleProfile *rules;
  SxScheme *scheme; /* the sample's own, more than three adjustments */
} EngineCounty;

EngineCounty *engine_county_new (void);
void engine_county_free (EngineCounty *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EngineCounty, engine_county_free)

/* That an evaluator used directly gives the same for the scheme. */
void engine_county_check (const EngineCounty *self, const SxScheme *scheme, const SxResult *result);
/* One that holds the scheme. */
SxEvaluator *engine_county_evaluator (const EngineCounty *self, const SxScheme *scheme);
void engine_check_same (const SxResult *a, const SxResult *b);

SxScheme *engine_scheme_copy (const SxScheme *scheme);
/* One adjustment goes, comes from `whole`, or is replaced by another object of the same shape. */
void engine_scheme_edit (SxScheme *scheme, const SxScheme *whole, GRand *rand);

/* What the owner was told; that everything comes on its thread and in order is checked as it comes. */
typedef struct
{
  const EngineCounty *county;
  GThread *owner;
  GMainContext *context;
  SxEngine *engine;
  guint64 generation; /* submitted last */
  GPtrArray *results; /* SxResult *, delivered */
  GArray *failures;   /* guint64, generations */
  GError *failure;    /* the last one */
  guint n_answers, n_cancelled, n_destroyed;
  GPtrArray *contributions; /* answered last, as the next three */
  SxShape *shape;
  SxPlaces *places;
  GPtrArray *compared; /* SxResult * */
  double progress;
  SxEngineStage stage;
  gboolean has_stopped;
  gboolean free_on_result; /* frees the engine from within the event */
} EngineSession;

EngineSession *engine_session_new (const EngineCounty *county, GMainContext *context);
/* Frees the engine if it is still there. */
void engine_session_free (EngineSession *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EngineSession, engine_session_free)

void engine_session_submit (EngineSession *self, const SxScheme *scheme);
void engine_session_explain (EngineSession *self);
void engine_session_conflict_shape (EngineSession *self, const SxConflict *conflict);
void engine_session_places (EngineSession *self, SxMeasure measure);
/* Generations of the two: 71 and 72. */
void engine_session_compare (EngineSession *self, const SxScheme *first, const SxScheme *second);

/* Borrowed; NULL: none yet. */
SxResult *engine_session_result (const EngineSession *self);
/* Until the snapshot submitted last has its result. */
SxResult *engine_session_await_result (EngineSession *self);
/* Until so many questions are answered. */
void engine_session_await_answers (EngineSession *self, guint n);
