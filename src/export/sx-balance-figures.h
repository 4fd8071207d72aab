/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of 附表6 and 附表7 as they are printed: hectares and shares with two decimals, rounded together
 * so that they add up. */
#pragma once

#include "evaluate/sx-balance.h"

#define SX_BALANCE_DECIMALS 2

typedef struct
{
  double ha[SX_BALANCE_MAX_ROWS], share[SX_BALANCE_MAX_ROWS]; /* %; NAN where there is no ground at all */
} SxBalanceFigures;

/* areas: m², row by row; those of sums are not looked at. */
void sx_balance_figures (SxBalanceKind kind, const double *areas, SxBalanceFigures *out);
