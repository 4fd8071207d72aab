/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/sx-pan-tool.h"

#include "base/sx-i18n.h"

struct _SxPanTool
{
  SxTool parent_instance;
};

G_DEFINE_FINAL_TYPE (SxPanTool, sx_pan_tool, SX_TYPE_TOOL)

static void
sx_pan_tool_activate (SxTool *tool)
{
  sx_tool_set_hint (tool, _ ("Drag the map; in every tool the middle button or the space bar does that too"));
}

static void
sx_pan_tool_class_init (SxPanToolClass *klass)
{
  SX_TOOL_CLASS (klass)->cursor = "grab";
  SX_TOOL_CLASS (klass)->activate = sx_pan_tool_activate;
}

static void
sx_pan_tool_init (SxPanTool *self)
{
}
