/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the list of what the scheme holds. */
#pragma once

#include "models/sx-scheme-row.h"
#include "sx-session.h"

#define SX_TYPE_ADJUSTMENT_ROW (sx_adjustment_row_get_type ())
G_DECLARE_FINAL_TYPE (SxAdjustmentRow, sx_adjustment_row, SX, ADJUSTMENT_ROW, GtkWidget)

/* Signal "fold-clicked" (uint group): the arrow of a heading. */
GtkWidget *sx_adjustment_row_new (void);
/* row NULL: shows nothing; rules as long as the row is there. Keeps a reference on both. */
void sx_adjustment_row_set_row (SxAdjustmentRow *self, SxSchemeRow *row, SxRuleProfile *rules);
