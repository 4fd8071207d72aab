/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-balance-figures.h"

#include <math.h>

#include "base/sx-units.h"
#include "export/sx-delivery-rounding.h"

void
sx_balance_figures (SxBalanceKind kind, const double *areas, SxBalanceFigures *out)
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
  sx_round_together (out->ha, n, SX_BALANCE_DECIMALS);
  sx_round_together (out->share, n, SX_BALANCE_DECIMALS);
  sx_balance_add_up (kind, out->ha);
  sx_balance_add_up (kind, out->share);
}
