/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The power fails at every single change of a file during a session: what is left on the disk holds every
 * edit that was finished, the one under way wholly or not at all, and can be undone. */
#include <glib/gstdio.h>
#include <string.h>

#include "fault-vfs.h"
#include "store-fixture.h"
#include "store/sx-scheme-store.h"

#define N_STEPS 7

typedef struct
{
  StoreFixture *f;
  GRand *random;
  guint n_done;              /* steps that have returned */
  char *states[N_STEPS + 1]; /* content after so many steps; NULL: not known yet */
  guint n_cuts;
} Session;

static void
do_step (const StoreFixture *f, SxSchemeStore *store, guint step)
{
  g_autoptr (SxAdjustment) item = store_fixture_adjustment (f, step * 10);
  g_autoptr (GError) error = NULL;
  gint64 id;

  if (step == 4 || step == 5)
    {
      if (step == 4)
        sx_scheme_store_undo (store, &error);
      else
        sx_scheme_store_redo (store, &error);
      g_assert_no_error (error);
      return;
    }
  sx_scheme_store_begin (store, step == 0 ? 0 : 1, "step", &error);
  g_assert_no_error (error);
  item->fid = 1;
  if (step == 0)
    sx_scheme_store_add_scheme (store, "甲", NULL, &id, &error);
  else if (step == 3)
    sx_scheme_store_set_adjustment (store, 1, item, &error);
  else if (step == 6)
    sx_scheme_store_remove_adjustment (store, 1, &error);
  else
    sx_scheme_store_add_adjustment (store, 1, item, &id, &error);
  g_assert_no_error (error);
  sx_scheme_store_commit (store, &error);
  g_assert_no_error (error);
}

/* What is left is one of the two states that may be, and one step back it is the state before. */
static void
check_remains (const Session *self, const char *file)
{
  g_autofree char *integrity = store_fixture_dump (file, "PRAGMA integrity_check");
  g_autofree char *content = store_fixture_dump_schemes (file);
  guint n = self->n_done;
  SxSchemeStore *store;
  SxPlan *plan;

  g_assert_cmpstr (integrity, ==, "ok\n");
  if (n == N_STEPS || g_strcmp0 (content, self->states[n]) != 0)
    g_assert_cmpstr (content, ==, self->states[n == N_STEPS ? n : ++n]);
  /* of a kind: every step but the undo itself can be taken back to the state before it */
  if (n == 0 || n == 5 || self->n_cuts % 4 != 0)
    return;
  plan = sx_plan_new (file);
  plan->epsg = self->f->plan->epsg;
  plan->plane = self->f->plan->plane;
  store = store_fixture_open (plan);
  g_assert_true (sx_scheme_store_undo (store, NULL));
  g_assert_true (sx_scheme_store_close (store, NULL));
  g_free (content);
  content = store_fixture_dump_schemes (file);
  g_assert_cmpstr (content, ==, n == 1 ? "" : self->states[n == 6 ? 3 : n - 1]);
  sx_plan_unref (plan);
}

static void
remove_remains (const char *file)
{
  static const char *const suffixes[] = { "", "-journal", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (file, suffixes[i], NULL);

      g_remove (path);
    }
}

static void
cut_power (Session *self)
{
  g_autofree char *folder = g_build_filename (self->f->folder, "after", NULL);
  g_autofree char *name = g_path_get_basename (self->f->file);
  g_autofree char *file = g_build_filename (folder, name, NULL);

  g_mkdir (folder, 0700);
  fault_vfs_write_remains (self->f->file, folder, self->random);
  check_remains (self, file);
  remove_remains (file);
  self->n_cuts++;
}

static void
on_change (guint n, gpointer data)
{
  cut_power (data);
}

/* Between two steps, when nothing is under way. */
static void
cut_power_at_rest (Session *self)
{
  fault_vfs_pause (TRUE);
  cut_power (self);
  fault_vfs_pause (FALSE);
}

static void
run_session (Session *self, gboolean rollback_journal, gboolean cut)
{
  SxSchemeStore *store;

  self->f = store_fixture_new (4527);
  self->n_done = 0;
  fault_vfs_reset ();
  fault_vfs_without_shared_memory (rollback_journal);
  if (cut)
    fault_vfs_watch (on_change, self);
  else
    self->states[0] = store_fixture_dump_schemes (self->f->file);
  store = store_fixture_open (self->f->plan);
  for (guint i = 0; i < N_STEPS; i++)
    {
      do_step (self->f, store, i);
      self->n_done++;
      for (guint j = 0; cut && j < 4; j++)
        cut_power_at_rest (self);
      if (!cut)
        self->states[i + 1] = store_fixture_dump_schemes (self->f->file);
    }
  g_assert_true (sx_scheme_store_close (store, NULL));
  fault_vfs_reset ();
  store_fixture_check_base (self->f);
  store_fixture_free (self->f);
}

static void
test_power_cut (gconstpointer data)
{
  gboolean rollback_journal = GPOINTER_TO_INT (data);
  guint n_runs = g_test_slow () ? 100 : 1;
  Session session = { .random = g_rand_new_with_seed (7) };

  run_session (&session, rollback_journal, FALSE);
  for (guint i = 0; i < n_runs; i++)
    run_session (&session, rollback_journal, TRUE);
  g_test_message ("%u power cuts", session.n_cuts);
  g_assert_cmpuint (session.n_cuts, >, 50 * n_runs);
  for (guint i = 0; i <= N_STEPS; i++)
    g_free (session.states[i]);
  g_rand_free (session.random);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ();
  g_test_add_data_func ("/scheme-store/power-cut/wal", GINT_TO_POINTER (FALSE), test_power_cut);
  g_test_add_data_func ("/scheme-store/power-cut/rollback-journal", GINT_TO_POINTER (TRUE), test_power_cut);
  return g_test_run ();
}
