/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repair of invalid polygons, as the plan package's contract says: GEOS MakeValid, structure method. */
#pragma once

#include "geometry/sx-shape.h"

/* Asks GEOS whether the polygons of `in` (rings closed, points finite, in the plan's plane) are valid. Where
 * they are, *was_valid is TRUE and nothing else happens. Else appends to out what MakeValid makes of them:
 * polygons only, shells clockwise, each with its holes; nothing where all collapses. *reason, owned by the
 * caller, is then GEOS's word for what is wrong and where ("Self-intersection[40500012 3500014]"), else NULL;
 * reason may be NULL. `in` may not lie in out's memory. FALSE with SX_ERROR_GEOMETRY where GEOS fails, with
 * SX_ERROR_LIMIT where `in` is a tangle (sx-tangle.h): out is then as it was. Any thread (uses the calling
 * thread's GEOS context). */
gboolean sx_repair_check (const SxShapeView *in, SxShapeBuffer *out, gboolean *was_valid, char **reason,
                          GError **error);
