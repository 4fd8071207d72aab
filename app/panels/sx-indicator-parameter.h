/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A number that a row waits for because no plot gives it: the scheme's forest area and cover. */
#pragma once

#include "models/sx-indicator-item.h"
#include "sx-session.h"

#define SX_TYPE_INDICATOR_PARAMETER (sx_indicator_parameter_get_type ())
G_DECLARE_FINAL_TYPE (SxIndicatorParameter, sx_indicator_parameter, SX, INDICATOR_PARAMETER, GtkWidget)

/* The scheme's parameter that gives the measure's value; NULL: none does. */
const char *sx_measure_parameter (SxMeasure measure);
/* Once. Keeps references. */
void sx_indicator_parameter_attach (SxIndicatorParameter *self, SxIndicatorItem *item, SxSession *session);
