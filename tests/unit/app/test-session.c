/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session on a small made-up county, without a window: what the panel is told, and when. */
#include "sx-session.h"
#include "../../remove-tree.h"
#include "../../wait-until.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "base/sx-error.h"
#include "sample/sx-sample.h"

typedef struct
{
  char *folder, *file;
  SxSession *session;
  guint layers, results, mixed;
  char *trouble;
} Fixture;

static void
layer_added (SxSession *session, SxLayerItem *item, Fixture *f)
{
  f->layers++;
}

/* What the panel would show: a preview's numbers only while they are said to be that. */
static void
result_changed (SxSession *session, Fixture *f)
{
  SxResult *shown = sx_session_get_result (session), *final = sx_session_get_final_result (session);

  f->results++;
  if (!sx_session_is_preview (session) && shown != final)
    f->mixed++;
}

static void
troubled (SxSession *session, const char *sentence, Fixture *f)
{
  g_free (f->trouble);
  f->trouble = g_strdup (sentence);
}

static void
wait_idle (SxSession *session)
{
  wait_until (sx_session_is_idle (session) && sx_session_get_state (session));
}

static void
opened (GObject *object, GAsyncResult *result, gpointer data)
{
  GError **error = data;

  sx_session_open_finish (SX_SESSION (object), result, error);
  if (!*error)
    g_signal_emit_by_name (object, "opened");
}

static void
open_session (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  f->session = sx_session_new ();
  g_signal_connect (f->session, "layer-added", G_CALLBACK (layer_added), f);
  g_signal_connect (f->session, "result-changed", G_CALLBACK (result_changed), f);
  g_signal_connect (f->session, "trouble", G_CALLBACK (troubled), f);
  sx_session_open_async (f->session, f->file, NULL, opened, &error);
  while (sx_session_get_phase (f->session) == SX_SESSION_OPENING)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (error);
  wait_idle (f->session);
}

static void
close_session (Fixture *f)
{
  gpointer watch = f->session;

  sx_session_close (f->session);
  g_object_add_weak_pointer (G_OBJECT (f->session), &watch);
  g_object_unref (f->session);
  while (watch)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->folder = g_dir_make_tmp ("sx-session-XXXXXX", NULL);
  f->file = g_build_filename (f->folder, "county.gpkg", NULL);
  g_setenv ("XDG_STATE_HOME", f->folder, TRUE);
  sx_sample_write (f->file, 600, 1, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  open_session (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  close_session (f);
  remove_tree (f->folder);
  g_free (f->trouble);
  g_free (f->file);
  g_free (f->folder);
}

/* A square of that side, in the middle of the first plot of the scheme. */
static SxAdjustment *
square (SxSession *session, double side)
{
  const SxScheme *scheme = sx_session_get_scheme (session);
  const SxAdjustment *first = g_ptr_array_index (scheme->adjustments, 0);
  SxPoint at = { first->shape->box.x1 + 500, first->shape->box.y1 + 500 };
  SxPoint corners[] = { at, { at.x, at.y + side }, { at.x + side, at.y + side }, { at.x + side, at.y }, at };
  guint32 starts[] = { 0, G_N_ELEMENTS (corners) };
  guint8 shells[] = { 1 };
  SxShapeView view = { corners, starts, shells, 1, SX_BOX_EMPTY };
  g_autoptr (SxShape) shape = NULL;

  view.box = sx_shape_view_compute_box (&view);
  shape = sx_shape_new (&view);
  return sx_adjustment_new (SX_LINE_BOUNDARY, SX_DIRECTION_IN, shape);
}

static double
boundary_area (SxSession *session)
{
  return sx_result_find (sx_session_get_result (session), SX_MEASURE_BOUNDARY_AREA)->after;
}

static void
commit_square (Fixture *f, double side)
{
  g_autoptr (SxAdjustment) item = square (f->session, side);
  g_autoptr (SxEdit) edit = sx_edit_new ("square", 0);

  sx_edit_add_adjustment (edit, item);
  sx_session_commit (f->session, edit);
  wait_idle (f->session);
}

static void
test_open (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (f->layers, >, 10);
  g_assert_cmpuint (f->layers, ==, g_list_model_get_n_items (sx_session_get_layers (f->session)));
  g_assert_nonnull (sx_session_find_layer (f->session, "DLTB"));
  g_assert_nonnull (sx_session_get_result (f->session));
  g_assert_false (sx_session_is_preview (f->session));
  g_assert_false (sx_session_is_read_only (f->session, NULL));
  g_assert_cmpuint (sx_session_get_scheme (f->session)->adjustments->len, >, 0);
}

static void
test_commit_undo (Fixture *f, gconstpointer data)
{
  double before = boundary_area (f->session), after;
  guint n = sx_session_get_scheme (f->session)->adjustments->len, selected;
  const gint64 *fids;

  commit_square (f, 100);
  after = boundary_area (f->session);
  g_assert_cmpuint (sx_session_get_scheme (f->session)->adjustments->len, ==, n + 1);
  g_assert_cmpstr (sx_session_get_state (f->session)->undo_label, ==, "square");
  fids = sx_session_get_selection (f->session, &selected);
  g_assert_cmpuint (selected, ==, 1);
  g_assert_nonnull (sx_session_find_adjustment (f->session, fids[0]));

  sx_session_undo (f->session);
  wait_idle (f->session);
  g_assert_true (boundary_area (f->session) == before); /* bit for bit */
  g_assert_cmpuint (sx_session_get_scheme (f->session)->adjustments->len, ==, n);
  sx_session_get_selection (f->session, &selected);
  g_assert_cmpuint (selected, ==, 0);

  /* also after a restart */
  close_session (f);
  open_session (f);
  g_assert_cmpstr (sx_session_get_state (f->session)->redo_label, ==, "square");
  sx_session_redo (f->session);
  wait_idle (f->session);
  g_assert_true (boundary_area (f->session) == after);
}

static void
preview_square (Fixture *f, double side)
{
  g_autoptr (SxAdjustment) item = square (f->session, side);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  g_ptr_array_add (items, item);
  sx_session_preview (f->session, items, NULL, NULL);
}

static void
test_preview (Fixture *f, gconstpointer data)
{
  double before = boundary_area (f->session), previewed;

  for (double side = 20; side <= 200; side += 10)
    preview_square (f, side);
  wait_idle (f->session);
  g_assert_true (sx_session_is_preview (f->session));
  previewed = boundary_area (f->session);
  g_assert_true (previewed != before);
  g_assert_true (sx_result_find (sx_session_get_final_result (f->session), SX_MEASURE_BOUNDARY_AREA)->after
                 == before);

  sx_session_end_preview (f->session);
  g_assert_false (sx_session_is_preview (f->session)); /* at once */
  g_assert_true (boundary_area (f->session) == before);
  wait_idle (f->session);
  g_assert_true (boundary_area (f->session) == before);

  /* committed: the final numbers are the ones previewed, and the panel never went back in between */
  preview_square (f, 200);
  wait_idle (f->session);
  commit_square (f, 200);
  g_assert_false (sx_session_is_preview (f->session));
  g_assert_true (boundary_area (f->session) == previewed);
  g_assert_cmpuint (f->mixed, ==, 0);
}

/* Another program holds the package: the edit waits here, and is written when it is asked for again. */
static void
test_locked (Fixture *f, gconstpointer data)
{
  guint n = sx_session_get_scheme (f->session)->adjustments->len;
  const GError *why = NULL;
  sqlite3 *other = NULL;

  g_assert_cmpint (sqlite3_open (f->file, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  commit_square (f, 100);
  g_assert_cmpuint (sx_session_get_unsaved (f->session, &why)->len, ==, 1);
  g_assert_error (why, SX_ERROR, SX_ERROR_UNWRITABLE);
  g_assert_cmpuint (sx_session_get_scheme (f->session)->adjustments->len, ==, n);

  g_assert_cmpint (sqlite3_exec (other, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (other);
  sx_session_retry_unsaved (f->session);
  wait_idle (f->session);
  g_assert_cmpuint (sx_session_get_unsaved (f->session, NULL)->len, ==, 0);
  g_assert_cmpuint (sx_session_get_scheme (f->session)->adjustments->len, ==, n + 1);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (SxEdit) edit = sx_edit_new ("gone", 0);

  sx_edit_remove_adjustment (edit, 123456);
  sx_session_commit (f->session, edit);
  wait_idle (f->session);
  g_assert_nonnull (f->trouble); /* a sentence, and nothing is kept for another try that cannot do better */
  g_assert_cmpuint (sx_session_get_unsaved (f->session, NULL)->len, ==, 0);
}

static void
test_draft (Fixture *f, gconstpointer data)
{
  const SxPoint points[] = { { 1, 2 }, { 3, 4 } };
  g_autoptr (SxDraft) draft = NULL, found = NULL;

  draft = sx_draft_new (sx_session_get_scheme (f->session)->id, 0, SX_LINE_FARMLAND, SX_DIRECTION_OUT, "3",
                        points, G_N_ELEMENTS (points));
  sx_session_set_draft (f->session, draft);
  close_session (f);
  open_session (f);
  while (!sx_session_get_found_draft (f->session))
    g_main_context_iteration (NULL, TRUE);
  found = sx_session_steal_found_draft (f->session);
  g_assert_cmpuint (found->n_points, ==, 2);
  g_assert_cmpstr (found->situation, ==, "3");
  g_assert_null (sx_session_get_found_draft (f->session));
}

static void
test_unreadable (void)
{
  g_autoptr (SxSession) session = sx_session_new ();
  g_autoptr (GError) error = NULL;

  sx_session_open_async (session, "/no/such/county.gpkg", NULL, opened, &error);
  while (sx_session_get_phase (session) == SX_SESSION_OPENING)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (error, SX_ERROR, SX_ERROR_NOT_FOUND);
  g_assert_cmpint (sx_session_get_phase (session), ==, SX_SESSION_EMPTY);
  sx_session_close (session);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add ("/session/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  ADD (open);
  ADD (commit_undo);
  ADD (preview);
  ADD (locked);
  ADD (refused);
  ADD (draft);
#undef ADD
  g_test_add_func ("/session/unreadable", test_unreadable);
  return g_test_run ();
}
