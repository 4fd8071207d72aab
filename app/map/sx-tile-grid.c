/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-tile-grid.h"

#include <math.h>

double
sx_tile_grid_world (ShumateLayer *layer, guint reference_size)
{
  return reference_size * exp2 (shumate_viewport_get_zoom_level (shumate_layer_get_viewport (layer)));
}

SxTileGrid
sx_tile_grid_of (ShumateLayer *layer, guint reference_size, double zoom)
{
  ShumateLocation *middle = SHUMATE_LOCATION (shumate_layer_get_viewport (layer));
  double x = shumate_location_get_longitude (middle) / 360 + 0.5;
  double y = 0.5 - asinh (tan (shumate_location_get_latitude (middle) * G_PI / 180)) / (2 * G_PI);
  double world = sx_tile_grid_world (layer, reference_size);
  SxTileGrid self = { .zoom = zoom,
                      .size = world / exp2 (zoom),
                      .width = gtk_widget_get_width (GTK_WIDGET (layer)),
                      .height = gtk_widget_get_height (GTK_WIDGET (layer)),
                      .scale = gtk_widget_get_scale_factor (GTK_WIDGET (layer)) };

  self.left = (x * world - self.width / 2) / self.size;
  self.top = (y * world - self.height / 2) / self.size;
  return self;
}

graphene_rect_t
sx_tile_grid_rect (const SxTileGrid *self, int x, int y)
{
  double s = self->scale;
  double x0 = rint ((x - self->left) * self->size * s) / s,
         x1 = rint ((x + 1 - self->left) * self->size * s) / s;
  double y0 = rint ((y - self->top) * self->size * s) / s,
         y1 = rint ((y + 1 - self->top) * self->size * s) / s;

  return GRAPHENE_RECT_INIT ((float)x0, (float)y0, (float)(x1 - x0), (float)(y1 - y0));
}

double
sx_tile_grid_distance (const SxTileGrid *self, int x, int y)
{
  double dx = (x + 0.5 - self->left) * self->size - self->width / 2;
  double dy = (y + 0.5 - self->top) * self->size - self->height / 2;

  return dx * dx + dy * dy;
}
