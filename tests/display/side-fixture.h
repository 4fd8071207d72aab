/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands around the map, without the map's neighbours: side bar, target bar and scheme button on a small
 * made-up county. */
#pragma once

#include "panel-fixture.h"

#include "models/sx-scheme-rows.h"
#include "panels/sx-scheme-button.h"
#include "panels/sx-sidebar.h"
#include "panels/sx-target-bar.h"

typedef struct
{
  PanelFixture base; /* the session, and the means to look at widgets */
  GtkWindow *window;
  SxMapView *map;
  SxSidebar *sidebar;
  SxTargetBar *target_bar;
  SxSchemeButton *scheme_button;
} SideFixture;

void side_fixture_set_up (SideFixture *self, gconstpointer parcels);
void side_fixture_tear_down (SideFixture *self, gconstpointer data);
void side_fixture_wait_idle (SideFixture *self);
void side_fixture_undo (SideFixture *self); /* and waits */

/* The first widget below of that type, or NULL. */
gpointer side_fixture_find (gpointer parent, GType type);
/* The list of what the scheme holds, and the selection in it. */
SxSchemeRows *side_fixture_rows (SideFixture *self);
/* The first adjustment of that line and direction; fails where there is none. */
SxAdjustment *side_fixture_adjustment (SideFixture *self, SxLine line, SxDirection direction);
void side_fixture_select (SideFixture *self, gint64 fid);
/* Types into an entry of the form as who then presses Enter. */
void side_fixture_type (SideFixture *self, const char *entry, const char *text);
/* Answers the question that is asked, with text where there is an entry (NULL: as it is). */
void side_fixture_answer (SideFixture *self, const char *text, const char *response);
