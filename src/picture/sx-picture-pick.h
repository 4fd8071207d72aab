/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a picture is under a point or near it. Any thread; fast enough for each movement of the pointer. */
#pragma once

#include "picture/sx-picture.h"

typedef struct
{
  const SxPictureLayer *layer; /* the picture's */
  guint feature;
} SxPick;

/* Appends features that have the point (plane, metres) inside, and lines and, where tolerance is above 0,
 * borders no farther than tolerance metres from it. Highest layer first. */
void sx_picture_pick_point (const SxPicture *self, SxPoint p, double tolerance, GArray *out);

/* Whether the point is inside the polygons; on a border it may be either. */
gboolean sx_shape_has_point (const SxShapeView *view, SxPoint p);
/* Whether an edge comes within `distance` of the point. */
gboolean sx_shape_edge_is_near (const SxShapeView *view, SxPoint p, double distance);
