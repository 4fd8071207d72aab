/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the owner wants of the worker: the newest snapshot, and questions about it. It knows what the worker
 * is doing, too, so that what came in cancels what it makes useless. */
#pragma once

#include "evaluate/sx-engine-question.h"

typedef struct _SxEngineInbox SxEngineInbox;

SxEngineInbox *sx_engine_inbox_new (void);
/* When no other thread uses it. Questions that are in it are dropped. */
void sx_engine_inbox_free (SxEngineInbox *self);

/* The owner's. */

/* Takes a reference. A snapshot that was not taken out is dropped; questions that were not are moved to
 * `questions`, whose they are then. Cancels an answer under way, and an update of another scheme. */
void sx_engine_inbox_put (SxEngineInbox *self, SxSnapshot *snapshot, GQueue *questions);
/* Takes the question. */
void sx_engine_inbox_ask (SxEngineInbox *self, SxEngineQuestion *question);
/* For good: nothing comes out any more, and what the worker does now or begins yet is cancelled. Drops what
 * is in it. */
void sx_engine_inbox_stop (SxEngineInbox *self);

/* The worker's. */

gboolean sx_engine_inbox_is_empty (SxEngineInbox *self);
/* Waits for something to do: one of the two, now the caller's. FALSE: to stop. */
gboolean sx_engine_inbox_next (SxEngineInbox *self, SxSnapshot **snapshot, SxEngineQuestion **question);

typedef enum
{
  SX_ENGINE_WORK_PREPARE,
  SX_ENGINE_WORK_UPDATE,
  SX_ENGINE_WORK_ANSWER,
} SxEngineWork;

/* What may cancel the work that begins now, owned by the caller; cancelled at once where the work is useless
 * already. scheme: of an update. To each begin belongs an end. */
GCancellable *sx_engine_inbox_begin (SxEngineInbox *self, SxEngineWork work, gint64 scheme);
void sx_engine_inbox_end (SxEngineInbox *self);
