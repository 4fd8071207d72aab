/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-grid-rows.h"

#include "base/sx-text.h"

/* The column's headings, from top to bottom, each once. */
static char *
column_name (const SxGrid *self, guint head, guint column, GHashTable *seen)
{
  GString *name = g_string_new (NULL);
  const char *last = NULL;

  for (guint r = head; r < head + self->n_head; r++)
    {
      const char *text = sx_grid_shown_text (self, r, column);

      if (!text || g_strcmp0 (text, last) == 0)
        continue;
      g_string_append_printf (name, "%s%s", name->len ? "_" : "", text);
      last = text;
    }
  if (name->len == 0)
    g_string_append (name, "备注");
  for (gsize n = 2, stem = name->len; !g_hash_table_add (seen, g_strdup (name->str)); n++)
    {
      g_string_truncate (name, stem);
      g_string_append_printf (name, "_%" G_GSIZE_FORMAT, n);
    }
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
write_cell (const SxGrid *self, SxWriterTable *table, guint at, guint row, guint column, gboolean is_number)
{
  const SxCell *cell = sx_grid_cell (self, row, column);

  if (cell->kind == SX_CELL_NUMBER && is_number)
    sx_writer_table_number (table, at, cell->number);
  else if (is_number)
    return;
  else if (cell->kind == SX_CELL_NUMBER)
    {
      g_autofree char *text = sx_text_number (cell->number, cell->decimals);

      sx_writer_table_text (table, at, text);
    }
  else
    sx_writer_table_text (table, at, sx_grid_shown_text (self, row, column));
}

/* A remark stands across the whole table: it is no row of it. */
static gboolean
is_remark (const SxGrid *self, guint row)
{
  for (guint i = 0; i < self->merges->len; i++)
    {
      const SxMerge *m = &g_array_index (self->merges, SxMerge, i);

      if (m->row == row && m->column == 0 && m->last_column + 1 == self->n_columns)
        return TRUE;
    }
  return FALSE;
}

static void
write_part (const SxGrid *self, SxPackageWriter *writer, const char *name, guint head, guint last)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree const char **columns = g_new0 (const char *, 2 * self->n_columns + 1);
  g_autofree guint *of_grid = g_new (guint, self->n_columns); /* the grid's column of each */
  guint first = head + self->n_head, n = 0;
  SxWriterTable *table;

  for (guint c = 0; c < self->n_columns; c++)
    if (sx_grid_is_used (self, head, c))
      {
        g_ptr_array_add (names, column_name (self, head, c, seen));
        columns[2 * n] = names->pdata[n];
        columns[2 * n + 1] = is_numeric (self, c, first, last) ? "DOUBLE" : "TEXT";
        of_grid[n++] = c;
      }
  table = sx_package_writer_begin (writer, name, self->title, SX_WRITE_ROWS, 0, columns);
  for (guint r = first; r < last; r++)
    {
      if (is_remark (self, r))
        continue;
      for (guint i = 0; i < n; i++)
        write_cell (self, table, i, r, of_grid[i], g_str_equal (columns[2 * i + 1], "DOUBLE"));
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
