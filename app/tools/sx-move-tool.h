/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moves whole adjustments: what it is dragged on, or with the arrow keys what is selected. Else it selects.
 */
#pragma once

#include "tools/sx-select-tool.h"

#define SX_TYPE_MOVE_TOOL (sx_move_tool_get_type ())
G_DECLARE_FINAL_TYPE (SxMoveTool, sx_move_tool, SX, MOVE_TOOL, SxSelectTool)
