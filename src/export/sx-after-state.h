/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan as it is after a scheme, layer by layer, as what changes: the base features that an edit touches,
 * what really changed on the ground, and what replaces the touched features (indicators.md, "The state after
 * a scheme" and "Linked zoning"). All other features stay as they came and are not looked at.
 *
 * Made by one thread; afterwards immutable and free of GEOS. Shapes are in the plan's plane. */
#pragma once

#include <gio/gio.h>

#include "geometry/sx-area.h"
#include "plan/sx-plan.h"
#include "plan/sx-scheme.h"

/* WHLX, the kind of a maintenance. */
typedef enum
{
  SX_MAINTAIN_IN = 1,
  SX_MAINTAIN_ATTRIBUTE = 2,
  SX_MAINTAIN_OUT = 3,
} SxMaintenance;

/* A plot that really changed: a single part. */
typedef struct
{
  SxShape *shape;
  double area; /* m² */
  SxMaintenance kind;
  gint parent;              /* ATTRIBUTE: the feature it was part of; else -1 */
  SxAdjustment *adjustment; /* what did it, the earliest where several; NULL: a reclassification */
  const SxReclass *reclass; /* or NULL */
  char *code;               /* ATTRIBUTE: what it is now */
} SxAfterChange;

/* What stands in a touched feature's place, or is new: a single part (of a road: all that is left of it). */
typedef struct
{
  SxShape *shape;
  double area;  /* m² */
  gint parent;  /* the base feature it was part of, whose fields it goes on with; -1: new ground */
  double share; /* of the parent's area: its measures go on with that share */
  gint land;    /* new farmland: the parcel of DLTB it lies in; -1: none */
  SxAdjustment *adjustment; /* new ground: what brought it in */
  const SxReclass *reclass;
  const SxRoad *road; /* a new road */
  char *code, *name;  /* zone or land use where that changed; NULL: the parent's */
} SxAfterPiece;

typedef struct
{
  char *table;            /* standard name */
  SxLine line;            /* the control line; SX_LINE_ANY: zoning, land use, roads */
  gboolean is_maintained; /* has WHQ, WHC and WHH layers; roads have not */
  SxLayer *base;
  guint8 *is_touched; /* per base feature */
  guint n_touched;
  GPtrArray *changes; /* SxAfterChange *, in the order of the scheme */
  GPtrArray *pieces;  /* SxAfterPiece *: what is left, by feature, then what is new */
} SxAfterLayer;

typedef struct
{
  SxPlan *plan;
  SxMetric metric;
  GPtrArray *items; /* keeps the scheme's items: adjustments, reclassifications, roads */
  guint n_adjustments, n_reclasses;
  GPtrArray *layers; /* SxAfterLayer *: lines, zoning, land use, roads, as far as the plan has them */
} SxAfterState;

/* sliver_m2: smaller single parts of a control line are dropped. Errors: GEOMETRY, G_IO_ERROR_CANCELLED. */
SxAfterState *sx_after_state_new (SxPlan *plan, const SxScheme *scheme, const SxMetric *metric,
                                  double sliver_m2, GCancellable *cancellable, GError **error);
void sx_after_state_free (SxAfterState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SxAfterState, sx_after_state_free)

/* NULL where the plan has no such table. Borrowed. */
const SxAfterLayer *sx_after_state_layer (const SxAfterState *self, const char *table);

/* The invariants of deliverables.md: A(WHQ) - A(WHC, 3) + A(WHC, 1) = A(WHH), after = before - WHQ + WHH, and
 * pieces that do not overlap each other. TRUE, or FALSE with a sentence in *fault, owned by the caller. */
gboolean sx_after_layer_check (const SxAfterState *self, const SxAfterLayer *layer, char **fault);
