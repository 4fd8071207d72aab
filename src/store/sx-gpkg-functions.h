/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SQL functions that the triggers of a GeoPackage's R-tree call (OGC 12-128r18, annex F.3): ST_IsEmpty,
 * ST_MinX, ST_MaxX, ST_MinY and ST_MaxY. Without them a plain connection cannot write a table that GDAL or
 * QGIS has indexed. */
#pragma once

#include <glib.h>
#include <sqlite3.h>
#include "geometry/sx-point.h"

/* SQLITE_OK or SQLite's code. */
int sx_gpkg_functions_register (sqlite3 *db);

/* The box of a geometry blob, in its own CRS; empty for an empty geometry. FALSE where data is no geometry
 * blob. An arc counts with its control points only. */
gboolean sx_gpkg_blob_box (const guint8 *data, gsize length, SxBox *out);
