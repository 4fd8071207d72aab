/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the panel: one indicator, which opens into why. */
#pragma once

#include "map/sx-map-view.h"
#include "models/sx-indicator-item.h"
#include "panels/sx-indicator-columns.h"
#include "panels/sx-indicator-questions.h"

#define SX_TYPE_INDICATOR_ROW (sx_indicator_row_get_type ())
G_DECLARE_FINAL_TYPE (SxIndicatorRow, sx_indicator_row, SX, INDICATOR_ROW, GtkListBoxRow)

GtkWidget *sx_indicator_row_new (SxIndicatorItem *item, SxIndicatorColumns *columns);
SxIndicatorItem *sx_indicator_row_get_item (SxIndicatorRow *self); /* borrowed */
gboolean sx_indicator_row_is_open (SxIndicatorRow *self);
/* view: borrowed, may be NULL. */
void sx_indicator_row_open (SxIndicatorRow *self, SxIndicatorQuestions *questions, SxMapView *view);
void sx_indicator_row_close (SxIndicatorRow *self);
