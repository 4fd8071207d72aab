/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the worker has to tell, until the owner's loop comes for it: of everything the newest, and all
 * answers. */
#pragma once

#include "evaluate/sx-engine-question.h"

/* What became of a snapshot. */
typedef struct
{
  guint64 generation; /* 0: of none, but of the plan */
  gint64 scheme;
  SxResult *result; /* or: */
  GError *error;
} SxEngineOutcome;

typedef struct
{
  gboolean has_outcome, has_stage, has_progress, has_ended;
  SxEngineOutcome outcome;
  SxEngineStage stage;
  double progress; /* 0–1 */
  GQueue answers;  /* SxEngineQuestion *, answered */
} SxEngineMail;

void sx_engine_mail_clear (SxEngineMail *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SxEngineMail, sx_engine_mail_clear)

typedef struct _SxEngineOutbox SxEngineOutbox;

/* deliver: called with data by the loop of `context` as long as there is mail; it takes it. */
SxEngineOutbox *sx_engine_outbox_new (GMainContext *context, GSourceFunc deliver, gpointer data);
/* On the owner's thread, when no other thread uses it. Mail that is in it is dropped. */
void sx_engine_outbox_free (SxEngineOutbox *self);

/* From any thread. Each takes what it is given; an outcome that was not delivered yet is dropped. */
void sx_engine_outbox_post_outcome (SxEngineOutbox *self, SxEngineOutcome outcome);
void sx_engine_outbox_post_answer (SxEngineOutbox *self, SxEngineQuestion *answer);
void sx_engine_outbox_post_stage (SxEngineOutbox *self, SxEngineStage stage);
void sx_engine_outbox_post_progress (SxEngineOutbox *self, double fraction);
void sx_engine_outbox_post_end (SxEngineOutbox *self);

/* The owner's. */

/* Empties it; the loop does not call for this mail any more. */
SxEngineMail sx_engine_outbox_take (SxEngineOutbox *self);
/* Waits for the outcome of a generation until then (monotonic, µs). TRUE: there is an outcome, maybe of an
 * earlier one. */
gboolean sx_engine_outbox_wait (SxEngineOutbox *self, guint64 generation, gint64 until);
