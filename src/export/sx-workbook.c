/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-workbook.h"

#include <math.h>
#include <string.h>
#include <xlsxwriter.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"

#define MAX_DECIMALS 6
#define FONT "宋体"
#define LINE_HEIGHT 13.5 /* points, of 10 point type */
#define ROW_MARGIN 4.5
#define TYPE_PER_WIDTH 1.1 /* widths count characters of 11 points */
#define HIGHEST_ROW 409.0  /* what the format allows */
#define A4 9               /* as the format counts paper */
#define MARGIN_INCH 0.55
#define ABOUT_NAME 10 /* characters wide: the column of what a remark is about, and that of remarks */
#define ABOUT_WORDS 110

typedef struct
{
  lxw_workbook *book;
  lxw_format *title, *unit, *head, *text, *words, *foot;
  lxw_format *number[MAX_DECIMALS + 1];  /* by decimals */
  lxw_format *bracket[MAX_DECIMALS + 1]; /* as number, in brackets */
} Formats;

static lxw_format *
new_format (lxw_workbook *book, double size, gboolean is_bold, guint8 align, gboolean has_border)
{
  lxw_format *format = workbook_add_format (book);

  format_set_font_name (format, FONT);
  format_set_font_size (format, size);
  format_set_align (format, align);
  format_set_align (format, LXW_ALIGN_VERTICAL_CENTER);
  if (is_bold)
    format_set_bold (format);
  if (has_border)
    {
      format_set_border (format, LXW_BORDER_THIN);
      format_set_text_wrap (format);
    }
  return format;
}

static void
make_formats (Formats *self)
{
  self->title = new_format (self->book, 14, TRUE, LXW_ALIGN_CENTER, FALSE);
  self->unit = new_format (self->book, 10, FALSE, LXW_ALIGN_RIGHT, FALSE);
  self->head = new_format (self->book, 10, TRUE, LXW_ALIGN_CENTER, TRUE);
  self->text = new_format (self->book, 10, FALSE, LXW_ALIGN_CENTER, TRUE);
  self->words = new_format (self->book, 10, FALSE, LXW_ALIGN_LEFT, TRUE);
  self->foot = new_format (self->book, 8, FALSE, LXW_ALIGN_LEFT, FALSE);
  for (guint d = 0; d <= MAX_DECIMALS; d++)
    {
      char format[12] = "0.000000", in_brackets[16];

      format[d ? 2 + d : 1] = '\0';
      self->number[d] = new_format (self->book, 10, FALSE, LXW_ALIGN_RIGHT, TRUE);
      format_set_num_format (self->number[d], format);
      g_snprintf (in_brackets, sizeof in_brackets, "(%s)", format);
      self->bracket[d] = new_format (self->book, 10, FALSE, LXW_ALIGN_LEFT, TRUE);
      format_set_num_format (self->bracket[d], in_brackets);
    }
}

static gboolean
is_head (const SxGrid *grid, guint row)
{
  return row < grid->n_head || (grid->second && row >= grid->second && row < grid->second + grid->n_head);
}

/* Of a cell that is no number. */
static lxw_format *
text_format (const Formats *formats, const SxGrid *grid, guint row, guint column)
{
  if (is_head (grid, row))
    return formats->head;
  return grid->words >> column & 1 ? formats->words : formats->text;
}

static void
write_cell (const Formats *formats, lxw_worksheet *sheet, const SxGrid *grid, guint row, guint column)
{
  const SxCell *cell = sx_grid_cell (grid, row, column);
  lxw_row_t r = row + SX_GRID_TOP;
  lxw_col_t c = (lxw_col_t)column;

  if (cell->kind == SX_CELL_NUMBER)
    {
      lxw_format *const *all = cell->in_brackets ? formats->bracket : formats->number;
      lxw_format *format = all[CLAMP (cell->decimals, 0, MAX_DECIMALS)];

      if (cell->formula)
        worksheet_write_formula_num (sheet, r, c, cell->formula, format, cell->number);
      else
        worksheet_write_number (sheet, r, c, cell->number, format);
    }
  else if (cell->kind == SX_CELL_TEXT)
    worksheet_write_string (sheet, r, c, cell->text, text_format (formats, grid, row, column));
  else if (sx_grid_is_used (grid, row, column))
    worksheet_write_blank (sheet, r, c, text_format (formats, grid, row, column));
}

static void
merge_cells (const Formats *formats, lxw_worksheet *sheet, const SxGrid *grid)
{
  for (guint i = 0; i < grid->merges->len; i++)
    {
      const SxMerge *m = &g_array_index (grid->merges, SxMerge, i);
      const SxCell *cell = sx_grid_cell (grid, m->row, m->column);
      gboolean is_remark = m->column == 0 && m->last_column + 1 == grid->n_columns;

      worksheet_merge_range (sheet, m->row + SX_GRID_TOP, (lxw_col_t)m->column, m->last_row + SX_GRID_TOP,
                             (lxw_col_t)m->last_column, cell->text ? cell->text : "",
                             is_remark ? formats->words : text_format (formats, grid, m->row, m->column));
    }
}

/* Lines that a text takes in so many characters of width; a Chinese one takes two. */
static guint
count_lines (const char *text, double width)
{
  double used = 0;
  guint lines = 1;

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      double own = g_unichar_iswide (c) ? 2 : 1;

      if (c == '\n' || used + own > width)
        {
          lines++;
          used = 0;
        }
      used += c == '\n' ? 0 : own;
    }
  return lines;
}

/* A merged cell has the width of all its columns; one merged over rows has room enough. */
static double
width_of (const SxGrid *grid, guint row, guint column)
{
  double width = grid->widths[column];

  for (guint i = 0; i < grid->merges->len; i++)
    {
      const SxMerge *m = &g_array_index (grid->merges, SxMerge, i);

      if (m->row != row || m->column != column)
        continue;
      if (m->last_row > m->row)
        return INFINITY;
      for (guint c = column + 1; c <= m->last_column; c++)
        width += grid->widths[c];
    }
  return width;
}

/* Programs fit rows to their text by themselves only until a cell of theirs is merged, or not at all. */
static double
row_height (const SxGrid *grid, guint row)
{
  guint lines = 1;

  for (guint c = 0; c < grid->n_columns; c++)
    {
      const SxCell *cell = sx_grid_cell (grid, row, c);

      if (cell->kind == SX_CELL_TEXT)
        lines = MAX (lines, count_lines (cell->text, MAX (width_of (grid, row, c) * TYPE_PER_WIDTH - 1, 2)));
    }
  return MIN (lines * LINE_HEIGHT + ROW_MARGIN, HIGHEST_ROW);
}

static void
set_page (lxw_worksheet *sheet, gboolean is_upright, gboolean is_list)
{
  if (!is_upright)
    worksheet_set_landscape (sheet);
  worksheet_set_paper (sheet, A4);
  worksheet_set_margins (sheet, MARGIN_INCH, MARGIN_INCH, MARGIN_INCH, 1.4 * MARGIN_INCH);
  worksheet_center_horizontally (sheet);
  worksheet_set_footer (sheet, "&C&9&A　第 &P 页，共 &N 页");
  worksheet_fit_to_pages (sheet, 1, is_list ? 0 : 1);
}

static void
write_grid (const Formats *formats, const SxGrid *grid, const char *foot)
{
  lxw_worksheet *sheet = workbook_add_worksheet (formats->book, grid->name);
  lxw_col_t last = (lxw_col_t)(grid->n_columns - 1);

  for (guint c = 0; c < grid->n_columns; c++)
    worksheet_set_column (sheet, (lxw_col_t)c, (lxw_col_t)c, grid->widths[c], NULL);
  worksheet_merge_range (sheet, 0, 0, 0, last, grid->title, formats->title);
  worksheet_merge_range (sheet, 1, 0, 1, last, grid->unit, formats->unit);
  worksheet_set_row (sheet, 0, 2 * LINE_HEIGHT, NULL);
  for (guint r = 0; r < grid->n_rows; r++)
    {
      worksheet_set_row (sheet, r + SX_GRID_TOP, row_height (grid, r), NULL);
      for (guint c = 0; c < grid->n_columns; c++)
        write_cell (formats, sheet, grid, r, c);
    }
  merge_cells (formats, sheet, grid);
  worksheet_write_string (sheet, grid->n_rows + SX_GRID_TOP, 0, foot, formats->foot);
  worksheet_freeze_panes (sheet, grid->n_head + SX_GRID_TOP, 0);
  if (!grid->second)
    worksheet_repeat_rows (sheet, 0, grid->n_head + SX_GRID_TOP - 1);
  set_page (sheet, grid->is_upright, grid->is_list);
}

/* A remark, on as many lines as it takes. */
static void
write_remark (lxw_worksheet *sheet, lxw_row_t row, const char *of, const char *remark, lxw_format *format)
{
  guint lines = count_lines (remark, ABOUT_WORDS * TYPE_PER_WIDTH - 1);

  worksheet_set_row (sheet, row, MIN (lines * LINE_HEIGHT + ROW_MARGIN, HIGHEST_ROW), NULL);
  worksheet_write_string (sheet, row, 0, of, format);
  worksheet_write_string (sheet, row, 1, remark, format);
}

static void
write_about (const Formats *formats, const GPtrArray *grids, const char *const *about)
{
  lxw_worksheet *sheet = workbook_add_worksheet (formats->book, "说明");
  lxw_row_t row = SX_GRID_TOP;

  worksheet_set_column (sheet, 0, 0, ABOUT_NAME, NULL);
  worksheet_set_column (sheet, 1, 1, ABOUT_WORDS, NULL);
  worksheet_merge_range (sheet, 0, 0, 0, 1, "说明", formats->title);
  worksheet_set_row (sheet, 0, 2 * LINE_HEIGHT, NULL);
  worksheet_write_string (sheet, 1, 0, "附表", formats->head);
  worksheet_write_string (sheet, 1, 1, "内容", formats->head);
  for (guint i = 0; about[i]; i++)
    write_remark (sheet, row++, "", about[i], formats->words);
  for (guint i = 0; i < grids->len; i++)
    {
      const SxGrid *grid = grids->pdata[i];

      for (guint n = 0; n < grid->notes->len; n++)
        write_remark (sheet, row++, grid->name, grid->notes->pdata[n], formats->words);
    }
  worksheet_repeat_rows (sheet, 0, SX_GRID_TOP - 1);
  set_page (sheet, FALSE, TRUE);
}

gboolean
sx_workbook_write (const char *path, const GPtrArray *grids, const char *const *about, const char *foot,
                   GError **error)
{
  Formats formats = { .book = workbook_new (path) };
  lxw_error status;

  if (!formats.book)
    {
      g_set_error_literal (error, SX_ERROR, SX_ERROR_UNWRITABLE, _ ("the workbook cannot be made"));
      return FALSE;
    }
  make_formats (&formats);
  for (guint i = 0; i < grids->len; i++)
    write_grid (&formats, grids->pdata[i], foot);
  write_about (&formats, grids, about);
  status = workbook_close (formats.book);
  if (status == LXW_NO_ERROR)
    return TRUE;
  g_set_error_literal (error, SX_ERROR, SX_ERROR_UNWRITABLE, lxw_strerror (status));
  return FALSE;
}
