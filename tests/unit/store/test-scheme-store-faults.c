/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever the disk, another program or the package itself does: one clear sentence, nothing half-written,
 * and the store goes on when the trouble is over. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/sx-error.h"
#include "fault-vfs.h"
#include "store-fixture.h"
#include "store/sx-package.h"
#include "store/sx-scheme-store.h"

/* One edit as the editor does it. */
static gboolean
try_edit (const StoreFixture *f, SxSchemeStore *store, double dx, GError **error)
{
  g_autoptr (SxAdjustment) item = store_fixture_adjustment (f, dx);

  if (!sx_scheme_store_begin (store, 1, "edit", error))
    return FALSE;
  if (sx_scheme_store_add_adjustment (store, 1, item, NULL, error))
    return sx_scheme_store_commit (store, error);
  sx_scheme_store_rollback (store);
  return FALSE;
}

static void
do_edit (const StoreFixture *f, SxSchemeStore *store, double dx)
{
  g_autoptr (GError) error = NULL;

  try_edit (f, store, dx, &error);
  g_assert_no_error (error);
}

static StoreFixture *
fixture_with_scheme (void)
{
  StoreFixture *f = store_fixture_new (4527);
  SxSchemeStore *store = store_fixture_open (f->plan);

  store_fixture_add_scheme (store, "甲");
  store_fixture_close (store);
  return f;
}

static void
assert_content (const StoreFixture *f, const char *expected)
{
  g_autofree char *content = store_fixture_dump_schemes (f->file);

  g_assert_cmpstr (content, ==, expected);
}

static void
assert_sentence (const GError *error, int code, const StoreFixture *f, const char *word)
{
  g_assert_error (error, SX_ERROR, code);
  g_assert_nonnull (strstr (error->message, f->file));
  if (word)
    g_assert_nonnull (strstr (error->message, word));
}

typedef struct
{
  int code;
  guint more;
  const char *word;
} Fault;

/* The first two always, the others where time is no matter. */
static const Fault disk_faults[] = {
  { SQLITE_FULL, 1000000, "full" }, { SQLITE_IOERR_FSYNC, 0, NULL }, { SQLITE_FULL, 0, "full" },
  { SQLITE_IOERR_WRITE, 0, NULL },  { SQLITE_IOERR_FSYNC, 3, NULL }, { SQLITE_IOERR_TRUNCATE, 1000000, NULL },
};

/* With the fault at the n-th change of a file. FALSE when the edit needs fewer changes. A fault need not stop
 * the edit: without a WAL it goes another way. */
static gboolean
edit_with_fault (const Fault *fault, guint n, gboolean is_undo, gboolean rollback_journal, guint *n_failed)
{
  g_autoptr (StoreFixture) f = fixture_with_scheme ();
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;
  SxSchemeStore *store;
  gboolean failed, happened;

  fault_vfs_without_shared_memory (rollback_journal);
  store = store_fixture_open (f->plan);
  if (is_undo)
    do_edit (f, store, 0);
  before = store_fixture_dump_schemes (f->file);
  fault_vfs_fail_at (n, fault->more, fault->code);
  failed = is_undo ? !sx_scheme_store_undo (store, &error) : !try_edit (f, store, 0, &error);
  happened = fault_vfs_has_failed ();
  g_assert_true (!failed || happened);
  if (failed)
    {
      assert_sentence (error, SX_ERROR_UNWRITABLE, f, fault->word);
      g_clear_error (&error);
    }
  fault_vfs_fail_at (0, 0, SQLITE_OK);
  if (failed)
    {
      assert_content (f, before);
      if (is_undo)
        sx_scheme_store_undo (store, &error);
      else
        try_edit (f, store, 0, &error);
      g_assert_no_error (error);
    }
  after = store_fixture_dump_schemes (f->file);
  g_assert_cmpstr (after, !=, before);
  sx_scheme_store_close (store, &error);
  g_assert_no_error (error);
  assert_content (f, after);
  store_fixture_check_base (f);
  fault_vfs_reset ();
  *n_failed += failed;
  return happened;
}

static void
test_disk_faults (gconstpointer data)
{
  gboolean rollback_journal = GPOINTER_TO_INT (data);

  guint n_faults = g_test_slow () ? G_N_ELEMENTS (disk_faults) : 2;

  for (guint i = 0; i < n_faults; i++)
    for (int is_undo = 0; is_undo < 2; is_undo++)
      {
        guint n_failed = 0, n = 1;

        while (edit_with_fault (&disk_faults[i], n, is_undo, rollback_journal, &n_failed))
          n++;
        g_test_message ("code %d, undo %d: %u places, %u stop the edit", disk_faults[i].code, is_undo, n - 1,
                        n_failed);
        g_assert_cmpuint (n_failed, >=, 3);
      }
}

/* A full disk at the end: the edits stay beside the file and are there the next time. */
static void
test_fault_at_close (void)
{
  for (guint n = 1; n < 6; n++)
    {
      g_autoptr (StoreFixture) f = fixture_with_scheme ();
      g_autofree char *content = NULL;
      g_autoptr (GError) error = NULL;
      SxSchemeStore *store = store_fixture_open (f->plan);

      do_edit (f, store, 0);
      content = store_fixture_dump_schemes (f->file);
      fault_vfs_fail_at (n, 1000000, SQLITE_FULL);
      if (!sx_scheme_store_close (store, &error))
        assert_sentence (error, SX_ERROR_UNWRITABLE, f, "-wal");
      fault_vfs_fail_at (0, 0, SQLITE_OK);
      assert_content (f, content);
      store_fixture_close (store_fixture_open (f->plan));
      assert_content (f, content);
      store_fixture_check_base (f);
      fault_vfs_reset ();
    }
}

static void
test_locked_by_a_writer (void)
{
  g_autoptr (StoreFixture) f = fixture_with_scheme ();
  g_autoptr (GError) error = NULL;
  SxSchemeStore *store = store_fixture_open (f->plan);
  gint64 start;
  sqlite3 *other;

  do_edit (f, store, 0);
  g_assert_cmpint (sqlite3_open (f->file, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  start = g_get_monotonic_time ();
  g_assert_false (try_edit (f, store, 0, &error));
  g_assert_cmpint (g_get_monotonic_time () - start, <, 30 * G_USEC_PER_SEC);
  assert_sentence (error, SX_ERROR_UNWRITABLE, f, "locked");
  g_clear_error (&error);
  g_assert_false (sx_scheme_store_undo (store, &error));
  assert_sentence (error, SX_ERROR_UNWRITABLE, f, "locked");
  sqlite3_exec (other, "ROLLBACK", NULL, NULL, NULL);
  do_edit (f, store, 0);
  sqlite3_close (other);
  store_fixture_close (store);
}

/* Somebody reads in the old journal mode: the first edit has to wait, the next ones go on. */
static void
test_a_reader_in_the_way (void)
{
  g_autoptr (StoreFixture) f = fixture_with_scheme ();
  g_autoptr (GError) error = NULL;
  SxSchemeStore *store = store_fixture_open (f->plan);
  sqlite3 *other;

  g_assert_cmpint (sqlite3_open (f->file, &other), ==, SQLITE_OK);
  sqlite3_exec (other, "BEGIN; SELECT count (*) FROM DLTB", NULL, NULL, NULL);
  g_assert_false (try_edit (f, store, 0, &error));
  assert_sentence (error, SX_ERROR_UNWRITABLE, f, "locked");
  g_clear_error (&error);
  sqlite3_exec (other, "COMMIT", NULL, NULL, NULL);
  do_edit (f, store, 0);

  /* from now on readers and the writer do not meet, but the last edit cannot be folded in */
  sqlite3_exec (other, "BEGIN; SELECT count (*) FROM sx_adjustment", NULL, NULL, NULL);
  do_edit (f, store, 10);
  g_assert_false (sx_scheme_store_close (store, &error));
  assert_sentence (error, SX_ERROR_UNWRITABLE, f, "-wal");
  sqlite3_close (other);
  store = store_fixture_open (f->plan);
  store_fixture_close (store);
  store_fixture_check_base (f);
}

static void
test_removed_or_replaced_file (void)
{
  g_autoptr (StoreFixture) f = fixture_with_scheme ();
  g_autofree char *aside = g_strconcat (f->file, ".aside", NULL);
  g_autoptr (GError) error = NULL;
  SxSchemeStore *store = store_fixture_open (f->plan);
  char *content;
  gsize size;

  do_edit (f, store, 0);
  g_assert_cmpint (g_rename (f->file, aside), ==, 0);
  g_assert_false (try_edit (f, store, 0, &error));
  assert_sentence (error, SX_ERROR_UNWRITABLE, f, "removed");
  g_clear_error (&error);

  g_assert_true (g_file_get_contents (aside, &content, &size, NULL));
  g_assert_true (g_file_set_contents (f->file, content, (gssize)size, NULL));
  g_free (content);
  g_assert_false (sx_scheme_store_undo (store, &error));
  assert_sentence (error, SX_ERROR_UNWRITABLE, f, "removed");
  g_clear_error (&error);

  g_assert_cmpint (g_rename (aside, f->file), ==, 0);
  do_edit (f, store, 10);
  store_fixture_close (store);
  store_fixture_check_base (f);
}

static void
test_read_only (void)
{
  g_autoptr (StoreFixture) f = fixture_with_scheme ();
  g_autofree char *before = store_fixture_dump_schemes (f->file);
  g_autoptr (GError) error = NULL;
  SxSchemeStore *store;

  fault_vfs_read_only (TRUE);
  g_assert_null (sx_scheme_store_open (f->plan, &error));
  assert_sentence (error, SX_ERROR_UNWRITABLE, f, "write-protected");
  g_clear_error (&error);
  fault_vfs_read_only (FALSE);

  fault_vfs_without_journals (TRUE);
  store = store_fixture_open (f->plan);
  g_assert_false (try_edit (f, store, 0, &error));
  assert_sentence (error, SX_ERROR_UNWRITABLE, f, "folder");
  g_clear_error (&error);
  fault_vfs_without_journals (FALSE);
  assert_content (f, before);
  do_edit (f, store, 0);
  store_fixture_close (store);
  store_fixture_check_base (f);
  fault_vfs_reset ();
}

static void
test_no_shared_memory (void)
{
  g_autoptr (StoreFixture) f = fixture_with_scheme ();
  g_autofree char *wal = g_strconcat (f->file, "-wal", NULL);
  g_autofree char *content = NULL;
  SxSchemeStore *store;

  fault_vfs_without_shared_memory (TRUE);
  store = store_fixture_open (f->plan);
  do_edit (f, store, 0);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
  content = store_fixture_dump_schemes (f->file);
  do_edit (f, store, 10);
  g_assert_true (sx_scheme_store_undo (store, NULL));
  store_fixture_close (store);
  assert_content (f, content);
  store_fixture_check_base (f);
  fault_vfs_reset ();
}

/* Whether another process finds the byte locked that stands for SQLite's write lock. (Not by SQLite: a forked
 * one believes to hold what its parent holds.) */
static gboolean
is_locked_for_others (const StoreFixture *f)
{
  pid_t child = fork ();
  int status = 0;

  if (child == 0)
    {
      struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0x40000001, .l_len = 1 };
      int fd = open (f->file, O_RDWR | O_CLOEXEC);

      _exit (fcntl (fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

/* A package may be read in the process that writes it: the writer's locks are not lost by that. */
static void
test_reading_beside (void)
{
  g_autoptr (StoreFixture) f = fixture_with_scheme ();
  g_autoptr (GError) error = NULL;
  SxSchemeStore *store;

  fault_vfs_without_shared_memory (TRUE); /* the locks are those of the file itself */
  store = store_fixture_open (f->plan);
  sx_scheme_store_begin (store, 1, "edit", &error);
  g_assert_no_error (error);
  g_assert_true (is_locked_for_others (f));
  g_ptr_array_unref (sx_package_list_schemes (f->file, &error));
  g_assert_no_error (error);
  g_assert_true (is_locked_for_others (f));
  sx_scheme_store_rollback (store);
  g_assert_false (is_locked_for_others (f));
  store_fixture_close (store);
  fault_vfs_reset ();
}

static void
test_not_a_package (void)
{
  g_autoptr (StoreFixture) f = fixture_with_scheme ();
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (f->file,
                                      "this is no database at all, but long enough for a header, or so one "
                                      "would think when one looks at its length of more than 100 bytes",
                                      -1, NULL));
  g_assert_null (sx_scheme_store_open (f->plan, &error));
  assert_sentence (error, SX_ERROR_UNREADABLE, f, NULL);
  g_clear_error (&error);
  g_remove (f->file);
  g_assert_null (sx_scheme_store_open (f->plan, &error));
  assert_sentence (error, SX_ERROR_NOT_FOUND, f, NULL);
  /* nothing was made in its place */
  g_assert_false (g_file_test (f->file, G_FILE_TEST_EXISTS));
}

/* A database that is no package; tables that are not the contract's. */
static void
test_strange_tables (void)
{
  static const struct
  {
    const char *sql, *word;
  } cases[] = {
    { "DROP TABLE gpkg_geometry_columns", "gpkg_geometry_columns" },
    { "DROP TABLE sx_adjustment; CREATE TABLE sx_adjustment (fid INTEGER PRIMARY KEY, geom BLOB)",
      "scheme_id" },
    { "DROP TABLE sx_adjustment; CREATE VIEW sx_adjustment AS SELECT * FROM DLTB", "sx_adjustment" },
    { "DROP TABLE sx_judgement; CREATE TABLE sx_judgement (scheme_id INTEGER NOT NULL, indicator TEXT NOT "
      "NULL, verdict "
      "TEXT NOT NULL)",
      "sx_judgement" },
    { "ALTER TABLE sx_history RENAME COLUMN label TO text", "label" },
    { "CREATE TRIGGER t AFTER INSERT ON sx_adjustment BEGIN UPDATE DLTB SET DLBM = 'x'; END", "trigger" },
    { "CREATE TRIGGER t AFTER UPDATE ON sx_scheme BEGIN DELETE FROM \"DLTB\"; END", "trigger" },
    { "CREATE TRIGGER t BEFORE INSERT ON sx_history BEGIN INSERT INTO dltb (DLBM) VALUES ('x'); END",
      "trigger" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (StoreFixture) f = fixture_with_scheme ();
      g_autoptr (GError) error = NULL;
      SxSchemeStore *store;

      store_fixture_run (f, cases[i].sql);
      store = store_fixture_open (f->plan);
      g_assert_false (try_edit (f, store, 0, &error));
      assert_sentence (error, SX_ERROR_FORMAT, f, cases[i].word);
      store_fixture_close (store);
      store_fixture_check_base (f);
    }
}

static void
test_some_tables_only (void)
{
  g_autoptr (StoreFixture) f = fixture_with_scheme ();
  g_autofree char *names = NULL;
  SxSchemeStore *store;

  store_fixture_run (
      f, "DROP TABLE sx_road; DROP TABLE sx_judgement; DROP TABLE sx_history; DROP TABLE sx_project; "
         "DELETE FROM gpkg_geometry_columns WHERE table_name = 'sx_reclass'; ALTER TABLE sx_adjustment "
         "DROP COLUMN basis");
  store = store_fixture_open (f->plan);
  do_edit (f, store, 0);
  g_assert_true (sx_scheme_store_undo (store, NULL));
  store_fixture_close (store);
  names
      = store_fixture_ask (f, "SELECT count (*) FROM sqlite_master WHERE name IN ('sx_road', 'sx_judgement', "
                              "'sx_history', 'sx_project')");
  g_assert_cmpstr (names, ==, "4");
  store_fixture_check_base (f);
}

/* A trigger that never ends is broken off; slow, so only where that is asked for. */
static void
test_endless_trigger (void)
{
  g_autoptr (StoreFixture) f = NULL;
  g_autoptr (GError) error = NULL;
  SxSchemeStore *store;

  if (!g_test_slow ())
    {
      g_test_skip ("takes ten seconds");
      return;
    }
  f = fixture_with_scheme ();
  store_fixture_run (f, "CREATE TRIGGER t AFTER INSERT ON sx_adjustment BEGIN INSERT INTO sx_parameter WITH "
                        "RECURSIVE n "
                        "(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 'k', max (i) FROM n; END");
  store = store_fixture_open (f->plan);
  g_assert_false (try_edit (f, store, 0, &error));
  assert_sentence (error, SX_ERROR_FORMAT, f, "end");
  store_fixture_close (store);
  store_fixture_check_base (f);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ();
  g_test_add_data_func ("/scheme-store/faults/disk/wal", GINT_TO_POINTER (FALSE), test_disk_faults);
  g_test_add_data_func ("/scheme-store/faults/disk/rollback-journal", GINT_TO_POINTER (TRUE),
                        test_disk_faults);
  g_test_add_func ("/scheme-store/faults/at-close", test_fault_at_close);
  g_test_add_func ("/scheme-store/faults/locked-by-a-writer", test_locked_by_a_writer);
  g_test_add_func ("/scheme-store/faults/a-reader-in-the-way", test_a_reader_in_the_way);
  g_test_add_func ("/scheme-store/faults/removed-or-replaced-file", test_removed_or_replaced_file);
  g_test_add_func ("/scheme-store/faults/read-only", test_read_only);
  g_test_add_func ("/scheme-store/faults/no-shared-memory", test_no_shared_memory);
  g_test_add_func ("/scheme-store/faults/reading-beside", test_reading_beside);
  g_test_add_func ("/scheme-store/faults/not-a-package", test_not_a_package);
  g_test_add_func ("/scheme-store/faults/strange-tables", test_strange_tables);
  g_test_add_func ("/scheme-store/faults/some-tables-only", test_some_tables_only);
  g_test_add_func ("/scheme-store/faults/endless-trigger", test_endless_trigger);
  return g_test_run ();
}
