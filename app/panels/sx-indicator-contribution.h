/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of “why”: what of the scheme moved the number, by how much, and a bar of its share. */
#pragma once

#include "sx-session.h"

#include "evaluate/sx-evaluator.h"

#define SX_TYPE_INDICATOR_CONTRIBUTION (sx_indicator_contribution_get_type ())
G_DECLARE_FINAL_TYPE (SxIndicatorContribution, sx_indicator_contribution, SX, INDICATOR_CONTRIBUTION,
                      GtkWidget)

/* The signal "locate" asks to see it on the map. */
GtkWidget *sx_indicator_contribution_new (void);
/* name: of the part of the scheme. share: −1–1 of the largest, positive towards what the rule wants. delta,
 * without: as texts, the change by it and the value without it. */
void sx_indicator_contribution_show (SxIndicatorContribution *self, const char *name, const char *delta,
                                     const char *without, double share);
