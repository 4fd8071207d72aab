/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The central city: road density and the five-minute coverage by parks and squares (indicators.md 20 and 21).
 * Belongs to one thread. */
#pragma once

#include "evaluate/sx-plan-index.h"
#include "plan/sx-scheme.h"

typedef struct _SxCity SxCity;

typedef struct
{
  double road_length; /* m inside ZXCQFW */
  double area;        /* m² of ZXCQFW */
  double residential; /* m² of residential land inside ZXCQFW */
  double covered;     /* m² of it within walking distance */
} SxCityTerms;

/* walk_m: parameter walk_5min_m. */
SxCity *sx_city_new (const SxPlanIndex *index, double walk_m, GError **error);
void sx_city_free (SxCity *self);
const SxCityTerms *sx_city_before (const SxCity *self);
const SxCityTerms *sx_city_after (const SxCity *self);
/* roads: SxRoad *, all of the scheme; dirty: those that came or went (only what they touch is measured
 * again). */
gboolean sx_city_set_roads (SxCity *self, GPtrArray *roads, GPtrArray *dirty, GError **error);
/* reclasses: SxReclass * of GHYDYH, all, stored order; dirty: those that came or went. */
gboolean sx_city_set_reclasses (SxCity *self, GPtrArray *reclasses, GPtrArray *dirty, GError **error);
