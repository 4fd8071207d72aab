/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two schemes of one plan side by side: every indicator with what differs and which value is better, the
 * ledgers of both, and item by item what they share: plots, reclassifications, roads, judgements. Key
 * projects are the plan's, alike in all schemes. Immutable, counted, free of GEOS: may be handed to any
 * thread. */
#pragma once

#include "evaluate/sx-result.h"
#include "geometry/sx-area.h"
#include "plan/sx-item.h"

#define SX_COMPARISON_SIDES 2
#define SX_COMPARISON_NONE (-1)

typedef struct
{
  SxScheme *scheme; /* borrowed while the comparison is made */
  SxResult *result; /* of that scheme, under the same rules and plan as the other side's */
} SxComparisonSide;

typedef struct
{
  const SxIndicatorRule *rule;
  const SxIndicatorValue *value[SX_COMPARISON_SIDES]; /* of the results, which the comparison keeps */
  double difference;                                  /* second after less first; NAN: one has none */
  gboolean differs;                                   /* the values, beyond noise, or the verdicts */
  gint best; /* side whose value is nearer to what is asked; SX_COMPARISON_NONE: neither, or not to say */
} SxComparisonRow;

/* The boundary's double-entry account, and what is left of it. */
typedef enum
{
  SX_ACCOUNT_INCREMENT_IN,
  SX_ACCOUNT_INCREMENT_OUT,
  SX_ACCOUNT_INCREMENT_BALANCE,
  SX_ACCOUNT_EXPANSION_SCALE,
  SX_ACCOUNT_MULTIPLIER,
  SX_ACCOUNT_RESERVE,
  SX_N_ACCOUNTS,
} SxAccount;

typedef struct
{
  const char *unit;                  /* of the rules; "" where they know no such row */
  double value[SX_COMPARISON_SIDES]; /* NAN: none */
  double difference;                 /* second less first; NAN: one has none */
  gboolean differs;                  /* beyond noise */
} SxComparisonAccount;

/* What is drawn for a line in one direction; a situation NULL counts those without one. */
typedef struct
{
  SxLine line;
  SxDirection direction;
  char *situation;
  guint n[SX_COMPARISON_SIDES];
  double area[SX_COMPARISON_SIDES]; /* m² as drawn */
} SxComparisonLedger;

typedef enum
{
  SX_COMPARED_SAME,    /* in both, ground and words */
  SX_COMPARED_CHANGED, /* in both, but drawn or described otherwise */
  SX_COMPARED_FIRST,   /* in the first only */
  SX_COMPARED_SECOND,
} SxCompared;

/* A plot, reclassification or road, as each side has it. */
typedef struct
{
  SxItemKind kind;
  SxCompared state;
  gpointer item[SX_COMPARISON_SIDES]; /* of that kind; owned references; NULL where the side has none */
  double size[SX_COMPARISON_SIDES];   /* m² as drawn, of a road m; NAN where it has none */
  gboolean ground_differs;
} SxComparisonItem;

/* What a person says in a scheme: a judgement, or a figure that no layer tells (forest_area). */
typedef struct
{
  gboolean is_judgement;
  SxCompared state;
  char *key;                         /* the indicator's id, or the parameter's key */
  const SxIndicatorRule *rule;       /* what it is about; NULL: nothing that these rules know */
  char *value[SX_COMPARISON_SIDES];  /* the verdict's name, or the figure as it was given; NULL: none */
  char *reason[SX_COMPARISON_SIDES]; /* of a judgement; may be NULL */
} SxComparisonText;

typedef struct
{
  const SxConflictRule *rule;
  guint n[SX_COMPARISON_SIDES];
  double area[SX_COMPARISON_SIDES];
} SxComparisonConflict;

typedef struct
{
  gint ref_count;
  char *name[SX_COMPARISON_SIDES];
  SxResult *result[SX_COMPARISON_SIDES];
  SxMetric metric; /* by which areas are measured */
  GArray *rows;    /* SxComparisonRow, in the profile's order */
  SxComparisonAccount accounts[SX_N_ACCOUNTS];
  GPtrArray *ledger; /* SxComparisonLedger *: by line, in before out, by situation */
  GPtrArray *items;  /* SxComparisonItem *: plots by line and direction, reclassifications by layer, roads by
                        what is done; as stored within these */
  GPtrArray *texts;  /* SxComparisonText *: judgements in the profile's order, then figures */
  GArray *conflicts; /* SxComparisonConflict: rules that either scheme breaks, in the profile's order */
  guint n_rows_differ;
  guint n_items, n_items_differ; /* items and texts */
} SxComparison;

/* metric: that of the evaluation. */
SxComparison *sx_comparison_new (const SxComparisonSide *first, const SxComparisonSide *second,
                                 const SxMetric *metric);
SxComparison *sx_comparison_ref (SxComparison *self);
void sx_comparison_unref (SxComparison *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxComparison, sx_comparison_unref)

/* Whether two values are the same but for noise. */
gboolean sx_comparison_is_same (double a, double b);
/* Which of two values the comparator likes better: 0, 1, or SX_COMPARISON_NONE where they are the same but
 * for noise, one is NAN, or a person has to say. */
gint sx_comparison_better (SxComparator comparator, double first, double second);
const char *sx_compared_name (SxCompared state); /* "same", "changed", "first", "second" */
const char *sx_account_name (SxAccount account); /* "increment_in", … */
double sx_account_value (const SxResult *result, SxAccount account); /* NAN: none */
/* Borrowed from the result's rules; "" where they know no such row. */
const char *sx_account_unit (const SxResult *result, SxAccount account);
/* In the user's language; borrowed. */
const char *sx_account_words (SxAccount account);
const char *sx_comparison_item_words (const SxComparisonItem *item); /* "drawn otherwise" */
const char *sx_comparison_text_words (const SxComparisonText *text); /* "judged otherwise" */
/* "boundary in", "road added"; owned by the caller. */
char *sx_comparison_item_kind_words (const SxComparisonItem *item);
/* "%u of %u indicators and %u of %u items differ"; owned by the caller. */
char *sx_comparison_summary (const SxComparison *self);
/* What a judgement or figure is about; owned by the caller. */
char *sx_comparison_text_title (const SxComparisonText *text);
/* Of a side that has it: "pass", or the figure; borrowed. */
const char *sx_comparison_text_value_words (const SxComparisonText *text, guint side);
/* The side that has it, the first where both have. */
gpointer sx_comparison_item_any (const SxComparisonItem *item);
