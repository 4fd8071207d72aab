/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What two schemes hold, paired: which plot of the one is which of the other. Private to sx-comparison.c. */
#pragma once

#include "export/sx-comparison.h"

/* SxComparisonItem *, in the order of SxComparison.items; owned by the caller. */
GPtrArray *sx_comparison_pair_items (const SxScheme *const *schemes, const SxMetric *metric);
/* SxComparisonText *, likewise. */
GPtrArray *sx_comparison_pair_texts (const SxScheme *const *schemes, const SxRuleProfile *rules);
