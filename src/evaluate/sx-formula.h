/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a row's number is made of: how it is computed, in words, and from which tables. */
#pragma once

#include "rules/sx-rule-profile.h"

/* One or two sentences in the user's language. */
const char *sx_words_formula (SxMeasure measure);
/* Standard names of the tables that are read where the plan has them, ending with NULL; may be none. */
const char *const *sx_measure_tables (SxMeasure measure);
