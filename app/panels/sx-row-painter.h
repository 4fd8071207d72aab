/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces of a list's row that paints itself instead of having a widget for each text and picture: hundreds of
 * rows are then hundreds of CSS nodes and not thousands, all of which GTK 4.8 looks through whenever one row
 * comes or goes.
 *
 * Looks are the style sheet's: each piece has a style class, which it has in addition to those of the row's
 * widget. Of a class counts what a painter can ask for: colour, background, border's radius, padding. */
#pragma once

#include <gtk/gtk.h>

typedef enum
{
  SX_ROW_FONT_BODY,
  SX_ROW_FONT_NUMBER, /* digits of one width */
  SX_ROW_FONT_CAPTION,
  SX_ROW_FONT_CAPTION_HEADING,
  SX_ROW_FONT_BADGE,
} SxRowFont;

/* A text in the widget's font; ellipsized where a width is set. Owned by the caller. */
PangoLayout *sx_row_text (GtkWidget *widget, SxRowFont font, const char *text);
int sx_row_text_width (PangoLayout *layout);
/* Of a line in any script that planners write. */
int sx_row_line_height (GtkWidget *widget, SxRowFont font);
/* At most so wide from now on; what is too long is left out at its end, or in its middle, where a name often
 * ends with a number that tells it from others. */
void sx_row_text_limit (PangoLayout *layout, int width);
void sx_row_text_limit_middle (PangoLayout *layout, int width);

/* Where x is in a row that is read from the right, too: width is of the piece. */
int sx_row_place (GtkWidget *widget, int x, int width);
/* The top of what is so high and stands in the middle of the row. */
int sx_row_middle (GtkWidget *widget, int height);

/* In snapshot(); css_class NULL: as the row. */
void sx_row_paint_text (GtkWidget *widget, GtkSnapshot *snapshot, const char *css_class, PangoLayout *layout,
                        int x, int y);
void sx_row_paint_icon (GtkWidget *widget, GtkSnapshot *snapshot, const char *css_class, const char *icon,
                        int size, int x, int y);

typedef struct
{
  const char *css_class; /* besides sx-badge */
  const char *icon;      /* NULL: none */
  const char *word;
} SxRowBadge;

/* Paints it from x on, in the middle of the row; gives its width. snapshot NULL: only the width. */
int sx_row_paint_badge (GtkWidget *widget, GtkSnapshot *snapshot, const SxRowBadge *badge, int x);
