/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every change of the scheme is a batch of items that go and items that come. A batch runs through the parts
 * in a fixed order; when one fails or is cancelled the reverse batch is run, so that the state is the old
 * one. */
#include "evaluate/sx-evaluator-batch.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"

#define RECLASS_ORDER 1000000000u /* reclasses come after all adjustments */

/* ---- entries */

SxAdjustmentEntry *
sx_adjustment_entry_new (const SxEvaluator *self, SxAdjustment *item)
{
  SxAdjustmentEntry *entry = g_new0 (SxAdjustmentEntry, 1);

  entry->item = sx_adjustment_ref (item);
  if (item->line == SX_LINE_REDLINE || item->line == SX_LINE_BOUNDARY)
    entry->settled
        = sx_dissolve_settle (item->line == SX_LINE_REDLINE ? self->redline : self->boundary, item->shape);
  sx_evaluator_measure_entry (self, entry);
  return entry;
}

void
sx_adjustment_entry_free (gpointer data)
{
  SxAdjustmentEntry *entry = data;

  sx_adjustment_unref (entry->item);
  g_clear_pointer (&entry->settled, sx_shape_unref);
  g_free (entry->conflict);
  g_free (entry);
}

SxReclassEntry *
sx_reclass_entry_new (SxReclass *item)
{
  SxReclassEntry *entry = g_new0 (SxReclassEntry, 1);

  entry->item = sx_reclass_ref (item);
  return entry;
}

void
sx_reclass_entry_free (gpointer data)
{
  SxReclassEntry *entry = data;

  sx_reclass_unref (entry->item);
  g_free (entry);
}

SxBatch
sx_batch_new (void)
{
  return (SxBatch){ g_ptr_array_new (), g_ptr_array_new (), g_ptr_array_new (), g_ptr_array_new (),
                    g_ptr_array_new () };
}

/* frees the lists and the entries of `drop` (those that are not in the scheme any more) */
static void
batch_clear (SxBatch *self, GPtrArray *drop, GPtrArray *drop_reclasses)
{
  for (guint i = 0; i < drop->len; i++)
    sx_adjustment_entry_free (drop->pdata[i]);
  for (guint i = 0; i < drop_reclasses->len; i++)
    sx_reclass_entry_free (drop_reclasses->pdata[i]);
  g_ptr_array_unref (self->gone);
  g_ptr_array_unref (self->come);
  g_ptr_array_unref (self->gone_reclasses);
  g_ptr_array_unref (self->come_reclasses);
  g_ptr_array_unref (self->dirty_roads);
}

/* ---- running a batch */

static gboolean
put_into_change (SxEvaluator *self, const SxBatch *batch, GError **error)
{
  for (guint i = 0; i < batch->gone->len; i++)
    {
      SxAdjustmentEntry *entry = batch->gone->pdata[i];

      if (entry->change)
        sx_change_remove (self->change, g_steal_pointer (&entry->change));
    }
  for (guint i = 0; i < batch->gone_reclasses->len; i++)
    {
      SxReclassEntry *entry = batch->gone_reclasses->pdata[i];

      if (entry->change)
        sx_change_remove (self->change, g_steal_pointer (&entry->change));
    }
  for (guint i = 0; i < batch->come->len; i++)
    {
      SxAdjustmentEntry *entry = batch->come->pdata[i];

      if (!entry->change && !(entry->change = sx_change_add (self->change, entry->item, NULL, error)))
        return FALSE;
    }
  for (guint i = 0; i < batch->come_reclasses->len; i++)
    {
      SxReclassEntry *entry = batch->come_reclasses->pdata[i];

      if (!entry->change && !(entry->change = sx_change_add (self->change, NULL, entry->item, error)))
        return FALSE;
    }
  return TRUE;
}

static void
set_orders (SxEvaluator *self)
{
  for (guint i = 0; i < self->adjustments->len; i++)
    {
      SxAdjustmentEntry *entry = self->adjustments->pdata[i];

      if (entry->change)
        sx_change_item_set_order (self->change, entry->change, i);
    }
  for (guint i = 0; i < self->reclasses->len; i++)
    {
      SxReclassEntry *entry = self->reclasses->pdata[i];

      if (entry->change)
        sx_change_item_set_order (self->change, entry->change, RECLASS_ORDER + i);
    }
}

/* SxAdjustment * of a line in the entries */
static GPtrArray *
of_line (GPtrArray *entries, SxLine line, GPtrArray *out)
{
  for (guint i = 0; i < entries->len; i++)
    {
      SxAdjustment *item = ((SxAdjustmentEntry *)entries->pdata[i])->item;

      if (item->line == line)
        g_ptr_array_add (out, item);
    }
  return out;
}

/* boxes of the line's entries, as they are dissolved */
static void
add_dirty (GPtrArray *entries, SxLine line, GArray *dirty)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const SxAdjustmentEntry *entry = entries->pdata[i];

      if (entry->item->line == line && !sx_box_is_empty (entry->settled->box))
        g_array_append_val (dirty, entry->settled->box);
    }
}

static gboolean
update_dissolve (SxEvaluator *self, SxLine line, const SxBatch *batch, GError **error)
{
  SxDissolve *dissolve = line == SX_LINE_REDLINE ? self->redline : self->boundary;
  g_autoptr (GArray) dirty = g_array_new (FALSE, FALSE, sizeof (SxBox));
  g_autoptr (GArray) outs = g_array_new (FALSE, FALSE, sizeof (SxShapeView));
  g_autoptr (GArray) ins = g_array_new (FALSE, FALSE, sizeof (SxShapeView));

  add_dirty (batch->gone, line, dirty);
  add_dirty (batch->come, line, dirty);
  for (guint i = 0; i < self->adjustments->len; i++)
    {
      const SxAdjustmentEntry *entry = self->adjustments->pdata[i];

      if (entry->item->line == line)
        {
          SxShapeView v = sx_shape_view (entry->settled);

          g_array_append_val (entry->item->direction == SX_DIRECTION_OUT ? outs : ins, v);
        }
    }
  for (guint i = 0; i < dirty->len; i++)
    if (!sx_dissolve_update (dissolve, g_array_index (dirty, SxBox, i), (SxShapeView *)(gpointer)outs->data,
                             outs->len, (SxShapeView *)(gpointer)ins->data, ins->len, error))
      return FALSE;
  return TRUE;
}

static double
farmland_in_view (const SxShapeView *view, gpointer data)
{
  return sx_farmland_inside (data, view);
}

void
sx_evaluator_count (SxEvaluator *self, SxCounts *out)
{
  out->clusters = sx_farmland_n_clusters (self->farmland);
  out->fragments = sx_farmland_n_fragments (self->farmland);
  out->redline_small = sx_dissolve_count_small (self->redline);
  out->boundary_fragments = sx_dissolve_count_small (self->boundary);
  out->boundary_windows = sx_dissolve_count_holes (self->boundary, farmland_in_view, self->farmland);
}

static gboolean
update_lines (SxEvaluator *self, const SxBatch *batch, GCancellable *cancellable, GError **error)
{
  for (SxLine line = SX_LINE_FARMLAND; line <= SX_LINE_BOUNDARY; line++)
    {
      g_autoptr (GPtrArray) dirty
          = of_line (batch->come, line, of_line (batch->gone, line, g_ptr_array_new ()));
      g_autoptr (GPtrArray) all = NULL;

      if (dirty->len == 0 || !((self->index->present_lines >> line) & 1))
        continue;
      if (line != SX_LINE_FARMLAND)
        {
          if (!update_dissolve (self, line, batch, error))
            return FALSE;
          continue;
        }
      all = of_line (self->adjustments, line, g_ptr_array_new ());
      for (guint i = 0; i < dirty->len; i++)
        if (!sx_box_is_empty (((SxAdjustment *)dirty->pdata[i])->shape->box))
          sx_dissolve_forget_ground (self->boundary, ((SxAdjustment *)dirty->pdata[i])->shape->box);
      if (!sx_farmland_update (self->farmland, dirty, all, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/* SxReclass * of GHYDYH in the entries, appended */
static void
add_uses (GPtrArray *entries, GPtrArray *out)
{
  for (guint i = 0; i < entries->len; i++)
    {
      SxReclass *item = ((SxReclassEntry *)entries->pdata[i])->item;

      if (item->layer == SX_RECLASS_GHYDYH)
        g_ptr_array_add (out, item);
    }
}

static gboolean
update_city (SxEvaluator *self, const SxBatch *batch, GError **error)
{
  g_autoptr (GPtrArray) uses = g_ptr_array_new ();
  g_autoptr (GPtrArray) dirty = g_ptr_array_new ();

  if (batch->dirty_roads->len && !sx_city_set_roads (self->city, self->roads, batch->dirty_roads, error))
    return FALSE;
  add_uses (batch->gone_reclasses, dirty);
  add_uses (batch->come_reclasses, dirty);
  if (dirty->len == 0)
    return TRUE;
  add_uses (self->reclasses, uses);
  return sx_city_set_reclasses (self->city, uses, dirty, error);
}

static gboolean
run (SxEvaluator *self, const SxBatch *batch, GCancellable *cancellable, GError **error)
{
  if (!put_into_change (self, batch, error))
    return FALSE;
  set_orders (self);
  if (!sx_change_update (self->change, cancellable, error) || !update_lines (self, batch, cancellable, error)
      || !update_city (self, batch, error))
    return FALSE;
  sx_evaluator_count (self, &self->after);
  return TRUE;
}

SxLists
sx_lists_copy (const SxEvaluator *self)
{
  return (SxLists){ g_ptr_array_copy (self->adjustments, NULL, NULL),
                    g_ptr_array_copy (self->reclasses, NULL, NULL),
                    g_ptr_array_copy (self->roads, (GCopyFunc)(gpointer)sx_road_ref, NULL) };
}

static void
lists_clear (SxLists *lists)
{
  g_ptr_array_unref (lists->adjustments);
  g_ptr_array_unref (lists->reclasses);
  g_ptr_array_set_free_func (lists->roads, (GDestroyNotify)sx_road_unref);
  g_ptr_array_unref (lists->roads);
}

static void
swap_lists (SxEvaluator *self, SxLists *lists)
{
  SxLists now = { self->adjustments, self->reclasses, self->roads };

  self->adjustments = lists->adjustments;
  self->reclasses = lists->reclasses;
  self->roads = lists->roads;
  g_ptr_array_set_free_func (self->roads, (GDestroyNotify)sx_road_unref);
  g_ptr_array_set_free_func (now.roads, NULL);
  *lists = now;
}

/* Runs a batch whose items are in the lists already; `old` are the lists before. Takes both. */
gboolean
sx_evaluator_commit (SxEvaluator *self, SxBatch *batch, SxLists *old, GCancellable *cancellable,
                     GError **error)
{
  gboolean ok = !self->is_broken && run (self, batch, cancellable, error);

  if (self->is_broken)
    g_set_error (error, SX_ERROR, SX_ERROR_INTERNAL,
                 _ ("An earlier overlay failed and could not be taken back; open the plan again."));
  if (ok)
    self->generation++;
  else
    {
      SxBatch back
          = { batch->come, batch->gone, batch->come_reclasses, batch->gone_reclasses, batch->dirty_roads };

      swap_lists (self, old);
      if (!self->is_broken && !run (self, &back, NULL, NULL))
        self->is_broken = TRUE;
    }
  lists_clear (old);
  batch_clear (batch, ok ? batch->gone : batch->come, ok ? batch->gone_reclasses : batch->come_reclasses);
  return ok;
}
