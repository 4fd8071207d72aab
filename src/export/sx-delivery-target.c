/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sx-delivery-target.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/sx-error.h"
#include "base/sx-i18n.h"

#define PREFIX ".sanxian-"
#define SUFFIX ".part"

static gboolean
refuse (const char *file, const char *why, GError **error)
{
  g_autofree char *shown = g_filename_display_name (file);

  g_set_error (error, SX_ERROR, SX_ERROR_UNWRITABLE, _ ("“%s” cannot be written: %s."), shown, why);
  return FALSE;
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
      fd = g_open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0);
      if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
        g_unlink (path);
      if (fd >= 0)
        close (fd);
    }
}

static gboolean
check_existing (const char *file, gboolean (*may_replace) (const char *file), GError **error)
{
  if (g_file_test (file, G_FILE_TEST_IS_DIR))
    return refuse (file, _ ("a folder has that name; move it away"), error);
  if (g_file_test (file, G_FILE_TEST_EXISTS) && !may_replace (file))
    return refuse (file, _ ("a file of another kind has that name; move it away"), error);
  return TRUE;
}

SxDeliveryTarget *
sx_delivery_target_new (const char *folder, const char *name, gboolean (*may_replace) (const char *file),
                        GError **error)
{
  g_autofree char *file = g_build_filename (folder, name, NULL);
  g_autofree char *temporary = g_build_filename (folder, PREFIX "XXXXXX" SUFFIX, NULL);
  SxDeliveryTarget *self;
  int fd;

  if (g_mkdir_with_parents (folder, 0777) != 0)
    {
      refuse (folder, g_strerror (errno), error);
      return NULL;
    }
  if (!check_existing (file, may_replace, error))
    return NULL;
  sweep (folder);
  fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0666);
  if (fd < 0)
    {
      refuse (file, g_strerror (errno), error);
      return NULL;
    }
  flock (fd, LOCK_EX | LOCK_NB);
  self = g_new0 (SxDeliveryTarget, 1);
  self->file = g_steal_pointer (&file);
  self->temporary = g_steal_pointer (&temporary);
  self->fd = fd;
  return self;
}

static void
sync_folder (const char *file)
{
  g_autofree char *folder = g_path_get_dirname (file);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd >= 0)
    {
      fsync (fd);
      close (fd);
    }
}

gboolean
sx_delivery_target_finish (SxDeliveryTarget *self, GError **error)
{
  gboolean ok = fsync (self->fd) == 0 && g_rename (self->temporary, self->file) == 0;

  if (ok)
    {
      sync_folder (self->file);
      g_clear_pointer (&self->temporary, g_free);
    }
  else
    refuse (self->file, g_strerror (errno), error);
  sx_delivery_target_free (self);
  return ok;
}

void
sx_delivery_target_free (SxDeliveryTarget *self)
{
  if (self->temporary)
    g_unlink (self->temporary);
  close (self->fd);
  g_free (self->temporary);
  g_free (self->file);
  g_free (self);
}
