/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scheme writer in haste: edits, drafts, questions and the end come as they like; what was answered is in
 * the package, in order. */
#include "base/sx-error.h"
#include "store/sx-package.h"
#include "writer-fixture.h"

#define STORM 1000

static guint
count_rows (const StoreFixture *f)
{
  g_autofree char *n = store_fixture_ask (f, "SELECT count (*) FROM sx_adjustment");

  return (guint)g_ascii_strtoull (n, NULL, 10);
}

static void
set_draft (WriterSession *self, const StoreFixture *f, guint n)
{
  g_autofree SxPoint *points = g_new0 (SxPoint, n);
  g_autoptr (SxDraft) draft = sx_draft_new (1, 0, SX_LINE_FARMLAND, SX_DIRECTION_IN, NULL, points, n);

  sx_scheme_writer_set_draft (self->writer, n % 5 ? draft : NULL);
}

/* A random edit of what the owner knows, which may be long out of date: its own edits are no conflict. */
static void
submit_random (WriterSession *self, const StoreFixture *f, GRand *rand, guint number)
{
  const GPtrArray *items = self->state ? writer_session_scheme (self)->adjustments : NULL;
  int kind = g_rand_int_range (rand, 0, 8);
  SxEdit *edit;

  if (kind == 0)
    edit = sx_edit_new_undo ();
  else if (kind == 1)
    edit = sx_edit_new_redo ();
  else if (kind == 2)
    edit = sx_edit_new_reload ();
  else if (kind < 5 && items && items->len > 0)
    {
      SxAdjustment *item = items->pdata[g_rand_int_range (rand, 0, (gint)items->len)];

      edit = sx_edit_new ("edit", 0);
      if (kind == 3)
        sx_edit_remove_adjustment (edit, item->fid);
      else
        sx_edit_set_adjustment (edit, item);
    }
  else
    edit = writer_edit_add (f, number % 100, "甲地");
  writer_session_submit (self, edit);
}

/* Far more than can be done at once: each is answered, in order, and the last state is the package's. */
static void
test_storm (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autofree char *path = sx_draft_path (f->folder, f->file);
  g_autoptr (WriterSession) self = writer_session_new (f->plan, NULL, path, NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint i = 0; i < STORM; i++)
    {
      submit_random (self, f, rand, i);
      if (i % 3 == 0)
        set_draft (self, f, 1 + i % 50);
      if (i % 100 == 0)
        writer_session_flush (self);
      if (i % 7 == 0)
        g_main_context_iteration (NULL, FALSE);
    }
  writer_session_wait (self);
  g_assert_cmpuint (self->n_done, ==, self->n_submitted);
  g_assert_cmpuint (self->n_outside, ==, 0);
  g_assert_false (self->is_read_only);
  writer_session_check (self, f->plan);
  writer_session_stop (self);
  g_assert_no_error (self->stop_error);
  store_fixture_check_base (f);
}

/* Stopped or freed at any moment: everything submitted is in the package. */
static void
test_stop (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);

  for (guint i = 0; i < 30; i++)
    {
      g_autoptr (StoreFixture) f = store_fixture_new (4527);
      g_autofree char *path = sx_draft_path (f->folder, f->file);
      g_autoptr (WriterSession) self = writer_session_new (f->plan, NULL, path, NULL);
      guint n = (guint)g_rand_int_range (rand, 0, 20), n_states;

      for (guint k = 0; k < n; k++)
        writer_session_submit (self, writer_edit_add (f, k * 200, "甲地"));
      set_draft (self, f, 7);
      g_usleep ((gulong)g_rand_int_range (rand, 0, 1 << (8 + i % 10)));
      if (i % 3 == 0)
        g_main_context_iteration (NULL, FALSE);
      if (i % 2 == 0)
        {
          n_states = self->n_states;
          writer_session_stop (self);
          g_assert_cmpuint (self->n_states, ==, n_states);
          g_assert_cmpuint (self->n_done, ==, n);
          g_assert_cmpuint (self->n_failed, ==, 0);
        }
      g_clear_pointer (&self->writer, sx_scheme_writer_free);
      g_assert_cmpuint (self->n_destroyed, ==, n);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      if (n > 0)
        g_assert_cmpuint (count_rows (f), ==, n);
      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
      store_fixture_check_base (f);
    }
}

static void
free_writer (gpointer data)
{
  g_clear_pointer ((SxSchemeWriter **)data, sx_scheme_writer_free);
}

static void
test_free_in_event (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (WriterSession) self = writer_session_new (f->plan, NULL, NULL, NULL);

  self->on_done = free_writer;
  self->on_done_data = &self->writer;
  for (guint i = 0; i < 10; i++)
    writer_session_submit (self, writer_edit_add (f, i * 200, "甲地"));
  while (self->writer)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (self->n_done, ==, 1);
  g_assert_cmpuint (self->n_destroyed, ==, 10);
  g_assert_cmpuint (count_rows (f), ==, 10);
}

/* ---- two writers on one package, each with an owner of its own */

typedef struct
{
  const StoreFixture *f;
  guint n_added, n_refused;
} Owner;

/* Adds, and removes what the other one may have removed before. Locked out it tries again. */
static gpointer
run_owner (gpointer data)
{
  Owner *owner = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (WriterSession) self = writer_session_new (owner->f->plan, NULL, NULL, context);
  guint n_removed = 0;

  writer_session_wait_state (self);
  for (guint i = 0; i < 40; i++)
    {
      const GPtrArray *items = writer_session_scheme (self)->adjustments;
      gboolean removes = i % 3 == 2 && items->len > 0;
      g_autoptr (SxEdit) edit
          = removes ? sx_edit_new ("remove", 0) : writer_edit_add (owner->f, i * 200, "甲地");
      guint n_failed;

      if (removes)
        sx_edit_remove_adjustment (edit, ((SxAdjustment *)items->pdata[0])->fid);
      do
        {
          n_failed = self->n_failed;
          writer_session_submit (self, sx_edit_ref (edit));
          writer_session_wait (self);
        }
      while (self->n_failed > n_failed && g_error_matches (self->error, SX_ERROR, SX_ERROR_UNWRITABLE));
      if (self->n_failed == n_failed)
        *(removes ? &n_removed : &owner->n_added) += 1;
      else
        {
          g_assert_error (self->error, SX_ERROR, SX_ERROR_CONFLICT);
          owner->n_refused++;
        }
    }
  owner->n_added -= n_removed;
  return NULL;
}

/* Neither loses what the other one did: what is there is what was added less what was removed, once. */
static void
test_two_writers (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (WriterSession) first = writer_session_new (f->plan, NULL, NULL, NULL);
  Owner owners[2] = { { f, 0, 0 }, { f, 0, 0 } };
  GThread *threads[2];

  writer_session_do (first, writer_edit_add (f, 0, "甲地"));
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("owner", run_owner, &owners[i]);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_test_message ("%u and %u more rows, %u edits refused", owners[0].n_added, owners[1].n_added,
                  owners[0].n_refused + owners[1].n_refused);
  g_assert_cmpuint (count_rows (f), ==, 1 + owners[0].n_added + owners[1].n_added);
  writer_session_wait_outside (first, 1);
  writer_session_do (first, sx_edit_new_reload ());
  writer_session_check (first, f->plan);
  writer_session_stop (first);
  store_fixture_check_base (f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/writer/storm", test_storm);
  g_test_add_func ("/writer/stop", test_stop);
  g_test_add_func ("/writer/free-in-event", test_free_in_event);
  g_test_add_func ("/writer/two-writers", test_two_writers);
  return g_test_run ();
}
