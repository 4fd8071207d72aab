/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-grid.h"

#include <math.h>

#include "export/sx-delivery-rounding.h"

#define USUAL_WIDTH 12.0

SxGrid *
sx_grid_new (const char *name, const char *title, const char *unit, guint n_columns)
{
  SxGrid *self = g_new0 (SxGrid, 1);

  self->name = g_strdup (name);
  self->title = g_strdup (title);
  self->unit = g_strdup (unit);
  self->n_columns = n_columns;
  self->widths = g_new (double, n_columns);
  for (guint c = 0; c < n_columns; c++)
    self->widths[c] = USUAL_WIDTH;
  self->rows = g_ptr_array_new ();
  self->merges = g_array_new (FALSE, FALSE, sizeof (SxMerge));
  self->notes = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
sx_grid_free (SxGrid *self)
{
  for (guint r = 0; r < self->n_rows; r++)
    {
      SxCell *cells = self->rows->pdata[r];

      for (guint c = 0; c < self->n_columns; c++)
        {
          g_free (cells[c].text);
          g_free (cells[c].formula);
        }
      g_free (cells);
    }
  g_ptr_array_unref (self->rows);
  g_array_unref (self->merges);
  g_ptr_array_unref (self->notes);
  g_free (self->name);
  g_free (self->title);
  g_free (self->unit);
  g_free (self->widths);
  g_free (self);
}

static SxCell *
cell (const SxGrid *self, guint row, guint column)
{
  g_assert (row < self->n_rows && column < self->n_columns);
  return (SxCell *)self->rows->pdata[row] + column;
}

void
sx_grid_bracket (SxGrid *self, guint row, guint column)
{
  cell (self, row, column)->in_brackets = TRUE;
}

const char *
sx_grid_shown_text (const SxGrid *self, guint row, guint column)
{
  const char *own = cell (self, row, column)->text;

  for (guint i = 0; !own && i < self->merges->len; i++)
    {
      const SxMerge *m = &g_array_index (self->merges, SxMerge, i);

      if (row >= m->row && row <= m->last_row && column >= m->column && column <= m->last_column)
        return cell (self, m->row, m->column)->text;
    }
  return own;
}

gboolean
sx_grid_is_used (const SxGrid *self, guint row, guint column)
{
  guint first = self->second && row >= self->second ? self->second : 0,
        last = self->second && !first ? self->second - 1 : self->n_rows;

  if (row >= last)
    return FALSE;
  for (guint r = first; r < last; r++)
    if (cell (self, r, column)->kind != SX_CELL_EMPTY || sx_grid_shown_text (self, r, column))
      return TRUE;
  return FALSE;
}

const SxCell *
sx_grid_cell (const SxGrid *self, guint row, guint column)
{
  return cell (self, row, column);
}

guint
sx_grid_add (SxGrid *self, ...)
{
  va_list args;
  const char *text;

  g_ptr_array_add (self->rows, g_new0 (SxCell, self->n_columns));
  self->n_rows++;
  va_start (args, self);
  for (guint c = 0; (text = va_arg (args, const char *)); c++)
    sx_grid_text (self, self->n_rows - 1, c, text);
  va_end (args);
  return self->n_rows - 1;
}

void
sx_grid_end_head (SxGrid *self)
{
  self->n_head = self->n_rows;
}

void
sx_grid_merge (SxGrid *self, guint row, guint column, guint last_row, guint last_column)
{
  SxMerge merge = { row, column, last_row, last_column };

  if (row != last_row || column != last_column)
    g_array_append_val (self->merges, merge);
}

void
sx_grid_text (SxGrid *self, guint row, guint column, const char *text)
{
  SxCell *it = cell (self, row, column);

  g_free (it->text);
  it->text = text && *text ? g_strdup (text) : NULL;
  it->kind = it->text ? SX_CELL_TEXT : SX_CELL_EMPTY;
}

void
sx_grid_number (SxGrid *self, guint row, guint column, double number, int decimals)
{
  SxCell *it = cell (self, row, column);

  if (!isfinite (number))
    return;
  it->kind = SX_CELL_NUMBER;
  it->decimals = decimals;
  it->exact = number;
  sx_round_together (&number, 1, decimals);
  it->number = number;
}

void
sx_grid_round (SxGrid *self, guint column, guint first, guint last)
{
  g_autofree double *numbers = g_new (double, last - first + 1);
  int decimals = 0;

  for (guint r = first; r <= last; r++)
    {
      const SxCell *it = cell (self, r, column);
      gboolean counts = it->kind == SX_CELL_NUMBER && !it->formula;

      numbers[r - first] = counts ? it->exact : (double)NAN;
      if (counts)
        decimals = it->decimals;
    }
  sx_round_together (numbers, last - first + 1, decimals);
  for (guint r = first; r <= last; r++)
    if (isfinite (numbers[r - first]))
      cell (self, r, column)->number = numbers[r - first];
}

/* "C5" */
static char *
reference (guint row, guint column)
{
  char letters[4] = { 0 };
  guint n = 0;

  g_assert (column < 26 * 26);
  if (column >= 26)
    letters[n++] = (char)('A' + column / 26 - 1);
  letters[n++] = (char)('A' + column % 26);
  return g_strdup_printf ("%s%u", letters, row + SX_GRID_TOP + 1);
}

/* Takes the formula. */
static void
set_formula (SxGrid *self, guint row, guint column, double number, int decimals, char *formula)
{
  SxCell *it = cell (self, row, column);

  sx_grid_number (self, row, column, number, decimals);
  g_free (it->formula);
  it->formula = formula;
}

void
sx_grid_sum (SxGrid *self, guint row, guint column, guint first, guint last)
{
  g_autofree char *from = reference (first, column), *to = reference (last, column);
  double sum = 0;
  int decimals = -1;

  for (guint r = first; r <= last; r++)
    if (cell (self, r, column)->kind == SX_CELL_NUMBER)
      {
        sum += cell (self, r, column)->number;
        decimals = MAX (decimals, cell (self, r, column)->decimals);
      }
  if (decimals >= 0)
    set_formula (self, row, column, sum, decimals, g_strdup_printf ("=SUM(%s:%s)", from, to));
}

void
sx_grid_sum_of (SxGrid *self, guint row, guint column, const guint *rows, guint n)
{
  g_autoptr (GString) formula = g_string_new ("=");
  double sum = 0;
  int decimals = -1;

  for (guint i = 0; i < n; i++)
    {
      const SxCell *it = cell (self, rows[i], column);
      g_autofree char *at = reference (rows[i], column);

      if (it->kind != SX_CELL_NUMBER)
        continue;
      sum += it->number;
      g_string_append_printf (formula, "%s%s", decimals >= 0 ? "+" : "", at);
      decimals = MAX (decimals, it->decimals);
    }
  if (decimals >= 0)
    set_formula (self, row, column, sum, decimals, g_strdup (formula->str));
}

void
sx_grid_difference (SxGrid *self, guint row, guint column, guint minuend, guint subtrahend)
{
  const SxCell *a = cell (self, row, minuend), *b = cell (self, row, subtrahend);
  g_autofree char *first = reference (row, minuend), *second = reference (row, subtrahend);

  if (a->kind == SX_CELL_NUMBER && b->kind == SX_CELL_NUMBER)
    set_formula (self, row, column, a->number - b->number, MAX (a->decimals, b->decimals),
                 g_strdup_printf ("=%s-%s", first, second));
}

void
sx_grid_note (SxGrid *self, char *note)
{
  g_ptr_array_add (self->notes, note);
}

void
sx_grid_set_widths (SxGrid *self, const double *widths)
{
  for (guint c = 0; c < self->n_columns; c++)
    self->widths[c] = widths[c];
}
