/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writer-fixture.h"

#include <string.h>

#include "base/sx-error.h"
#include "store/sx-package.h"

typedef struct
{
  WriterSession *session;
  guint number;
} Request;

static void
check_owner (const WriterSession *self)
{
  g_assert_true (g_thread_self () == self->owner);
  g_assert_nonnull (self->writer);
  g_assert_false (self->has_stopped);
}

static void
on_state (SxSchemeState *state, gpointer data)
{
  WriterSession *self = data;

  check_owner (self);
  if (self->state)
    g_assert_cmpuint (state->snapshot->generation, >, self->state->snapshot->generation);
  g_clear_pointer (&self->state, sx_scheme_state_unref);
  self->state = sx_scheme_state_ref (state);
  self->n_states++;
  self->n_outside += state->changed_outside;
}

static void
on_read_only (const GError *error, gpointer data)
{
  WriterSession *self = data;

  check_owner (self);
  self->is_read_only = error != NULL;
  if (!error)
    return;
  g_clear_error (&self->trouble);
  self->trouble = g_error_copy (error);
}

static void
on_draft (SxDraft *draft, gpointer data)
{
  WriterSession *self = data;

  check_owner (self);
  g_assert_nonnull (self->state);
  g_assert_null (self->draft);
  self->draft = sx_draft_ref (draft);
}

static void
on_stopped (const GError *error, gpointer data)
{
  WriterSession *self = data;

  check_owner (self);
  self->has_stopped = TRUE;
  self->stop_error = error ? g_error_copy (error) : NULL;
}

WriterSession *
writer_session_new (const SxPlan *plan, const char *scheme, const char *draft, GMainContext *context)
{
  static const SxSchemeWriterEvents events = { on_state, on_read_only, on_draft, on_stopped };
  const SxSchemeWriterOptions options = { scheme, "方案一", draft };
  WriterSession *self = g_new0 (WriterSession, 1);

  self->owner = g_thread_self ();
  self->context = context;
  self->writer = sx_scheme_writer_new ((SxPlan *)plan, &options, context, &events, self);
  return self;
}

void
writer_session_free (WriterSession *self)
{
  g_clear_pointer (&self->writer, sx_scheme_writer_free);
  g_assert_cmpuint (self->n_destroyed, ==, self->n_submitted);
  sx_scheme_state_unref (self->state);
  sx_draft_unref (self->draft);
  g_clear_error (&self->trouble);
  g_clear_error (&self->stop_error);
  g_clear_error (&self->error);
  g_clear_pointer (&self->fids, g_array_unref);
  g_free (self);
}

static void
note_answer (Request *request, const GError *error)
{
  WriterSession *self = request->session;

  check_owner (self);
  g_assert_cmpuint (request->number, ==, self->next_answer);
  self->next_answer++;
  self->n_done++;
  if (!error)
    return;
  self->n_failed++;
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
}

static void
on_done (SxEdit *edit, SxSchemeState *state, GArray *fids, const GError *error, gpointer data)
{
  Request *request = data;
  WriterSession *self = request->session;

  g_assert_true ((state == NULL) == (error != NULL));
  g_assert_true ((fids == NULL) == (error != NULL));
  /* a state is told before the answer that has it */
  if (state && self->n_failed == 0 && self->n_outside == 0 && !self->is_stopping)
    g_assert_true (state == self->state);
  note_answer (request, error);
  if (fids)
    {
      g_clear_pointer (&self->fids, g_array_unref);
      self->fids = g_array_ref (fids);
    }
  if (self->on_done)
    self->on_done (self->on_done_data);
}

static void
on_flushed (const GError *error, gpointer data)
{
  Request *request = data;

  note_answer (request, error);
  request->session->n_flushed++;
}

static void
on_destroy (gpointer data)
{
  Request *request = data;

  g_assert_true (g_thread_self () == request->session->owner);
  request->session->n_destroyed++;
  g_free (request);
}

static Request *
request_new (WriterSession *self)
{
  Request *request = g_new (Request, 1);

  request->session = self;
  request->number = self->n_submitted++;
  return request;
}

void
writer_session_submit (WriterSession *self, SxEdit *edit)
{
  sx_scheme_writer_submit (self->writer, edit, on_done, request_new (self), on_destroy);
  sx_edit_unref (edit);
}

void
writer_session_flush (WriterSession *self)
{
  sx_scheme_writer_flush (self->writer, on_flushed, request_new (self), on_destroy);
}

void
writer_session_wait (WriterSession *self)
{
  while (self->writer && self->n_done < self->n_submitted)
    g_main_context_iteration (self->context, TRUE);
}

void
writer_session_wait_state (WriterSession *self)
{
  while (!self->state)
    g_main_context_iteration (self->context, TRUE);
}

void
writer_session_wait_read_only (WriterSession *self, gboolean is_read_only)
{
  while (self->is_read_only != is_read_only)
    g_main_context_iteration (self->context, TRUE);
}

void
writer_session_wait_outside (WriterSession *self, guint n)
{
  while (self->n_outside < n)
    g_main_context_iteration (self->context, TRUE);
}

void
writer_session_stop (WriterSession *self)
{
  self->is_stopping = TRUE;
  sx_scheme_writer_stop (self->writer);
  while (!self->has_stopped)
    g_main_context_iteration (self->context, TRUE);
  g_clear_pointer (&self->writer, sx_scheme_writer_free);
}

void
writer_session_do (WriterSession *self, SxEdit *edit)
{
  guint n_failed = self->n_failed;

  writer_session_submit (self, edit);
  writer_session_wait (self);
  if (self->n_failed > n_failed)
    g_assert_no_error (self->error);
}

void
writer_session_refuse (WriterSession *self, SxEdit *edit, int code, const char *word)
{
  guint n_failed = self->n_failed;

  writer_session_submit (self, edit);
  writer_session_wait (self);
  g_assert_cmpuint (self->n_failed, ==, n_failed + 1);
  g_assert_error (self->error, SX_ERROR, code);
  if (!strstr (self->error->message, word))
    g_error ("“%s” is not in: %s", word, self->error->message);
}

const SxScheme *
writer_session_scheme (const WriterSession *self)
{
  return self->state->snapshot->scheme;
}

gint64
writer_session_fid (const WriterSession *self, guint i)
{
  g_assert_cmpuint (i, <, self->fids->len);
  return g_array_index (self->fids, gint64, i);
}

SxEdit *
writer_edit_add (const StoreFixture *f, double dx, const char *name)
{
  g_autoptr (SxAdjustment) item = store_fixture_adjustment (f, dx);
  SxEdit *edit = sx_edit_new (name, 0);

  g_free (item->name);
  item->name = g_strdup (name);
  sx_edit_add_adjustment (edit, item);
  return edit;
}

SxEdit *
writer_edit_remove (gint64 fid)
{
  SxEdit *edit = sx_edit_new ("remove", 0);

  sx_edit_remove_adjustment (edit, fid);
  return edit;
}

SxEdit *
writer_edit_scheme (const char *name, gint64 copy_of)
{
  SxEdit *edit = sx_edit_new (name, 0);

  sx_edit_add_scheme (edit, name, NULL, copy_of);
  return edit;
}

SxAdjustment *
writer_session_adjustment (const WriterSession *self, guint i)
{
  g_assert_cmpuint (i, <, writer_session_scheme (self)->adjustments->len);
  return writer_session_scheme (self)->adjustments->pdata[i];
}

void
writer_session_fill (WriterSession *self, const StoreFixture *f)
{
  g_autoptr (SxAdjustment) item = store_fixture_adjustment (f, 0);
  g_autoptr (SxShape) square = store_fixture_square (f, 500, 0, 50);
  g_autoptr (SxShape) line = store_fixture_line (f, 500, 0, 50);
  g_autoptr (SxReclass) reclass = sx_reclass_new (SX_RECLASS_GHFQ, "530", square);
  g_autoptr (SxRoad) road = sx_road_new (FALSE, line);
  SxEdit *edit = sx_edit_new ("all", 0);

  sx_edit_add_adjustment (edit, item);
  sx_edit_add_reclass (edit, reclass);
  sx_edit_add_road (edit, road);
  sx_edit_set_judgement (edit, "farmland_quality", "pass", "因为");
  sx_edit_set_parameter (edit, "forest_area", "12.5");
  writer_session_do (self, edit);
  g_assert_cmpuint (self->fids->len, ==, 3);
}

void
writer_session_check_filled (const WriterSession *self, const char *name)
{
  const SxScheme *scheme = writer_session_scheme (self);
  const SxJudgement *judgement;

  g_assert_cmpstr (scheme->name, ==, name);
  g_assert_cmpuint (scheme->adjustments->len, ==, 1);
  g_assert_cmpuint (scheme->reclasses->len, ==, 1);
  g_assert_cmpuint (scheme->roads->len, ==, 1);
  g_assert_cmpuint (scheme->judgements->len, ==, 1);
  judgement = scheme->judgements->pdata[0];
  g_assert_cmpstr (judgement->reason, ==, "因为");
  g_assert_cmpstr (g_hash_table_lookup (scheme->parameters, "forest_area"), ==, "12.5");
}

static void
check_adjustment (const SxAdjustment *a, const SxAdjustment *b)
{
  SxShapeView x = sx_shape_view (a->shape), y = sx_shape_view (b->shape);

  g_assert_cmpint (a->fid, ==, b->fid);
  g_assert_cmpint (a->line, ==, b->line);
  g_assert_cmpint (a->direction, ==, b->direction);
  g_assert_cmpstr (a->situation, ==, b->situation);
  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_cmpstr (a->note, ==, b->note);
  g_assert_true (sx_shape_view_equal (&x, &y));
}

void
writer_session_check (WriterSession *self, const SxPlan *plan)
{
  const SxScheme *scheme = writer_session_scheme (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (SxScheme) read
      = sx_package_read_scheme (plan, scheme->id == 0 ? NULL : scheme->name, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (scheme->id, ==, read->id);
  g_assert_cmpuint (scheme->adjustments->len, ==, read->adjustments->len);
  for (guint i = 0; i < read->adjustments->len; i++)
    check_adjustment (scheme->adjustments->pdata[i], read->adjustments->pdata[i]);
  g_assert_cmpuint (scheme->reclasses->len, ==, read->reclasses->len);
  for (guint i = 0; i < read->reclasses->len; i++)
    g_assert_cmpint (((SxReclass *)scheme->reclasses->pdata[i])->fid, ==,
                     ((SxReclass *)read->reclasses->pdata[i])->fid);
  g_assert_cmpuint (scheme->roads->len, ==, read->roads->len);
  g_assert_cmpuint (scheme->judgements->len, ==, read->judgements->len);
  g_assert_cmpuint (scheme->projects->len, ==, read->projects->len);
  for (guint i = 0; i < read->projects->len; i++)
    g_assert_true (sx_project_equal (scheme->projects->pdata[i], read->projects->pdata[i]));
  g_assert_cmpuint (g_hash_table_size (scheme->parameters), ==, g_hash_table_size (read->parameters));
}
