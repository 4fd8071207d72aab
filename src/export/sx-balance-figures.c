/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-balance-figures.h"

#include <math.h>
#include <string.h>

#include "base/sx-units.h"
#include "export/sx-delivery-rounding.h"

#define UNIT 100.0 /* of the last decimal */
#define UNCHANGED_M2 0.01

static double
sum_of (const double *numbers, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += isfinite (numbers[i]) ? numbers[i] : 0;
  return sum;
}

/* The row that is furthest below (direction 1) or above (-1) what it was before rounding. */
static guint
furthest (const double *exact, const double *rounded, const gboolean *is_free, guint n, int direction)
{
  guint best = n;

  for (guint i = 0; i < n; i++)
    if (is_free[i]
        && (best == n || direction * (exact[i] - rounded[i]) > direction * (exact[best] - rounded[best])))
      best = i;
  return best;
}

/* Rounds each, then moves what changed by units until they add up to `sum`. */
static void
round_to_sum (double *numbers, const gboolean *is_free, guint n, double sum)
{
  double exact[SX_BALANCE_MAX_ROWS];
  gint64 missing;

  memcpy (exact, numbers, n * sizeof *exact);
  for (guint i = 0; i < n; i++)
    if (is_free[i])
      numbers[i] = round (numbers[i] * UNIT) / UNIT;
  missing = (gint64)round ((sum - sum_of (numbers, n)) * UNIT);
  for (; missing != 0; missing -= missing > 0 ? 1 : -1)
    {
      guint at = furthest (exact, numbers, is_free, n, missing > 0 ? 1 : -1);

      if (at == n)
        break;
      numbers[at] = round (numbers[at] * UNIT + (missing > 0 ? 1 : -1)) / UNIT;
    }
}

/* Rows to be printed, before they are rounded. */
static void
scale (SxBalanceKind kind, const double *areas, SxBalanceFigures *out)
{
  guint n;
  const SxBalanceRow *rows = sx_balance_rows (kind, &n);
  double whole = 0;

  for (guint r = 0; r < n; r++)
    whole += rows[r].codes ? areas[r] : 0;
  for (guint r = 0; r < n; r++)
    {
      out->ha[r] = rows[r].codes ? areas[r] / SX_HA_M2 : (double)NAN;
      out->share[r] = rows[r].codes && whole > 0 ? areas[r] / whole * 100 : (double)NAN;
    }
}

/* Before is rounded together; after takes over what does not change, and the same total where that stays. */
static void
round_pair (double *before, double *after, const gboolean *is_free, guint n)
{
  double sum_before = sum_of (before, n), sum_after = sum_of (after, n), sum;

  sx_round_together (before, n, SX_BALANCE_DECIMALS);
  sum = fabs (sum_after - sum_before) < 0.1 / UNIT ? sum_of (before, n) : round (sum_after * UNIT) / UNIT;
  for (guint r = 0; r < n; r++)
    if (!is_free[r])
      after[r] = before[r];
  round_to_sum (after, is_free, n, sum);
}

void
sx_balance_figures (SxBalanceKind kind, const double *before_m2, const double *after_m2,
                    SxBalanceFigures *before, SxBalanceFigures *after)
{
  gboolean is_free[SX_BALANCE_MAX_ROWS] = { FALSE };
  guint n;
  const SxBalanceRow *rows = sx_balance_rows (kind, &n);

  scale (kind, before_m2, before);
  scale (kind, after_m2, after);
  for (guint r = 0; r < n; r++)
    is_free[r] = rows[r].codes && fabs (after_m2[r] - before_m2[r]) >= UNCHANGED_M2;
  round_pair (before->ha, after->ha, is_free, n);
  round_pair (before->share, after->share, is_free, n);
  sx_balance_add_up (kind, before->ha);
  sx_balance_add_up (kind, before->share);
  sx_balance_add_up (kind, after->ha);
  sx_balance_add_up (kind, after->share);
}
