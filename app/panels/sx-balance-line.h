/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of 附表6 or 附表7 in the panel: name and share, before → after, change. */
#pragma once

#include "sx-app-types.h"

#include "export/sx-balance-figures.h"

#define SX_TYPE_BALANCE_LINE (sx_balance_line_get_type ())
G_DECLARE_FINAL_TYPE (SxBalanceLine, sx_balance_line, SX, BALANCE_LINE, GtkListBoxRow)

/* width: characters that the longest number has. */
GtkWidget *sx_balance_line_new (const SxBalanceRow *row, int width);
/* Only what differs is set. */
void sx_balance_line_show (SxBalanceLine *self, const SxBalanceFigures *before, const SxBalanceFigures *after,
                           guint at, gboolean is_preview);
