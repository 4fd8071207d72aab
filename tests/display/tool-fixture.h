/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A map with its tools in a window of its own, on a made-up county, and a hand that works on it. */
#pragma once

#include "map/sx-map-view.h"
#include "tools/sx-toolbox.h"

typedef struct
{
  char *folder, *file;
  GtkWindow *window;
  SxMapView *view;
  SxToolbox *toolbox;
  SxSession *session;
  char *said;   /* the last sentence of trouble */
  guint32 time; /* of the hand's next movement, ms */
} ToolFixture;

/* Once, before any fixture, after gtk_test_init(). */
void tool_fixture_init (void);
/* parcels: their number. Opens the county, waits until all is idle, and looks at its middle at 2 m a pixel;
 * snapping is off. */
void tool_fixture_set_up (ToolFixture *self, gconstpointer parcels);
/* Opens an existing package instead; it is not deleted. */
void tool_fixture_open (ToolFixture *self, const char *file);
void tool_fixture_tear_down (ToolFixture *self, gconstpointer data);

typedef gboolean (*ToolCondition) (ToolFixture *self);
/* Runs the main loop until the condition holds, or fails after 60 s. */
void tool_fixture_wait (ToolFixture *self, ToolCondition condition);
void tool_fixture_wait_idle (ToolFixture *self);
/* Shows about so many metres around a place. */
void tool_fixture_look_at (ToolFixture *self, SxPoint at, double metres);
SxPoint tool_fixture_middle (ToolFixture *self); /* of the parcels */
SxPoint tool_fixture_at (ToolFixture *self, double x, double y);

/* ---- the hand, in pixels of the map */
SxTool *tool_fixture_use (ToolFixture *self, const char *name);
void tool_fixture_move (ToolFixture *self, double x, double y, GdkModifierType state);
void tool_fixture_click (ToolFixture *self, double x, double y, GdkModifierType state);
void tool_fixture_double_click (ToolFixture *self, double x, double y);
/* Slowly enough to be meant. */
void tool_fixture_drag (ToolFixture *self, double x0, double y0, double x1, double y1, GdkModifierType state);
/* The same without letting go. */
void tool_fixture_drag_and_hold (ToolFixture *self, double x0, double y0, double x1, double y1,
                                 GdkModifierType state);
void tool_fixture_let_go (ToolFixture *self, double x, double y, GdkModifierType state);
gboolean tool_fixture_key (ToolFixture *self, guint keyval, GdkModifierType state);

/* ---- what came of it */
guint tool_fixture_n_adjustments (ToolFixture *self);
SxAdjustment *tool_fixture_last (ToolFixture *self); /* borrowed */
/* The scheme as a reader finds it in the package. */
SxScheme *tool_fixture_read_package (ToolFixture *self);
double tool_fixture_area (ToolFixture *self, SxShape *shape);
