/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/sx-move-tool.h"

#include "base/sx-i18n.h"

struct _SxMoveTool
{
  SxSelectTool parent_instance;
};

G_DEFINE_FINAL_TYPE (SxMoveTool, sx_move_tool, SX_TYPE_SELECT_TOOL)

static void
sx_move_tool_class_init (SxMoveToolClass *klass)
{
  SX_TOOL_CLASS (klass)->cursor = "move";
  SX_SELECT_TOOL_CLASS (klass)->moves = TRUE;
  SX_SELECT_TOOL_CLASS (klass)->hint
      = N_ ("Drag a plot to move it, or move the selected with the arrow keys (Shift 10 m, Alt 0.1 m)");
}

static void
sx_move_tool_init (SxMoveTool *self)
{
}
