/* SPDX-License-Identifier: GPL-3.0-or-later */
/* “Show on map”: the fragments, windows or steep parcels a row speaks of, lit on the map and gone through one
 * by one. */
#pragma once

#include "panels/sx-indicator-questions.h"

#define SX_TYPE_INDICATOR_PLACES (sx_indicator_places_get_type ())
G_DECLARE_FINAL_TYPE (SxIndicatorPlaces, sx_indicator_places, SX, INDICATOR_PLACES, GtkWidget)

/* Once; only for measures that have places. */
void sx_indicator_places_attach (SxIndicatorPlaces *self, SxMeasure measure, SxIndicatorQuestions *questions);
/* Shows the answer there is by now, or that there is none. */
void sx_indicator_places_refresh (SxIndicatorPlaces *self);
