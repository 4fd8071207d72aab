/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a piece of ground goes from one row of a balance to another. Private to sx-change-tile. */
#pragma once

#include "evaluate/sx-plan-index.h"
#include "plan/sx-scheme.h"

/* Ground on which the scheme is everywhere the same, and so is the base's red line and boundary. */
typedef struct
{
  SxShapeView view;
  double area, farmland;    /* m² of it, and of what of it is in the base's farmland */
  guint8 zone[2];           /* what follows the lines outside and inside that farmland; NONE: it stays */
  const SxReclass *reclass; /* goes before it; NULL: none */
} SxShiftGround;

/* Appends to shifts, SxTileShift. Errors: GEOMETRY. */
gboolean sx_change_shift_ground (const SxPlanIndex *index, SxBalanceKind kind, const SxShiftGround *ground,
                                 GArray *shifts, GError **error);
