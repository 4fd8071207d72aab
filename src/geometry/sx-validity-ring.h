/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to sx-validity: rings that one pass shows to be simple, as most parcels are. */
#pragma once

#include "geometry/sx-point.h"

/* TRUE only where the closed ring of n points certainly touches itself nowhere. */
gboolean sx_validity_ring_is_plain (const SxPoint *points, guint n);
