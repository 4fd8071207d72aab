/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the evaluator: its parts, as the indicator and conflict tables read them. */
#pragma once

#include "evaluate/sx-change.h"
#include "evaluate/sx-city.h"
#include "evaluate/sx-dissolve.h"
#include "evaluate/sx-evaluator.h"
#include "evaluate/sx-farmland.h"

/* an adjustment with what is known of it alone */
typedef struct
{
  SxAdjustment *item;
  SxShape *settled; /* its shape as lines are dissolved with it; NULL: its line is not */
  SxChangeItem *change;
  double area;      /* A of the polygon as drawn */
  double *conflict; /* per rule: area, of rules about static ground */
} SxAdjustmentEntry;

typedef struct
{
  SxReclass *item;
  SxChangeItem *change; /* GHFQ only */
} SxReclassEntry;

typedef struct
{
  guint clusters, fragments, cropland_clusters;
  guint redline_small, boundary_fragments, boundary_windows;
} SxCounts;

struct _SxEvaluator
{
  SxPlanIndex *index;
  SxDissolve *redline, *boundary;
  SxFarmland *farmland;
  SxChange *change;
  SxCity *city;
  GPtrArray *adjustments; /* SxAdjustmentEntry * */
  GPtrArray *reclasses;   /* SxReclassEntry * */
  GPtrArray *roads;       /* SxRoad * */
  GPtrArray *judgements;  /* SxJudgement *, own copies */
  GHashTable *scheme_parameters;
  SxFarmlandTerms farmland_before;
  SxCounts before, after;
  SxItemSet *redline_small_before, *boundary_fragments_before, *boundary_windows_before; /* pieces of them */
  guint64 generation;
  gboolean is_broken; /* an edit failed and could not be taken back */
  double index_ms, base_ms, scheme_ms;
};

/* One row of the result, without verdict. */
typedef struct
{
  double before, after, target; /* NAN: none */
  double base;                  /* without any scheme; NAN: none */
  char *missing;                /* what is absent (the no_data message), or NULL; owned */
  char *message;                /* owned, or NULL */
} SxIndicatorTerms;

/* Fills out in the indicator's unit; texts in it are the caller's. */
void sx_evaluator_measure (const SxEvaluator *self, const SxIndicatorRule *rule, SxIndicatorTerms *out);
/* parameter of the package, else of the profile; FALSE when absent or no number */
gboolean sx_evaluator_parameter (const SxEvaluator *self, const char *key, double *out);
/* Areas of static rules for one polygon. */
void sx_evaluator_measure_entry (const SxEvaluator *self, SxAdjustmentEntry *entry);
/* Has the scheme an adjustment (with ground) of the line? */
gboolean sx_evaluator_has_line (const SxEvaluator *self, SxLine line);
/* SxConflict * */
GPtrArray *sx_evaluator_find_conflicts (const SxEvaluator *self);
SxVerdict sx_evaluator_judge (const SxEvaluator *self, const SxIndicatorRule *rule, SxIndicatorTerms *terms);
/* Once, before any scheme: keeps which dissolved polygons and holes there are. */
void sx_evaluator_note_places (SxEvaluator *self);
