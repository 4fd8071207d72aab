/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine's worker: keeps an evaluator at what comes in, and posts what comes of it. It owns the
 * evaluator, whose geometries are its thread's. */
#pragma once

#include "evaluate/sx-engine-inbox.h"
#include "evaluate/sx-engine-outbox.h"

typedef struct
{
  SxPlan *plan;
  SxRuleProfile *rules;
  SxAreaMode mode;
  gboolean tells_progress;
  SxEngineInbox *inbox;
  SxEngineOutbox *outbox;
} SxEngineSetup;

/* The thread's function: works until the inbox says stop. setup: SxEngineSetup *, borrowed until the end. */
gpointer sx_engine_worker_run (gpointer setup);
