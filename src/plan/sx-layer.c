/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/sx-layer.h"
#include <string.h>

struct _SxLayerBuilder
{
  SxLayer *layer;     /* under construction: not yet shared, arrays of `allocated` features */
  guint allocated;    /* room for features; the row after the last is ready, its cells NULL */
  GHashTable **codes; /* per TEXT column: text of the pool → index; NULL for numbers */
  gsize rings_ended;  /* rings that belong to ended features */
};

SxLayer *
sx_layer_ref (SxLayer *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

static void
column_clear (SxColumn *self)
{
  g_free (self->name);
  g_free (self->code);
  g_clear_pointer (&self->pool, g_ptr_array_unref);
  g_free (self->number);
}

void
sx_layer_unref (SxLayer *self)
{
  if (!self || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  for (guint c = 0; c < self->n_columns; c++)
    column_clear (&self->columns[c]);
  g_free (self->columns);
  g_free (self->name);
  g_free (self->table);
  g_free (self->fid);
  g_free (self->first_ring);
  g_free (self->box);
  sx_shape_buffer_clear (&self->shapes);
  g_free (self);
}

const SxColumn *
sx_layer_column (const SxLayer *self, const char *name)
{
  for (guint c = 0; c < self->n_columns; c++)
    if (g_ascii_strcasecmp (self->columns[c].name, name) == 0)
      return &self->columns[c];
  return NULL;
}

const char *
sx_column_text (const SxColumn *column, guint feature)
{
  if (!column || column->type != SX_COLUMN_TEXT)
    return "";
  return g_ptr_array_index (column->pool, column->code[feature]);
}

double
sx_column_number (const SxColumn *column, guint feature)
{
  return column && column->type == SX_COLUMN_NUMBER ? column->number[feature] : (double)NAN;
}

static void
builder_clear_row (SxLayerBuilder *self)
{
  SxLayer *layer = self->layer;

  for (guint c = 0; c < layer->n_columns; c++)
    if (layer->columns[c].type == SX_COLUMN_TEXT)
      layer->columns[c].code[layer->n_features] = 0;
    else
      layer->columns[c].number[layer->n_features] = NAN;
}

static void
builder_resize (SxLayerBuilder *self, guint allocated)
{
  SxLayer *layer = self->layer;

  self->allocated = allocated;
  layer->fid = g_renew (gint64, layer->fid, allocated);
  layer->first_ring = g_renew (guint32, layer->first_ring, (gsize)allocated + 1);
  layer->box = g_renew (SxBox, layer->box, allocated);
  for (guint c = 0; c < layer->n_columns; c++)
    if (layer->columns[c].type == SX_COLUMN_TEXT)
      layer->columns[c].code = g_renew (guint32, layer->columns[c].code, allocated);
    else
      layer->columns[c].number = g_renew (double, layer->columns[c].number, allocated);
}

/* Room for n features and the row after them. */
static void
builder_reserve (SxLayerBuilder *self, guint n)
{
  if (n + 1 > self->allocated)
    builder_resize (self, MAX (n + 1, self->allocated + self->allocated / 2));
}

SxLayerBuilder *
sx_layer_builder_new (const char *name, const char *table, gboolean is_line)
{
  SxLayerBuilder *self = g_new0 (SxLayerBuilder, 1);

  self->layer = g_new0 (SxLayer, 1);
  self->layer->ref_count = 1;
  self->layer->name = g_strdup (name);
  self->layer->table = g_strdup (table);
  self->layer->is_line = is_line != FALSE;
  builder_resize (self, 16);
  self->layer->first_ring[0] = 0;
  return self;
}

guint
sx_layer_builder_add_column (SxLayerBuilder *self, const char *name, SxColumnType type)
{
  SxLayer *layer = self->layer;
  guint at = layer->n_columns++;
  SxColumn *column;

  g_return_val_if_fail (layer->n_features == 0, 0);
  layer->columns = g_renew (SxColumn, layer->columns, layer->n_columns);
  self->codes = g_renew (GHashTable *, self->codes, layer->n_columns);
  self->codes[at] = NULL;
  column = &layer->columns[at];
  *column = (SxColumn){ .name = g_ascii_strup (name, -1), .type = type };
  if (type == SX_COLUMN_TEXT)
    {
      self->codes[at] = g_hash_table_new (g_str_hash, g_str_equal);
      column->pool = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (column->pool, g_strdup (""));
      column->code = g_new (guint32, self->allocated);
    }
  else
    column->number = g_new (double, self->allocated);
  builder_clear_row (self);
  return at;
}

SxShapeBuffer *
sx_layer_builder_shapes (SxLayerBuilder *self)
{
  return &self->layer->shapes;
}

void
sx_layer_builder_end_feature (SxLayerBuilder *self, gint64 fid)
{
  SxLayer *layer = self->layer;
  gsize n_rings = layer->shapes.n_rings - self->rings_ended;
  guint at = layer->n_features;

  layer->fid[at] = fid;
  layer->box[at] = sx_shape_buffer_view (&layer->shapes, self->rings_ended, n_rings).box;
  self->rings_ended = layer->shapes.n_rings;
  layer->n_features++;
  builder_reserve (self, layer->n_features);
  layer->first_ring[layer->n_features] = (guint32)self->rings_ended;
  builder_clear_row (self);
}

static guint32
builder_code (SxLayerBuilder *self, guint column, const char *text)
{
  GPtrArray *pool = self->layer->columns[column].pool;
  gpointer found = g_hash_table_lookup (self->codes[column], text);
  char *copy;

  if (found)
    return GPOINTER_TO_UINT (found);
  copy = g_strdup (text);
  g_hash_table_insert (self->codes[column], copy, GUINT_TO_POINTER (pool->len));
  g_ptr_array_add (pool, copy);
  return pool->len - 1;
}

/* Without white space at both ends, that of Unicode too (codes typed in Chinese forms carry U+3000). */
static char *
trimmed (const char *text)
{
  const char *end = text + strlen (text);

  while (*text && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  while (end > text)
    {
      const char *last = g_utf8_prev_char (end);

      if (!g_unichar_isspace (g_utf8_get_char (last)))
        break;
      end = last;
    }
  return g_strndup (text, (gsize)(end - text));
}

static gboolean
may_need_trim (const char *text)
{
  gsize n = strlen (text);
  guchar first = (guchar)text[0], last = n ? (guchar)text[n - 1] : 0;

  return n && (first <= ' ' || first >= 0x80 || last <= ' ' || last >= 0x80);
}

void
sx_layer_builder_set_text (SxLayerBuilder *self, guint column, const char *text)
{
  SxLayer *layer = self->layer;
  g_autofree char *trim = text && may_need_trim (text) ? trimmed (text) : NULL;
  const char *use = trim ? trim : text;
  SxColumn *c = &layer->columns[column];
  guint at = layer->n_features;

  g_return_if_fail (column < layer->n_columns && c->type == SX_COLUMN_TEXT);
  if (!use || !*use)
    c->code[at] = 0;
  /* neighbours often carry the same code */
  else if (at > 0 && strcmp (g_ptr_array_index (c->pool, c->code[at - 1]), use) == 0)
    c->code[at] = c->code[at - 1];
  else
    c->code[at] = builder_code (self, column, use);
}

void
sx_layer_builder_set_number (SxLayerBuilder *self, guint column, double number)
{
  g_return_if_fail (column < self->layer->n_columns && self->layer->columns[column].type == SX_COLUMN_NUMBER);
  self->layer->columns[column].number[self->layer->n_features] = number;
}

static void
builder_take_shapes (SxLayerBuilder *self, const SxLayer *from)
{
  SxShapeBuffer *to = &self->layer->shapes;
  const SxShapeBuffer *add = &from->shapes;
  gsize base = to->n_points;

  if (add->n_points > 0)
    memcpy (sx_shape_buffer_add_points (to, add->n_points), add->points, add->n_points * sizeof (SxPoint));
  /* rings are ended one by one for the buffer's own growth; offsets are then moved behind what was there */
  for (gsize r = 0; r < add->n_rings; r++)
    {
      to->n_points = base + add->ring_start[r + 1];
      sx_shape_buffer_end_ring (to, add->ring_is_shell[r]);
    }
}

static void
builder_take_column (SxLayerBuilder *self, guint column, const SxLayer *from)
{
  SxColumn *to = &self->layer->columns[column];
  const SxColumn *add = &from->columns[column];
  guint at = self->layer->n_features;
  g_autofree guint32 *code = NULL;

  if (to->type == SX_COLUMN_NUMBER)
    {
      memcpy (to->number + at, add->number, from->n_features * sizeof *to->number);
      return;
    }
  code = g_new0 (guint32, add->pool->len);
  for (guint i = 1; i < add->pool->len; i++)
    code[i] = builder_code (self, column, g_ptr_array_index (add->pool, i));
  for (guint i = 0; i < from->n_features; i++)
    to->code[at + i] = code[add->code[i]];
}

static void
builder_append (SxLayerBuilder *self, const SxLayer *from)
{
  SxLayer *layer = self->layer;
  guint at = layer->n_features;
  guint32 rings = (guint32)layer->shapes.n_rings;

  builder_reserve (self, at + from->n_features);
  builder_take_shapes (self, from);
  memcpy (layer->fid + at, from->fid, from->n_features * sizeof *layer->fid);
  memcpy (layer->box + at, from->box, from->n_features * sizeof *layer->box);
  for (guint i = 0; i < from->n_features; i++)
    layer->first_ring[at + i + 1] = rings + from->first_ring[i + 1];
  for (guint c = 0; c < layer->n_columns; c++)
    builder_take_column (self, c, from);
  layer->n_features += from->n_features;
  self->rings_ended = layer->shapes.n_rings;
  builder_clear_row (self);
}

/* Keeps the memory. */
static void
builder_empty (SxLayerBuilder *self)
{
  SxLayer *layer = self->layer;

  layer->n_features = 0;
  self->rings_ended = 0;
  sx_shape_buffer_reset (&layer->shapes);
  for (guint c = 0; c < layer->n_columns; c++)
    if (layer->columns[c].type == SX_COLUMN_TEXT)
      {
        g_hash_table_remove_all (self->codes[c]);
        g_ptr_array_set_size (layer->columns[c].pool, 1);
      }
  builder_clear_row (self);
}

void
sx_layer_builder_take (SxLayerBuilder *self, SxLayerBuilder *other)
{
  g_return_if_fail (self->layer->n_columns == other->layer->n_columns);
  if (self->layer->n_features == 0)
    {
      SxLayerBuilder swap = *self;

      *self = *other;
      *other = swap;
    }
  else if (other->layer->n_features > 0)
    builder_append (self, other->layer);
  builder_empty (other);
}

void
sx_layer_builder_make_room (SxLayerBuilder *self, double times)
{
  SxLayer *layer = self->layer;
  double features = layer->n_features * times;

  if (!(times > 1) || features + 1 >= G_MAXUINT)
    return;
  if ((guint)features + 1 > self->allocated)
    builder_resize (self, (guint)features + 1);
  sx_shape_buffer_reserve (&layer->shapes, (gsize)((double)layer->shapes.n_points * times),
                           (gsize)((double)layer->shapes.n_rings * times) + 2);
}

/* Gives back what growing took too much. */
static void
builder_shrink (SxLayerBuilder *self)
{
  SxShapeBuffer *shapes = &self->layer->shapes;

  builder_resize (self, MAX (self->layer->n_features, 1));
  shapes->points_allocated = MAX (shapes->n_points, 1);
  shapes->points = g_renew (SxPoint, shapes->points, shapes->points_allocated);
  shapes->rings_allocated = MAX (shapes->n_rings, 1);
  shapes->ring_start = g_renew (guint32, shapes->ring_start, shapes->rings_allocated + 1);
  shapes->ring_start[0] = 0;
  shapes->ring_is_shell = g_renew (guint8, shapes->ring_is_shell, shapes->rings_allocated);
}

SxLayer *
sx_layer_builder_finish (SxLayerBuilder *self)
{
  SxLayer *layer;

  builder_shrink (self);
  layer = g_steal_pointer (&self->layer);
  for (guint c = 0; c < layer->n_columns; c++)
    g_clear_pointer (&self->codes[c], g_hash_table_unref);
  g_free (self->codes);
  g_free (self);
  return layer;
}

void
sx_layer_builder_free (SxLayerBuilder *self)
{
  if (!self)
    return;
  sx_layer_unref (sx_layer_builder_finish (self));
}
