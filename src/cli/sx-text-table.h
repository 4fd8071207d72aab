/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns that line up in a terminal, Chinese characters counting two cells. */
#pragma once

#include <glib.h>

typedef struct _SxTextTable SxTextTable;

/* align: one letter a column, 'l' or 'r'. */
SxTextTable *sx_text_table_new (const char *align);
void sx_text_table_free (SxTextTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxTextTable, sx_text_table_free)

/* One cell a column; NULL: empty. Copied, with control characters taken out. */
void sx_text_table_add_row (SxTextTable *self, const char *const *cells);
/* A line of its own, across all columns. */
void sx_text_table_add_line (SxTextTable *self, const char *text);
void sx_text_table_append_to (const SxTextTable *self, GString *out);

/* Cells that the text takes in a terminal. */
guint sx_text_width (const char *text);
/* The text as UTF-8 without control characters: what a file names its things must not steer the terminal.
 * Owned by the caller. */
char *sx_text_clean (const char *text);
/* Rounded to that many decimals, halves away from zero, whatever the locale; "–" for NAN. Owned by the
 * caller. */
char *sx_text_number (double number, int decimals);
/* The same with its sign: "+0.00" says that it is not zero but rounds to it. Owned by the caller. */
char *sx_text_change (double number, int decimals);
