/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words a rule profile may use, each list NULL-terminated and in the order of its enum. */
#pragma once

#include "rules/sx-rule-profile.h"

#define SX_N_COMPARATORS (SX_COMPARE_MANUAL + 1)

const char *const *sx_comparator_words (void);
const char *const *sx_measure_words (void);
/* The unit that a measure is given in; "" for a number without one. */
const char *sx_measure_unit (SxMeasure measure);
/* The groups of the panel: any of these may stand for an indicator. */
const char *const *sx_group_words (void);
const char *const *sx_conflict_kind_words (void);
const char *const *sx_severity_words (void);
/* "farmland" … "purple", "any"; words has room for SX_N_LINES + 2. */
void sx_line_words (const char *words[SX_N_LINES + 2]);
