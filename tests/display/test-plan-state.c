/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a plan's window was left, and the lists that tell only what differs. */
#include "models/sx-row-list.h"
#include "sx-plan-state.h"
#include "sx-sample-maker.h"
#include "../wait-until.h"

#define PACKAGE "/nowhere/县.gpkg"

static void
loaded (GObject *object, GAsyncResult *result, gpointer data)
{
  *(SxPlanState **)data = sx_plan_state_load_finish (result);
}

static SxPlanState *
load (const char *package)
{
  SxPlanState *state = NULL;

  sx_plan_state_load_async (package, loaded, &state);
  while (!state)
    g_main_context_iteration (NULL, TRUE);
  return state;
}

static gboolean
holds (const char *path, const char *text)
{
  g_autofree char *contents = NULL;

  return g_file_get_contents (path, &contents, NULL, NULL) && strstr (contents, text);
}

static void
test_nothing (void)
{
  g_autoptr (SxPlanState) state = load ("/nowhere/other.gpkg");

  g_assert_cmpint (state->width, ==, 0);
  g_assert_cmpfloat (state->metres_per_pixel, ==, 0);
  g_assert_null (state->scheme);
  g_assert_cmpuint (g_hash_table_size (state->tables), ==, 0);
}

static void
test_round_trip (void)
{
  g_autoptr (SxPlanState) state = sx_plan_state_new (PACKAGE), back = NULL;
  g_autofree char *path = sx_plan_state_path (PACKAGE);
  SxLayerState *layer = g_new (SxLayerState, 1);

  state->width = 1280;
  state->height = 720;
  state->centre = (SxPoint){ 39532311.7424, 3652617.67 };
  state->metres_per_pixel = 19.0625;
  state->compare = 1;
  state->scheme = g_strdup ("方案 甲=1\n");
  state->line = SX_LINE_REDLINE;
  state->direction = SX_DIRECTION_OUT;
  state->situation = g_strdup ("4");
  *layer = (SxLayerState){ TRUE, 0.35 };
  g_hash_table_insert (state->tables, g_strdup ("DLTB"), layer);
  for (int i = 0; i < 20; i++) /* the last one counts, whichever thread is first */
    {
      state->left = 200 + i;
      sx_plan_state_save (state);
    }
  wait_until (holds (path, "left=219"));
  back = load (PACKAGE);
  g_assert_cmpint (back->width, ==, 1280);
  g_assert_cmpint (back->left, ==, 219);
  g_assert_cmpfloat (back->centre.x, ==, state->centre.x);
  g_assert_cmpfloat (back->metres_per_pixel, ==, state->metres_per_pixel);
  g_assert_cmpint (back->compare, ==, 1);
  g_assert_cmpstr (back->scheme, ==, state->scheme);
  g_assert_cmpint (back->line, ==, SX_LINE_REDLINE);
  g_assert_cmpint (back->direction, ==, SX_DIRECTION_OUT);
  g_assert_cmpstr (back->situation, ==, "4");
  layer = g_hash_table_lookup (back->tables, "DLTB");
  g_assert_nonnull (layer);
  g_assert_true (layer->is_visible);
  g_assert_cmpfloat (layer->opacity, ==, 0.35);
}

/* A file that something else wrote is as none, or as far as it makes sense. */
static void
test_damaged (void)
{
  g_autofree char *path = sx_plan_state_path ("/nowhere/damaged.gpkg");
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (SxPlanState) state = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (
      g_file_set_contents (path,
                           "[window]\nwidth=-5\nheight=99999999\n[map]\nx=nan\nmetres-per-pixel=-3\n"
                           "[target]\nline=moon\n[layer DLTB]\nopacity=7\n",
                           -1, NULL));
  state = load ("/nowhere/damaged.gpkg");
  g_assert_cmpint (state->width, ==, 0);
  g_assert_cmpint (state->height, ==, 0);
  g_assert_cmpfloat (state->centre.x, ==, 0);
  g_assert_cmpfloat (state->metres_per_pixel, ==, 0);
  g_assert_cmpint (state->line, ==, SX_LINE_BOUNDARY);
  g_assert_cmpfloat (((SxLayerState *)g_hash_table_lookup (state->tables, "DLTB"))->opacity, ==, 1);
}

/* ---- row lists */

typedef struct
{
  guint n, position, removed, added;
} Changes;

static void
note_change (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  Changes *changes = data;

  *changes = (Changes){ changes->n + 1, position, removed, added };
}

static void
test_row_list (void)
{
  g_autoptr (SxRowList) list = sx_row_list_new ();
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  Changes changes = { 0 };

  for (int i = 0; i < 5; i++)
    g_ptr_array_add (rows, g_object_new (G_TYPE_OBJECT, NULL));
  g_signal_connect (list, "items-changed", G_CALLBACK (note_change), &changes);
  sx_row_list_set_rows (list, rows);
  g_assert_cmpuint (changes.added, ==, 5);
  sx_row_list_set_rows (list, rows); /* the same: not a word */
  g_assert_cmpuint (changes.n, ==, 1);
  g_ptr_array_remove_index (rows, 2);
  sx_row_list_set_rows (list, rows);
  g_assert_true (changes.position == 2 && changes.removed == 1 && changes.added == 0);
  g_ptr_array_insert (rows, 1, g_object_new (G_TYPE_OBJECT, NULL));
  sx_row_list_set_rows (list, rows);
  g_assert_true (changes.position == 1 && changes.removed == 0 && changes.added == 1);
  g_ptr_array_set_size (rows, 0);
  sx_row_list_set_rows (list, rows);
  g_assert_true (changes.position == 0 && changes.removed == 5 && changes.added == 0);
  g_assert_cmpuint (changes.n, ==, 4);
}

/* ---- the sample county */

typedef struct
{
  gboolean has_begun;
  GError *error;
} Making;

static void
made (GObject *object, GAsyncResult *result, gpointer data)
{
  Making *making = data;

  g_assert_false (sx_sample_make_finish (result, &making->error));
}

static void
told (double fraction, gpointer data)
{
  g_assert_cmpfloat (fraction, >=, 0);
  g_assert_cmpfloat (fraction, <=, 1);
  ((Making *)data)->has_begun = TRUE;
}

/* Given up: nothing is left of it. */
static void
test_sample_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path = sx_sample_path ();
  Making making = { FALSE, NULL };

  sx_sample_make_async (cancellable, told, made, &making);
  wait_until (making.has_begun);
  g_cancellable_cancel (cancellable);
  wait_until (making.error);
  g_assert_error (making.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_error_free (making.error);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan-state/nothing", test_nothing);
  g_test_add_func ("/plan-state/round-trip", test_round_trip);
  g_test_add_func ("/plan-state/damaged", test_damaged);
  g_test_add_func ("/row-list", test_row_list);
  g_test_add_func ("/sample/cancelled", test_sample_cancelled);
  return g_test_run ();
}
