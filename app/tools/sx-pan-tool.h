/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hand: leaves the pointer to the map, which pans. */
#pragma once

#include "tools/sx-tool.h"

#define SX_TYPE_PAN_TOOL (sx_pan_tool_get_type ())
G_DECLARE_FINAL_TYPE (SxPanTool, sx_pan_tool, SX, PAN_TOOL, SxTool)
