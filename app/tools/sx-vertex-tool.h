/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits the corners of one adjustment of the scheme: drags one or all that are selected, adds one on an edge
 * (drag from it, or double click), takes away, moves by arrow keys. Holes and further parts stay what they
 * are. Base data cannot be taken hold of. */
#pragma once

#include "map/sx-sketch.h"
#include "tools/sx-tool.h"

#define SX_TYPE_VERTEX_TOOL (sx_vertex_tool_get_type ())
G_DECLARE_FINAL_TYPE (SxVertexTool, sx_vertex_tool, SX, VERTEX_TOOL, SxTool)

/* Corners; for tests. */
guint sx_vertex_tool_get_n_selected (SxVertexTool *self);
