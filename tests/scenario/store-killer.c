/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store-killer [KILLS [SECONDS]]: a process edits a package, is killed at a random moment, and the package is
 * looked at: it is sound, every edit the process said it had finished is there, the one under way is there
 * wholly or not at all, and undo and redo go on from there. Over and over on the same package. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "killing.h"
#include "store-fixture.h"
#include "store/sx-package.h"
#include "store/sx-scheme-store.h"

#define LONGEST_LIFE_US 60000

/* What the package shall hold: the states that undo and redo walk along, each the names of the adjustments.
 */
typedef struct
{
  GPtrArray *states;
  guint at;
} Model;

static void
model_apply (Model *self, const char *edit)
{
  const char *now = g_ptr_array_index (self->states, self->at);
  g_autofree char *next = NULL;

  if (g_str_equal (edit, "undo"))
    self->at--;
  else if (g_str_equal (edit, "redo"))
    self->at++;
  else
    {
      /* "swap" takes the oldest away */
      if (g_str_has_prefix (edit, "swap "))
        now = strchr (now, ' ') + 1;
      next = g_strdup_printf ("%s%s ", now, edit + 5);
      g_ptr_array_set_size (self->states, (int)++self->at);
      g_ptr_array_add (self->states, g_steal_pointer (&next));
    }
  g_assert_cmpuint (self->at, <, self->states->len);
}

static void
report (int fd, const char *word, const char *edit)
{
  g_autofree char *line = g_strdup_printf ("%s %s\n", word, edit);

  if (write (fd, line, strlen (line)) != (ssize_t)strlen (line))
    exit (1);
}

static gint64
oldest_adjustment (const SxPlan *plan)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SxScheme) scheme = sx_package_read_scheme (plan, NULL, NULL, &error);

  g_assert_no_error (error);
  return scheme->adjustments->len > 0 ? ((SxAdjustment *)g_ptr_array_index (scheme->adjustments, 0))->fid : 0;
}

static void
do_edit (const StoreFixture *f, SxSchemeStore *store, int fd, guint number)
{
  gint64 oldest = number % 3 == 0 ? oldest_adjustment (f->plan) : 0;
  g_autofree char *edit = g_strdup_printf ("%s %u", oldest != 0 ? "swap" : "plus", number);
  g_autoptr (SxAdjustment) item = store_fixture_adjustment (f, number % 100);
  g_autoptr (GError) error = NULL;

  g_free (item->name);
  item->name = g_strdup_printf ("%u", number);
  report (fd, "try", edit);
  sx_scheme_store_begin (store, 1, edit, &error);
  g_assert_no_error (error);
  if (oldest != 0)
    sx_scheme_store_remove_adjustment (store, oldest, &error);
  g_assert_no_error (error);
  sx_scheme_store_add_adjustment (store, 1, item, NULL, &error);
  g_assert_no_error (error);
  sx_scheme_store_commit (store, &error);
  g_assert_no_error (error);
  report (fd, "did", edit);
}

static void
do_move (SxSchemeStore *store, int fd, gboolean is_redo)
{
  g_autofree char *label = is_redo ? sx_scheme_store_redo_label (store) : sx_scheme_store_undo_label (store);
  g_autoptr (GError) error = NULL;

  /* the scheme itself stays */
  if (label == NULL || g_str_equal (label, "scheme"))
    return;
  report (fd, "try", is_redo ? "redo" : "undo");
  if (is_redo)
    sx_scheme_store_redo (store, &error);
  else
    sx_scheme_store_undo (store, &error);
  g_assert_no_error (error);
  report (fd, "did", is_redo ? "redo" : "undo");
}

typedef struct
{
  const StoreFixture *fixture;
  guint number; /* of the last edit */
  guint32 seed;
} Birth;

/* Never returns: it is killed. */
static void
live (int fd, gpointer data)
{
  const Birth *birth = data;
  const StoreFixture *f = birth->fixture;
  g_autoptr (GRand) random = g_rand_new_with_seed (birth->seed);
  guint number = birth->number;
  SxSchemeStore *store = store_fixture_open (f->plan);

  for (;;)
    {
      int kind = g_rand_int_range (random, 0, 12);

      if (kind == 0)
        {
          g_assert_true (sx_scheme_store_close (store, NULL));
          store = store_fixture_open (f->plan);
        }
      else if (kind <= 3)
        do_move (store, fd, FALSE);
      else if (kind <= 5)
        do_move (store, fd, TRUE);
      else
        do_edit (f, store, fd, ++number);
    }
}

/* Brings the model up to what was said; *pending is the edit under way, or NULL. */
static guint
hear (FILE *pipe, Model *model, guint *number, char **pending)
{
  char line[64];
  guint n_done = 0;

  while (fgets (line, sizeof line, pipe) != NULL)
    {
      g_strchomp (line);
      g_clear_pointer (pending, g_free);
      if (g_str_has_prefix (line, "try "))
        *pending = g_strdup (line + 4);
      else
        {
          model_apply (model, line + 4);
          n_done++;
        }
      if (strlen (line) > 9 && g_ascii_isdigit (line[9]))
        *number = (guint)strtoul (line + 9, NULL, 10);
    }
  return n_done;
}

static char *
content_of (const StoreFixture *f)
{
  return store_fixture_ask (f, "SELECT coalesce (group_concat (name, ' ') || ' ', '') FROM (SELECT name FROM "
                               "sx_adjustment ORDER BY fid)");
}

static void
check_moves (const StoreFixture *f, Model *model)
{
  SxSchemeStore *store = store_fixture_open (f->plan);
  g_autofree char *label = sx_scheme_store_undo_label (store);
  g_autoptr (GError) error = NULL;

  if (label != NULL && !g_str_equal (label, "scheme"))
    {
      g_autofree char *before = NULL, *again = NULL;

      sx_scheme_store_undo (store, &error);
      g_assert_no_error (error);
      before = content_of (f);
      g_assert_cmpstr (before, ==, g_ptr_array_index (model->states, model->at - 1));
      sx_scheme_store_redo (store, &error);
      g_assert_no_error (error);
      again = content_of (f);
      g_assert_cmpstr (again, ==, g_ptr_array_index (model->states, model->at));
    }
  g_assert_true (sx_scheme_store_close (store, &error));
  g_assert_no_error (error);
}

static void
check_package (const StoreFixture *f, Model *model, const char *pending)
{
  g_autofree char *content = content_of (f);

  store_fixture_check_base (f);
  if (!g_str_equal (content, (const char *)g_ptr_array_index (model->states, model->at)) && pending != NULL)
    model_apply (model, pending);
  g_assert_cmpstr (content, ==, g_ptr_array_index (model->states, model->at));
  check_moves (f, model);
}

/* How many edits the process finished before its end. */
static guint
live_and_die (const StoreFixture *f, Model *model, guint *number, Killing *killing)
{
  g_autofree char *pending = NULL;
  Birth birth = { f, *number, g_rand_int (killing->random) };
  FILE *told = killing_run (killing, live, &birth);
  guint n_done = hear (told, model, number, &pending);

  fclose (told);
  killing_learn (killing, n_done);
  check_package (f, model, pending);
  return n_done;
}

static void
make_scheme (const StoreFixture *f)
{
  SxSchemeStore *store = store_fixture_open (f->plan);
  g_autoptr (GError) error = NULL;

  sx_scheme_store_begin (store, 0, "scheme", &error);
  g_assert_no_error (error);
  sx_scheme_store_add_scheme (store, "甲", NULL, &(gint64){ 0 }, &error);
  g_assert_no_error (error);
  sx_scheme_store_commit (store, &error);
  g_assert_no_error (error);
  g_assert_true (sx_scheme_store_close (store, &error));
}

int
main (int argc, char *argv[])
{
  Killing killing;
  g_autoptr (StoreFixture) f = NULL;
  Model model = { g_ptr_array_new_with_free_func (g_free), 0 };
  guint number = 0, n_done = 0, killed = 0;

  killing_begin (&killing, argc, argv, 100, LONGEST_LIFE_US);
  f = store_fixture_new (4490);
  make_scheme (f);
  g_ptr_array_add (model.states, g_strdup (""));
  for (; killing_goes_on (&killing, killed, n_done); killed++)
    n_done += live_and_die (f, &model, &number, &killing);
  g_print ("kills: %u\nfinished edits: %u\nlost edits: 0\ndamaged packages: 0\n", killed, n_done);
  g_ptr_array_unref (model.states);
  killing_end (&killing);
  return 0;
}
