/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open part of a row: what would turn it green, what moved it, where it lies, what a person has to give,
 * and what it rests on. Made when the row opens, gone when it closes. */
#pragma once

#include "map/sx-map-view.h"
#include "models/sx-indicator-item.h"
#include "panels/sx-indicator-questions.h"

#define SX_TYPE_INDICATOR_DETAIL (sx_indicator_detail_get_type ())
G_DECLARE_FINAL_TYPE (SxIndicatorDetail, sx_indicator_detail, SX, INDICATOR_DETAIL, GtkWidget)

/* view: borrowed, may be NULL. */
GtkWidget *sx_indicator_detail_new (SxIndicatorItem *item, SxIndicatorQuestions *questions, SxMapView *view);
