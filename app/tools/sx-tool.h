/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pointer and the keys do on the map: one subclass a tool. The map view has one active tool, gives
 * it events in plan coordinates, and asks it to draw what is being made above all layers.
 *
 * A tool never writes to the scheme: it previews (sx_session_preview) and commits edits (sx_session_commit).
 */
#pragma once

#include "sx-session.h"

typedef struct
{
  double x, y;           /* widget pixels */
  SxPoint at;            /* plan's plane */
  guint button;          /* 1, 2, 3; 0: none */
  int n_press;           /* 1, 2 … at a press */
  GdkModifierType state; /* modifiers */
} SxPointer;

#define SX_TYPE_TOOL (sx_tool_get_type ())
G_DECLARE_DERIVABLE_TYPE (SxTool, sx_tool, SX, TOOL, GObject)

struct _SxToolClass
{
  GObjectClass parent_class;
  const char *cursor; /* a name of CSS, "crosshair"; NULL: default */

  void (*activate) (SxTool *self);   /* view and session are there */
  void (*deactivate) (SxTool *self); /* leaves no trace: drops what is unfinished, ends its preview */
  /* TRUE claims the pointer until the release: the map does not pan. */
  gboolean (*press) (SxTool *self, const SxPointer *pointer);
  void (*motion) (SxTool *self, const SxPointer *pointer); /* hover and drag */
  void (*release) (SxTool *self, const SxPointer *pointer);
  void (*leave) (SxTool *self);
  /* TRUE: the key is used up. Return, Escape, BackSpace, Delete come here first. */
  gboolean (*key) (SxTool *self, guint keyval, GdkModifierType state);
  /* Draws in widget pixels; only what is being edited, never whole layers. */
  void (*snapshot) (SxTool *self, GtkSnapshot *snapshot);
};

/* Set by the view while the tool is active, else NULL. Borrowed. */
SxMapView *sx_tool_get_view (SxTool *self);
SxSession *sx_tool_get_session (SxTool *self);
/* A sentence for the status line, what a click would do now; NULL: none. Signal "hint-changed". */
const char *sx_tool_get_hint (SxTool *self);
void sx_tool_set_hint (SxTool *self, const char *hint);
/* Asks the view to call snapshot again. */
void sx_tool_queue_draw (SxTool *self);

/* For the view. */
void sx_tool_activate (SxTool *self, SxMapView *view, SxSession *session);
void sx_tool_deactivate (SxTool *self);
gboolean sx_tool_press (SxTool *self, const SxPointer *pointer);
void sx_tool_motion (SxTool *self, const SxPointer *pointer);
void sx_tool_release (SxTool *self, const SxPointer *pointer);
void sx_tool_leave (SxTool *self);
gboolean sx_tool_key (SxTool *self, guint keyval, GdkModifierType state);
void sx_tool_snapshot (SxTool *self, GtkSnapshot *snapshot);
const char *sx_tool_get_cursor (SxTool *self);
