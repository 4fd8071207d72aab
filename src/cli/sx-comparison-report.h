/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A comparison of two schemes as JSON and as text for people; both owned by the caller. */
#pragma once

#include "cli/sx-opened-plan.h"
#include "export/sx-comparison.h"

char *sx_comparison_to_json (const SxComparison *comparison, const SxOpenedPlan *opened);
char *sx_comparison_to_text (const SxComparison *comparison, const SxOpenedPlan *opened);
