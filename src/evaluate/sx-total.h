/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums that do not depend on the order of their terms and that can be taken back exactly: fixed point, 2^-24
 * m² a unit (6e-8 m²), in 128 bits. This is what makes an edit's numbers equal to those of a full evaluation,
 * and equal on any number of threads. */
#pragma once

#include <glib.h>
#include <math.h>

__extension__ typedef __int128 SxTotal;

#define SX_TOTAL_UNIT 16777216.0

/* m² (or any other unit) to fixed point. Junk beyond 1e28 is held at 1e28, NAN counts 0. */
static inline SxTotal
sx_total (double value)
{
  if (isnan (value))
    return 0;
  return (SxTotal)nearbyint (CLAMP (value, -1e28, 1e28) * SX_TOTAL_UNIT);
}

static inline double
sx_total_value (SxTotal total)
{
  return (double)total / SX_TOTAL_UNIT;
}
