/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a number moved: the parts of the scheme that moved it, largest first. */
#pragma once

#include "map/sx-map-view.h"
#include "models/sx-indicator-item.h"
#include "panels/sx-indicator-questions.h"

#define SX_TYPE_INDICATOR_CONTRIBUTIONS (sx_indicator_contributions_get_type ())
G_DECLARE_FINAL_TYPE (SxIndicatorContributions, sx_indicator_contributions, SX, INDICATOR_CONTRIBUTIONS,
                      GtkWidget)

/* Once. view: borrowed, may be NULL. */
void sx_indicator_contributions_attach (SxIndicatorContributions *self, SxIndicatorItem *item,
                                        SxIndicatorQuestions *questions, SxMapView *view);
/* Shows what the questions know by now. */
void sx_indicator_contributions_refresh (SxIndicatorContributions *self);
