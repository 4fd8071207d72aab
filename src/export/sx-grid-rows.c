/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-grid-rows.h"

#include <string.h>

#include "base/sx-text.h"

/* What a cell says: its own text, or that of the merged cell it lies in. */
static const char *
shown_text (const SxGrid *self, guint row, guint column)
{
  for (guint i = 0; i < self->merges->len; i++)
    {
      const SxMerge *m = &g_array_index (self->merges, SxMerge, i);

      if (row >= m->row && row <= m->last_row && column >= m->column && column <= m->last_column)
        return sx_grid_cell (self, m->row, m->column)->text;
    }
  return sx_grid_cell (self, row, column)->text;
}

/* The column's headings, from top to bottom, each once. */
static char *
column_name (const SxGrid *self, guint head, guint column, GHashTable *seen)
{
  GString *name = g_string_new (NULL);
  const char *last = NULL;

  for (guint r = head; r < head + self->n_head; r++)
    {
      const char *text = shown_text (self, r, column);

      if (!text || g_strcmp0 (text, last) == 0)
        continue;
      g_string_append_printf (name, "%s%s", name->len ? "_" : "", text);
      last = text;
    }
  if (name->len == 0)
    g_string_append (name, "备注");
  while (!g_hash_table_add (seen, g_strdup (name->str)))
    g_string_append (name, "_2");
  return g_string_free (name, FALSE);
}

/* Numbers stay numbers where the column has nothing else. */
static gboolean
is_numeric (const SxGrid *self, guint column, guint first, guint last)
{
  gboolean any = FALSE;

  for (guint r = first; r < last; r++)
    {
      SxCellKind kind = sx_grid_cell (self, r, column)->kind;

      if (kind == SX_CELL_TEXT)
        return FALSE;
      any |= kind == SX_CELL_NUMBER;
    }
  return any;
}

static void
write_part (const SxGrid *self, SxPackageWriter *writer, const char *name, guint head, guint last)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree const char **columns = g_new0 (const char *, 2 * self->n_columns + 1);
  guint first = head + self->n_head;
  SxWriterTable *table;

  for (guint c = 0; c < self->n_columns; c++)
    {
      g_ptr_array_add (names, column_name (self, head, c, seen));
      columns[2 * c] = names->pdata[c];
      columns[2 * c + 1] = is_numeric (self, c, first, last) ? "DOUBLE" : "TEXT";
    }
  table = sx_package_writer_begin (writer, name, self->title, SX_WRITE_ROWS, 0, columns);
  for (guint r = first; r < last; r++)
    {
      for (guint c = 0; c < self->n_columns; c++)
        {
          const SxCell *cell = sx_grid_cell (self, r, c);
          gboolean is_number = g_str_equal (columns[2 * c + 1], "DOUBLE");

          if (cell->kind == SX_CELL_NUMBER && is_number)
            sx_writer_table_number (table, c, cell->number);
          else if (is_number)
            continue;
          else if (cell->kind == SX_CELL_NUMBER)
            {
              g_autofree char *text = sx_text_number (cell->number, cell->decimals);

              sx_writer_table_text (table, c, text);
            }
          else
            sx_writer_table_text (table, c, shown_text (self, r, c));
        }
      sx_writer_table_row (table, 0, NULL, SX_BOX_EMPTY);
    }
  sx_writer_table_end (table);
}

void
sx_grid_write_rows (const SxGrid *self, SxPackageWriter *writer)
{
  g_autofree char *more = g_strconcat (self->name, "续", NULL);

  write_part (self, writer, self->name, 0, self->second ? self->second - 1 : self->n_rows);
  if (self->second)
    write_part (self, writer, more, self->second, self->n_rows);
}
