/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Picks parcels of the land survey (DLTB), by click or by sweeping over them, and makes one adjustment of
 * them all: a click takes one, Ctrl adds, Shift takes away. They are united on a thread of its own, so that
 * picking never waits; Enter commits. */
#pragma once

#include "map/sx-sketch.h"
#include "tools/sx-tool.h"

#define SX_TYPE_PARCEL_TOOL (sx_parcel_tool_get_type ())
G_DECLARE_FINAL_TYPE (SxParcelTool, sx_parcel_tool, SX, PARCEL_TOOL, SxTool)

guint sx_parcel_tool_get_n_picked (SxParcelTool *self);
/* What is picked is united and previewed. */
gboolean sx_parcel_tool_is_settled (SxParcelTool *self);
