/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 附表6 or 附表7 as a group of the panel's list: folded until somebody wants it, and then as live as the
 * indicators. Rows that the plan has nothing of are not there. */
#pragma once

#include "sx-app-types.h"

#include "evaluate/sx-result.h"

#define SX_TYPE_BALANCE_LIST (sx_balance_list_get_type ())
G_DECLARE_FINAL_TYPE (SxBalanceList, sx_balance_list, SX, BALANCE_LIST, GObject)

/* Appends its rows to the list. */
SxBalanceList *sx_balance_list_new (GtkListBox *list, SxBalanceKind kind);
/* Takes its rows out of the list. */
void sx_balance_list_close (SxBalanceList *self);
/* is_wanted: the panel shows more than what is open. */
void sx_balance_list_show (SxBalanceList *self, SxResult *result, gboolean is_preview, gboolean is_wanted);
/* Whether the row is its heading. */
gboolean sx_balance_list_has_heading (SxBalanceList *self, gpointer row);
gboolean sx_balance_list_is_folded (SxBalanceList *self);
void sx_balance_list_set_folded (SxBalanceList *self, gboolean is_folded);
