/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the blob of a feature to valid rings in the plan's plane: parsed, transformed, repaired, turned the
 * right way round, and what was put right or left out written down. One reader a thread. */
#pragma once

#include "geometry/sx-shape-wkb.h"
#include "plan/sx-plan.h"
#include "store/sx-package-table.h"

typedef struct
{
  const SxPackageTable *table;
  SxPlane plane;
  GArray *repairs; /* SxRepair */
  GArray *skipped; /* SxSkipped */
  SxShapeBuffer scratch;
  guint n_inside;        /* features whose coordinates may belong to the table's CRS */
  guint n_outside;       /* and those whose cannot: skipped */
  gint64 outside_fid;    /* the first of these */
  SxPoint outside_point; /* and where it is */
} SxFeatureReader;

void sx_feature_reader_init (SxFeatureReader *self, const SxPackageTable *table, const SxPlane *plane);
void sx_feature_reader_clear (SxFeatureReader *self);
/* Appends the rings of a feature to out; blob may be NULL. Where nothing of it can be used nothing is
 * appended and it is listed in skipped. */
void sx_feature_reader_read (SxFeatureReader *self, gint64 fid, const guint8 *blob, gsize size,
                             SxShapeBuffer *out);
/* Only the rings, in the file's coordinates; arcs are made of straight edges, and *is_curve tells. */
SxWkbStatus sx_feature_parse (const guint8 *blob, gsize size, gboolean is_line, SxShapeBuffer *out,
                              guint *flaws, gboolean *is_curve);
