/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The widths that all rows of the panel share, so that numbers stand under each other. They only grow: a
 * preview that goes from 9.99 to 10.00 and back does not shake the panel. */
#pragma once

#include "sx-app-types.h"

typedef enum
{
  SX_COLUMN_BEFORE,
  SX_COLUMN_AFTER,
  SX_COLUMN_CHANGE,
  SX_COLUMN_UNIT,
  SX_COLUMN_VERDICT,
  SX_COLUMN_TITLE, /* natural; the title may be cut */
  SX_N_COLUMNS,
} SxIndicatorColumn;

#define SX_TYPE_INDICATOR_COLUMNS (sx_indicator_columns_get_type ())
G_DECLARE_FINAL_TYPE (SxIndicatorColumns, sx_indicator_columns, SX, INDICATOR_COLUMNS, GObject)

struct _SxIndicatorColumns
{
  GObject parent_instance;
  int width[SX_N_COLUMNS]; /* read by the cells */

  /*< private >*/
  GPtrArray *cells; /* GtkWidget *, borrowed: they leave before they go */
  guint resize_idle;
};

SxIndicatorColumns *sx_indicator_columns_new (void);
/* Cells to be laid out anew when a column grows; they have to be removed before they go. */
void sx_indicator_columns_add (SxIndicatorColumns *self, GtkWidget *cells);
void sx_indicator_columns_remove (SxIndicatorColumns *self, GtkWidget *cells);
/* Cells need so much room; all are laid out anew where it is more than before. Called while measuring. */
void sx_indicator_columns_need (SxIndicatorColumns *self, SxIndicatorColumn column, int width);
