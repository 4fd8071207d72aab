/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One indicator as the panel shows it: the texts of its row, updated in place from each result. It tells what
 * really differs, so that a live preview touches only the labels that change.
 *
 * Signal: "changed" (guint of SxIndicatorPart). */
#pragma once

#include "sx-app-types.h"

#include "evaluate/sx-remedy.h"

typedef enum
{
  SX_INDICATOR_BEFORE = 1 << 0,
  SX_INDICATOR_AFTER = 1 << 1,
  SX_INDICATOR_CHANGE = 1 << 2,
  SX_INDICATOR_VERDICT = 1 << 3, /* also whose doing it is */
  SX_INDICATOR_MESSAGE = 1 << 4,
  SX_INDICATOR_PREVIEW = 1 << 5,
  SX_INDICATOR_REMEDY = 1 << 6,
  SX_INDICATOR_ALL = (1 << 7) - 1,
} SxIndicatorPart;

#define SX_TYPE_INDICATOR_ITEM (sx_indicator_item_get_type ())
G_DECLARE_FINAL_TYPE (SxIndicatorItem, sx_indicator_item, SX, INDICATOR_ITEM, GObject)

/* Read by all, written by the item alone. Texts are "–" where there is no value. */
struct _SxIndicatorItem
{
  GObject parent_instance;

  SxRuleProfile *rules; /* owned: the rule is its */
  const SxIndicatorRule *rule;
  guint at; /* in the profile's order */
  char *before, *after, *change;
  char *message; /* or NULL */
  char *remedy;  /* what would turn it green; NULL: it does not fail */
  gboolean has_value;
  SxVerdict verdict;
  SxOrigin origin;     /* whose doing it is that it fails */
  gboolean is_preview; /* the numbers are not those of the scheme as it is */

  /*< private >*/
  SxIndicatorValue value; /* message: not ours */
};

SxIndicatorItem *sx_indicator_item_new (SxRuleProfile *rules, guint at);
/* shown: what the panel shows; settled: the scheme's own result, the same one where nothing is previewed, or
 * NULL. */
void sx_indicator_item_update (SxIndicatorItem *self, const SxResult *shown, const SxResult *settled);

/* Borrowed, in the user's language. */
const char *sx_indicator_item_get_label (SxIndicatorItem *self);
const char *sx_indicator_item_get_unit (SxIndicatorItem *self);
/* What a verdict looks like: an icon's name, and a style class. */
const char *sx_verdict_icon (SxVerdict verdict);
const char *sx_verdict_class (SxVerdict verdict);
/* Of a problem that was there before the scheme. */
const char *sx_origin_words (SxOrigin origin);
/* The whole row in one sentence, as a screen reader says it. */
char *sx_indicator_item_dup_summary (SxIndicatorItem *self);
