/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geometry/sx-slice-pool.h"

#include <string.h>

#define NONE G_MAXUINT32
#define SMALLEST_CLASS 2 /* places of 4 numbers */

void
sx_slice_pool_init (SxSlicePool *self, guint32 *base, guint32 n_base)
{
  *self = (SxSlicePool){ .base = base, .n_base = n_base };
  for (guint i = 0; i < SX_SLICE_CLASSES; i++)
    self->free_places[i] = NONE;
}

void
sx_slice_pool_clear (SxSlicePool *self)
{
  g_free (self->base);
  g_free (self->more);
  *self = (SxSlicePool){ 0 };
}

static guint32
take_place (SxSlicePool *self, guint size_class)
{
  guint32 size = 1u << size_class, start = self->free_places[size_class];

  if (start != NONE)
    {
      self->free_places[size_class] = *sx_slice_pool_place (self, start);
      return start;
    }
  if (self->more_allocated - self->n_more < size)
    {
      self->more_allocated = MAX (MAX (1024, self->more_allocated * 2), self->n_more + size);
      self->more = g_renew (guint32, self->more, self->more_allocated);
    }
  start = self->n_base + self->n_more;
  self->n_more += size;
  return start;
}

/* A place of the first block has any size; it is used again as the power of two that fits in. */
static void
give_place (SxSlicePool *self, const SxSlice *slice)
{
  guint size_class;

  if (slice->capacity < 1u << SMALLEST_CLASS)
    return;
  size_class = g_bit_storage (slice->capacity) - 1;
  *sx_slice_pool_place (self, slice->start) = self->free_places[size_class];
  self->free_places[size_class] = slice->start;
}

void
sx_slice_pool_append (SxSlicePool *self, SxSlice *slice, guint32 value)
{
  if (slice->length == slice->capacity)
    {
      guint size_class = MAX (SMALLEST_CLASS, g_bit_storage (slice->length));
      SxSlice larger = { take_place (self, size_class), slice->length, 1u << size_class };

      if (slice->length > 0)
        memcpy (sx_slice_pool_place (self, larger.start), sx_slice_pool_place (self, slice->start),
                slice->length * sizeof (guint32));
      give_place (self, slice);
      *slice = larger;
    }
  sx_slice_pool_place (self, slice->start)[slice->length++] = value;
}

void
sx_slice_pool_remove (SxSlicePool *self, SxSlice *slice, guint32 value)
{
  guint32 *values = sx_slice_pool_place (self, slice->start);

  for (guint32 i = 0; i < slice->length; i++)
    if (values[i] == value)
      {
        values[i] = values[--slice->length];
        return;
      }
  g_return_if_reached ();
}

void
sx_slice_pool_release (SxSlicePool *self, SxSlice *slice)
{
  give_place (self, slice);
  *slice = (SxSlice){ 0 };
}
