/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-screen.h"

SxPoint
sx_screen_to_mercator (const SxScreen *self, SxPoint plan)
{
  double latitude, longitude;

  sx_plane_inverse (&self->plane, plan, &latitude, &longitude);
  return (SxPoint){ longitude, asinh (tan (latitude)) };
}

void
sx_screen_init (SxScreen *self, SxMapView *view)
{
  double width = gtk_widget_get_width (GTK_WIDGET (view)), height = gtk_widget_get_height (GTK_WIDGET (view));
  SxPoint corner, far_corner;

  self->width = width;
  self->height = height;
  self->plane = sx_session_get_plane (sx_map_view_get_session (view));
  width = MAX (width, 1);
  height = MAX (height, 1);
  corner = sx_screen_to_mercator (self, sx_map_view_to_plan (view, 0, 0));
  far_corner = sx_screen_to_mercator (self, sx_map_view_to_plan (view, width, height));
  self->scale_x = width / (far_corner.x - corner.x);
  self->scale_y = height / (far_corner.y - corner.y);
  self->shift_x = -corner.x * self->scale_x;
  self->shift_y = -corner.y * self->scale_y;
}

SxPoint
sx_screen_from_plan (const SxScreen *self, SxPoint plan)
{
  return sx_screen_from_mercator (self, sx_screen_to_mercator (self, plan));
}
