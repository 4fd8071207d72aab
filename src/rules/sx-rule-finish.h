/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last step of loading: what one section of a profile takes from another, and from the catalogue of
 * tables. */
#pragma once

#include "rules/sx-rule-profile.h"

/* Gives every ground the tests of its class, every land-class test the profile's code_match, and every table
 * and field of the catalogue its standard name. */
void sx_rule_profile_finish (SxRuleProfile *self);
