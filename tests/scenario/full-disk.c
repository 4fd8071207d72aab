/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "full-disk.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char below[1024];
static FullHow mode;
static atomic_llong room = G_MAXINT64, used;
static atomic_bool is_over;

void
full_disk_begin (const char *folder, gint64 bytes, FullHow how)
{
  g_strlcpy (below, folder ? folder : "", sizeof below);
  mode = how;
  used = 0;
  is_over = FALSE;
  room = bytes;
}

gint64
full_disk_used (gboolean *is_full)
{
  *is_full = is_over;
  return used;
}

static gboolean
is_below (int fd)
{
  char link[64], path[2048];
  ssize_t n;

  if (!*below || fd < 0)
    return FALSE;
  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  n = readlink (link, path, sizeof path - 1);
  return n > 0 && (path[n] = '\0', g_str_has_prefix (path, below));
}

/* Whether so many bytes have no room. */
static gboolean
takes_too_much (int fd, size_t n)
{
  if (!n || !is_below (fd))
    return FALSE;
  if (atomic_fetch_add (&used, (long long)n) + (long long)n <= room)
    return FALSE;
  is_over = TRUE;
  errno = ENOSPC;
  return TRUE;
}

#define NEXT(name) ((__typeof__ (&name))dlsym (RTLD_NEXT, #name))

ssize_t
write (int fd, const void *data, size_t n)
{
  return takes_too_much (fd, n) ? -1 : NEXT (write) (fd, data, n);
}

/* with 64-bit offsets: pwrite64() */
ssize_t
pwrite (int fd, const void *data, size_t n, off_t at)
{
  return takes_too_much (fd, n) ? -1 : NEXT (pwrite) (fd, data, n, at);
}

size_t
fwrite (const void *data, size_t size, size_t n, FILE *file)
{
  if (!takes_too_much (fileno (file), size * n))
    return NEXT (fwrite) (data, size, n, file);
  return mode == FULL_LATER ? n : 0;
}

int
fflush (FILE *file)
{
  int status = NEXT (fflush) (file);

  if (file && is_over && is_below (fileno (file)))
    return errno = ENOSPC, EOF;
  return status;
}

int
fclose (FILE *file)
{
  gboolean fails = is_over && is_below (fileno (file));
  int status = NEXT (fclose) (file);

  return fails ? (errno = ENOSPC, EOF) : status;
}
