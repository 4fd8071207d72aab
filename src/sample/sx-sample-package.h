/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The package of a made-up county: tables one after the other (store/sx-package-writer.h), from shapes in the
 * county's plane.
 *
 * Errors stick: after the first, everything does nothing, and sx_sample_package_close() tells it. One thread.
 */
#pragma once

#include <gio/gio.h>
#include "geometry/sx-projection.h"
#include "geometry/sx-shape.h"
#include "store/sx-scheme-tables.h"

typedef struct _SxSamplePackage SxSamplePackage;

#define SX_SAMPLE_COLUMNS_MAX 20

typedef struct
{
  const char *name, *title;
  const char *geometry; /* "MULTIPOLYGON", "LINESTRING", "MULTILINESTRING" */
  int epsg;             /* 4490: geometry comes in metres all the same and is written in degrees */
  const char *columns[SX_SAMPLE_COLUMNS_MAX]; /* "BSM TEXT(18)", …, NULL-terminated */
} SxSampleTable;

/* file: an empty one of our own. plane: of the geometry. */
SxSamplePackage *sx_sample_package_create (const char *file, const SxPlane *plane, GCancellable *cancellable);
/* step() is called every some thousand rows with the number of rows written so far. */
void sx_sample_package_on_step (SxSamplePackage *self, void (*step) (gint64 n_rows, gpointer data),
                                gpointer data);
gboolean sx_sample_package_has_failed (const SxSamplePackage *self);

/* Its rows come next, until sx_sample_package_end(). */
void sx_sample_package_begin (SxSamplePackage *self, const SxSampleTable *table);
/* The same for a table of the program's own that has a geometry, in the plan's plane. Those that have none
 * are there from the beginning. */
void sx_sample_package_begin_own (SxSamplePackage *self, SxStoreTableId id, const char *title);
/* The next row's cells, in the order of the columns; text is copied, NULL allowed. */
void sx_sample_package_text (SxSamplePackage *self, const char *text);
void sx_sample_package_real (SxSamplePackage *self, double number);
void sx_sample_package_integer (SxSamplePackage *self, gint64 number);
/* Ends a row; returns its fid, or 0 after an error. */
gint64 sx_sample_package_add (SxSamplePackage *self, const SxShapeView *shape);
/* Ends the table: index, triggers, extent, count. */
void sx_sample_package_end (SxSamplePackage *self);
/* Any statement, formatted by sqlite3_mprintf: %Q and %w quote. */
void sx_sample_package_run (SxSamplePackage *self, const char *format, ...);

/* Everything on disk, or FALSE: SX_ERROR_UNWRITABLE, G_IO_ERROR_CANCELLED. Frees the package either way. */
gboolean sx_sample_package_close (SxSamplePackage *self, GError **error);
