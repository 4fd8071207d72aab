/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A result as a table that a planner can read, in the user's language. */
#pragma once

#include "cli/sx-opened-plan.h"

/* contributions (SxContribution *) NULL: without --explain. UTF-8, owned by the caller. */
char *sx_result_to_text (const SxResult *result, const SxOpenedPlan *opened, const GPtrArray *contributions);
