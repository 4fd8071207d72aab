/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables that people make with a spreadsheet program, as rows of text: .csv (UTF-8, UTF-16, GB18030), .xlsx
 * and .ods, through GDAL's drivers. What is in such a file is anybody's: it is bounded before it is read. */
#pragma once

#include <gio/gio.h>

#define SX_SHEET_MAX_COLUMNS 64
#define SX_SHEET_MAX_ROWS 20000

typedef struct
{
  char *name;      /* of the sheet; "" in a text file */
  GPtrArray *rows; /* char **, NULL-terminated: the cells, "" for empty ones; row i of the file is rows[i] */
} SxSheet;

/* SxSheet *, in the file's order. Any thread. Errors: NOT_FOUND, UNREADABLE, FORMAT, LIMIT, CANCELLED. */
GPtrArray *sx_sheets_read (const char *file, GCancellable *cancellable, GError **error);
