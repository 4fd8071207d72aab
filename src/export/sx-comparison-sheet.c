/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-comparison-sheet.h"

#include <math.h>

#include "base/sx-text.h"
#include "evaluate/sx-result-words.h"

#define DIFFERS_FILL 0xFFF4CE
#define HEAD_FILL 0xE8E8E8

/* ---- formats */

static lxw_format *
new_format (lxw_workbook *book)
{
  lxw_format *format = workbook_add_format (book);

  format_set_font_size (format, 10);
  format_set_align (format, LXW_ALIGN_VERTICAL_CENTER);
  return format;
}

static lxw_format *
new_look (lxw_workbook *book, guint look, gboolean differs, gboolean is_best)
{
  lxw_format *format = new_format (book);
  char decimals[12] = "0.000000";

  format_set_border (format, LXW_BORDER_THIN);
  if (look == SX_LOOK_TEXT)
    format_set_text_wrap (format);
  else
    {
      decimals[look ? 2 + look : 1] = '\0';
      format_set_num_format (format, decimals);
    }
  if (differs)
    format_set_bg_color (format, DIFFERS_FILL);
  if (is_best)
    format_set_bold (format);
  return format;
}

void
sx_sheet_book_make_formats (SxSheetBook *self)
{
  self->title = new_format (self->book);
  format_set_font_size (self->title, 14);
  format_set_bold (self->title);
  self->note = new_format (self->book);
  self->head = new_format (self->book);
  format_set_bold (self->head);
  format_set_border (self->head, LXW_BORDER_THIN);
  format_set_bg_color (self->head, HEAD_FILL);
  format_set_text_wrap (self->head);
  format_set_align (self->head, LXW_ALIGN_CENTER);
  for (guint look = 0; look < SX_N_LOOKS; look++)
    for (guint i = 0; i < 4; i++)
      self->looks[look][i / 2][i % 2] = new_look (self->book, look, i / 2, i % 2);
}

/* ---- cells */

void
sx_sheet_end_row (SxSheetRows *self)
{
  self->row++;
  self->column = 0;
  self->differs = FALSE;
}

void
sx_sheet_put_with (SxSheetRows *self, const char *text, lxw_format *format)
{
  g_autofree char *clean = sx_text_clean (text ? text : "");

  worksheet_write_string (self->sheet, self->row, self->column++, clean, format);
}

void
sx_sheet_put_text (SxSheetRows *self, const char *text)
{
  sx_sheet_put_with (self, text, self->book->looks[SX_LOOK_TEXT][self->differs][0]);
}

/* NAN: the cell stays empty. */
void
sx_sheet_put_number (SxSheetRows *self, double number, int decimals, gboolean is_best)
{
  lxw_format *format = self->book->looks[CLAMP (decimals, 0, SX_SHEET_MAX_DECIMALS)][self->differs][is_best];

  if (isnan (number))
    worksheet_write_blank (self->sheet, self->row, self->column, format);
  else
    worksheet_write_number (self->sheet, self->row, self->column, number, format);
  self->column++;
}

void
sx_sheet_put_head (SxSheetRows *self, const char *const *heads)
{
  for (guint i = 0; heads[i]; i++)
    sx_sheet_put_with (self, heads[i], self->book->head);
  sx_sheet_end_row (self);
}

SxSheetRows
sx_sheet_begin (const SxSheetBook *book, const char *name, const char *title, const char *which)
{
  SxSheetRows self = { book, workbook_add_worksheet (book->book, name), 0, 0, FALSE };

  sx_sheet_put_with (&self, title, book->title);
  sx_sheet_end_row (&self);
  sx_sheet_put_with (&self, which, book->note);
  sx_sheet_end_row (&self);
  worksheet_set_landscape (self.sheet);
  worksheet_set_paper (self.sheet, 9); /* A4 */
  worksheet_fit_to_pages (self.sheet, 1, 0);
  worksheet_freeze_panes (self.sheet, SX_SHEET_TITLE_ROWS + 1, 0);
  return self;
}

void
sx_sheet_set_widths (SxSheetRows *self, const double *widths, guint n)
{
  for (guint i = 0; i < n; i++)
    worksheet_set_column (self->sheet, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
}

void
sx_sheet_put_verdict (SxSheetRows *self, SxVerdict verdict)
{
  g_autofree char *text
      = g_strdup_printf ("%s %s", sx_words_verdict_symbol (verdict), sx_words_verdict (verdict));

  sx_sheet_put_text (self, text);
}

void
sx_sheet_filter (SxSheetRows *self, guint n_columns)
{
  worksheet_autofilter (self->sheet, SX_SHEET_TITLE_ROWS, 0, MAX (self->row, SX_SHEET_TITLE_ROWS + 1) - 1,
                        (lxw_col_t)(n_columns - 1));
}
