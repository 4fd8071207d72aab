/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Well-known text of polygons and lines (OGC 06-103r4, clause 7), as edit files and the clipboard carry it.
 */
#pragma once

#include "geometry/sx-shape.h"

/* POLYGON, MULTIPOLYGON, LINESTRING or MULTILINESTRING, in any case; Z, M and ZM are understood and dropped.
 * EMPTY gives a shape without rings. Coordinates come as they stand in the text, the first is x; nothing is
 * projected, repaired or turned: the caller orients polygons (sx_shape_buffer_orient) and repairs them
 * (sx_repair_check). NULL with SX_ERROR_FORMAT: what was expected at which character (counted from 1). An
 * unclosed ring, one of fewer than 4 points, a line of fewer than 2, and a number that is not finite are
 * errors. Any thread. */
SxShape *sx_shape_from_wkt (const char *text, GError **error);
/* Whether the text's first word is LINESTRING or MULTILINESTRING. */
gboolean sx_shape_wkt_is_line (const char *text);
/* MULTIPOLYGON or MULTILINESTRING, every number as the shortest text that reads back the same. Owned by the
 * caller. */
char *sx_shape_to_wkt (const SxShapeView *view, gboolean is_line);
