/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether two polygons are one when they are dissolved. Any thread. */
#pragma once

#include "geometry/sx-shape.h"

/* TRUE where the areas of two valid, oriented polygons of one part each overlap, or their borders have a
 * stretch in common; those that touch in points only stay apart, as do empty ones. The answer is that of
 * exact arithmetic on the coordinates as they are, for polygons of ordinary size at one place of the plane
 * (differences of their coordinates must be exact), and does not depend on the order of the two. */
gboolean sx_joint (const SxShapeView *a, const SxShapeView *b);

/* The same of what of their borders meets the window alone: TRUE where they have ground in common there, or a
 * stretch. One within the other without touching it is not seen. */
gboolean sx_joint_in (const SxShapeView *a, const SxShapeView *b, SxBox window);
