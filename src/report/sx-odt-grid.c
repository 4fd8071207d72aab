/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A statutory table as a table of the text: the same cells, merged alike, and the same digits as the
 * workbook shows. */
#include "report/sx-odt-private.h"

#include <string.h>

#include "base/sx-text.h"

/* Texts of at least so many bytes read better from the left. */
#define LONG_TEXT 60
/* Tables of more columns are set in small print. */
#define MANY_COLUMNS 12

typedef struct
{
  SxOdt *odt;
  const SxGrid *grid;
  guint n_columns;   /* that hold anything in these rows */
  const char *words; /* what styles of its cells begin with */
} Table;

/* A name in the document for a column of that width. */
static const char *
column_style (SxOdt *self, double cm)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *width = g_strconcat (g_ascii_formatd (number, sizeof number, "%.2f", cm), "cm", NULL);
  char *name = g_hash_table_lookup (self->widths, width);
  xmlNode *style;

  if (name)
    return name;
  name = g_strdup_printf ("Column%u", g_hash_table_size (self->widths) + 1);
  style = _sx_odt_add (self->automatic, "style:style");
  _sx_odt_set (style, "style:name", name);
  _sx_odt_set (style, "style:family", "table-column");
  _sx_odt_set (_sx_odt_add (style, "style:table-column-properties"), "style:column-width", width);
  g_hash_table_insert (self->widths, g_steal_pointer (&width), name);
  return name;
}

static void
add_columns (const Table *self, xmlNode *table, double width_cm)
{
  double sum = 0;

  for (guint c = 0; c < self->n_columns; c++)
    sum += self->grid->widths[c];
  for (guint c = 0; c < self->n_columns; c++)
    _sx_odt_set (_sx_odt_add (table, "table:table-column"), "table:style-name",
                 column_style (self->odt, width_cm * self->grid->widths[c] / sum));
}

/* The merge that the cell lies in, or NULL. */
static const SxMerge *
merge_at (const Table *self, guint row, guint column)
{
  const GArray *merges = self->grid->merges;

  for (guint i = 0; i < merges->len; i++)
    {
      const SxMerge *m = &g_array_index (merges, SxMerge, i);

      if (row >= m->row && row <= m->last_row && column >= m->column && column <= m->last_column)
        return m;
    }
  return NULL;
}

static void
fill_cell (const Table *self, xmlNode *node, const SxCell *cell, gboolean is_head)
{
  const char *kind = is_head ? "Heading" : cell->kind == SX_CELL_NUMBER ? "Number" : "Contents";
  g_autofree char *style = NULL, *shown = NULL;
  xmlNode *paragraph;

  if (cell->kind == SX_CELL_NUMBER)
    {
      g_autofree char *number = sx_text_number (cell->number, cell->decimals);

      _sx_odt_set (node, "office:value-type", "float");
      _sx_odt_set (node, "office:value", number);
      shown = cell->in_brackets ? g_strdup_printf ("(%s)", number) : g_steal_pointer (&number);
    }
  else if (cell->text)
    {
      shown = g_strdup (cell->text);
      _sx_odt_set (node, "office:value-type", "string");
    }
  if (!is_head && cell->text && strlen (cell->text) >= LONG_TEXT)
    style = g_strdup ("Table_20_Words");
  else
    style = g_strdup_printf ("%s_20_%s", self->words, kind);
  paragraph = _sx_odt_add (node, "text:p");
  _sx_odt_set (paragraph, "text:style-name", style);
  _sx_odt_add_text (paragraph, shown ? shown : "");
}

static void
add_cell (const Table *self, xmlNode *row, guint r, guint c, gboolean is_head)
{
  const SxMerge *m = merge_at (self, r, c);
  gboolean is_covered = m && (m->row != r || m->column != c);
  xmlNode *node = _sx_odt_add (row, is_covered ? "table:covered-table-cell" : "table:table-cell");

  _sx_odt_set (node, "table:style-name", is_head ? "HeadCell" : "Cell");
  if (is_covered)
    return;
  if (m)
    {
      g_autofree char *rows = g_strdup_printf ("%u", m->last_row - m->row + 1);
      g_autofree char *columns = g_strdup_printf ("%u", m->last_column - m->column + 1);

      _sx_odt_set (node, "table:number-rows-spanned", rows);
      _sx_odt_set (node, "table:number-columns-spanned", columns);
    }
  fill_cell (self, node, sx_grid_cell (self->grid, r, c), is_head);
}

/* A part of a table may be narrower than the other. */
static guint
used_columns (const SxGrid *grid, guint first, guint end)
{
  guint n = 1;

  for (guint r = first; r < end; r++)
    for (guint c = n; c < grid->n_columns; c++)
      if (sx_grid_cell (grid, r, c)->kind != SX_CELL_EMPTY)
        n = c + 1;
  for (guint i = 0; i < grid->merges->len; i++)
    {
      const SxMerge *m = &g_array_index (grid->merges, SxMerge, i);

      if (m->row >= first && m->row < end)
        n = MAX (n, m->last_column + 1);
    }
  return n;
}

void
sx_odt_grid (SxOdt *self, const char *name, const SxGrid *grid, guint first, guint end, double width_cm)
{
  Table t
      = { self, grid, used_columns (grid, first, end), grid->n_columns > MANY_COLUMNS ? "Small" : "Table" };
  xmlNode *table = _sx_odt_add (self->body, "table:table"), *rows = table, *head = NULL;

  _sx_odt_set (table, "table:name", name);
  add_columns (&t, table, width_cm);
  if (grid->n_head)
    head = _sx_odt_add (table, "table:table-header-rows");
  for (guint r = first; r < end; r++)
    {
      gboolean is_head = r < first + grid->n_head;
      xmlNode *row = _sx_odt_add (is_head ? head : rows, "table:table-row");

      for (guint c = 0; c < t.n_columns; c++)
        add_cell (&t, row, r, c, is_head);
    }
}
