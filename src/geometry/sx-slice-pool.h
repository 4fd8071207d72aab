/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many short lists of numbers without an allocation each: all lists a pool starts with lie in one block;
 * those that outgrow their place move to a second block, where places freed are used again by lists of like
 * size. */
#pragma once

#include <glib.h>

/* A list. Zeroed: empty, without a place. */
typedef struct
{
  guint32 start; /* in the pool */
  guint32 length, capacity;
} SxSlice;

#define SX_SLICE_CLASSES 32

typedef struct
{
  guint32 *base; /* owned; never grows */
  guint32 n_base;
  guint32 *more; /* places from n_base on */
  guint32 n_more, more_allocated;
  guint32
      free_places[SX_SLICE_CLASSES]; /* of 2^i numbers: start of the first, which holds the next; or NONE */
} SxSlicePool;

/* Takes base, n_base numbers, to be cut into slices by the caller. May be NULL and 0. */
void sx_slice_pool_init (SxSlicePool *self, guint32 *base, guint32 n_base);
void sx_slice_pool_clear (SxSlicePool *self);

static inline guint32 *
sx_slice_pool_place (const SxSlicePool *self, guint32 start)
{
  return start < self->n_base ? self->base + start : self->more + (start - self->n_base);
}

/* The numbers of a list; valid until the pool changes. */
static inline const guint32 *
sx_slice_pool_get (const SxSlicePool *self, const SxSlice *slice)
{
  return slice->capacity > 0 ? sx_slice_pool_place (self, slice->start) : NULL;
}

/* At its end; what sx_slice_pool_get() gave is no longer valid. */
void sx_slice_pool_append (SxSlicePool *self, SxSlice *slice, guint32 value);
/* Takes out one occurrence of value, which must be there; the order of the others changes. */
void sx_slice_pool_remove (SxSlicePool *self, SxSlice *slice, guint32 value);
/* Empties the list and gives its place back. */
void sx_slice_pool_release (SxSlicePool *self, SxSlice *slice);
