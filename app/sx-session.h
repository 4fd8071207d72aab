/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One open plan: the only bridge between the window and the core. Widgets read it and follow its signals;
 * tools and panels send it edits. Nothing here waits: reading, writing and computing have threads of their
 * own (src/README.md), and what comes back arrives in the main loop.
 *
 * Data flows one way:
 *
 *   tool or panel ── sx_session_commit (edit) ──► writer thread: one transaction in the package
 *                                                     │ SxSchemeState, as it is in the package now
 *   map, lists ◄── "scheme-changed" ── session ◄──────┘
 *                                        │ snapshot
 *                                        ▼
 *   panel ◄────── "result-changed" ── engine thread
 *
 * and beside it, while the hand moves: tool ── sx_session_preview () ──► engine ──► "result-changed",
 * is-preview.
 *
 * Signals (all without arguments but where said):
 *   "layer-added" (SxLayerItem *)   while the package is read: a layer is there to be painted
 *   "opened"                        all is read; the scheme is there, the first result not yet
 *   "scheme-changed"                items, name or list of schemes; undo and redo; also another scheme
 *   "result-changed"                what the panel is to show; also when only "is-preview" or "is-behind"
 * changed "selection-changed" "spotlight-changed"             what "show on map" shows "unsaved-changed"
 * edits that could not be written, or have been "draft-found"                   a polygon that an earlier
 * session did not finish is offered "resume-draft"                  the user wants it: the tools take it
 * (steal_found_draft) and go on drawing "trouble" (char *sentence)      for a toast Properties: "phase"
 * (int), "progress" (double, 0–1, of opening or preparing), "progress-text" (string), "title" (string: the
 * plan's name), "is-read-only" (boolean), "selection-size" (uint). */
#pragma once

#include "sx-app-types.h"
#include "sx-target.h"
#include "models/sx-layer-item.h"

#include "evaluate/sx-engine.h"
#include "store/sx-scheme-writer.h"

typedef enum
{
  SX_SESSION_EMPTY,
  SX_SESSION_OPENING,
  SX_SESSION_OPEN,
} SxSessionPhase;

#define SX_TYPE_SESSION (sx_session_get_type ())
G_DECLARE_FINAL_TYPE (SxSession, sx_session, SX, SESSION, GObject)

SxSession *sx_session_new (void);
/* Before it opens: which rules it is judged by (an id or a file, as sx_rule_profile_load() takes it; NULL:
 * those of Anhui), and how areas are measured. */
void sx_session_set_rules (SxSession *self, const char *id_or_file);
void sx_session_set_area_mode (SxSession *self, SxAreaMode mode);
/* Before it opens: the name of the scheme to show first; NULL, or one that is not there: the first. */
void sx_session_set_first_scheme (SxSession *self, const char *name);
/* Opens a package, once a session. Ends with "opened", or fails as the finish says. Cancelling is
 * G_IO_ERROR_CANCELLED. */
void sx_session_open_async (SxSession *self, const char *file, GCancellable *cancellable,
                            GAsyncReadyCallback done, gpointer data);
gboolean sx_session_open_finish (SxSession *self, GAsyncResult *result, GError **error);
/* To be called before the last reference goes. Asks the threads to stop, without waiting; what was committed
 * still reaches the package, and the program stays until it has. No signal comes afterwards. */
void sx_session_close (SxSession *self);

SxSessionPhase sx_session_get_phase (SxSession *self);
const char *sx_session_get_file (SxSession *self);     /* NULL while empty */
SxPlan *sx_session_get_plan (SxSession *self);         /* NULL until "opened" */
SxPlane sx_session_get_plane (SxSession *self);        /* valid from the first "layer-added" */
SxRuleProfile *sx_session_get_rules (SxSession *self); /* NULL until "opened" */
const char *sx_session_get_rules_id (SxSession *self); /* as it was set */
SxAreaMode sx_session_get_area_mode (SxSession *self);
GListModel *sx_session_get_layers (SxSession *self); /* of SxLayerItem, in drawing order, lowest first */
SxLayerItem *sx_session_find_layer (SxSession *self,
                                    const char *table); /* by standard name; NULL: not there */
SxTarget *sx_session_get_target (SxSession *self);

/* The scheme as it is in the package; NULL until "opened". Borrowed, immutable. */
SxSchemeState *sx_session_get_state (SxSession *self);
/* Its scheme: sx_session_get_state()->snapshot->scheme. */
const SxScheme *sx_session_get_scheme (SxSession *self);
SxAdjustment *sx_session_find_adjustment (SxSession *self, gint64 fid); /* borrowed; NULL: not there */
gboolean sx_session_is_read_only (SxSession *self, const char **why);

/* What the panel is to show: the preview's result while there is one, else the scheme's. NULL: not computed
 * yet. Never a mixture of two states. */
SxResult *sx_session_get_result (SxSession *self);
gboolean sx_session_is_preview (SxSession *self);
/* The scheme's own result, whatever is previewed. */
SxResult *sx_session_get_final_result (SxSession *self);
/* The same, where it is that of sx_session_get_state() and not of one before; else NULL. */
SxResult *sx_session_get_settled_result (SxSession *self);
/* For longer than 150 ms what is shown has not been the newest. */
gboolean sx_session_is_behind (SxSession *self);
/* Why there is no result, or NULL. */
const GError *sx_session_get_failure (SxSession *self);
/* Nothing is being read, written or computed. */
gboolean sx_session_is_idle (SxSession *self);
/* Edits on their way to the package, of which "scheme-changed" answers the first. */
guint sx_session_get_n_writing (SxSession *self);
/* Milliseconds the engine took for what is shown. */
double sx_session_get_evaluate_ms (SxSession *self);
SxEngine *
sx_session_get_engine (SxSession *self); /* to ask it (explain, conflict shapes, places); NULL: not yet */

/* ---- editing (sx-session-edit.c) */

/* One finished action of the user, written before it counts. Takes a reference. A preview that goes on shows
 * until the edit counts, then ends. When it cannot be written it stays in the list of unsaved edits. */
void sx_session_commit (SxSession *self, SxEdit *edit);
void sx_session_undo (SxSession *self);
void sx_session_redo (SxSession *self);
void sx_session_show_scheme (SxSession *self, gint64 id);
/* What is being drawn or dragged counts as if it were in the scheme: those with a fid stand for the item of
 * that fid, those without come in addition. Takes references on the items (SxAdjustment *, SxReclass *,
 * SxRoad *); each list may be NULL. */
void sx_session_preview (SxSession *self, GPtrArray *adjustments, GPtrArray *reclasses, GPtrArray *roads);
void sx_session_end_preview (SxSession *self);
/* Before a frame is laid out: a result that comes within some milliseconds is in it. */
void sx_session_catch_up (SxSession *self);
/* Edits not in the package because it could not be written (SxEdit *, oldest first), and why; may be empty.
 */
GPtrArray *sx_session_get_unsaved (SxSession *self, const GError **why);
void sx_session_retry_unsaved (SxSession *self);
void sx_session_drop_unsaved (SxSession *self);

/* ---- the polygon not yet finished, kept in case the program ends before it is (see sx-draft.h) */

/* NULL: it is finished or given up. */
void sx_session_set_draft (SxSession *self, SxDraft *draft);
/* One that was left by a program that ended: offered with "draft-found" until stolen. Borrowed, or NULL. */
SxDraft *sx_session_get_found_draft (SxSession *self);
SxDraft *sx_session_steal_found_draft (SxSession *self); /* owned by the caller */

/* ---- the selection: adjustments of the scheme by fid, in the order they were selected */
const gint64 *sx_session_get_selection (SxSession *self, guint *n);
gboolean sx_session_is_selected (SxSession *self, gint64 fid);
void sx_session_select (SxSession *self, const gint64 *fids, guint n); /* in place of what was */
void sx_session_toggle_selected (SxSession *self, gint64 fid);

/* ---- the spotlight: places that a panel wants seen, one of them looked at */
typedef struct
{
  SxShape *shape;
  char *label; /* shown beside it, or NULL */
} SxSpot;

/* Copies. n 0 turns it off. The map zooms to the current one. */
void sx_session_set_spotlight (SxSession *self, const SxSpot *spots, guint n, guint current);
const SxSpot *sx_session_get_spotlight (SxSession *self, guint *n, guint *current);
