/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How large each plot of a line is, as every part of a delivery says it: the pieces of an adjustment add up
 * to it, adjustments to their situation, and situations to all that comes in or goes out. None is further
 * from what it is than its last digit. */
#pragma once

#include "export/sx-delivery.h"

#define SX_PLOT_DECIMALS 4 /* of hectares */

/* Hectares for each of the changes of the line's layer, in their order; NULL where the plan has no such
 * layer. Owned by the caller. */
double *sx_plot_figures (const SxDelivery *delivery, SxLine line);
