/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sections of a profile that are no lists: choices, limits, classes, parameters. Each reads its object
 * onto what the profile has already; on failure the profile is to be thrown away. */
#pragma once

#include "rules/sx-json-place.h"
#include "rules/sx-rule-profile.h"

gboolean sx_rule_choices_read (SxRuleProfile *self, const SxJsonPlace *at, GError **error);
gboolean sx_rule_limits_read (SxRuleProfile *self, const SxJsonPlace *at, GError **error);
gboolean sx_rule_classes_read (SxRuleProfile *self, const SxJsonPlace *at, GError **error);
/* Last: the targets of the indicators are parameters too. */
gboolean sx_rule_parameters_read (SxRuleProfile *self, const SxJsonPlace *at, GError **error);
/* Sets every limit and choice to "not given", so that a profile that leaves one out is told so. */
void sx_rule_sections_clear (SxRuleProfile *self);
