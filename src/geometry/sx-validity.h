/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fast test that spares GEOS the many polygons that are plainly valid. */
#pragma once

#include "geometry/sx-shape.h"

/* TRUE only when the polygons of view are valid in the sense of OGC Simple Features and of GEOS: finite,
 * every ring closed, no two edges touching but neighbours at the point they share (points repeated in a row
 * do no harm), each hole inside its shell, no ring inside another where it may not be, parts apart. Whatever
 * touches, or is nearer to touching than doubles can tell, gives FALSE: then sx_repair_check() decides.
 * Polygons without rings are valid. Orientation does not matter. n log n. Any thread. */
gboolean sx_validity_is_certain (const SxShapeView *view);
/* The same, but that different rings may touch at corners they share, as far as OGC and GEOS allow that. */
gboolean sx_validity_is_certain_with_touches (const SxShapeView *view);
