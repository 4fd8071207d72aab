/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parks and squares, dissolved, and the ground within walking distance of them.
 *
 * Pieces that touch make a group, which is dissolved by itself; the ground that is reached is united in
 * square cells, when somebody asks for it. So all numbers depend on the pieces alone, and on nothing that was
 * before.
 *
 * Belongs to one thread. */
#pragma once

#include "evaluate/sx-plan-index.h"

typedef struct _SxParks SxParks;

SxParks *sx_parks_new (const SxPlanIndex *index, double walk_m);
void sx_parks_free (SxParks *self);

/* Takes out all groups that meet one of the boxes (SxBox). The boxes that they reached are appended to
 * touched. */
void sx_parks_take (SxParks *self, const GArray *boxes, GArray *touched);
/* Whether the view's ground was in what was taken out last. */
gboolean sx_parks_were_at (const SxParks *self, const SxShapeView *view);
/* Puts pieces in: those that meet the boxes now, and what else was taken out. Boxes that they reach are
 * appended to touched. */
gboolean sx_parks_put (SxParks *self, const SxShapeView *views, guint n, GArray *touched, GError **error);
/* m² of the view within walking distance. */
gboolean sx_parks_reach (SxParks *self, const SxShapeView *view, double *out, GError **error);
