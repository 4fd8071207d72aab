/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever the disk or another program does: the scheme is still shown, nothing is half-written, each trouble
 * has its sentence, and the writer goes on when it is over. */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/sx-error.h"
#include "fault-vfs.h"
#include "writer-fixture.h"

static WriterSession *
session_with_two (const StoreFixture *f)
{
  WriterSession *self = writer_session_new (f->plan, NULL, NULL, NULL);

  writer_session_do (self, writer_edit_add (f, 0, "甲地"));
  writer_session_do (self, writer_edit_add (f, 200, "乙地"));
  return self;
}

static void
check_sentence (const WriterSession *self, int code, const char *word)
{
  g_assert_error (self->trouble, SX_ERROR, code);
  if (!strstr (self->trouble->message, word))
    g_error ("“%s” is not in: %s", word, self->trouble->message);
}

static sqlite3 *
open_other (const StoreFixture *f, const char *sql)
{
  sqlite3 *other;

  g_assert_cmpint (sqlite3_open (f->file, &other), ==, SQLITE_OK);
  sqlite3_busy_timeout (other, 60000); /* a writer that is in trouble tries the lock now and then */
  g_assert_cmpint (sqlite3_exec (other, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  return other;
}

/* The disk fails at any of its writes: the edit is there or not, as the answer says, and comes again. */
static void
test_disk (gconstpointer data)
{
  int code = GPOINTER_TO_INT (data);
  guint n_failed = 0;
  gboolean happened = TRUE;

  for (guint n = 1; happened; n++)
    {
      g_autoptr (StoreFixture) f = store_fixture_new (4527);
      g_autoptr (WriterSession) self = session_with_two (f);
      g_autoptr (SxSchemeState) before = sx_scheme_state_ref (self->state);
      g_autoptr (SxEdit) edit = writer_edit_add (f, 400, "丙地");

      fault_vfs_fail_at (n, 1000000, code);
      writer_session_submit (self, sx_edit_ref (edit));
      writer_session_wait (self);
      happened = fault_vfs_has_failed ();
      fault_vfs_fail_at (0, 0, SQLITE_OK);
      g_assert_true (self->n_failed == 0 || happened);
      if (self->n_failed > 0)
        {
          n_failed++;
          g_assert_error (self->error, SX_ERROR, SX_ERROR_UNWRITABLE);
          g_assert_nonnull (strstr (self->error->message, code == SQLITE_FULL ? "full" : f->file));
          g_assert_true (self->state == before);
          writer_session_check (self, f->plan);
          writer_session_do (self, sx_edit_ref (edit));
        }
      g_assert_cmpuint (writer_session_scheme (self)->adjustments->len, ==, 3);
      writer_session_check (self, f->plan);
      writer_session_stop (self);
      store_fixture_check_base (f);
      fault_vfs_reset ();
    }
  g_assert_cmpuint (n_failed, >=, 3);
}

static void
test_locked (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (WriterSession) self = session_with_two (f);
  g_autoptr (SxEdit) edit = writer_edit_add (f, 400, "丙地");
  sqlite3 *other = open_other (f, "BEGIN IMMEDIATE");

  writer_session_refuse (self, sx_edit_ref (edit), SX_ERROR_UNWRITABLE, "locked");
  writer_session_wait_read_only (self, TRUE);
  check_sentence (self, SX_ERROR_UNWRITABLE, "locked");
  writer_session_refuse (self, sx_edit_new_undo (), SX_ERROR_UNWRITABLE, "locked");
  g_assert_cmpuint (writer_session_scheme (self)->adjustments->len, ==, 2);
  sqlite3_exec (other, "COMMIT", NULL, NULL, NULL);
  /* by itself, or by the next edit */
  writer_session_wait_read_only (self, FALSE);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  writer_session_refuse (self, sx_edit_ref (edit), SX_ERROR_UNWRITABLE, "locked");
  sqlite3_close (other);
  writer_session_do (self, sx_edit_ref (edit));
  g_assert_false (self->is_read_only);
  writer_session_check (self, f->plan);
}

/* What waited for the other program to finish is out of date by what that one did. */
static void
test_locked_and_changed (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (WriterSession) self = session_with_two (f);
  g_autoptr (SxEdit) edit = sx_edit_new ("remove", 0);
  sqlite3 *other = open_other (f, "BEGIN IMMEDIATE; UPDATE sx_adjustment SET note = 'x' WHERE fid = 1");

  sx_edit_remove_adjustment (edit, 1);
  writer_session_refuse (self, sx_edit_ref (edit), SX_ERROR_UNWRITABLE, "locked");
  sqlite3_exec (other, "COMMIT", NULL, NULL, NULL);
  sqlite3_close (other);
  writer_session_wait_outside (self, 1);
  writer_session_refuse (self, sx_edit_ref (edit), SX_ERROR_CONFLICT, "adjustment 1");
  g_assert_cmpuint (writer_session_scheme (self)->adjustments->len, ==, 2);
}

/* Locked so that it cannot even be read: the first state comes when it can be. */
static void
test_locked_from_the_start (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  sqlite3 *other = open_other (f, "BEGIN EXCLUSIVE");
  g_autoptr (WriterSession) self = writer_session_new (f->plan, NULL, NULL, NULL);

  writer_session_wait_read_only (self, TRUE);
  check_sentence (self, SX_ERROR_UNWRITABLE, "locked");
  g_assert_null (self->state);
  writer_session_refuse (self, writer_edit_add (f, 0, "甲地"), SX_ERROR_UNWRITABLE, "locked");
  sqlite3_exec (other, "COMMIT", NULL, NULL, NULL);
  sqlite3_close (other);
  writer_session_wait_read_only (self, FALSE);
  writer_session_wait_state (self);
  writer_session_do (self, writer_edit_add (f, 0, "甲地"));
  writer_session_check (self, f->plan);
}

static void
check_shown_read_only (const StoreFixture *f)
{
  g_autoptr (WriterSession) self = writer_session_new (f->plan, NULL, NULL, NULL);

  writer_session_wait_state (self);
  writer_session_wait_read_only (self, TRUE);
  check_sentence (self, SX_ERROR_UNWRITABLE, "write-protected");
  g_assert_cmpuint (writer_session_scheme (self)->adjustments->len, ==, 2);
  g_assert_cmpstr (self->state->undo_label, ==, "乙地");
  writer_session_refuse (self, writer_edit_add (f, 400, "丙地"), SX_ERROR_UNWRITABLE, "write-protected");
  writer_session_check (self, f->plan);
  writer_session_stop (self);
  g_assert_no_error (self->stop_error);
}

static void
test_read_only (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (WriterSession) self = session_with_two (f);

  writer_session_stop (self);
  fault_vfs_read_only (TRUE);
  check_shown_read_only (f);
  {
    g_autoptr (WriterSession) waiting = writer_session_new (f->plan, NULL, NULL, NULL);

    writer_session_wait_read_only (waiting, TRUE);
    fault_vfs_read_only (FALSE);
    writer_session_wait_read_only (waiting, FALSE);
    writer_session_do (waiting, writer_edit_add (f, 400, "丙地"));
    g_assert_cmpuint (waiting->n_outside, ==, 0);
    writer_session_check (waiting, f->plan);
  }
  fault_vfs_reset ();
  store_fixture_check_base (f);
}

/* What others write while the file is shown read-only is seen. */
static void
test_read_only_follows (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (WriterSession) first = session_with_two (f);
  g_autoptr (WriterSession) self = NULL;
  SxEdit *edit;

  writer_session_stop (first);
  fault_vfs_read_only (TRUE);
  self = writer_session_new (f->plan, NULL, NULL, NULL);
  writer_session_wait_state (self);
  fault_vfs_read_only (FALSE);
  store_fixture_run (f, "DELETE FROM sx_adjustment WHERE fid = 1");
  edit = sx_edit_new ("remove", 0);
  sx_edit_remove_adjustment (edit, 1);
  writer_session_refuse (self, edit, SX_ERROR_CONFLICT, "adjustment 1");
  g_assert_cmpuint (self->n_outside, ==, 1);
  g_assert_cmpuint (writer_session_scheme (self)->adjustments->len, ==, 1);
  writer_session_stop (self);
  fault_vfs_reset ();
}

static void
test_folder (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (WriterSession) self = NULL;

  fault_vfs_without_journals (TRUE);
  self = writer_session_new (f->plan, NULL, NULL, NULL);
  writer_session_wait_state (self);
  writer_session_refuse (self, writer_edit_add (f, 0, "甲地"), SX_ERROR_UNWRITABLE, "folder");
  fault_vfs_without_journals (FALSE);
  writer_session_do (self, writer_edit_add (f, 0, "甲地"));
  writer_session_check (self, f->plan);
  writer_session_stop (self);
  fault_vfs_reset ();
}

static void
test_removed (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (WriterSession) self = session_with_two (f);
  g_autofree char *aside = g_strconcat (f->file, ".aside", NULL);

  g_assert_cmpint (g_rename (f->file, aside), ==, 0);
  /* seen without any edit */
  writer_session_wait_read_only (self, TRUE);
  check_sentence (self, SX_ERROR_UNWRITABLE, "removed");
  writer_session_refuse (self, writer_edit_add (f, 400, "丙地"), SX_ERROR_UNWRITABLE, "removed");
  g_assert_cmpuint (writer_session_scheme (self)->adjustments->len, ==, 2);
  g_assert_cmpint (g_rename (aside, f->file), ==, 0);
  writer_session_do (self, writer_edit_add (f, 400, "丙地"));
  g_assert_false (self->is_read_only);
  writer_session_check (self, f->plan);
}

static void
test_missing (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (WriterSession) self = NULL;

  g_remove (f->file);
  self = writer_session_new (f->plan, NULL, NULL, NULL);
  writer_session_wait_read_only (self, TRUE);
  check_sentence (self, SX_ERROR_NOT_FOUND, "no file");
  g_assert_null (self->state);
  writer_session_refuse (self, writer_edit_add (f, 0, "甲地"), SX_ERROR_NOT_FOUND, "no file");
  g_assert_false (g_file_test (f->file, G_FILE_TEST_EXISTS));
}

/* Another program leaves a row that is no adjustment: it is told, the last good state stays, and the writer
 * goes on when it is put right. */
static void
test_strange_row (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (WriterSession) self = session_with_two (f);

  store_fixture_run (f, "UPDATE sx_adjustment SET line = 'nonsense' WHERE fid = 1");
  writer_session_wait_read_only (self, TRUE);
  check_sentence (self, SX_ERROR_FORMAT, "nonsense");
  g_assert_cmpuint (writer_session_scheme (self)->adjustments->len, ==, 2);
  writer_session_refuse (self, writer_edit_add (f, 400, "丙地"), SX_ERROR_FORMAT, "nonsense");
  store_fixture_run (f, "UPDATE sx_adjustment SET line = 'farmland' WHERE fid = 1");
  writer_session_wait_read_only (self, FALSE);
  writer_session_wait_outside (self, 1);
  writer_session_do (self, writer_edit_add (f, 400, "丙地"));
  writer_session_check (self, f->plan);
}

/* Another program still reads at the end: what is in the WAL is told, and is there the next time. */
static void
test_reader_at_the_end (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (WriterSession) self = session_with_two (f);
  sqlite3 *other = open_other (f, "BEGIN; SELECT count (*) FROM sx_adjustment");
  g_autofree char *n = NULL;

  writer_session_do (self, writer_edit_add (f, 400, "丙地"));
  writer_session_flush (self);
  writer_session_wait (self);
  g_assert_error (self->error, SX_ERROR, SX_ERROR_UNWRITABLE);
  writer_session_stop (self);
  g_assert_error (self->stop_error, SX_ERROR, SX_ERROR_UNWRITABLE);
  g_assert_nonnull (strstr (self->stop_error->message, "-wal"));
  sqlite3_close (other);
  n = store_fixture_ask (f, "SELECT count (*) FROM sx_adjustment");
  g_assert_cmpstr (n, ==, "3");
  store_fixture_check_base (f);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ();
  g_test_add_data_func ("/scheme-writer/faults/full", GINT_TO_POINTER (SQLITE_FULL), test_disk);
  g_test_add_data_func ("/scheme-writer/faults/sync", GINT_TO_POINTER (SQLITE_IOERR_FSYNC), test_disk);
  g_test_add_func ("/scheme-writer/faults/locked", test_locked);
  g_test_add_func ("/scheme-writer/faults/locked-and-changed", test_locked_and_changed);
  g_test_add_func ("/scheme-writer/faults/locked-from-the-start", test_locked_from_the_start);
  g_test_add_func ("/scheme-writer/faults/read-only", test_read_only);
  g_test_add_func ("/scheme-writer/faults/read-only-follows", test_read_only_follows);
  g_test_add_func ("/scheme-writer/faults/folder", test_folder);
  g_test_add_func ("/scheme-writer/faults/removed", test_removed);
  g_test_add_func ("/scheme-writer/faults/missing", test_missing);
  g_test_add_func ("/scheme-writer/faults/strange-row", test_strange_row);
  g_test_add_func ("/scheme-writer/faults/reader-at-the-end", test_reader_at_the_end);
  return g_test_run ();
}
