/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture/sx-picture.h"

#include <stdlib.h>

static int
compare_entries (const void *a, const void *b)
{
  guint x = ((const SxPictureEntry *)a)->layer->style->z, y = ((const SxPictureEntry *)b)->layer->style->z;

  return (x > y) - (x < y);
}

static void
add_change (SxPicture *self, const char *table, SxPictureChange change)
{
  change.style = sx_map_style_table (sx_map_style_get (), table);
  if (change.style && change.shape && change.shape->n_rings > 0)
    self->changes[self->n_changes++] = change;
}

static void
read_changes (SxPicture *self)
{
  const SxScheme *scheme = self->snapshot->scheme;
  const SxTableStyle *style;

  self->changes
      = g_new (SxPictureChange, scheme->adjustments->len + scheme->reclasses->len + scheme->roads->len + 1);
  for (guint i = 0; i < scheme->reclasses->len; i++)
    {
      const SxReclass *item = g_ptr_array_index (scheme->reclasses, i);
      const char *table = item->layer == SX_RECLASS_GHYDYH ? "ZXCQGHYDYH" : "GHFQ";

      style = sx_map_style_table (sx_map_style_get (), table);
      add_change (self, table,
                  (SxPictureChange){ .is_reclass = TRUE,
                                     .map_class
                                     = style && item->code ? sx_table_style_class (style, item->code) : 0,
                                     .shape = item->shape });
    }
  for (guint i = 0; i < scheme->adjustments->len; i++)
    {
      const SxAdjustment *item = g_ptr_array_index (scheme->adjustments, i);

      add_change (self, sx_line_table (item->line),
                  (SxPictureChange){ .is_out = item->direction == SX_DIRECTION_OUT, .shape = item->shape });
    }
  for (guint i = 0; i < scheme->roads->len; i++)
    {
      const SxRoad *item = g_ptr_array_index (scheme->roads, i);

      add_change (self, "ZXCQDLZXX",
                  (SxPictureChange){ .is_out = item->is_removal, .is_line = TRUE, .shape = item->shape });
    }
}

SxPicture *
sx_picture_new (const SxPlane *plane, SxTheme theme, const SxPictureEntry *entries, guint n_entries,
                SxSnapshot *snapshot)
{
  SxPicture *self = g_new0 (SxPicture, 1);

  self->ref_count = 1;
  self->plane = *plane;
  self->theme = theme;
  self->box = SX_BOX_EMPTY;
  self->n_entries = n_entries;
  self->entries = g_memdup2 (entries, n_entries * sizeof *entries);
  if (n_entries > 0)
    qsort (self->entries, n_entries, sizeof *entries, compare_entries);
  for (guint i = 0; i < n_entries; i++)
    {
      sx_picture_layer_ref (self->entries[i].layer);
      self->box = sx_box_union (self->box, self->entries[i].layer->box);
    }
  if (snapshot)
    {
      self->snapshot = sx_snapshot_ref (snapshot);
      read_changes (self);
    }
  for (guint i = 0; i < self->n_changes; i++)
    self->box = sx_box_union (self->box, self->changes[i].shape->box);
  return self;
}

SxPicture *
sx_picture_ref (SxPicture *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
sx_picture_unref (SxPicture *self)
{
  if (!self || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  for (guint i = 0; i < self->n_entries; i++)
    sx_picture_layer_unref (self->entries[i].layer);
  g_free (self->entries);
  g_free (self->changes);
  sx_snapshot_unref (self->snapshot);
  g_free (self);
}

gboolean
sx_picture_touches (const SxPicture *self, SxPictureMode mode, SxBox box)
{
  for (guint i = 0; mode != SX_PICTURE_BEFORE && i < self->n_changes; i++)
    if (sx_box_overlaps (self->changes[i].shape->box, box))
      return TRUE;
  for (guint i = 0; mode != SX_PICTURE_DIFFERENCE && i < self->n_entries; i++)
    if (sx_box_overlaps (self->entries[i].layer->box, box))
      return TRUE;
  return FALSE;
}

static gboolean
same_change (const SxPictureChange *a, const SxPictureChange *b)
{
  return a->shape == b->shape && a->style == b->style && a->is_out == b->is_out
         && a->map_class == b->map_class;
}

/* The box of the changes of a that b has not; most of them are at the same place in both. */
static SxBox
missing_box (const SxPicture *a, const SxPicture *b)
{
  SxBox box = SX_BOX_EMPTY;
  guint at = 0;

  for (guint i = 0; i < a->n_changes; i++)
    {
      guint k = 0;

      while (k < b->n_changes && !same_change (&a->changes[i], &b->changes[(at + k) % b->n_changes]))
        k++;
      if (k == b->n_changes)
        box = sx_box_union (box, a->changes[i].shape->box);
      else
        at += k + 1;
    }
  return box;
}

SxBox
sx_picture_changed_box (const SxPicture *self, const SxPicture *other)
{
  return sx_box_union (missing_box (self, other), missing_box (other, self));
}
