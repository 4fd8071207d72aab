/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of a comparison's tables, as texts. A row is updated in place by its key, so that a view keeps its
 * place and its widgets. Lists of rows come from sx_compare_rows_…().
 *
 * Signal: "changed". */
#pragma once

#include "sx-app-types.h"

#include "export/sx-scheme-overview.h"

typedef enum
{
  SX_COMPARE_TITLE,  /* the indicator, the item, what kind of item of a scheme */
  SX_COMPARE_UNIT,   /* of what schemes hold: same, drawn otherwise … */
  SX_COMPARE_BEFORE, /* without any scheme */
  SX_COMPARE_FIRST,  /* the value; of what schemes hold the size */
  SX_COMPARE_SECOND,
  SX_COMPARE_DIFFERENCE, /* second less first */
  SX_COMPARE_FIRST_NOTE, /* the verdict; of what schemes hold the words */
  SX_COMPARE_SECOND_NOTE,
  SX_COMPARE_N_TEXTS,
} SxCompareText;

/* One of all schemes, in a row that tells of all. */
typedef struct
{
  char *text;
  const char *icon, *look; /* of the verdict, as below */
  const char *verdict;     /* its words; NULL: none */
  gboolean is_best;
} SxCompareValue;

#define SX_TYPE_COMPARE_ROW (sx_compare_row_get_type ())
G_DECLARE_FINAL_TYPE (SxCompareRow, sx_compare_row, SX, COMPARE_ROW, GObject)

/* Read by all, written here alone. */
struct _SxCompareRow
{
  GObject parent_instance;

  char *key; /* tells it from all others of its list */
  gboolean is_heading;
  gboolean differs;
  gint best;                             /* side, or SX_COMPARISON_NONE */
  char *text[SX_COMPARE_N_TEXTS];        /* NULL: empty */
  const char *icon[SX_COMPARISON_SIDES]; /* of the verdict, static; NULL: none */
  const char *look[SX_COMPARISON_SIDES]; /* style class of the verdict, likewise */
  char *tooltip;                         /* or NULL */
  /* What the schemes hold: one of the two, of `of`, which the row keeps. */
  SxComparison *of;
  const SxComparisonItem *item;
  const SxComparisonText *said;
  GArray *values; /* SxCompareValue, where the row tells of all schemes; else NULL */
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
SxCompareRows sx_compare_rows_items (SxComparison *comparison, const SxRuleProfile *rules);
SxCompareRows sx_compare_rows_overview (const SxSchemeOverview *overview);
/* Whether the side has what the row tells of. */
gboolean sx_compare_row_is_in (SxCompareRow *self, guint side);
/* "adjustment 5", "judgement special_case": tells what a side has from all else it has; owned by the caller,
 * NULL where it has none. */
char *sx_compare_row_dup_id (SxCompareRow *self, guint side);
char *sx_compare_item_id (SxItemKind kind, gint64 fid);
/* Takes over what the other holds; tells where it differs. */
void sx_compare_row_take (SxCompareRow *self, SxCompareRow *other);
