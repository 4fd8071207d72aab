/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The named filters of a profile ("classes") and the tables they look at. */
#pragma once

#include "rules/sx-rule-profile.h"

/* NULL-terminated names: "cropland", … */
const char *const *sx_class_words (void);
/* Where the profile keeps the class of that index. */
SxFilter **sx_class_filter (SxRuleProfile *profile, int index);
/* The table whose features the class tells apart. */
const char *sx_class_table (int index);
