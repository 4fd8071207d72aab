/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of 附表6 and 附表7 as they are printed: hectares and shares with two decimals, rounded so that
 * they add up, and so that a row which does not change shows no change. */
#pragma once

#include "evaluate/sx-balance.h"

#define SX_BALANCE_DECIMALS 2

typedef struct
{
  double ha[SX_BALANCE_MAX_ROWS], share[SX_BALANCE_MAX_ROWS]; /* %; NAN where there is no ground at all */
} SxBalanceFigures;

/* m², row by row; those of sums are not looked at. */
void sx_balance_figures (SxBalanceKind kind, const double *before_m2, const double *after_m2,
                         SxBalanceFigures *before, SxBalanceFigures *after);
