/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where on the ground a row speaks of: the fragments, the windows, the steep parcels, one place each, to show
 * on the map and to go through one by one. Immutable, counted, free of GEOS: may be handed to any thread. */
#pragma once

#include "geometry/sx-shape.h"
#include "rules/sx-rule-profile.h"

#define SX_PLACES_MAX 2000 /* places given at most; all are counted */

typedef struct
{
  SxShape *shape;  /* in the plan's plane, owned */
  double area;     /* m²: of the ground, and of steep farmland the measure M, as the row counts it */
  gboolean is_new; /* the ground was no such place before the scheme */
} SxPlace;

typedef struct
{
  gint ref_count;
  SxMeasure measure;
  GPtrArray *places;    /* SxPlace *: new ones first, then by area, the largest first */
  guint n_total, n_new; /* of all, also those beyond SX_PLACES_MAX */
} SxPlaces;

/* Whether rows of the measure speak of places at all. */
gboolean sx_measure_has_places (SxMeasure measure);

SxPlaces *sx_places_ref (SxPlaces *self);
void sx_places_unref (SxPlaces *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxPlaces, sx_places_unref)
