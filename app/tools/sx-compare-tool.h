/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hand on a map that is compared with another: it pans, takes a plot with a click, and offers to copy it.
 * Nothing can be changed with it here.
 *
 * Signals: "picked" (gint64 fid: of the view's scheme; 0: none), "copy" (of the plot that was picked last).
 */
#pragma once

#include "tools/sx-tool.h"

#define SX_TYPE_COMPARE_TOOL (sx_compare_tool_get_type ())
G_DECLARE_FINAL_TYPE (SxCompareTool, sx_compare_tool, SX, COMPARE_TOOL, SxTool)

SxCompareTool *sx_compare_tool_new (void);
/* Drawn as selected, or where it is the other map's plot that has none here, lightly; reffed. NULL: nothing.
 */
void sx_compare_tool_set_shape (SxCompareTool *self, SxShape *shape, gboolean is_here);
/* What the context menu says, "Copy to …"; NULL: a plot cannot be copied just now. */
void sx_compare_tool_set_copy_label (SxCompareTool *self, const char *label);
