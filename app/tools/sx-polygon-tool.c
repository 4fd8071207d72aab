/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/sx-polygon-tool.h"

#include "tools/sx-plot.h"

struct _SxPolygonTool
{
  SxDrawTool parent_instance;
  SxSession *followed; /* borrowed, only compared: whose changes are heard, also while another tool is used */
  gboolean has_draft;  /* what was drawn last is kept in case the program ends */
};

G_DEFINE_FINAL_TYPE (SxPolygonTool, sx_polygon_tool, SX_TYPE_DRAW_TOOL)

static SxPen
sx_polygon_tool_pen (SxDrawTool *tool)
{
  return sx_plot_pen (sx_tool_get_session (SX_TOOL (tool)));
}

static void
sx_polygon_tool_preview (SxDrawTool *tool, SxShape *shape)
{
  sx_plot_preview_new (sx_tool_get_session (SX_TOOL (tool)), shape);
}

static void
sx_polygon_tool_tip (SxDrawTool *tool, SxTip *tip)
{
  if (sx_draw_tool_is_drawing (tool))
    sx_plot_tip_result (tip, sx_tool_get_session (SX_TOOL (tool)), 0);
}

static void
sx_polygon_tool_corners_set (SxDrawTool *tool, const SxPoint *points, guint n)
{
  SxPolygonTool *self = SX_POLYGON_TOOL (tool);
  SxSession *session = sx_tool_get_session (SX_TOOL (tool));
  SxTarget *target = sx_session_get_target (session);
  g_autoptr (SxDraft) draft = NULL;

  if (!sx_tool_is_ready (SX_TOOL (tool)) || (n == 0 && !self->has_draft))
    return;
  if (n > 0)
    draft = sx_draft_new (sx_session_get_scheme (session)->id, 0, sx_target_get_line (target),
                          sx_target_get_direction (target), sx_target_get_situation (target), points, n);
  self->has_draft = n > 0;
  sx_session_set_draft (session, draft);
}

static void
sx_polygon_tool_finish (SxDrawTool *tool, SxShape *shape)
{
  sx_plot_commit_new (sx_tool_get_session (SX_TOOL (tool)), shape);
  sx_draw_tool_done (tool);
}

/* What was drawn is in the package, unless something new is being drawn already. */
static void
scheme_changed (SxSession *session, SxPolygonTool *self)
{
  if (session != self->followed || !self->has_draft || sx_draw_tool_is_drawing (SX_DRAW_TOOL (self)))
    return;
  sx_session_set_draft (session, NULL);
  self->has_draft = FALSE;
}

static void
sx_polygon_tool_activate (SxTool *tool)
{
  SxPolygonTool *self = SX_POLYGON_TOOL (tool);
  SxSession *session = sx_tool_get_session (tool);

  SX_TOOL_CLASS (sx_polygon_tool_parent_class)->activate (tool);
  if (self->followed == session)
    return;
  self->followed = session;
  self->has_draft = FALSE;
  g_signal_connect_object (session, "scheme-changed", G_CALLBACK (scheme_changed), self, 0);
}

static void
sx_polygon_tool_class_init (SxPolygonToolClass *klass)
{
  SxDrawToolClass *draw_class = SX_DRAW_TOOL_CLASS (klass);

  SX_TOOL_CLASS (klass)->activate = sx_polygon_tool_activate;
  draw_class->pen = sx_polygon_tool_pen;
  draw_class->preview = sx_polygon_tool_preview;
  draw_class->tip = sx_polygon_tool_tip;
  draw_class->corners_set = sx_polygon_tool_corners_set;
  draw_class->finish = sx_polygon_tool_finish;
}

static void
sx_polygon_tool_init (SxPolygonTool *self)
{
}
