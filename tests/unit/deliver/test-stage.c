/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files and folders that are moved into place together, or not at all. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/sx-error.h"
#include "export/sx-delivery-stage.h"

static gboolean
is_ours (const char *path)
{
  g_autofree char *text = NULL;

  return g_file_test (path, G_FILE_TEST_IS_DIR)
         || (g_file_get_contents (path, &text, NULL, NULL) && g_str_has_prefix (text, "ours"));
}

static void
put (const char *path, const char *text)
{
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
assert_text (const char *folder, const char *name, const char *expected)
{
  g_autofree char *path = g_build_filename (folder, name, NULL), *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static guint
count (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir && g_dir_read_name (dir))
    n++;
  return n;
}

static void
remove_in (const char *folder, const char *first, ...)
{
  va_list names;

  va_start (names, first);
  for (const char *name = first; name; name = va_arg (names, const char *))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  va_end (names);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static SxDeliveryStage *
new_stage (const char *folder)
{
  g_autoptr (GError) error = NULL;
  SxDeliveryStage *stage = sx_delivery_stage_new (folder, &error);

  g_assert_no_error (error);
  return stage;
}

static const char *
add (SxDeliveryStage *stage, const char *name)
{
  g_autoptr (GError) error = NULL;
  const char *path = sx_delivery_stage_add (stage, name, is_ours, &error);

  g_assert_no_error (error);
  return path;
}

/* A file that was there and one that was not, and a folder that was; what only helped goes away. */
static void
test_finish (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sanxian-stage-XXXXXX", NULL);
  g_autofree char *old = g_build_filename (folder, "a", NULL), *kept = g_build_filename (folder, "c", NULL),
                  *below = NULL, *made = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GError) error = NULL;
  SxDeliveryStage *stage;
  const char *path;

  put (old, "ours, old");
  g_mkdir (kept, 0700);
  below = g_build_filename (kept, "old", NULL);
  put (below, "x");
  stage = new_stage (folder);
  put (add (stage, "a"), "ours, new");
  put (add (stage, "b"), "ours, too");
  path = add (stage, "c");
  g_mkdir (path, 0700);
  made = g_build_filename (path, "new", NULL);
  put (made, "y");
  put (sx_delivery_stage_scratch (stage, "helper"), "z");
  assert_text (folder, "a", "ours, old"); /* until the end */
  g_assert_true (sx_delivery_stage_finish (stage, &files, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (files->len, ==, 3);
  g_assert_cmpstr (files->pdata[0], ==, old);
  assert_text (folder, "a", "ours, new");
  assert_text (folder, "b", "ours, too");
  assert_text (folder, "c/new", "y");
  g_assert_cmpuint (count (kept), ==, 1);
  g_assert_cmpuint (count (folder), ==, 3);
  remove_in (folder, "a", "b", "c/new", "c", NULL);
}

static void
test_taken_back (void)
{
  g_autofree char *above = g_dir_make_tmp ("sanxian-stage-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (above, "deep", "deeper", NULL);
  SxDeliveryStage *stage = new_stage (folder);

  put (add (stage, "a"), "ours");
  g_assert_true (g_file_test (folder, G_FILE_TEST_IS_DIR));
  sx_delivery_stage_free (stage);
  g_assert_cmpuint (count (above), ==, 0); /* not even the folders it made */
  g_assert_cmpint (g_rmdir (above), ==, 0);
}

/* Somebody puts a file of another kind under the second name meanwhile: then the first is the old one again.
 */
static void
test_moved_back (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sanxian-stage-XXXXXX", NULL);
  g_autofree char *old = g_build_filename (folder, "a", NULL),
                  *foreign = g_build_filename (folder, "c", NULL);
  g_autoptr (GError) error = NULL;
  SxDeliveryStage *stage;

  put (old, "ours, old");
  stage = new_stage (folder);
  put (add (stage, "a"), "ours, new");
  put (add (stage, "b"), "ours, too");
  put (add (stage, "c"), "ours as well");
  put (foreign, "a letter");
  g_assert_false (sx_delivery_stage_finish (stage, NULL, NULL, &error));
  g_assert_error (error, SX_ERROR, SX_ERROR_UNWRITABLE);
  assert_text (folder, "a", "ours, old");
  assert_text (folder, "c", "a letter");
  g_assert_cmpuint (count (folder), ==, 2);
  remove_in (folder, "a", "c", NULL);
}

static void
test_cancelled (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sanxian-stage-XXXXXX", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  SxDeliveryStage *stage = new_stage (folder);

  put (add (stage, "a"), "ours");
  g_cancellable_cancel (cancellable);
  g_assert_false (sx_delivery_stage_finish (stage, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count (folder), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* What a killed one left is cleared; what a living one has is not. */
static void
test_leftovers (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sanxian-stage-XXXXXX", NULL);
  g_autofree char *dead = g_build_filename (folder, ".sanxian-dead00.part", NULL);
  g_autofree char *below = g_build_filename (dead, "x", NULL);
  g_autofree char *file = g_build_filename (folder, ".sanxian-file00.part", NULL);
  SxDeliveryStage *living = new_stage (folder), *other;
  const char *path = add (living, "a");

  put (path, "ours");
  g_mkdir (dead, 0700);
  put (below, "x");
  put (file, "x");
  other = new_stage (folder);
  g_assert_false (g_file_test (dead, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  sx_delivery_stage_free (other);
  g_assert_true (sx_delivery_stage_finish (living, NULL, NULL, NULL));
  remove_in (folder, "a", NULL);
}

static void
test_refused (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sanxian-stage-XXXXXX", NULL);
  g_autofree char *foreign = g_build_filename (folder, "a", NULL),
                  *inside = g_build_filename (foreign, "b", NULL);
  g_autoptr (GError) error = NULL;
  SxDeliveryStage *stage;

  put (foreign, "a letter");
  stage = new_stage (folder);
  g_assert_null (sx_delivery_stage_add (stage, "a", is_ours, &error));
  g_assert_error (error, SX_ERROR, SX_ERROR_UNWRITABLE);
  g_assert_nonnull (strstr (error->message, foreign));
  sx_delivery_stage_free (stage);
  g_clear_error (&error);
  g_assert_null (sx_delivery_stage_new (inside, &error)); /* below a file */
  g_assert_error (error, SX_ERROR, SX_ERROR_UNWRITABLE);
  remove_in (folder, "a", NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stage/finish", test_finish);
  g_test_add_func ("/stage/taken-back", test_taken_back);
  g_test_add_func ("/stage/moved-back", test_moved_back);
  g_test_add_func ("/stage/cancelled", test_cancelled);
  g_test_add_func ("/stage/leftovers", test_leftovers);
  g_test_add_func ("/stage/refused", test_refused);
  return g_test_run ();
}
