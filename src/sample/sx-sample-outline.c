/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sx-sample-outline.h"
#include <string.h>

static inline gboolean
bit (const guint8 *bits, guint32 n)
{
  return (bits[n >> 3] >> (n & 7)) & 1;
}

static inline void
set_bit (guint8 *bits, guint32 n)
{
  bits[n >> 3] |= (guint8)(1 << (n & 7));
}

static inline void
clear_bit (guint8 *bits, guint32 n)
{
  bits[n >> 3] &= (guint8) ~(1 << (n & 7));
}

static gsize
n_bytes (const SxLattice *lattice)
{
  return (gsize)lattice->nu * (gsize)lattice->nv / 8 + 1;
}

void
sx_outliner_init (SxOutliner *self, const SxLattice *lattice)
{
  gsize size = n_bytes (lattice);

  *self = (SxOutliner){ .lattice = lattice };
  self->now = g_malloc0 (size);
  self->seen = g_malloc0 (size);
  self->walked = g_malloc0 (size);
  self->cells = g_array_new (FALSE, FALSE, sizeof (guint32));
}

void
sx_outliner_clear (SxOutliner *self)
{
  g_clear_pointer (&self->now, g_free);
  g_clear_pointer (&self->seen, g_free);
  g_clear_pointer (&self->walked, g_free);
  g_clear_pointer (&self->cells, g_array_unref);
}

void
sx_outliner_reset (SxOutliner *self, const guint32 *key, const guint8 *mask)
{
  memset (self->seen, 0, n_bytes (self->lattice));
  self->key = key;
  self->mask = mask;
  self->cursor = 0;
}

static inline guint32
key_of (const SxOutliner *self, guint32 cell)
{
  guint32 label = self->lattice->label[cell];

  if (label == 0 || (self->mask && !bit (self->mask, cell)))
    return 0;
  return self->key ? self->key[label] : label;
}

static void
flood (SxOutliner *self, guint32 start)
{
  guint32 key = key_of (self, start), nu = (guint32)self->lattice->nu;

  g_array_set_size (self->cells, 0);
  g_array_append_val (self->cells, start);
  set_bit (self->now, start);
  for (guint k = 0; k < self->cells->len; k++)
    {
      guint32 cell = g_array_index (self->cells, guint32, k);
      const guint32 beside[4] = { cell - nu, cell - 1, cell + 1, cell + nu };

      for (guint n = 0; n < 4; n++)
        if (!bit (self->now, beside[n]) && key_of (self, beside[n]) == key)
          {
            set_bit (self->now, beside[n]);
            g_array_append_val (self->cells, beside[n]);
          }
    }
}

const GArray *
sx_outliner_cells (SxOutliner *self, guint32 cell)
{
  const guint32 *key = self->key;
  const guint8 *mask = self->mask;

  self->key = NULL;
  self->mask = NULL;
  flood (self, cell);
  self->key = key;
  self->mask = mask;
  for (guint k = 0; k < self->cells->len; k++)
    clear_bit (self->now, g_array_index (self->cells, guint32, k));
  return self->cells;
}

/* Along the edges with the piece on the left, from the south side of `start`, eastwards. */
static void
walk (SxOutliner *self, guint32 start, SxShapeBuffer *out)
{
  static const int step_u[4] = { 1, 0, -1, 0 }, step_v[4] = { 0, 1, 0, -1 }; /* E N W S */
  /* cell ahead on the left and on the right of a node, by direction */
  static const int left_u[4] = { 0, -1, -1, 0 }, left_v[4] = { 0, 0, -1, -1 };
  static const int right_u[4] = { 0, 0, -1, -1 }, right_v[4] = { -1, 0, 0, -1 };
  const SxLattice *lattice = self->lattice;
  int i0 = (int)(start % (guint32)lattice->nu), j0 = (int)(start / (guint32)lattice->nu);
  int i = i0, j = j0, direction = 0;
  gsize first = out->n_points;

  do
    {
      gboolean is_left, is_right;
      int turn;

      if (direction == 0)
        set_bit (self->walked, sx_lattice_cell (lattice, i, j));
      i += step_u[direction];
      j += step_v[direction];
      is_left = bit (self->now, sx_lattice_cell (lattice, i + left_u[direction], j + left_v[direction]));
      is_right = bit (self->now, sx_lattice_cell (lattice, i + right_u[direction], j + right_v[direction]));
      turn = is_right ? 3 : is_left ? 0 : 1;
      if (turn || self->keeps_all || !sx_lattice_is_dropped (lattice, sx_lattice_node (lattice, i, j)))
        sx_shape_buffer_add_point (out, sx_lattice_point (lattice, i, j));
      direction = (direction + turn) & 3;
    }
  while (i != i0 || j != j0 || direction != 0);
  sx_shape_buffer_add_point (out, out->points[first]);
}

void
sx_outliner_piece_at (SxOutliner *self, guint32 cell, SxShapeBuffer *out)
{
  guint32 nu = (guint32)self->lattice->nu;
  gboolean is_shell = TRUE;

  flood (self, cell);
  for (guint k = 0; k < self->cells->len; k++)
    {
      guint32 c = g_array_index (self->cells, guint32, k);

      if (bit (self->walked, c) || bit (self->now, c - nu))
        continue;
      walk (self, c, out);
      sx_shape_buffer_end_ring (out, is_shell);
      is_shell = FALSE;
    }
  for (guint k = 0; k < self->cells->len; k++)
    {
      guint32 c = g_array_index (self->cells, guint32, k);

      clear_bit (self->now, c);
      clear_bit (self->walked, c);
      set_bit (self->seen, c);
    }
}

gboolean
sx_outliner_next (SxOutliner *self, SxShapeBuffer *out, guint32 *key)
{
  guint32 n = (guint32)self->lattice->nu * (guint32)self->lattice->nv;

  for (; self->cursor < n; self->cursor++)
    if (!bit (self->seen, self->cursor) && (*key = key_of (self, self->cursor)) != 0)
      {
        sx_outliner_piece_at (self, self->cursor, out);
        return TRUE;
      }
  return FALSE;
}
