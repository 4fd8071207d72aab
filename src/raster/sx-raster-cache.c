/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "raster/sx-raster-cache.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <sys/stat.h>

#define DAY (24 * 60 * 60.0)
#define AFTER_TRIM 0.8  /* of the most, so that it is not trimmed all the time */
#define TRIM_EVERY 0.05 /* of the most that are written */

struct _SxRasterCache
{
  char *root, *folder; /* of all servers; of this one */
  gint64 most, written;
};

typedef struct
{
  char *path;
  gint64 used, size;
} File;

static void
file_free (gpointer data)
{
  g_free (((File *)data)->path);
  g_free (data);
}

static gint64
nanoseconds (struct timespec t)
{
  return (gint64)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void
find_files (const char *folder, guint depth, GPtrArray *files)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      struct stat about;

      if (lstat (path, &about) != 0)
        continue;
      if (S_ISDIR (about.st_mode) && depth > 0)
        find_files (path, depth - 1, files);
      else if (S_ISREG (about.st_mode))
        {
          File *file = g_new (File, 1);

          *file = (File){ g_steal_pointer (&path),
                          MAX (nanoseconds (about.st_atim), nanoseconds (about.st_mtim)), about.st_size };
          g_ptr_array_add (files, file);
        }
    }
}

static int
compare_files (gconstpointer a, gconstpointer b)
{
  gint64 x = (*(File *const *)a)->used, y = (*(File *const *)b)->used;

  return (x > y) - (x < y);
}

static void
trim (SxRasterCache *self)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (file_free);
  gint64 sum = 0, goal = (gint64)((double)self->most * AFTER_TRIM);

  self->written = 0;
  find_files (self->root, 3, files);
  for (guint i = 0; i < files->len; i++)
    sum += ((File *)files->pdata[i])->size;
  if (sum <= self->most)
    return;
  g_ptr_array_sort (files, compare_files);
  for (guint i = 0; i < files->len && sum > goal; i++)
    {
      const File *file = files->pdata[i];

      if (g_unlink (file->path) == 0)
        sum -= file->size;
    }
}

SxRasterCache *
sx_raster_cache_new (const char *folder, const char *name, gint64 most)
{
  SxRasterCache *self = g_new0 (SxRasterCache, 1);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);

  self->root = g_strdup (folder);
  self->folder = g_build_filename (folder, sum, NULL);
  self->most = most;
  trim (self);
  return self;
}

void
sx_raster_cache_free (SxRasterCache *self)
{
  if (!self)
    return;
  g_free (self->root);
  g_free (self->folder);
  g_free (self);
}

/* Whatever a server calls its matrices, the name is one of a file. */
static char *
path_of (SxRasterCache *self, const char *matrix, gint64 x, gint64 y)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, matrix, -1);
  g_autofree char *name = g_strdup_printf ("%" PRId64 "-%" PRId64, x, y);

  sum[16] = '\0';
  return g_build_filename (self->folder, sum, name, NULL);
}

GBytes *
sx_raster_cache_get (SxRasterCache *self, const char *matrix, gint64 x, gint64 y, double *days)
{
  g_autofree char *path = path_of (self, matrix, x, y);
  GStatBuf about;
  char *data;
  gsize size;

  if (g_stat (path, &about) != 0 || !g_file_get_contents (path, &data, &size, NULL))
    return NULL;
  *days = (double)(g_get_real_time () / G_USEC_PER_SEC - about.st_mtime) / DAY;
  /* used now, whatever the file system notes; when it was fetched stays */
  utimensat (AT_FDCWD, path,
             (const struct timespec[2]){ { .tv_nsec = UTIME_NOW }, { .tv_nsec = UTIME_OMIT } }, 0);
  return g_bytes_new_take (data, size);
}

void
sx_raster_cache_put (SxRasterCache *self, const char *matrix, gint64 x, gint64 y, GBytes *file)
{
  g_autofree char *path = path_of (self, matrix, x, y);
  g_autofree char *folder = g_path_get_dirname (path);
  gsize size;
  const char *data = g_bytes_get_data (file, &size);

  if (g_mkdir_with_parents (folder, 0700) != 0
      || !g_file_set_contents_full (path, data, (gssize)size, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL))
    return;
  self->written += (gint64)size;
  if ((double)self->written > (double)self->most * TRIM_EVERY)
    trim (self);
}
