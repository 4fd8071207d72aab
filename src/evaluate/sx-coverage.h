/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much of the central city's residential land lies within walking distance of a park or square
 * (indicators.md 21), after reclasses, at the cost of what a reclass touches.
 *
 * Homes are kept with what of them is reached (sx-parks.h).
 * A reclass changes the uses it lies over, the parks that hang together with these, and the homes near both.
 *
 * Belongs to one thread after it is built. */
#pragma once

#include "evaluate/sx-plan-index.h"
#include "evaluate/sx-total.h"
#include "plan/sx-scheme.h"

typedef struct _SxCoverage SxCoverage;

/* The plan must have ZXCQGHYDYH. extent: the central city, dissolved; ground: the same in small pieces; both
 * must outlive the coverage. */
SxCoverage *sx_coverage_new (const SxPlanIndex *index, const SxShape *extent, const SxRegion *ground,
                             double walk_m, GError **error);
void sx_coverage_free (SxCoverage *self);
/* reclasses: SxReclass * of GHYDYH, all, stored order; dirty: those that came, went, or changed their place.
 * On error call again, with whatever reclasses: everything is then made anew. */
gboolean sx_coverage_update (SxCoverage *self, GPtrArray *reclasses, GPtrArray *dirty, GError **error);
/* m² of residential land inside the city, and of it within walking distance. */
void sx_coverage_get (const SxCoverage *self, double *residential, double *covered);
