/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dialogs/sx-proof-job.h"

#include "export/sx-delivery.h"

static void
question_free (gpointer data)
{
  SxProofQuestion *self = data;

  sx_plan_unref (self->plan);
  sx_snapshot_unref (self->snapshot);
  sx_result_unref (self->result);
  sx_proof_state_unref (self->figures);
  g_free ((char *)self->file);
  g_free ((char *)self->text);
  g_free (self);
}

void
sx_proof_answer_free (SxProofAnswer *self)
{
  sx_proof_state_unref (self->figures);
  sx_proof_free (self->proof);
  g_free (self);
}

/* On the thread from here on. */
static SxProofState *
figures_of (const SxProofQuestion *question, GCancellable *cancellable, GError **error)
{
  g_autoptr (SxDelivery) delivery = NULL;

  if (question->figures)
    return sx_proof_state_ref (question->figures);
  delivery = sx_delivery_new (question->plan, question->snapshot->scheme, question->result, &question->metric,
                              cancellable, error);
  return delivery ? sx_proof_state_new (delivery, error) : NULL;
}

static void
work (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const SxProofQuestion *question = data;
  GError *error = NULL;
  g_autoptr (SxManuscript) draft = question->file ? sx_manuscript_read (question->file, cancellable, &error)
                                                  : sx_manuscript_new (question->text);
  g_autoptr (SxProofState) figures = draft ? figures_of (question, cancellable, &error) : NULL;
  SxProof *proof = figures ? sx_proof_new (draft, figures, cancellable, &error) : NULL;
  SxProofAnswer *answer;

  if (!proof)
    {
      g_task_return_error (task, error);
      return;
    }
  answer = g_new (SxProofAnswer, 1);
  *answer = (SxProofAnswer){ g_steal_pointer (&figures), proof };
  g_task_return_pointer (task, answer, (GDestroyNotify)sx_proof_answer_free);
}

void
sx_proof_job_ask (const SxProofQuestion *question, GCancellable *cancellable, GAsyncReadyCallback done,
                  gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, done, data);
  SxProofQuestion *own = g_new (SxProofQuestion, 1);

  SX_ASSERT_MAIN_THREAD ();
  *own = *question;
  sx_plan_ref (own->plan);
  sx_snapshot_ref (own->snapshot);
  sx_result_ref (own->result);
  if (own->figures)
    sx_proof_state_ref (own->figures);
  own->file = g_strdup (question->file);
  own->text = g_strdup (question->text);
  g_task_set_task_data (task, own, question_free);
  g_task_run_in_thread (task, work);
}

SxProofAnswer *
sx_proof_job_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
