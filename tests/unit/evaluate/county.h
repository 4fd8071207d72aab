/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A county of rectangles, small enough to compute by hand; areas are planar, so that every figure is exact.
 */
#pragma once

#include "evaluate/sx-evaluator.h"

/* metres east and north of the county's corner */
#define COUNTY_X 38500000.0
#define COUNTY_Y 3600000.0

typedef struct _County County;

County *county_new (void);
/* A rectangle in a table, with pairs of field name and text (numbers too), ended by NULL. */
void county_add (County *self, const char *table, double x0, double y0, double x1, double y1,
                 ...) G_GNUC_NULL_TERMINATED;
/* An empty table. */
void county_add_table (County *self, const char *table);
void county_set_parameter (County *self, const char *key, const char *value);
/* Takes the county. */
SxPlan *county_plan (County *self);
/* The same, indexed under the rules of Anhui. Takes the county. */
SxEvaluator *county_evaluator (County *self);

SxShape *county_rectangle (double x0, double y0, double x1, double y1);
SxAdjustment *county_adjustment (SxLine line, SxDirection direction, double x0, double y0, double x1,
                                 double y1);
/* Appends it to the evaluator's scheme. */
SxAdjustment *county_adjust (SxEvaluator *evaluator, SxLine line, SxDirection direction, double x0, double y0,
                             double x1, double y1);
