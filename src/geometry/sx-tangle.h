/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Polygons that cross themselves so often that nobody can say what ground they are. */
#pragma once

#include "geometry/sx-shape.h"

/* Whether the edges of the view cross each other more than 10 000 times and more than 16 times a point:
 * repairing such a one costs seconds, and what comes out means nothing. What was drawn by hand or by a
 * survey, even several times over itself, is none. FALSE as well where there are very many edges side by side
 * and no such number of crossings was found among the first of them. Pure; any thread. */
gboolean sx_tangle_is_one (const SxShapeView *view);
