/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit-session.h"

EditSession *
edit_session_new (const char *plan, const char *edits)
{
  const SxPlanOptions options = { 0 };
  EditSession *self = g_new0 (EditSession, 1);
  g_autoptr (GError) error = NULL;

  self->opened = sx_opened_plan_new (plan, &options, &error);
  check (error);
  self->edits = sx_edits_read (edits, self->opened->plan, &error);
  check (error);
  self->replaced = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_adjustment_unref);
  self->places = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

void
edit_session_free (EditSession *self)
{
  g_array_unref (self->places);
  g_ptr_array_unref (self->replaced);
  g_ptr_array_unref (self->edits);
  sx_opened_plan_free (self->opened);
  g_free (self);
}

static guint
place_of (const EditSession *self, const char *id)
{
  GPtrArray *list = self->opened->scheme->adjustments;
  guint i = 0;

  while (i < list->len && g_strcmp0 (((SxAdjustment *)list->pdata[i])->key, id) != 0)
    i++;
  return i;
}

/* Puts `come` where `gone` is or, where there is only one of them, in or out. The scheme stays the
 * evaluator's. */
static gint64
exchange (EditSession *self, guint at, SxAdjustment *gone, SxAdjustment *come)
{
  SxEvaluator *evaluator = self->opened->evaluator;
  GPtrArray *list = self->opened->scheme->adjustments;
  gint64 start = now_ns (), start_work = work_ns (), taken;
  g_autoptr (SxResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (gone && come)
    sx_evaluator_replace_adjustment (evaluator, at, come, &error);
  else if (come)
    sx_evaluator_insert_adjustment (evaluator, at, come, &error);
  else
    sx_evaluator_remove_adjustment (evaluator, at, &error);
  check (error);
  result = sx_evaluator_result (evaluator, &error);
  check (error);
  taken = now_ns () - start;
  self->work_ns = work_ns () - start_work;
  if (gone)
    g_ptr_array_remove_index (list, at);
  if (come)
    g_ptr_array_insert (list, (gint)at, sx_adjustment_ref (come));
  return taken;
}

gint64
edit_session_apply (EditSession *self)
{
  const SxReplayEdit *edit = self->edits->pdata[self->places->len];
  GPtrArray *list = self->opened->scheme->adjustments;
  guint at = edit->op == SX_REPLAY_ADD ? list->len : place_of (self, edit->id);
  SxAdjustment *gone = edit->op == SX_REPLAY_ADD ? NULL : sx_adjustment_ref (list->pdata[at]);

  g_array_append_val (self->places, at);
  g_ptr_array_add (self->replaced, gone);
  return exchange (self, at, gone, edit->op == SX_REPLAY_REMOVE ? NULL : edit->item);
}

gint64
edit_session_undo (EditSession *self)
{
  guint last = self->places->len - 1, at = g_array_index (self->places, guint, last);
  const SxReplayEdit *edit = self->edits->pdata[last];
  gint64 taken
      = exchange (self, at, edit->op == SX_REPLAY_REMOVE ? NULL : edit->item, self->replaced->pdata[last]);

  g_array_set_size (self->places, last);
  g_ptr_array_set_size (self->replaced, (gint)last);
  return taken;
}

SxShape *
edit_session_shape (const EditSession *self, guint i)
{
  const SxReplayEdit *edit = self->edits->pdata[i];

  while (!edit->item && i > 0)
    {
      const SxReplayEdit *earlier = self->edits->pdata[--i];

      if (g_str_equal (earlier->id, edit->id))
        edit = earlier;
    }
  g_assert (edit->item); /* sx_edits_read () takes no removal of what is not there */
  return edit->item->shape;
}
