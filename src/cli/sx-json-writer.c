/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sx-json-writer.h"

#include <math.h>

struct _SxJsonWriter
{
  GString *text;
  GString *closers; /* one '}' or ']' for every object or array that is open */
  gboolean is_pretty;
  gboolean is_first; /* nothing stands yet in the innermost one */
};

SxJsonWriter *
sx_json_writer_new (gboolean is_pretty)
{
  SxJsonWriter *self = g_new0 (SxJsonWriter, 1);

  self->text = g_string_new (NULL);
  self->closers = g_string_new (NULL);
  self->is_pretty = is_pretty;
  self->is_first = TRUE;
  return self;
}

void
sx_json_writer_free (SxJsonWriter *self)
{
  g_string_free (self->text, TRUE);
  g_string_free (self->closers, TRUE);
  g_free (self);
}

static void
new_line (SxJsonWriter *self)
{
  g_string_append_c (self->text, '\n');
  for (gsize i = 0; i < self->closers->len; i++)
    g_string_append_c (self->text, ' ');
}

static void
append_quoted (GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_string_append_c (out, '"');
  for (const char *p = valid; *p; p++)
    switch (*p)
      {
      case '"':
      case '\\':
        g_string_append_c (out, '\\');
        g_string_append_c (out, *p);
        break;
      case '\n':
        g_string_append (out, "\\n");
        break;
      case '\t':
        g_string_append (out, "\\t");
        break;
      default:
        if ((guchar)*p < 0x20 || *p == 0x7f)
          g_string_append_printf (out, "\\u%04x", (guint)(guchar)*p);
        else
          g_string_append_c (out, *p);
      }
  g_string_append_c (out, '"');
}

/* The comma, line break and key before a value. */
static void
begin_value (SxJsonWriter *self, const char *key)
{
  if (!self->is_first)
    g_string_append (self->text, self->is_pretty ? "," : ", ");
  if (self->is_pretty && self->closers->len > 0)
    new_line (self);
  if (key)
    {
      append_quoted (self->text, key);
      g_string_append (self->text, ": ");
    }
  self->is_first = FALSE;
}

void
sx_json_writer_begin_object (SxJsonWriter *self, const char *key)
{
  begin_value (self, key);
  g_string_append_c (self->text, '{');
  g_string_append_c (self->closers, '}');
  self->is_first = TRUE;
}

void
sx_json_writer_begin_array (SxJsonWriter *self, const char *key)
{
  begin_value (self, key);
  g_string_append_c (self->text, '[');
  g_string_append_c (self->closers, ']');
  self->is_first = TRUE;
}

void
sx_json_writer_end (SxJsonWriter *self)
{
  char closer;

  g_return_if_fail (self->closers->len > 0);
  closer = self->closers->str[self->closers->len - 1];
  g_string_truncate (self->closers, self->closers->len - 1);
  if (self->is_pretty && !self->is_first)
    new_line (self);
  g_string_append_c (self->text, closer);
  self->is_first = FALSE;
}

void
sx_json_writer_string (SxJsonWriter *self, const char *key, const char *text)
{
  begin_value (self, key);
  if (text)
    append_quoted (self->text, text);
  else
    g_string_append (self->text, "null");
}

void
sx_json_writer_number (SxJsonWriter *self, const char *key, double number)
{
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  begin_value (self, key);
  if (!isfinite (number))
    {
      g_string_append (self->text, "null");
      return;
    }
  number += 0.0; /* no "-0" */
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_ascii_strtod (g_ascii_formatd (buffer, sizeof buffer, formats[i], number), NULL) == number)
      break;
  g_string_append (self->text, buffer);
}

void
sx_json_writer_integer (SxJsonWriter *self, const char *key, gint64 number)
{
  begin_value (self, key);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, number);
}

void
sx_json_writer_boolean (SxJsonWriter *self, const char *key, gboolean value)
{
  begin_value (self, key);
  g_string_append (self->text, value ? "true" : "false");
}

char *
sx_json_writer_take (SxJsonWriter *self)
{
  GString *text;

  while (self->closers->len > 0)
    sx_json_writer_end (self);
  text = g_steal_pointer (&self->text);
  g_string_append_c (text, '\n');
  self->text = g_string_new (NULL);
  self->is_first = TRUE;
  return g_string_free (text, FALSE);
}
