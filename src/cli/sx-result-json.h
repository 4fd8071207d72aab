/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results as the JSON of plan-package.md: evaluate's document and replay's lines. Numbers are not rounded. */
#pragma once

#include "cli/sx-json-writer.h"
#include "cli/sx-opened-plan.h"

/* The member "plan" of a document. */
void sx_result_write_plan (SxJsonWriter *out, const SxOpenedPlan *opened);
/* The document of `evaluate`; contributions (SxContribution *) NULL: no --explain. Owned by the caller. */
char *sx_result_to_json (const SxResult *result, const SxOpenedPlan *opened, const GPtrArray *contributions);
/* One line of `replay`. Owned by the caller. */
char *sx_result_to_step (const SxResult *result, guint step, double ms);
