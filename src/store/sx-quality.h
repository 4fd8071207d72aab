/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quality check of a plan package's data, after what the ministry's 质检 looks at (domain.md 7.2) and what
 * plan-package.md and indicators.md want reported: everything the program passes over, repairs or counts
 * otherwise than it stands. */
#pragma once

#include <gio/gio.h>
#include "plan/sx-plan.h"

typedef enum
{
  SX_QUALITY_INFO,    /* nothing to do; to be known */
  SX_QUALITY_WARNING, /* looks wrong; the numbers hold */
  SX_QUALITY_ERROR,   /* the numbers may be wrong, or a submission would be refused */
} SxQualitySeverity;

typedef enum
{
  /* tables and fields */
  SX_QUALITY_TABLE_MISSING,
  SX_QUALITY_TABLE_UNKNOWN,
  SX_QUALITY_TABLE_TWICE,
  SX_QUALITY_TABLE_EMPTY,
  SX_QUALITY_FIELD_MISSING,
  SX_QUALITY_FIELD_TYPE,
  SX_QUALITY_FIELD_NUMERIC_CODE,
  SX_QUALITY_CRS_UNKNOWN,
  SX_QUALITY_CRS_DIFFERS,
  SX_QUALITY_PARAMETER,
  SX_QUALITY_SCHEME,
  SX_QUALITY_RULE_LAYER_MISSING,
  /* geometry */
  SX_QUALITY_GEOMETRY_UNUSED,
  SX_QUALITY_GEOMETRY_REPAIRED,
  SX_QUALITY_CURVE,
  SX_QUALITY_SLIVER,
  SX_QUALITY_ACUTE_ANGLE,
  SX_QUALITY_HOLE,
  SX_QUALITY_MULTIPART,
  SX_QUALITY_NEAR_POINTS,
  /* attributes */
  SX_QUALITY_BSM_MISSING,
  SX_QUALITY_BSM_FORM,
  SX_QUALITY_BSM_TWICE,
  SX_QUALITY_CODE_MISSING,
  SX_QUALITY_CODE_UNKNOWN,
  SX_QUALITY_CODE_NAME,
  SX_QUALITY_CODE_COMBINATION,
  SX_QUALITY_AREA_MISSING,
  SX_QUALITY_AREA_BAD,
  SX_QUALITY_AREA_DIFFERS,
  SX_QUALITY_AREA_UNIT,
  SX_QUALITY_AREA_SUM,
  /* between features and between layers */
  SX_QUALITY_OVERLAP,
  SX_QUALITY_GAP,
  SX_QUALITY_OUTSIDE,
  SX_QUALITY_LINES_OVERLAP,
  SX_QUALITY_N_KINDS,
} SxQualityKind;

/* "overlap", as the JSON calls it. */
const char *sx_quality_kind_name (SxQualityKind kind);
/* "Features of one layer overlap": a heading for people. */
const char *sx_quality_kind_title (SxQualityKind kind);
const char *sx_quality_severity_name (SxQualitySeverity severity); /* "error" */

typedef struct
{
  SxQualityKind kind;
  SxQualitySeverity severity;
  const char *table; /* as the file calls it; NULL: the package as a whole */
  gint64 fid;
  gboolean has_fid;    /* else fid means nothing: the whole table */
  double area;         /* m², of what is wrong; NAN: none */
  double value;        /* what stands there, in its own unit; NAN */
  double expected;     /* what should; NAN */
  SxPoint at;          /* in the plan's CRS, degrees for EPSG:4490; NAN: nowhere */
  const char *message; /* one sentence in the user's language */
} SxQualityFinding;

/* Called on the calling thread, check by check, within a check by table and fid; the same package gives the
 * same findings in the same order. The finding and its texts live until it returns. */
typedef void (*SxQualityFound) (const SxQualityFinding *finding, gpointer data);

/* All checks of a plan that sx_package_read() read. Areas of overlaps and gaps are planar, those compared
 * with attributes ellipsoidal. Uses all cores. Errors: as sx_package_read(), GEOMETRY, G_IO_ERROR_CANCELLED.
 */
gboolean sx_quality_check (const SxPlan *plan, SxQualityFound found, gpointer data, GCancellable *cancellable,
                           GError **error);
