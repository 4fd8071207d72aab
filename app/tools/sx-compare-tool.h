/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hand on a map that is compared with another: it pans, takes what the scheme has with a click, and
 * offers to copy it.
 * Nothing can be changed with it here.
 *
 * Signals: "picked" (int kind: SxItemKind, gint64 fid: of the view's scheme; 0: none), "copy" (of what was
 * picked last). */
#pragma once

#include "tools/sx-tool.h"

#define SX_TYPE_COMPARE_TOOL (sx_compare_tool_get_type ())
G_DECLARE_FINAL_TYPE (SxCompareTool, sx_compare_tool, SX, COMPARE_TOOL, SxTool)

SxCompareTool *sx_compare_tool_new (void);
/* Drawn as selected, or where the other map alone has it, lightly; reffed. NULL: nothing. */
void sx_compare_tool_set_shape (SxCompareTool *self, SxShape *shape, gboolean is_line, gboolean is_here);
/* What the context menu says, "Copy to …"; NULL: nothing can be copied just now. */
void sx_compare_tool_set_copy_label (SxCompareTool *self, const char *label);
