/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a person judges a row: the verdict and the reason that goes into the scheme with it. */
#pragma once

#include "models/sx-indicator-item.h"
#include "sx-session.h"

#define SX_TYPE_INDICATOR_JUDGEMENT (sx_indicator_judgement_get_type ())
G_DECLARE_FINAL_TYPE (SxIndicatorJudgement, sx_indicator_judgement, SX, INDICATOR_JUDGEMENT, GtkWidget)

/* Once. Keeps references. */
void sx_indicator_judgement_attach (SxIndicatorJudgement *self, SxIndicatorItem *item, SxSession *session);
