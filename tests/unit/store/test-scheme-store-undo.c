/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo and redo: back to the same bytes, across sessions, and never over another program's work. */
#include <string.h>

#include "base/sx-error.h"
#include "fault-vfs.h"
#include "store-fixture.h"
#include "store/sx-package.h"
#include "store/sx-scheme-store.h"

typedef struct
{
  StoreFixture *f;
  SxSchemeStore *store;
  gint64 scheme;
  gint64 fid; /* of the last adjustment added */
} Session;

static void
session_init (Session *self, int epsg)
{
  g_autoptr (GError) error = NULL;

  self->f = store_fixture_new (epsg);
  self->scheme = 0;
  self->store = store_fixture_open (self->f->plan);
  store_fixture_begin (self->store, self->scheme, "scheme");
  sx_scheme_store_add_scheme (self->store, "甲", "note", &self->scheme, &error);
  g_assert_no_error (error);
  store_fixture_commit (self->store);
}

static void
session_end (Session *self)
{
  store_fixture_close (self->store);
  store_fixture_check_base (self->f);
  store_fixture_free (self->f);
}

static void
session_add (Session *self, double dx, const char *label)
{
  g_autoptr (SxAdjustment) item = store_fixture_adjustment (self->f, dx);
  g_autoptr (GError) error = NULL;

  store_fixture_begin (self->store, self->scheme, label);
  sx_scheme_store_add_adjustment (self->store, self->scheme, item, &self->fid, &error);
  g_assert_no_error (error);
  store_fixture_commit (self->store);
}

static void
session_undo (Session *self)
{
  g_autoptr (GError) error = NULL;

  sx_scheme_store_undo (self->store, &error);
  g_assert_no_error (error);
}

static void
session_redo (Session *self)
{
  g_autoptr (GError) error = NULL;

  sx_scheme_store_redo (self->store, &error);
  g_assert_no_error (error);
}

static void
assert_labels (Session *self, const char *undo, const char *redo)
{
  g_autofree char *undo_label = sx_scheme_store_undo_label (self->store);
  g_autofree char *redo_label = sx_scheme_store_redo_label (self->store);

  g_assert_cmpstr (undo_label, ==, undo);
  g_assert_cmpstr (redo_label, ==, redo);
}

static void
assert_content (Session *self, const char *expected)
{
  g_autofree char *content = store_fixture_dump_schemes (self->f->file);

  g_assert_cmpstr (content, ==, expected);
}

static void
assert_refused (Session *self, gboolean is_redo, const char *word)
{
  g_autofree char *before = store_fixture_dump_schemes (self->f->file);
  g_autoptr (GError) error = NULL;

  if (is_redo)
    g_assert_false (sx_scheme_store_redo (self->store, &error));
  else
    g_assert_false (sx_scheme_store_undo (self->store, &error));
  g_assert_error (error, SX_ERROR, SX_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, word));
  assert_content (self, before);
}

static void
test_labels_and_branches (void)
{
  Session s;
  g_autoptr (GError) error = NULL;

  session_init (&s, 4527);
  session_add (&s, 0, "first");
  session_add (&s, 10, "第二");
  assert_labels (&s, "第二", NULL);
  session_undo (&s);
  assert_labels (&s, "first", "第二");
  session_undo (&s);
  session_undo (&s);
  assert_labels (&s, NULL, "scheme");
  g_assert_false (sx_scheme_store_undo (s.store, &error));
  g_assert_error (error, SX_ERROR, SX_ERROR_NOT_FOUND);
  g_clear_error (&error);
  session_redo (&s);
  session_redo (&s);
  assert_labels (&s, "first", "第二");
  session_add (&s, 20, "other");
  assert_labels (&s, "other", NULL);
  g_assert_false (sx_scheme_store_redo (s.store, &error));
  g_assert_error (error, SX_ERROR, SX_ERROR_NOT_FOUND);
  session_end (&s);
}

/* A random edit; every kind comes up. */
static void
random_edit (Session *s, GRand *random)
{
  g_autoptr (SxShape) square = store_fixture_square (s->f, g_rand_double_range (random, -900, 900), 7, 33.3);
  g_autoptr (SxShape) line = store_fixture_line (s->f, g_rand_double_range (random, -900, 900), 7, 33.3);
  g_autoptr (SxReclass) reclass = sx_reclass_new (SX_RECLASS_GHYDYH, "0703", square);
  g_autoptr (SxRoad) road = sx_road_new (FALSE, line);
  g_autoptr (SxAdjustment) item = sx_adjustment_new (SX_LINE_REDLINE, SX_DIRECTION_OUT, square);
  g_autofree char *name = g_strdup_printf ("s%u", g_rand_int (random));
  g_autofree char *last = store_fixture_ask (s->f, "SELECT max (fid) FROM sx_adjustment");
  g_autofree char *newest = store_fixture_ask (s->f, "SELECT max (id) FROM sx_scheme");
  g_autoptr (GError) error = NULL;
  gint64 id;

  item->fid = g_ascii_strtoll (last, NULL, 10);
  item->note = g_strdup (name);
  item->uncounted = g_rand_boolean (random);
  store_fixture_begin (s->store, s->scheme, name);
  switch (g_rand_int_range (random, 0, 11))
    {
    case 0:
      sx_scheme_store_add_scheme (s->store, name, name, &id, &error);
      g_assert_no_error (error);
      sx_scheme_store_add_road (s->store, id, road, &id, &error);
      break;
    case 1:
      sx_scheme_store_rename_scheme (s->store, s->scheme, name, &error);
      break;
    case 2:
      sx_scheme_store_set_judgement (s->store, s->scheme, "x", g_rand_boolean (random) ? name : NULL, NULL,
                                     &error);
      break;
    case 3:
      sx_scheme_store_set_parameter (s->store, "terrain", g_rand_boolean (random) ? name : NULL, &error);
      break;
    case 4:
      sx_scheme_store_add_reclass (s->store, s->scheme, reclass, &id, &error);
      sx_scheme_store_add_road (s->store, s->scheme, road, &id, &error);
      break;
    case 5:
      if (item->fid != 0)
        sx_scheme_store_remove_adjustment (s->store, item->fid, &error);
      break;
    case 6:
    case 7:
      if (item->fid != 0)
        sx_scheme_store_set_adjustment (s->store, s->scheme, item, &error);
      break;
    case 8:
      id = g_ascii_strtoll (newest, NULL, 10);
      if (id != s->scheme)
        sx_scheme_store_remove_scheme (s->store, id, &error);
      break;
    default:
      sx_scheme_store_add_adjustment (s->store, s->scheme, item, &id, &error);
      sx_scheme_store_add_adjustment (s->store, s->scheme, item, &id, &error);
    }
  g_assert_no_error (error);
  store_fixture_commit (s->store);
}

/* Any walk through edits, undo and redo is at the same bytes whenever it is at the same place, sessions or
 * not. */
static void
test_random_walk (gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (GPOINTER_TO_UINT (data));
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);
  guint at = 0;
  Session s;

  session_init (&s, GPOINTER_TO_UINT (data) % 2 ? 4527 : 4490);
  if (GPOINTER_TO_UINT (data) == 2)
    {
      store_fixture_close (s.store);
      store_fixture_run (
          s.f, "DROP TABLE sx_adjustment; DELETE FROM gpkg_contents WHERE table_name = 'sx_adjustment'; "
               "DELETE FROM gpkg_geometry_columns WHERE table_name = 'sx_adjustment'; DROP TABLE "
               "sx_reclass; DELETE FROM gpkg_contents WHERE table_name = 'sx_reclass'; DELETE FROM "
               "gpkg_geometry_columns WHERE table_name = 'sx_reclass'; DROP TABLE sx_road; DELETE FROM "
               "gpkg_contents WHERE table_name = 'sx_road'; DELETE FROM gpkg_geometry_columns WHERE "
               "table_name = 'sx_road'");
      store_fixture_add_gdal_tables (s.f, 4490);
      store_fixture_run (s.f, "ALTER TABLE sx_adjustment ADD COLUMN uncounted INTEGER");
      s.store = store_fixture_open (s.f->plan);
    }
  g_ptr_array_add (states, store_fixture_dump_schemes (s.f->file));
  for (guint i = 0; i < 60; i++)
    {
      guint kind = (guint)g_rand_int_range (random, 0, 10);

      if (kind == 0)
        {
          store_fixture_close (s.store);
          s.store = store_fixture_open (s.f->plan);
        }
      else if (kind <= 3 && at > 0)
        {
          session_undo (&s);
          assert_content (&s, g_ptr_array_index (states, --at));
        }
      else if (kind <= 5 && at + 1 < states->len)
        {
          session_redo (&s);
          assert_content (&s, g_ptr_array_index (states, ++at));
        }
      else
        {
          g_autofree char *before = sx_scheme_store_undo_label (s.store);
          g_autofree char *after = NULL;

          random_edit (&s, random);
          after = sx_scheme_store_undo_label (s.store);
          /* an edit that changed nothing is no step */
          if (g_strcmp0 (before, after) == 0)
            continue;
          g_ptr_array_set_size (states, (int)++at);
          g_ptr_array_add (states, store_fixture_dump_schemes (s.f->file));
        }
    }
  while (at > 0)
    {
      session_undo (&s);
      assert_content (&s, g_ptr_array_index (states, --at));
    }
  session_end (&s);
}

static void
test_another_program_changed_a_row (void)
{
  Session s;
  g_autofree char *sql = NULL;

  session_init (&s, 4527);
  session_add (&s, 0, "add");
  store_fixture_run (s.f, "UPDATE sx_adjustment SET note = 'mine'");
  assert_refused (&s, FALSE, "wrote row 1 of table sx_adjustment");
  store_fixture_run (s.f, "UPDATE sx_adjustment SET note = NULL");
  session_undo (&s);

  store_fixture_run (s.f, "INSERT INTO sx_adjustment (fid, scheme_id, line, direction) VALUES (1, 1, "
                          "'redline', 'in')");
  assert_refused (&s, TRUE, "wrote row 1 of table sx_adjustment");
  store_fixture_run (s.f, "DELETE FROM sx_adjustment");
  session_redo (&s);

  store_fixture_run (s.f, "DELETE FROM sx_adjustment");
  assert_refused (&s, FALSE, "removed row 1 of table sx_adjustment");
  session_end (&s);
}

/* A column that came after the image was taken neither stands in the way of undo nor loses its value. */
static void
test_column_added_in_between (void)
{
  g_autofree char *value = NULL;
  Session s;

  session_init (&s, 4527);
  session_add (&s, 0, "add");
  store_fixture_run (s.f, "ALTER TABLE sx_adjustment ADD COLUMN extra TEXT; UPDATE sx_adjustment SET extra = "
                          "'kept'");
  session_undo (&s);
  session_redo (&s);
  value = store_fixture_ask (s.f, "SELECT extra FROM sx_adjustment");
  g_assert_cmpstr (value, ==, "kept");
  session_end (&s);
}

/* A column that is gone cannot take its value back: said, not dropped. */
static void
test_column_removed_in_between (void)
{
  g_autoptr (GError) error = NULL;
  Session s;

  session_init (&s, 4527);
  store_fixture_run (s.f, "ALTER TABLE sx_adjustment ADD COLUMN extra TEXT");
  session_add (&s, 0, "add");
  store_fixture_run (s.f, "UPDATE sx_adjustment SET extra = 'value'");
  store_fixture_begin (s.store, s.scheme, "remove");
  g_assert_true (sx_scheme_store_remove_adjustment (s.store, s.fid, &error));
  store_fixture_commit (s.store);
  store_fixture_run (s.f, "ALTER TABLE sx_adjustment DROP COLUMN extra");
  assert_refused (&s, FALSE, "extra");
  session_end (&s);
}

/* The history comes from a file: whatever is in it, nothing but scheme tables is ever written. */
static void
test_damaged_history (void)
{
  static const char *const damages[] = {
    "UPDATE sx_history_row SET table_name = 'DLTB' WHERE history_id = 2",
    "UPDATE sx_history_row SET table_name = 'sx_history' WHERE history_id = 2",
    "UPDATE sx_history_row SET after = x'00' WHERE history_id = 2",
    "UPDATE sx_history_row SET after = zeroblob (0) WHERE history_id = 2",
    "UPDATE sx_history_row SET after = 'text' WHERE history_id = 2",
    "UPDATE sx_history_row SET after = substr (after, 1, length (after) - 3) WHERE history_id = 2",
    "UPDATE sx_history_row SET after = randomblob (length (after)) WHERE history_id = 2",
    "UPDATE sx_history_row SET after = NULL WHERE history_id = 2",
  };

  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *before = NULL;
      g_autoptr (GError) error = NULL;
      Session s;

      session_init (&s, 4527);
      session_add (&s, 0, "add");
      before = store_fixture_dump_schemes (s.f->file);
      store_fixture_run (s.f, damages[i]);
      g_assert_false (sx_scheme_store_undo (s.store, &error));
      g_assert_error (error, SX_ERROR, SX_ERROR_FORMAT);
      g_assert_nonnull (strstr (error->message, s.f->file));
      assert_content (&s, before);
      session_add (&s, 5, "goes on");
      session_undo (&s);
      session_end (&s);
    }
}

static void
test_history_is_bounded (void)
{
  g_autofree char *count = NULL, *rows = NULL, *oldest = NULL, *large = NULL;
  Session s;

  session_init (&s, 4527);
  store_fixture_run (
      s.f, "WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 1500) INSERT INTO "
           "sx_history (id, scheme_id, label, time, total) SELECT i, 1, 'old', '', 10 * i FROM n; "
           "INSERT INTO sx_history_row SELECT id, 1, 'sx_road', NULL, x'01' FROM sx_history WHERE id > 1");
  session_add (&s, 0, "new");
  count = store_fixture_ask (s.f, "SELECT count (*) FROM sx_history");
  g_assert_cmpstr (count, ==, "1000");
  rows = store_fixture_ask (s.f, "SELECT count (DISTINCT history_id) FROM sx_history_row");
  g_assert_cmpstr (rows, ==, "1000");
  oldest = store_fixture_ask (s.f, "SELECT min (id) FROM sx_history");
  g_assert_cmpstr (oldest, ==, "502");

  /* 90 MiB each: the newer edit leaves 1501, 1500 and 1499, which crosses 256 MiB */
  store_fixture_run (s.f, "UPDATE sx_history SET total = id * 90 * 1024 * 1024");
  session_add (&s, 10, "newer");
  large = store_fixture_ask (s.f, "SELECT min (id) FROM sx_history");
  g_assert_cmpstr (large, ==, "1499");
  session_undo (&s);
  session_undo (&s);
  session_end (&s);
}

/* What the store wrote is what the reader gives, before and after undo. */
static void
test_reader_agrees (void)
{
  g_autoptr (SxScheme) full = NULL, empty = NULL;
  g_autoptr (GError) error = NULL;
  const SxAdjustment *item;
  g_autoptr (SxAdjustment) expected = NULL;
  SxShapeView a, b;
  Session s;

  session_init (&s, 4527);
  session_add (&s, 0, "add");
  full = sx_package_read_scheme (s.f->plan, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (full->name, ==, "甲");
  g_assert_cmpuint (full->adjustments->len, ==, 1);
  item = g_ptr_array_index (full->adjustments, 0);
  expected = store_fixture_adjustment (s.f, 0);
  g_assert_cmpint (item->fid, ==, s.fid);
  g_assert_cmpint (item->line, ==, expected->line);
  g_assert_cmpstr (item->situation, ==, expected->situation);
  g_assert_cmpstr (item->name, ==, expected->name);
  g_assert_null (item->project);
  a = sx_shape_view (item->shape);
  b = sx_shape_view (expected->shape);
  g_assert_true (sx_shape_view_equal (&a, &b));
  session_undo (&s);
  empty = sx_package_read_scheme (s.f->plan, "甲", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (empty->adjustments->len, ==, 0);
  session_end (&s);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* for speed: it syncs nothing */
  fault_vfs_install ();
  g_test_add_func ("/scheme-store/undo/labels-and-branches", test_labels_and_branches);
  g_test_add_data_func ("/scheme-store/undo/random-walk/1", GUINT_TO_POINTER (1), test_random_walk);
  g_test_add_data_func ("/scheme-store/undo/random-walk/2", GUINT_TO_POINTER (2), test_random_walk);
  g_test_add_data_func ("/scheme-store/undo/random-walk/4", GUINT_TO_POINTER (4), test_random_walk);
  g_test_add_func ("/scheme-store/undo/another-program-changed-a-row", test_another_program_changed_a_row);
  g_test_add_func ("/scheme-store/undo/column-added-in-between", test_column_added_in_between);
  g_test_add_func ("/scheme-store/undo/column-removed-in-between", test_column_removed_in_between);
  g_test_add_func ("/scheme-store/undo/damaged-history", test_damaged_history);
  g_test_add_func ("/scheme-store/undo/history-is-bounded", test_history_is_bounded);
  g_test_add_func ("/scheme-store/undo/reader-agrees", test_reader_agrees);
  return g_test_run ();
}
