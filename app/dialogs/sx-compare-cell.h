/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One cell of a comparison's table: a text of its row, with the icon of a verdict and the star of the better
 * value. */
#pragma once

#include "models/sx-compare-row.h"

#define SX_TYPE_COMPARE_CELL (sx_compare_cell_get_type ())
G_DECLARE_FINAL_TYPE (SxCompareCell, sx_compare_cell, SX, COMPARE_CELL, GtkWidget)

GtkWidget *sx_compare_cell_new (SxCompareText text, gboolean is_number);
/* The one of all schemes that the column tells of, in rows that tell of all. */
GtkWidget *sx_compare_cell_new_value (guint scheme);
/* Takes a reference; NULL: nothing. */
void sx_compare_cell_set_row (SxCompareCell *self, SxCompareRow *row);
SxCompareRow *sx_compare_cell_get_row (SxCompareCell *self); /* borrowed */
SxCompareText sx_compare_cell_get_text (SxCompareCell *self);
