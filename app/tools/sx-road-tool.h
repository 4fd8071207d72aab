/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws new roads, takes roads of the plan away (Delete on the one under the pointer), and takes either back.
 */
#pragma once

#include "tools/sx-draw-tool.h"

#define SX_TYPE_ROAD_TOOL (sx_road_tool_get_type ())
G_DECLARE_FINAL_TYPE (SxRoadTool, sx_road_tool, SX, ROAD_TOOL, SxDrawTool)

/* What the popover's button does, with the choice given; for tests. */
void sx_road_tool_apply (SxRoadTool *self, const char *grade, const char *name);
