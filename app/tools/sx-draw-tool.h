/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws an outline or a line corner by corner, by pointer or by keys alone, with snapping, live crossings,
 * the tip and the preview. Subclasses say what it is and what becomes of it.
 *
 * What is unfinished when another tool is chosen is shown no more, but goes on when this one is chosen
 * again. */
#pragma once

#include "map/sx-sketch.h"
#include "tools/sx-tool.h"

#define SX_TYPE_DRAW_TOOL (sx_draw_tool_get_type ())
G_DECLARE_DERIVABLE_TYPE (SxDrawTool, sx_draw_tool, SX, DRAW_TOOL, SxTool)

struct _SxDrawToolClass
{
  SxToolClass parent_class;
  gboolean is_line; /* an open line, else a polygon */
  guint
      n_points; /* is finished with so many, which may also be the ends of one drag; 0: when the hand says */
  SxPen (*pen) (SxDrawTool *self);
  /* Appends the corners (SxPoint) that these points make; NULL: the points themselves. */
  void (*corners) (SxDrawTool *self, const SxPoint *points, guint n, GArray *out);
  /* A valid shape, still under the hand. */
  void (*preview) (SxDrawTool *self, SxShape *shape);
  /* A valid shape, done: to be committed, then sx_draw_tool_done(); until then it stays under the hand. */
  void (*finish) (SxDrawTool *self, SxShape *shape);
  /* The corners that are set changed, as for a draft; NULL: nobody asks. */
  void (*corners_set) (SxDrawTool *self, const SxPoint *points, guint n);
  /* More lines for the tip; NULL: none. */
  void (*tip) (SxDrawTool *self, SxTip *tip);
};

/* Goes on with corners that were set before. */
void sx_draw_tool_resume (SxDrawTool *self, const SxPoint *points, guint n);
/* Drops what is being drawn and its preview. */
void sx_draw_tool_drop (SxDrawTool *self);
/* What is drawn is committed: it is shown until the scheme has it, and the next click starts anew. */
void sx_draw_tool_done (SxDrawTool *self);
gboolean sx_draw_tool_is_drawing (SxDrawTool *self);
