/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sx_validity_is_certain() for any number of rings and points, n log n. */
#pragma once

#include "geometry/sx-shape.h"

/* TRUE: valid for certain. FALSE: it may be valid all the same, GEOS has to say. Any thread; no GEOS. */
gboolean sx_validity_sweep (const SxShapeView *view);
