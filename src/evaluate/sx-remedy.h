/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What would turn a failing row green, and whose fault it is: the scheme's, or the plan's before it. */
#pragma once

#include "evaluate/sx-result.h"

/* How far the value is from passing, in the indicator's unit and rounded up to its decimals, so that moving
 * the value by just that much is enough. 0: it does not fail by a number (it passes, or a person judged). */
double sx_remedy_distance (const SxResult *result, guint indicator);
/* One sentence in the user's language that says what to do, and how much of it; NULL where the row does not
 * fail. Owned by the caller. */
char *sx_remedy_sentence (const SxResult *result, guint indicator);
/* Whose doing it is that a row fails. */
typedef enum
{
  SX_ORIGIN_SCHEME,   /* the scheme's; also of rows that do not fail */
  SX_ORIGIN_EXISTING, /* it would without any scheme */
  SX_ORIGIN_WORSENED, /* it would, but by less */
} SxOrigin;

SxOrigin sx_remedy_origin (const SxIndicatorValue *value);
