/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of a comparison: what is compared in rows, the two schemes in columns.
 *
 * Signals: "selected" (the user or the window chose another row), "activated" (the row that is selected),
 * "menu" (double x, double y: of the table; a context menu is asked for, for the row that is selected). */
#pragma once

#include "models/sx-compare-row.h"

typedef enum
{
  SX_COMPARE_INDICATORS,
  SX_COMPARE_LEDGERS,
  SX_COMPARE_CONFLICTS,
  SX_COMPARE_ITEMS,
  SX_COMPARE_OVERVIEW,
  SX_COMPARE_N_TABLES,
} SxCompareTableKind;

#define SX_TYPE_COMPARE_TABLE (sx_compare_table_get_type ())
G_DECLARE_FINAL_TYPE (SxCompareTable, sx_compare_table, SX, COMPARE_TABLE, GtkWidget)

/* Once, before all else. */
void sx_compare_table_set_kind (SxCompareTable *self, SxCompareTableKind kind);
/* Takes the rows; those with a key that was there before stay the same rows. */
void sx_compare_table_take_rows (SxCompareTable *self, SxCompareRows rows);
/* Without rows that are the same on both sides, and headings of none. */
void sx_compare_table_set_only_differing (SxCompareTable *self, gboolean only_differing);
guint sx_compare_table_get_n_shown (SxCompareTable *self);
SxCompareRow *sx_compare_table_get_row (SxCompareTable *self, guint position); /* borrowed */

SxCompareRow *sx_compare_table_get_selected (SxCompareTable *self); /* borrowed; NULL: none */
/* What has that id on that side (sx_compare_row_dup_id(); NULL: nothing). FALSE: it is not shown, and nothing
 * is selected now. */
gboolean sx_compare_table_select (SxCompareTable *self, guint side, const char *id);
/* The columns of a table of all schemes. */
void sx_compare_table_set_schemes (SxCompareTable *self, const char *const *names);
