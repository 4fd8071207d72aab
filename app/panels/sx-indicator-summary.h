/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Green or red at a glance: how many rows pass, fail and wait for a person, conflicts, and whether the
 * numbers are a preview, behind, or not to be had. */
#pragma once

#include "sx-session.h"

#define SX_TYPE_INDICATOR_SUMMARY (sx_indicator_summary_get_type ())
G_DECLARE_FINAL_TYPE (SxIndicatorSummary, sx_indicator_summary, SX, INDICATOR_SUMMARY, GtkWidget)

/* NULL: nothing is open. */
void sx_indicator_summary_show (SxIndicatorSummary *self, SxSession *session);
