/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For sx-rule-loader.c: a profile that is still being filled, by one thread. */
#pragma once

#include "rules/sx-rule-profile.h"

/* Empty: nothing is given yet (sx_rule_sections_clear). */
SxRuleProfile *_sx_rule_profile_new (void);
