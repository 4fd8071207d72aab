/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a new GeoPackage, table by table: with spatial index, counts and triggers, and without anything
 * beside the file. An error stays: what follows does nothing, and sx_package_writer_close() gives it. One
 * thread. */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "base/sx-progress.h"
#include "geometry/sx-shape.h"

typedef struct _SxPackageWriter SxPackageWriter;
typedef struct _SxWriterTable SxWriterTable;

typedef enum
{
  SX_WRITE_POLYGONS,
  SX_WRITE_LINES,
  SX_WRITE_SINGLE_LINES,
  SX_WRITE_ROWS, /* no geometry */
} SxWriteKind;

/* path: where nothing is yet, or an empty file; ours alone. It has sx_parameter from the beginning. */
SxPackageWriter *sx_package_writer_new (const char *path, GCancellable *cancellable);
/* An EPSG code that tables are going to be in. */
void sx_package_writer_add_crs (SxPackageWriter *self, int epsg);
/* When the tables begun from now on were last changed, as SQL; before: now. Static. */
void sx_package_writer_set_time (SxPackageWriter *self, const char *sql);
/* Tells from now on how far it has come, where so many rows make the whole. */
void sx_package_writer_set_progress (SxPackageWriter *self, SxProgress *progress, guint64 n_rows);
/* TRUE while all is well. */
gboolean sx_package_writer_is_good (const SxPackageWriter *self);
/* Ends the file; frees self. Errors: UNWRITABLE, CRS, G_IO_ERROR_CANCELLED. */
gboolean sx_package_writer_close (SxPackageWriter *self, GError **error);
/* For what goes wrong elsewhere meanwhile; takes the error. */
void sx_package_writer_fail (SxPackageWriter *self, GError *error);
/* A statement in SQLite's printf format (%Q, %w). */
void sx_package_writer_run (SxPackageWriter *self, const char *format, ...);

/* epsg: an added one; 0 for rows. columns: names and SQL types in pairs, ended by NULL, beside fid and geom.
 * Several tables may be under way. */
SxWriterTable *sx_package_writer_begin (SxPackageWriter *self, const char *name, const char *title,
                                        SxWriteKind kind, int epsg, const char *const *columns);
/* A value of the row to come, by the column's number from 0; unset ones are NULL. */
void sx_writer_table_text (SxWriterTable *self, guint column, const char *text);
void sx_writer_table_number (SxWriterTable *self, guint column, double number); /* not finite: NULL */
void sx_writer_table_integer (SxWriterTable *self, guint column, gint64 number);
/* To stay as it is until the row ends. */
void sx_writer_table_value (SxWriterTable *self, guint column, sqlite3_value *value);
/* Numbers that are counted up begin beyond it. */
void sx_writer_table_reserve (SxWriterTable *self, gint64 fid);
/* Ends a row and returns its fid. fid 0: the next one. blob: a geometry blob, NULL where there is none; box:
 * its own, in the table's CRS. */
gint64 sx_writer_table_row (SxWriterTable *self, gint64 fid, GBytes *blob, SxBox box);
/* Index and counts; frees self. */
void sx_writer_table_end (SxWriterTable *self);
