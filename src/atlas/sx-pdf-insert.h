/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Content that stands in several PDF files, packed once. cairo would write its numbers and pack them again
 * for each; what it takes as it is are images that somebody else packed. So content is given to it as such an
 * image, and called what it is, a form, when the file is complete: nothing else of the file changes, not even
 * a length. */
#pragma once

#include <cairo.h>
#include <glib.h>

typedef struct _SxPdfInsert SxPdfInsert;

/* The page is of so many points. */
SxPdfInsert *sx_pdf_insert_new (double width, double height);
void sx_pdf_insert_free (SxPdfInsert *self);

/* Paints what sx_pdf_content_finish() gave, over the whole page within the clip, where the context is that of
 * a PDF without a transformation. */
void sx_pdf_insert_paint (SxPdfInsert *self, cairo_t *cr, GBytes *content);
/* Makes forms of what was painted. FALSE: cairo wrote it otherwise than is known here, and the file is of no
 * use. */
gboolean sx_pdf_insert_finish (const SxPdfInsert *self, GByteArray *pdf);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxPdfInsert, sx_pdf_insert_free)
