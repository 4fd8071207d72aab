/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a result, in the user's language. Borrowed where const, else owned by the caller. */
#pragma once

#include "evaluate/sx-evaluator.h"

/* “pass”, …; “✓”, …. */
const char *sx_words_verdict (SxVerdict verdict);
const char *sx_words_verdict_symbol (SxVerdict verdict);
const char *sx_words_severity (SxSeverity severity); /* with its symbol */
const char *sx_words_group (const char *group);      /* a group that this program does not know: as it is */
const char *sx_words_unit (const char *unit);
const char *sx_words_unit_zh (const char *unit); /* in Chinese, for what is handed in */
/* What the verdict asks of the value: "not less", "≥ 8.26". */
char *sx_words_requirement (const SxIndicatorValue *value);
/* "boundary in" */
char *sx_words_line_direction (SxLine line, SxDirection direction);
/* "boundary in 12, 东部新城": by its fid, or in replay its id. */
char *sx_words_adjustment (const SxAdjustment *adjustment);
/* A part of a scheme, as contributions name it. */
char *sx_words_item (SxItemKind kind, gconstpointer item);
