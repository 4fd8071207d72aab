/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packages written by a test with plain SQL, right or wrong, in a folder of their own. */
#pragma once

#include <sqlite3.h>
#include "store/sx-package.h"

typedef struct
{
  char *folder, *file;
  sqlite3 *db; /* open for writing until package_fixture_close() */
} PackageFixture;

/* A GeoPackage without a feature table; knows EPSG 4490, 4525, 4526, 4547 and 4326. */
PackageFixture *package_fixture_new (void);
void package_fixture_free (PackageFixture *self); /* removes the folder */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackageFixture, package_fixture_free)
void package_fixture_close (PackageFixture *self);
void package_fixture_run (PackageFixture *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* CREATE TABLE name (fid INTEGER PRIMARY KEY, geom BLOB, fields), registered. fields may be "". */
void package_fixture_add_table (PackageFixture *self, const char *name, int srs_id, const char *fields);
void package_fixture_register (PackageFixture *self, const char *name, const char *column, int srs_id);
/* A row: geometry as WKT of any type GDAL knows (NULL: NULL), then SQL values for the fields ("'0101', 3";
 * ""). */
void package_fixture_add (PackageFixture *self, const char *table, gint64 fid, const char *wkt,
                          const char *values);
void package_fixture_add_blob (PackageFixture *self, const char *table, gint64 fid, GBytes *blob,
                               const char *values);
/* The GeoPackage blob of a WKT; big endian on request. */
GBytes *package_fixture_blob (const char *wkt, gboolean big_endian);
/* A blob with header and these hexadecimal bytes as WKB. */
GBytes *package_fixture_hex_blob (const char *hex);
/* A square of that size in the plane of EPSG:4526, the corner so far from 38500000, 3500000. Static, until
 * the next call. */
const char *package_fixture_square (double dx, double dy, double size);

/* Closes and reads; the test fails where that fails. */
SxPlan *package_fixture_read (PackageFixture *self);
/* Closes and reads: must fail with that code, and the message must hold all the words (up to NULL). */
void package_fixture_fail (PackageFixture *self, int code, ...) G_GNUC_NULL_TERMINATED;
void package_fixture_check_error (const GError *error, GQuark domain, int code, ...) G_GNUC_NULL_TERMINATED;

/* Names and contents of all files in a folder but "-shm", to see whether anything was touched. */
char *package_fixture_fingerprint (const char *folder);
/* Folder of data that is not in the repository ("cases", "data/gpkg-samples"); NULL, and the test is skipped,
 * where it is absent. */
char *package_fixture_shared (const char *name);
/* Area of a feature, planar. */
double package_fixture_area (SxPlan *plan, const char *layer, guint feature);
const char *package_fixture_skipped (SxPlan *plan, gint64 fid); /* reason or NULL */
