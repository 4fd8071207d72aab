/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables that make a file a GeoPackage (OGC 12-128r18, annex C), and the triggers of a feature table
 * (annex F.3). */
#pragma once

extern const char *const sx_geopackage_schema_sql;
/* NULL-terminated; {table} stands for the table's name, which has no quotes in it. */
extern const char *const sx_geopackage_trigger_sql[];
#define SX_GEOPACKAGE_INDEX_TRIGGER "CREATE TRIGGER \"rtree_"
