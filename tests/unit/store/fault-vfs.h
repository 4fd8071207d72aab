/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk that can fail: an SQLite VFS, made the default, around the real one. It lets the n-th change of a
 * file fail, does without shared memory like a network drive, and knows what would be left after a power cut:
 * what was synced, and of the rest any part. It syncs nothing really, which makes it fast. One thread. */
#pragma once

#include <glib.h>

/* Called before every change of a file (write, truncate, sync, delete), with its number. */
typedef void (*FaultVfsFunc) (guint n, gpointer data);

void fault_vfs_install (void);
/* Forgets all files and faults. */
void fault_vfs_reset (void);
/* The n-th change from now on (1: the next) and `more` after it fail with that SQLite code. 0: none. */
void fault_vfs_fail_at (guint n, guint more, int code);
/* Whether that fault has happened. */
gboolean fault_vfs_has_failed (void);
void fault_vfs_without_shared_memory (gboolean without);
/* Like a folder or a file that may not be written to. */
void fault_vfs_without_journals (gboolean without);
void fault_vfs_read_only (gboolean read_only);
void fault_vfs_watch (FaultVfsFunc func, gpointer data);
/* While it is paused (and in the function that watches), files behave as on any disk. */
void fault_vfs_pause (gboolean pause);
/* Writes into folder what a power cut would leave of the files in the folder of `file`: of every change that
 * was not synced it is the random numbers that say whether it is there. */
void fault_vfs_write_remains (const char *file, const char *folder, GRand *random);
