/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pointer and the keys do on the map: one subclass a tool. The map view has one active tool, gives
 * it events in plan coordinates, and asks it to draw what is being made above all layers.
 *
 * A tool never writes to the scheme: it previews (sx_session_preview) and commits edits (sx_session_commit).
 */
#pragma once

#include "sx-session.h"

#include "geometry/sx-snap.h"

typedef struct _SxSketch SxSketch; /* map/sx-sketch.h */
typedef struct _SxTip SxTip;
typedef struct _SxSnapper SxSnapper; /* sx-snapper.h */

typedef struct
{
  double x, y;           /* widget pixels */
  SxPoint at;            /* plan's plane */
  guint button;          /* 1, 2, 3; 0: none */
  int n_press;           /* 1, 2 … at a press */
  GdkModifierType state; /* modifiers */
  guint32 time;          /* ms, as events count */
} SxPointer;

#define SX_TYPE_TOOL (sx_tool_get_type ())
G_DECLARE_DERIVABLE_TYPE (SxTool, sx_tool, SX, TOOL, GObject)

struct _SxToolClass
{
  GObjectClass parent_class;
  const char *cursor;     /* a name of CSS, "crosshair"; NULL: default */
  gboolean has_crosshair; /* the arrow keys move a crosshair, and the space bar clicks with it */

  void (*activate) (SxTool *self);   /* view and session are there */
  void (*deactivate) (SxTool *self); /* leaves no trace: drops what is unfinished, ends its preview */
  /* TRUE claims the pointer until the release: the map does not pan. */
  gboolean (*press) (SxTool *self, const SxPointer *pointer);
  void (*motion) (SxTool *self, const SxPointer *pointer); /* hover and drag */
  void (*release) (SxTool *self, const SxPointer *pointer);
  void (*leave) (SxTool *self);
  /* TRUE: the key is used up. Return, Escape, BackSpace, Delete come here first. */
  gboolean (*key) (SxTool *self, guint keyval, GdkModifierType state);
  /* Only what is being edited, never whole layers. */
  void (*snapshot) (SxTool *self, SxSketch *sketch);
  /* Adds the lines that stand beside the pointer now; none: no tip. Asked again with every result. */
  void (*write_tip) (SxTool *self, SxTip *tip);
  /* The session's, while the tool is active. */
  void (*scheme_changed) (SxTool *self);
  void (*selection_changed) (SxTool *self);
  /* What a right click there offers, owned by the caller; its items' action is "tool.act" with a word that
   * act understands. NULL: nothing. */
  GMenuModel *(*menu) (SxTool *self, const SxPointer *pointer);
  void (*act) (SxTool *self, const char *what);
};

/* Set by the view while the tool is active, else NULL. Borrowed. */
SxMapView *sx_tool_get_view (SxTool *self);
SxSession *sx_tool_get_session (SxTool *self);
/* A sentence for the status line, what a click would do now; NULL: none. Signal "hint-changed". */
const char *sx_tool_get_hint (SxTool *self);
void sx_tool_set_hint (SxTool *self, const char *hint);
/* Asks the view to call snapshot again. */
void sx_tool_queue_draw (SxTool *self);
/* Once, by who makes the tool; takes a reference. Without one nothing snaps. */
void sx_tool_set_snapper (SxTool *self, SxSnapper *snapper);
/* Where `at` snaps to, as sx_snapper_find(); *words, freed first, tells it in words, or is NULL. without:
 * adjustments that move with the pointer. */
SxSnapHit sx_tool_snap (SxTool *self, SxPoint at, GdkModifierType state, const gint64 *without,
                        guint n_without, char **words);
/* A sentence for a toast. */
void sx_tool_say (SxTool *self, const char *sentence);
/* The user goes on with another tool. Signal "switch-to" (char *name, as in sx-toolbox.h). */
void sx_tool_switch_to (SxTool *self, const char *name);
/* Whether edits can be made now: the scheme is there. */
gboolean sx_tool_is_ready (SxTool *self);
/* Adds to a menu what act will be told as `what`. */
void sx_tool_menu_add (GMenu *menu, const char *label, const char *what);

/* For the view. */
void sx_tool_activate (SxTool *self, SxMapView *view, SxSession *session);
void sx_tool_deactivate (SxTool *self);
gboolean sx_tool_press (SxTool *self, const SxPointer *pointer);
void sx_tool_motion (SxTool *self, const SxPointer *pointer);
void sx_tool_release (SxTool *self, const SxPointer *pointer);
void sx_tool_leave (SxTool *self);
gboolean sx_tool_key (SxTool *self, guint keyval, GdkModifierType state);
void sx_tool_snapshot (SxTool *self, SxSketch *sketch);
/* What the tip says now; for tests. Borrowed. */
const char *sx_tool_get_tip (SxTool *self);
GMenuModel *sx_tool_menu (SxTool *self, const SxPointer *pointer);
void sx_tool_act (SxTool *self, const char *what);
const char *sx_tool_get_cursor (SxTool *self);
gboolean sx_tool_has_crosshair (SxTool *self);
