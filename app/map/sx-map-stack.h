/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The painted layers of the map, one above the other: base map, outlines, the plan before, after, the
 * scheme's plots alone, and names. Which of them are seen, and between which places of the widget, hangs on
 * how before and after are compared. */
#pragma once

#include <shumate/shumate.h>

#include "map/sx-map-picture.h"

typedef enum
{
  SX_MAP_AFTER,      /* the plan with the scheme's plots on it */
  SX_MAP_SWIPE,      /* before left of a divider that can be dragged, after right of it */
  SX_MAP_DIFFERENCE, /* the plots alone */
  SX_MAP_BLINK,      /* before and after in turns */
} SxMapCompare;

typedef struct _SxMapStack SxMapStack;

/* Puts its layers on the map, which owns them. tile_size: of the viewport's reference source, pixels. */
SxMapStack *sx_map_stack_new (ShumateMap *map, guint tile_size);
/* The layers stay the map's. NULL allowed. */
void sx_map_stack_free (SxMapStack *self);

/* What is painted from now on, where the picture says that it changed; of another picture (NULL: nothing),
 * everywhere. */
void sx_map_stack_set_picture (SxMapStack *self, SxMapPicture *picture);
void sx_map_stack_update_picture (SxMapStack *self, SxMapPicture *picture);
/* divider: between before and after of SX_MAP_SWIPE, pixels of the widget. is_after: whose turn it is with
 * SX_MAP_BLINK. */
void sx_map_stack_compare (SxMapStack *self, SxMapCompare mode, double divider, gboolean is_after);

void sx_map_stack_set_base_map_visible (SxMapStack *self, gboolean visible);
gboolean sx_map_stack_get_base_map_visible (const SxMapStack *self);
void sx_map_stack_set_names_visible (SxMapStack *self, gboolean visible);
gboolean sx_map_stack_get_names_visible (const SxMapStack *self);
/* Names measure plots in the plane, not on the ellipsoid. */
void sx_map_stack_set_planar (SxMapStack *self, gboolean is_planar);
/* Names in the last frame, and those of them that an edge of the map cut; for tests. */
guint sx_map_stack_get_n_names (const SxMapStack *self, guint *n_cut);
/* All that is in view is painted as it should be. */
gboolean sx_map_stack_is_idle (const SxMapStack *self);
