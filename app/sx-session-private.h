/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the session share. */
#pragma once

#include "sx-session.h"

#include "plan/sx-catalogue.h"

struct _SxSession
{
  GObject parent_instance;

  SxSessionPhase phase;
  char *file;
  char *first_scheme;
  char *rules_id;
  SxAreaMode area_mode;
  SxCatalogue *catalogue;
  SxRuleProfile *rules;
  SxPlan *plan;
  SxPlane plane;
  GListStore *layers; /* SxLayerItem, lowest first */
  SxTarget *target;
  double progress;
  char *progress_text;

  gboolean is_closing;
  SxEngine *engine;
  SxEngineStage stage;
  SxSchemeWriter *writer;
  SxSchemeState *state;
  SxDraft *found_draft; /* offered, not yet taken or dropped */
  GError *read_only;    /* why, or NULL: it can be written */

  /* results; generations are this session's count of submissions */
  guint64 generation;       /* submitted last */
  guint64 caught_up;        /* the newest that a frame has waited for */
  guint64 final_generation; /* of the newest submission of the scheme itself */
  SxResult *final_result;   /* of the scheme as in `state`, or older while it is behind */
  SxResult *preview_result; /* NULL: no preview, or none computed yet */
  gint64 submitted_us;
  double evaluate_ms;
  GPtrArray *previewed[3]; /* adjustments, reclasses, roads being drawn; NULL: none */
  gboolean is_previewing;
  gboolean is_settling; /* the preview is committed; it ends when the edit counts */
  gboolean is_waiting;  /* the newest submission has no result yet */
  gboolean is_behind;   /* for so long that the panel says so */
  guint behind_timeout;
  GError *failure;

  guint n_sent;       /* edits on their way to the package */
  GPtrArray *unsaved; /* SxEdit *, oldest first */
  GError *unsaved_why;

  GArray *selection; /* gint64 */
  GArray *spotlight; /* SxSpot */
  guint spot_current;
};

enum
{
  SX_SESSION_LAYER_ADDED,
  SX_SESSION_OPENED,
  SX_SESSION_SCHEME_CHANGED,
  SX_SESSION_RESULT_CHANGED,
  SX_SESSION_SELECTION_CHANGED,
  SX_SESSION_SPOTLIGHT_CHANGED,
  SX_SESSION_UNSAVED_CHANGED,
  SX_SESSION_DRAFT_FOUND,
  SX_SESSION_RESUME_DRAFT,
  SX_SESSION_TROUBLE,
  SX_SESSION_N_SIGNALS,
};

extern guint sx_session_signals[SX_SESSION_N_SIGNALS];

/* Each is told: the phase and how far it has come by their properties (0–1, and in words, or NULL), trouble
 * by its signal. Texts are copied. */
void _sx_session_set_phase (SxSession *self, SxSessionPhase phase);
void _sx_session_set_progress (SxSession *self, double progress, const char *text);
void _sx_session_trouble (SxSession *self, const char *sentence);
/* sx-session-edit.c: starts the writer and the engine on the plan. */
void _sx_session_start (SxSession *self, const char *scheme);
/* The last events of the two threads, after sx_session_close(). */
void _sx_session_engine_stopped (gpointer data);
void _sx_session_writer_stopped (const GError *error, gpointer data);
/* Drops from the selection what is no more. */
void _sx_session_check_selection (SxSession *self);
