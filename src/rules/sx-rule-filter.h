/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters as a profile writes them: [{"field": "DLBM", "in": ["0101"]}, …], all of which must hold. */
#pragma once

#include "rules/sx-filter.h"
#include "rules/sx-json-place.h"

/* NULL: error. */
SxFilter *sx_rule_filter_read (const SxJsonPlace *list, GError **error);
/* A table's name, in upper case; owned; NULL: error. */
char *sx_rule_table_read (const SxJsonPlace *at, GError **error);
/* Copies the tests of `other` to the end of self. */
void sx_rule_filter_append (SxFilter *self, const SxFilter *other);
