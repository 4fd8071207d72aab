/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sx_validity_is_certain() for any number of rings and points, n log n. */
#pragma once

#include "geometry/sx-shape.h"

gboolean sx_validity_sweep (const SxShapeView *view);
