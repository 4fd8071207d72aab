/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables that make a file a GeoPackage (OGC 12-128r18), and the triggers of a feature table. */
#pragma once

extern const char *const sx_package_schema_sql;
/* NULL-terminated; {table} stands for the table's name, which has no quotes in it. */
extern const char *const sx_package_trigger_sql[];
#define SX_PACKAGE_INDEX_TRIGGER "CREATE TRIGGER \"rtree_"
