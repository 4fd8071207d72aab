/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/sx-snapshot.h"

static void
copy_judgements (GPtrArray *to, const GPtrArray *from)
{
  for (guint i = 0; i < from->len; i++)
    {
      const SxJudgement *judgement = from->pdata[i];
      SxJudgement *copy = g_new (SxJudgement, 1);

      copy->indicator = g_strdup (judgement->indicator);
      copy->verdict = g_strdup (judgement->verdict);
      copy->reason = g_strdup (judgement->reason);
      g_ptr_array_add (to, copy);
    }
}

static SxScheme *
copy_scheme (const SxScheme *scheme)
{
  SxScheme *copy = sx_scheme_new (scheme->id, scheme->name);
  GHashTableIter iter;
  gpointer key, value;

  for (guint i = 0; i < scheme->adjustments->len; i++)
    g_ptr_array_add (copy->adjustments, sx_adjustment_ref (scheme->adjustments->pdata[i]));
  for (guint i = 0; i < scheme->reclasses->len; i++)
    g_ptr_array_add (copy->reclasses, sx_reclass_ref (scheme->reclasses->pdata[i]));
  for (guint i = 0; i < scheme->roads->len; i++)
    g_ptr_array_add (copy->roads, sx_road_ref (scheme->roads->pdata[i]));
  for (guint i = 0; i < scheme->projects->len; i++)
    g_ptr_array_add (copy->projects, sx_project_ref (scheme->projects->pdata[i]));
  copy_judgements (copy->judgements, scheme->judgements);
  g_hash_table_iter_init (&iter, scheme->parameters);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (copy->parameters, g_strdup (key), g_strdup (value));
  return copy;
}

SxSnapshot *
sx_snapshot_new (const SxScheme *scheme, guint64 generation)
{
  SxSnapshot *self = g_new (SxSnapshot, 1);

  self->ref_count = 1;
  self->generation = generation;
  self->scheme = copy_scheme (scheme);
  return self;
}

SxSnapshot *
sx_snapshot_ref (SxSnapshot *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
sx_snapshot_unref (SxSnapshot *self)
{
  if (!self || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  sx_scheme_free (self->scheme);
  g_free (self);
}
