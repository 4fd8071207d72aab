/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/sx-rectangle-tool.h"

#include "tools/sx-plot.h"

struct _SxRectangleTool
{
  SxDrawTool parent_instance;
};

G_DEFINE_FINAL_TYPE (SxRectangleTool, sx_rectangle_tool, SX_TYPE_DRAW_TOOL)

static SxPen
sx_rectangle_tool_pen (SxDrawTool *tool)
{
  return sx_plot_pen (sx_tool_get_session (SX_TOOL (tool)));
}

static void
sx_rectangle_tool_corners (SxDrawTool *tool, const SxPoint *points, guint n, GArray *out)
{
  if (n == 2)
    {
      const SxPoint corners[]
          = { points[0], { points[0].x, points[1].y }, points[1], { points[1].x, points[0].y } };

      g_array_append_vals (out, corners, G_N_ELEMENTS (corners));
    }
  else
    g_array_append_vals (out, points, n);
}

static void
sx_rectangle_tool_preview (SxDrawTool *tool, SxShape *shape)
{
  sx_plot_preview_new (sx_tool_get_session (SX_TOOL (tool)), shape);
}

static void
sx_rectangle_tool_tip (SxDrawTool *tool, SxTip *tip)
{
  if (sx_draw_tool_is_drawing (tool))
    sx_plot_tip_result (tip, sx_tool_get_session (SX_TOOL (tool)), 0);
}

static void
sx_rectangle_tool_finish (SxDrawTool *tool, SxShape *shape)
{
  sx_plot_commit_new (sx_tool_get_session (SX_TOOL (tool)), shape);
  sx_draw_tool_done (tool);
}

static void
sx_rectangle_tool_class_init (SxRectangleToolClass *klass)
{
  SxDrawToolClass *draw_class = SX_DRAW_TOOL_CLASS (klass);

  draw_class->n_points = 2;
  draw_class->pen = sx_rectangle_tool_pen;
  draw_class->corners = sx_rectangle_tool_corners;
  draw_class->preview = sx_rectangle_tool_preview;
  draw_class->tip = sx_rectangle_tool_tip;
  draw_class->finish = sx_rectangle_tool_finish;
}

static void
sx_rectangle_tool_init (SxRectangleTool *self)
{
}
