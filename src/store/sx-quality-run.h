/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the quality check share.
 *
 * Private to sx-quality*.c. */
#pragma once

#include "store/sx-package-table.h"
#include "store/sx-quality-fields.h"
#include "store/sx-quality-ground.h"
#include "store/sx-quality.h"

/* Overlaps, gaps and ground outside are found from this on: the size below which lines drop slivers. */
#define SX_QUALITY_MIN_AREA 0.01
/* And when they are this wide on average: less is rounding, a tenth of the ministry's XY tolerance for curves
 * in degrees. */
#define SX_QUALITY_MIN_WIDTH 0.001
/* Larger ones are errors: above the rounding of drawn boundaries. */
#define SX_QUALITY_ERROR_AREA 1.0

typedef struct
{
  const SxPlan *plan;
  SxPackageFile *file;
  sqlite3 *db;
  SxCatalogue *catalogue;
  GPtrArray *tables; /* SxPackageTable *, with all columns that a check looks at */
  SxQualityFound found;
  gpointer data;
  GCancellable *cancellable;
  GHashTable
      *suspects; /* layer's standard name → GByteArray, a byte a feature: overlaps another, or leaves XZQ */
  GHashTable *grounds; /* layer's standard name → SxQualityGround * */
} SxQualityRun;

/* A finding of which nothing but this is known. */
#define SX_QUALITY_FINDING(kind_, severity_, table_)                                                         \
  ((SxQualityFinding){ .kind = (kind_),                                                                      \
                       .severity = (severity_),                                                              \
                       .table = (table_),                                                                    \
                       .area = NAN,                                                                          \
                       .value = NAN,                                                                         \
                       .expected = NAN,                                                                      \
                       .at = { NAN, NAN } })

/* finding->at in the plan's plane; message from format. */
void sx_quality_tell (const SxQualityRun *run, SxQualityFinding finding, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
/* The same about one feature. */
SxQualityFinding sx_quality_finding_of (SxQualityKind kind, SxQualitySeverity severity, const SxLayer *layer,
                                        guint feature);
/* A repair of the plan's or of a scheme's geometry. */
void sx_quality_tell_repair (const SxQualityRun *run, const SxRepair *repair);
gboolean sx_quality_is_cancelled (const SxQualityRun *run, GError **error);
/* By standard name; NULL where the package has none. */
const SxPackageTable *sx_quality_table (const SxQualityRun *run, const char *name);
/* The layer of that table in the file; NULL. */
SxLayer *sx_quality_layer (const SxQualityRun *run, const char *table);
/* Made on first use and kept; borrowed. Main thread of the check only. */
const SxQualityGround *sx_quality_ground (const SxQualityRun *run, SxLayer *layer, GError **error);
/* A point inside the largest part, to zoom to. */
SxPoint sx_quality_point_in (const SxShapeView *view);
double sx_quality_perimeter (const SxShapeView *view);

/* The checks, in this order. */
gboolean sx_quality_check_structure (const SxQualityRun *run, GError **error);
gboolean sx_quality_check_schemes (const SxQualityRun *run, GError **error);
gboolean sx_quality_check_geometry (const SxQualityRun *run, GError **error);
gboolean sx_quality_check_attributes (const SxQualityRun *run, GError **error);
gboolean sx_quality_check_topology (const SxQualityRun *run, GError **error);
gboolean sx_quality_check_gaps (const SxQualityRun *run, GError **error);
