/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The constraint panel in a window of its own, on a small made-up county. */
#pragma once

#include "panels/sx-indicator-cells.h"
#include "panels/sx-indicator-panel.h"
#include "panels/sx-indicator-row.h"

typedef struct
{
  char *folder, *file;
  GtkWindow *window;
  SxIndicatorPanel *panel;
  SxSession *session;
} PanelFixture;

/* Once, before any fixture, after gtk_test_init(). */
void panel_fixture_init (void);
/* Opens the county and waits until all is idle. */
void panel_fixture_set_up (PanelFixture *self, gconstpointer parcels);
void panel_fixture_tear_down (PanelFixture *self, gconstpointer data);

/* Runs the main loop until the condition holds, or fails after 120 s. */
typedef gboolean (*PanelCondition) (PanelFixture *self, gpointer data);
void panel_fixture_wait (PanelFixture *self, PanelCondition condition, gpointer data);
void panel_fixture_wait_idle (PanelFixture *self);

SxIndicatorRow *panel_fixture_row (PanelFixture *self, const char *id);
/* Opens the row as a user does, by activating it. */
void panel_fixture_activate (PanelFixture *self, gpointer row);
/* The first widget below that has the buildable id, or NULL. */
GtkWidget *panel_fixture_child (gpointer parent, const char *id);
const char *panel_fixture_text (gpointer parent, const char *id);
/* The number that such a label shows, with a minus sign where it is below zero. */
double panel_fixture_number (gpointer parent, const char *id);
/* Calls for every widget below, parents first. */
void panel_fixture_each (gpointer parent, void (*each) (GtkWidget *widget, gpointer data), gpointer data);
/* A square of so many metres in the middle of the plan, drawn as a boundary plot to be taken in. */
SxAdjustment *panel_fixture_plot (PanelFixture *self, double metres);
