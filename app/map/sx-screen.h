/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the plan's plane to widget pixels for many points at once, as the view is at one moment. Points go
 * through the Mercator plane, in which the view is only a scale and a shift, so what does not change can be
 * kept there from frame to frame. */
#pragma once

#include "map/sx-map-view.h"

typedef struct
{
  SxPlane plane;
  double scale_x, scale_y, shift_x, shift_y; /* Mercator (radians, y up) to pixels */
  double width, height;
} SxScreen;

/* The view must have a session whose plane is known, and a size. */
void sx_screen_init (SxScreen *self, SxMapView *view);
SxPoint sx_screen_to_mercator (const SxScreen *self, SxPoint plan);
SxPoint sx_screen_from_plan (const SxScreen *self, SxPoint plan);

static inline SxPoint
sx_screen_from_mercator (const SxScreen *self, SxPoint p)
{
  return (SxPoint){ p.x * self->scale_x + self->shift_x, p.y * self->scale_y + self->shift_y };
}
