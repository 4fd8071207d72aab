/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether two evaluations say the same, as `replay --verify` asks (plan-package.md). */
#pragma once

#include "evaluate/sx-result.h"

/* NULL where they agree: counts, verdicts and the sets of conflicts exactly, measures within 1e-7 relative or
 * 0.01 m² in their unit. Else what differs, naming the indicator or the conflict ("boundary_area after: 1 ≠
 * 2"), owned by the caller. Both must be of the same rules. */
char *sx_verify_difference (const SxResult *incremental, const SxResult *fresh);
