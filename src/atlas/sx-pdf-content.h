/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outlines and their inks as the operators of a PDF page, packed as they are written. Coordinates are whole
 * numbers: SX_PDF_GRID of them are a point, y down. One thread. */
#pragma once

#include <gio/gio.h>

#include "atlas/sx-atlas-theme.h"

#define SX_PDF_GRID 16 /* a fiftieth of a millimetre: short in a file */

typedef struct _SxPdfContent SxPdfContent;

SxPdfContent *sx_pdf_content_new (void);
void sx_pdf_content_free (SxPdfContent *self);

/* What the outlines that follow look like; width and dash: of the line, points; dash 0: none. */
void sx_pdf_content_set_fill (SxPdfContent *self, SxInk ink);
void sx_pdf_content_set_line (SxPdfContent *self, SxInk ink, double width, const double dash[2]);

void sx_pdf_content_move (SxPdfContent *self, double x, double y); /* points, rounded */
void sx_pdf_content_line (SxPdfContent *self, double x, double y);
void sx_pdf_content_close (SxPdfContent *self);
/* Fills by the winding rule, and draws, what was outlined. */
void sx_pdf_content_paint (SxPdfContent *self, gboolean is_filled, gboolean has_line);

/* The whole, in zlib's format. */
GBytes *sx_pdf_content_finish (SxPdfContent *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxPdfContent, sx_pdf_content_free)
