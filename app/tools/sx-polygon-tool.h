/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws a new adjustment of the target's line and direction, corner by corner. */
#pragma once

#include "tools/sx-draw-tool.h"

#define SX_TYPE_POLYGON_TOOL (sx_polygon_tool_get_type ())
G_DECLARE_FINAL_TYPE (SxPolygonTool, sx_polygon_tool, SX, POLYGON_TOOL, SxDrawTool)
