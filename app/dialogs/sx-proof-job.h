/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A draft held against the scheme that is shown, on a thread. */
#pragma once

#include "sx-app-types.h"

#include "geometry/sx-area.h"
#include "plan/sx-plan.h"
#include "plan/sx-snapshot.h"
#include "report/sx-proof.h"

/* What is asked; all is copied or counted. */
typedef struct
{
  SxPlan *plan;
  SxSnapshot *snapshot;
  SxResult *result; /* of that snapshot */
  SxMetric metric;
  SxProofState *figures; /* of that result, where an earlier answer has them; else NULL */
  const char *file;      /* the draft, or NULL: */
  const char *text;      /* its text */
} SxProofQuestion;

typedef struct
{
  SxProofState *figures;
  SxProof *proof;
} SxProofAnswer;

void sx_proof_answer_free (SxProofAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxProofAnswer, sx_proof_answer_free)

void sx_proof_job_ask (const SxProofQuestion *question, GCancellable *cancellable, GAsyncReadyCallback done,
                       gpointer data);
/* Errors: those of sx_manuscript_read() and sx_delivery_new(); G_IO_ERROR_CANCELLED. */
SxProofAnswer *sx_proof_job_finish (GAsyncResult *result, GError **error);
