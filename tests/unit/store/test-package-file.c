/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that cannot be used, files in use, and that reading leaves everything as it was. */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include "base/sx-error.h"
#include "package-fixture.h"
#include "store/sx-package-file.h"

#define SQUARE package_fixture_square

static PackageFixture *
small_package (void)
{
  PackageFixture *fixture = package_fixture_new ();

  package_fixture_add_table (fixture, "DLTB", 4526, "DLBM TEXT");
  for (guint i = 1; i <= 20; i++)
    package_fixture_add (fixture, "DLTB", i, SQUARE (i, 0, 1), "'0101'");
  return fixture;
}

static void
check_refused (const char *file, int code, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) list_error = NULL;

  g_assert_null (sx_package_read (file, NULL, NULL, &error));
  package_fixture_check_error (error, SX_ERROR, code, word, NULL);
  g_assert_null (sx_package_list_schemes (file, &list_error));
  g_assert_error (list_error, SX_ERROR, code);
}

/* A copy of the package with bytes put in at an offset (and cut to a length). */
static char *
damaged_copy (PackageFixture *fixture, const char *name, gsize at, const char *bytes, gsize n_bytes,
              gssize length)
{
  char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *content = NULL;
  gsize n;

  g_assert_true (g_file_get_contents (fixture->file, &content, &n, NULL));
  if (n_bytes)
    memcpy (content + at, bytes, n_bytes);
  g_assert_true (g_file_set_contents (path, content, length < 0 ? (gssize)n + length + 1 : length, NULL));
  return path;
}

static void
test_refused (void)
{
  g_autoptr (PackageFixture) fixture = small_package ();
  g_autofree char *missing = g_build_filename (fixture->folder, "missing.gpkg", NULL);
  g_autofree char *empty = NULL, *foreign = NULL, *short_text = NULL, *cut = NULL, *stub = NULL,
                  *unmarked = NULL;

  package_fixture_close (fixture);
  check_refused (missing, SX_ERROR_NOT_FOUND, "missing.gpkg");
  check_refused (fixture->folder, SX_ERROR_FORMAT, "folder");
  empty = damaged_copy (fixture, "empty.gpkg", 0, "", 0, 0);
  check_refused (empty, SX_ERROR_FORMAT, "empty");
  foreign = damaged_copy (fixture, "foreign.gpkg", 0, "PK\3\4", 4, -1);
  check_refused (foreign, SX_ERROR_FORMAT, "no GeoPackage");
  short_text = damaged_copy (fixture, "short.gpkg", 0, "hello", 5, 5);
  check_refused (short_text, SX_ERROR_FORMAT, "no GeoPackage");
  cut = damaged_copy (fixture, "cut.gpkg", 0, "", 0, 8192);
  check_refused (cut, SX_ERROR_UNREADABLE, "cut off");
  stub = damaged_copy (fixture, "stub.gpkg", 0, "", 0, 50);
  check_refused (stub, SX_ERROR_UNREADABLE, "cut off");
  unmarked = damaged_copy (fixture, "unmarked.gpkg", 68, "\0\0\0\0", 4, -1);
  check_refused (unmarked, SX_ERROR_FORMAT, "0x00000000");
  check_refused ("/dev/null", SX_ERROR_FORMAT, "no file");
}

static void
test_no_plan (void)
{
  g_autoptr (PackageFixture) empty = package_fixture_new (), other = package_fixture_new ();
  g_autoptr (PackageFixture) no_columns = package_fixture_new (), no_field = package_fixture_new ();
  g_autoptr (GPtrArray) list = NULL;

  package_fixture_fail (empty, SX_ERROR_FORMAT, "no table of a plan", "DLTB", NULL);
  list = sx_package_list_schemes (empty->file, NULL);
  g_assert_cmpuint (list->len, ==, 0);
  package_fixture_add_table (other, "parcels", 4526, "");
  package_fixture_fail (other, SX_ERROR_FORMAT, "no table of a plan", NULL);
  package_fixture_run (no_columns, "DROP TABLE gpkg_geometry_columns");
  package_fixture_fail (no_columns, SX_ERROR_FORMAT, "gpkg_geometry_columns", NULL);
  package_fixture_run (no_field, "CREATE TABLE DLTB (fid INTEGER PRIMARY KEY)");
  package_fixture_register (no_field, "DLTB", "geom", 4526);
  package_fixture_fail (no_field, SX_ERROR_FORMAT, "DLTB", "geom", NULL);
}

/* Every page but the first overwritten: SQLite notices, wherever it looks. */
static void
test_corrupt_pages (void)
{
  g_autoptr (PackageFixture) fixture = small_package ();
  g_autofree char *junk = g_malloc (4096);
  g_autofree char *content = NULL;
  gsize n;

  memset (junk, 0xa5, 4096);
  package_fixture_close (fixture);
  g_assert_true (g_file_get_contents (fixture->file, &content, &n, NULL));
  for (gsize page = 1; page < n / 4096; page++)
    {
      g_autofree char *path = damaged_copy (fixture, "corrupt.gpkg", page * 4096, junk, 4096, -1);
      g_autoptr (GError) error = NULL;
      g_autoptr (SxPlan) plan = sx_package_read (path, NULL, NULL, &error);

      g_assert_true (plan || error->domain == SX_ERROR);
    }
}

/* A file that SQLite cannot see through in its schema is damaged, and says so. */
static void
test_corrupt_table (void)
{
  g_autoptr (PackageFixture) fixture = small_package ();
  g_autofree char *content = NULL, *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *junk = g_malloc (4096);
  gsize n;

  memset (junk, 0xa5, 4096);
  package_fixture_close (fixture);
  g_assert_true (g_file_get_contents (fixture->file, &content, &n, NULL));
  /* the last page holds rows of DLTB */
  path = damaged_copy (fixture, "corrupt.gpkg", n - 4096, junk, 4096, -1);
  g_assert_null (sx_package_read (path, NULL, NULL, &error));
  package_fixture_check_error (error, SX_ERROR, SX_ERROR_UNREADABLE, "damaged", NULL);
}

static void
test_locked (void)
{
  g_autoptr (PackageFixture) fixture = small_package ();
  g_autoptr (SxPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *writer = NULL;

  package_fixture_close (fixture);
  g_assert_cmpint (sqlite3_open (fixture->file, &writer), ==, SQLITE_OK);
  sqlite3_exec (writer, "BEGIN EXCLUSIVE", NULL, NULL, NULL);
  /* waits a second for the lock to go */
  g_assert_null (sx_package_read (fixture->file, NULL, NULL, &error));
  package_fixture_check_error (error, SX_ERROR, SX_ERROR_UNREADABLE, "locked", NULL);
  /* one that has begun, but not yet written, is no hindrance */
  sqlite3_exec (writer, "COMMIT; BEGIN IMMEDIATE", NULL, NULL, NULL);
  plan = package_fixture_read (fixture);
  g_assert_cmpuint (sx_plan_layer (plan, "DLTB")->n_features, ==, 20);
  sqlite3_close (writer);
}

static guint
count_parcels (const char *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SxPlan) plan = sx_package_read (file, NULL, NULL, &error);

  g_assert_no_error (error);
  return sx_plan_layer (plan, "DLTB")->n_features;
}

static void
copy_beside (PackageFixture *from, PackageFixture *to, const char *suffix)
{
  g_autofree char *source = g_strconcat (from->file, suffix, NULL),
                  *target = g_strconcat (to->file, suffix, NULL);
  g_autofree char *content = NULL;
  gsize n;

  g_assert_true (g_file_get_contents (source, &content, &n, NULL));
  g_assert_true (g_file_set_contents (target, content, (gssize)n, NULL));
}

/* What lies in the WAL only is read: while the writer lives, from what a crash leaves, with the index and
 * without; and nothing is written or made. */
static void
test_wal (void)
{
  g_autoptr (PackageFixture) live = small_package (), crashed = package_fixture_new (),
                             lone = package_fixture_new ();
  g_autofree char *before = NULL, *after = NULL;

  package_fixture_run (live, "COMMIT");
  package_fixture_run (live, "PRAGMA journal_mode = WAL");
  package_fixture_run (live, "DELETE FROM DLTB WHERE fid <= 5");
  before = package_fixture_fingerprint (live->folder);
  g_assert_nonnull (strstr (before, "-wal"));
  g_assert_cmpuint (count_parcels (live->file), ==, 15);
  after = package_fixture_fingerprint (live->folder);
  g_assert_cmpstr (before, ==, after);

  package_fixture_close (crashed);
  package_fixture_close (lone);
  copy_beside (live, crashed, "");
  copy_beside (live, crashed, "-wal");
  copy_beside (live, crashed, "-shm");
  copy_beside (live, lone, "");
  copy_beside (live, lone, "-wal");
  g_clear_pointer (&before, g_free);
  g_clear_pointer (&after, g_free);
  before = package_fixture_fingerprint (crashed->folder);
  g_assert_cmpuint (count_parcels (crashed->file), ==, 15);
  after = package_fixture_fingerprint (crashed->folder);
  g_assert_cmpstr (before, ==, after);
  g_clear_pointer (&before, g_free);
  g_clear_pointer (&after, g_free);
  before = package_fixture_fingerprint (lone->folder);
  g_assert_cmpuint (count_parcels (lone->file), ==, 15);
  after = package_fixture_fingerprint (lone->folder);
  g_assert_cmpstr (before, ==, after);
  g_assert_null (strstr (after, "-shm"));
}

/* In WAL mode, but folded: no file is made beside it, and a folder that may not be written to does. */
static void
test_folded_wal (void)
{
  g_autoptr (PackageFixture) fixture = small_package ();
  g_autofree char *before = NULL, *after = NULL;

  package_fixture_run (fixture, "COMMIT");
  package_fixture_run (fixture, "PRAGMA journal_mode = WAL");
  package_fixture_run (fixture, "DELETE FROM DLTB WHERE fid <= 5");
  package_fixture_close (fixture);
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  before = package_fixture_fingerprint (fixture->folder);
  g_assert_null (strstr (before, "-wal"));
  g_assert_cmpuint (count_parcels (fixture->file), ==, 15);
  after = package_fixture_fingerprint (fixture->folder);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
}

/* Read without locks, changed meanwhile: told. */
static void
test_changed_meanwhile (void)
{
  g_autoptr (PackageFixture) fixture = small_package ();
  g_autoptr (SxPackageFile) file = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *writer = NULL;

  package_fixture_run (fixture, "COMMIT");
  package_fixture_run (fixture, "PRAGMA journal_mode = WAL");
  package_fixture_close (fixture);
  file = sx_package_file_new (fixture->file, &error);
  g_assert_cmpint (file->how, ==, SX_OPEN_IMMUTABLE);
  g_assert_true (sx_package_file_is_unchanged (file, &error));
  g_assert_cmpint (sqlite3_open (fixture->file, &writer), ==, SQLITE_OK);
  sqlite3_exec (writer, "DELETE FROM DLTB", NULL, NULL, NULL);
  g_assert_false (sx_package_file_is_unchanged (file, &error));
  package_fixture_check_error (error, SX_ERROR, SX_ERROR_UNREADABLE, "read it again", NULL);
  sqlite3_close (writer);
}

/* A rollback journal that waits is not ours to play back. */
static void
test_hot_journal (void)
{
  g_autoptr (PackageFixture) fixture = small_package (), crashed = package_fixture_new ();
  g_autofree char *before = NULL, *after = NULL;

  package_fixture_run (fixture, "COMMIT");
  /* the cache spills, so that journal and file are half written */
  package_fixture_run (fixture,
                       "PRAGMA synchronous = FULL; PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN");
  package_fixture_run (fixture, "UPDATE DLTB SET DLBM = hex (zeroblob (20000))");
  package_fixture_close (crashed);
  copy_beside (fixture, crashed, "");
  copy_beside (fixture, crashed, "-journal");
  before = package_fixture_fingerprint (crashed->folder);
  check_refused (crashed->file, SX_ERROR_UNREADABLE, "stopped while it wrote");
  after = package_fixture_fingerprint (crashed->folder);
  g_assert_cmpstr (before, ==, after);
}

/* All connections see one state, whoever writes meanwhile. */
static void
test_one_state (void)
{
  g_autoptr (PackageFixture) fixture = small_package ();
  g_autoptr (SxPackageFile) file = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 **connections;

  package_fixture_run (fixture, "COMMIT");
  package_fixture_run (fixture, "PRAGMA journal_mode = WAL");
  package_fixture_run (fixture, "DELETE FROM DLTB WHERE fid = 1");
  file = sx_package_file_new (fixture->file, &error);
  connections = sx_package_file_connect_all (file, 3, NULL, &error);
  g_assert_no_error (error);
  package_fixture_run (fixture, "DELETE FROM DLTB WHERE fid = 2");
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (sqlite3_stmt) count
          = sx_package_file_prepare (file, connections[i], "SELECT count(*) FROM DLTB", NULL);
      gboolean row;

      g_assert_true (sx_package_file_step (file, count, &row, NULL));
      g_assert_cmpint (sqlite3_column_int (count, 0), ==, 19);
    }
  sx_package_file_close_all (connections, 3);
}

/* Nothing but reading is possible, whatever a statement says. */
static void
test_read_only (void)
{
  static const char *const statements[]
      = { "DELETE FROM DLTB", "CREATE TABLE x (y)", "ATTACH 'x.db' AS x", "VACUUM" };
  g_autoptr (PackageFixture) fixture = small_package ();
  g_autoptr (SxPackageFile) file = NULL;
  g_autoptr (sqlite3) db = NULL;

  package_fixture_close (fixture);
  file = sx_package_file_new (fixture->file, NULL);
  db = sx_package_file_connect (file, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    g_assert_cmpint (sqlite3_exec (db, statements[i], NULL, NULL, NULL), !=, SQLITE_OK);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/package-file/refused", test_refused);
  g_test_add_func ("/package-file/no-plan", test_no_plan);
  g_test_add_func ("/package-file/corrupt-pages", test_corrupt_pages);
  g_test_add_func ("/package-file/corrupt-table", test_corrupt_table);
  g_test_add_func ("/package-file/locked", test_locked);
  g_test_add_func ("/package-file/wal", test_wal);
  g_test_add_func ("/package-file/folded-wal", test_folded_wal);
  g_test_add_func ("/package-file/changed-meanwhile", test_changed_meanwhile);
  g_test_add_func ("/package-file/hot-journal", test_hot_journal);
  g_test_add_func ("/package-file/one-state", test_one_state);
  g_test_add_func ("/package-file/read-only", test_read_only);
  return g_test_run ();
}
