/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A draft as somebody wrote it, read for its words and figures: paragraphs and tables in order, nothing of
 * its looks. Full-width digits and letters are made the usual ones. Immutable once made. */
#pragma once

#include <gio/gio.h>

typedef struct
{
  guint n_rows, n_columns;
  GPtrArray *cells; /* GRefString *, by rows; what a merged cell says stands in all that it covers, unless it
                       is long; "" where empty */
  GArray *is_first; /* guint8: the cell is there, or begins there */
} SxManuscriptTable;

/* A paragraph, or a table. */
typedef struct
{
  guint number; /* from 1: of paragraphs, or of tables */
  char *text;   /* NULL: a table */
  SxManuscriptTable *table;
} SxManuscriptBlock;

typedef struct
{
  GPtrArray *blocks; /* SxManuscriptBlock * */
  guint n_paragraphs, n_tables;
} SxManuscript;

/* .odt, .docx, else text in UTF-8, UTF-16 with its mark, or GB18030. Errors: NOT_FOUND, UNREADABLE, FORMAT,
 * LIMIT; G_IO_ERROR_CANCELLED. Any thread. */
SxManuscript *sx_manuscript_read (const char *file, GCancellable *cancellable, GError **error);
/* The same from a file's bytes; name is what messages call it. */
SxManuscript *sx_manuscript_parse (GBytes *bytes, const char *name, GCancellable *cancellable,
                                   GError **error);
/* Text that was pasted; lines with tabs in them are rows of a table. */
SxManuscript *sx_manuscript_new (const char *text);
void sx_manuscript_free (SxManuscript *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxManuscript, sx_manuscript_free)

const char *sx_manuscript_table_cell (const SxManuscriptTable *self, guint row, guint column);

/* ---- for its readers */

void sx_manuscript_add_paragraph (SxManuscript *self, const char *text);
/* Takes the table; one without cells is dropped. */
void sx_manuscript_add_table (SxManuscript *self, SxManuscriptTable *table);
SxManuscriptTable *sx_manuscript_table_new (void);
void sx_manuscript_table_free (SxManuscriptTable *self);
/* Sets a cell and those it covers; beyond a sensible size: nothing. */
void sx_manuscript_table_set (SxManuscriptTable *self, guint row, guint column, guint rows, guint columns,
                              const char *text);
/* Sets a cell that goes on with the one above it. */
void sx_manuscript_table_go_on (SxManuscriptTable *self, guint row, guint column, guint columns);
/* Whether something stands there, or is covered. */
gboolean sx_manuscript_table_is_taken (const SxManuscriptTable *self, guint row, guint column);
