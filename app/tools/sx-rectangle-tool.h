/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws a new adjustment as a rectangle along the plan's axes: by one drag, or by two clicks. */
#pragma once

#include "tools/sx-draw-tool.h"

#define SX_TYPE_RECTANGLE_TOOL (sx_rectangle_tool_get_type ())
G_DECLARE_FINAL_TYPE (SxRectangleTool, sx_rectangle_tool, SX, RECTANGLE_TOOL, SxDrawTool)
