/* SPDX-License-Identifier: GPL-3.0-or-later */
/* writer-killer [KILLS [SECONDS]]: like store-killer, but through the writer's thread: a process draws and
 * edits without waiting, is killed at a random moment, and the package is looked at: it is sound, every edit
 * that was answered is there, those under way are there in their order up to some one, and the draft is
 * whole. Over and over on the same package. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/sx-error.h"
#include "killing.h"
#include "store-fixture.h"
#include "store/sx-scheme-store.h"
#include "store/sx-scheme-writer.h"

#define LONGEST_LIFE_US 80000
#define MAX_UNDER_WAY 8

/* ---- what the package shall hold */

typedef struct
{
  GPtrArray *states; /* the names of the adjustments, along which undo and redo walk */
  guint at;
} Model;

static const char *
model_content (const Model *self)
{
  return g_ptr_array_index (self->states, self->at);
}

static void
model_apply (Model *self, const char *edit)
{
  if (g_str_equal (edit, "undo"))
    self->at -= self->at > 0;
  else if (g_str_equal (edit, "redo"))
    self->at += self->at + 1 < self->states->len;
  else
    {
      char *next = g_strdup_printf ("%s%s ", model_content (self), edit);

      g_ptr_array_set_size (self->states, (int)++self->at);
      g_ptr_array_add (self->states, next);
    }
}

/* ---- the process that is killed */

typedef struct
{
  const StoreFixture *f;
  SxSchemeWriter *writer;
  int pipe;
  guint n_under_way;
} Life;

static void
say (const Life *self, const char *word, const char *edit)
{
  g_autofree char *line = g_strdup_printf ("%s %s\n", word, edit);

  if (write (self->pipe, line, strlen (line)) != (ssize_t)strlen (line))
    exit (1);
}

static void
on_state (SxSchemeState *state, gpointer data)
{
}

static void
on_read_only (const GError *error, gpointer data)
{
  g_assert_no_error (error);
}

static void
on_done (SxEdit *edit, SxSchemeState *state, GArray *fids, const GError *error, gpointer data)
{
  Life *self = data;

  /* nothing to undo or redo is the only reason */
  if (error)
    g_assert_error (error, SX_ERROR, SX_ERROR_NOT_FOUND);
  self->n_under_way--;
  say (self, error ? "not" : "did", "");
}

static void
submit (Life *self, SxEdit *edit, const char *name)
{
  say (self, "try", name);
  self->n_under_way++;
  sx_scheme_writer_submit (self->writer, edit, on_done, self, NULL);
  sx_edit_unref (edit);
}

static void
draw (const Life *self, guint n)
{
  g_autofree SxPoint *points = g_new0 (SxPoint, n);
  g_autoptr (SxDraft) draft = sx_draft_new (1, 0, SX_LINE_FARMLAND, SX_DIRECTION_IN, NULL, points, n);

  sx_scheme_writer_set_draft (self->writer, n % 4 ? draft : NULL);
}

static void
submit_random (Life *self, GRand *random, guint *number)
{
  int kind = g_rand_int_range (random, 0, 10);
  g_autoptr (SxAdjustment) item = NULL;
  SxEdit *edit;

  if (kind < 3)
    submit (self, kind < 2 ? sx_edit_new_undo () : sx_edit_new_redo (), kind < 2 ? "undo" : "redo");
  else
    {
      item = store_fixture_adjustment (self->f, ++*number % 100);
      g_free (item->name);
      item->name = g_strdup_printf ("%u", *number);
      edit = sx_edit_new (item->name, 1);
      sx_edit_add_adjustment (edit, item);
      if (*number % 3 == 0)
        {
          g_autoptr (SxProject) project = sx_project_new (item->name);

          sx_edit_add_project (edit, project);
        }
      submit (self, edit, item->name);
    }
}

typedef struct
{
  const StoreFixture *fixture;
  const char *draft;
  guint number; /* of the last edit */
  guint32 seed;
} Birth;

/* Never returns. */
static void
live (int pipe, gpointer data)
{
  static const SxSchemeWriterEvents events = { on_state, on_read_only, NULL, NULL };
  const Birth *birth = data;
  const StoreFixture *f = birth->fixture;
  const SxSchemeWriterOptions options = { NULL, "方案一", birth->draft };
  g_autoptr (GRand) random = g_rand_new_with_seed (birth->seed);
  guint number = birth->number;
  Life self = { f, NULL, pipe, 0 };

  for (guint i = 1;; i++)
    {
      if (!self.writer)
        self.writer = sx_scheme_writer_new (f->plan, &options, NULL, &events, NULL);
      submit_random (&self, random, &number);
      draw (&self, 1 + i % 100);
      while (g_main_context_iteration (NULL, self.n_under_way >= MAX_UNDER_WAY))
        ;
      if (i % 50 == 0)
        {
          while (self.n_under_way > 0)
            g_main_context_iteration (NULL, TRUE);
          g_clear_pointer (&self.writer, sx_scheme_writer_free);
        }
    }
}

/* ---- the one that looks */

/* Brings the model up to what was answered; under_way gets what was not. */
static guint
hear (FILE *pipe, Model *model, guint *number, GQueue *under_way)
{
  char line[64];
  guint n_done = 0;

  while (fgets (line, sizeof line, pipe) != NULL)
    {
      g_autofree char *edit = NULL;

      g_strchomp (line);
      if (g_str_has_prefix (line, "try "))
        {
          g_queue_push_tail (under_way, g_strdup (line + 4));
          if (g_ascii_isdigit (line[4]))
            *number = (guint)strtoul (line + 4, NULL, 10);
          continue;
        }
      edit = g_queue_pop_head (under_way);
      g_assert_nonnull (edit);
      if (g_str_has_prefix (line, "did"))
        {
          model_apply (model, edit);
          n_done++;
        }
    }
  return n_done;
}

/* The names of the adjustments, "/", the names that redo would bring back. */
static char *
model_describe (const Model *self)
{
  GString *text = g_string_new (model_content (self));

  g_string_append_c (text, '/');
  for (guint i = self->at + 1; i < self->states->len; i++)
    {
      const char *state = g_ptr_array_index (self->states, i);

      g_string_append (text, state + strlen (g_ptr_array_index (self->states, i - 1)));
    }
  return g_string_free (text, FALSE);
}

static char *
package_describe (const StoreFixture *f)
{
  return store_fixture_ask (
      f, "SELECT coalesce ((SELECT group_concat (name || ' ', '') FROM (SELECT name FROM sx_adjustment ORDER "
         "BY fid)), '') || '/' || coalesce ((SELECT group_concat (label || ' ', '') FROM (SELECT label FROM "
         "sx_history WHERE undone ORDER BY id)), '')");
}

/* Every third edit draws a plot and adds a project of its name: both are there, or none. */
static void
check_package (const StoreFixture *f, Model *model, GQueue *under_way)
{
  g_autofree char *there = package_describe (f), *expected = model_describe (model), *projects = NULL;
  char *edit;

  store_fixture_check_base (f);
  while (!g_str_equal (there, expected) && (edit = g_queue_pop_head (under_way)))
    {
      model_apply (model, edit);
      g_free (edit);
      g_free (expected);
      expected = model_describe (model);
    }
  g_assert_cmpstr (there, ==, expected);
  projects = store_fixture_ask (
      f,
      "SELECT (SELECT coalesce (group_concat (name), '') FROM (SELECT name FROM sx_project ORDER BY id)) = "
      "(SELECT coalesce (group_concat (name), '') FROM (SELECT name FROM sx_adjustment WHERE CAST (name AS "
      "INTEGER) % 3 = 0 ORDER BY fid))");
  g_assert_cmpstr (projects, ==, "1");
}

static void
check_draft (const StoreFixture *f, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SxDraft) draft = sx_draft_read (f->plan, path, &error);

  g_assert_no_error (error);
  if (draft)
    g_assert_cmpuint (draft->n_points % 4, !=, 0);
}

/* How many edits the process had answered before its end. */
static guint
live_and_die (const StoreFixture *f, const char *draft, Model *model, guint *number, Killing *killing)
{
  GQueue under_way = G_QUEUE_INIT;
  Birth birth = { f, draft, *number, g_rand_int (killing->random) };
  FILE *told = killing_run (killing, live, &birth);
  guint n_done = hear (told, model, number, &under_way);

  fclose (told);
  killing_learn (killing, n_done);
  check_package (f, model, &under_way);
  check_draft (f, draft);
  g_queue_clear_full (&under_way, g_free);
  return n_done;
}

static void
make_scheme (const StoreFixture *f)
{
  SxSchemeStore *store = sx_scheme_store_open (f->plan, NULL);
  gint64 id;

  g_assert_true (sx_scheme_store_begin (store, 0, "scheme", NULL));
  g_assert_true (sx_scheme_store_add_scheme (store, "甲", NULL, &id, NULL));
  g_assert_true (sx_scheme_store_commit (store, NULL));
  g_assert_true (sx_scheme_store_close (store, NULL));
  /* the scheme itself stays */
  store_fixture_run (f, "DELETE FROM sx_history; DELETE FROM sx_history_row");
}

int
main (int argc, char *argv[])
{
  Killing killing;
  g_autoptr (StoreFixture) f = NULL;
  Model model = { g_ptr_array_new_with_free_func (g_free), 0 };
  guint number = 0, n_done = 0, killed = 0;
  g_autofree char *draft = NULL;

  killing_begin (&killing, argc, argv, 200, LONGEST_LIFE_US);
  f = store_fixture_new (4490);
  draft = sx_draft_path (f->folder, f->file);
  make_scheme (f);
  g_ptr_array_add (model.states, g_strdup (""));
  for (; killing_goes_on (&killing, killed, n_done); killed++)
    n_done += live_and_die (f, draft, &model, &number, &killing);
  g_print ("kills: %u\nanswered edits: %u\nlost edits: 0\ndamaged packages: 0\n", killed, n_done);
  g_ptr_array_unref (model.states);
  killing_end (&killing);
  return 0;
}
