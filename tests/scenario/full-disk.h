/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk that is full at a chosen byte: linked into a program, it stands before the C library's functions
 * that write, for its own calls and for those of the libraries it uses. */
#pragma once

#include <glib.h>

typedef enum
{
  FULL_AT_ONCE, /* the write itself fails */
  FULL_LATER,   /* a stream takes what is written, and fails when it is flushed or closed */
} FullHow;

/* From now on files below the folder may take so many bytes more in all. folder: NULL: any. */
void full_disk_begin (const char *folder, gint64 room, FullHow how);
/* Bytes that went below the folder since; whether some did not. */
gint64 full_disk_used (gboolean *is_full);
