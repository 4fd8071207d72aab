/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for the grade and the name of a drawn road. Signal "chosen"; it closes after that, or without when the
 * user turns away. */
#pragma once

#include "sx-app-types.h"

#define SX_TYPE_ROAD_POPOVER (sx_road_popover_get_type ())
G_DECLARE_FINAL_TYPE (SxRoadPopover, sx_road_popover, SX, ROAD_POPOVER, GtkPopover)

SxRoadPopover *sx_road_popover_new (void);
const char *sx_road_popover_get_grade (SxRoadPopover *self);
const char *sx_road_popover_get_name (SxRoadPopover *self); /* may be "" */
/* The name starts empty, the grade stays what it was. */
void sx_road_popover_begin (SxRoadPopover *self);
