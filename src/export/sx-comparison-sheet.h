/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets of a comparison, written row by row. Private to sx-comparison-workbook.c and its kin. */
#pragma once

#include <glib.h>
#include <xlsxwriter.h>

#include "evaluate/sx-result.h"

#define SX_SHEET_MAX_DECIMALS 6
#define SX_SHEET_TITLE_ROWS 2 /* the sheet's title, and which scheme is which */

/* How a cell looks: a text or a number of so many decimals, in a row that differs or not, the better of two
 * or not. */
typedef enum
{
  SX_LOOK_TEXT = SX_SHEET_MAX_DECIMALS + 1,
  SX_N_LOOKS,
} SxSheetLook;

typedef struct
{
  lxw_workbook *book; /* owned by who closes it */
  lxw_format *title, *note, *head;
  lxw_format *looks[SX_N_LOOKS][2][2]; /* by look, differs, best */
} SxSheetBook;

typedef struct
{
  const SxSheetBook *book;
  lxw_worksheet *sheet;
  lxw_row_t row;
  lxw_col_t column;
  gboolean differs; /* the row that is being written */
} SxSheetRows;

void sx_sheet_book_make_formats (SxSheetBook *self);
/* With its title, and below it which scheme is which; the row below these is the heading, and stays in sight.
 */
SxSheetRows sx_sheet_begin (const SxSheetBook *book, const char *name, const char *title, const char *which);
void sx_sheet_set_widths (SxSheetRows *self, const double *widths, guint n);
void sx_sheet_put_head (SxSheetRows *self, const char *const *heads); /* NULL-terminated; ends the row */
void sx_sheet_put_with (SxSheetRows *self, const char *text, lxw_format *format);
void sx_sheet_put_text (SxSheetRows *self, const char *text); /* NULL: an empty cell */
void sx_sheet_put_number (SxSheetRows *self, double number, int decimals, gboolean is_best); /* NAN: empty */
void sx_sheet_put_verdict (SxSheetRows *self, SxVerdict verdict);
void sx_sheet_end_row (SxSheetRows *self);
void sx_sheet_filter (SxSheetRows *self, guint n_columns); /* buttons in the heading, over all rows so far */
