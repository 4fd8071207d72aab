/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text in OpenDocument format: headings, paragraphs, tables and a table of contents, in the styles of
 * resources/report/styles.xml. All texts are data: what XML cannot hold is taken out. One thread. */
#pragma once

#include <gio/gio.h>

#include "export/sx-grid.h"

typedef struct _SxOdt SxOdt;

typedef struct
{
  const char *title;       /* of the document; stands in the header too */
  const char *fingerprint; /* stands in the footer */
  const char *date;        /* "2026-06-30" */
  const char *program;     /* "Sanxian 0.1" */
} SxOdtAbout;

/* Copies what about says. Errors: INTERNAL where the styles cannot be read. */
SxOdt *sx_odt_new (const SxOdtAbout *about, GError **error);
void sx_odt_free (SxOdt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxOdt, sx_odt_free)

/* level: 1 … 4. What is written next stands below it. */
void sx_odt_heading (SxOdt *self, guint level, const char *text);
/* A heading of the first level that begins a page of that master page ("Standard", "Landscape"). */
void sx_odt_part (SxOdt *self, const char *master, const char *text);
/* The table of contents stands here; it is filled in when all headings are there. */
void sx_odt_contents (SxOdt *self, const char *title);

/* A paragraph whole, in that style. */
void sx_odt_paragraph (SxOdt *self, const char *style, const char *text);
/* A paragraph in parts. */
void sx_odt_begin (SxOdt *self, const char *style);
void sx_odt_text (SxOdt *self, const char *text);
void sx_odt_line_break (SxOdt *self);
void sx_odt_strong (SxOdt *self, const char *text);
/* What a person has to write: what about it, in a colour that stands out, with a comment that a text program
 * goes through one by one. A placeholder field would not be printed. */
void sx_odt_placeholder (SxOdt *self, const char *what);
void sx_odt_end (SxOdt *self);

/* Rows of a statutory table as a table, the first n_head of them repeated on each page; width_cm: of all.
 * name: unique in the document. */
void sx_odt_grid (SxOdt *self, const char *name, const SxGrid *grid, guint first, guint end, double width_cm);

/* The whole as the bytes of a file. Errors: INTERNAL. */
GBytes *sx_odt_to_bytes (SxOdt *self, GError **error);
