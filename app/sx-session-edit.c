/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits and previews: what goes to the writer and the engine, and what comes back. */
#include "sx-session-private.h"

#include "base/sx-error.h"
#include "base/sx-i18n.h"

#define BEHIND_MS 150
#define CATCH_UP_US 3000 /* what a frame waits for its numbers, once a submission */

/* ---- the engine */

static void
stop_waiting (SxSession *self)
{
  g_clear_handle_id (&self->behind_timeout, g_source_remove);
  self->is_behind = FALSE;
  self->is_waiting = FALSE;
}

static gboolean
fell_behind (gpointer data)
{
  SxSession *self = data;

  self->behind_timeout = 0;
  self->is_behind = TRUE;
  g_signal_emit (self, sx_session_signals[SX_SESSION_RESULT_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
submit (SxSession *self, const SxScheme *scheme)
{
  g_autoptr (SxSnapshot) snapshot = sx_snapshot_new (scheme, ++self->generation);

  self->is_waiting = TRUE;
  self->submitted_us = g_get_monotonic_time ();
  if (!self->behind_timeout && !self->is_behind)
    self->behind_timeout = g_timeout_add (BEHIND_MS, fell_behind, self);
  sx_engine_submit (self->engine, snapshot);
}

/* ---- previews */

/* A copy of the list in which the items of `changes` stand for those of their fid, or come at the end. */
static GPtrArray *
merge (GPtrArray *items, GPtrArray *changes, goffset fid_at)
{
  GPtrArray *merged = g_ptr_array_sized_new (items->len + changes->len);

  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (merged, g_ptr_array_index (items, i));
  for (guint i = 0; i < changes->len; i++)
    {
      gpointer change = g_ptr_array_index (changes, i);
      gint64 fid = G_STRUCT_MEMBER (gint64, change, fid_at);
      guint at = 0;

      while (fid != 0 && at < items->len && G_STRUCT_MEMBER (gint64, items->pdata[at], fid_at) != fid)
        at++;
      if (fid != 0 && at < items->len)
        merged->pdata[at] = change;
      else
        g_ptr_array_add (merged, change);
    }
  return merged;
}

static void
forget_preview (SxSession *self)
{
  self->is_previewing = FALSE;
  self->is_settling = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (self->previewed); i++)
    g_clear_pointer (&self->previewed[i], g_ptr_array_unref);
}

/* The scheme with what is being drawn goes to the engine. */
static void
submit_preview (SxSession *self)
{
  SxScheme scheme = *self->state->snapshot->scheme;
  GPtrArray **lists[] = { &scheme.adjustments, &scheme.reclasses, &scheme.roads };
  static const goffset fid_at[] = { G_STRUCT_OFFSET (SxAdjustment, fid), G_STRUCT_OFFSET (SxReclass, fid),
                                    G_STRUCT_OFFSET (SxRoad, fid) };
  GPtrArray *merged[G_N_ELEMENTS (lists)] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (self->previewed[i])
      *lists[i] = merged[i] = merge (*lists[i], self->previewed[i], fid_at[i]);
  submit (self, &scheme);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_clear_pointer (&merged[i], g_ptr_array_unref);
}

/* The scheme itself, to the engine. */
static void
submit_final (SxSession *self)
{
  submit (self, self->state->snapshot->scheme);
  self->final_generation = self->generation;
}

static void
got_result (SxResult *result, gpointer data)
{
  SxSession *self = data;

  if (result->generation == self->final_generation)
    {
      g_clear_pointer (&self->final_result, sx_result_unref);
      self->final_result = sx_result_ref (result);
      if (!self->is_previewing) /* what was committed has its own result now */
        g_clear_pointer (&self->preview_result, sx_result_unref);
    }
  else if (self->is_previewing && result->generation > self->final_generation)
    {
      g_clear_pointer (&self->preview_result, sx_result_unref);
      self->preview_result = sx_result_ref (result);
    }
  else
    return; /* of a preview that is over */
  g_clear_error (&self->failure);
  self->evaluate_ms = (double)(g_get_monotonic_time () - self->submitted_us) / 1000.0;
  if (result->generation == self->generation)
    stop_waiting (self);
  g_signal_emit (self, sx_session_signals[SX_SESSION_RESULT_CHANGED], 0);
}

static void
evaluation_failed (guint64 generation, const GError *error, gpointer data)
{
  SxSession *self = data;

  if (generation != 0 && generation != self->generation)
    return;
  stop_waiting (self);
  g_clear_error (&self->failure);
  self->failure = g_error_copy (error);
  if (generation == self->final_generation || generation == 0)
    g_clear_pointer (&self->final_result, sx_result_unref);
  g_clear_pointer (&self->preview_result, sx_result_unref);
  g_signal_emit (self, sx_session_signals[SX_SESSION_RESULT_CHANGED], 0);
}

static void
stage_changed (SxEngineStage stage, gpointer data)
{
  SxSession *self = data;

  self->stage = stage;
  if (stage == SX_ENGINE_PREPARING)
    _sx_session_set_progress (self, 0, _ ("Measuring the plan …"));
  else
    _sx_session_set_progress (self, 1, NULL);
}

static void
prepared (double fraction, gpointer data)
{
  SxSession *self = data;

  if (self->stage == SX_ENGINE_PREPARING)
    _sx_session_set_progress (self, fraction, _ ("Measuring the plan …"));
}

/* ---- the writer */

static void
got_state (SxSchemeState *state, gpointer data)
{
  SxSession *self = data;

  g_clear_pointer (&self->state, sx_scheme_state_unref);
  self->state = sx_scheme_state_ref (state);
  if (self->is_settling) /* its numbers go on showing until the edit's own are there */
    forget_preview (self);
  submit_final (self);
  if (self->is_previewing)
    submit_preview (self);
  _sx_session_check_selection (self);
  g_signal_emit (self, sx_session_signals[SX_SESSION_SCHEME_CHANGED], 0);
  if (state->changed_outside)
    _sx_session_trouble (self, _ ("Another program changed this package; its changes are shown."));
}

static void
read_only_changed (const GError *error, gpointer data)
{
  SxSession *self = data;

  g_clear_error (&self->read_only);
  self->read_only = error ? g_error_copy (error) : NULL;
  g_object_notify (G_OBJECT (self), "is-read-only");
}

static void
draft_found (SxDraft *draft, gpointer data)
{
  SxSession *self = data;

  g_clear_pointer (&self->found_draft, sx_draft_unref);
  self->found_draft = sx_draft_ref (draft);
  g_signal_emit (self, sx_session_signals[SX_SESSION_DRAFT_FOUND], 0);
}

void
_sx_session_start (SxSession *self, const char *scheme)
{
  const SxEngineEvents engine_events = { .result = got_result,
                                         .failed = evaluation_failed,
                                         .stage = stage_changed,
                                         .progress = prepared,
                                         .stopped = _sx_session_engine_stopped };
  const SxSchemeWriterEvents writer_events = { .state = got_state,
                                               .read_only = read_only_changed,
                                               .draft = draft_found,
                                               .stopped = _sx_session_writer_stopped };
  g_autofree char *folder = g_build_filename (g_get_user_state_dir (), "sanxian", NULL);
  g_autofree char *draft = sx_draft_path (folder, self->file);
  const SxSchemeWriterOptions options = { .scheme = scheme, .default_name = _ ("Scheme 1"), .draft = draft };

  self->engine = sx_engine_new (self->plan, self->rules, self->area_mode, NULL, &engine_events, self);
  self->writer = sx_scheme_writer_new (self->plan, &options, NULL, &writer_events, self);
}

/* ---- commits */

static void
committed (SxEdit *edit, SxSchemeState *state, GArray *fids, const GError *error, gpointer data)
{
  SxSession *self = data;

  self->n_sent--;
  if (!error)
    {
      /* what was just drawn is what the next key speaks of */
      if (fids->len > 0 && sx_session_find_adjustment (self, g_array_index (fids, gint64, 0)))
        sx_session_select (self, (const gint64 *)fids->data, fids->len);
      return;
    }
  if (self->is_settling)
    sx_session_end_preview (self);
  if (g_error_matches (error, SX_ERROR, SX_ERROR_UNWRITABLE) && sx_edit_writes (edit)
      && *sx_edit_label (edit)) /* an undo that failed is simply tried again by hand */
    {
      g_ptr_array_add (self->unsaved, sx_edit_ref (edit));
      g_clear_error (&self->unsaved_why);
      self->unsaved_why = g_error_copy (error);
      g_signal_emit (self, sx_session_signals[SX_SESSION_UNSAVED_CHANGED], 0);
    }
  else
    _sx_session_trouble (self, error->message);
}

static void
send_edit (SxSession *self, SxEdit *edit)
{
  self->n_sent++;
  sx_scheme_writer_submit (self->writer, edit, committed, self, NULL);
}

/* One step of the history, and the scheme that was shown when it was asked for. */
typedef struct
{
  SxSession *session;
  gint64 scheme;
  gboolean is_undo;
} Step;

/* A step shows the scheme that it changed: where that is another one, it says so. */
static void
stepped (SxEdit *edit, SxSchemeState *state, GArray *fids, const GError *error, gpointer data)
{
  Step *step = data;
  const SxScheme *scheme = error ? NULL : state->snapshot->scheme;
  const char *label = error ? NULL : step->is_undo ? state->redo_label : state->undo_label;
  g_autofree char *sentence = NULL;

  committed (edit, state, fids, error, step->session);
  if (!scheme || scheme->id == step->scheme || scheme->id == 0 || !label)
    return;
  sentence = g_strdup_printf (step->is_undo ? _ ("Undone: %s. The scheme “%s” is shown now.")
                                            : _ ("Redone: %s. The scheme “%s” is shown now."),
                              label, scheme->name);
  _sx_session_trouble (step->session, sentence);
}

static void
send_step (SxSession *self, SxEdit *edit, gboolean is_undo)
{
  Step *step = g_new (Step, 1);

  *step = (Step){ self, self->state->snapshot->scheme->id, is_undo };
  self->n_sent++;
  sx_scheme_writer_submit (self->writer, edit, stepped, step, g_free);
}

void
sx_session_commit (SxSession *self, SxEdit *edit)
{
  SX_ASSERT_MAIN_THREAD ();
  g_return_if_fail (self->state);
  self->is_settling = self->is_previewing;
  send_edit (self, edit);
}

void
sx_session_undo (SxSession *self)
{
  g_autoptr (SxEdit) edit = sx_edit_new_undo ();

  g_return_if_fail (self->state);
  send_step (self, edit, TRUE);
}

void
sx_session_redo (SxSession *self)
{
  g_autoptr (SxEdit) edit = sx_edit_new_redo ();

  g_return_if_fail (self->state);
  send_step (self, edit, FALSE);
}

void
sx_session_show_scheme (SxSession *self, gint64 id)
{
  g_autoptr (SxEdit) edit = sx_edit_new_open (id);

  g_return_if_fail (self->state);
  send_edit (self, edit);
}

GPtrArray *
sx_session_get_unsaved (SxSession *self, const GError **why)
{
  if (why)
    *why = self->unsaved_why;
  return self->unsaved;
}

void
sx_session_retry_unsaved (SxSession *self)
{
  g_autoptr (GPtrArray) edits = g_steal_pointer (&self->unsaved);

  self->unsaved = g_ptr_array_new_with_free_func ((GDestroyNotify)sx_edit_unref);
  g_clear_error (&self->unsaved_why);
  for (guint i = 0; i < edits->len; i++)
    send_edit (self, g_ptr_array_index (edits, i));
  g_signal_emit (self, sx_session_signals[SX_SESSION_UNSAVED_CHANGED], 0);
}

void
sx_session_drop_unsaved (SxSession *self)
{
  g_ptr_array_set_size (self->unsaved, 0);
  g_clear_error (&self->unsaved_why);
  g_signal_emit (self, sx_session_signals[SX_SESSION_UNSAVED_CHANGED], 0);
}

/* ---- drafts */

void
sx_session_set_draft (SxSession *self, SxDraft *draft)
{
  g_return_if_fail (self->writer);
  sx_scheme_writer_set_draft (self->writer, draft);
}

SxDraft *
sx_session_steal_found_draft (SxSession *self)
{
  return g_steal_pointer (&self->found_draft);
}

SxDraft *
sx_session_get_found_draft (SxSession *self)
{
  return self->found_draft;
}

void
sx_session_catch_up (SxSession *self)
{
  if (self->phase != SX_SESSION_OPEN || !self->engine || self->caught_up == self->generation)
    return;
  self->caught_up = self->generation;
  if (self->is_waiting)
    sx_engine_catch_up (self->engine, CATCH_UP_US);
}

/* ---- previews, as tools call them */

static GPtrArray *
copy_items (GPtrArray *items, gpointer (*ref) (gpointer), GDestroyNotify unref)
{
  GPtrArray *copy = items ? g_ptr_array_new_with_free_func (unref) : NULL;

  for (guint i = 0; items && i < items->len; i++)
    g_ptr_array_add (copy, ref (g_ptr_array_index (items, i)));
  return copy;
}

void
sx_session_preview (SxSession *self, GPtrArray *adjustments, GPtrArray *reclasses, GPtrArray *roads)
{
  SX_ASSERT_MAIN_THREAD ();
  g_return_if_fail (self->state);
  forget_preview (self);
  self->previewed[0] = copy_items (adjustments, (gpointer (*) (gpointer))sx_adjustment_ref,
                                   (GDestroyNotify)sx_adjustment_unref);
  self->previewed[1]
      = copy_items (reclasses, (gpointer (*) (gpointer))sx_reclass_ref, (GDestroyNotify)sx_reclass_unref);
  self->previewed[2]
      = copy_items (roads, (gpointer (*) (gpointer))sx_road_ref, (GDestroyNotify)sx_road_unref);
  self->is_previewing = TRUE;
  submit_preview (self);
}

void
sx_session_end_preview (SxSession *self)
{
  SX_ASSERT_MAIN_THREAD ();
  if (!self->is_previewing)
    return;
  forget_preview (self);
  g_clear_pointer (&self->preview_result, sx_result_unref);
  submit_final (self);
  g_signal_emit (self, sx_session_signals[SX_SESSION_RESULT_CHANGED], 0);
}
