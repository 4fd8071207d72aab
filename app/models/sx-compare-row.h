/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of a comparison's tables, as texts. A row is updated in place by its key, so that a view keeps its
 * place and its widgets. Lists of rows come from sx_compare_rows_…().
 *
 * Signal: "changed". */
#pragma once

#include "sx-app-types.h"

#include "export/sx-comparison.h"

typedef enum
{
  SX_COMPARE_TITLE,  /* the indicator, the item, what kind of plot */
  SX_COMPARE_UNIT,   /* of plots: same, drawn otherwise … */
  SX_COMPARE_BEFORE, /* without any scheme */
  SX_COMPARE_FIRST,  /* the value; of plots the area */
  SX_COMPARE_SECOND,
  SX_COMPARE_DIFFERENCE, /* second less first */
  SX_COMPARE_FIRST_NOTE, /* the verdict; of plots the name and situation */
  SX_COMPARE_SECOND_NOTE,
  SX_COMPARE_N_TEXTS,
} SxCompareText;

#define SX_TYPE_COMPARE_ROW (sx_compare_row_get_type ())
G_DECLARE_FINAL_TYPE (SxCompareRow, sx_compare_row, SX, COMPARE_ROW, GObject)

/* Read by all, written here alone. */
struct _SxCompareRow
{
  GObject parent_instance;

  char *key; /* tells it from all others of its list */
  gboolean is_heading;
  gboolean differs;
  gint best;                               /* side, or SX_COMPARISON_NONE */
  char *text[SX_COMPARE_N_TEXTS];          /* NULL: empty */
  const char *icon[SX_COMPARISON_SIDES];   /* of the verdict, static; NULL: none */
  const char *look[SX_COMPARISON_SIDES];   /* style class of the verdict, likewise */
  char *tooltip;                           /* or NULL */
  SxAdjustment *plot[SX_COMPARISON_SIDES]; /* of a plot: owned references, NULL where the side has none */
  gboolean is_plot;
};

typedef struct
{
  GPtrArray *rows; /* SxCompareRow *, headings before theirs */
  guint n_differ;
} SxCompareRows;

/* What a table shows of a comparison; the rows are owned by the caller. */
SxCompareRows sx_compare_rows_indicators (const SxComparison *comparison);
SxCompareRows sx_compare_rows_ledgers (const SxComparison *comparison, const SxRuleProfile *rules);
SxCompareRows sx_compare_rows_conflicts (const SxComparison *comparison);
SxCompareRows sx_compare_rows_plots (const SxComparison *comparison, const SxRuleProfile *rules);
/* Takes over what the other holds; tells where it differs. */
void sx_compare_row_take (SxCompareRow *self, SxCompareRow *other);
