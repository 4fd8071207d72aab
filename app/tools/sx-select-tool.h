/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Selects adjustments: a click (Ctrl adds or takes away), a frame drawn around them; a double click edits
 * corners, Delete deletes, dragging with Shift moves. */
#pragma once

#include "tools/sx-tool.h"

#define SX_TYPE_SELECT_TOOL (sx_select_tool_get_type ())
G_DECLARE_DERIVABLE_TYPE (SxSelectTool, sx_select_tool, SX, SELECT_TOOL, SxTool)

struct _SxSelectToolClass
{
  SxToolClass parent_class;
  gboolean moves; /* dragging and arrow keys move, without Shift */
  const char *hint;
};
