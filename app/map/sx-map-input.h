/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pointer and keys of the map. The active tool comes first; what it leaves pans and zooms:
 *
 *   middle button, space bar held     pan
 *   wheel                             zooms about the pointer; two fingers pan, with Ctrl they zoom; pinch
 *   arrow keys                        move the crosshair (Shift faster, Alt finer) with which the space bar
 *                                     clicks; with Ctrl, and for tools that have no crosshair, pan
 *   + and -                           zoom
 *
 * Other single keys are shortcuts that others put on the map (sx-toolbox.h, sx-target-bar.h): they work while
 * it has the focus and nowhere else. The map has no input method, so that a composing one does not eat them.
 */
#pragma once

#include "sx-app-types.h"

/* Puts the controllers on the view, once. */
void sx_map_input_attach (SxMapView *view);
/* Before the view goes. */
void sx_map_input_detach (SxMapView *view);
/* Where the pointer or the crosshair is, in widget pixels; FALSE: not over the map. */
gboolean sx_map_input_get_pointer (SxMapView *view, double *x, double *y);
/* FALSE: the pointer is used, not the keys. */
gboolean sx_map_input_get_crosshair (SxMapView *view, double *x, double *y);
