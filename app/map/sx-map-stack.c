/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sx-map-stack.h"

#include <math.h>

#include "map/sx-base-map-layer.h"
#include "map/sx-name-layer.h"
#include "map/sx-tile-layer.h"

struct _SxMapStack
{
  /* from below; the map's */
  SxBaseMapLayer *base;
  SxTileLayer *outlines, *before, *after, *changes;
  SxNameLayer *names;
};

static SxTileLayer *
add_tiles (ShumateMap *map, guint tile_size, SxPictureMode mode)
{
  SxTileLayer *layer = sx_tile_layer_new (shumate_map_get_viewport (map), tile_size, mode);

  shumate_map_add_layer (map, SHUMATE_LAYER (layer));
  return layer;
}

SxMapStack *
sx_map_stack_new (ShumateMap *map, guint tile_size)
{
  SxMapStack *self = g_new0 (SxMapStack, 1);
  ShumateViewport *viewport = shumate_map_get_viewport (map);

  self->base = sx_base_map_layer_new (viewport, tile_size);
  shumate_map_add_layer (map, SHUMATE_LAYER (self->base));
  self->outlines = add_tiles (map, tile_size, SX_PICTURE_BEFORE);
  self->before = add_tiles (map, tile_size, SX_PICTURE_BEFORE);
  self->after = add_tiles (map, tile_size, SX_PICTURE_AFTER);
  self->changes = add_tiles (map, tile_size, SX_PICTURE_DIFFERENCE);
  self->names = sx_name_layer_new (viewport, tile_size);
  shumate_map_add_layer (map, SHUMATE_LAYER (self->names));
  return self;
}

void
sx_map_stack_free (SxMapStack *self)
{
  g_free (self);
}

/* ---- what is painted */

/* dirty: where the layers changed, where the scheme did, and where either did; NULL: everywhere */
static void
show (SxMapStack *self, SxPicture *picture, SxPicture *outlines, const SxBox *layers, const SxBox *scheme,
      const SxBox *both)
{
  sx_tile_layer_set_picture (self->outlines, outlines, layers);
  sx_tile_layer_set_picture (self->before, picture, layers);
  sx_tile_layer_set_picture (self->after, picture, both);
  sx_tile_layer_set_picture (self->changes, picture, scheme);
  sx_name_layer_set_picture (self->names, picture);
}

void
sx_map_stack_set_picture (SxMapStack *self, SxMapPicture *picture)
{
  show (self, picture ? sx_map_picture_get (picture) : NULL,
        picture ? sx_map_picture_get_outlines (picture) : NULL, NULL, NULL, NULL);
}

void
sx_map_stack_update_picture (SxMapStack *self, SxMapPicture *picture)
{
  SxBox layers, scheme, both;

  if (!sx_map_picture_get_dirty (picture, &layers, &scheme))
    {
      sx_map_stack_set_picture (self, picture);
      return;
    }
  both = sx_box_union (layers, scheme);
  show (self, sx_map_picture_get (picture), sx_map_picture_get_outlines (picture), &layers, &scheme, &both);
}

/* ---- what is seen of it */

void
sx_map_stack_compare (SxMapStack *self, SxMapCompare mode, double divider, gboolean is_after)
{
  gboolean swipes = mode == SX_MAP_SWIPE, is_before = mode == SX_MAP_BLINK && !is_after;

  gtk_widget_set_visible (GTK_WIDGET (self->outlines), mode == SX_MAP_DIFFERENCE);
  gtk_widget_set_visible (GTK_WIDGET (self->before), mode != SX_MAP_DIFFERENCE);
  gtk_widget_set_visible (GTK_WIDGET (self->after), swipes || (mode == SX_MAP_BLINK && is_after));
  gtk_widget_set_visible (GTK_WIDGET (self->changes), mode == SX_MAP_AFTER || mode == SX_MAP_DIFFERENCE);
  sx_tile_layer_set_span (self->before, 0, swipes ? divider : (double)INFINITY);
  sx_tile_layer_set_span (self->after, swipes ? divider : 0, INFINITY);
  sx_name_layer_set_plots_from (self->names, swipes      ? divider
                                             : is_before ? (double)INFINITY
                                                         : -(double)INFINITY);
}

void
sx_map_stack_set_base_map_visible (SxMapStack *self, gboolean visible)
{
  gtk_widget_set_visible (GTK_WIDGET (self->base), visible);
}

gboolean
sx_map_stack_get_base_map_visible (const SxMapStack *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->base));
}

void
sx_map_stack_set_names_visible (SxMapStack *self, gboolean visible)
{
  gtk_widget_set_visible (GTK_WIDGET (self->names), visible);
}

gboolean
sx_map_stack_get_names_visible (const SxMapStack *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->names));
}

void
sx_map_stack_set_planar (SxMapStack *self, gboolean is_planar)
{
  sx_name_layer_set_planar (self->names, is_planar);
}

guint
sx_map_stack_get_n_names (const SxMapStack *self, guint *n_cut)
{
  gboolean is_visible = sx_map_stack_get_names_visible (self);

  *n_cut = is_visible ? sx_name_layer_get_n_cut (self->names) : 0;
  return is_visible ? sx_name_layer_get_n_shown (self->names) : 0;
}

gboolean
sx_map_stack_is_idle (const SxMapStack *self)
{
  SxTileLayer *layers[] = { self->outlines, self->before, self->after, self->changes };

  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    if (!sx_tile_layer_is_idle (layers[i]))
      return FALSE;
  return sx_base_map_layer_is_idle (self->base) && sx_name_layer_is_idle (self->names);
}
