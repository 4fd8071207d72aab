/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a closed row of the panel shows: verdict, name, before → after, change, unit. One line where the panel
 * is wide enough for all, else two; numbers are never cut. */
#pragma once

#include "models/sx-indicator-item.h"
#include "panels/sx-indicator-columns.h"

#define SX_TYPE_INDICATOR_CELLS (sx_indicator_cells_get_type ())
G_DECLARE_FINAL_TYPE (SxIndicatorCells, sx_indicator_cells, SX, INDICATOR_CELLS, GtkWidget)

/* Takes references; once. */
void sx_indicator_cells_set_columns (SxIndicatorCells *self, SxIndicatorColumns *columns);
/* Shows those parts (SxIndicatorPart) of the item. */
void sx_indicator_cells_show (SxIndicatorCells *self, SxIndicatorItem *item, guint parts);
