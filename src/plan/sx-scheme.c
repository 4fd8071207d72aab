/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/sx-scheme.h"

SxAdjustment *
sx_adjustment_new (SxLine line, SxDirection direction, SxShape *shape)
{
  SxAdjustment *self = g_new0 (SxAdjustment, 1);

  self->ref_count = 1;
  self->line = line;
  self->direction = direction;
  self->shape = sx_shape_ref (shape);
  return self;
}

SxAdjustment *
sx_adjustment_copy (const SxAdjustment *self)
{
  SxAdjustment *copy = sx_adjustment_new (self->line, self->direction, self->shape);

  copy->fid = self->fid;
  copy->key = g_strdup (self->key);
  copy->situation = g_strdup (self->situation);
  copy->name = g_strdup (self->name);
  copy->project = g_strdup (self->project);
  copy->basis = g_strdup (self->basis);
  copy->note = g_strdup (self->note);
  copy->hxlx = g_strdup (self->hxlx);
  copy->uncounted = self->uncounted;
  return copy;
}

SxAdjustment *
sx_adjustment_ref (SxAdjustment *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
sx_adjustment_unref (SxAdjustment *self)
{
  if (!self || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->key);
  g_free (self->situation);
  g_free (self->name);
  g_free (self->project);
  g_free (self->basis);
  g_free (self->note);
  g_free (self->hxlx);
  sx_shape_unref (self->shape);
  g_free (self);
}

SxReclass *
sx_reclass_new (SxReclassLayer layer, const char *code, SxShape *shape)
{
  SxReclass *self = g_new0 (SxReclass, 1);

  self->ref_count = 1;
  self->layer = layer;
  self->code = g_strdup (code);
  self->shape = sx_shape_ref (shape);
  return self;
}

SxReclass *
sx_reclass_copy (const SxReclass *self)
{
  SxReclass *copy = sx_reclass_new (self->layer, self->code, self->shape);

  copy->fid = self->fid;
  copy->name = g_strdup (self->name);
  copy->note = g_strdup (self->note);
  return copy;
}

SxReclass *
sx_reclass_ref (SxReclass *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
sx_reclass_unref (SxReclass *self)
{
  if (!self || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->code);
  g_free (self->name);
  g_free (self->note);
  sx_shape_unref (self->shape);
  g_free (self);
}

SxRoad *
sx_road_new (gboolean is_removal, SxShape *shape)
{
  SxRoad *self = g_new0 (SxRoad, 1);

  self->ref_count = 1;
  self->is_removal = is_removal != FALSE;
  self->shape = sx_shape_ref (shape);
  return self;
}

SxRoad *
sx_road_copy (const SxRoad *self)
{
  SxRoad *copy = sx_road_new (self->is_removal, self->shape);

  copy->fid = self->fid;
  copy->grade = g_strdup (self->grade);
  copy->name = g_strdup (self->name);
  return copy;
}

SxRoad *
sx_road_ref (SxRoad *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
sx_road_unref (SxRoad *self)
{
  if (!self || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->grade);
  g_free (self->name);
  sx_shape_unref (self->shape);
  g_free (self);
}

static void
judgement_free (SxJudgement *self)
{
  g_free (self->indicator);
  g_free (self->verdict);
  g_free (self->reason);
  g_free (self);
}

SxScheme *
sx_scheme_new (gint64 id, const char *name)
{
  SxScheme *self = g_new0 (SxScheme, 1);

  self->id = id;
  self->name = g_strdup (name);
  self->adjustments = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_adjustment_unref);
  self->reclasses = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_reclass_unref);
  self->roads = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_road_unref);
  self->judgements = g_ptr_array_new_with_free_func ((GDestroyNotify)judgement_free);
  self->projects = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_project_unref);
  self->parameters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
sx_scheme_free (SxScheme *self)
{
  if (!self)
    return;
  g_ptr_array_unref (self->adjustments);
  g_ptr_array_unref (self->reclasses);
  g_ptr_array_unref (self->roads);
  g_ptr_array_unref (self->judgements);
  g_ptr_array_unref (self->projects);
  g_hash_table_unref (self->parameters);
  g_free (self->name);
  g_free (self);
}
