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
