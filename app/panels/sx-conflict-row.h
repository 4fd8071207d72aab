/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the panel: one conflict. */
#pragma once

#include "models/sx-conflict-item.h"

#define SX_TYPE_CONFLICT_ROW (sx_conflict_row_get_type ())
G_DECLARE_FINAL_TYPE (SxConflictRow, sx_conflict_row, SX, CONFLICT_ROW, GtkListBoxRow)

GtkWidget *sx_conflict_row_new (SxConflictItem *item);
/* Another conflict from now on. */
void sx_conflict_row_set_item (SxConflictRow *self, SxConflictItem *item);
SxConflictItem *sx_conflict_row_get_item (SxConflictRow *self); /* borrowed */
