/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan package in memory: layers by standard table name, parameters, CRS, and what was repaired on the way
 * in. Immutable once read; counted; may be shared by all threads. */
#pragma once

#include "geometry/sx-projection.h"
#include "plan/sx-layer.h"

/* A geometry that was not valid and was repaired (GEOS MakeValid, structure method), areas planar in m². */
typedef struct
{
  char *table;
  gint64 fid;
  double area_before; /* shells minus holes */
  double area_after;
  char *reason; /* GEOS's word: "Self-intersection[…]", or "Ring not closed", "Arcs made of straight edges" */
  gboolean is_error; /* changed by more than 1 m² and 0.1 % */
} SxRepair;

/* A feature that takes part in nothing: NULL, empty or collapsed geometry, NaN coordinates, … */
typedef struct
{
  char *table;
  gint64 fid;
  /* static: "null", "empty", "collapsed", "not_finite", "unreadable", "wrong_type", "out_of_range" (where
   * nothing in the table's CRS can be, while most of the table is elsewhere), "unrepairable" */
  const char *reason;
} SxSkipped;

struct _SxPlan
{
  gint ref_count;
  char *file; /* as given */
  int epsg; /* the plan's CRS: 4490, 4513–4554, also where the file has the same system under another name */
  gboolean is_geographic;
  SxPlane plane;          /* where all shapes are */
  GHashTable *layers;     /* char * standard name → SxLayer * */
  GHashTable *parameters; /* char * → char *, sx_parameter */
  GArray *repairs;        /* SxRepair */
  GArray *skipped;        /* SxSkipped */
};

SxPlan *sx_plan_new (const char *file); /* empty; for the reader and tests */
SxPlan *sx_plan_ref (SxPlan *self);
void sx_plan_unref (SxPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxPlan, sx_plan_unref)

/* Borrowed; NULL when the package has no such table (or when self has it without any row: then the layer is
 * there). */
SxLayer *sx_plan_layer (const SxPlan *self, const char *standard_name);
/* The box of all features of all layers; empty where there is none. Looks at each feature. */
SxBox sx_plan_extent (const SxPlan *self);
const char *sx_plan_parameter (const SxPlan *self, const char *key); /* NULL when absent */
/* The parameter as a finite number; FALSE when absent or not a number (locale-independent). */
gboolean sx_plan_parameter_number (const SxPlan *self, const char *key, double *out);
/* From the plan's CRS as files and EDITS.json give it (degrees for EPSG:4490) to the plane, in place. */
void sx_plan_to_plane (const SxPlan *self, SxPoint *points, gsize n);
void sx_plan_from_plane (const SxPlan *self, SxPoint *points, gsize n);
