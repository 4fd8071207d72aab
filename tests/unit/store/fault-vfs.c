/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-vfs.h"

#include <sqlite3.h>
#include <string.h>

#define SECTOR 512

/* A change that is not synced yet: bytes at an offset, or a new length. */
typedef struct
{
  gint64 offset;
  GBytes *bytes; /* NULL: the file is cut off at offset */
} Change;

/* A file as the disk has it for sure, and what has been asked of it since. */
typedef struct
{
  GByteArray *durable; /* NULL: the directory does not have it yet */
  GArray *changes;
  gboolean is_deleted; /* the directory may still have it */
} Disk;

typedef struct
{
  sqlite3_file base;
  Disk *disk; /* NULL: a temporary file */
  sqlite3_io_methods methods;
} File;

/* SQLite knows a VFS by name, not by instance. */
static struct
{
  sqlite3_vfs vfs, *real;
  GMutex lock;       /* of disks: a test's own thread looks into packages that another one has open */
  GHashTable *disks; /* path → Disk */
  guint n_changes, fail_at, fail_more;
  int fail_code;
  gboolean has_failed, without_shared_memory, without_journals, read_only, is_paused;
  FaultVfsFunc func;
  gpointer data;
} self;

static void
change_clear (gpointer data)
{
  g_clear_pointer (&((Change *)data)->bytes, g_bytes_unref);
}

static void
disk_free (gpointer data)
{
  Disk *disk = data;

  g_clear_pointer (&disk->durable, g_byte_array_unref);
  g_array_unref (disk->changes);
  g_free (disk);
}

static sqlite3_file *
real_file (sqlite3_file *file)
{
  return (sqlite3_file *)((File *)file + 1);
}

/* SQLITE_OK, or the fault that is due. */
static int
count_change (void)
{
  if (self.is_paused)
    return SQLITE_OK;
  self.n_changes++;
  if (self.func)
    {
      self.is_paused = TRUE;
      self.func (self.n_changes, self.data);
      self.is_paused = FALSE;
    }
  if (self.fail_at == 0 || self.n_changes < self.fail_at || self.n_changes > self.fail_at + self.fail_more)
    return SQLITE_OK;
  self.has_failed = TRUE;
  return self.fail_code;
}

static void
remember (Disk *disk, gint64 offset, const void *data, gsize size)
{
  Change change = { offset, data ? g_bytes_new (data, size) : NULL };

  if (disk)
    g_array_append_val (disk->changes, change);
  else
    change_clear (&change);
}

static void
apply (GByteArray *content, const Change *change)
{
  gsize size = change->bytes ? g_bytes_get_size (change->bytes) : 0;
  gsize end = (gsize)change->offset + size, before = content->len;

  if (change->bytes == NULL)
    {
      if (content->len > end)
        g_byte_array_set_size (content, (guint)end);
      return;
    }
  if (content->len < end)
    {
      g_byte_array_set_size (content, (guint)end);
      memset (content->data + before, 0, end - before);
    }
  memcpy (content->data + change->offset, g_bytes_get_data (change->bytes, NULL), size);
}

static int
on_write (sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
  int code = count_change ();

  if (code != SQLITE_OK)
    return code;
  remember (((File *)file)->disk, offset, data, (gsize)size);
  return real_file (file)->pMethods->xWrite (real_file (file), data, size, offset);
}

static int
on_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  int code = count_change ();

  if (code != SQLITE_OK)
    return code;
  remember (((File *)file)->disk, size, NULL, 0);
  return real_file (file)->pMethods->xTruncate (real_file (file), size);
}

/* SQLite's own VFS for Unix syncs the directory with a file that is new in it: other files' deletion too. */
static void
sync_directory (void)
{
  GHashTableIter iter;
  gpointer disk;

  g_hash_table_iter_init (&iter, self.disks);
  while (g_hash_table_iter_next (&iter, NULL, &disk))
    if (((Disk *)disk)->is_deleted)
      g_hash_table_iter_remove (&iter);
}

static int
on_sync (sqlite3_file *file, int flags)
{
  Disk *disk = ((File *)file)->disk;
  int code = count_change ();

  if (code != SQLITE_OK || disk == NULL)
    return code;
  if (disk->durable == NULL)
    {
      disk->durable = g_byte_array_new ();
      sync_directory ();
    }
  for (guint i = 0; i < disk->changes->len; i++)
    apply (disk->durable, &g_array_index (disk->changes, Change, i));
  g_array_set_size (disk->changes, 0);
  return SQLITE_OK;
}

static int
on_close (sqlite3_file *file)
{
  return real_file (file)->pMethods->xClose (real_file (file));
}

static int
on_read (sqlite3_file *file, void *data, int size, sqlite3_int64 offset)
{
  return real_file (file)->pMethods->xRead (real_file (file), data, size, offset);
}

static int
on_file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return real_file (file)->pMethods->xFileSize (real_file (file), size);
}

static int
on_lock (sqlite3_file *file, int lock)
{
  return real_file (file)->pMethods->xLock (real_file (file), lock);
}

static int
on_unlock (sqlite3_file *file, int lock)
{
  return real_file (file)->pMethods->xUnlock (real_file (file), lock);
}

static int
on_check_reserved_lock (sqlite3_file *file, int *out)
{
  return real_file (file)->pMethods->xCheckReservedLock (real_file (file), out);
}

static int
on_file_control (sqlite3_file *file, int op, void *argument)
{
  return real_file (file)->pMethods->xFileControl (real_file (file), op, argument);
}

static int
on_sector_size (sqlite3_file *file)
{
  return SECTOR;
}

static int
on_device_characteristics (sqlite3_file *file)
{
  return 0;
}

static int
on_shm_map (sqlite3_file *file, int region, int size, int extend, void volatile **out)
{
  return real_file (file)->pMethods->xShmMap (real_file (file), region, size, extend, out);
}

static int
on_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return real_file (file)->pMethods->xShmLock (real_file (file), offset, n, flags);
}

static void
on_shm_barrier (sqlite3_file *file)
{
  real_file (file)->pMethods->xShmBarrier (real_file (file));
}

static int
on_shm_unmap (sqlite3_file *file, int remove)
{
  return real_file (file)->pMethods->xShmUnmap (real_file (file), remove);
}

/* A file that was there before is durable as it is. */
static Disk *
find_disk (const char *path)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self.lock);
  Disk *disk = g_hash_table_lookup (self.disks, path);
  char *content;
  gsize size;

  if (disk == NULL)
    {
      disk = g_new0 (Disk, 1);
      disk->changes = g_array_new (FALSE, FALSE, sizeof (Change));
      g_array_set_clear_func (disk->changes, change_clear);
      if (g_file_get_contents (path, &content, &size, NULL))
        disk->durable = g_byte_array_new_take ((guint8 *)content, size);
      g_hash_table_insert (self.disks, g_strdup (path), disk);
    }
  if (disk->is_deleted)
    {
      /* made anew: that the old one is gone is as good as known */
      disk->is_deleted = FALSE;
      g_array_set_size (disk->changes, 0);
      g_clear_pointer (&disk->durable, g_byte_array_unref);
    }
  return disk;
}

/* is_sure: the directory knows it. */
static void
forget_disk (const char *path, gboolean is_sure)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self.lock);
  Disk *disk = g_hash_table_lookup (self.disks, path);

  if (disk && is_sure)
    g_hash_table_remove (self.disks, path);
  else if (disk)
    disk->is_deleted = TRUE;
}

static int
on_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *out_flags)
{
  static const sqlite3_io_methods methods = { 2,
                                              on_close,
                                              on_read,
                                              on_write,
                                              on_truncate,
                                              on_sync,
                                              on_file_size,
                                              on_lock,
                                              on_unlock,
                                              on_check_reserved_lock,
                                              on_file_control,
                                              on_sector_size,
                                              on_device_characteristics,
                                              on_shm_map,
                                              on_shm_lock,
                                              on_shm_barrier,
                                              on_shm_unmap };
  File *file = (File *)base;
  int code;

  if (self.without_journals && (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)))
    return SQLITE_READONLY_DIRECTORY;
  if (self.read_only && (flags & SQLITE_OPEN_MAIN_DB))
    flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
  file->disk = name && !self.is_paused ? find_disk (name) : NULL;
  file->methods = methods;
  file->methods.iVersion = self.without_shared_memory ? 1 : 2;
  code = self.real->xOpen (self.real, name, real_file (base), flags, out_flags);
  base->pMethods = code == SQLITE_OK ? &file->methods : NULL;
  return code;
}

static int
on_delete (sqlite3_vfs *vfs, const char *name, int sync_directory)
{
  gboolean is_counted = !self.is_paused;
  int code = count_change ();

  if (code != SQLITE_OK)
    return code;
  if (is_counted)
    forget_disk (name, sync_directory);
  return self.real->xDelete (self.real, name, 0);
}

void
fault_vfs_install (void)
{
  self.real = sqlite3_vfs_find (NULL);
  self.disks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, disk_free);
  self.vfs = *self.real;
  self.vfs.zName = "fault";
  self.vfs.szOsFile = (int)sizeof (File) + self.real->szOsFile;
  self.vfs.xOpen = on_open;
  self.vfs.xDelete = on_delete;
  sqlite3_vfs_register (&self.vfs, 1);
}

void
fault_vfs_reset (void)
{
  g_hash_table_remove_all (self.disks);
  self.n_changes = 0;
  self.func = NULL;
  self.without_shared_memory = FALSE;
  self.without_journals = FALSE;
  self.read_only = FALSE;
  fault_vfs_fail_at (0, 0, SQLITE_OK);
}

void
fault_vfs_fail_at (guint n, guint more, int code)
{
  self.fail_at = n == 0 ? 0 : self.n_changes + n;
  self.fail_more = more;
  self.fail_code = code;
  self.has_failed = FALSE;
}

gboolean
fault_vfs_has_failed (void)
{
  return self.has_failed;
}

void
fault_vfs_without_shared_memory (gboolean without)
{
  self.without_shared_memory = without;
}

void
fault_vfs_without_journals (gboolean without)
{
  self.without_journals = without;
}

void
fault_vfs_read_only (gboolean read_only)
{
  self.read_only = read_only;
}

void
fault_vfs_watch (FaultVfsFunc func, gpointer data)
{
  self.n_changes = 0;
  self.func = func;
  self.data = data;
}

void
fault_vfs_pause (gboolean pause)
{
  self.is_paused = pause;
}

/* A large write may arrive in part: sector by sector. */
static void
apply_some (GByteArray *content, const Change *change, GRand *random)
{
  gsize size = change->bytes ? g_bytes_get_size (change->bytes) : 0;

  if (change->bytes == NULL && g_rand_boolean (random))
    apply (content, change);
  for (gsize at = 0; at < size; at += SECTOR)
    if (g_rand_boolean (random))
      {
        Change part = { change->offset + (gint64)at, NULL };

        part.bytes = g_bytes_new_from_bytes (change->bytes, at, MIN (SECTOR, size - at));
        apply (content, &part);
        change_clear (&part);
      }
}

static void
write_file_remains (const Disk *disk, const char *path, GRand *random)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();

  if ((disk->durable == NULL || disk->is_deleted) && g_rand_boolean (random))
    return;
  if (disk->durable)
    g_byte_array_append (content, disk->durable->data, disk->durable->len);
  for (guint i = 0; i < disk->changes->len; i++)
    apply_some (content, &g_array_index (disk->changes, Change, i), random);
  g_assert_true (g_file_set_contents_full (path, (const char *)content->data, content->len,
                                           G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

void
fault_vfs_write_remains (const char *file, const char *folder, GRand *random)
{
  static const char *const suffixes[] = { "", "-journal", "-wal" };
  g_autofree char *base = g_path_get_basename (file);

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (file, suffixes[i], NULL);
      g_autofree char *name = g_strconcat (base, suffixes[i], NULL);
      g_autofree char *to = g_build_filename (folder, name, NULL);
      const Disk *disk = g_hash_table_lookup (self.disks, from);

      if (disk)
        write_file_remains (disk, to, random);
    }
}
