/* SPDX-License-Identifier: GPL-3.0-or-later */
/* At the edge of the map: the tools, as a column of toggle buttons, and the switch for snapping. */
#pragma once

#include "sx-session.h"
#include "map/sx-map-view.h"

#define SX_TYPE_TOOL_PALETTE (sx_tool_palette_get_type ())
G_DECLARE_FINAL_TYPE (SxToolPalette, sx_tool_palette, SX, TOOL_PALETTE, GtkWidget)

/* NULL: nothing is open. Keeps a reference. After the view has it. */
void sx_tool_palette_set_session (SxToolPalette *self, SxSession *session);
/* The map it goes with, once. Borrowed; it lives as long as the window. The map gets the single keys. */
void sx_tool_palette_set_view (SxToolPalette *self, SxMapView *view);
/* "tool" and "snapping" (tools/sx-toolbox.h). Borrowed; after the view is set. */
GActionGroup *sx_tool_palette_get_actions (SxToolPalette *self);
