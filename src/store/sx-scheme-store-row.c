/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sx-scheme-store-row.h"

#include <math.h>
#include <string.h>

/* Name, SQLite type, value: everything is bytes, so alike on every machine. */
#define ENCODED_ROW G_VARIANT_TYPE ("a(ayyay)")
#define ENCODED_CELL G_VARIANT_TYPE ("(ayyay)")

static void
cell_clear (gpointer data)
{
  SxStoreCell *self = data;

  g_free (self->name);
  g_clear_pointer (&self->bytes, g_bytes_unref);
}

SxStoreRow *
sx_store_row_new (void)
{
  SxStoreRow *self = g_new0 (SxStoreRow, 1);

  self->cells = g_array_new (FALSE, TRUE, sizeof (SxStoreCell));
  g_array_set_clear_func (self->cells, cell_clear);
  return self;
}

void
sx_store_row_free (SxStoreRow *self)
{
  g_array_unref (self->cells);
  g_free (self);
}

static void
row_take (SxStoreRow *self, const char *name, int type, gint64 bits, GBytes *bytes)
{
  SxStoreCell cell = { g_strdup (name), type, bits, bytes };

  g_array_append_val (self->cells, cell);
}

void
sx_store_row_add_integer (SxStoreRow *self, const char *name, gint64 value)
{
  row_take (self, name, SQLITE_INTEGER, value, NULL);
}

void
sx_store_row_add_real (SxStoreRow *self, const char *name, double value)
{
  gint64 bits;

  memcpy (&bits, &value, sizeof bits);
  if (isfinite (value))
    row_take (self, name, SQLITE_FLOAT, bits, NULL);
  else
    sx_store_row_add_null (self, name);
}

void
sx_store_row_add_null (SxStoreRow *self, const char *name)
{
  row_take (self, name, SQLITE_NULL, 0, NULL);
}

void
sx_store_row_add_text (SxStoreRow *self, const char *name, const char *value)
{
  if (value)
    row_take (self, name, SQLITE_TEXT, 0, g_bytes_new (value, strlen (value)));
  else
    sx_store_row_add_null (self, name);
}

void
sx_store_row_add_bytes (SxStoreRow *self, const char *name, GBytes *value)
{
  if (value)
    row_take (self, name, SQLITE_BLOB, 0, g_bytes_ref (value));
  else
    sx_store_row_add_null (self, name);
}

void
sx_store_row_add_cell (SxStoreRow *self, const SxStoreCell *cell)
{
  row_take (self, cell->name, cell->type, cell->bits, cell->bytes ? g_bytes_ref (cell->bytes) : NULL);
}

SxStoreRow *
sx_store_row_merge (const SxStoreRow *base, const SxStoreRow *over)
{
  SxStoreRow *self = sx_store_row_new ();

  for (guint i = 0; i < base->cells->len; i++)
    {
      const SxStoreCell *cell = &g_array_index (base->cells, SxStoreCell, i);
      const SxStoreCell *other = sx_store_row_find (over, cell->name);

      sx_store_row_add_cell (self, other ? other : cell);
    }
  for (guint i = 0; i < over->cells->len; i++)
    {
      const SxStoreCell *cell = &g_array_index (over->cells, SxStoreCell, i);

      if (sx_store_row_find (base, cell->name) == NULL)
        sx_store_row_add_cell (self, cell);
    }
  return self;
}

static void
add_column (SxStoreRow *self, sqlite3_stmt *statement, int column)
{
  const char *name = sqlite3_column_name (statement, column);
  int type = sqlite3_column_type (statement, column);
  const void *data;
  double real;
  gint64 bits;

  switch (type)
    {
    case SQLITE_INTEGER:
      row_take (self, name, type, sqlite3_column_int64 (statement, column), NULL);
      return;
    case SQLITE_FLOAT:
      real = sqlite3_column_double (statement, column);
      memcpy (&bits, &real, sizeof bits);
      row_take (self, name, type, bits, NULL);
      return;
    case SQLITE_TEXT:
    case SQLITE_BLOB:
      data = type == SQLITE_TEXT ? (const void *)sqlite3_column_text (statement, column)
                                 : sqlite3_column_blob (statement, column);
      row_take (self, name, type, 0, g_bytes_new (data, (gsize)sqlite3_column_bytes (statement, column)));
      return;
    default:
      sx_store_row_add_null (self, name);
    }
}

SxStoreRow *
sx_store_row_from_statement (sqlite3_stmt *statement)
{
  SxStoreRow *self = sx_store_row_new ();
  int n = sqlite3_column_count (statement);

  for (int i = 0; i < n; i++)
    add_column (self, statement, i);
  return self;
}

const SxStoreCell *
sx_store_row_find (const SxStoreRow *self, const char *name)
{
  for (guint i = 0; self != NULL && i < self->cells->len; i++)
    {
      const SxStoreCell *cell = &g_array_index (self->cells, SxStoreCell, i);

      if (g_ascii_strcasecmp (cell->name, name) == 0)
        return cell;
    }
  return NULL;
}

gint64
sx_store_row_get_integer (const SxStoreRow *self, const char *name)
{
  const SxStoreCell *cell = sx_store_row_find (self, name);

  return cell != NULL && cell->type == SQLITE_INTEGER ? cell->bits : 0;
}

gboolean
sx_store_cell_equal (const SxStoreCell *a, const SxStoreCell *b)
{
  int type_a = a ? a->type : SQLITE_NULL;
  int type_b = b ? b->type : SQLITE_NULL;

  if (type_a != type_b)
    return FALSE;
  if (type_a == SQLITE_NULL)
    return TRUE;
  if (type_a == SQLITE_INTEGER || type_a == SQLITE_FLOAT)
    return a->bits == b->bits;
  return g_bytes_equal (a->bytes, b->bytes);
}

static gboolean
row_agrees (const SxStoreRow *a, const SxStoreRow *b)
{
  for (guint i = 0; i < a->cells->len; i++)
    {
      const SxStoreCell *cell = &g_array_index (a->cells, SxStoreCell, i);

      if (!sx_store_cell_equal (cell, sx_store_row_find (b, cell->name)))
        return FALSE;
    }
  return TRUE;
}

gboolean
sx_store_row_equal (const SxStoreRow *a, const SxStoreRow *b)
{
  return row_agrees (a, b) && row_agrees (b, a);
}

void
sx_store_cell_bind (const SxStoreCell *self, sqlite3_stmt *statement, int at)
{
  gsize size = 0;
  const void *data = NULL;
  double real;

  if (self->bytes)
    data = g_bytes_get_data (self->bytes, &size);
  switch (self->type)
    {
    case SQLITE_INTEGER:
      sqlite3_bind_int64 (statement, at, self->bits);
      return;
    case SQLITE_FLOAT:
      memcpy (&real, &self->bits, sizeof real);
      sqlite3_bind_double (statement, at, real);
      return;
    case SQLITE_TEXT:
      sqlite3_bind_text64 (statement, at, data ? data : "", size, SQLITE_TRANSIENT, SQLITE_UTF8);
      return;
    case SQLITE_BLOB:
      sqlite3_bind_blob64 (statement, at, data ? data : "", size, SQLITE_TRANSIENT);
      return;
    default:
      sqlite3_bind_null (statement, at);
    }
}

static GVariant *
bytes_variant (GBytes *bytes)
{
  return g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, bytes, TRUE);
}

static GVariant *
cell_encode (const SxStoreCell *self)
{
  g_autoptr (GBytes) name = g_bytes_new (self->name, strlen (self->name));
  g_autoptr (GBytes) value = NULL;
  gint64 bits = GINT64_TO_LE (self->bits);
  GVariant *parts[3];

  if (self->type == SQLITE_INTEGER || self->type == SQLITE_FLOAT)
    value = g_bytes_new (&bits, sizeof bits);
  else
    value = self->bytes ? g_bytes_ref (self->bytes) : g_bytes_new (NULL, 0);
  parts[0] = bytes_variant (name);
  parts[1] = g_variant_new_byte ((guint8)self->type);
  parts[2] = bytes_variant (value);
  return g_variant_new_tuple (parts, G_N_ELEMENTS (parts));
}

GBytes *
sx_store_row_encode (const SxStoreRow *self)
{
  g_autoptr (GVariant) variant = NULL;
  GVariantBuilder builder;

  if (self == NULL)
    return NULL;
  g_variant_builder_init (&builder, ENCODED_ROW);
  for (guint i = 0; i < self->cells->len; i++)
    g_variant_builder_add_value (&builder, cell_encode (&g_array_index (self->cells, SxStoreCell, i)));
  variant = g_variant_ref_sink (g_variant_builder_end (&builder));
  return g_variant_get_data_as_bytes (variant);
}

static gboolean
cell_decode (SxStoreRow *row, GVariant *encoded)
{
  g_autoptr (GVariant) name = g_variant_get_child_value (encoded, 0);
  g_autoptr (GVariant) type = g_variant_get_child_value (encoded, 1);
  g_autoptr (GVariant) value = g_variant_get_child_value (encoded, 2);
  g_autofree char *text = g_strndup (g_variant_get_data (name), g_variant_get_size (name));
  guint8 code = g_variant_get_byte (type);
  gsize size = g_variant_get_size (value);
  gint64 bits = 0;

  if (text == NULL || *text == '\0')
    return FALSE;
  switch (code)
    {
    case SQLITE_INTEGER:
    case SQLITE_FLOAT:
      if (size != sizeof bits)
        return FALSE;
      memcpy (&bits, g_variant_get_data (value), sizeof bits);
      row_take (row, text, code, GINT64_FROM_LE (bits), NULL);
      return TRUE;
    case SQLITE_TEXT:
    case SQLITE_BLOB:
      row_take (row, text, code, 0, g_variant_get_data_as_bytes (value));
      return TRUE;
    case SQLITE_NULL:
      sx_store_row_add_null (row, text);
      return TRUE;
    default:
      return FALSE;
    }
}

SxStoreRow *
sx_store_row_decode (GBytes *bytes)
{
  g_autoptr (GVariant) variant = g_variant_ref_sink (g_variant_new_from_bytes (ENCODED_ROW, bytes, FALSE));
  g_autoptr (SxStoreRow) row = sx_store_row_new ();
  gsize n = g_variant_n_children (variant);

  if (!g_variant_is_normal_form (variant) || n == 0)
    return NULL;
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) cell = g_variant_get_child_value (variant, i);

      if (!cell_decode (row, cell))
        return NULL;
    }
  return g_steal_pointer (&row);
}
