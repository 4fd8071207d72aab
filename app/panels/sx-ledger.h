/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The budget ledger: the increment that comes in and goes out, what is left of it, and the limits it is held
 * to. */
#pragma once

#include "sx-session.h"

#define SX_TYPE_LEDGER (sx_ledger_get_type ())
G_DECLARE_FINAL_TYPE (SxLedger, sx_ledger, SX, LEDGER, GtkWidget)

/* shown: what the panel shows, NULL: nothing yet; settled: the scheme's own result, to mark what a preview
 * moves. */
void sx_ledger_show (SxLedger *self, const SxResult *shown, const SxResult *settled);
