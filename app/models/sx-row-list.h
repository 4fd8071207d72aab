/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of rows that is set as a whole and tells only what differs, so that a view keeps its place, its
 * focus and the widgets of all rows that stay. */
#pragma once

#include "sx-app-types.h"

#define SX_TYPE_ROW_LIST (sx_row_list_get_type ())
G_DECLARE_DERIVABLE_TYPE (SxRowList, sx_row_list, SX, ROW_LIST, GObject)

struct _SxRowListClass
{
  GObjectClass parent_class;
};

SxRowList *sx_row_list_new (void);
/* Takes references on the rows, which are GObjects, in place of those that were. */
void sx_row_list_set_rows (SxRowList *self, GPtrArray *rows);
guint sx_row_list_get_n_rows (SxRowList *self);
gpointer sx_row_list_get_row (SxRowList *self, guint position); /* borrowed */
