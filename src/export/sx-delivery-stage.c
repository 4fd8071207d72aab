/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-delivery-stage.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"

#define PREFIX ".sanxian-"
#define SUFFIX ".part"
#define ATTEMPTS 8
#define BYTES_BETWEEN_LOOKS (8 << 20)

typedef struct
{
  char *name;
  char *path;  /* in the stage */
  char *place; /* NULL: scratch */
  SxDeliveryKind may_replace;
  gboolean is_moved, is_exchanged; /* what was there is at path now */
} Entry;

struct _SxDeliveryStage
{
  char *folder, *path;
  GPtrArray *made;    /* char *: folders that were not there, the deepest last */
  GPtrArray *entries; /* Entry * */
  int fd;             /* of the folder at path, with a lock */
};

/* “…” cannot be written: why. Always FALSE. */
static gboolean
refuse (const char *place, const char *why, GError **error)
{
  g_autofree char *shown = g_filename_display_name (place);

  g_set_error (error, SX_ERROR, SX_ERROR_UNWRITABLE, _ ("“%s” cannot be written: %s."), shown, why);
  return FALSE;
}

gboolean
sx_delivery_explain (const char *place, GError *problem, GError **error)
{
  if (!g_error_matches (problem, SX_ERROR, SX_ERROR_UNWRITABLE))
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  refuse (place, problem->message, error);
  g_error_free (problem);
  return FALSE;
}

static void
entry_free (gpointer data)
{
  Entry *self = data;

  g_free (self->name);
  g_free (self->path);
  g_free (self->place);
  g_free (self);
}

/* ---- what is left over */

/* A folder with all that is in it; links are not followed. */
static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

/* What a killed export left: nobody holds its lock. */
static void
sweep (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      int fd;

      if (!g_str_has_prefix (name, PREFIX) || !g_str_has_suffix (name, SUFFIX))
        continue;
      fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0);
      if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
        remove_tree (path);
      if (fd >= 0)
        close (fd);
    }
}

/* ---- the stage */

/* Makes the folder and notes what of its path was not there. */
static gboolean
make_folder (SxDeliveryStage *self, GError **error)
{
  g_autofree char *at = g_strdup (self->folder);

  while (!g_file_test (at, G_FILE_TEST_EXISTS) && !g_str_equal (at, ".") && !g_str_equal (at, "/"))
    {
      char *above = g_path_get_dirname (at);

      g_ptr_array_insert (self->made, 0, at);
      at = above;
    }
  return g_mkdir_with_parents (self->folder, 0777) == 0 || refuse (self->folder, g_strerror (errno), error);
}

/* FALSE where another export swept the folder away before it was locked. */
static gboolean
lock (SxDeliveryStage *self)
{
  struct stat here, there;

  self->fd = g_open (self->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (self->fd < 0)
    return FALSE;
  flock (self->fd, LOCK_EX);
  if (fstat (self->fd, &here) == 0 && stat (self->path, &there) == 0 && here.st_ino == there.st_ino)
    return TRUE;
  close (self->fd);
  self->fd = -1;
  return FALSE;
}

static gboolean
make_stage (SxDeliveryStage *self, GError **error)
{
  for (guint i = 0; i < ATTEMPTS; i++)
    {
      self->path = g_build_filename (self->folder, PREFIX "XXXXXX" SUFFIX, NULL);
      /* g_mkdtemp() wants the marks last */
      for (char *p = self->path + strlen (self->path) - strlen ("XXXXXX" SUFFIX), *end = p + 6; p < end; p++)
        *p = "abcdefghijklmnopqrstuvwxyz0123456789"[g_random_int_range (0, 36)];
      if (g_mkdir (self->path, 0777) == 0)
        {
          if (lock (self))
            return TRUE;
        }
      else if (errno != EEXIST)
        {
          int why = errno;

          g_clear_pointer (&self->path, g_free);
          return refuse (self->folder, g_strerror (why), error);
        }
      g_clear_pointer (&self->path, g_free);
    }
  return refuse (self->folder, g_strerror (EBUSY), error);
}

SxDeliveryStage *
sx_delivery_stage_new (const char *folder, GError **error)
{
  g_autoptr (SxDeliveryStage) self = g_new0 (SxDeliveryStage, 1);

  self->folder = g_strdup (folder);
  self->fd = -1;
  self->made = g_ptr_array_new_with_free_func (g_free);
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  if (!make_folder (self, error))
    return NULL;
  sweep (folder);
  return make_stage (self, error) ? g_steal_pointer (&self) : NULL;
}

static gboolean
check_existing (const Entry *entry, GError **error)
{
  if (!g_file_test (entry->place, G_FILE_TEST_EXISTS) || entry->may_replace (entry->place))
    return TRUE;
  return refuse (entry->place,
                 g_file_test (entry->place, G_FILE_TEST_IS_DIR)
                     ? _ ("a folder with other things in it has that name; move it away")
                     : _ ("a file of another kind has that name; move it away"),
                 error);
}

const char *
sx_delivery_stage_scratch (SxDeliveryStage *self, const char *name)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->name = g_strdup (name);
  entry->path = g_build_filename (self->path, name, NULL);
  g_ptr_array_add (self->entries, entry);
  return entry->path;
}

const char *
sx_delivery_stage_add (SxDeliveryStage *self, const char *name, SxDeliveryKind may_replace, GError **error)
{
  const char *path = sx_delivery_stage_scratch (self, name);
  Entry *entry = self->entries->pdata[self->entries->len - 1];

  entry->place = sx_delivery_stage_place (self, name);
  entry->may_replace = may_replace;
  return check_existing (entry, error) ? path : NULL;
}

char *
sx_delivery_stage_place (const SxDeliveryStage *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

/* ---- moving */

/* Puts a large file on the disk piece by piece, so that a cancel need not wait for all of it; whether it
 * really is there only fsync() tells. */
static gboolean
write_back (int fd, GCancellable *cancellable)
{
  struct stat info;

  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    return TRUE;
  for (off_t at = 0; at < info.st_size; at += BYTES_BETWEEN_LOOKS)
    {
      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      sync_file_range (fd, at, BYTES_BETWEEN_LOOKS,
                       SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER);
    }
  return TRUE;
}

static gboolean
sync_tree (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  gboolean ok = TRUE;
  int fd, why;

  while (ok && dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      ok = sync_tree (child, cancellable, error);
    }
  if (!ok || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  ok = fd >= 0 && write_back (fd, cancellable) && fsync (fd) == 0;
  why = errno;
  if (!ok && !g_cancellable_set_error_if_cancelled (cancellable, error))
    g_set_error_literal (error, SX_ERROR, SX_ERROR_UNWRITABLE, g_strerror (why));
  if (fd >= 0)
    close (fd);
  return ok;
}

/* Both names are there all the time, where the file system can do that. */
static gboolean
exchange (Entry *entry)
{
  g_autofree char *aside = NULL;

  if (renameat2 (AT_FDCWD, entry->path, AT_FDCWD, entry->place, RENAME_EXCHANGE) == 0)
    return TRUE;
  if (errno != EINVAL && errno != ENOSYS)
    return FALSE;
  aside = g_strconcat (entry->path, ".old", NULL);
  if (g_rename (entry->place, aside) != 0)
    return FALSE;
  if (g_rename (entry->path, entry->place) == 0)
    return g_rename (aside, entry->path) == 0;
  g_rename (aside, entry->place);
  return FALSE;
}

static gboolean
move (Entry *entry, GError **error)
{
  if (!check_existing (entry, error))
    return FALSE;
  entry->is_exchanged = g_file_test (entry->place, G_FILE_TEST_EXISTS);
  entry->is_moved = entry->is_exchanged ? exchange (entry) : g_rename (entry->path, entry->place) == 0;
  return entry->is_moved || refuse (entry->place, g_strerror (errno), error);
}

static void
move_back (Entry *entry)
{
  if (entry->is_moved && entry->is_exchanged)
    exchange (entry);
  else if (entry->is_moved)
    g_rename (entry->place, entry->path);
}

static gboolean
sync_all (SxDeliveryStage *self, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = self->entries->pdata[i];
      GError *problem = NULL;

      if (entry->place && !sync_tree (entry->path, cancellable, &problem))
        return sx_delivery_explain (entry->place, problem, error);
    }
  return TRUE;
}

static gboolean
move_all (SxDeliveryStage *self, GError **error)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];

      if (!entry->place || move (entry, error))
        continue;
      while (i-- > 0)
        move_back (self->entries->pdata[i]);
      return FALSE;
    }
  return TRUE;
}

gboolean
sx_delivery_stage_finish (SxDeliveryStage *self, GPtrArray **files, GCancellable *cancellable, GError **error)
{
  gboolean ok = sync_all (self, cancellable, error)
                && !g_cancellable_set_error_if_cancelled (cancellable, error) && move_all (self, error);

  if (ok)
    {
      int fd = g_open (self->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

      if (fd >= 0)
        {
          fsync (fd);
          close (fd);
        }
      g_ptr_array_set_size (self->made, 0); /* they stay */
    }
  if (ok && files)
    {
      *files = g_ptr_array_new_with_free_func (g_free);
      for (guint i = 0; i < self->entries->len; i++)
        if (((Entry *)self->entries->pdata[i])->place)
          g_ptr_array_add (*files, g_strdup (((Entry *)self->entries->pdata[i])->place));
    }
  sx_delivery_stage_free (self);
  return ok;
}

void
sx_delivery_stage_free (SxDeliveryStage *self)
{
  if (self->path)
    remove_tree (self->path);
  if (self->fd >= 0)
    close (self->fd);
  while (self->made->len)
    {
      g_rmdir (self->made->pdata[self->made->len - 1]);
      g_ptr_array_set_size (self->made, (int)self->made->len - 1);
    }
  g_ptr_array_unref (self->made);
  g_ptr_array_unref (self->entries);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}
