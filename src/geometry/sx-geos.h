/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bridge between SxShape and GEOS. One context a thread; a GEOSGeometry is made, used and destroyed on
 * one thread (architecture: sharing them gives wrong numbers silently in GEOS 3.11). */
#pragma once

#include <geos_c.h>
#include "geometry/sx-shape.h"

/* This thread's context; lives as long as the thread. Messages of GEOS are kept, not printed. */
GEOSContextHandle_t sx_geos_context (void);
/* GEOS's last message on this thread, "" when there is none; valid until the next GEOS call. */
const char *sx_geos_message (void);
/* A Polygon or MultiPolygon (empty polygon for an empty view); owned by the caller. NULL when GEOS refuses.
 */
GEOSGeometry *sx_geos_from_view (const SxShapeView *view);
/* A MultiLineString of polylines. */
GEOSGeometry *sx_geos_lines_from_view (const SxShapeView *view);
/* Appends all polygons in g (collections too), oriented; lines and points are left out. */
void sx_geos_append_to_buffer (const GEOSGeometry *g, SxShapeBuffer *out);
/* Appends all lines in g. */
void sx_geos_append_lines_to_buffer (const GEOSGeometry *g, SxShapeBuffer *out);
