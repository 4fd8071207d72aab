/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How verdicts compare (indicators.md, "Verdicts"). */
#pragma once

#include "rules/sx-rule-profile.h"

/* By how much a value may differ from the reference, before or target, and count as equal to it. */
double sx_verdict_epsilon (const SxIndicatorRule *rule, double reference);
