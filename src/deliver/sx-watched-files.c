/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deliver/sx-watched-files.h"

#include <errno.h>
#include <cpl_vsi.h>
#include <stdatomic.h>
#include <string.h>

#include "base/sx-lock.h"

/* A file system of GDAL's own kind: the number of the watch, then the path on disk. */
#define PREFIX "/vsisanxian/"

struct _SxWatchedFiles
{
  guint id;
  char *path;
  atomic_int error;
};

typedef struct
{
  VSILFILE *file;
  guint watch;
} Watched;

static GMutex lock; /* of what follows */
static GHashTable *watches;
static guint last_id;

/* ---- failures */

static void
note (guint id, int error)
{
  SxWatchedFiles *watch;
  int none = 0;

  sx_lock (&lock);
  watch = g_hash_table_lookup (watches, GUINT_TO_POINTER (id));
  if (watch)
    atomic_compare_exchange_strong (&watch->error, &none, error ? error : EIO);
  sx_unlock (&lock);
}

/* status: 0 where it went well. */
static int
noted (const Watched *self, int status)
{
  if (status != 0)
    note (self->watch, errno);
  return status;
}

/* ---- files */

/* "/vsisanxian/12/home/…": the path on disk; or NULL, where it is none of ours. */
static const char *
split (const char *name, guint *id)
{
  const char *number = g_str_has_prefix (name, PREFIX) ? name + strlen (PREFIX) : name;
  const char *path = strchr (number, '/');

  *id = (guint)g_ascii_strtoull (number, NULL, 10);
  return *id ? path : NULL;
}

static void *
open_file (void *data, const char *name, const char *access)
{
  guint id;
  const char *path = split (name, &id);
  VSILFILE *file = path ? VSIFOpenL (path, access) : NULL;
  Watched *self;

  if (!file)
    return NULL;
  self = g_new (Watched, 1);
  *self = (Watched){ file, id };
  return self;
}

static vsi_l_offset
tell (void *self)
{
  return VSIFTellL (((Watched *)self)->file);
}

static int
seek (void *self, vsi_l_offset offset, int whence)
{
  return VSIFSeekL (((Watched *)self)->file, offset, whence);
}

static size_t
read_file (void *self, void *buffer, size_t size, size_t n)
{
  return VSIFReadL (buffer, size, n, ((Watched *)self)->file);
}

static int
is_at_end (void *self)
{
  return VSIFEofL (((Watched *)self)->file);
}

static size_t
write_file (void *self, const void *data, size_t size, size_t n)
{
  size_t written = VSIFWriteL (data, size, n, ((Watched *)self)->file);

  noted (self, written == n ? 0 : -1);
  return written;
}

static int
flush (void *self)
{
  return noted (self, VSIFFlushL (((Watched *)self)->file));
}

static int
truncate_file (void *self, vsi_l_offset size)
{
  return noted (self, VSIFTruncateL (((Watched *)self)->file, size));
}

static int
close_file (void *self)
{
  int status = noted (self, VSIFCloseL (((Watched *)self)->file));

  g_free (self);
  return status;
}

/* ---- folders */

static int
stat_file (void *data, const char *name, VSIStatBufL *info, int flags)
{
  guint id;
  const char *path = split (name, &id);

  return path ? VSIStatExL (path, info, flags) : -1;
}

static int
unlink_file (void *data, const char *name)
{
  guint id;
  const char *path = split (name, &id);

  return path ? VSIUnlink (path) : -1;
}

static int
rename_file (void *data, const char *from, const char *to)
{
  guint id;
  const char *old_path = split (from, &id), *new_path = split (to, &id);

  return old_path && new_path ? VSIRename (old_path, new_path) : -1;
}

static int
make_folder (void *data, const char *name, long mode)
{
  guint id;
  const char *path = split (name, &id);

  return path ? VSIMkdir (path, mode) : -1;
}

static int
remove_folder (void *data, const char *name)
{
  guint id;
  const char *path = split (name, &id);

  return path ? VSIRmdir (path) : -1;
}

static char **
read_folder (void *data, const char *name, int n_at_most)
{
  guint id;
  const char *path = split (name, &id);

  return path ? VSIReadDirEx (path, n_at_most) : NULL;
}

static void
install (void)
{
  VSIFilesystemPluginCallbacksStruct *calls = VSIAllocFilesystemPluginCallbacksStruct ();

  calls->open = open_file;
  calls->tell = tell;
  calls->seek = seek;
  calls->read = read_file;
  calls->eof = is_at_end;
  calls->write = write_file;
  calls->flush = flush;
  calls->truncate = truncate_file;
  calls->close = close_file;
  calls->stat = stat_file;
  calls->unlink = unlink_file;
  calls->rename = rename_file;
  calls->mkdir = make_folder;
  calls->rmdir = remove_folder;
  calls->read_dir = read_folder;
  VSIInstallPluginHandler (PREFIX, calls);
  VSIFreeFilesystemPluginCallbacksStruct (calls);
}

/* ---- the watch */

SxWatchedFiles *
sx_watched_files_new (const char *path)
{
  SxWatchedFiles *self = g_new0 (SxWatchedFiles, 1);
  g_autofree char *whole = g_canonicalize_filename (path, NULL);

  sx_lock (&lock);
  if (!watches)
    {
      watches = g_hash_table_new (NULL, NULL);
      install ();
    }
  self->id = ++last_id;
  g_hash_table_insert (watches, GUINT_TO_POINTER (self->id), self);
  sx_unlock (&lock);
  self->path = g_strdup_printf (PREFIX "%u%s", self->id, whole);
  return self;
}

void
sx_watched_files_free (SxWatchedFiles *self)
{
  sx_lock (&lock);
  g_hash_table_remove (watches, GUINT_TO_POINTER (self->id));
  sx_unlock (&lock);
  g_free (self->path);
  g_free (self);
}

const char *
sx_watched_files_path (const SxWatchedFiles *self)
{
  return self->path;
}

int
sx_watched_files_error (const SxWatchedFiles *self)
{
  return atomic_load (&self->error);
}
