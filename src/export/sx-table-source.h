/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a package's feature table as they are stored, all fields, under standard names. One thread. */
#pragma once

#include "geometry/sx-degree-grid.h"
#include "geometry/sx-shape.h"
#include "store/sx-package-table.h"

typedef struct
{
  const SxPackageFile *file;
  const SxPackageTable *table;
  const SxLayer *layer;     /* the same table as the plan has it: row i is its feature i */
  GPtrArray *names, *types; /* char *: fields, and their types in SQL */
  sqlite3_stmt *statement;
  SxDegreeGrid *degrees; /* of the table's plane, borrowed; NULL: each point by itself */
  gint64 fid;            /* of the row at hand */
  guint feature;         /* its number */
  guint n_rows;
} SxTableSource;

/* left_out: names of fields that are not wanted; NULL: none. */
SxTableSource *sx_table_source_new (const SxPackageFile *file, sqlite3 *db, const SxPackageTable *table,
                                    const SxLayer *layer, const char *const *left_out, GError **error);
void sx_table_source_free (SxTableSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxTableSource, sx_table_source_free)

/* The next row; *row FALSE at the end. An error where rows are no longer those of the layer. */
gboolean sx_table_source_next (SxTableSource *self, gboolean *row, GError **error);
sqlite3_value *sx_table_source_value (const SxTableSource *self, guint column); /* of the row at hand */
/* Names and types in pairs, NULL-terminated, for sx_package_writer_begin(). Free the array only. */
const char **sx_table_source_columns (const SxTableSource *self);

/* The row's geometry in EPSG:4490, as it came where it is in it already; NULL where there is none that can be
 * read. plane: of the plan. box: in degrees. */
GBytes *sx_table_source_geometry (const SxTableSource *self, const SxPlane *plane, SxBox *box);
/* Points of the table's own CRS, in place: to what they are in sx_table_source_geometry(). */
void sx_table_source_to_degrees (const SxTableSource *self, SxPoint *points, gsize n);
/* The row's points, in the table's own CRS, appended; FALSE where they cannot be read. */
gboolean sx_table_source_points (const SxTableSource *self, SxShapeBuffer *out);
