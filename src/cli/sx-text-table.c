/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sx-text-table.h"

#include <string.h>

#include "base/sx-text.h"

#define GAP "  "

struct _SxTextTable
{
  char *align;
  guint n_columns;
  GPtrArray *rows; /* char **: n_columns cells, or one cell that is a line of its own */
};

SxTextTable *
sx_text_table_new (const char *align)
{
  SxTextTable *self = g_new0 (SxTextTable, 1);

  self->align = g_strdup (align);
  self->n_columns = (guint)strlen (align);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  return self;
}

void
sx_text_table_free (SxTextTable *self)
{
  g_ptr_array_unref (self->rows);
  g_free (self->align);
  g_free (self);
}

void
sx_text_table_add_row (SxTextTable *self, const char *const *cells)
{
  char **row = g_new0 (char *, self->n_columns + 1);

  for (guint i = 0; i < self->n_columns; i++)
    row[i] = sx_text_clean (cells[i] ? cells[i] : "");
  g_ptr_array_add (self->rows, row);
}

void
sx_text_table_add_line (SxTextTable *self, const char *text)
{
  char **row = g_new0 (char *, 2);

  row[0] = sx_text_clean (text);
  g_ptr_array_add (self->rows, row);
}

static gboolean
is_line (char **row)
{
  return row[1] == NULL;
}

static void
append_cell (GString *out, const char *text, guint width, char align, gboolean is_last)
{
  guint used = sx_text_width (text), padding = width > used ? width - used : 0;

  if (align == 'r')
    g_string_append_printf (out, "%*s%s", (int)padding, "", text);
  else
    g_string_append_printf (out, "%s%*s", text, is_last ? 0 : (int)padding, "");
}

void
sx_text_table_append_to (const SxTextTable *self, GString *out)
{
  g_autofree guint *widths = g_new0 (guint, self->n_columns);

  for (guint r = 0; r < self->rows->len; r++)
    {
      char **row = g_ptr_array_index (self->rows, r);

      for (guint i = 0; i < self->n_columns && !is_line (row); i++)
        widths[i] = MAX (widths[i], sx_text_width (row[i]));
    }
  for (guint r = 0; r < self->rows->len; r++)
    {
      char **row = g_ptr_array_index (self->rows, r);

      if (is_line (row))
        g_string_append (out, row[0]);
      for (guint i = 0; i < self->n_columns && !is_line (row); i++)
        {
          g_string_append (out, i ? GAP : "");
          append_cell (out, row[i], widths[i], self->align[i], i + 1 == self->n_columns);
        }
      while (out->len > 0 && out->str[out->len - 1] == ' ')
        g_string_truncate (out, out->len - 1);
      g_string_append_c (out, '\n');
    }
}

guint
sx_text_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}
