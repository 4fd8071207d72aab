/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file: the same for the same seed, complete or not there, and a GeoPackage to GDAL's own checker. */
#include "base/sx-error.h"
#include "sample/sx-sample.h"
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#define N_PARCELS 400

typedef struct
{
  char *folder, *file;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("sample-XXXXXX", NULL);
  self->file = g_build_filename (self->folder, "county.gpkg", NULL);
}

static guint
count_files (const Fixture *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir))
    n++;
  return n;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_unlink (self->file);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0); /* no temporary file is left */
  g_free (self->file);
  g_free (self->folder);
}

static GBytes *
write_and_read (const Fixture *self, guint64 seed)
{
  g_autoptr (GError) error = NULL;
  char *bytes;
  gsize length;

  sx_sample_write (self->file, N_PARCELS, seed, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (self->file, &bytes, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (self), ==, 1);
  return g_bytes_new_take (bytes, length);
}

/* Even the bytes are the same; and an earlier sample is replaced. */
static void
test_same (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) first = write_and_read (self, 7);
  g_autoptr (GBytes) second = write_and_read (self, 7);
  g_autoptr (GBytes) other = write_and_read (self, 8);

  g_assert_true (g_bytes_equal (first, second));
  g_assert_false (g_bytes_equal (first, other));
}

static void
test_validator (Fixture *self, gconstpointer data)
{
  const char *const pythons[] = { "/usr/bin/python3", "python3" };
  g_autoptr (GBytes) bytes = write_and_read (self, 1);

  for (guint k = 0; k < G_N_ELEMENTS (pythons); k++)
    {
      g_autofree char *known
          = g_strdup_printf ("%s -c 'import osgeo_utils.samples.validate_gpkg'", pythons[k]);
      g_autofree char *check
          = g_strdup_printf ("%s -m osgeo_utils.samples.validate_gpkg --extra --warning-as-error '%s'",
                             pythons[k], self->file);
      g_autofree char *said = NULL;
      int status = -1;

      if (!g_spawn_command_line_sync (known, NULL, &said, &status, NULL) || status != 0)
        continue;
      g_clear_pointer (&said, g_free);
      g_assert_true (g_spawn_command_line_sync (check, NULL, &said, &status, NULL));
      g_test_message ("%s", said);
      g_assert_cmpint (status, ==, 0);
      return;
    }
  g_test_skip ("GDAL's validate_gpkg.py is not installed");
}

static void
assert_refused (const Fixture *self, const char *file, guint parcels, int code, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sx_sample_write (file, parcels, 1, NULL, NULL, NULL, &error));
  g_assert_error (error, SX_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, word));
}

/* What is no sample stays as it is. */
static void
test_foreign (Fixture *self, gconstpointer data)
{
  g_autofree char *inside = g_build_filename (self->folder, "missing", "x.gpkg", NULL);
  g_autofree char *text = NULL;

  g_file_set_contents (self->file, "a letter", -1, NULL);
  assert_refused (self, self->file, N_PARCELS, SX_ERROR_UNWRITABLE, "no sample");
  g_file_get_contents (self->file, &text, NULL, NULL);
  g_assert_cmpstr (text, ==, "a letter");
  g_assert_cmpuint (count_files (self), ==, 1);
  assert_refused (self, self->folder, N_PARCELS, SX_ERROR_UNWRITABLE, "folder");
  assert_refused (self, inside, N_PARCELS, SX_ERROR_UNWRITABLE, inside);
}

/* A sample with somebody's work in it is replaced only where that is said. */
static void
test_edited (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = write_and_read (self, 1), again = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (self->file, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "UPDATE sx_scheme SET name = 'mine'", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  assert_refused (self, self->file, N_PARCELS, SX_ERROR_UNWRITABLE, "edited since");
  g_assert_true (sx_sample_replace (self->file, N_PARCELS, 1, TRUE, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  again = write_and_read (self, 1); /* and now it is as new */
  g_assert_true (g_bytes_equal (bytes, again));
}

/* A sample that another program has open is not pulled away from under it. */
static void
test_open_elsewhere (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = write_and_read (self, 1);
  g_autofree char *wal = g_strconcat (self->file, "-wal", NULL);

  g_file_set_contents (wal, "", 0, NULL);
  assert_refused (self, self->file, N_PARCELS, SX_ERROR_UNWRITABLE, "open in a program");
  g_unlink (wal);
}

static void
test_limits (Fixture *self, gconstpointer data)
{
  assert_refused (self, self->file, SX_SAMPLE_PARCELS_MIN - 1, SX_ERROR_LIMIT, "parcels");
  assert_refused (self, self->file, SX_SAMPLE_PARCELS_MAX + 1, SX_ERROR_LIMIT, "parcels");
  g_assert_cmpuint (count_files (self), ==, 0);
}

/* A file that cannot grow stands for a full disk. */
static void
test_no_room (Fixture *self, gconstpointer data)
{
  struct rlimit before, small;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = 200 * 1024;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  assert_refused (self, self->file, N_PARCELS, SX_ERROR_UNWRITABLE, self->file);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_cmpuint (count_files (self), ==, 0);
}

static void
cancel_halfway (double fraction, gpointer data)
{
  g_assert_cmpfloat (fraction, >=, 0);
  g_assert_cmpfloat (fraction, <=, 1);
  g_cancellable_cancel (data);
}

static void
test_cancel (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (
      sx_sample_write (self->file, N_PARCELS, 1, cancel_halfway, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (self), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sample/file/same", Fixture, NULL, set_up, test_same, tear_down);
  g_test_add ("/sample/file/validator", Fixture, NULL, set_up, test_validator, tear_down);
  g_test_add ("/sample/file/foreign", Fixture, NULL, set_up, test_foreign, tear_down);
  g_test_add ("/sample/file/edited", Fixture, NULL, set_up, test_edited, tear_down);
  g_test_add ("/sample/file/open-elsewhere", Fixture, NULL, set_up, test_open_elsewhere, tear_down);
  g_test_add ("/sample/file/limits", Fixture, NULL, set_up, test_limits, tear_down);
  g_test_add ("/sample/file/no-room", Fixture, NULL, set_up, test_no_room, tear_down);
  g_test_add ("/sample/file/cancel", Fixture, NULL, set_up, test_cancel, tear_down);
  return g_test_run ();
}
