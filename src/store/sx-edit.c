/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sx-edit-private.h"

#include "plan/sx-item.h"

static void
op_clear (gpointer data)
{
  SxEditOp *op = data;

  sx_adjustment_unref (op->adjustment);
  if (op->was)
    sx_item_unref (op->reclass ? SX_ITEM_RECLASS : op->road ? SX_ITEM_ROAD : SX_ITEM_ADJUSTMENT, op->was);
  sx_reclass_unref (op->reclass);
  sx_road_unref (op->road);
  sx_project_unref (op->project);
  g_free (op->name);
  g_free (op->value);
  g_free (op->reason);
  g_free (op->was_value);
  g_free (op->was_reason);
}

static SxEdit *
edit_new (SxEditKind kind, const char *label, gint64 scheme)
{
  SxEdit *self = g_new0 (SxEdit, 1);

  self->ref_count = 1;
  self->kind = kind;
  self->label = g_strdup (label ? label : "");
  self->scheme = scheme;
  self->ops = g_array_new (FALSE, TRUE, sizeof (SxEditOp));
  g_array_set_clear_func (self->ops, op_clear);
  return self;
}

SxEdit *
sx_edit_new (const char *label, gint64 scheme)
{
  return edit_new (SX_EDIT_CHANGE, label, scheme);
}

SxEdit *
sx_edit_new_undo (void)
{
  return edit_new (SX_EDIT_UNDO, NULL, 0);
}

SxEdit *
sx_edit_new_redo (void)
{
  return edit_new (SX_EDIT_REDO, NULL, 0);
}

SxEdit *
sx_edit_new_open (gint64 scheme)
{
  return edit_new (SX_EDIT_OPEN, NULL, scheme);
}

SxEdit *
sx_edit_new_reload (void)
{
  return edit_new (SX_EDIT_RELOAD, NULL, 0);
}

SxEdit *
sx_edit_ref (SxEdit *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
sx_edit_unref (SxEdit *self)
{
  if (!self || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_array_unref (self->ops);
  g_free (self->label);
  g_free (self);
}

void
sx_edit_seal (SxEdit *self, guint64 seen)
{
  if (self->is_sealed)
    return;
  self->is_sealed = TRUE;
  self->seen = seen;
}

const char *
sx_edit_label (const SxEdit *self)
{
  return self->label;
}

gboolean
sx_edit_writes (const SxEdit *self)
{
  return self->kind == SX_EDIT_CHANGE || self->kind == SX_EDIT_UNDO || self->kind == SX_EDIT_REDO;
}

/* Takes what op holds. */
static void
add_op (SxEdit *self, SxEditOp op)
{
  g_array_append_val (self->ops, op);
}

static gboolean
is_open (const SxEdit *self)
{
  return self->kind == SX_EDIT_CHANGE && !self->is_sealed;
}

void
sx_edit_add_adjustment (SxEdit *self, SxAdjustment *item)
{
  g_return_if_fail (is_open (self));
  add_op (self, (SxEditOp){ SX_EDIT_ADD_ADJUSTMENT, .adjustment = sx_adjustment_ref (item) });
}

void
sx_edit_set_adjustment (SxEdit *self, SxAdjustment *item)
{
  g_return_if_fail (is_open (self));
  add_op (self, (SxEditOp){ SX_EDIT_SET_ADJUSTMENT, item->fid, .adjustment = sx_adjustment_ref (item) });
}

void
sx_edit_replace_adjustment (SxEdit *self, SxAdjustment *was, SxAdjustment *item)
{
  g_return_if_fail (is_open (self) && was->fid == item->fid);
  add_op (self, (SxEditOp){ SX_EDIT_SET_ADJUSTMENT, item->fid, .adjustment = sx_adjustment_ref (item),
                            .has_was = TRUE, .was = sx_adjustment_ref (was) });
}

void
sx_edit_replace_reclass (SxEdit *self, SxReclass *was, SxReclass *item)
{
  g_return_if_fail (is_open (self) && was->fid == item->fid);
  add_op (self, (SxEditOp){ SX_EDIT_SET_RECLASS, item->fid, .reclass = sx_reclass_ref (item), .has_was = TRUE,
                            .was = sx_reclass_ref (was) });
}

void
sx_edit_replace_road (SxEdit *self, SxRoad *was, SxRoad *item)
{
  g_return_if_fail (is_open (self) && was->fid == item->fid);
  add_op (self, (SxEditOp){ SX_EDIT_SET_ROAD, item->fid, .road = sx_road_ref (item), .has_was = TRUE,
                            .was = sx_road_ref (was) });
}

void
sx_edit_remove_adjustment (SxEdit *self, gint64 fid)
{
  g_return_if_fail (is_open (self));
  add_op (self, (SxEditOp){ SX_EDIT_REMOVE_ADJUSTMENT, fid });
}

void
sx_edit_add_reclass (SxEdit *self, SxReclass *item)
{
  g_return_if_fail (is_open (self));
  add_op (self, (SxEditOp){ SX_EDIT_ADD_RECLASS, .reclass = sx_reclass_ref (item) });
}

void
sx_edit_remove_reclass (SxEdit *self, gint64 fid)
{
  g_return_if_fail (is_open (self));
  add_op (self, (SxEditOp){ SX_EDIT_REMOVE_RECLASS, fid });
}

void
sx_edit_add_road (SxEdit *self, SxRoad *item)
{
  g_return_if_fail (is_open (self));
  add_op (self, (SxEditOp){ SX_EDIT_ADD_ROAD, .road = sx_road_ref (item) });
}

void
sx_edit_remove_road (SxEdit *self, gint64 fid)
{
  g_return_if_fail (is_open (self));
  add_op (self, (SxEditOp){ SX_EDIT_REMOVE_ROAD, fid });
}

void
sx_edit_add_project (SxEdit *self, SxProject *item)
{
  g_return_if_fail (is_open (self));
  add_op (self, (SxEditOp){ SX_EDIT_ADD_PROJECT, .project = sx_project_ref (item) });
}

void
sx_edit_set_project (SxEdit *self, SxProject *item)
{
  g_return_if_fail (is_open (self));
  add_op (self, (SxEditOp){ SX_EDIT_SET_PROJECT, item->id, .project = sx_project_ref (item) });
}

void
sx_edit_remove_project (SxEdit *self, gint64 id)
{
  g_return_if_fail (is_open (self));
  add_op (self, (SxEditOp){ SX_EDIT_REMOVE_PROJECT, id });
}

void
sx_edit_set_judgement (SxEdit *self, const char *indicator, const char *verdict, const char *reason)
{
  g_return_if_fail (is_open (self));
  add_op (self, (SxEditOp){ SX_EDIT_SET_JUDGEMENT, .name = g_strdup (indicator), .value = g_strdup (verdict),
                            .reason = g_strdup (reason) });
}

void
sx_edit_replace_judgement (SxEdit *self, const SxJudgement *was, const SxJudgement *item)
{
  g_return_if_fail (is_open (self));
  add_op (self, (SxEditOp){ SX_EDIT_SET_JUDGEMENT, .name = g_strdup (item->indicator),
                            .value = g_strdup (item->verdict), .reason = g_strdup (item->reason),
                            .has_was = TRUE, .was_value = g_strdup (was ? was->verdict : NULL),
                            .was_reason = g_strdup (was ? was->reason : NULL) });
}

void
sx_edit_replace_parameter (SxEdit *self, const char *key, const char *was, const char *value)
{
  g_return_if_fail (is_open (self));
  add_op (self, (SxEditOp){ SX_EDIT_SET_PARAMETER, .name = g_strdup (key), .value = g_strdup (value),
                            .has_was = TRUE, .was_value = g_strdup (was) });
}

void
sx_edit_set_parameter (SxEdit *self, const char *key, const char *value)
{
  g_return_if_fail (is_open (self));
  add_op (self, (SxEditOp){ SX_EDIT_SET_PARAMETER, .name = g_strdup (key), .value = g_strdup (value) });
}

void
sx_edit_add_scheme (SxEdit *self, const char *name, const char *note, gint64 copy_of)
{
  g_return_if_fail (is_open (self));
  add_op (self, (SxEditOp){ SX_EDIT_ADD_SCHEME, copy_of, .name = g_strdup (name), .value = g_strdup (note) });
}

void
sx_edit_rename_scheme (SxEdit *self, gint64 id, const char *name)
{
  g_return_if_fail (is_open (self));
  add_op (self, (SxEditOp){ SX_EDIT_RENAME_SCHEME, id, .name = g_strdup (name) });
}

void
sx_edit_remove_scheme (SxEdit *self, gint64 id)
{
  g_return_if_fail (is_open (self));
  add_op (self, (SxEditOp){ SX_EDIT_REMOVE_SCHEME, id });
}
