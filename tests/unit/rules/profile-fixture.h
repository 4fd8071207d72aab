/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Profiles to be looked at: shipped ones, and texts of a few members. */
#pragma once

#include "rules/sx-rule-profile.h"

/* What a profile cannot do without; its other members and "}" follow. */
#define PROFILE_HEAD "{\"id\": \"x\", \"title\": {\"zh\": \"试\", \"en\": \"t\"}, \"source\": \"s\", "

/* It must load. */
SxRuleProfile *profile_load (const char *id_or_file);
/* anhui-2026 with these members over it. */
SxRuleProfile *profile_extend (const char *members);
/* By id; NULL: there is none. */
const SxIndicatorRule *profile_indicator (const SxRuleProfile *profile, const char *id);
const SxConflictRule *profile_conflict (const SxRuleProfile *profile, const char *id);
