/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text on a page, through Pango, the same in every kind of file. One thread. */
#pragma once

#include <pango/pangocairo.h>

#include "atlas/sx-atlas-theme.h"
#include "geometry/sx-point.h"

typedef enum
{
  SX_FACE_TEXT,
  SX_FACE_TEXT_BOLD,
  SX_FACE_TITLE, /* with serifs, bold */
  SX_N_FACES,
} SxFace;

typedef struct
{
  cairo_t *cr;
  PangoContext *context;
  PangoFontDescription *faces[SX_N_FACES];
} SxPageText;

typedef enum
{
  SX_ALIGN_START,
  SX_ALIGN_MIDDLE,
  SX_ALIGN_END,
} SxAlign;

void sx_page_text_init (SxPageText *self, cairo_t *cr, const SxAtlasTheme *theme);
void sx_page_text_clear (SxPageText *self);
/* One paragraph, size in points; width: wrapped or, where lines is not 0, cut with an ellipsis after so many;
 * 0: one line as wide as it is. */
PangoLayout *sx_page_text_layout (SxPageText *self, SxFace face, double size, const char *text, double width,
                                  guint lines);
void sx_page_text_size (PangoLayout *layout, double *w, double *h);
/* Upper left corner at x, y. halo: of that width around the letters; a 0: none. */
void sx_page_text_show (SxPageText *self, PangoLayout *layout, double x, double y, SxInk ink, SxInk halo,
                        double halo_width);
/* One line with its middle at height y; gives its width. */
double sx_page_text_line (SxPageText *self, SxFace face, double size, const char *text, double x, double y,
                          SxAlign align, SxInk ink);
void sx_page_set_ink (cairo_t *cr, SxInk ink);
