/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts: what was being drawn comes back bit for bit, or not at all. */
#include <glib/gstdio.h>
#include <string.h>

#include "base/sx-error.h"
#include "writer-fixture.h"

static SxDraft *
make_draft (const StoreFixture *f, guint n)
{
  g_autofree SxPoint *points = g_new (SxPoint, n);
  g_autoptr (SxShape) square = store_fixture_square (f, 0, 0, 100);

  for (guint i = 0; i < n; i++)
    points[i] = (SxPoint){ square->box.x0 + i / 3.0, square->box.y0 + i * G_PI };
  return sx_draft_new (7, 12, SX_LINE_FARMLAND, SX_DIRECTION_OUT, "3", points, n);
}

static void
check_draft (const SxDraft *a, const SxDraft *b)
{
  g_assert_nonnull (a);
  g_assert_cmpint (a->scheme, ==, b->scheme);
  g_assert_cmpint (a->adjustment, ==, b->adjustment);
  g_assert_cmpint (a->line, ==, b->line);
  g_assert_cmpint (a->direction, ==, b->direction);
  g_assert_cmpstr (a->situation, ==, b->situation);
  g_assert_cmpuint (a->n_points, ==, b->n_points);
  g_assert_true (memcmp (a->points, b->points, a->n_points * sizeof (SxPoint)) == 0);
}

static void
test_round_trip (void)
{
  static const int crs[] = { 4490, 4527, 4548 };

  for (guint i = 0; i < G_N_ELEMENTS (crs); i++)
    {
      g_autoptr (StoreFixture) f = store_fixture_new (crs[i]);
      g_autofree char *folder = g_build_filename (f->folder, "state", "sanxian", NULL);
      g_autofree char *path = sx_draft_path (folder, f->file);
      g_autofree char *other = sx_draft_path (folder, "/tmp/other.gpkg");
      g_autoptr (SxDraft) draft = make_draft (f, 1000);
      g_autoptr (SxDraft) none = NULL;
      g_autoptr (SxDraft) read = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_cmpstr (path, !=, other);
      none = sx_draft_read (f->plan, path, &error);
      g_assert_no_error (error);
      g_assert_null (none);
      sx_draft_write (draft, f->plan, path, &error);
      g_assert_no_error (error);
      read = sx_draft_read (f->plan, path, &error);
      g_assert_no_error (error);
      check_draft (read, draft);
      sx_draft_remove (path);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
      sx_draft_remove (path);
    }
}

/* A file of another plan, or cut off anywhere, is no draft, and never a wrong one. */
static void
test_damage (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autoptr (StoreFixture) g = store_fixture_new (4548);
  g_autofree char *path = sx_draft_path (f->folder, f->file), *text = NULL;
  g_autoptr (SxDraft) draft = make_draft (f, 3);
  g_autoptr (GError) error = NULL;
  gsize size;

  sx_draft_write (draft, f->plan, path, &error);
  g_assert_no_error (error);
  g_assert_null (sx_draft_read (g->plan, path, &error));
  g_assert_error (error, SX_ERROR, SX_ERROR_FORMAT);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  for (gsize n = 0; n + 1 < size; n++)
    {
      g_assert_true (g_file_set_contents (path, text, (gssize)n, NULL));
      g_assert_null (sx_draft_read (f->plan, path, &error));
      g_assert_error (error, SX_ERROR, SX_ERROR_FORMAT);
      g_clear_error (&error);
    }
}

static void
test_unwritable (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autofree char *path = sx_draft_path (f->file, f->file); /* in a folder that is a file */
  g_autoptr (SxDraft) draft = make_draft (f, 3);
  g_autoptr (GError) error = NULL;

  g_assert_false (sx_draft_write (draft, f->plan, path, &error));
  g_assert_error (error, SX_ERROR, SX_ERROR_UNWRITABLE);
  g_assert_nonnull (strstr (error->message, path));
  g_clear_error (&error);
  g_assert_null (sx_draft_read (f->plan, path, &error));
  g_assert_no_error (error);
}

/* What is not finished when the program ends is offered the next time; what is finished is not. */
static void
test_offer (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autofree char *path = sx_draft_path (f->folder, f->file);
  g_autoptr (SxDraft) newest = make_draft (f, 200);

  for (guint round = 0; round < 3; round++)
    {
      g_autoptr (WriterSession) self = writer_session_new (f->plan, NULL, path, NULL);

      writer_session_do (self, writer_edit_add (f, 0, "甲地"));
      if (round == 1)
        check_draft (self->draft, newest);
      else
        g_assert_null (self->draft);
      for (guint i = 1; i < 200; i++)
        {
          g_autoptr (SxDraft) draft = make_draft (f, i);

          sx_scheme_writer_set_draft (self->writer, draft);
        }
      sx_scheme_writer_set_draft (self->writer, round == 0 ? newest : NULL);
      writer_session_stop (self);
      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS) == (round == 0));
    }
}

/* While a polygon is drawn the file follows within a second, without anybody's help. */
static void
test_follow (void)
{
  g_autoptr (StoreFixture) f = store_fixture_new (4527);
  g_autofree char *path = sx_draft_path (f->folder, f->file);
  g_autoptr (WriterSession) self = writer_session_new (f->plan, NULL, path, NULL);
  gint64 end;

  for (guint n = 3; n < 6; n++)
    {
      g_autoptr (SxDraft) draft = make_draft (f, n);
      g_autoptr (SxDraft) read = NULL;

      sx_scheme_writer_set_draft (self->writer, draft);
      end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
      do
        {
          g_usleep (10000);
          g_clear_pointer (&read, sx_draft_unref);
          read = sx_draft_read (f->plan, path, NULL);
        }
      while ((!read || read->n_points != n) && g_get_monotonic_time () < end);
      check_draft (read, draft);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draft/round-trip", test_round_trip);
  g_test_add_func ("/draft/damage", test_damage);
  g_test_add_func ("/draft/unwritable", test_unwritable);
  g_test_add_func ("/draft/offer", test_offer);
  g_test_add_func ("/draft/follow", test_follow);
  return g_test_run ();
}
