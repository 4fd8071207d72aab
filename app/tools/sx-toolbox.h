/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All tools of one map, by name, with the snapper they share, and the actions that choose among them:
 *
 *   "tool"      stateful, the name of the tool in use: one of select, pan, polygon, rectangle, parcels,
 *               vertices, move, reclass, road
 *   "snapping"  stateful, boolean
 *
 * The map has them as "map.tool" and "map.snapping", and a single key for each. Takes up an unfinished
 * polygon of an earlier session when the session says "resume-draft". */
#pragma once

#include "map/sx-map-view.h"
#include "tools/sx-snapper.h"

#define SX_TYPE_TOOLBOX (sx_toolbox_get_type ())
G_DECLARE_FINAL_TYPE (SxToolbox, sx_toolbox, SX, TOOLBOX, GObject)

/* view is borrowed and outlives it. */
SxToolbox *sx_toolbox_new (SxMapView *view);
/* Keeps a reference; NULL: nothing is open, and no tool is in use. */
void sx_toolbox_set_session (SxToolbox *self, SxSession *session);
GActionGroup *sx_toolbox_get_actions (SxToolbox *self);          /* borrowed */
SxTool *sx_toolbox_get_tool (SxToolbox *self, const char *name); /* borrowed; NULL: no such */
SxSnapper *sx_toolbox_get_snapper (SxToolbox *self);             /* borrowed */
void sx_toolbox_use (SxToolbox *self, const char *name);
/* Goes on with a polygon that was not finished. */
void sx_toolbox_resume (SxToolbox *self, SxDraft *draft);
