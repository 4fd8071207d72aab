/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws ground that becomes another class of the land use plan or of the planning zones, and takes such back:
 * Delete on the one under the pointer. */
#pragma once

#include "tools/sx-draw-tool.h"

#define SX_TYPE_RECLASS_TOOL (sx_reclass_tool_get_type ())
G_DECLARE_FINAL_TYPE (SxReclassTool, sx_reclass_tool, SX, RECLASS_TOOL, SxDrawTool)

/* What the popover's button does, with the choice given; for tests. */
void sx_reclass_tool_apply (SxReclassTool *self, SxReclassLayer layer, const char *code, const char *title);
