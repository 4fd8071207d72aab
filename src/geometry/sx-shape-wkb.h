/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Geometry as packages store it: the GeoPackage blob (OGC 12-128r18, 2.1.3) and well-known binary inside it
 * (ISO 19125 and EWKB, both byte orders, Z and M dropped). The reader takes any bytes: it allocates only for
 * points that are there. */
#pragma once

#include "geometry/sx-shape.h"

typedef enum
{
  SX_WKB_OK,
  SX_WKB_EMPTY,      /* no point at all */
  SX_WKB_COLLAPSED,  /* points, but no ring of four points (line of two) */
  SX_WKB_NOT_FINITE, /* a coordinate is NaN or infinite */
  SX_WKB_WRONG_TYPE, /* lines or points where polygons belong, or the other way round */
  SX_WKB_CURVE,      /* arcs: has to be made of straight edges first */
  SX_WKB_UNREADABLE, /* cut off, an unknown type, nested too deep */
} SxWkbStatus;

/* What was put right while reading. */
enum
{
  SX_WKB_UNCLOSED = 1 << 0, /* a ring did not end where it began: closed */
  SX_WKB_TOO_FEW = 1 << 1,  /* a ring of fewer than four points, or a line of one: left out */
};

/* Finds the WKB inside a GeoPackage blob; *wkb borrows from blob. FALSE where it is no such blob. */
gboolean sx_gpkg_blob_parse (const guint8 *blob, gsize size, const guint8 **wkb, gsize *wkb_size);
/* Appends the polygons (is_line: the lines) in wkb to out, coordinates as they stand, rings as they turn.
 * With any other status than OK out is as it was. *flaws, which may be NULL, gets SX_WKB_ flags. Any thread.
 */
SxWkbStatus sx_shape_read_wkb (const guint8 *wkb, gsize size, gboolean is_line, SxShapeBuffer *out,
                               guint *flaws);
/* The whole blob: little endian, with envelope, MultiPolygon or MultiLineString; empty where the view has no
 * rings. Coordinates are written as they are in the view. */
GBytes *sx_gpkg_blob_new (const SxShapeView *view, gboolean is_line, int srs_id);
/* The same appended to `out`. is_single: a Polygon or LineString; the view must then have one part. */
void sx_gpkg_blob_append (GByteArray *out, const SxShapeView *view, gboolean is_line, gboolean is_single,
                          int srs_id);
