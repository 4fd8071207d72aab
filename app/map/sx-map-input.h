/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pointer and keys of the map: the active tool comes first, what it leaves pans and zooms. */
#pragma once

#include "sx-app-types.h"

/* Puts the controllers on the view, once. */
void sx_map_input_attach (SxMapView *view);
/* Where the pointer is, in widget pixels; FALSE: not over the map. */
gboolean sx_map_input_get_pointer (SxMapView *view, double *x, double *y);
